"""The eight performance indicators of a week, in the JSON of the marketplace's API (norms/README.md, 3.1)."""

from fractions import Fraction
from typing import Any

from sim.deadline import date_of, week_from_label
from sim.norms.rules import Rule, rules
from sim.norms.verdicts import NO_VERDICT, Verdict, Verdicts

API_NAMES = {
    "cancellations": "CANCELLATIONS",
    "on_time": "FULFILMENT",
    "phone": "PHONE_AVAILABILITY",
    "response": "RESPONSE_TIME",
    "questions": "CASE_ITEM_RATIO",
    "track_and_trace": "TRACK_AND_TRACE",
    "returns": "RETURNS",
    "reviews": "REVIEWS",
}


def indicators(verdicts: Verdicts, week: int | str) -> dict[str, list[dict[str, Any]]]:
    """Return a week of the only seller as the API would; a norm without a verdict has no score.

    A personal norm that was not given has the value None.
    """
    monday = week_from_label(week) if isinstance(week, str) else week
    year, number, _ = date_of(monday).isocalendar()
    period = {"week": f"{number:02}", "year": f"{year:04}"}
    applied = rules(verdicts.view.edition, verdicts.view.options)
    return {
        "performanceIndicators": [
            {
                "name": name,
                "type": "AVERAGE" if norm == "reviews" else "PERCENTAGE",
                "details": {"period": period, **_details(verdicts.at(norm, monday), applied[norm])},
            }
            for norm, name in API_NAMES.items()
        ]
    }


def _details(verdict: Verdict, rule: Rule) -> dict[str, Any]:
    norm = {
        "condition": ">=" if rule.at_least else "<=",
        "value": None if rule.level is None else float(rule.level),
    }
    if rule.level is None or verdict.met == NO_VERDICT:
        return {"norm": norm}
    numerator, denominator = verdict.good if rule.at_least else verdict.bad, verdict.total - verdict.pending
    value = Fraction(numerator, denominator)
    score = {
        "conforms": verdict.met == 1,
        "numerator": numerator,
        "denominator": denominator,
        "value": float(value),
        "distanceToNorm": float(abs(value - rule.level)),  # absolute: positive on either side (3.1: R)
    }
    return {"score": score, "norm": norm}
