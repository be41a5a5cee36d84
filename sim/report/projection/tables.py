"""A projection as tables: weekly.csv and weekly.parquet for people's tools, summary.json for programs."""

import io
from dataclasses import asdict
from math import isinf
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from sim.deadline import week_label
from sim.experiments.estimates.confidence import Average, Chance
from sim.experiments.estimates.estimate import ANY, AnyOfWeek, WeekOfNorm
from sim.experiments.plans.costs import measures
from sim.experiments.plans.messages import messages
from sim.experiments.project import Projection
from sim.experiments.seasons.replicate import MET
from sim.norms.editions.edition import NORMS
from sim.report.projection.remarks.outlook import headline
from sim.report.texts.language import ENGLISH
from sim.staffing.people import payroll

DECIMALS = 6
NUMBERS = (
    *("n_mean", "late_mean", "late_p05", "late_p50", "late_p95"),
    *("share_mean", "share_p05", "share_p25", "share_p50", "share_p75", "share_p95"),
    *("p_no_data", "p_missed", "p_missed_low", "p_missed_high", "p_mail", "p_strike"),
)
WEEKLY = pa.schema(
    [("week", pa.string()), ("norm", pa.string()), *((name, pa.float64()) for name in NUMBERS)]
)


def weekly_table(projection: Projection) -> pa.Table:
    """Write one row a week and norm, and a row ANY a week for the mail and the strike by whichever norm.

    `late` are the bad ones of any norm (what they are: norms.bad in report/texts), `n` all of them with those
    still pending. The p_missed columns count every simulated season, with a Clopper-Pearson interval at 95%.
    A share is empty where nothing was judged.
    """
    rows = []
    for anything in projection.any_norm:
        rows += [_row(one) for one in projection.weekly if one.week == anything.week]
        rows.append(_any_row(anything))
    return pa.Table.from_pylist([_rounded(row) for row in rows], schema=WEEKLY)


def weekly_csv(table: pa.Table) -> bytes:
    """Write the table as CSV: a header, then a line a row, empty where there is no value."""
    buffer = io.BytesIO()
    pacsv.write_csv(table, buffer, pacsv.WriteOptions(quoting_style="none", quoting_header="none"))
    return buffer.getvalue()


def summary(projection: Projection) -> dict[str, Any]:
    """Say in one object what the run came to, for programs that do not want the table.

    Its one sentence is English whatever language is shown: the files of figures are the same in all of them.
    """
    scenario, floor = projection.shop.scenario, projection.floor
    hours, euro = payroll(projection.shop.staff, projection.shop.season)
    number, price = messages(projection.shop, projection.seasons)
    return {
        "scenario": projection.file.name,
        "question": projection.file.question,
        "headline": headline(projection, ENGLISH),
        "edition": scenario.edition,
        "hours": scenario.judged.hours,  # of another trade; "": those of the edition
        "holidays": projection.shop.holidays,
        "boundary": projection.shop.boundary,
        "settings": projection.settings.said,
        "checked_on_this_shop": False,
        "strikes_mean": sum(week.strike.share for week in projection.any_norm),
        "closed_by_strikes": asdict(projection.closure),
        "mails_mean": sum(week.mail.share for week in projection.any_norm),
        "no_bad_response_week": _no_bad_week(projection),
        "paid_hours": hours,
        "euro": euro,
        "measures_euro": measures(projection.shop),
        "messages_mean": number,
        "messages_euro": price,
        "overtime_hours_mean": float(projection.seasons.overtime_h.mean()),
        "overtime_euro_mean": float(projection.seasons.overtime_euro.mean()),
        "endless_staff": asdict(floor),
        "guesses": [_without_infinite(asdict(weight)) for weight in projection.weights],
        "guesses_tried_in": projection.weighed_on,
        "waiting": [{**asdict(one), "week": week_label(one.week)} for one in projection.waits],
        "shares": [_share(one, share) for one in projection.weekly if (share := one.share_mean)],
        "chances": [_chances(one, one.norm, missed=one.missed) for one in projection.weekly]
        + [_chances(one, ANY) for one in projection.any_norm],
    }


def _share(one: WeekOfNorm, share: Average) -> dict[str, Any]:
    """Give the average share of a week with its 95% interval."""
    return {"week": week_label(one.week), "norm": one.norm, **asdict(share)}


def _chances(one: WeekOfNorm | AnyOfWeek, norm: str, **more: Chance) -> dict[str, Any]:
    """Give a week's chances with their 95% intervals."""
    chances = {
        name: asdict(chance) for name, chance in {"mail": one.mail, "strike": one.strike, **more}.items()
    }
    return {"week": week_label(one.week), "norm": norm, **chances}


def _without_infinite(value: Any) -> Any:
    """Replace the ends of an interval that nobody knows by None; JSON has no infinity."""
    if isinstance(value, dict):
        return {key: _without_infinite(one) for key, one in value.items()}
    return None if isinstance(value, float) and isinf(value) else value


def _no_bad_week(projection: Projection) -> float:
    """Estimate the chance that no week is below the response norm."""
    missed = projection.seasons.verdicts[:, :, NORMS.index("response"), MET] == 0
    return float((~missed.any(axis=1)).mean())


def _row(one: WeekOfNorm) -> dict[str, Any]:
    shares = dict(zip(("p05", "p25", "p50", "p75", "p95"), one.share or (None,) * 5, strict=True))
    late = dict(zip(("p05", "p50", "p95"), one.bad, strict=True))
    return {
        "week": week_label(one.week),
        "norm": one.norm,
        "n_mean": one.n_mean,
        "late_mean": one.bad_mean,
        **{f"late_{name}": value for name, value in late.items()},
        "share_mean": None if one.share_mean is None else one.share_mean.mean,
        **{f"share_{name}": value for name, value in shares.items()},
        "p_no_data": one.no_data,
        "p_missed": one.missed.share,
        "p_missed_low": one.missed.low,
        "p_missed_high": one.missed.high,
        "p_mail": one.mail.share,
        "p_strike": one.strike.share,
    }


def _any_row(one: AnyOfWeek) -> dict[str, Any]:
    return {"week": week_label(one.week), "norm": ANY, "p_mail": one.mail.share, "p_strike": one.strike.share}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(float(value), DECIMALS) if isinstance(value, int | float) else value
        for key, value in row.items()
    }
