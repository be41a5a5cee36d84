"""How predictions of past weeks did, in a sentence each."""

from collections.abc import Callable, Sequence

from sim.calibrate.called.envelope import Envelope
from sim.calibrate.called.learned.figures import CONTACTS, PHONE, PRESENT
from sim.calibrate.called.outcome.call import Called
from sim.calibrate.called.outcome.score import Drift, of_norm, score
from sim.norms.editions.edition import NORMS
from sim.report.texts.language import Language
from sim.report.words import norm_name
from sim.scenario.beside.history import SERVICE, HistoryFiles

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
        if one.key in forms
        for text, form in [forms[one.key]]
    ]
    return " ".join([say("called.taken", figures=say.joined(parts)), *_guessed(past, say)])


def _guessed(past: Envelope, say: Language) -> list[str]:
    """Name the norm of which no figure counts what came."""
    if CONTACTS not in {one.key for one in past.fits}:
        return []
    unmeasured = [norm for norm in SERVICE if norm not in {one.norm for one in past.called}]
    return [say("called.unmeasured", norm=norm_name(norm, say)) for norm in unmeasured]


def not_called(history: HistoryFiles | None, say: Language) -> str:
    """Name the norms of which a history has figures and nothing is called; "": none."""
    there = {row.norm for row in history.figures.rows} if history else set()
    left = [norm_name(norm, say) for norm in NORMS if norm in there - set(SERVICE)]
    return say("called.not_called", norms=say.joined(left)) if left else ""


def drift(envelope: Envelope, say: Language) -> str:
    """Say what went another way than it was called, and how much wider the season is for it; "": nothing."""
    if envelope.widened is None:
        return ""
    went = say("called.alarm", went="; ".join(_went(one, say) for one in envelope.drifts))
    widened = envelope.widened
    text = "called.widened" if widened.covers else "called.widened_and_yet"
    return f"{went} {say(text, by=POINTS * widened.by)}"


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
