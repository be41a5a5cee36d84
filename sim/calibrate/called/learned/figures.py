"""What the weeks before tell of a scenario's figures: how much comes, and who is really at work."""

from collections.abc import Iterable, Mapping

from sim.calibrate.called.learned.level import Level, normal_week
from sim.calibrate.called.learned.present import presence
from sim.calibrate.called.replay.seasons import Replayed
from sim.calibrate.fitted import Fitted, fact
from sim.norms.figures import Figures
from sim.scenario.changes.uncertain import figures as figures_in
from sim.scenario.changes.uncertain import path_of, with_value
from sim.scenario.schema import Scenario

KNOWN_WEEKS = 8  # the last ones before a week that is called; older ones tell of another shop
CONTACTS, PHONE, SPREAD, PRESENT = (
    "contacts.questions_per_week",
    "contacts.phone_share",
    "contacts.week_busyness_sd",
    "work.really_at_work",
)
MAIL = "work.minutes_per_mail"
GUESS = fact("guess")  # what a figure rests on that no week tells
GUESS_TIMES = 2.0  # that it may lie below or above what is so; a guess itself
TAIL = 0.05


def known_before(figures: Figures, week: int) -> Figures:
    """Return what a prediction of a week rests on."""
    known = figures.before(week)
    first = known.weeks[-KNOWN_WEEKS:][:1]
    return Figures(tuple(row for row in known.rows if row.week >= first[0])) if first else known


def learned(
    scenario: Scenario, figures: Figures, replayed: Mapping[int, Replayed], week: int
) -> tuple[Fitted, ...]:
    """Fit a scenario for a week to the weeks before it, all of them replayed."""
    known = known_before(figures, week)
    present = presence(scenario.work.really_at_work, known, replayed, week)
    likely = Level(*(present.quantile(at) for at in (0.5, TAIL, 1 - TAIL)))
    volumes = [replayed[one].volume(likely.value) for one in known.weeks]
    contacts = scenario.contacts
    normal = normal_week(volumes, contacts.week_busyness_sd, contacts.day_busyness_sd)
    rests_on = fact("known_weeks", n=len(known.weeks))
    by_phone = Fitted(PHONE, *_ends(normal.phone_share), rests_on)
    return (
        Fitted(CONTACTS, *_ends(normal.contacts), rests_on),
        by_phone if known.of("phone") else guessed(scenario, PHONE),
        Fitted(SPREAD, *_ends(normal.spread), rests_on),
        Fitted(PRESENT, *_ends(likely), rests_on),
        *(() if known.of("response") else (guessed(scenario, MAIL),)),
    )


def guessed(scenario: Scenario, key: str) -> Fitted:
    """Take a figure that no week tells as the scenario says it: from half to twice that, or in its own range.

    How many call is a guess without figures of calls. Without those of answers it is how much comes in
    writing: as calls and questions can only have ranges apart, the work of a mail stands for both.
    """
    figure = figures_in(scenario)[path_of(key)]
    wide = (figure.value / GUESS_TIMES, figure.within(figure.value * GUESS_TIMES))
    return Fitted(key, figure.value, *scenario.uncertain.get(key, wide), GUESS)


def with_fitted(scenario: Scenario, fits: Iterable[Fitted]) -> Scenario:
    """Give a scenario fitted figures; of those with a range every season draws a value."""
    known = figures_in(scenario)
    ranges = dict(scenario.uncertain)
    for fit in fits:
        scenario = with_value(scenario, known[path_of(fit.key)], fit.value)
        ranges.pop(fit.key, None)
        if fit.low < fit.high:
            ranges[fit.key] = (fit.low, fit.high)
    return scenario.model_copy(update={"uncertain": ranges})


def _ends(level: Level) -> tuple[float, float, float]:
    return level.value, level.low, level.high
