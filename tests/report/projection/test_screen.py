"""The first screen: every situation in words, moments that a calendar proves, and columns that line up."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from sim.deadline import week_from_label
from sim.experiments.doubts import Floor
from sim.experiments.estimates.confidence import Chance, Difference
from sim.experiments.estimates.estimate import AnyOfWeek, WaitOfWeek
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.report import words
from sim.report.lines import WIDTH
from sim.report.projection import screen as screens
from sim.report.projection import when
from sim.report.projection.remarks import certainty, endless, outlook
from sim.report.projection.remarks import cost as costs
from sim.report.projection.remarks import few_calls as calls
from sim.report.projection.remarks import oldest as waits
from sim.report.projection.remarks import strikes as striking
from sim.report.projection.remarks import trust as trusts
from sim.report.projection.remarks.outlook import of_norm
from sim.report.projection.tables import summary
from sim.report.projection.when import When
from sim.report.texts.language import ENGLISH
from sim.report.words import week_code
from sim.scenario.read import read_text

from .projections import ORDERS, projection, weight

screen = partial(screens.screen, say=ENGLISH)
title = partial(screens.title, say=ENGLISH)
headline = partial(outlook.headline, say=ENGLISH)
other_norms = partial(outlook.other_norms, say=ENGLISH)
strikes = partial(striking.strikes, say=ENGLISH)
oldest = partial(waits.oldest, say=ENGLISH)
endless_staff = partial(endless.endless_staff, say=ENGLISH)
cost = partial(costs.cost, say=ENGLISH)
few_calls = partial(calls.few_calls, say=ENGLISH)
chances = partial(certainty.chances, say=ENGLISH)
trust = partial(trusts.trust, say=ENGLISH)
when_of = partial(when.when_of, say=ENGLISH)
norm_name = partial(words.norm_name, say=ENGLISH)
week_name = partial(words.week_name, say=ENGLISH)
weeks_in_words = partial(words.weeks_in_words, say=ENGLISH)
weeks_with_chances = partial(words.weeks_with_chances, say=ENGLISH)
percent, signed, joined = ENGLISH.percent, ENGLISH.signed, ENGLISH.joined


def chance(share: float) -> Chance:
    return Chance(share, share, share)


def shop(
    missed: list[float],
    mails: list[float] | None = None,
    phone: list[float] | None = None,
    weeks: str = "2026-W47..2026-W52",
    **more: Any,
) -> Projection:
    """A projection whose weeks miss the response norm, bring mails and miss the phone norm as given."""
    drawn = projection(weeks=weeks, **more)
    chances = {"response": missed, "phone": phone or [0.0] * len(missed)}
    rows = []
    for row in drawn.weekly:
        if row.norm in chances:
            week = drawn.shop.season.weeks.index(row.week)
            mail = (mails or [0.0] * len(missed))[week] if row.norm == "response" else 0.0
            row = replace(row, missed=chance(chances[row.norm][week]), mail=chance(mail))
        rows.append(row)
    return replace(drawn, weekly=rows)


def test_a_probable_miss_is_told_with_its_week_and_chance():
    told = headline(shop([0, 0, 0.1, 0.71, 0.1, 0]))
    assert told == (
        "With the roster as it is you will probably miss the 90% response norm in week 50 (71%);"
        " weeks 49 and 51 (10%) miss the 90% response norm more often than the 5% that advice allows."
        " With only 21 seasons a chance of 0% may be as high as 16%."  # 1 - 0.025 ** (1 / 21)
    )


def test_coin_tosses_and_risks_come_after_the_probable_misses():
    told = headline(shop([0.2, 0, 0.5, 0.71, 0.49, 0.39]))
    probable, toss, risk = told.split(";")
    assert "probably miss the 90% response norm in week 50 (71%)" in probable
    assert "weeks 49 and 51 (49% to 50%) are a coin toss" in toss
    assert "weeks 47 and 52 (20% to 39%) are at risk" in risk


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.6, "probably miss"),
        (0.599, "is a coin toss"),
        (0.4, "is a coin toss"),
        (0.399, "is at risk"),
        (0.2, "is at risk"),
        (0.199, "more often"),
        (0.051, "more often"),
        (0.05, "holds"),
    ],
)
def test_each_word_has_its_range(share: float, word: str):
    told = headline(shop([0, 0, 0, share, 0, 0]))
    assert [
        one for one in ("probably miss", "coin toss", "at risk", "more often", "holds") if one in told
    ] == [word.removeprefix("is ").removeprefix("a ")]
    assert word in told


def test_a_norm_that_holds_says_how_surely():
    assert "holds: no week misses it in more than 5% of seasons" in headline(shop([0, 0.01, 0.05, 0, 0, 0]))
    assert "holds: no week misses it in any simulated season" in headline(shop([0] * 6))


def test_likely_mails_are_named_whatever_the_norm_does():
    told = headline(shop([0] * 6, mails=[0, 0.35, 0.5, 0.51, 0.97, 0]))
    assert "A warning mail for late answers is more likely than not in weeks 50 and 51 (51% to 97%)." in told
    assert "mail" not in headline(shop([0] * 6))


def test_a_phone_in_danger_is_named_too():
    assert "Phone: you will probably miss the 90% phone norm in week 48 (80%)" in headline(
        shop([0] * 6, phone=[0, 0.8, 0, 0, 0, 0])
    )
    assert "phone" not in headline(shop([0] * 6, phone=[0.39] * 6))


def waiting(*weeks: tuple[float, float | None]) -> Projection:
    """The longest wait of each week in hours, give or take two, and the share of its questions marked."""
    drawn = projection(weeks=f"2026-W47..2026-W{46 + len(weeks)}")
    waits = [
        WaitOfWeek(monday, (hours - 2, hours, hours + 2), marked)
        for monday, (hours, marked) in zip(drawn.shop.season.weeks, weeks, strict=True)
    ]
    return replace(drawn, waits=waits)


def test_the_oldest_question_is_told_with_its_week():
    told = oldest(waiting((9, 0.1), (31.4, 0.33), (12, 0.2)))
    assert "longest wait, replies counted too, is 31 hours of the norm's clock (29-33), in week 48" in told
    assert "33% of its questions wait more than 6 of their 8 hours" in told


def test_the_week_with_most_questions_marked_may_be_another():
    assert "50% of the questions of week 49 wait more than" in oldest(waiting((9, 0.1), (31, 0.3), (12, 0.5)))


def test_where_nobody_asks_there_is_no_oldest_question():
    assert oldest(waiting((0, None), (0, None))) == ""
    assert "in week 47" in oldest(waiting((5, 0.0), (0, None)))


def rows_of(told: str) -> list[str]:
    """The header of the table and its rows."""
    lines = told.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.strip().startswith("week "))
    end = next(number for number, line in enumerate(lines) if line.startswith(("OTHER NORMS", "STRIKES")))
    return lines[begin:end]


def test_every_week_has_its_row_with_feast_risks_mark_and_moments():
    told = shop([0, 0.05, 0.46, 0.71, 0.25, 0.24], mails=[0.07] * 6, phone=[0.18] * 6)
    header, *rows = rows_of(screen(told))
    assert [row.split()[0] for row in rows] == ["47", "48", "49", "50", "51", "52"]
    assert "48 Black Friday" in rows[1] and "49 Sinterklaas" in rows[2] and "52 Christmas" in rows[5]
    assert header.split("mail")[1].split() == ["below", "90%", "below", "90%", "decided,", "final", "and"]
    above = screen(told).splitlines()[screen(told).splitlines().index(header) - 1]
    assert above.split() == ["late", "answers,", "10+", "late:", "answers", "phone"]
    ends = {word: above.index(word) + len(word) for word in ("10+ late:", "phone")}
    assert header[: ends["10+ late:"]].endswith("mail") and header[: ends["phone"]].endswith("below 90%")
    for row, share in zip(rows, ("0%", "5%", "46%", "71%", "25%", "24%"), strict=True):
        assert [cell for cell in row.split() if cell.endswith("%")] == ["7%", share, "18%"]
    marks = [next((cell for cell in row.split() if set(cell) == {"<"}), "") for row in rows]
    assert marks == ["", "", "<<", "<<<", "<", "<"]
    assert "Mon 30 Nov 17:00" in rows[1] and "Wed 16 Dec" in rows[1]


def test_weeks_without_calls_say_so():
    told = projection(calls=0)
    assert all("no calls" in row for row in rows_of(screen(told))[1:])
    assert "no calls" not in screen(projection())


def test_an_edition_without_mails_says_none():
    rows = rows_of(screen(shop([0] * 6, edition="24h-2021")))[1:]
    assert all(" none " in row for row in rows)
    assert "none" not in "".join(rows_of(screen(shop([0] * 6))))


def test_an_edition_with_a_strike_for_late_answers_does_not_deny_it():
    older, newer = (strikes(shop([0] * 6, edition=name)) for name in ("8wh", "24h-weekday"))
    assert "late answers bring none in this edition" in older
    assert "late answers" not in newer


def test_strikes_of_norms_that_are_not_simulated_are_not_denied():
    said = "norms on orders are not counted, as the scenario has no [orders]"
    assert said in strikes(projection(more="")) and said not in strikes(projection())


def test_strikes_are_added_up_and_the_worst_week_is_named_with_its_norms():
    told = projection()
    weeks = [AnyOfWeek(monday, chance(0), chance(share)) for monday, share in
             zip(told.shop.season.weeks, (0, 0.1, 0.3, 0.2, 0, 0), strict=True)]  # fmt: skip
    worst = told.shop.season.weeks[2]
    by = {"cancellations": 0.05, "on_time": 0.28}
    weekly = [
        replace(row, strike=chance(by.get(row.norm, 0.0) if row.week == worst else 0.0))
        for row in told.weekly
    ]
    said = strikes(replace(told, any_norm=weeks, weekly=weekly, closure=Chance(0.125, 0.05, 0.25)))
    assert said.startswith("0.6 expected in these weeks")
    assert "5 within 22 final weeks close the shop: a chance of 12% (5% to 25%) with none from before" in said
    assert said.endswith("the worst is week 49 with 30% (on time 28% and cancellations 5%)")


def at_risk(**norms: tuple[dict[int, float], dict[int, float]]) -> Projection:
    """A projection whose other norms are missed, and bring mails, in the weeks and with the chances given."""
    drawn = projection()
    rows = []
    for row in drawn.weekly:
        missed, mails = norms.get(row.norm, ({}, {}))
        number = 47 + drawn.shop.season.weeks.index(row.week)
        rows.append(replace(row, missed=chance(missed.get(number, 0.0)), mail=chance(mails.get(number, 0.0))))
    return replace(drawn, weekly=rows)


def test_other_norms_at_risk_are_named_with_their_weeks_and_mails():
    returns = {50: 0.78, 51: 0.9, 52: 1.0}
    told = at_risk(
        track_and_trace=(dict.fromkeys(range(47, 53), 1.0), {}),
        returns=(returns, returns),
        questions=({48: 0.2}, {48: 0.2, 49: 0.25}),
        on_time=({50: 0.199}, {}),
        phone=({50: 0.9}, {}),
    )
    said = (
        "questions missed in week 48 (20%), a mail in weeks 48 and 49 (20% to 25%);"
        " track & trace missed in weeks 47 to 52 (100%);"
        " returns missed, with a mail, in weeks 50 to 52 (78% to 100%)"
    )
    assert other_norms(told) == said
    assert f"OTHER NORMS {said} STRIKES" in " ".join(screen(told).split())


def test_other_norms_that_hold_are_not_mentioned():
    assert other_norms(at_risk()) == ""
    assert "OTHER NORMS" not in screen(at_risk())


def test_the_headline_of_a_long_season_names_its_worst_weeks_alone_with_their_year():
    """Every third of sixty weeks is at risk, the later the more: 20 weeks, from 20% to 39%."""
    told = headline(shop([(20 + week // 3) / 100 * (week % 3 == 0) for week in range(60)],
                         weeks="2025-W40..2026-W47"))  # fmt: skip
    assert "20 weeks (20% to 39%; worst 2026-W39, 2026-W42 and 2026-W45) are at risk" in told


def test_no_two_rows_of_a_long_season_have_the_same_week():
    told = screen(shop([0.0] * 60, weeks="2025-W40..2026-W47"))
    _, *rows = rows_of(told)
    names = [row.split()[0] for row in rows]
    assert len(set(names)) == 60 and (names[0], names[-1]) == ("2025-W40", "2026-W47")
    assert all(len(line) <= WIDTH for line in told.splitlines())


def test_what_endless_staff_could_not_prevent():
    floor = Floor(1.4, 0.951, tuple(map(chance, (0.02, 0.03, 0.36))))
    said = endless_staff(replace(projection(), floor=floor))
    assert "still leave 1 late answers a season" in said
    assert "2% to 36% a week of a phone below its norm" in said
    assert "5% of callers hang up at once" in said
    assert "95% of attempts answered is the best possible" in said


def test_the_roster_costs_what_its_hours_cost():
    """One person, six weeks of five shifts of eight hours less half an hour; Christmas is off."""
    said = cost(projection())
    hours = (6 * 5 - 1) * 7.5  # Friday 25 December; the 26th is a Saturday
    assert said == f"{hours:,.0f} paid hours in these weeks, € {hours * 28:,.0f}"


def test_measures_that_are_taken_are_part_of_the_cost():
    """600 euro once, and 50 in each of the six weeks."""
    measure = '[may_change.measures."quick replies"]\nset = ["work.minutes_per_call=4"]\n'
    priced = f"{measure}euro = 600\neuro_per_week = 50\n"
    assert "measures" not in cost(projection(more=priced))
    taken = projection(more=f"[work]\nminutes_per_call = 4\n{priced}taken = true\n")
    assert cost(taken).endswith("; measures taken add € 900")
    assert summary(taken)["measures_euro"] == 900


def test_messages_to_customers_are_part_of_the_cost():
    message = "[order_questions]\nwhen_late_share = 0.3\n[proactive_message]\nfrom = 2026-11-16\n"
    told = cost(projection(more=f"{ORDERS}{message}removes_share = 0.5\neuro_per_message = 1\n"))
    number = told.split("; about ")[1].split(" messages")[0]
    assert told.endswith(f"; about {number} messages on late items, € {number}") and number != "0"


def test_a_phone_that_hardly_rings_says_of_how_many_calls_its_chance_is():
    """In 13 of 21 seasons no call comes in the second week; 2 of the other 8 are below the norm."""
    quiet = projection(calls=60)
    rows = [
        replace(row, n_mean=0.6, no_data=13 / 21, missed=chance(2 / 21))
        if row.norm == "phone" and row.week == quiet.shop.season.weeks[1]
        else row
        for row in quiet.weekly
    ]
    told = few_calls(replace(quiet, weekly=rows))

    assert told == (
        "hardly rings in the hours of its norm: 0.6 calls in week 48 on average; in 62% of seasons none "
        "comes and nothing can be missed, of the others 25% are below 90%"
    )
    assert few_calls(quiet) == "" and few_calls(projection(calls=0)) == ""
    assert few_calls(projection(calls=9)).endswith("9.0 calls in week 47 on average")
    assert "PHONE          hardly rings" in screen(projection(calls=9))


def test_overtime_costs_extra_where_a_reaction_asks_for_it():
    """19 seasons of six weeks of an hour, two of ten: (19 x 6 + 2 x 60) / 21 hours on average."""
    rule = "when = 'more than 9 questions wait'\nthen = 'overtime 2 hours'\n"
    joris = 'Joris = { hours = "mon 09:00-17:00", overtime = { euro_per_hour = 42 } }\n'
    said = cost(projection(more=f"{joris}[reactions.rush]\n{rule}"))
    assert said.endswith("; overtime adds 11 hours on average, € 468, and 60 in a bad season")


def test_the_biggest_guesses_are_named_each_with_the_figure_it_moves_most():
    guesses = [
        weight("work.really_at_work", late=Difference(-1234.0, -2000.0, -149.0), moves=("late", "strikes")),
        weight("calls.redial_share", missed_calls=Difference(2.34, 0.5, 4.1), moves=("missed_calls",)),
        weight("peaks", strikes=Difference(0.3, 0.04, 0.6), moves=("strikes",)),
    ]
    said = trust(replace(projection(), weights=guesses))
    assert "not checked on your shop" in said and "tried in 16 seasons" in said
    named = said.partition("(95% sure, tried in 16 seasons): ")[2].split("; ")
    assert named == [
        "people really at work (work.really_at_work) -1,200 late answers (-2,000 to -150)",
        "callers who redial (calls.redial_share) +2.3 missed calls (+0.5 to +4.1)",
        "the height of the peaks (peaks) +0.3 strikes (+0.04 to +0.6)",
    ]


def test_what_may_be_chance_is_no_biggest_guess():
    large = weight("peaks", late=Difference(9000.0, -10.0, 18010.0), moves=())
    small = weight("work.mail_spread", late=Difference(3.0, 1.0, 5.0))
    assert "peaks" not in trust(replace(projection(), weights=[small, large]))
    nothing = trust(replace(projection(), weights=[large]))
    assert "peaks" not in nothing and "No guess, 10% higher and tried in 16 seasons, moves late" in nothing
    assert "No figure is marked as a guess" in trust(replace(projection(), weights=[]))


def test_only_the_three_biggest_guesses_are_named():
    keys = ("work.really_at_work", "peaks", "work.minutes_per_mail", "calls.redial_share")
    change = Difference(4.0, 3.0, 5.0)
    said = trust(replace(projection(), weights=[weight(key, late=change) for key in keys]))
    assert "work.minutes_per_mail" in said and "calls.redial_share" not in said


@pytest.mark.parametrize(
    ("seasons", "said"),
    [  # Clopper and Pearson by scipy.stats.binomtest; a 0% up to 1 - 0.025 ** (1 / n)
        (200, "in 200 seasons: a 50% may be 43% to 57%, a 0% up to 2%"),
        (1000, "in 1,000 seasons: a 50% may be 47% to 53%, a 0% up to <1%"),
        (21, "in 21 seasons: a 52% may be 30% to 74%, a 0% up to 16%"),
        (1, "in 1 season: a 100% may be 3% to 100%, a 0% up to 98%"),
    ],
)
def test_how_exact_the_chances_are_follows_from_the_number_of_seasons(seasons: int, said: str):
    told = projection()
    assert said in chances(replace(told, settings=replace(told.settings, replications=seasons)))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (1749.0, "+1,700"),
        (-23.4, "-23"),
        (9.96, "+10.0"),
        (0.35, "+0.3"),
        (-0.05, "-0.1"),
        (0.032, "+0.03"),
        (0, "0"),
    ],
)
def test_a_change_is_written_as_far_as_it_can_be_read(change: float, text: str):
    assert signed(change) == text


def test_the_title_names_everything_that_the_result_depends_on():
    said = title(projection(edition="24h-weekday"))
    for word in (
        "autumn",
        "weeks 47-52 of 2026",
        "24h-weekday",
        "holidays NL",
        "boundary close",
        "21 seasons",
    ):
        assert word in said


@pytest.mark.parametrize("n_and_late", [(5.0, (0, 0, 0)), (12_345.0, (10_000, 12_345, 99_999))])
def test_columns_line_up_for_small_and_for_big_numbers(n_and_late: tuple[float, tuple[int, int, int]]):
    n, late = n_and_late
    told = shop([0, 0.001, 0.999, 1, 0.5, 0.25], mails=[1, 0, 0.5, 0.07, 0.001, 0.999])
    weekly = [
        replace(row, n_mean=n, bad=late) if row.norm == "response" and place % 2 == 0 else row
        for place, row in enumerate(told.weekly)
    ]
    header, *rows = rows_of(screen(replace(told, weekly=weekly)))
    assert {row.index(")") for row in rows} == {header.index("(5-95%)") + len("(5-95%)") - 1}
    assert {row[: header.index("questions") + len("questions")][-1].isdigit() for row in rows} == {True}
    assert {row.index("Mon ") for row in rows} == {header.index("decided")}
    for row in rows:  # a blank between any two columns
        assert len(row.split(")")[0].split("(")[0].replace("Black Friday", "x").split()) >= 3


@pytest.mark.parametrize("more", [{}, {"edition": "2026-min-target"}, {"calls": 0}, {"questions": 0}])
def test_no_line_is_wider_than_a_screen(more: dict[str, Any]):
    told = projection(**more)
    change = Difference(-12_345.6, -23_456.7, -1_234.5)
    guesses = [weight("contacts.outside_office_hours_share", late=change)] * 3
    weekly = [replace(row, n_mean=12_345.0, bad=(10_000, 12_345, 99_999)) for row in told.weekly]
    for line in screen(replace(told, weights=guesses, weekly=weekly)).splitlines():
        assert len(line) <= WIDTH <= 120 and line == line.rstrip()


def moments(weeks: str, *more: str, boundary: Any = "close") -> list[When]:
    text = "\n".join([f'weeks = "{weeks}"', *more, "[contacts]\nquestions_per_week = 10",
                      '[people]\nSanne = "mon-fri 09:00-17:00"'])  # fmt: skip
    return when_of(Shop(read_text(text, "x").scenario, boundary))


NL, BE = 'holidays = "NL"', 'holidays = "BE"'


@pytest.mark.parametrize(
    ("weeks", "holidays", "decided", "final"),
    [
        ("2026-W48", NL, "Mon 30 Nov 17:00", "Wed 16 Dec"),
        ("2026-W52", NL, "Mon 28 Dec 17:00", "Wed 13 Jan"),
        ("2026-W53", NL, "Mon 4 Jan 17:00", "Wed 20 Jan"),
        ("2026-W17", NL, "Tue 28 Apr 17:00", "Wed 13 May"),  # King's Day is a Monday
        ("2026-W17", BE, "Mon 27 Apr 17:00", "Wed 13 May"),
        ("2027-W12", NL, "Tue 30 Mar 17:00", "Wed 14 Apr"),  # the clock changes on Easter Sunday
        ("2035-W52", NL, "Mon 31 Dec 17:00", "Wed 16 Jan"),  # the last year of scenarios
    ],
)
def test_a_week_is_decided_on_its_monday_and_final_on_a_wednesday(
    weeks: str, holidays: str, decided: str, final: str
):
    assert moments(weeks, holidays) == [When(decided, final)]


@pytest.mark.parametrize(
    ("edition", "boundary", "decided"),
    [
        ("8wh", "close", "Mon 30 Nov 17:00"),
        ("8wh", "next_open", "Tue 1 Dec 09:00"),
        ("24h-weekday", "close", "Tue 1 Dec 00:00"),
        ("24h-2021", "close", "Mon 30 Nov 23:59"),  # a question of Sunday 23:59:59
    ],
)
def test_when_a_week_is_decided_follows_edition_and_boundary(edition: str, boundary: str, decided: str):
    [when] = moments("2026-W48", NL, f'edition = "{edition}"', boundary=boundary)
    assert when == When(decided, "Wed 16 Dec")


def test_weeks_follow_each_other():
    assert [when.final for when in moments("2026-W47..2026-W49", NL)] == [
        "Wed 9 Dec",
        "Wed 16 Dec",
        "Wed 23 Dec",
    ]


@pytest.mark.parametrize(
    ("week", "name"),
    [
        ("2026-W47", ""),
        ("2026-W48", "Black Friday"),  # 27 November
        ("2026-W49", "Sinterklaas"),  # Saturday 5 December
        ("2026-W50", ""),
        ("2026-W52", "Christmas"),
        ("2026-W53", ""),
        ("2027-W47", "Black Friday"),  # 26 November
        ("2027-W48", "Sinterklaas"),  # Sunday 5 December
        ("2027-W51", "Christmas"),  # a Saturday
        ("2024-W48", "Black Friday"),  # 29 November, the latest there is
        ("2030-W48", "Black Friday"),
    ],
)
def test_weeks_bear_their_feasts(week: str, name: str):
    assert week_name(week_from_label(week)) == name


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (1e-9, "<1%"),
        (0.005, "<1%"),
        (0.0051, "1%"),
        (0.01, "1%"),
        (0.494, "49%"),
        (0.9, "90%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (1 - 1e-9, ">99%"),
        (1, "100%"),
    ],
)
def test_neither_never_nor_always_is_told_of_what_may_happen(share: float, text: str):
    assert percent(share) == text


def test_words_are_joined_as_people_do():
    assert [joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    autumn = [week_from_label(f"2026-W{number}") for number in range(44, 54)]
    assert weeks_in_words([week_from_label("2026-W50")], autumn) == "week 50"
    many = [week_from_label(f"2026-W{number}") for number in (44, 46, 47, 49, 50, 51, 52)]
    assert weeks_in_words(many, autumn) == "weeks 44, 46, 47 and 49 to 52"
    names = ("nps", "track_and_trace", "on_time", "phone")
    assert [norm_name(norm) for norm in names] == ["NPS", "track & trace", "on time", "phone"]


def test_weeks_bear_their_year_once_the_season_is_of_two():
    winter = [week_from_label(label) for label in ("2026-W52", "2026-W53", "2027-W01", "2027-W02")]
    assert [week_code(monday, winter) for monday in winter[1:3]] == ["2026-W53", "2027-W01"]
    assert [week_code(monday, winter[:2]) for monday in winter[:2]] == ["W52", "W53"]
    assert weeks_in_words(winter[:1], winter) == "week 2026-W52"
    assert weeks_in_words(winter, winter) == "weeks 2026-W52 to 2027-W02"


def test_of_scattered_weeks_the_worst_three_are_named_in_order():
    season = [week_from_label(f"2026-W{number}") for number in range(10, 30)]
    shares = {season[week]: share for week, share in ((0, 0.5), (2, 0.2), (4, 0.61), (6, 0.3))}
    assert weeks_with_chances(shares, season) == "weeks 10, 12, 14 and 16 (20% to 61%)"
    more = {**shares, season[8]: 0.4}
    assert weeks_with_chances(more, season) == "5 weeks (20% to 61%; worst 10, 14 and 18)"
    assert weeks_with_chances({season[3]: 0.25}, season) == "week 13 (25%)"


def test_the_weeks_of_a_norm_come_in_order():
    rows = of_norm(projection(), "phone")
    assert [row.norm for row in rows] == ["phone"] * 6
    assert [row.week for row in rows] == sorted(row.week for row in rows)
