"""Keys that say how or when something happens need the key that makes it happen at all."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic_core import InitErrorDetails

from sim.scenario.figures import Section
from sim.scenario.reach import located

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

NEEDS = {  # key -> the keys of which one must be above 0
    "contacts.calls_if_slow_after_hours": ("contacts.calls_if_slow_share",),
    "contacts.replies_again_share": ("contacts.follow_up_share",),
    "contacts.thanks_share": ("contacts.follow_up_share",),
    "contacts.thanks_minutes": ("contacts.thanks_share",),
    "contacts.noticed_late_after_hours": ("contacts.noticed_late_share",),
    "contacts.outside_reply_repeated_after_hours": ("contacts.outside_reply_share",),
    "calls.mails_instead_after_minutes": ("calls.mails_instead_share", "calls.closed_to_mail_share"),
    "calls.short_calls_s": ("calls.short_calls_share",),
    "chatbot.hands_over_after_minutes": ("chatbot.hands_over_share",),
    "lvb.comes_back_share": ("lvb.share",),
    "lvb.comes_back_after_hours": ("lvb.comes_back_share",),
    "marketplace.comes_back_share": ("marketplace.handed_over_share",),
    "marketplace.comes_back_after_hours": ("marketplace.comes_back_share",),
    "marketplace.solves_share": ("calls.closed_to_marketplace_share",),
    "marketplace.forwards_after_hours": ("calls.closed_to_marketplace_share",),
    "special_care.minutes": ("special_care.share",),
    "special_care.rotates_back_share": ("special_care.share",),
}


def faults(scenario: "Scenario") -> list[InitErrorDetails]:
    """List the keys that the file gives and that would change nothing."""
    return list(_without_cause(scenario))


def _without_cause(scenario: "Scenario") -> Iterator[InitErrorDetails]:
    for key, needed in NEEDS.items():
        table, name = key.split(".")
        section = getattr(scenario, table)
        if _says(section, name) and not any(_value(scenario, one) for one in needed):
            allowed = f"absent without {' or '.join(_short(one, table) for one in needed)}"
            yield located((table, name), getattr(section, name), allowed, "add one, or take it out")


def _says(section: Section | None, name: str) -> bool:
    """Tell whether a table says something else of a key than its default."""
    return section is not None and getattr(section, name) != type(section).model_fields[name].default


def _value(scenario: "Scenario", key: str) -> Any:
    table, name = key.split(".")
    return getattr(getattr(scenario, table), name)


def _short(key: str, table: str) -> str:
    return key.removeprefix(f"{table}.")
