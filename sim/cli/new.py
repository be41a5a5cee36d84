"""normsim new: ten questions in plain words, and a first scenario file."""

from pathlib import Path

import click

from sim.records.store import write_whole
from sim.scenario.new import Answer, Question, questions, reading, write


class _Ended(Exception):
    """What is typed has come to its end: a pipe ran out, or Ctrl-D."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("my-shop.toml"))
def command(file: Path) -> None:
    """Ask ten questions and write a scenario FILE with comments.

    Where the answers end early, the questions that are left take their defaults.
    """
    if file.exists():
        raise click.BadParameter(f"{file} exists; give another name", param_hint="FILE")
    answers, left = _answers()
    if not answers:
        click.echo()
        way_out = f"press Enter to take a default, or take all of them: yes '' | normsim new {file}"
        raise click.UsageError(f"no answer given, nothing written; must be one or more; {way_out}")
    write_whole(file, write(answers).encode())
    if left:
        click.echo(f"\nthe answers ended; taken as their defaults: {', '.join(left)}")
    click.echo(f"{file} written; look through its guesses, then: normsim run {file}")


def _answers() -> tuple[dict[str, Answer], list[str]]:
    """Return the answers and the keys of the questions that the end of the input left without one."""
    answers: dict[str, Answer] = {}
    for question in questions():
        lines: list[str] = []
        try:
            _ask(question, lines)
        except _Ended:
            answers |= {question.key: lines} if lines else {}
            return answers, [other.key for other in questions() if other.key not in answers]
        answers[question.key] = lines
    return answers, []


def _ask(question: Question, lines: list[str]) -> None:
    """Ask one question and add what is typed to `lines`, as far as it comes."""
    click.echo(f"\n{question.text}  (for example {question.example})")
    if question.many:
        click.echo("a line each; an empty line ends the list")
    lines.append(_line(question, question.default))
    while question.many and (line := _line(question, "")):
        lines.append(line)


def _line(question: Question, default: str) -> str:
    """Ask until the answer can be read; an empty default ends a list."""
    while True:
        given = _prompt(default)
        try:
            if given:
                reading(question, given)
            return given
        except ValueError as fault:
            click.echo(f"{given!r} given; {fault}")


def _prompt(default: str) -> str:
    try:
        given: str = click.prompt(">", default=default, show_default=bool(default), prompt_suffix=" ")
    except click.Abort as stopped:
        if isinstance(stopped.__context__, EOFError):  # click makes one of it and of Ctrl-C
            raise _Ended from None
        raise
    return given
