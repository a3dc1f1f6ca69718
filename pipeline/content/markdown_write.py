"""Writes blocks and inlines as Markdown that reads back as the same; characters that would become markup are escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import assert_never
from urllib.parse import quote as percent

from pipeline.content import labels
from pipeline.content.markdown import parse, parse_inlines
from pipeline.model.document import (
    Added,
    Blocks,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quote,
    Span,
    Strong,
    Text,
)
from pipeline.model.numbering import label
from pipeline.model.walk import leaves, plain_text, rewrite_inlines, tidy

_MARKUP = re.compile(r"([\\`*_\[\]<>&!{}#~|^])")
MANY_BRACKETS = 200
_IN_ADDRESS = "/#?&=%:;,@+$!~*'.-_[]"
_LINE_START = re.compile(r"^([-+=#>(]|~~~)|^(\d+|[A-Za-z]{1,7})([.)])", re.MULTILINE)
# A line that would be taken for a key of the content file.
_KEY = re.compile(r"^([a-z_]+):(?=\s|$)", re.MULTILINE)
# "A. Smith" is a label beside a line with "B.", dashes alone behind the mark of an item are a line across the page, and
# "+" or "3." alone is an empty item as soon as anything stands beside it: all are escaped wherever they stand.
_START_ALWAYS = re.compile(r"^[A-Za-z]{1,7}\. |^(?:[-*_][-*_ ]*|\+|\d{1,9}[.)])$", re.MULTILINE)


def write_inlines(inlines: Inlines) -> str:
    """A phrase on one line. What cannot be told apart when read back loses its marks, never its words."""
    one_line = rewrite_inlines(inlines, lambda one: (Text(" "),) if isinstance(one, LineBreak) else (one,))
    return _faithful(tidy(one_line), block=False)


def write(blocks: Blocks) -> str:
    """Paragraphs, lists and quotations as Markdown lines; a paragraph is one line.

    Raises TypeError for a block that has no Markdown: a table, a picture, actions, a box.
    """
    return "\n".join(_blocks(blocks)).strip("\n")


def _faithful(inlines: Inlines, *, block: bool) -> str:
    """The plainest writing that reads back as the same inlines: without escapes, with them, or without inner marks."""
    # Markdown looks behind each opening bracket for its end, so that very many take a time that grows with their square.
    escapes = (True,) if plain_text(inlines).count("[") > MANY_BRACKETS else (False, True)
    for candidate in (inlines, _breaks_outside(inlines), tidy(_flat(inlines)), tidy(_plain(inlines))):
        for escape in escapes:
            text = "".join(_inline(candidate, escape))
            if block:
                text = (_LINE_START if escape else _START_ALWAYS).sub(_escape_start, text)
            if _reads_as(text, candidate, block=block):
                return text
    return text


def _reads_as(text: str, inlines: Inlines, *, block: bool) -> bool:
    if not block:
        return parse_inlines(text) == inlines and "\n" not in text
    return parse(text) == ((Paragraph(inlines),) if inlines else ())


def _escape_start(match: re.Match[str]) -> str:
    """A backslash before the sign that would make the line a list or a heading."""
    text = match[0]
    at = max(text.find("."), text.find(")"), 0)
    return f"{text[:at]}\\{text[at:]}"


def _inline(inlines: Inlines, escape: bool) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield _MARKUP.sub(r"\\\1", text) if escape else text
            case Strong(children):
                yield f"**{''.join(_inline(children, escape))}**"
            case Emphasis(children):
                yield f"*{''.join(_inline(children, escape))}*"
            case Link(target, children):
                address = percent(target, safe=_IN_ADDRESS + "()" * _balanced(target))
                yield f"[{''.join(_inline(children, escape))}]({address})"
            case Span(language, children):
                yield f"[{''.join(_inline(children, escape))}]{{lang={language}}}"
            case LineBreak():
                yield "\\\n"
            case NoteRef(key):
                yield f"[^{key}]"
            case Added():
                raise TypeError("added words never stand in a content file")
            case _:
                assert_never(inline)


def _balanced(address: str) -> bool:
    """Whether round brackets pair, so that they may stand in the address of a link (CommonMark 6.3)."""
    depths = list(accumulate((one == "(") - (one == ")") for one in address))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _breaks_outside(inlines: Inlines) -> Inlines:
    """White space at the edges of marked words moved out of the marks, where CommonMark can close them."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            children = _breaks_outside(inline.children)
            first, last = children[0], children[-1]
            lead = " " if isinstance(first, Text) and first.text.startswith(" ") else ""
            tail = " " if isinstance(last, Text) and last.text.endswith(" ") else ""
            inner = tidy(children)
            result += [Text(lead), type(inline)(inner), Text(tail)] if inner else [Text(lead or tail)]
        else:
            result.append(inline)
    return tidy(tuple(result))


def _flat(inlines: Inlines) -> Inlines:
    """The phrase without bold and italic, its words, links, languages and notes kept."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            result += _flat(inline.children)
        elif isinstance(inline, Link):
            result.append(Link(inline.target, _flat(inline.children)))
        elif isinstance(inline, Span):
            result.append(Span(inline.language, _flat(inline.children)))
        else:
            result.append(inline)
    return tuple(result)


def _plain(inlines: Inlines) -> Inlines:
    """The phrase with nothing inside a link or language but words; the marks of notes in there follow it."""
    result: list[Inline] = []
    for inline in _flat(inlines):
        if isinstance(inline, Link | Span):
            words = Text(plain_text(inline.children))
            result.append(replace(inline, children=(words,)) if words.text else Text(""))
            result += [leave for leave in leaves(inline.children) if isinstance(leave, NoteRef)]
        else:
            result.append(inline)
    return tuple(result)


def _blocks(blocks: Blocks) -> Iterator[str]:
    """The lines of some blocks; neighbouring lists get other marks, or two empty lines, so that they stay apart."""
    other = False
    for number, block in enumerate(blocks):
        previous = blocks[number - 1] if number else None
        if previous is not None and not (isinstance(previous, Paragraph) and isinstance(block, List) and _tight(block)):
            yield ""
        match block:
            case Paragraph(inlines):
                yield from _KEY.sub(r"\1\\:", _faithful(tidy(inlines), block=True)).split("\n")
            case List():
                other = isinstance(previous, List) and not (previous.numbering or block.numbering) and not other
                if isinstance(previous, List) and _one_list(previous, block):
                    yield ""
                yield from _list(block, other)
            case Quote(children):
                yield from ("> " + line if line else ">" for line in _blocks(children))
            case _:
                raise TypeError(f"a {type(block).__name__} has no Markdown")


def _tight(block: List) -> bool:
    """A list may follow a paragraph without an empty line, unless it is numbered from other than 1."""
    return block.numbering is None or block.numbering.start == 1


def _labels(block: List) -> list[str]:
    return [label(block.numbering, index) for index in range(len(block.items))] if block.numbering else []


def _one_list(previous: List, block: List) -> bool:
    """Whether two neighbouring numbered lists would be read as one, or the first as another kind of list."""
    before, after = _labels(previous), _labels(block)
    if not before or not after:
        return False
    runs = labels.runs([(text, False) for text in (*before, *after)])
    return [run.numbering for run in runs] != [previous.numbering, block.numbering]


def _list(block: List, other: bool) -> Iterator[str]:
    marks = [f"{text} " for text in _labels(block)] or ["* " if other else "- "] * len(block.items)
    if block.numbering and len(marks) == 1 and _START_ALWAYS.match(marks[0]):
        marks[0] += " "
    loose = _loose(block)
    for number, (mark, item) in enumerate(zip(marks, block.items, strict=True)):
        lines = list(_blocks(item.blocks)) or [""]
        if loose and number:
            yield ""
        yield (mark + lines[0]).rstrip()
        yield from (" " * len(mark) + line if line else "" for line in lines[1:])


def _loose(block: List) -> bool:
    """Items of several paragraphs stand apart, for the eye."""
    return any(sum(isinstance(inner, Paragraph) for inner in item.blocks) > 1 for item in block.items)
