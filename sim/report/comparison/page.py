"""A comparison as a page: what is worth its price first, the pictures, both tables, what was counted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.report.comparison.figures import short
from sim.report.comparison.table import Weighed, plans_table
from sim.report.comparison.words import (
    change_cells,
    change_heads,
    heads,
    made,
    plan_cells,
    remarks,
    shop_and_weeks,
    worth,
)
from sim.report.pages import inlined, template
from sim.report.texts.language import Language

TEMPLATES = Path(__file__).parent / "templates"


def page(weighed: Weighed, notes: Sequence[str], pictures: Mapping[str, str], say: Language) -> str:
    """Write the page; `pictures` are SVG texts by name: cost-and-risk, weeks."""
    rows = short(plans_table(weighed).to_pylist())
    above, below = heads(weighed, say)
    return template("compare.html.j2", TEMPLATES).render(
        say=say,
        title=shop_and_weeks(weighed, say),
        made=made(weighed, say),
        headline=worth(weighed, rows, say),
        heads=[f"{upper} {lower}".strip() for upper, lower in zip(above, below, strict=True)],
        plans=[(row["plan"], row["frontier"], plan_cells(row, say)) for row in rows],
        change_heads=change_heads(say),
        changes=[(row["plan"], change_cells(row, say)) for row in rows[1:]],
        remarks=list(remarks(weighed, rows, notes, say))[1:],
        pictures={name: inlined(svg) for name, svg in pictures.items()},
    )
