"""What even endless staff, in the same hours, could not prevent."""

from sim.deadline import weekday_of
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.report.projection.remarks.outlook import of_norm
from sim.report.texts.language import Language

UNSTAFFED = 0.02  # more lost calls than those who hang up at once: somebody is missing


def endless_staff(projection: Projection, say: Language) -> str:
    """Say what endless staff would still leave of late answers and lost calls."""
    late = say("endless.late", number=projection.floor.late_mean)
    if all(row.no_data == 1 for row in of_norm(projection, "phone")):
        return late
    low, high = (
        say.percent(pick(week.share for week in projection.floor.phone_missed)) for pick in (min, max)
    )
    phone = say(
        "endless.phone",
        chance=say.between(low, high),
        why=lost(projection, say),
        best=say.percent(projection.floor.phone_share),
    )
    return f"{late} {phone}"


def lost(projection: Projection, say: Language) -> str:
    """Say why calls are lost whoever works: callers who hang up at once, or hours without anybody."""
    at_once = projection.shop.scenario.calls.hangs_up_at_once_share
    if 1 - projection.floor.phone_share <= at_once + UNSTAFFED:
        return say("endless.hang_up", share=at_once)
    names = say.listed("calendar.days")
    silent = [names[weekday] for weekday in _without_second_language(projection.shop)]
    return say("endless.nobody_speaks", days=say.joined(silent)) if silent else say("endless.nobody_there")


def _without_second_language(shop: Shop) -> list[int]:
    """List the weekdays with a phone on which nobody is planned who speaks that language on it."""
    if not shop.scenario.contacts.second_language_share:
        return []
    speakers = [one for one in shop.staff if {"phone", "second language"} <= {*one.skills}]
    planned = {int(day) for one in speakers for day in weekday_of(shop.season.days[one.day])}
    return sorted({slot.weekday for slot in shop.scenario.calls.open} - planned)
