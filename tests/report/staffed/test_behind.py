"""Where weeks out of reach fall behind, against the seasons of the check looked at one by one."""

from sim.experiments.estimates.behind import waiting_h
from sim.experiments.seasons.shop import Shop
from sim.report.staffed.behind import SEASONS, behind
from sim.report.texts.language import ENGLISH

from .advices import helped, of_a_season, unneeded


def planned(advice) -> Shop:
    return Shop(advice.choices.planned(advice.best).scenario)


def test_each_week_out_of_reach_is_told_day_by_day_in_the_seasons_that_miss_it():
    """Of 20 seasons the eight that miss most all miss both weeks; nobody is planned on a Sunday."""
    found = helped()
    both = [place for place, (one, other) in enumerate(found.certificate.best.misses) if one and other]
    assert len(both) >= SEASONS
    numbers = [found.certificate.seasons[place] for place in both[:SEASONS]]
    monday = found.choices.file.scenario.weeks[1]
    waits = [waiting_h(planned(found), [monday], 1, number)[0] for number in numbers]
    first, second = behind(found, planned(found), 1, ENGLISH)
    assert (first.week, second.week) == ("W48 Black Friday", "W49 Sinterklaas")
    assert second.days[0] == f"{sum(one[0] for one in waits) / SEASONS:.0f}" and second.days[6] == "–"
    assert second.days[5] == f"{sum(one[5] for one in waits) / SEASONS:.0f}" != "–"


def test_nothing_falls_behind_where_nothing_is_out_of_reach():
    for advice in (unneeded(), of_a_season()):
        assert behind(advice, planned(advice), 1, ENGLISH) == []
