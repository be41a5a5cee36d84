"""The top floor: parses what was typed, prints what came out, exits."""


def main() -> None:
    """Run the command line."""
