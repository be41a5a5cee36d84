"""Where keys stand in a text, whatever is written between them."""

import tomllib

from sim.scenario.lines import index_lines

TEXT = '''\
# a comment with = and [brackets]
weeks = "a # b = [c"   # guess: after a string
"a key" = 1
'b.c' = 2
d.e = 3

[ work ]  # the table
hours = [
  "[", # inside
  1,
]
story = """
[people]
x = 1 # no comment
"""
inline = { one = 1, two = { three = 3 } }
raw = \'\'\'
it's\'\'\'
at = 2026-11-23 09:00:00
last = 'it = # not'
[people."Jan de \\u0056ries".more]
[[offers]]
a=1
[[offers]]
a=2
'''
LINES = {
    ("weeks",): 2,
    ("a key",): 3,
    ("b.c",): 4,
    ("d",): 5,
    ("d", "e"): 5,
    ("work",): 7,
    ("work", "hours"): 8,
    ("work", "story"): 12,
    ("work", "inline"): 16,
    ("work", "raw"): 17,
    ("work", "at"): 19,
    ("work", "last"): 20,
    ("people",): 21,
    ("people", "Jan de Vries"): 21,
    ("people", "Jan de Vries", "more"): 21,
    ("offers",): 22,
    ("offers", "a"): 23,
}


def test_every_key_has_its_line():
    assert tomllib.loads(TEXT)
    assert index_lines(TEXT).lines == LINES


def test_windows_line_ends_change_nothing():
    assert index_lines(TEXT.replace("\n", "\r\n")).lines == LINES


def test_comments_are_told_from_marks_in_strings():
    comments = index_lines(TEXT).comments

    assert comments == {
        1: "a comment with = and [brackets]",
        2: "guess: after a string",
        7: "the table",
        9: "inside",
    }


def test_a_key_that_is_not_there_stands_where_its_table_stands():
    index = index_lines(TEXT)

    assert index.line(("work", "inline", "two", "three")) == 16
    assert index.line(("work", "nothing")) == 7
    assert index.line(("nothing", "at", "all")) == 1
    assert index.comment(("nothing",)) == ""


def test_a_text_without_keys_has_no_lines():
    assert index_lines("").lines == index_lines("\n# only a comment").lines == {}
