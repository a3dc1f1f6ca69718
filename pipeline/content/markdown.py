"""Words: reads the Markdown of a content file into blocks and inlines.

CommonMark without headings, rules, HTML and code, each of which is refused with a hint, plus `[^key]` for a note,
`[text]{lang=cy}` for words in another language, and the list labels of `labels`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from pipeline.content import labels
from pipeline.model.document import (
    Block,
    Blocks,
    Emphasis,
    Inline,
    Inlines,
    Item,
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
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import tidy


@dataclass(frozen=True)
class MarkdownPlace:
    """Where a Markdown text stands: `place(n)` is the place of its n-th line (from 0); `refuse` takes a complaint.

    `refuse(rule, message, line, hint)`, with the line counted from 0.
    """

    place: Callable[[int], Place]
    refuse: Callable[[str, str, int, str], None]


def _no_place(_line: int) -> Place:
    return NOWHERE


def _no_complaint(_rule: str, _message: str, _line: int, _hint: str) -> None:
    return None


SILENT = MarkdownPlace(_no_place, _no_complaint)

_PLAIN_WORDS = "write plain words; a backslash before “<” keeps it as a character"

# Token of markdown-it → rule, what is wrong, what to do.
REFUSED = {
    "heading_open": (
        "markdown-heading",
        "a heading does not belong in a text",
        "give it a section of its own, or start the line with a backslash",
    ),
    "hr": (
        "markdown-rule",
        "a line across the page does not belong in a text",
        "delete it, or start the line with a backslash",
    ),
    "code_block": (
        "markdown-code",
        "text that starts with four spaces or more is taken for program code",
        "start the line further left",
    ),
    "fence": ("markdown-code", "program code does not belong in a text", "delete the ``` or ~~~ lines"),
    "code_inline": (
        "markdown-code",
        "text between backticks is taken for program code",
        "delete the backticks, or put a backslash before each",
    ),
    "html_block": ("markdown-html", "HTML does not belong in a text", _PLAIN_WORDS),
    "html_inline": ("markdown-html", "HTML does not belong in a text", _PLAIN_WORDS),
    "image": (
        "markdown-image",
        "a picture does not belong in the middle of a text",
        "make it a part of its own: image: with file: and alt:",
    ),
}


def _note_rule(state: StateInline, silent: bool) -> bool:
    match = re.compile(r"\[\^([^\]\s^]+)\]").match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("note_ref", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


_LANGUAGE = re.compile(r"\{lang=([A-Za-z0-9-]+)\}")


def _language_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start)
    match = _LANGUAGE.match(state.src, end + 1) if end >= 0 else None
    if not match:
        return False
    if not silent:
        state.pos, saved = start + 1, state.posMax
        state.posMax = end
        token = state.push("language_open", "", 1)
        token.content = match[1]
        state.md.inline.tokenize(state)
        state.push("language_close", "", -1)
        state.posMax = saved
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.disable("reference")
    parser.core.ruler.before("block", "labels", labels.as_figures)
    parser.core.ruler.after("block", "labels_again", labels.as_written)
    parser.inline.ruler.before("link", "note_ref", _note_rule)
    parser.inline.ruler.before("link", "language", _language_rule)
    return parser


_MARKDOWN = _parser()


_WORD = r"[^\s\x00-\x1f\\`*_\[\]<>&!~\x7f]+"
_PLAIN_LINE = rf"""(?:[^\W_]+(?![.)\w])|[“‘"'£](?=\w))(?:{_WORD})?(?: {_WORD})*"""
PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*")
"""Words without any mark that Markdown could read as something else: most texts of a plan are one such paragraph.

A line begins with a word that is no label, or with a quotation mark; one space stands between words.
"""

ALONE = re.compile(r"[*+-]|\d{1,9}[.)]")
"""A sign that begins the item of a list, alone in its text: "*" for a figure that is not told, "-" for none, "3."."""


def parse(text: str, source: MarkdownPlace = SILENT) -> Blocks:
    """The blocks of a Markdown text. What the dialect refuses is told to the source and left out."""
    text = text.strip() if ALONE.fullmatch(text.strip()) else text
    if PLAIN.fullmatch(text) or ALONE.fullmatch(text):
        return (Paragraph((Text(text.replace("\n", " ")),), source.place(0)),)
    tokens = _MARKDOWN.parse(text)
    return _Blocks(tokens, text.split("\n"), source).blocks(0, len(tokens))


def parse_inlines(text: str, source: MarkdownPlace = SILENT) -> Inlines:
    """The inlines of a text of one line: headings, captions, labels, bands and notes."""
    if PLAIN.fullmatch(text) and "\n" not in text:
        return (Text(text),)
    token = _MARKDOWN.parseInline(text)[0]
    return tidy(_Inlines(token.children or [], source, 0).until(None))


class _Blocks:
    """Turns markdown-it's flat list of tokens into blocks."""

    def __init__(self, tokens: list[Token], lines: list[str], source: MarkdownPlace) -> None:
        self.tokens, self.lines, self.source = tokens, lines, source
        self.labels = labels.by_line(lines)

    def close(self, start: int) -> int:
        """The index of the token that closes the one at `start`."""
        depth = 0
        for index in range(start, len(self.tokens)):
            depth += self.tokens[index].nesting
            if depth == 0:
                return index
        raise AssertionError("an unclosed token")

    def blocks(self, start: int, end: int, margin: int = 0) -> Blocks:
        result: list[Block] = []
        while start < end:
            token, close = self.tokens[start], self.close(start)
            result += self.block(token, start, close, margin)
            start = close + 1
        return tuple(result)

    def block(self, token: Token, start: int, close: int, margin: int) -> Blocks:
        line = token.map[0] if token.map else 0
        place = self.source.place(line)
        if token.type in REFUSED:
            rule, message, hint = REFUSED[token.type]
            self.source.refuse(rule, message, line, hint)
            return ()
        if token.type == "bullet_list_open":
            return (List(tuple(item for _, _, item in self.items(start + 1, close)), None, place),)
        if token.type == "ordered_list_open":
            return self.numbered(start + 1, close)
        if token.type == "blockquote_open":
            return (Quote(self.blocks(start + 1, close, margin), place),)
        self.check_margin(token, margin)
        inline = self.tokens[start + 1]
        inlines = tidy(_Inlines(inline.children or [], self.source, line).until(None))
        return (Paragraph(inlines, place),) if inlines else ()

    def numbered(self, start: int, end: int) -> Blocks:
        """Numbered items as lists: one for each run of labels that count on, or that are the same from the first on."""
        found = self.items(start, end)
        result: list[Block] = []
        for run in labels.runs([(label, labels.apart(self.lines, line)) for line, label, _ in found]):
            first = found[run.first][2]
            items = tuple(item for _, _, item in found[run.first : run.end])
            result.append(List(items, run.numbering, first.place))
        return tuple(result)

    def items(self, start: int, end: int) -> list[tuple[int, str, Item]]:
        """The items of a list, each with its line and its label; bullets have none."""
        result = []
        while start < end:
            token, close = self.tokens[start], self.close(start)
            line = token.map[0] if token.map else 0
            label = self.labels[line].pop(0) if token.info else ""
            margin = labels.margin(self.lines[line])
            result.append((line, label, Item(self.blocks(start + 1, close, margin), self.source.place(line))))
            start = close + 1
        return result

    def check_margin(self, token: Token, margin: int) -> None:
        """Unindented text straight after an item would silently become part of it."""
        if not margin or not token.map:
            return
        for line in range(token.map[0] + 1, token.map[1]):
            text = self.lines[line]
            if text.strip() and len(text) - len(text.lstrip(" ")) < margin:
                self.source.refuse(
                    "markdown-lazy-line", "this line would become part of the item above it", line,
                    "put an empty line before it for a paragraph of its own, or indent it to go on with the item",
                )  # fmt: skip


class _Inlines:
    """Turns the inline tokens of one paragraph into inlines."""

    def __init__(self, tokens: list[Token], source: MarkdownPlace, line: int) -> None:
        self.tokens, self.source, self.line, self.index = tokens, source, line, 0

    def until(self, closing: str | None) -> Inlines:
        result: list[Inline] = []
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            self.index += 1
            if token.type == closing:
                break
            inline = self.inline(token)
            if inline is not None:
                result.append(inline)
        return tuple(result)

    def inline(self, token: Token) -> Inline | None:
        match token.type:
            case "text" | "text_special":
                return Text(token.content)
            case "softbreak":
                self.line += 1
                return Text(" ")
            case "hardbreak":
                self.line += 1
                return LineBreak()
            case "strong_open":
                return Strong(self.until("strong_close"))
            case "em_open":
                return Emphasis(self.until("em_close"))
            case "link_open":
                return Link(str(token.attrs.get("href", "")), self.until("link_close"))
            case "language_open":
                return Span(token.content, self.until("language_close"))
            case "note_ref":
                return NoteRef(token.content)
        rule, message, hint = REFUSED[token.type]
        self.source.refuse(rule, message, self.line, hint)
        return Text(token.content) if token.type == "code_inline" else None
