"""normsim new: ten questions at a terminal, and a file that run accepts."""

from pathlib import Path

import pytest

from sim.scenario.read import read
from tests.cli.typed import Answer, typed, typed_anew

ANSWERS = [
    "Bloom & Co",
    "2026-W49",
    "NL",
    "90",
    "10",
    "8",
    *("Sanne mon-fri 09:00-17:00", "Lotte mon tue 09:00-13:00", ""),
    *("2026-W49 1.2 1.5 1.9", ""),
    "no",
    "0",
]


def answered(path: Path, *lines: str) -> Answer:
    return typed("new", path, answers="".join(f"{line}\n" for line in lines))


def test_what_was_typed_is_a_scenario_that_run_accepts(tmp_path: Path):
    path = tmp_path / "bloom.toml"
    answer = answered(path, *ANSWERS)
    assert answer.code == 0 and f"normsim run {path}" in answer.out

    scenario = read(path).scenario
    assert scenario.contacts.questions_per_week == 90 and scenario.contacts.phone_share == 0.1
    assert list(scenario.people) == ["Sanne", "Lotte"] and scenario.work.minutes_per_mail == 8
    assert scenario.peaks["2026-W49"].times == (1.2, 1.5, 1.9)
    assert not scenario.work.phone_interrupts_mail and scenario.orders is None

    run = typed("run", path, "--replications", 2, "--out", tmp_path / "results")
    assert run.code == 0 and "bloom, week" in run.out and "49 Sinterklaas" in run.out


def test_enter_ten_times_takes_the_defaults(tmp_path: Path):
    answer = answered(tmp_path / "my-shop.toml", *[""] * 12)
    assert answer.code == 0
    assert len(read(tmp_path / "my-shop.toml").scenario.weeks) == 6
    assert answer.out.count("(for example ") == 10


def test_an_answer_that_cannot_be_read_is_asked_again(tmp_path: Path):
    answer = answered(tmp_path / "new.toml", "", "week 49", *ANSWERS[1:])
    assert answer.code == 0
    assert "'week 49' given; must be ISO weeks; write '2026-W47..2026-W52'" in answer.out
    assert len(read(tmp_path / "new.toml").scenario.weeks) == 1


def test_answers_that_end_early_are_kept_and_the_rest_is_said_to_be_default(tmp_path: Path):
    answer = answered(tmp_path / "new.toml", *ANSWERS[:4])
    assert answer.code == 0 and "Traceback" not in answer.all
    left = "phone_percent, minutes_per_mail, people, peaks, phone_interrupts_mail, items_per_week"
    assert f"the answers ended; taken as their defaults: {left}\n" in answer.out
    scenario = read(tmp_path / "new.toml").scenario
    assert scenario.contacts.questions_per_week == 90 and list(scenario.people) == ["Sanne"]


def test_answers_that_end_within_a_list_or_without_an_enter_are_kept(tmp_path: Path):
    answer = typed("new", tmp_path / "new.toml", answers="\n".join(ANSWERS[:8]))
    assert answer.code == 0
    assert list(read(tmp_path / "new.toml").scenario.people) == ["Sanne", "Lotte"]


def test_who_says_nothing_or_stops_gets_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    nothing = answered(tmp_path / "new.toml")
    monkeypatch.setattr("click.termui.visible_prompt_func", stop)
    stopped = answered(tmp_path / "new.toml")
    assert stopped.code == 130 and stopped.err.endswith("stopped\n")
    assert nothing.code == 2 and nothing.err.endswith(f"yes '' | normsim new {tmp_path / 'new.toml'}\n")
    assert "no answer given, nothing written; must be one or more" in nothing.err
    assert "Traceback" not in nothing.all + stopped.all
    assert list(tmp_path.iterdir()) == []


def test_dutch_days_and_yes_are_understood_by_the_file_too(tmp_path: Path):
    lines = [*ANSWERS[:6], "Sanne ma-vr 09:00-17:00", "", "", "ja", "0"]
    assert answered(tmp_path / "new.toml", *lines).code == 0
    scenario = read(tmp_path / "new.toml").scenario
    assert [slot.weekday for slot in scenario.people["Sanne"].hours] == [0, 1, 2, 3, 4]
    assert scenario.work.phone_interrupts_mail


@pytest.mark.parametrize("name", ["new.toml"])
def test_a_process_of_its_own_reads_what_is_typed(tmp_path: Path, name: str):
    answer = typed_anew("new", tmp_path / name, answers="".join(f"{line}\n" for line in ANSWERS))
    assert answer.code == 0 and read(tmp_path / name).question == "How many people does Bloom & Co need?"
