"""What `normsim staff` prints: the plan first, the risk before and after, what speaks for it."""

from collections.abc import Iterator

import numpy as np

from sim.experiments.plans.targets import Target
from sim.experiments.search.advice import Advice
from sim.experiments.search.levers import pay_of
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.report.lines import remark, wrapped
from sim.report.staffed.remarks import (
    assumed,
    cell,
    chances,
    cheaper,
    checked,
    how_sure,
    mail,
    not_tried,
    out_of_reach,
    weeks_of,
    what_counts,
)
from sim.report.staffed.roster import week_roster
from sim.report.staffed.words import could_work, parts
from sim.report.texts.language import ENGLISH as SAY
from sim.report.words import counted, span, week_name, week_number

SHOWN: tuple[Target, ...] = ("response", "phone", "mail")
MOST_SHOWN = 3  # of the chances of a week, on a line


def staff_screen(advice: Advice, name: str, boundary: str) -> str:
    """Say all of it."""
    shop = Shop(advice.choices.file.scenario)
    rules = f"edition {shop.scenario.edition} · holidays {shop.holidays} · boundary {boundary}"
    seasons = counted(len(advice.certificate.seasons), "season")
    lines = [f"{name}, {span(shop.season.weeks, SAY)}      {rules} · checked in {seasons}"]
    lines += [*wrapped(headline(advice)), *_parts(advice), *_table(advice), *_week(advice)]
    remarks = (
        ("COUNTED", what_counts(advice)),
        ("CHECKED", checked(advice)),
        ("CHEAPER", cheaper(advice)),
        ("NOT TRIED", not_tried(advice)),
        ("OUT OF REACH", out_of_reach(advice)),
        ("MAIL", mail(advice)),
        ("HOW SURE", how_sure(advice)),
        ("ASSUMED", assumed(advice)),
    )
    return "\n".join(lines + [line for name, text in remarks if text for line in remark(name, text)]) + "\n"


def headline(advice: Advice) -> str:
    """Say what the plan is for and what it costs."""
    cost, now = advice.choices.cost(advice.best), pay_of(advice.choices.file.scenario)
    wanted = _wanted(advice)
    if not advice.keeps:
        return (
            f"No plan was found that keeps {wanted}. Shown is all that may change: "
            f"{SAY.euro(cost)} more than the {SAY.euro(now)} of now."
        )
    beyond = any(ask.reached is not None for ask in advice.certificate.asks)
    as_far = ", as far as what may change goes" if beyond else ""
    if advice.best == advice.choices.nothing:
        return f"The roster as it is keeps {wanted}{as_far}: nothing need change. It costs {SAY.euro(now)}."
    best = "the cheapest plan" if advice.is_proven else "the cheapest plan found so far"
    if cost == 0:
        return f"What keeps {wanted}{as_far} costs nothing:"
    return f"To keep {wanted}{as_far}, {best} costs {SAY.euro(cost)} more than the {SAY.euro(now)} of now:"


def _wanted(advice: Advice) -> str:
    goal = advice.wanted.goal
    targets = SAY.joined([_target(advice, target) for target in goal.targets])
    when = "in every week" if goal.over == "week" else "in all weeks of a season"
    return f"{targets} {when} but for a chance of {SAY.percent(goal.risk)}"


def _target(advice: Advice, target: Target) -> str:
    norms = edition(advice.choices.file.scenario.edition)
    match target:
        case "response" | "phone":
            norm = SAY.percent(float(getattr(norms, target).min_share))
            return f"{norm} of answers in time" if target == "response" else f"{norm} of calls answered"
        case "mail":
            return "no warning mail for late answers"
        case _:
            return "no strike"


def _parts(advice: Advice) -> Iterator[str]:
    for number, (text, price) in enumerate(parts(advice.choices, advice.best), 1):
        yield f" {number}  {text:<88}{SAY.euro(price):>12}"
    yield from _overtime(advice)


def _overtime(advice: Advice) -> Iterator[str]:
    """Say whom to ask for the overtime of a plan: it is worked by people who are there."""
    levers = zip(advice.choices.levers, advice.best.levels, strict=True)
    taken = [lever for lever, level in levers if level and lever.name.startswith("overtime")]
    asked = {name: None for lever in taken for name in could_work(lever, advice.choices.file.scenario)}
    if asked:
        yield from remark("OVERTIME", f"ask who works until it begins: {SAY.joined(list(asked))}")


def _table(advice: Advice) -> Iterator[str]:
    """Compare the chances of each week now and with the plan, all of the check."""
    certificate, targets = advice.certificate, _targets(advice)
    row = " {:<17}" + "{:>33}" * len(targets)
    yield row.format("chance of", *(_head(advice, target) for target in targets)).rstrip()
    yield row.format("week", *[f"{'now':>15}{'with the plan':>16}"] * len(targets)).rstrip()
    columns = [
        [chances(one.counts, target) for one in (certificate.now, certificate.best)] for target in targets
    ]
    for place, monday in enumerate(weeks_of(advice)):
        cells = (f"{cell(now[place]):>15}{cell(then[place]):>16}" for now, then in columns)
        name = f"{week_number(monday, weeks_of(advice))} {week_name(monday, SAY)}".strip()
        yield row.format(name, *cells).rstrip()


def _targets(advice: Advice) -> list[Target]:
    """What is asked, and what else there is room for."""
    return list(dict.fromkeys([*advice.wanted.goal.targets, *SHOWN]))[:MOST_SHOWN]


def _head(advice: Advice, target: Target) -> str:
    norms = edition(advice.choices.file.scenario.edition)
    match target:
        case "response":
            return f"answers below {SAY.percent(float(norms.response.min_share))}"
        case "phone":
            return f"phone below {SAY.percent(float(norms.phone.min_share))}"
        case "mail":
            return f"mail ({norms.response.mail_at_late or 1}+ late)"
        case _:
            return "strike"


def _week(advice: Advice) -> Iterator[str]:
    """Show the roster of the week in which the plan adds most."""
    shop = Shop(advice.choices.planned(advice.best).scenario)
    monday = _busiest(advice, shop)
    yield f"ROSTER of week {week_number(monday, weeks_of(advice))}"
    for name, *cells in week_roster(shop, monday):
        yield f" {name[:20]:<21}" + "".join(f"{cell:<13}" for cell in cells).rstrip()


def _busiest(advice: Advice, planned: Shop) -> int:
    now = Shop(advice.choices.file.scenario)
    edges = now.season.week_edges
    before, after = (
        np.sum([one.paid_by_week_s(edges) for one in shop.staff], axis=0) for shop in (now, planned)
    )
    return weeks_of(advice)[int(np.argmax(after - before))]
