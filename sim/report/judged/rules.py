"""By which rules a log was judged, in words."""

from sim.deadline.weekly import read_weekly
from sim.norms.editions.reading import changes, written
from sim.norms.measures import View
from sim.report.texts.language import Language


def edition(view: View, say: Language) -> str:
    """Name the edition of the norms."""
    return say("judged.edition", name=view.edition.name)


def hours(view: View, say: Language) -> list[str]:
    """Name the hours of another trade; nothing where those of the edition count."""
    given = view.options.hours
    return [say("clock.hours", hours=say.weekly(read_weekly(given)))] if given else []


def boundary(view: View, say: Language) -> str:
    """Say what "within" means."""
    return say("judged.boundary", boundary=view.options.boundary)


def holidays_by_name(view: View, say: Language) -> str:
    """Name the list of holidays."""
    return say("judged.holidays", listed=listed(view, say))


def listed(view: View, say: Language) -> str:
    """Name a list of holidays as it was asked for."""
    return view.holidays if isinstance(view.holidays, str) else say("judged.as_given")


def read_otherwise(view: View, say: Language) -> list[str]:
    """Say which values of the edition were read otherwise, as --rule takes them."""
    return [
        say("judged.otherwise", name=name, now=written(now), published=written(published))
        for name, (published, now) in changes(view.edition).items()
    ]
