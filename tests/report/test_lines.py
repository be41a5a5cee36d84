"""Lines of a screen: how they break, and what stays whole."""

from sim.report.lines import WIDTH, whereabouts, within_width

WORDS = "one word after the other, " * 8
PATH = "results/" + "a-long-name-" * 12 + "/report.html"


def test_a_wide_line_goes_on_under_what_stands_after_its_name():
    first, *more = within_width(f"NEWEST EDITION  {WORDS}").splitlines()
    assert first.startswith("NEWEST EDITION  one word") and more
    assert all(line.startswith(" " * 16) and line[16] != " " for line in more)
    assert max(map(len, [first, *more])) <= WIDTH


def test_lines_that_are_narrow_enough_stay_as_they_are():
    table = " week          judged     bad\n 2016-W09       1,857     634\n\nNO DATA  on phone"
    assert within_width(table) == table


def test_the_path_of_a_file_stays_whole_to_be_copied():
    lines = whereabouts("PICTURES", f"{PATH} (one page); beside it {WORDS}").splitlines()
    assert lines[0] == f"PICTURES       {PATH}" and lines[1].startswith(" " * 15 + "(one page)")
    assert max(map(len, lines[1:])) <= WIDTH
