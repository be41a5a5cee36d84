"""One day as a page with a slider: one file, no network; the page draws what the day says of an instant."""

from pathlib import Path
from typing import Any

from sim.deadline import NEVER, zone_of
from sim.deadline.instants.wall import HOUR_S, to_wall
from sim.report.pages import template
from sim.report.replay.day import Day, summed_up, title_of
from sim.report.replay.film import COLOUR
from sim.report.replay.floor import KIND, plural
from sim.report.replay.presence import at_work
from sim.scenario.values.days import ZONE

TEMPLATES = Path(__file__).parent / "templates"


def film_page(day: Day, made: str) -> str:
    """Write the page; `made` says of which season the day is."""
    return template("film.html.j2", TEMPLATES).render(
        title=title_of(day), said=summed_up(day), made=made, day=_told(day)
    )


def _told(day: Day) -> dict[str, Any]:
    """Tell a day in plain lists, every instant in seconds since its midnight."""
    first, last = (at - day.begin for at in day.shown)
    hours = range(-(-first // HOUR_S) * HOUR_S, last + 1, HOUR_S)
    return {
        "first": first,
        "last": last,
        "hours": [[at, f"{to_wall(day.begin + at, zone_of(ZONE)):%H:%M}"] for at in hours],
        "kinds": {
            kind: {
                "name": KIND[kind],
                "names": plural(KIND[kind]),
                "at": at_work(KIND[kind]),
                "colour": colour,
            }
            for kind, colour in COLOUR.items()
        },
        "waits": [
            [kind, since - day.begin, until - day.begin, None if due == NEVER else due - day.begin]
            for kind, since, until, due in day.waits.tolist()
        ],
        "people": [
            {
                "name": lane.name,
                "note": lane.note,
                "here": (lane.stretches - day.begin).tolist(),
                "spells": [[kind, on - day.begin, off - day.begin] for kind, on, off in lane.spells.tolist()],
            }
            for lane in day.lanes
        ],
        "clock": _offsets(day),
    }


def _offsets(day: Day) -> list[list[int]]:
    """Say from which second on the wall shows how many more; on a day of clock change there are two."""
    found: list[list[int]] = []
    for at in range(0, day.end - day.begin, HOUR_S):
        shown = to_wall(day.begin + at, zone_of(ZONE))
        offset = (shown.hour * HOUR_S + shown.minute * 60 + shown.second) - at
        if not found or found[-1][1] != offset:
            found.append([at, offset])
    return found
