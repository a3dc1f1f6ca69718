"""Labels of numbered lists in Markdown: `1.`, `1)`, `(1)`, `a.`, `a)`, `(a)`, `A.`, `i.`, `(iv)` and so on, from any start.

CommonMark knows `1.` and `1)` alone. So each other label is read as a figure of the same width ("(a)" as "01)"), which leaves
every indent as it is, and the words are put back as they were written. `a.` is a label only beside its neighbour (`b.`) or with
two spaces behind it, so that "A. Smith", "c. 1850" and "p. 12" stay words; so is a label with nothing behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.rules_core import StateCore

from pipeline.model.document import Numbering
from pipeline.model.numbering import LABEL, counted, label, readings

_BEFORE = re.compile(r"[ >]*")
_BULLET = re.compile(r"[-*+](?= |$)")
_MARK = re.compile(rf"(?:{LABEL.pattern})(?= |$)")
_DOUBTFUL = re.compile(r"[A-Za-z]+\.(?! {2}\S)|\(?\w+[.)] *$")


@dataclass(frozen=True)
class LabelledItems:
    """Items from one index to another whose labels count on, and their numbering."""

    first: int
    end: int
    numbering: Numbering


def runs(found: Sequence[tuple[str, bool]]) -> list[LabelledItems]:
    """Labels as lists; each comes with whether it stands apart from the one before. The same label again counts on."""
    result = []
    first = 0
    while first < len(found):
        end = next((at for at in range(first + 1, len(found)) if found[at][1]), len(found))
        texts = [text for text, _ in found[first:end]]
        numbering, count = counted(texts)
        if count == 1:
            count = next((at for at, text in enumerate(texts) if text != texts[0]), len(texts))
        result.append(LabelledItems(first, first + count, numbering))
        first += count
    return result


def apart(lines: Sequence[str], line: int) -> bool:
    """Whether two empty lines come before a line: they separate two numbered lists."""
    return line > 1 and not any(lines[above].strip(" >") for above in (line - 1, line - 2))


def by_line(lines: Sequence[str]) -> list[list[str]]:
    """The labels at the start of each line; several where a list begins inside an item ("1. (a)")."""
    marks = _marks(lines)
    return [[_as_counted(mark[0]) for mark in line] for line in marks]


def _as_counted(text: str) -> str:
    """A label without leading zeros."""
    return re.sub(r"^(\(?)0+(?=\d)", r"\1", text)


def margin(line: str) -> int:
    """The column at which the mark of an item ends: the words of the item stand behind it."""
    at = _BEFORE.match(line).end()  # type: ignore[union-attr]
    mark = _BULLET.match(line, at) or _MARK.match(line, at)
    return mark.end() if mark else 1


def _marks(lines: Sequence[str]) -> list[list[re.Match[str]]]:
    matches = [list(_at_start(line)) for line in lines]
    known = {mark[0] for line in matches for mark in line}
    return [[mark for mark in line if _is_label(mark, known)] for line in matches]


def _at_start(line: str) -> Iterator[re.Match[str]]:
    """Labels at the start of a line, behind the marks of quotations and of items that begin on the line too."""
    at = 0
    while True:
        at = _BEFORE.match(line, at).end()  # type: ignore[union-attr]
        if bullet := _BULLET.match(line, at):
            at = bullet.end()
        elif (mark := _MARK.match(line, at)) and (mark[0][0].isdigit() or readings(mark[0])):
            yield mark
            at = mark.end()
        else:
            return


def _is_label(mark: re.Match[str], known: set[str]) -> bool:
    if mark[0][0].isdigit() or not _DOUBTFUL.match(mark.string, mark.start()):
        return True
    return any({label(reading, -1), label(reading, 1)} & known for reading in readings(mark[0]))


def as_figures(state: StateCore) -> None:
    """A rule before the blocks are found: every label is a figure of its width. The lines as written go to `env`."""
    lines = state.src.split("\n")
    state.env["written"], state.env["figures"] = lines, [*lines]
    for number, marks in enumerate(_marks(lines)):
        for mark in marks:
            if not mark[0][0].isdigit():
                text = state.env["figures"][number]
                state.env["figures"][number] = text[: mark.start()] + _figure(mark[0]) + text[mark.end() :]
    state.src = "\n".join(state.env["figures"])


def _figure(text: str) -> str:
    width, number = len(text) - 1, str(readings(text)[0].start)
    return (number.zfill(width) if len(number) <= width else "9" * width) + text[-1]


def as_written(state: StateCore) -> None:
    """A rule after the blocks were found: the words get back what was a label only in looks."""
    for token in state.tokens:
        if token.type == "inline" and token.map:
            pairs = zip(token.content.split("\n"), range(*token.map), strict=False)
            token.content = "\n".join(_restored(text, line, state) for text, line in pairs)


def _restored(text: str, line: int, state: StateCore) -> str:
    at = state.env["figures"][line].rfind(text)
    return str(state.env["written"][line][at : at + len(text)]) if at >= 0 else text
