"""What stands above every picture of a projection: whose it is, and how it was made."""

from sim.experiments.project import Projection
from sim.report.drawing.letters import NAME_LENGTH, legible
from sim.report.texts.language import Language
from sim.report.words import cut, judged_by, span

HEAD_IN, FOOT_IN = 1.6, 0.3  # title, key and the names of the weeks; below the last panel


def shop_named(projection: Projection) -> str:
    """Name the shop in a title; a letter that the font lacks becomes a question mark."""
    return cut(legible(projection.file.name), NAME_LENGTH)


def made(projection: Projection, say: Language) -> str:
    """Say of which weeks, by which norms and from how many seasons a picture is."""
    shop = projection.shop
    return say(
        "picture.made",
        span=span(shop.season.weeks, say),
        rules=judged_by(shop, say),
        seasons=say("words.seasons", n=projection.settings.replications),
    )
