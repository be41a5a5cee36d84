"""What drives the risk, in words: which figures move it, and where the spread of seasons comes from."""

from collections.abc import Iterator

from sim.experiments.drivers.spread import Split
from sim.experiments.drivers.tornado import Driver, Tornado
from sim.report.drivers.figures import figure_name, range_text
from sim.report.drivers.found import Found
from sim.report.lines import remark
from sim.report.texts.language import Language

MOST = 6  # figures that are told in words


def drivers_said(found: Found, say: Language) -> Iterator[str]:
    """Say which figures move most what is counted against the shop, and how many may not move it at all."""
    tornado, what = found.tornado, found.counted(say)
    sure = [driver for driver in tornado.drivers if driver.surely]
    asked = {"what": what, "n": len(tornado.drivers)}
    said = say("why.drivers", failures=tornado.failures, risk=tornado.risk, **asked)
    yield from remark(say("why.name.drivers"), said)
    for driver in sure[:MOST]:
        yield from remark("", _driver(driver, tornado, what, say))
    if len(sure) > MOST:
        yield from remark("", say("why.less", n=len(sure) - MOST))
    if unsure := len(tornado.drivers) - len(sure):
        yield from remark("", say("why.unsure", n=unsure, what=what))


def spread_said(found: Found, say: Language) -> Iterator[str]:
    """Say how much of the spread is forecast, absence and luck, and what endless staff would leave."""
    spread, what = found.spread, found.counted(say)
    for split, figure in ((spread.failures, what), (spread.missed_weeks, say("why.missed_weeks"))):
        yield from remark(say("why.name.spread") if figure == what else "", split_said(split, figure, say))
    floors = {"failures": spread.failures.floor, "weeks": spread.missed_weeks.floor}
    yield from remark(say("why.name.floor"), say("why.floor", what=what, **floors))


def split_said(split: Split, what: str, say: Language) -> str:
    """Say how the spread of a figure splits."""
    if not split.parts:
        return say("why.no_spread", what=what, mean=split.mean)
    parts = {
        group: say("why.part", share=part.share, low=part.low, high=part.high)
        for group, part in split.parts.items()
    }
    return say("why.spread", what=what, mean=split.mean, sd=split.sd, **parts)


def _driver(driver: Driver, tornado: Tornado, what: str, say: Language) -> str:
    ends, late, risk = driver.ends, driver.failures, driver.risk
    return say(
        "why.driver",
        figure=figure_name(ends.key, say),
        ends=range_text(ends.key, ends.low, ends.high, say),
        source=say(f"why.source.{ends.source}"),
        begin=tornado.failures + late.at_low.mean,
        end=tornado.failures + late.at_high.mean,
        what=what,
        least=late.between.low,
        most=late.between.high,
        risk=say.between(*(say.percent(tornado.risk + end.mean) for end in (risk.at_low, risk.at_high))),
    )
