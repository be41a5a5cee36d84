"""Print the table of `make check-theory`: every case that this project can meet, figure by figure.

    python -m tests.theory [--cases FILE] [CASE ...]

FILE holds cases in the form of tests/answers/theory.json; without one, those and the further ones of this
package are run. A case that is out is run once more on fresh seeds;
exit code 1 when one is out again, or when a standard error is too large.
"""

import argparse
import sys
from pathlib import Path

from .cases import families, read
from .estimate import AGAIN, COUNTED, Figure, expectations, measure
from .further import further

ROW = "{:<8}{:<34}{:>12}{:>12}{:>10}{:>8}  {}"


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.theory")
    asked.add_argument("--cases", type=Path, metavar="FILE")
    asked.add_argument("ids", nargs="*", metavar="CASE")
    given = asked.parse_args()
    every = read(given.cases) if given.cases else read() | further()
    cases = {name: case for name, case in every.items() if not given.ids or name in given.ids}
    met = [case for case in cases.values() if families(case)]
    print(ROW.format("case", "figure", "expected", "estimated", "error", "z", "").rstrip())
    wrong = [case["id"] for case in met if not holds(case)]
    print(
        f"\n{len(met) - len(wrong)} of {len(met)} cases hold" + (f"; not {', '.join(wrong)}" if wrong else "")
    )
    formulas = sorted(cases.keys() - {case["id"] for case in met})
    if formulas:
        print(f"formulas that the project does not compute: {', '.join(formulas)}")
    return int(bool(wrong) or not met)


def holds(case: dict) -> bool:
    """Print the figures of a case; one that is out is run once more, on fresh seeds."""
    found = printed(case, COUNTED)
    if any(figure.far_off for figure in found):
        print(f"{case['id']:<8}once more, on fresh seeds:")
        found = printed(case, AGAIN)
    unknown = expectations(case).keys() - {figure.name for figure in found}
    if unknown:
        print(f"{case['id']:<8}said, not estimated: {', '.join(sorted(unknown))}")
    return bool(found) and not any(figure.far_off or figure.vague for figure in found)


def printed(case: dict, stage: int) -> list[Figure]:
    found = measure(case, stage)
    for one in found:
        remark = "out" if one.far_off else "error too large" if one.vague else ""
        figures = (f"{one.expected:.6g}", f"{one.estimate:.6g}", f"{one.error:.2g}", f"{one.z:.2f}")
        print(ROW.format(case["id"], one.name, *figures, remark).rstrip(), flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
