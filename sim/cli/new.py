"""normsim new: ten questions in plain words, and a first scenario file."""

from pathlib import Path

import click

from sim.records.store import write_whole
from sim.scenario.new import Answer, Question, questions, write


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("my-shop.toml"))
def command(file: Path) -> None:
    """Ask ten questions and write a scenario FILE with comments."""
    if file.exists():
        raise click.BadParameter(f"{file} exists; give another name", param_hint="FILE")
    answers = {question.key: _asked(question) for question in questions()}
    write_whole(file, write(answers).encode())
    click.echo(f"{file} written; look through its guesses, then: normsim run {file}")


def _asked(question: Question) -> Answer:
    click.echo(f"\n{question.text}  (for example {question.example})")
    if not question.many:
        return _line(question, question.default)
    click.echo("a line each; an empty line ends the list")
    lines = [_line(question, question.default)]
    while line := _line(question, ""):
        lines.append(line)
    return lines


def _line(question: Question, default: str) -> str:
    """Ask until the answer can be read; an empty default ends a list."""
    while True:
        given: str = click.prompt(">", default=default, show_default=bool(default), prompt_suffix=" ")
        try:
            if given:
                question.read(given)
            return given
        except ValueError as fault:
            click.echo(f"{given!r} given; {fault}")
