"""What counts as missed, in one line: of `run`, `staff` and `compare`, as `experiments.goal` counts it."""

from collections.abc import Sequence

from sim.experiments.plans.goal import Ask, Standard
from sim.experiments.plans.targets import Target
from sim.norms.editions.edition import Edition
from sim.report.texts.language import Language
from sim.report.words import weeks_with_chances


def counted_as(standard: Standard, season: Sequence[int], norms: Edition, say: Language) -> str:
    """Say when a week of the season, given by its Mondays, counts as missed, and what is not asked."""
    goal, asks = standard.goal, standard.asks
    what = missed_words(goal.targets, norms, say)
    said = say("counted.week" if goal.over == "week" else "counted.season", what=what, risk=goal.risk)
    spared = [_spared(target, asks, season, norms, say) for target in goal.targets]
    named = say.joined([one for one in spared if one])
    return f"{said}; {say('counted.spared', what=named)}" if named else said


def missed_words(targets: Sequence[Target], norms: Edition, say: Language) -> str:
    """Say when any of some targets is missed: "answers below 90% or the phone below 90%"."""
    return either([target_words(target, norms, say) for target in targets], say)


def target_words(target: Target, norms: Edition, say: Language) -> str:
    """Say what missing a target is: "answers below 90%"."""
    match target:
        case "response" | "phone":
            return say(f"counted.target.{target}", level=float(getattr(norms, target).min_share))
        case "mail":
            return say("counted.target.mail", number=norms.response.mail_at_late or 1)
        case "strike":
            return say("counted.target.strike")


def either(words: Sequence[str], say: Language) -> str:
    """Join what may be: "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return say("words.either", first=", ".join(words[:-1]), last=words[-1])


def _spared(target: Target, asks: Sequence[Ask], season: Sequence[int], norms: Edition, say: Language) -> str:
    """Name the weeks in which a target is not asked of staff; "" for none."""
    spared = [ask for ask in asks if target in ask.spared]
    if not spared:
        return ""
    what = target_words(target, norms, say)
    if len(spared[0].weeks) > 1:
        return what
    floors = {season[ask.weeks[0]]: ask.spared[target] for ask in spared}
    return say("counted.where", what=what, weeks=weeks_with_chances(floors, season, say))
