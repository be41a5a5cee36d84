"""Scenario files: what is read, and every fault at once, each with its line."""

import copy
import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.norms.editions.edition import editions
from sim.norms.faults import InputError
from sim.scenario.fits.guesses import GUESSES
from sim.scenario.read import read, read_text
from sim.scenario.schema import Scenario

ANSWERS = Path(__file__).parent / "answers"
SAMPLE = ANSWERS / "screen-sample.toml"
SHORTEST = """\
weeks = "2026-W47..2026-W52"
[contacts]
questions_per_week = 800
[people]
Sanne = "mon-fri 09:00-17:00"
"""


ORDERS_AND_MORE = """
[orders]
items_per_week = 100
bad_day_chance = 0.03  # guess
[order_questions]      # guess: all of it
when_late_share = 0.3  # guess
when_on_time_share = 0.01  # guess
when_cancelled_share = 0.3  # guess
when_returned_share = 0.1  # guess
unhelpful_share = 0.1  # guess
unhelpful_points = 1.5  # guess
[proactive_message]
from = 2026-11-23
removes_share = 0.4  # guess
replies_share = 0.01  # guess
"""


def faults_of(text):
    with pytest.raises(InputError) as caught:
        read_text(text, "shop.toml")
    return [str(fault) for fault in caught.value.faults]


def pairs_in(path):
    """The pairs of lines of an answer file, blank lines and comments aside."""
    lines = [
        line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    return list(zip(lines[::2], lines[1::2], strict=True))


def with_line(line):
    """The shortest file with a line more, in the table that the line names: "[work] order = 1"."""
    table, _, rest = line.replace(" | ", "\n").partition("] ")
    if f"{table}]" in SHORTEST:
        return SHORTEST.replace(f"{table}]\n", f"{table}]\n{rest}\n")
    return f"{SHORTEST}{table}]\n{rest}\n"


def test_the_sample_of_the_screen_is_read_without_a_fault():
    file = read(SAMPLE)

    assert file.name == "screen-sample"
    assert file.question == "How many people do I need until Christmas?"
    assert file.text == SAMPLE.read_text(encoding="utf-8")
    assert file.scenario.contacts.questions_per_week == 800
    assert file.scenario.peaks["2026-W49"].times == (1.6, 1.85, 2.1)
    assert file.scenario.people["Bram"].days_off == (date(2026, 12, 24),)
    assert file.scenario.temps is not None and file.scenario.temps.from_ == date(2026, 11, 23)


def test_the_shortest_file_takes_every_default():
    scenario = read_text(SHORTEST, "shop.toml").scenario

    assert scenario.work.really_at_work == 0.84
    assert scenario.temps is scenario.orders is scenario.holidays is None


def test_a_figure_is_a_guess_when_it_is_left_out_or_called_one():
    guesses = read(SAMPLE).guesses

    assert {"work.really_at_work", "contacts.follow_up_share", "work.call_spread"} <= set(guesses)
    assert not {"contacts.phone_share", "work.minutes_per_mail", "peaks"} & set(guesses)
    everything = SHORTEST + ORDERS_AND_MORE
    assert read_text(everything, "shop.toml").guesses == tuple(GUESSES)


def test_a_shop_without_orders_guesses_nothing_about_them():
    without = read_text(SHORTEST, "shop.toml").guesses
    orders = read_text(SHORTEST + "[orders]\nitems_per_week = 100\nlate_share = 0.1\n", "shop.toml").guesses

    of_orders = ("orders.", "order_questions.", "proactive_message.")
    assert without == tuple(key for key in GUESSES if not key.startswith(of_orders))
    assert "orders.late_share" not in orders and "orders.grade_late" in orders


def test_one_guessed_peak_makes_the_peaks_a_guess():
    text = SHORTEST + "[peaks]\n'2026-W48' = [1, 1, 1]\n'2026-W49' = [1, 2, 3]  # Guess: parcels\n"

    assert "peaks" in read_text(text, "shop.toml").guesses


def test_every_guess_is_the_name_of_a_default():
    plain = read_text(SHORTEST + ORDERS_AND_MORE, "shop.toml").scenario.model_dump()
    for key in GUESSES:
        table, _, name = key.rpartition(".")
        assert name in (plain[table] if table else plain)


def test_every_default_lies_within_its_own_bounds():
    text = SHORTEST + "[temps]\nfrom = 2026-11-23\n[orders]\nitems_per_week = 100\n"
    plain = read_text(text, "shop.toml").scenario.model_dump(by_alias=True, exclude_none=True)

    assert Scenario.model_validate(plain).model_dump(by_alias=True, exclude_none=True) == plain


def test_the_question_is_the_comment_on_the_first_line():
    def question(first):
        return read_text(f"{first}\n{SHORTEST}", "shop.toml").question

    assert question("# Do five people do?   (yours)") == "Do five people do?"
    assert question("#Five people, one quarter    (yours)") == "Five people, one quarter"
    assert question("") == question("edition = '8wh'  # no question") == ""


def test_ten_faults_are_ten_lines_in_the_order_of_the_file():
    text = (ANSWERS / "ten-faults.toml").read_text(encoding="utf-8")
    wanted = (ANSWERS / "ten-faults.txt").read_text(encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_text(text, "ten-faults.toml")

    assert str(caught.value) == wanted.rstrip("\n")
    assert len(caught.value.faults) == 10


@pytest.mark.parametrize(("speaks", "missing"), [("second", "first"), ("first", "second")])
def test_special_care_needs_a_specialist_of_each_language_that_customers_speak(speaks, missing):
    text = SHORTEST.replace("[contacts]\n", "[contacts]\nsecond_language_share = 0.2\n")
    text += "[topics.defects]\nshare = 0.1\n[special_care]\ntopic = 'defects'\nshare = 0.2\n"
    people = "[people]\nEva = { hours = 'mon 09:00-17:00', languages = 'both' }\n"
    people += "Joris = { hours = 'mon 09:00-17:00', care = true, languages = 'SPOKEN' }\n"

    def spoken(language):
        return text.replace("[people]\n", people.replace("SPOKEN", language))

    [fault] = faults_of(spoken(speaks))

    assert (
        f"special_care.share: 0.2 given; must be 0 while no specialist speaks the {missing} language" in fault
    )
    assert read_text(spoken("both"), "shop.toml").scenario.special_care


@pytest.mark.parametrize("order", ["newest first", "easiest first"])
@pytest.mark.parametrize("key", ["mail_at_end", "mail_at_break"])
def test_a_mail_put_down_at_the_tail_needs_an_order_whose_last_goes_last(key, order):
    text = f"{SHORTEST}[shifts]\n{key} = 'tail of the queue'\n[work]\norder = "

    [fault] = faults_of(f"{text}'{order}'\n")

    assert (
        f"shifts.{key}: \"tail of the queue\" given; must be another word beside the order '{order}'" in fault
    )
    assert read_text(f"{text}'oldest first'\n", "shop.toml").scenario.shifts


@pytest.mark.parametrize(("line", "fault"), pairs_in(ANSWERS / "one-fault-each.txt"))
def test_a_fault_says_where_what_was_given_what_is_allowed_and_the_way_out(line, fault):
    [found] = faults_of(with_line(line))

    assert found.startswith(f"shop.toml:{fault}")


def test_faults_come_in_the_order_of_the_file_whatever_the_order_of_its_tables():
    text = "[people]\nEva = 1\n[absence]\nsick_day_chance = 2\n[contacts]\nquestions_per_week = -1\n"

    places = [fault.partition(": ")[0] for fault in faults_of(text)]

    assert places == [f"shop.toml:{line}" for line in (1, 2, 4, 6)]  # the weeks are missing


def test_an_unknown_edition_gets_a_suggestion():
    [fault] = faults_of('edition = "8hw"\n' + SHORTEST)

    assert fault.startswith('shop.toml:1: edition: "8hw" given; must be one of ')
    assert fault.endswith("; did you mean 8wh?")


def test_what_is_missing_altogether_is_asked_for_on_the_first_line():
    start = "nothing given; must be in the scenario; add"
    assert faults_of("") == [
        f'shop.toml:1: weeks: {start} weeks = "2026-W47..2026-W52" above the first [table]',
        f"shop.toml:1: contacts: {start} a line [contacts] and below it questions_per_week = 800",
        f'shop.toml:1: people: {start} a line [people] and below it Sanne = "mon-fri 09:00-17:00"',
    ]


def test_a_shop_without_people_is_a_fault():
    [fault] = faults_of(SHORTEST.replace('Sanne = "mon-fri 09:00-17:00"', ""))

    assert fault.startswith(
        "shop.toml:4: people: an empty table given; must be at least one person; add a line Sa"
    )


def test_a_shop_where_nobody_takes_the_phone_is_none():
    read_text(with_line("[people] Eva = { hours = 'mon 09:00-10:00', phone = false }"), "shop.toml")


# What names a day or a week must touch what is judged: 2026-W47..2026-W52, 16 November to 27 December. The
# desk is simulated from 9 November on, a week before; the last question is due on Monday 28 December; with
# orders the surveys of December count. Reviews count from 23 August on, three months before the first Sunday.

SEASON = "2026-11-09 to 2026-12-28, the days that have an effect; correct it, or take it out: it would"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[peaks] '2025-W49' = [1, 2, 3]", f'7: peaks.2025-W49: "2025-W49" given; must be within {SEASON}'),
        ("[peaks] 2025-12-05 = [1, 2, 3]", '7: peaks.2025-12-05: "2025-12-05" given; must be within 2026-11'),
        (
            "[peaks] move = { date = '2026-11-10', from_day = -8, to_day = -2, times = [1, 2, 3] }",
            '7: peaks.move: "2026-11-10" given; must be within 2026-11-09 to ',
        ),
        (
            "[temps] from = 2025-11-24 | count = 2",
            '7: temps.from: "2025-11-24" given; must be within 2026-11-09 to',
        ),
        (
            "[may_change] temp = { from = '2026-12-29', max = 1, euro_per_hour = 1 }",
            '7: may_change.temp.from: "2026-12-29" given; must be within 2026-11-09 to',
        ),
        (
            "[people] A = { hours = 'mon 9:00-10:00', days_off = ['2026-12-24', '2025-12-24..2025-12-30'] }",
            '5: people.A.days_off: "2025-12-24..2025-12-30" given; must be within 2026-11-09 to',
        ),
        ("[calls] closed_days = 2026-10-05", '7: calls.closed_days: "2026-10-05" given; must be within 2026'),
        (
            "[orders] items_per_week = 9 | week.'2027-W30'.late_share = 0.1",
            '8: orders.week.2027-W30: "2027-W30" given; must be within 2026-08-17 to 2026-12-',
        ),
        (
            "[orders] items_per_week = 9 | week.'2026-W33'.late_share = 0.1",
            '8: orders.week.2026-W33: "2026-W33" given; must be within 2026-08-17 to 2026-12-',
        ),
        (
            "[orders] items_per_week = 9 | week.'2026-W45'.survey_share = 0.1",
            '8: orders.week.2026-W45: "2026-W45" given; must be within 2026-11-09 to 2026-12-31, the days',
        ),
        (
            "[orders] items_per_week = 9 | week.'2026-W36' = { late_share = 0.1, returned_share = 0.1 }",
            '8: orders.week.2026-W36.returned_share: "2026-W36" given; must be within 2026-11-',
        ),
        (
            "[peaks] 2026-12-29 = [1, 2, 3]",
            '7: peaks.2026-12-29: "2026-12-29" given; must be within 2026-11-',
        ),
    ],
)
def test_what_lies_wholly_outside_the_season_is_a_fault(line, fault):
    [found] = faults_of(with_line(line))

    assert found.startswith(f"shop.toml:{fault}")


@pytest.mark.parametrize(
    "line",
    [
        "[peaks] '2026-W46' = [1, 2, 3]",  # the warm-up week
        "[peaks] 2026-11-02 = { times = [1, 2, 3], to_day = 7 }",  # its last day is the first one simulated
        "[peaks] 2026-12-28 = [1, 2, 3]",  # the last questions of Sunday are due at five
        "[temps] from = '28-12-2026' | count = 1",
        "[temps] from = 2026-10-19 | count = 1",  # four weeks, to 15 November
        "[temps] from = 2020-01-01 | count = 0",  # nobody comes
        "[people] Eva = { hours = 'mon 09:00-10:00', days_off = '2026-10-01..2026-11-09' }",
        "[orders] items_per_week = 9 | week.'2026-W35'.late_share = 0.1",  # reviewed after
        "[orders] items_per_week = 9 | week.'2026-W53'.survey_grade = 5",
    ],
)
def test_what_touches_the_season_or_its_history_is_none(line):
    read_text(with_line(line), "shop.toml")


def test_with_orders_the_surveys_of_the_month_count_to_its_end():
    peak = "[peaks]\n2026-12-31 = [1, 2, 3]\n"

    read_text(SHORTEST + peak + "[orders]\nitems_per_week = 9\n", "shop.toml")
    [fault] = faults_of(SHORTEST + peak)
    assert "2026-11-09 to 2026-12-28" in fault


def test_a_feast_need_not_fall_in_the_season():
    text = with_line("[peaks] christmas = [1, 2, 3]").replace("2026-W47..2026-W52", "2026-W20..2026-W22")

    assert "christmas" in read_text(text, "shop.toml").scenario.peaks


def test_a_day_outside_the_season_is_told_with_every_other_fault():
    faults = faults_of(with_line("[peaks] '2025-W49' = [1, 2, 3]") + "[work]\norder = 5\n")

    assert [fault.partition(" given")[0] for fault in faults] == [
        'shop.toml:7: peaks.2025-W49: "2025-W49"',
        "shop.toml:9: work.order: 5",
    ]


def test_other_channels_may_not_take_more_hours_than_people_are_at_work():
    # 40 hours a week, 84% at work, of which 5 points must stay: 31.6 hours.
    read_text(with_line("[contacts] other_channels_hours_per_week = 31.5"), "shop.toml")
    [fault] = faults_of(with_line("[contacts] other_channels_hours_per_week = 32"))

    assert fault == (
        "shop.toml:3: contacts.other_channels_hours_per_week: 32 given; must be 31 or less, so that people "
        "have time for the rest; people work 40 hours in a normal week; add people, or lower the figure"
    )


def test_temps_bring_hours_for_other_channels():
    temps = "[temps]\nfrom = 2026-11-23\ncount = 2\nhours = 'mon-fri 09:00-13:00'\n"

    read_text(with_line("[contacts] other_channels_hours_per_week = 63") + temps, "shop.toml")


def by_hour(weight):
    return "\n[contacts.by_hour]\n" + "\n".join(
        f"{day} = [{', '.join([weight] * 24)}]" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )


def test_questions_by_hour_replace_the_share_outside_office_hours():
    contacts = read_text(SHORTEST + by_hour("1.5"), "shop.toml").scenario.contacts

    assert contacts.by_hour is not None and contacts.by_hour.sun == (1.5,) * 24


def test_questions_by_hour_beside_that_share_are_a_fault():
    [fault] = faults_of(with_line("[contacts] outside_office_hours_share = 0.3") + by_hour("1"))

    assert fault.startswith(
        "shop.toml:3: contacts.outside_office_hours_share: 0.3 given; must be absent beside by_hour"
    )


def test_questions_by_hour_need_all_seven_days():
    [fault] = faults_of(SHORTEST + by_hour("1").replace("sun", "#"))

    start = "shop.toml:7: contacts.by_hour.sun: nothing given; must be in [contacts.by_hour]; "
    assert fault.startswith(f"{start}add sun = [0, 0,")


def test_questions_by_hour_need_an_hour_with_questions():
    [fault] = faults_of(SHORTEST + by_hour("0"))

    assert fault.startswith(
        "shop.toml:7: contacts.by_hour: a table given; must be hours with a weight above 0;"
    )


def test_one_mistake_in_several_days_of_questions_by_hour_is_one_fault():
    one_day = by_hour("1").split("tue")[0]
    [missing] = faults_of(SHORTEST + one_day)
    [short] = faults_of(SHORTEST + by_hour("1").replace("[1, ", "["))

    assert missing.startswith(
        "shop.toml:7: contacts.by_hour.tue: nothing given; must be in [contacts.by_hour]; "
    )
    assert missing.endswith("; the same for wed, thu, fri, sat, sun")
    assert short.startswith("shop.toml:8: contacts.by_hour.mon: [1, 1, ")
    assert "given; must be 24 numbers" in short and short.endswith(
        "; the same for tue, wed, thu, fri, sat, sun"
    )


def test_two_mistakes_in_questions_by_hour_are_two_faults():
    text = by_hour("1").replace("mon = [1, ", "mon = [").replace("sun = [1, ", "sun = [-1, ")

    assert [fault.split(" ")[1] for fault in faults_of(SHORTEST + text)] == [
        "contacts.by_hour.mon:",
        "contacts.by_hour.sun:",
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("1.000", "1.000 given; must be a number without a point for thousands; write 1000 or 1_000"),
        ("100.000", "100.000 given; must be a number without a point for thousands; write 100000 or 100_000"),
        (
            "1,000",
            "1,000 given; must be a number without marks for thousands; leave out the comma: 1000",
        ),
        (
            "1.000.000",
            "1.000.000 given; must be a number without marks for thousands; leave out the points: 1000000",
        ),
    ],
)
def test_a_thousand_of_the_dutch_is_not_one(given, fault):
    [found] = faults_of(SHORTEST.replace("800", given))

    assert found.startswith("shop.toml:3: ") and found.endswith(f" {fault}")


@pytest.mark.parametrize(
    ("given", "means"), [("1_000", 1000), ("0.500", 0.5), ("812.5", 812.5), ("1e3", 1000)]
)
def test_other_numbers_mean_what_they_say(given, means):
    found = read_text(SHORTEST.replace("800", given), "shop.toml").scenario.contacts.questions_per_week

    assert found == means and type(found) in (float, int)


def test_a_point_before_three_digits_is_a_fraction_where_nothing_is_counted():
    assert read_text(with_line("[work] minutes_per_mail = 6.500"), "x").scenario.work.minutes_per_mail == 6.5


def test_a_week_is_written_as_one_table():
    text = SHORTEST + "[orders]\nitems_per_week = 9\n[[orders.week]]\nlate_share = 0.1\n"

    assert faults_of(text) == [
        "shop.toml:8: orders.week: two brackets given; must be one table; write [orders.week.2026-W48] in "
        "single brackets"
    ]


def test_a_day_as_the_dutch_write_it_needs_quotes():
    [fault] = faults_of("a = 23-11-2026")

    assert fault.endswith(
        'must be a day in quotes, or with the year first; write "23-11-2026", or a day like 2026-12-24'
    )


def test_a_peak_may_be_named_after_its_day_or_carry_its_date():
    text = SHORTEST + (
        "[peaks]\n'black friday' = [1, 2, 3]\n2026-12-05 = [1, 2, 3]\n"
        "move = { date = 'Sinterklaas', from_day = -3, to_day = -1, times = [1, 2, 3] }\n"
        "'2026-W50' = [1, 2, 3]\n"
    )
    peaks = read_text(text, "shop.toml").scenario.peaks

    assert [peak.date for peak in peaks.values()] == ["black friday", date(2026, 12, 5), "sinterklaas", None]
    assert (peaks["move"].from_day, peaks["move"].to_day) == (-3, -1)


def test_a_peak_may_last_one_day():
    peak = "[peaks] christmas = { from_day = 1, to_day = 1, times = [1, 2, 3] }"

    assert read_text(with_line(peak), "shop.toml").scenario.peaks["christmas"].to_day == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("weeks = 2026-W47", "1: text: weeks = 2026-W47 given; must be a number, words in quotes, true,"),
        ("\n\nphone_share = 0,05", "3: text: phone_share = 0,05 given; must be a number, words in quotes,"),
        (
            "phone_share = 5%",
            "1: text: phone_share = 5% given; must be a number, words in quotes, true, false or",
        ),
        ("a = 1\nJan de Vries = 2", "2: text: Jan de Vries = 2 given; must be key = value; put a name with"),
        (
            "Zoë = 2",
            "1: text: Zoë = 2 given; must be key = value; put a name with blanks or accents in quotes",
        ),
        ("weeks = “2026-W47”", "1: text: weeks = “2026-W47” given; must be a number, words in quotes"),
        ('a = "x', '1: text: a = "x given; must be words between two quotes on one line; close the'),
        ('a = "C:\\shop"', '1: text: a = "C:\\shop" given; must be words between two quotes on one line;'),
        (
            "[contacts\na = 1",
            "1: text: [contacts given; must be a table such as [contacts]; close the bracket",
        ),
        ("a = 1\na = 2", "2: text: a = 2 given; must be there once; remove one of the two"),
        ("[a]\n[b]\n[a]", "3: text: [a] given; must be there once; remove one of the two"),
        ("a = [1,\n2", "2: text: 2 given; must be a list that is closed; add the ]"),
        (
            "a = 2026-02-30",
            "1: text: a = 2026-02-30 given; must be a day that the calendar has; write it like",
        ),
        ("a =", "1: text: a = given; must be a number, words in quotes"),
        (
            "a = " + "[" * 5000,
            "1: text: brackets within brackets without end given; must be a scenario; close",
        ),
        ("a = " + "9" * 5000, "1: text: a = 99999999"),
        ("a = 1\rb = 2", "1: text: a = 1 b = 2 given; must be"),
    ],
)
def test_text_that_is_no_toml_is_one_fault_with_its_line(text, fault):
    [found] = faults_of(text)

    assert found.startswith(f"shop.toml:{fault}")
    assert "\n" not in found


def test_a_number_too_long_to_write_out_is_a_fault_like_any_other():
    [fault] = faults_of(with_line("[work] minutes_per_mail = 0x" + "f" * 9000))

    assert fault.startswith(
        "shop.toml:7: work.minutes_per_mail: a number without end given; must be 1,440 or less"
    )


def test_a_long_value_is_cut():
    [fault] = faults_of(f"edition = '{'x' * 500}'\n" + SHORTEST)

    assert f'"{"x" * 59}... given' in fault


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SHORTEST.replace("\n", "\r\n").encode())

    assert read(path).text == SHORTEST


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    latin = tmp_path / "latin.toml"
    latin.write_bytes("Zoë = 1".encode("latin-1"))

    for path, said in (
        (latin, "text in another encoding"),
        (tmp_path, "a folder"),
        (tmp_path / "none.toml", "no such file"),
        (latin / "none.toml", "Not a directory"),
        (tmp_path / ("x" * 5000), "File name too long"),
        ("a\0b", "no name of a file"),
    ):
        with pytest.raises(
            InputError, match=f"file: {said} given; must be a scenario file, saved as UTF-8; "
        ):
            read(path)


def test_a_scenario_cannot_be_changed():
    scenario = read(SAMPLE).scenario

    for section, key in ((scenario, "edition"), (scenario.work, "order"), (scenario.people["Eva"], "speed")):
        with pytest.raises(ValidationError):
            setattr(section, key, None)


def test_reading_twice_gives_equal_scenarios_that_share_nothing_but_defaults():
    first, second = read(SAMPLE), read(SAMPLE)

    assert first == second
    assert first.scenario.peaks is not second.scenario.peaks


def test_a_scenario_travels_to_another_process():
    file = read(SAMPLE)

    assert pickle.loads(pickle.dumps(file)) == file == copy.deepcopy(file)


LINES = SAMPLE.read_text(encoding="utf-8").splitlines()
VALUES = st.sampled_from(
    [
        "-2",
        "0",
        "0.5",
        "5",
        "1e400",
        "nan",
        "true",
        "'x'",
        "''",
        "[]",
        "[1]",
        "[[]]",
        "{}",
        "{a=1}",
        "0xff",
        "2026-12-24",
        "2026-12-24T09:00:00",
        "09:00:00",
        "'mon-fri'",
        "'2026-W47'",
        "'2026-12-24..2026-12-26'",
        "[1,1,1]",
        "[[['x']]]",
        "x",
        "=",
        "#",
        '"',
        "[",
        "{",
        "'''",
    ]
)


@st.composite
def spoilt(draw):
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "move", "value", "cut", "text"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(draw(st.integers(0, len(lines))), lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "value":
                lines[at] = f"{lines[at].partition('=')[0]}= {draw(VALUES)}"
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "text":
                lines[at] += draw(st.text(max_size=8))
    return "\n".join(lines)


@settings(max_examples=400)
@given(spoilt())
def test_a_spoilt_file_is_read_or_refused_in_plain_words(text):
    try:
        read_text(text, "shop.toml")
    except InputError as error:
        for fault in error.faults:
            line = int(fault.place.removeprefix("shop.toml:"))
            assert 1 <= line <= text.count("\n") + 1
            assert fault.key and fault.given and fault.allowed and fault.way_out
            for foreign in ("pydantic", "Input should", "Value error", "https://", "NoneType"):
                assert foreign not in str(fault)


WEEKS_OF_ORDERS = """\
[orders]
items_per_week = 100
[orders.week."2026-W48"]
late_share = 0.12
returned_share = 0.09
[orders.week]
"2026-W49" = { items_per_week = 200, grade_on_time = 7.5 }
"""


def test_a_week_of_orders_may_be_a_table_or_a_line():
    week = read_text(SHORTEST + WEEKS_OF_ORDERS, "shop.toml").scenario.orders.week

    assert (week["2026-W48"].late_share, week["2026-W48"].returned_share) == (0.12, 0.09)
    assert (week["2026-W49"].items_per_week, week["2026-W49"].grade_on_time) == (200, 7.5)
    assert week["2026-W48"].items_per_week is week["2026-W49"].late_share is None


def test_every_fault_in_a_week_of_orders_has_its_line():
    text = """\
[orders]
items_per_week = 100
[orders.week."2026-48"]
late_share = 0.1
[orders.week."2026-W49"]
late_share = 5
late_shar = 0.1
returns_norm = 0.1
[orders.week."2026-W50"]
[orders.week]
"2026-W51" = 0.1
"""
    assert faults_of(SHORTEST + text) == [
        'shop.toml:8: orders.week.2026-48: "2026-48" given; must be a week; write it as 2026-W48',
        "shop.toml:11: orders.week.2026-W49.late_share: 5 given; must be between 0 and 1; write 0.05 for 5%",
        "shop.toml:12: orders.week.2026-W49.late_shar: an unknown key given; must be a key of "
        "[orders.week.2026-W49]; did you mean late_share?",
        "shop.toml:13: orders.week.2026-W49.returns_norm: an unknown key given; must be a key of "
        "[orders.week.2026-W49]; move it below [orders]",
        "shop.toml:14: orders.week.2026-W50: an empty table given; must be one figure or more; write for "
        "example late_share = 0.12",
        "shop.toml:16: orders.week.2026-W51: 0.1 given; must be a table; write [orders.week.2026-W51] on a "
        "line of its own, and its keys below it",
    ]


def test_nobody_redials_for_ever():
    [fault] = faults_of(with_line("[calls] redial_share = 1"))

    assert fault == "shop.toml:7: calls.redial_share: 1 given; must be 0.9 or less; write 0.44 for 44%"


def test_the_edition_that_the_norms_call_the_default_is_the_default():
    [default] = [one.name for one in editions() if one.default]

    assert read_text(SHORTEST, "shop.toml").scenario.edition == default


def test_the_number_is_not_shown_while_the_shop_is_closed():
    scenario = read_text(SHORTEST + '[calls]\nclosed_days = "2026-12-24..2026-12-26"\n', "shop.toml").scenario

    assert scenario.calls.closed_days == (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26))
