"""Everything that the customers of a season may ask of the shop, all drawn beforehand."""

from collections.abc import Sequence

import numpy as np

from sim.deadline import NEVER, day_number
from sim.deadline.instants.wall import HOUR_S, MINUTE_S
from sim.demand.contacts import Arrivals, calls, forwarded, mails
from sim.demand.draft import Draft, finished
from sim.demand.marks import Journeys
from sim.demand.phone.calls import call_journeys
from sim.demand.questions.asked import question_journeys, topics_of
from sim.demand.questions.replies import SPREAD
from sim.demand.questions.started import open_journeys, reply_journeys
from sim.demand.volume import day_factors, rush_after_holidays
from sim.draws import Streams, lognormal
from sim.scenario.schema import Scenario
from sim.scenario.season import Season


def customers(scenario: Scenario, season: Season, streams: Streams, before: Sequence[Draft] = ()) -> Journeys:
    """Draw everything that the customers of a season may ask of the shop; those of `before` come first."""
    volume = day_factors(scenario, season, streams) * rush_after_holidays(scenario, season, streams)
    writing, by_bol = served_by_bol(scenario, mails(scenario, season, volume, streams))
    calling, by_bol_too = served_by_bol(scenario, calls(scenario, season, volume, streams))
    writing = spared_by_information(scenario, past_chatbot(scenario, writing))
    writing = spared_by_care(scenario, season, writing)
    from_bol = [forwarded(scenario, season, volume, streams), by_bol, by_bol_too]
    writing, calling, *from_bol = (_to_come(season, who) for who in (writing, calling, *from_bol))
    parts = [*before, question_journeys(scenario, season, writing), call_journeys(scenario, season, calling)]
    parts += [question_journeys(scenario, season, who, forwarded=True) for who in from_bol if len(who.at)]
    if scenario.start is not None:
        parts.append(reply_journeys(scenario, season, scenario.start, streams))
        parts.append(open_journeys(scenario, season, scenario.start, streams))
    return finished(parts)


def _to_come(season: Season, who: Arrivals) -> Arrivals:
    """Leave out who came before the season begins: that is known, and not drawn."""
    return who if season.since == NEVER else who.only(who.at >= season.since)


def past_chatbot(scenario: Scenario, who: Arrivals) -> Arrivals:
    """Leave out whom a chatbot helps; whom it does not help it hands over after a while."""
    bot = scenario.chatbot
    if bot is None:
        return who
    u = who.draw("chatbot")
    handed = (u >= bot.solves_share) & (u < bot.solves_share + bot.hands_over_share)
    later = who.later(np.where(handed, round(bot.hands_over_after_minutes * MINUTE_S), 0))
    return later.only(u >= bot.solves_share).in_order()


def served_by_bol(scenario: Scenario, who: Arrivals) -> tuple[Arrivals, Arrivals]:
    """Part those whose order the marketplace ships: it serves them, and forwards what only the shop knows."""
    rules = scenario.lvb
    if rules is None:
        return who, who.only(np.zeros(len(who.at), np.bool_))
    by_bol = who.some("shipped by bol", rules.share)
    theirs = who.only(by_bol)
    theirs = theirs.only(theirs.some("technical", rules.comes_back_share))
    delay = lognormal(theirs.draw("technical after"), rules.comes_back_after_hours * HOUR_S, SPREAD)
    return who.only(~by_bol), theirs.later(np.rint(delay).astype(np.int64)).in_order()


def spared_by_information(scenario: Scenario, who: Arrivals) -> Arrivals:
    """Leave out the questions of each topic that nobody asks any more."""
    shares = np.array([topic.spared_share for topic in scenario.topics.values()])
    if not shares.any():
        return who
    spared = np.append(shares, 0.0)[topics_of(scenario, who)]  # the last one is that of no topic
    return who.only(who.draw("spared by information") >= spared)


def spared_by_care(scenario: Scenario, season: Season, who: Arrivals) -> Arrivals:
    """Leave out the questions that special care made needless."""
    care = scenario.special_care
    if care is None or not care.lowers_share:
        return who
    first = season.days[0] if care.from_ is None else day_number(care.from_)
    begins = season.starts[np.searchsorted(season.days, first)]
    of_topic = topics_of(scenario, who) == list(scenario.topics).index(care.topic)
    return who.only(~(of_topic & (who.at >= begins) & who.some("spared by care", care.lowers_share)))
