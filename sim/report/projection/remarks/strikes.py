"""How many strikes the weeks bring, and whether they close the shop."""

from sim.experiments.estimates.estimate import AnyOfWeek
from sim.experiments.project import Projection
from sim.norms.editions.edition import edition
from sim.report.texts.language import Language
from sim.report.words import norm_name, weeks_in_words


def strikes(projection: Projection, say: Language) -> str:
    """Say how many strikes a season brings, how likely they close the shop, and which week is the worst."""
    norms = edition(projection.shop.scenario.edition)
    before = len(projection.shop.scenario.prior_strikes)
    closed = projection.closure
    said = [
        say(
            "strikes.expected",
            number=sum(week.strike.share for week in projection.any_norm),
            closes=norms.strikes.temporary_closure_at,
            window=norms.strikes.window_final_weeks,
        )
        + say(
            "strikes.closure",
            share=closed.share,
            interval=say.between(say.percent(closed.low), say.percent(closed.high)),
            before=say.number(before) if before else say("words.none"),
        ),
        "" if norms.response.strike else say("strikes.none_by_late_answers"),
        "" if projection.shop.scenario.orders else say("strikes.no_orders"),
        _worst(projection, say),
    ]
    return "; ".join(part for part in said if part)


def _worst(projection: Projection, say: Language) -> str:
    """Name the week with most strikes, and the norms that bring them; "" where none brings any."""
    worst: AnyOfWeek = max(projection.any_norm, key=lambda week: week.strike.share)
    by = [row for row in projection.weekly if row.week == worst.week and row.strike.share]
    if not by:
        return ""
    by.sort(key=lambda row: -row.strike.share)
    week = weeks_in_words([worst.week], projection.shop.season.weeks, say)
    named = say.joined([f"{norm_name(row.norm, say)} {say.percent(row.strike.share)}" for row in by])
    return say("strikes.worst", week=week, share=worst.strike.share, norms=named)
