"""What a file says of its carrier, of questions about orders and of the message: its faults, its reach."""

import pytest

from sim.norms.faults import InputError
from sim.scenario.read import read_text

SHOP = """\
weeks = "2026-W47..2026-W48"
[contacts]
questions_per_week = 800
[people]
Sanne = "mon-fri 09:00-17:00"
"""
ORDERS = SHOP + "[orders]\nitems_per_week = 100\n"  # lines 6 and 7
ASK = ORDERS + "[order_questions]\nwhen_late_share = 0.3\n"  # lines 8 and 9
FIRE = '[orders.incidents."depot fire"]\n'
MESSAGE = "[proactive_message]\nfrom = 2026-11-23\nremoves_share = 0.4\n"


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_text(text, "shop.toml")
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            ORDERS + FIRE + "date = 2026-11-23\n",
            '8: orders.incidents."depot fire".late_share: nothing given; '
            'must be in [orders.incidents."depot fire"]; add late_share = 0.6',
        ),
        (
            ORDERS + FIRE + "date = 2026-11-22\nlate_share = 0.6\n",  # a Sunday
            '9: orders.incidents."depot fire".date: "2026-11-22" given; must be a day on which something is '
            "promised: no Sunday and no public holiday; write the day before it or after it",
        ),
        (
            ORDERS + FIRE + "date = 2027-11-23\nlate_share = 0.6\n",
            '9: orders.incidents."depot fire".date: "2027-11-23" given; must be within 2026-08-17 to '
            "2026-11-28, the days that have an effect; correct it, or take it out: it would change nothing",
        ),
        (
            ORDERS + "[orders.incidents]\nfire = { date = 2026-11-23, late_share = 0.5 }\n"
            "flood = { date = 2026-11-23, late_share = 0.6 }\n",
            "8: orders.incidents: a table given; must be one incident a day (not two on 2026-11-23); take "
            "out one of the two",
        ),
        (
            ORDERS + "[[orders.incidents]]\ndate = 2026-11-23\nlate_share = 0.5\n",
            "8: orders.incidents: two brackets given; must be one table; "
            'write [orders.incidents."depot fire"] in single brackets',
        ),
        (
            ORDERS + "bad_day_late_share = 0.4\n",
            "8: orders.bad_day_late_share: 0.4 given; must be beside bad_day_chance, without which it moves "
            "nothing; add bad_day_chance = 0.03",
        ),
        (
            SHOP + "[order_questions]\nwhen_late_share = 0.3\n",
            "6: order_questions: a table given; must be beside [orders]; add a table [orders], or take this "
            "one out",
        ),
        (
            ORDERS + "[order_questions]\n",
            "8: order_questions: an empty table given; must be one share or more above 0; "
            "write for example when_late_share = 0.3",
        ),
        (
            ASK + "when_returned_after_hours = 50\n",
            "10: order_questions.when_returned_after_hours: 50 given; must be beside when_returned_share, "
            "without which it moves nothing; add when_returned_share = 0.1",
        ),
        (
            ASK + "unhelpful_points = 2\n",
            "10: order_questions.unhelpful_points: 2 given; must be beside unhelpful_share, without which it "
            "moves nothing; add unhelpful_share = 0.1",
        ),
        (
            ASK + "by_phone_share = 30\n",
            "10: order_questions.by_phone_share: 30 given; must be between 0 and 1; write 0.05 for 5%",
        ),
        (
            ORDERS + MESSAGE,
            "8: proactive_message: a table given; must be beside questions about late items; "
            "add when_late_share = 0.3 to [order_questions], or take this table out",
        ),
        (
            ASK + MESSAGE.replace("2026-11-23", "2027-11-23"),
            '11: proactive_message.from: "2027-11-23" given; must be within 2026-11-09 to 2026-11-29, the '
            "days that have an effect; correct it, or take it out: it would change nothing",
        ),
        (
            ASK + MESSAGE.replace("2026-11-23", "2026-11-29"),  # a Sunday; Monday is when the last is due
            '11: proactive_message.from: "2026-11-29" given; must be within 2026-11-09 to 2026-11-29, the '
            "days that have an effect; correct it, or take it out: it would change nothing",
        ),
        (
            SHOP + '[peaks]\n"black friday" = { times = [1, 1, 1], orders_times = [2, 3, 4] }\n',
            '7: peaks."black friday".orders_times: [2.0, 3.0, 4.0] given; must be beside [orders]; '
            "add a table [orders], or take it out",
        ),
        (
            ORDERS + '[peaks]\n"black friday" = { times = [1, 1, 1], orders_times = 3 }\n',
            '9: peaks."black friday".orders_times: 3 given; must be three numbers: low, likely, high; '
            "write for example [1.2, 1.35, 1.6]",
        ),
        (
            ASK + MESSAGE + "euro_per_message = -1\n",
            "13: proactive_message.euro_per_message: -1 given; must be 0 or more; "
            "write euros a message, such as 0.05",
        ),
        (
            ORDERS + "survey_points_per_hour = 11\n",
            "8: orders.survey_points_per_hour: 11 given; must be 10 or less; "
            "write points of a grade, such as 0.5",
        ),
    ],
)
def test_a_mistake_is_one_line_with_its_way_out(text, fault):
    assert faults(text) == [f"shop.toml:{fault}"]


@pytest.mark.parametrize(
    ("figure", "week", "alone", "asked_about"),
    [
        # Without questions late items count by their promise and their review, in the three months up to
        # Sunday 22 November; a question about one may come up to four weeks after that.
        ("late_share", "2026-W34", True, True),
        ("late_share", "2026-W33", False, False),
        # Cancelled in a week of which nothing is judged and nothing reviewed any more.
        ("returned_share", "2026-W44", False, True),
        ("returned_share", "2026-W41", False, False),  # four weeks before Monday 9 November: 12 October, W42
        ("returned_share", "2026-W42", False, True),
    ],
)  # fmt: skip
def test_a_figure_of_a_week_reaches_as_far_as_the_questions_it_makes(figure, week, alone, asked_about):
    said = f"[orders.week.{week}]\n{figure} = 0.4\n"
    asks = "[order_questions]\nwhen_late_share = 0.3\nwhen_returned_share = 0.1\n"

    for text, accepted in ((ORDERS + said, alone), (ORDERS + asks + said, asked_about)):
        if accepted:
            read_text(text, "shop.toml")
        else:
            assert "the days that have an effect" in faults(text)[0]
