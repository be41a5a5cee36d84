"""What stands below the weeks: strikes, waits, costs, and how far to trust it all."""

from dataclasses import replace
from functools import partial

import pytest

from sim.experiments.doubts import Floor
from sim.experiments.estimates.confidence import Chance, Difference
from sim.experiments.estimates.estimate import AnyOfWeek, WaitOfWeek
from sim.experiments.project import Projection
from sim.experiments.seasons.shop import Shop
from sim.report.projection import screen as screens
from sim.report.projection.remarks import certainty, endless
from sim.report.projection.remarks import cost as costs
from sim.report.projection.remarks import few_calls as calls
from sim.report.projection.remarks import oldest as waits
from sim.report.projection.remarks import strikes as striking
from sim.report.projection.remarks import trust as trusts
from sim.report.projection.tables import summary
from sim.report.texts.language import ENGLISH
from sim.scenario.read import read_text

from .projections import ORDERS, chance, missing, projection, weight

screen = partial(screens.screen, say=ENGLISH)
strikes = partial(striking.strikes, say=ENGLISH)
oldest = partial(waits.oldest, say=ENGLISH)
endless_staff = partial(endless.endless_staff, say=ENGLISH)
cost = partial(costs.cost, say=ENGLISH)
few_calls = partial(calls.few_calls, say=ENGLISH)
chances = partial(certainty.chances, say=ENGLISH)
trust = partial(trusts.trust, say=ENGLISH)


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
    assert (
        "longest wait of one week, replies counted too, is 31 hours of the norm's clock (29-33), in week 48"
        in told
    )
    assert "33% of its questions wait more than 6 of their 8 hours" in told


def test_the_week_with_most_questions_marked_may_be_another():
    assert "50% of the questions of week 49 wait more than" in oldest(waiting((9, 0.1), (31, 0.3), (12, 0.5)))


def test_where_nobody_asks_there_is_no_oldest_question():
    assert oldest(waiting((0, None), (0, None))) == ""
    assert "in week 47" in oldest(waiting((5, 0.0), (0, None)))


def test_an_edition_with_a_strike_for_late_answers_does_not_deny_it():
    older, newer = (strikes(missing([0] * 6, edition=name)) for name in ("8wh", "24h-weekday"))
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


def test_what_endless_staff_could_not_prevent():
    floor = Floor(1.4, 0.951, tuple(map(chance, (0.02, 0.03, 0.36))))
    said = endless_staff(replace(projection(), floor=floor))
    assert "still leave 1 late answers a season" in said
    assert "2% to 36% a week of a phone below its norm" in said
    assert "5% of callers hang up at once" in said
    assert "95% of attempts answered is the best possible" in said


@pytest.mark.parametrize(
    ("does", "days"), [("", "Mon and Fri"), (", phone = false", "Mon, Tue, Wed, Thu and Fri")]
)
def test_days_on_which_nobody_speaks_the_second_language_on_the_phone_are_named(does: str, days: str):
    """Sanne works on five days, in the first language; who speaks both is there from Tuesday to Thursday."""
    text = projection(more="").file.text.replace(
        "questions_per_week = 800", "questions_per_week = 800\nsecond_language_share = 0.2"
    )
    text += f'Amina = {{ hours = "tue-thu 09:00-17:00", languages = "both"{does} }}\n'
    floor = Floor(1.4, 0.71, (chance(0.9),))
    said = endless_staff(replace(projection(), shop=Shop(read_text(text, "shop.toml").scenario), floor=floor))
    assert f"nobody who takes the phone on {days} speaks the second language" in said


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
