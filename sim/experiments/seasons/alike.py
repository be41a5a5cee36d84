"""What plans draw alike: by what nothing reads when customers, or people, are drawn.

Both lists say what is set aside; a key that is not listed tells plans apart, and so does a new one.
"""

from collections.abc import Mapping
from typing import Any

from sim.scenario.changes.uncertain import path_of
from sim.scenario.lines import KeyPath
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

SetAside = Mapping[str, Any]  # a section -> True for all of it, or those of its keys

# What no customer sees, and no order: both come as they come, whoever works and however they are judged.
NO_CUSTOMER_SEES: SetAside = {
    "edition": True,  # but for the days that it lets be simulated
    "hours": True,
    "holidays": True,
    "prior_strikes": True,
    "history": True,
    "sites": True,
    "people": True,
    "temps": True,
    "shifts": True,
    "reactions": True,
    "absence": True,
    "prices": True,
    "may_change": True,
    "contacts": {"waits_for_customer_hours", "other_channels_hours_per_week"},
    "calls": {"lines"},
    "work": {
        "really_at_work",
        "away_minutes",
        "order",
        "follow_up_within_hours",
        "phone_interrupts_mail",
        "minutes_lost_by_interruption",
        "specialists_first",
        "keep_free_for_calls",
        "no_new_mail_before_end_minutes",
    },
    "orders": {
        "survey_points_per_hour",
        "survey_points_per_minute_ringing",
        "questions_norm",
        "returns_norm",
    },
    "order_questions": {"late_answer_points", "unhelpful_points"},
    "proactive_message": {"euro_per_message"},
}

# What leaves people at the desk as they are: whatever customers do, and in which order it is worked on.
NOBODY_AT_WORK_SEES: SetAside = {
    "edition": True,  # but for the days that it lets be simulated
    "hours": True,
    "holidays": True,
    "prior_strikes": True,
    "history": True,
    "season_factor": True,
    "topics": True,
    "special_care": True,
    "chatbot": True,
    "marketplace": True,
    "lvb": True,
    "order_questions": True,
    "orders": True,
    "proactive_message": True,
    "peaks": True,
    "prices": True,
    "may_change": True,
    "work": {
        "minutes_per_mail",
        "mail_spread",
        "minutes_per_follow_up",
        "minutes_per_call",
        "call_spread",
        "order",
        "follow_up_within_hours",
        "phone_interrupts_mail",
        "minutes_lost_by_interruption",
    },
}


def alike(scenario: Scenario, season: Season, set_aside: SetAside) -> str:
    """Name what is drawn: two plans of one name, seed and replication draw the same."""
    days = f"{season.days[0]} to {season.days[-1]}"
    seen = {key: ends for key, ends in scenario.uncertain.items() if not _aside(path_of(key), set_aside)}
    told = scenario.model_copy(update={"uncertain": seen})
    return days + told.model_dump_json(exclude=dict(set_aside))


def _aside(path: KeyPath, set_aside: SetAside) -> bool:
    keys = set_aside.get(path[0], ())
    return keys is True or path[1] in keys
