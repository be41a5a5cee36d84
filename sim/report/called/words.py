"""How predictions of past weeks did, in a sentence each."""

from collections.abc import Callable, Iterator, Sequence

from sim.calibrate.called.envelope import Envelope
from sim.calibrate.called.learned.figures import CONTACTS, GUESS, MAIL, PHONE, PRESENT
from sim.calibrate.called.learned.sold import ITEMS
from sim.calibrate.called.outcome.call import CALLED, Called, rule_of
from sim.calibrate.called.outcome.score import RECENT, TOO_FAR, Drift, error, of_norm, recent, score
from sim.calibrate.estimates.page import SHARES
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.report.texts.language import Language
from sim.report.words import norm_name, weeks_in_words
from sim.scenario.beside.history import SOLD

POINTS = 100


def kept(called: Sequence[Called], say: Language) -> str:
    """Say how many verdicts were right and how far off the shares were: of all norms, and of each."""
    all_of_them, norms = score(called), dict.fromkeys(one.norm for one in called)
    each = [score(of_norm(called, norm)) for norm in norms]
    parts = [
        say("called.of_norm", norm=norm_name(norm, say), right=one.right, calls=one.calls)
        for norm, one in zip(norms, each, strict=True)
    ]
    return say(
        "called.kept",
        n=len({one.week for one in called}),
        right=all_of_them.right,
        calls=all_of_them.calls,
        each=say.joined(parts),
        off=POINTS * all_of_them.off,
        within=all_of_them.within,
    )


def checked(past: Envelope, say: Language) -> str:
    """Say all of it: how the calls did, what a season takes from them, and what drifted."""
    said = (kept(past.called, say), taken(past, say), drift(past, say))
    return " ".join(one for one in said if one)


def taken(past: Envelope, say: Language) -> str:
    """Say which figures a season takes from the history, with their ranges, and what is a guess in them."""
    forms: dict[str, tuple[str, Callable[[float], str]]] = {
        CONTACTS: ("called.contacts", say.number),
        PHONE: ("called.phone_share", say.percent),
        PRESENT: ("called.present", say.percent),
    }
    parts = [
        say(text, value=form(one.value), low=form(one.low), high=form(one.high))
        for one in past.fits
        if one.key in forms and one.rests_on != GUESS
        for text, form in [forms[one.key]]
    ]
    parts += _sold(past, say)
    said = say("called.taken", figures=say.joined(parts))
    return " ".join([said, *_guessed(past, say), *_left(past, say), *_missing(past, say)])


def _sold(past: Envelope, say: Language) -> Iterator[str]:
    """Say which part of what is sold goes wrong in a season."""
    fits = {one.key: one for one in past.fits}
    for key, spread in ((key, f"{key}_spread") for key in SHARES if key in fits):
        ends = {name: say.exact_percent(getattr(fits[key], name)) for name in ("value", "low", "high")}
        yield say(f"called.{key.partition('.')[2]}", spread=fits[spread].value, **ends)


def _left(past: Envelope, say: Language) -> Iterator[str]:
    """Say of which norms that were called the season takes nothing, and why."""
    fitted = {one.key for one in past.fits}
    called = {one.norm for one in past.called}
    left = [norm_name(norm, say) for key, (norm, _) in SHARES.items() if norm in called and key not in fitted]
    if left:
        yield say("called.counted_within" if ITEMS in fitted else "called.no_orders", norms=say.joined(left))


def _missing(past: Envelope, say: Language) -> Iterator[str]:
    """Name the weeks between others of which the history has no figures."""
    if past.missing:
        every = [*past.missing, *(one.week for one in past.called)]
        yield say("called.missing_weeks", weeks=weeks_in_words(past.missing, every, say))


def _guessed(past: Envelope, say: Language) -> list[str]:
    """Name the norm of which no figure counts what came, and what is drawn of it."""
    forms: dict[str, tuple[str, Callable[[float], str]]] = {
        PHONE: ("phone", say.percent),
        MAIL: ("response", say.plain),
    }
    return [
        say(f"called.unmeasured.{norm}", norm=norm_name(norm, say), low=form(one.low), high=form(one.high))
        for one in past.fits
        if one.rests_on == GUESS
        for norm, form in [forms[one.key]]
    ]


def not_called(called: Sequence[Called], shop: Shop, say: Language) -> str:
    """Name the norms of which a history has figures and nothing is called, with the reason; "": none."""
    history = shop.scenario.past
    there = {row.norm for row in history.figures.rows} if history else set()
    left = [norm for norm in NORMS if norm in there - {one.norm for one in called}]
    weeks = {one.week for one in called}
    reasons = {norm: _reason(norm, shop, weeks) for norm in left}
    named = {
        reason: say.joined([norm_name(norm, say) for norm in left if reasons[norm] == reason])
        for reason in reasons.values()
    }
    return "; ".join(say(f"called.not_called.{reason}", norms=norms) for reason, norms in named.items())


def _reason(norm: str, shop: Shop, weeks: set[int]) -> str:
    if norm not in CALLED:
        return norm
    if rule_of(shop, norm).level is None:
        return "personal"
    return "nothing_judged" if weeks & _after_the_first(norm, shop) else "few_before"


def _after_the_first(norm: str, shop: Shop) -> set[int]:
    """Return the weeks of a history that have a figure of a norm and one before it."""
    history = shop.scenario.past
    return set(list(history.figures.of(norm))[1:]) if history else set()


def against(called: Sequence[Called], say: Language) -> str:
    """Say how far off it would have been to take the share of the week before, or the mean so far."""
    norms = dict.fromkeys(one.norm for one in called)
    return say("called.against", each=say.joined([_against(of_norm(called, norm), say) for norm in norms]))


def _against(called: Sequence[Called], say: Language) -> str:
    norm, found = norm_name(called[0].norm, say), score(called)
    mean, off = POINTS * found.off_mean_before, POINTS * found.off
    if found.off_last_week is None:
        return say("called.against_mean", norm=norm, mean=mean, off=off)
    return say("called.against_norm", norm=norm, last=POINTS * found.off_last_week, mean=mean, off=off)


def drift(envelope: Envelope, say: Language) -> str:
    """Say what went another way than it was called, and what the season does about it; "": nothing."""
    if not envelope.drifts:
        return ""
    said = [say("called.alarm", went="; ".join(_went(one, say) for one in envelope.drifts))]
    if widened := envelope.widened:
        text = "called.widened" if widened.covers else "called.widened_and_yet"
        said.append(say(text, by=POINTS * widened.by))
    if lately := [norm_name(one.norm, say) for one in envelope.drifts if one.norm in SOLD]:
        said.append(say("called.lately", norms=say.joined(lately)))
    return " ".join(said)


def no_drift(called: Sequence[Called], say: Language) -> str:
    """Say how far off the last weeks were where no norm drifted, of norms that were called in enough."""
    each = [_came(norm, POINTS * error(weeks), say) for norm, weeks in recent(called).items()]
    return say("called.no_drift", far=POINTS * TOO_FAR, weeks=RECENT, each=say.joined(each))


def _came(norm: str, points: float, say: Language) -> str:
    text = "called.came_lower" if points < 0 else "called.came_higher"
    return say(text, norm=norm_name(norm, say), off=abs(points))


def _went(one: Drift, say: Language) -> str:
    way = say("called.lower") if one.error < 0 else say("called.higher")
    return say(
        "called.went",
        norm=norm_name(one.norm, say),
        weeks=len(one.weeks),
        error=POINTS * abs(one.error),
        way=way,
        outside=one.outside,
    )
