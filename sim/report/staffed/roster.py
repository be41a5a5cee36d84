"""Who works when under a plan: every shift as CSV, and one week as people read it."""

import csv
import io
from collections.abc import Iterator

import numpy as np

from sim.deadline.instants.wall import date_of
from sim.deadline.weekly import time_text
from sim.experiments.plans.goal import any_missed
from sim.experiments.search.advice import Advice
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.shop import Shop
from sim.report.roster.rows import Shift, shifts_of
from sim.report.staffed.said.risks import out_of_reach_weeks
from sim.report.texts.language import Language
from sim.report.words import called

WEEK = 7
COLUMNS = ("person", "date", "begins", "ends", "paid_hours", "euro_per_hour", "added")
NEW = "+"  # before somebody whose week the present roster does not have


def shifts(shop: Shop) -> list[Shift]:
    """List the planned shifts of the reported weeks, people in the order of the file."""
    places = {one.name: place for place, one in enumerate(shop.staff)}
    return sorted(shifts_of(shop, shop.season.weeks), key=lambda shift: places[shift.name])


def roster_csv(now: Shop, planned: Shop) -> bytes:
    """Write every shift of a plan as CSV; `added` says which ones the present roster does not have."""
    before = {_when(shift) for shift in shifts(now)}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for shift in shifts(planned):
        added = "no" if _when(shift) in before else "yes"
        paid, price = f"{shift.paid_hours:g}", f"{shift.terms['euro_per_hour']:g}"
        ends = time_text(shift.begin), time_text(shift.end)
        table.writerow([shift.name, str(shift.day), *ends, paid, price, added])
    return text.getvalue().encode()


def _when(shift: Shift) -> tuple[object, ...]:
    return shift.name, shift.day, shift.begin, shift.end


def week_roster(now: Shop, planned: Shop, monday: int, say: Language) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one week: a head, then each person's hours from Monday to Sunday.

    Who has hours that the present roster does not have bears a mark.
    """
    days = say.listed("calendar.days")
    yield ("", *(f"{days[place].lower()} {date_of(monday + place).day}" for place in range(WEEK)))
    before = {_when(shift) for shift in shifts_of(now, (monday,))}
    theirs: dict[str, list[Shift]] = {one.name: [] for one in planned.staff}
    for shift in shifts_of(planned, (monday,)):
        theirs[shift.name].append(shift)
    for name, worked in theirs.items():
        if worked:
            new = any(_when(shift) not in before for shift in worked)
            yield (f"{NEW if new else ' '} {called(name, say)}", *_by_day(worked, monday))


def _by_day(worked: list[Shift], monday: int) -> Iterator[str]:
    for place in range(WEEK):
        day = date_of(monday + place)
        hours = [f"{time_text(one.begin)}-{time_text(one.end)}" for one in worked if one.day == day]
        yield " ".join(hours)


def week_shown(advice: Advice, now: Shop, planned: Shop) -> int:
    """Return the Monday of the week that most deserves a look.

    Of the weeks out of reach it is the one likeliest missed with the plan. Where there is none, it is that
    which gets most paid hours more; of equals, the one likeliest missed as it is.
    """
    certificate, weeks = advice.certificate, now.season.weeks
    if beyond := out_of_reach_weeks(advice):
        missed = dict(zip(weeks, _missed(advice, certificate.best.counts), strict=True))
        return max(beyond, key=lambda monday: missed[monday])
    before, after = (_paid_s(shop, now.season.week_edges) for shop in (now, planned))
    ranks = zip((after - before).tolist(), _missed(advice, certificate.now.counts), weeks, strict=True)
    return max(ranks, key=lambda one: one[:2])[-1]


def _paid_s(shop: Shop, edges: np.ndarray) -> np.ndarray:
    return np.asarray(np.sum([one.paid_by_week_s(edges) for one in shop.staff], axis=0))


def _missed(advice: Advice, counts: Counts) -> list[float]:
    """Return how often each week misses anything that is to be kept."""
    shares: list[float] = any_missed(counts, advice.wanted.goal.targets).mean(axis=0).tolist()
    return shares
