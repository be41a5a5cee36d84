"""Where each key of a TOML text stands, which tomllib does not tell, and the comment beside it."""

import re
import tomllib
from dataclasses import dataclass

KeyPath = tuple[str, ...]  # ("contacts", "phone_share")

_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'''  # strings over several lines
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'"""  # strings
    r"""|\#[^\n]*|\n|[\[\]{}=.]|[^\s"'\#\[\]{}=.]+|[^\S\n]+|.""",  # comments, marks, words, blanks
    re.DOTALL,
)


@dataclass(frozen=True)
class LineIndex:
    """The line of each key and table of a text that tomllib accepts; not of keys in inline tables."""

    lines: dict[KeyPath, int]
    comments: dict[int, str]  # by line, without the mark

    def line(self, path: KeyPath) -> int:
        """Return the line of a key, or of the nearest table around it; 1 when there is none."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def comment(self, path: KeyPath) -> str:
        """Return the comment on the line where a key begins."""
        return self.comments.get(self.lines.get(path, 0), "")


def index_lines(text: str) -> LineIndex:
    """Return where every key and table begins.

    >>> index_lines("[work]\\nminutes_per_mail = 6.5  # guess").lines
    {('work',): 1, ('work', 'minutes_per_mail'): 2}
    """
    lines: dict[KeyPath, int] = {}
    comments: dict[int, str] = {}
    table: KeyPath = ()
    for number, statement in _statements(text, comments):
        if statement[0] == "[":
            table = _key([token for token in statement if token not in "[]"])
            found = table
        else:
            found = table + _key(statement[: statement.index("=")])
        for end in range(1, len(found) + 1):
            lines.setdefault(found[:end], number)
    return LineIndex(lines, comments)


def _statements(text: str, comments: dict[int, str]) -> list[tuple[int, list[str]]]:
    """Return each statement's first line and tokens (no blanks), and fill in the comments on the way."""
    statements: list[tuple[int, list[str]]] = []
    tokens: list[str] = []
    line = begins = 1
    for token in _TOKEN.findall(text):
        if token == "\n" and tokens and not _is_open(tokens):
            statements.append((begins, tokens))
            tokens = []
        if token.startswith("#"):
            comments[line] = token[1:].strip()
        elif not token.isspace():
            begins = begins if tokens else line
            tokens.append(token)
        line += token.count("\n")
    return [*statements, (begins, tokens)] if tokens else statements


def _is_open(tokens: list[str]) -> bool:
    return sum((token in "[{") - (token in "]}") for token in tokens) > 0


def _key(tokens: list[str]) -> KeyPath:
    return tuple(
        tomllib.loads(f"key = {token}")["key"] if token[0] in "\"'" else token
        for token in tokens
        if token != "."
    )
