"""What is told of weeks that were called, on calls made by hand."""

from dataclasses import replace

import pytest

from sim.calibrate.called.envelope import Envelope, Widened
from sim.calibrate.called.outcome.call import Called
from sim.calibrate.called.outcome.score import Drift
from sim.calibrate.fitted import Fitted, fact
from sim.deadline import week_from_label
from sim.experiments.seasons.shop import Shop
from sim.norms.figures import Figure, Figures
from sim.report.called.picture import called_picture
from sim.report.called.screen import screen
from sim.report.called.table import called_summary, called_table
from sim.report.called.words import against, checked, drift, kept, not_called, taken
from sim.report.texts.language import ENGLISH, Language
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.read import read_text

DUTCH = Language("nl")
SHOP = Shop(
    read_text(
        'weeks = "2026-W45..2026-W46"\n[contacts]\nquestions_per_week = 500\n'
        '[people]\nSanne = "mon-fri 09:00-17:00"\n',
        "shop.toml",
    ).scenario
)
W41 = week_from_label("2026-W41")
FITS = (
    Fitted("contacts.questions_per_week", 1049.4, 1011.0, 1088.2, fact("known_weeks", n=8)),
    Fitted("contacts.phone_share", 0.192, 0.184, 0.201, fact("known_weeks", n=8)),
    Fitted("contacts.week_busyness_sd", 0.05, 0.05, 0.05, fact("known_weeks", n=8)),
    Fitted("work.really_at_work", 0.79, 0.75, 0.83, fact("known_weeks", n=8)),
)


def called(week: int, came: int, norm: str = "phone", missed_chance: float = 0.2) -> Called:
    """A week called at 94% (90% to 97%), of 200."""
    return Called(
        week=W41 + 7 * week,
        norm=norm,
        share=(0.90, 0.925, 0.94, 0.95, 0.97),
        missed_chance=missed_chance,
        lower=0.5,
        came=Figure(W41 + 7 * week, norm, came, 200),
        missed=came < 180,
        last_week=0.95 if week else None,
        mean_before=0.95,
    )


# came 94%, 89% (below its band, a miss that was not called), 97% and, in time, 90%
CALLED = (called(0, 188), called(1, 178), called(2, 194), called(3, 180, norm="response"))
STEADY = Envelope(CALLED, (), None, FITS)
WEEKS = tuple(W41 + 7 * week for week in range(4))
FELL = replace(STEADY, drifts=(Drift("phone", WEEKS, -0.0412, 3),), widened=Widened(0.10, covers=True))


def test_verdicts_and_points_are_told_of_all_norms_and_of_each():
    assert kept(CALLED, ENGLISH) == (
        "your last 4 weeks as we would have called them: 3 of 4 verdicts right "
        "(phone 2 of 3 and response 1 of 1), off by 3.0 points on average; "
        "3 of 4 shares came within their 90% bands."
    )
    assert kept(CALLED[:1], ENGLISH).startswith("your last week as we would have called it: 1 of 1 ")


def test_what_a_season_takes_is_told_with_its_ranges():
    assert taken(STEADY, ENGLISH) == (
        "From your own figures every season takes 1,049 questions a normal week "
        "(1,011 to 1,088, calls included), 19% of them by phone (18% to 20%) "
        "and people really at work for 79% of their time (75% to 83%)."
    )


def test_what_no_figure_counts_is_told_as_a_guess():
    no_calls = Fitted("contacts.phone_share", 0.1, 0.05, 0.2, fact("guess"))
    no_answers = Fitted("work.minutes_per_mail", 6.0, 3.0, 12.0, fact("guess"))
    answers_alone = replace(STEADY, fits=(FITS[0], no_calls, *FITS[2:]))

    assert "by phone" not in taken(answers_alone, ENGLISH)
    assert taken(answers_alone, ENGLISH).endswith(
        ". No figure of phone is among them: which part comes that way is a guess of your file, drawn from "
        "5% to 20%."
    )
    assert "geen cijfer van bereikbaarheid" in taken(answers_alone, DUTCH)
    assert taken(replace(STEADY, fits=(*FITS, no_answers)), ENGLISH).endswith(
        ". No figure of response is among them: how much work comes in writing is a guess of your file, "
        "drawn as mails of 3 to 12 minutes each."
    )


def test_weeks_that_the_history_lacks_are_named():
    figures = Figures(tuple(Figure(W41 + 7 * week, "phone", 95, 100) for week in (-4, -2, 0, 3)))
    told = replace(STEADY, missing=figures.missing)

    assert taken(told, ENGLISH).endswith(
        " No figures of weeks 38, 40, 42 and 43: nothing is learned from them."
    )
    assert taken(told, DUTCH).endswith(
        " Geen cijfers van de weken 38, 40, 42 en 43: daarvan is niets geleerd."
    )
    assert Figures(figures.rows[-1:]).missing == Figures(()).missing == ()


def test_norms_that_nothing_is_called_of_are_named():
    def told(*norms: str, say: Language = ENGLISH) -> str:
        rows = tuple(Figure(W41, norm, 95, 100) for norm in norms)
        history = HistoryFiles(("performance.csv",), Figures(rows), "")
        shop = replace(SHOP, scenario=SHOP.scenario.model_copy(update={"history": history}))
        return " ".join(screen(STEADY, shop, "shop", 100, say).split())

    said = told("cancellations", "phone", "on_time", "questions", "reviews")
    assert "NOT CALLED questions: the norm is your own, and [orders] does not give it; " in said
    assert "; on time and cancellations: no week was called that has such a figure and one bef" in said
    assert said.endswith(
        "; reviews: each week's grade is that of three months, most of which the week before had too"
    )
    assert "NIET VOORSPELD annuleringen: er is geen week" in told("cancellations", say=DUTCH)
    assert "NOT CALLED" not in told("phone", "response")


def test_a_norm_of_which_no_season_had_a_verdict_is_not_said_to_lack_figures():
    """Parcels with and without a code in two weeks, but nothing that counts what is sold."""

    def told(*weeks: int, say: Language = ENGLISH) -> str:
        rows = tuple(Figure(W41 + 7 * week, "track_and_trace", 95, 100) for week in weeks)
        history = HistoryFiles(("performance.csv",), Figures(rows), "")
        return not_called(
            CALLED, replace(SHOP, scenario=SHOP.scenario.model_copy(update={"history": history})), say
        )

    assert "no week was called" in told(0) and "no week was called" in told(3, 4)
    assert told(-1, 0).endswith(": no season of a called week had enough of it to judge")
    assert "geen seizoen van een voorspelde week had er genoeg van" in told(-1, 0, say=DUTCH)


def test_what_is_sold_is_told_with_its_range_and_how_weeks_differ():
    sold = (
        Fitted("orders.items_per_week", 2500.0, 2400.0, 2600.0, fact("known_weeks", n=8)),
        Fitted("orders.late_share", 0.058, 0.039, 0.1, fact("known_weeks", n=8)),
        Fitted("orders.late_share_spread", 0.49, 0.3, 0.8, fact("known_weeks", n=8)),
    )
    late = called(0, 186, norm="on_time")
    taken_of = replace(STEADY, called=(*CALLED, late), fits=(*FITS, *sold))

    assert " and 5.8% of deliveries late (3.9% to 10.0%; weeks differ by 49% of it)." in taken(
        taken_of, ENGLISH
    )
    assert "5,8% van de leveringen te laat (3,9% tot 10,0%" in taken(taken_of, DUTCH)
    without = replace(taken_of, fits=FITS)
    assert taken(without, ENGLISH).endswith(" Your file has no [orders], so the season leaves out on time.")
    kept_as_said = replace(taken_of, fits=(*FITS, sold[0]))
    assert "How much of on time goes wrong stays as your file says" in taken(kept_as_said, ENGLISH)


def test_deliveries_that_drifted_are_taken_from_those_weeks_alone():
    late = Drift("on_time", WEEKS, -0.05, 2)

    assert drift(replace(STEADY, drifts=(late,)), ENGLISH) == (
        "Drift alarm: in the last 4 weeks on time came 5.0 points lower than called on average, 2 of them "
        "outside their bands. So the season takes on time from those weeks alone."
    )
    assert "Daarom neemt het seizoen" in drift(replace(STEADY, drifts=(late,)), DUTCH)


def test_the_boundary_of_a_dutch_screen_is_dutch():
    assert "grens sluitingstijd" in screen(STEADY, SHOP, "shop", 100, DUTCH)


def test_a_drift_is_told_with_what_it_does():
    assert drift(STEADY, ENGLISH) == ""
    assert drift(FELL, ENGLISH) == (
        "Drift alarm: in the last 4 weeks phone came 4.1 points lower than called on average, 3 of them "
        "outside their bands. So the range of people really at work is 10 points wider on either side, "
        "the least with which those weeks come within their bands."
    )
    both = replace(FELL, drifts=(*FELL.drifts, replace(FELL.drifts[0], norm="response", error=0.03)))
    assert "their bands; in the last 4 weeks response came 3.0 points higher" in drift(both, ENGLISH)
    assert "even so those weeks do not all" in drift(replace(FELL, widened=Widened(0.2, False)), ENGLISH)
    assert "4,1 punten lager" in drift(FELL, DUTCH)
    assert checked(FELL, ENGLISH).endswith("within their bands.")


def test_no_alarm_says_how_far_off_the_last_weeks_were_all_the_same():
    # phone off 0, 5, 5 and 4 points below 94%, on time 2 above in each; three weeks of response say nothing
    phone = [called(week, came) for week, came in enumerate((188, 178, 178, 180))]
    on_time = [called(week, 192, norm="on_time") for week in range(4)]
    response = [called(week, 150, norm="response") for week in range(3)]
    told = replace(STEADY, called=(*phone, *on_time, *response))

    said = " ".join(screen(told, SHOP, "shop", 100, ENGLISH).split())

    assert (
        "DRIFT none that is beyond luck and more than 2 points: the last 4 weeks came, in points on average, "
        "phone 3.5 lower and on time 2.0 higher than called" in said
    )
    assert "DRIFT not looked for: 3 weeks" in " ".join(
        screen(replace(STEADY, called=tuple(response)), SHOP, "shop", 100, ENGLISH).split()
    )


@pytest.mark.parametrize("say", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_columns_stand_below_each_other_however_long_the_name_of_a_norm(say):
    norms = ("phone", "on_time", "cancellations")
    told = replace(STEADY, called=tuple(called(0, 188, norm=norm) for norm in norms))

    lines = screen(told, SHOP, "a shop of which the name is long enough", 100, say).splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith(" week"))

    assert len({line.index("(") for line in lines[head + 1 : head + 4]}) == 1
    assert max(map(len, lines)) <= 120


def test_a_week_is_a_line_with_its_verdict_and_whether_it_was_right():
    lines = screen(STEADY, SHOP, "shop", 100, ENGLISH).splitlines()

    assert [" ".join(line.split()) for line in lines[4:8]] == [
        "41 phone 94.0% (90.0%-97.0%) 20% 94.0% met right",
        "42 phone 94.0% (90.0%-97.0%) 20% 89.0% missed WRONG, outside the band",
        "43 phone 94.0% (90.0%-97.0%) 20% 97.0% met right",
        "44 response 94.0% (90.0%-97.0%) 20% 90.0% met right",
    ]
    assert all(len(line) <= 120 for line in lines)


def test_the_baselines_stand_beside_our_own_error():
    # phone off 0, 5 and 3; from 95%: 6 and 2 of the last two, and 1 of the first; response off 4, and 5
    assert against(CALLED, ENGLISH).endswith(
        " off by: phone 2.7 (4.0 and 3.0) and response 4.0 (5.0 and 5.0)"
    )
    assert against(CALLED[:1], ENGLISH).endswith(" off by: phone 0.0 (no week before it, and 1.0)")
    alone = " ".join(screen(replace(STEADY, called=CALLED[:1]), SHOP, "shop", 100, ENGLISH).split())
    assert "DRIFT not looked for: 1 week was called, and it takes 4" in alone


def test_the_table_has_a_row_a_week_and_norm():
    rows = called_table(CALLED).to_pylist()

    assert [(row["week"], row["norm"], row["came"]) for row in rows] == [
        ("2026-W41", "phone", 0.94),
        ("2026-W42", "phone", 0.89),
        ("2026-W43", "phone", 0.97),
        ("2026-W44", "response", 0.9),
    ]
    assert (rows[1]["right"], rows[1]["within_90"], rows[0]["last_week"]) == (False, False, None)


def test_programs_get_the_same():
    told = called_summary(FELL)

    assert (told["score"]["right"], told["by_norm"]["phone"]["right"]) == (3, 2)
    assert told["drifts"][0]["weeks"] == ["2026-W41", "2026-W42", "2026-W43", "2026-W44"]
    assert told["widened"] == {"by": 0.10, "covers": True}


@pytest.mark.parametrize("say", [ENGLISH, DUTCH])
def test_the_picture_has_a_panel_a_norm_with_the_norm_line_and_what_came_in_it(say):
    figure = called_picture(CALLED, SHOP, "shop", 100, say)

    phone, _, response, _ = figure.axes
    for axes, norm in ((phone, "phone"), (response, "response")):
        low, high = axes.get_ylim()
        shares = [one.came.share for one in CALLED if one.norm == norm]
        assert low < min(*shares, 0.9) and max(*shares, 0.97) < high
        assert [line.get_ydata()[0] for line in axes.lines if line.get_label() == "norm"] == [0.9]
        assert len([one for one in axes.collections if len(one.get_offsets()) == 1]) >= len(shares)
