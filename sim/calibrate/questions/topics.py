"""What questions are about: the shares of topics, and what is no topic but a text."""

import numpy as np

from sim.calibrate.estimates.shares import share_of
from sim.calibrate.fitted import Finding, Fitted, Untold, fact
from sim.calibrate.questions.log import Questions
from sim.deadline.instants.wall import monday_of
from sim.scenario.faults import shown_key

KEY = "topics"
LEAST_SHARE, LEAST_QUESTIONS = 0.02, 20  # of a topic of its own; less is something else
MOST = 12
LONGEST = 40  # letters


def topics_of(questions: Questions) -> list[Finding]:
    """Fit the share of each topic that many ask about; `topics.NAME.share`.

    A topic that few ask about may be a text that somebody wrote: it is counted and never named.
    """
    words = questions.topics()
    told = questions.own & (words != "")
    of = questions.own if (told & questions.by_phone).any() else questions.mailed  # nobody notes it of calls
    if not told.any():
        return [Untold(KEY, fact("no_topics"))]
    names, which = np.unique(words[told], return_inverse=True)
    counts, all_of = np.bincount(which).tolist(), int(of.sum())
    asked = sorted(range(len(names)), key=lambda place: -counts[place])
    kept = [place for place in asked if is_topic(str(names[place]), counts[place], all_of)][:MOST]
    if not kept:
        return [Untold(KEY, fact("texts_no_topics", n=len(names), least=LEAST_SHARE))]
    topic = np.full(len(of), -1)
    topic[told] = which
    return [_share(questions, str(names[place]), topic == place, of) for place in kept]


def is_topic(name: str, count: int, all_of: int) -> bool:
    """Tell whether so many are about it that it is no text of one customer, and a scenario can name it."""
    common = count >= max(LEAST_QUESTIONS, LEAST_SHARE * all_of)
    return common and len(name) <= LONGEST and name.isprintable() and not {'"', "\\"} & set(name)


def _share(questions: Questions, name: str, which: np.ndarray, of: np.ndarray) -> Fitted:
    share = share_of(*weekly(questions, which, of))
    key = shown_key((KEY, name, "share"))
    rests_on = fact("of_questions", some=int(which.sum()), n=int(of.sum()))
    return Fitted(key, share.value, share.low, share.high, rests_on)


def weekly(questions: Questions, which: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count some questions out of others (bool[n] each) by week, the broken ones too: int64[weeks] each."""
    monday = monday_of(questions.day)
    week = (monday - monday.min()) // 7
    some, all_of = (np.bincount(week[one], minlength=int(week.max()) + 1) for one in (which & of, of))
    return some, all_of
