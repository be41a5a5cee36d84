"""How long questions wait, beside every share: an order may look good by letting the late ones rot."""

from sim.deadline.instants.wall import HOUR_S
from sim.experiments.estimates.estimate import WaitOfWeek
from sim.experiments.project import Projection
from sim.report.texts.language import Language
from sim.report.words import weeks_in_words


def oldest(projection: Projection, say: Language) -> str:
    """Say how long the oldest question of the worst week waits, and how many the account marks."""
    asked = [one for one in projection.waits if one.marked_share is not None]
    if not asked:
        return ""
    worst, most = max(asked, key=_median_wait), max(asked, key=_marked)
    low, median, high = (say.number(hours) for hours in worst.oldest_h)
    clock = projection.shop.scenario.judged.clock
    marked_h, allowed_h = (
        say.plain(seconds / HOUR_S) for seconds in (clock.early_warning_s, clock.allowance_s)
    )
    where, elsewhere = (_week(projection, one.week, say) for one in (worst, most))
    theirs = say("oldest.its_questions") if most is worst else say("oldest.questions_of", week=elsewhere)
    waits = say("oldest.longest", median=median, low=low, high=high, week=where)
    marks = say("oldest.marked", share=_marked(most), theirs=theirs, marked=marked_h, allowed=allowed_h)
    return f"{waits}; {marks}"


def _median_wait(one: WaitOfWeek) -> float:
    return one.oldest_h[1]


def _marked(one: WaitOfWeek) -> float:
    return one.marked_share or 0.0


def _week(projection: Projection, monday: int, say: Language) -> str:
    return weeks_in_words([monday], projection.shop.season.weeks, say)
