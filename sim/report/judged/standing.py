"""What the verdicts of a log lead to: strikes, GroeiStart, the window of the score, what is forbidden."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.deadline import week_label, zone_of
from sim.deadline.instants.wall import to_wall
from sim.norms import Verdicts
from sim.norms.standing.groeistart import LOOKED_AT, looks
from sim.norms.standing.policy import PolicyEvent
from sim.norms.standing.score import standing
from sim.norms.standing.strikes import StrikeWeek
from sim.report.judged.norms import score, verdict
from sim.report.texts.language import Language
from sim.report.words import norm_name


def strike_lines(history: list[StrikeWeek], verdicts: Verdicts, say: Language) -> Iterator[str]:
    """Tell the strikes of a seller, and what each leads to."""
    norm = verdicts.view.edition.strikes
    yield say(
        "judged.strike_norm",
        strikes=history[-1].in_window if history else 0,
        window=norm.window_final_weeks,
        temporary=norm.temporary_closure_at,
        permanent=norm.permanent_closure_at,
    )
    zone = zone_of(verdicts.view.options.timezone)
    for week in history:
        if week.strike:
            leads = say(f"judged.leads_to.{(week.consequence or 'nothing').replace(' ', '_')}")
            state = say("judged.final" if week.final else "judged.not_final")
            on = say.dated(to_wall(week.final_at, zone))
            told = {"week": week_label(week.week), "strikes": week.in_window}
            yield say("judged.strike_week", **told, leads=leads, state=state, on=on)


def groeistart_lines(verdicts: Verdicts, say: Language) -> Iterator[str]:
    """Tell the looks at a new seller, if it is one."""
    view = verdicts.view
    if not view.options.new_seller:
        return
    come = looks(view)
    over = say("judged.over" if any(look.ends for look in come) else "judged.not_over")
    yield say("judged.groeistart", orders=view.edition.new_seller.orders, over=over)
    for look in come:
        said = ", ".join(f"{norm_name(norm, say)} {verdict(look.met[norm], say)}" for norm in LOOKED_AT)
        at = say.stamp(to_wall(look.at, zone_of(view.options.timezone)))
        yield say("judged.look", orders=look.orders, at=at, verdicts=said)


def score_lines(verdicts: Verdicts, say: Language) -> Iterator[str]:
    """Tell the final weeks that the score looks at, pooled, by way of shipping."""
    scored = [one for one in standing(verdicts) if one.in_score and one.share is not None]
    for method, group in groupby(scored, key=lambda one: one.method):
        norms = list(group)
        said = "; ".join(
            f"{norm_name(one.norm, say)} {score(one.norm, one.share or 0.0, say)} {verdict(one.met, say)}"
            for one in norms
        )
        which = say(f"judged.method.{method}") if method else say("judged.pooled", n=len(norms[0].weeks))
        yield say("judged.window", which=which, norms=said)


def policy_lines(events: Sequence[PolicyEvent], say: Language) -> Iterator[str]:
    """Count what the marketplace forbids, by kind."""
    counted = Counter(event.what for event in events)
    if counted:
        said = [say(f"judged.policy.{what.replace(' ', '_')}", n=n) for what, n in sorted(counted.items())]
        yield say("judged.forbidden", events=", ".join(said))
