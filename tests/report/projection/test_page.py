"""The page: whole, alone in the world, and the same on every run."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from math import inf

from sim.deadline.weekly import read_weekly
from sim.experiments.estimates.confidence import Chance, Difference
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.report.drawing.files import as_svg
from sim.report.projection.page.page import page
from sim.report.projection.pictures.workload import workload
from sim.report.projection.remarks.outlook import headline
from sim.report.texts.language import ENGLISH

from .projections import SHOPS, each_of, projection, weight

SVG = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
PICTURES = {"projected-scores": SVG, "workload": SVG}
VOID = {"meta", "img", "br", "hr", "link", "input"}
shop = each_of(
    {
        "a peak with orders": {},
        **SHOPS,
        "thirteen weeks": {"weeks": "2027-W02..2027-W14"},
        "a target": {"edition": "2026-min-target"},
    }
)


class Reader(HTMLParser):
    """Reads a page as a browser does, and fails where a tag is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.words += data if self.open[-1:] != ["style"] else ""


def test_every_tag_is_closed(shop):
    assert Reader(page(shop, PICTURES, ENGLISH)).open == []


def test_nothing_is_fetched_and_nothing_runs(shop):
    html = page(shop, PICTURES, ENGLISH)

    assert not re.findall(r"https?:|//[a-z]|@import|url\(", html)
    assert {tag for tag, _ in Reader(html).tags} & {"script", "link", "iframe", "object"} == set()
    assert all(attrs["src"].startswith("data:image/svg+xml;base64,") for _, attrs in sources(html))


def sources(html: str) -> list[tuple[str, dict]]:
    return [(tag, attrs) for tag, attrs in Reader(html).tags if {"src", "href"} & attrs.keys()]


def test_the_pictures_are_in_the_page_and_described():
    html = page(projection(), {"workload": as_svg(workload(projection(), ENGLISH), "workload")}, ENGLISH)

    ((_, picture),) = sources(html)

    assert len(picture["src"]) > 10_000
    assert "hours of work" in picture["alt"]


def test_each_week_is_told_with_its_chances(shop):
    words = Reader(page(shop, PICTURES, ENGLISH)).words

    for row in (row for row in shop.weekly if row.norm == "response"):
        assert f"{row.missed.share:.0%}" in words
    for monday in shop.shop.season.weeks:
        assert f"W{(date(1970, 1, 1) + timedelta(monday)).isocalendar().week:02}" in words


def test_the_page_begins_with_the_sentence_of_the_screen(shop):
    words = " ".join(Reader(page(shop, PICTURES, ENGLISH)).words.split())

    assert headline(shop, ENGLISH) in words


def test_a_week_is_decided_on_the_monday_after_it_and_final_on_the_third_wednesday():
    words = " ".join(Reader(page(projection("2026-W48"), PICTURES, ENGLISH)).words.split())

    assert "W48 Black Friday 23–29 Nov" in words.replace("Black Friday23", "Black Friday 23")
    assert "Mon 30 Nov 17:00" in words
    assert "Wed 16 Dec" in words


def test_a_working_hour_is_one_of_those_that_count():
    usual = projection()
    hours = {"hours": read_weekly("mon-sat 10:00-18:00")}
    other = replace(usual, shop=Shop(usual.shop.scenario.model_copy(update=hours)))
    told = [" ".join(Reader(page(one, PICTURES, ENGLISH)).words.split()) for one in (usual, other)]
    for words, counted in zip(told, ("mon-fri 09:00-17:00", "mon-sat 10:00-18:00"), strict=True):
        assert f"8 working hours ({counted}, holidays out)" in words
        assert f"Working hour: an hour of {counted} that is no public holiday." in words


def test_holidays_until_the_last_week_is_final_are_listed_with_their_dates():
    words = Reader(page(projection("2026-W52"), PICTURES, ENGLISH)).words

    assert "Fri 25 Dec 2026, Christmas Day (Eerste Kerstdag) (NL)" in words
    assert "Fri 1 Jan 2027" in words


def test_what_the_shop_wrote_is_text_and_never_markup():
    evil = "<script>alert('x')</script>"
    nasty = projection(name=evil, more=f'"{evil}" = "mon-fri 09:00-17:00"\n')

    html = page(nasty, PICTURES, ENGLISH)

    assert "<script" not in html
    assert evil in Reader(html).words


def test_a_guess_says_whose_value_it_is():
    words = " ".join(Reader(page(projection(), PICTURES, ENGLISH)).words.split())

    assert re.search(r"work\.really_at_work ?0\.84 ?our value ?-120 ?-200 to -40 ?0 ?0", words)


def test_only_a_change_beyond_chance_is_bold():
    html = page(projection(), PICTURES, ENGLISH)

    assert re.findall(r'<td class="beyond">(.*?)<small>', html) == ["-120"]
    assert "+90" in html  # peaks, whose interval holds 0


def test_a_guess_that_changed_no_season_says_so():
    guess = weight("peaks", late=Difference(0.0, -inf, inf), moves=())

    assert "no season differs" in page(replace(projection(), weights=[guess]), PICTURES, ENGLISH)


def test_one_season_has_no_interval_and_says_so():
    guess = weight("peaks", late=Difference(40.0, -inf, inf), moves=())

    html = page(replace(projection(), weights=[guess]), PICTURES, ENGLISH)

    assert re.search(r"\+40\s*<small>not known</small>", html) and "inf" not in Reader(html).words


def test_every_chance_of_the_weeks_has_its_interval():
    told = projection()
    words = " ".join(Reader(page(told, PICTURES, ENGLISH)).words.split())

    for row in told.weekly:
        for chance in {"response": [row.missed, row.mail], "phone": [row.missed]}.get(row.norm, []):
            assert f"{ENGLISH.percent(chance.low).removesuffix('%')}–{ENGLISH.percent(chance.high)}" in words


def test_what_a_norm_counts_has_its_right_name_and_its_median():
    told = projection("2026-W49")
    words = " ".join(Reader(page(told, PICTURES, ENGLISH)).words.split())

    medians = [
        sorted(told.seasons.verdicts[:, 0, NORMS.index(norm), 1].tolist())[10]
        for norm in ("on_time", "cancellations")
    ]
    assert re.search(r"late items ?Items cancelled ?missed above 2% ?cancelled items ?W49", words)
    cells = re.search(r"cancelled items ?W49 Sinterklaas" + r" ?[\d.]+%[>\d]+% ?([\d,]+)" * 2, words)
    assert cells and [cells[1], cells[2]] == [f"{median:,}" for median in medians]
    assert "late items (on_time)" in words  # what weekly.csv calls late


def test_tables_name_their_columns_and_rows_for_a_screen_reader():
    tags = Reader(page(projection(), PICTURES, ENGLISH)).tags

    assert all("scope" in attrs for tag, attrs in tags if tag == "th")
    assert ("html", {"lang": "en"}) in tags
    assert all(attrs["alt"] for tag, attrs in tags if tag == "img")


def test_a_risk_is_said_in_a_word_and_not_in_colour_alone():
    html = page(projection(), PICTURES, ENGLISH)

    risks = re.findall(r'<td class="t\d risk">(.*?)</td>', html)

    assert risks
    assert all(re.search(r"at risk|a coin toss|probable", risk) for risk in risks if "<small>" in risk)


def test_the_strongest_tint_leaves_letters_readable():
    html = page(projection(), PICTURES, ENGLISH)

    tints = re.findall(r"\.t\d \{ background: #(\w{6})", html)

    assert len(tints) == 5
    assert all(_contrast(tint, "1a1a1a") >= 7 for tint in tints)


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_no_two_weeks_of_a_long_season_are_called_the_same():
    html = page(projection("2025-W40..2026-W47"), PICTURES, ENGLISH)

    names = re.findall(r'<th scope="row" class="when">(\S+)', html)

    assert len(names) == len(set(names)) == 60 and names[0] == "2025-W40"


def test_other_norms_at_risk_are_told_below_the_headline():
    told, never = projection("2026-W52"), Chance(0.0, 0.0, 0.2)
    certain = [
        replace(row, missed=never, mail=Chance(1.0, 0.8, 1.0) if row.norm == "on_time" else never)
        for row in told.weekly
    ]

    words = " ".join(Reader(page(replace(told, weekly=certain), PICTURES, ENGLISH)).words.split())
    none = " ".join(Reader(page(projection(more=""), PICTURES, ENGLISH)).words.split())

    assert "Other norms: on time a mail in week 52 (100%). Not checked on this shop yet." in words
    assert "Other norms:" not in none


def test_mails_for_late_answers_and_the_chance_of_closure_are_told():
    told = replace(projection(), closure=Chance(0.125, 0.0625, 0.25))

    words = " ".join(Reader(page(told, PICTURES, ENGLISH)).words.split())

    assert "Mail for late answers" in words and "Warning mail1" not in words
    assert "5 within 22 final weeks close the shop: a chance of 12% (6% to 25%)" in words


def test_the_same_projection_gives_the_same_page():
    assert page(projection(), PICTURES, ENGLISH) == page(projection(), PICTURES, ENGLISH)


def test_the_longest_wait_of_each_week_stands_beside_the_shares():
    shown = projection()
    drawn = page(shown, {}, ENGLISH)
    assert 'id="oldest"' in drawn
    for one in shown.waits:
        low, median, high = one.oldest_h
        assert (
            f"<td>{median:,.0f}<small>{low:,.0f}–{high:,.0f}</small></td><td>{one.marked_share:.0%}</td>"
            in drawn
        )


def test_where_nobody_asks_nobody_waits():
    assert 'id="oldest"' not in page(projection(questions=0), {}, ENGLISH)
