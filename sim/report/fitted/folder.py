"""The folder of a fit: table, picture, summary, screen; sealed when it is whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.calibrate.history import History
from sim.calibrate.shown import Curve, Level
from sim.deadline.instants.wall import date_of
from sim.records.manifest import seal
from sim.records.store import as_json, write_whole
from sim.report.drawing.files import save
from sim.report.fitted.facts import in_english
from sim.report.fitted.fitting import Fitting
from sim.report.fitted.picture import goodness
from sim.report.fitted.screen import screen
from sim.report.fitted.table import fitted_table
from sim.report.tables import as_csv
from sim.report.texts.language import Language

SCREEN = "screen.txt"
PICTURE = "fit"


def write_fit(fitting: Fitting, folder: Path, say: Language, about: Mapping[str, Any]) -> None:
    """Write everything; the manifest comes last."""
    write_whole(folder / "fitted.csv", as_csv(fitted_table(fitting)))
    write_whole(folder / "summary.json", as_json(_summary(fitting)))
    save(goodness(fitting.fit.panels, fitting.name, say), folder / PICTURE)
    write_whole(folder / SCREEN, (screen(fitting, say) + "\n").encode())
    seal(folder, about)


def _summary(fitting: Fitting) -> dict[str, Any]:
    answered = fitting.fit.answered
    return {
        "fitted": {
            one.key: {"value": one.value, "low": one.low, "high": one.high}
            | {"rests_on": in_english(one.rests_on)}
            for one in fitting.fit.fitted
        },
        "weights": {one.key: list(one.weights) for one in fitting.fit.profiles},
        "cannot_tell": {one.key: in_english(one.reason) for one in fitting.untold},
        "still_guessed": fitting.still_guessed,
        "goodness": [one for panel in fitting.fit.panels if (one := _goodness(panel))],
        "handling": {
            name: {"calls": law.calls, "minutes": law.minutes, "sigma": law.sigma, "distance": law.distance}
            for name, law in fitting.fit.handling.items()
        },
        "answered": answered and {"in_time": answered.in_time, "judged": answered.judged},
        "skipped_rows": fitting.history.skipped_rows,
        "dropped_rows": fitting.history.dropped_rows,
        "unknown_days": _unknown_days(fitting.history),
    }


def _unknown_days(history: History) -> list[str]:
    unknown = (one.days[one.unknown] for one in history.with_unknown_days.values())
    return sorted(str(date_of(day)) for days in unknown for day in days.tolist())


def _goodness(panel: object) -> dict[str, Any]:
    match panel:
        case Level():
            inside, of = panel.inside
            return {"what": panel.what, "weeks_in_band": inside, "of": of}
        case Curve() if panel.off is not None:
            return {"what": panel.what, "furthest_off": panel.off}
        case _:
            return {}
