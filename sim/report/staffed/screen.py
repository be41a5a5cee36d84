"""What `normsim staff` prints: the plan first, the risk before and after, what speaks for it."""

from collections.abc import Callable, Iterable, Iterator

from sim.experiments.plans.targets import Target
from sim.experiments.search.advice import Advice
from sim.experiments.search.judging.certificate import Checked
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.report.lines import remark, wrapped
from sim.report.staffed.roster import week_roster, week_shown
from sim.report.staffed.said.check import cheaper, checked, what_counts
from sim.report.staffed.said.headline import headline
from sim.report.staffed.said.left import mail, not_tried, out_of_reach
from sim.report.staffed.said.risks import cell, chances
from sim.report.staffed.said.sure import assumed, how_sure
from sim.report.staffed.words import parts, volunteers
from sim.report.texts.language import Language
from sim.report.words import cut, judged_by, span, week_name, week_number

SHOWN: tuple[Target, ...] = ("response", "phone", "mail")
MOST_SHOWN = 3  # of the chances of a week, on a line
PART = 105  # letters of a line that a part has, its price not counted
PERSON = 22
REMARKS: dict[str, Callable[[Advice, Language], str]] = {  # by the names of their heads in the catalogue
    "remark.counted": what_counts,
    "staffed.remark.checked": checked,
    "staffed.remark.cheaper": cheaper,
    "staffed.remark.not_tried": not_tried,
    "staffed.remark.out_of_reach": out_of_reach,
    "staffed.remark.mail": mail,
    "staffed.remark.how_sure": how_sure,
    "staffed.remark.assumed": assumed,
}


def staff_screen(advice: Advice, name: str, boundary: str, say: Language) -> str:
    """Say all of it."""
    lines = [*wrapped(_title(advice, name, boundary, say)), *wrapped(headline(advice, say))]
    lines += [*_parts(advice, say), *_table(advice, say), *_week(advice, say)]
    for head, said in REMARKS.items():
        if text := said(advice, say):
            lines += remark(say(head), text)
    return "\n".join(lines) + "\n"


def _title(advice: Advice, name: str, boundary: str, say: Language) -> str:
    shop = Shop(advice.choices.file.scenario)
    rules = say("title.rules", rules=judged_by(shop, say), boundary=say(f"boundary.{boundary}"))
    seasons = say("staffed.checked_in", n=len(advice.certificate.seasons))
    return f"{name}, {span(shop.season.weeks, say)}      {rules} · {seasons}"


def _parts(advice: Advice, say: Language) -> Iterator[str]:
    for number, (text, price) in enumerate(parts(advice.choices, advice.best, say), 1):
        yield f" {number}  {cut(text, PART):<{PART}}{say.euro(price):>10}"
    if asked := volunteers(advice):
        yield from remark(say("staffed.remark.overtime"), say("staffed.ask", names=say.joined(asked)))


def _table(advice: Advice, say: Language) -> Iterator[str]:
    """Compare the chances of each week now and with the plan, all of the check."""
    targets, weeks, plans = shown(advice), advice.choices.file.scenario.weeks, compared(advice)
    row = " {:<17}" + "{:>33}" * len(targets)
    yield row.format(say("staffed.chance"), *(head(advice, target, say) for target in targets)).rstrip()
    names = _beside(say(f"staffed.{name}") for name in plans)
    yield row.format(say("table.week"), *[names] * len(targets)).rstrip()
    columns = [[chances(plan, target) for plan in plans.values()] for target in targets]
    for place, monday in enumerate(weeks):
        cells = [_beside(cell(plan[place], say) for plan in column) for column in columns]
        yield row.format(f"{week_number(monday, weeks)} {week_name(monday, say)}".strip(), *cells).rstrip()


def _beside(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>16}" for cell in cells)


def compared(advice: Advice) -> dict[str, Checked]:
    """Return what is held against each other, by its name in the catalogue: now, and a plan that differs."""
    now, best = advice.certificate.now, advice.certificate.best
    return {"now": now} | ({"then": best} if best.plan != now.plan else {})


def shown(advice: Advice) -> list[Target]:
    """List what is asked, and what else there is room for."""
    return list(dict.fromkeys([*advice.wanted.goal.targets, *SHOWN]))[:MOST_SHOWN]


def head(advice: Advice, target: Target, say: Language) -> str:
    """Head the chances of a target: "answers below 90%"."""
    norms = edition(advice.choices.file.scenario.edition)
    level = float(getattr(norms, target).min_share) if target in ("response", "phone") else 0.0
    return say(f"staffed.head.{target}", level=level, number=norms.response.mail_at_late or 1)


def _week(advice: Advice, say: Language) -> Iterator[str]:
    """Show the roster of the week in which the plan adds most."""
    now, planned = (
        Shop(file.scenario) for file in (advice.choices.file, advice.choices.planned(advice.best))
    )
    monday = week_shown(advice, now, planned)
    yield say("staffed.roster", week=week_number(monday, now.season.weeks))
    for name, *cells in week_roster(now, planned, monday, say):
        yield f" {cut(name, PERSON - 1):<{PERSON}}" + "".join(f"{cell:<13}" for cell in cells).rstrip()
