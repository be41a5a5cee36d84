import doctest
import pickle

from sim.norms import faults
from sim.norms.faults import PRINTED, Fault, InputError


def test_a_fault_says_where_what_was_given_what_is_allowed_and_the_way_out():
    fault = Fault("scenarios/peak.toml:31", "temps.count", "-2", "0 or more", "write 0 for no temps")
    said = "scenarios/peak.toml:31: temps.count: -2 given; must be 0 or more; write 0 for no temps"
    assert str(fault) == said


def test_an_error_says_every_fault_on_a_line_of_its_own():
    error = InputError(Fault(f"log.csv:{line}", "grade", "11", "10 or less", "correct it") for line in (2, 5))
    assert str(error).splitlines() == [
        "log.csv:2: grade: 11 given; must be 10 or less; correct it",
        "log.csv:5: grade: 11 given; must be 10 or less; correct it",
    ]


def test_an_error_prints_a_hundred_and_says_how_many_there_are():
    error = InputError([Fault("log.csv:2", "grade", "11", "10 or less", "correct it")] * 500)
    lines = str(error).splitlines()
    assert len(error.faults) == 500
    assert len(lines) == PRINTED + 1
    assert lines[-1] == "... 400 more; 500 faults in all"


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(faults).failed == 0


def test_a_hundred_faults_are_printed_and_nothing_more():
    error = InputError([Fault("log.csv:2", "grade", "11", "10 or less", "correct it")] * PRINTED)
    assert len(str(error).splitlines()) == PRINTED


def test_an_error_reaches_another_process_with_its_faults():
    error = InputError([Fault("log.csv:2", "grade", "11", "10 or less", "correct it")])
    assert pickle.loads(pickle.dumps(error)).faults == error.faults


def test_faults_that_were_only_counted_are_told_too():
    error = InputError([Fault("log.csv:2", "grade", "11", "10 or less", "correct it")] * PRINTED, more=7)
    assert str(error).splitlines()[-1] == "... 7 more; 107 faults in all"


def test_a_fault_stays_on_one_line_whatever_the_cell_holds():
    fault = Fault("log.csv:2", "topic", "one\ntwo", "a word", "correct it")
    assert str(fault) == "log.csv:2: topic: one two given; must be a word; correct it"
