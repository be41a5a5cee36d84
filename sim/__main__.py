"""``python -m sim COMMAND`` is ``normsim COMMAND``."""

from sim.cli import main

if __name__ == "__main__":
    main()
