"""A judgement as one object for a program: the same as the screen says, and more."""

from dataclasses import asdict
from typing import Any

from sim.deadline import week_label
from sim.norms import Verdicts
from sim.norms.editions.edition import NORMS
from sim.norms.editions.reading import changes, written
from sim.norms.standing.groeistart import looks
from sim.norms.standing.score import standing
from sim.norms.told.indicators import indicators
from sim.norms.told.judged import Found
from sim.report.judged.about import holidays
from sim.report.judged.judgement import missed_weeks, strikes_in


def as_json(verdicts: Verdicts, found: Found, newest: Verdicts) -> dict[str, Any]:
    """Give the same as one object; `indicators` (of one seller) have the shape of the marketplace's API."""
    view = verdicts.view
    one_seller = len(view.sellers) == 1
    return {
        "edition": view.edition.name,
        "as_of": view.as_of,
        "boundary": view.options.boundary,
        "rules": {name: written(now) for name, (_, now) in changes(view.edition).items()},
        "holidays": [str(day) for day in holidays(verdicts)],
        "dropped_rows": found.dropped_rows,
        "skipped_rows": found.skipped_rows,
        "ids_not_checked": list(found.ids_not_checked),
        "verdicts": [_named_week(verdict._asdict()) for verdict in verdicts],
        "strikes": [_named_week(asdict(week)) for week in verdicts.history],
        "standing": [_named_weeks(asdict(one)) for one in standing(verdicts)],
        "groeistart": [asdict(look) for look in looks(view)] if view.options.new_seller else [],
        "policy_events": [asdict(event) for event in found.policy_events],
        "indicators": {week_label(week): indicators(verdicts, week) for week in view.weeks.tolist()}
        if one_seller
        else {},
        "newest_edition": {
            "edition": newest.view.edition.name,
            "weeks_missed": {norm: missed_weeks(newest, norm) for norm in NORMS},
            "strikes": strikes_in(newest),
        },
    }


def _named_week(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "week": week_label(row["week"])}


def _named_weeks(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "weeks": [week_label(week) for week in row["weeks"]]}
