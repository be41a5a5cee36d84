"""What the chances of a phone that hardly rings rest on."""

from sim.experiments.estimates.estimate import WeekOfNorm
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.texts.language import Language
from sim.report.words import weeks_in_words

FEW_CALLS = 10  # a week; of fewer, one missed call may be a missed norm


def few_calls(projection: Projection, say: Language) -> str:
    """Say how few calls the emptiest week has, and what its chance is a chance of; "" for ten and more."""
    weeks = [row for row in projection.weekly if row.norm == "phone" and row.no_data < 1]
    if not weeks:
        return ""
    fewest = min(weeks, key=lambda row: row.n_mean)
    if fewest.n_mean >= FEW_CALLS:
        return ""
    week = weeks_in_words([fewest.week], projection.shop.season.weeks, say)
    return say("few_calls.few", calls=fewest.n_mean, week=week) + _none(projection, fewest, say)


def _none(projection: Projection, week: WeekOfNorm, say: Language) -> str:
    """Say what the seasons without a call do to the chance of a week."""
    if not week.no_data:
        return ""
    least = float(edition(projection.shop.scenario.edition).phone.min_share)
    missed = week.missed.share / (1 - week.no_data)
    return say("few_calls.none", empty=week.no_data, missed=missed, least=least)
