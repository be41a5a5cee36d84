"""What a fit rests on and what its keys mean, each sentence known beforehand."""

import pytest

from sim.calibrate.fitted import fact, too_few
from sim.report.fitted.facts import in_english, in_words
from sim.report.fitted.meaning import meaning
from sim.report.texts.language import ENGLISH, Language

DUTCH = Language("nl")
LEVEL = fact("normal_weeks", n=13, what="single_orders", first="2026-W20", last="2026-W32")


@pytest.mark.parametrize(
    ("told", "english", "dutch"),
    [
        (
            LEVEL,
            "13 normal weeks of orders (one item each), 2026-W20 to 2026-W32",
            "bestellingen (elk één artikel) van 13 gewone weken, 2026-W20 t/m 2026-W32",
        ),
        (
            fact("without_caused", given=fact("answered_calls", n=25_549), share=0.31),
            "25,549 answered calls; without the 31% that follow orders",
            "25.549 beantwoorde oproepen; zonder de 31% die op bestellingen volgt",
        ),
        (
            too_few(fact("days_after_holiday", n=1, what="calls"), 4),
            "1 working day of calls after a public holiday; it takes 4",
            "1 werkdag met oproepen na een feestdag; er zijn er 4 nodig",
        ),
        (
            fact("long_calls", n=1_200, off=0.0194),
            "1,200 answered calls of ten seconds and more; 0.019 from a lognormal law (Kolmogorov-Smirnov)",
            "1.200 beantwoorde oproepen van tien seconden of meer; 0,019 van een lognormale verdeling"
            " (Kolmogorov-Smirnov)",
        ),
    ],
)
def test_a_fact_is_said_in_each_language_with_what_it_holds(told, english, dutch):
    assert (in_english(told), in_words(told, DUTCH)) == (english, dutch)


@pytest.mark.parametrize(
    ("key", "english", "dutch"),
    [
        ("calls.patience_scale_s", "the patience of callers", "het geduld van bellers"),
        ("contacts.questions_per_week", "questions in a normal week", "vragen in een gewone week"),
        ('peaks."2026-W48"', "times a normal week", "keer een gewone week"),
        ('peaks."2026-W48".orders_times', "times the orders of a normal week", None),
        ('topics."return money".share', "share of the questions", "aandeel van de vragen"),
        ("work.of_no_kind", "", ""),
    ],
)
def test_a_key_is_told_in_plain_words(key, english, dutch):
    assert meaning(key, ENGLISH) == english
    assert dutch is None or meaning(key, DUTCH) == dutch
