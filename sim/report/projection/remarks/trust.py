"""How far to trust a projection: whether it was checked on the shop, and which guesses weigh most."""

from sim.calibrate.called.envelope import Envelope
from sim.experiments.doubts import Weight
from sim.experiments.estimates.confidence import Difference
from sim.experiments.project import Projection
from sim.report.called.words import checked
from sim.report.texts.language import Language
from sim.report.words import span

BIGGEST_GUESSES = 3


def trust(projection: Projection, say: Language, past: Envelope | None = None) -> str:
    """Say how predictions of the shop's past did, or that it gave none, and which guesses weigh most."""
    told = unchecked(projection, say) if past is None else checked(past, say)
    return f"{told} {_biggest(projection, say)}"


def unchecked(projection: Projection, say: Language) -> str:
    """Say that nothing was held against the shop's past here, or of which past the figures know all."""
    known = projection.shop.scenario.learned
    if known is None:
        return say("trust.not_checked")
    return say("trust.learned", files=say.joined(known.files), weeks=span(known.weeks, say))


def _biggest(projection: Projection, say: Language) -> str:
    """Name the guesses that weigh most, each with the figure it moves most; none that only chance names."""
    if not projection.weights:
        return say("trust.no_guess")
    tried = say("words.seasons", n=projection.weighed_on)
    biggest = [weight for weight in projection.weights if weight.moves][:BIGGEST_GUESSES]
    if not biggest:
        return say("trust.none_moves", seasons=tried)
    return say("trust.biggest", seasons=tried, named="; ".join(_weighs(weight, say) for weight in biggest))


def _weighs(weight: Weight, say: Language) -> str:
    moved = weight.moves[0]
    change: Difference = getattr(weight, moved)
    return say(
        "trust.weighs",
        guess=say(f"guesses.{weight.key}"),
        key=weight.key,
        change=f"{say.signed(change.mean)} {say(f'moved.{moved}')}",
        interval=say.between(say.signed(change.low), say.signed(change.high)),
    )
