"""One day as a page with a slider: one file, no network; the page draws what the day says of an instant."""

from pathlib import Path
from typing import Any

from sim.deadline import NEVER, zone_of
from sim.deadline.instants.wall import HOUR_S, to_wall
from sim.report.pages import template
from sim.report.replay.day import Day, summed_up, title_of
from sim.report.replay.film import COLOUR
from sim.report.replay.floor import KIND
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE

TEMPLATES = Path(__file__).parent / "templates"


def film_page(day: Day, made: str, say: Language) -> str:
    """Write the page; `made` says of which season the day is."""
    return template("film.html.j2", TEMPLATES).render(
        title=title_of(day, say),
        said=summed_up(day, say),
        made=made,
        day=_told(day, say),
        words=_words(say),
        say=say,
    )


def _words(say: Language) -> dict[str, str]:
    """Give the texts that the page fills by itself; %1 and so on is where a value goes."""
    return {
        "and": say("words.joined", first="%1", last="%2"),
        "waits": say("film.page.waits", n=1, what="%1"),
        "wait": say("film.page.waits", n=2, what="%1"),
        "nothing": say("film.page.nothing"),
        "now": say("film.page.now", waits="%1", late="%2", soon="%3"),
        "since": say("presence.since", work="%1", time="%2"),
        "free": say("presence.free"),
        "away": say("film.page.away"),
        "play": say("film.page.play"),
        "stop": say("film.page.stop"),
        "most": say("film.page.most"),
        "soon": say("film.page.soon"),
        "late": say("film.page.late"),
    }


def _told(day: Day, say: Language) -> dict[str, Any]:
    """Tell a day in plain lists, every instant in seconds since its midnight."""
    first, last = (at - day.begin for at in day.shown)
    return {
        "first": first,
        "last": last,
        "hours": list(day.labelled.items()),
        "kinds": {
            kind: {
                "name": say(f"work.name.{KIND[kind]}"),
                "names": say(f"work.names.{KIND[kind]}"),
                "at": say(f"work.at.{KIND[kind]}"),
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
                "note": "" if lane.is_in else say("presence.not_in"),
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
