"""Runs of characters: cut, mended and turned into the inlines of the model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.common.normalize_url import normalizeLink, validateLink

from pipeline.model.document import Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text
from pipeline.model.flow import FlowParagraph, Run, language_tag
from pipeline.model.walk import QUOTED, plain_text, stop_of, tidy

# Fixed and narrow spaces that only set type; the non-breaking ones too, for no edition relies on the source's line ends.
SPACES = str.maketrans(
    dict.fromkeys(
        "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
        " ",
    )
)
# The last two codes of each plane, which Unicode never gives to a character.
_NEVER = (code for plane in range(0xFFFE, 0x110000, 0x10000) for code in (plane, plane + 1))
# Characters that set type, turn it or are none: nothing stands for the former, the replacement character for the latter.
INVISIBLE = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
    | {
        chr(code): "\ufffd"
        for code in (*range(9), *range(14, 28), *range(127, 133), *range(134, 160), *range(0xFDD0, 0xFDF0), *_NEVER)
    }
    # What InDesign leaves in text: ends of nested styles and places to indent to, which show nothing, and a tab to the right.
    | {"\x03": None, "\x07": None, "\x08": " "}
    # The letters and figures of equations, which a voice reads as “mathematical italic capital s”.
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (0x210E, *range(0x1D400, 0x1D800))}
)
SUPERSCRIPTS = str.maketrans("0123456789+-−()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
# A raised figure or letter that is the mark of no note; plain it would be a part of the word before it ("peopleb").
_STAYS_RAISED = re.compile(r"\s*\(?(?:\d+|[a-pr-z])\)?\s*")


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` of a paragraph give way to `text`."""

    start: int
    end: int
    text: str


def folded(text: str) -> str:
    """The text with every run of white space as one space, and none at the ends; soft hyphens and zero-width marks gone."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(text.translate(INVISIBLE).translate(SPACES).split())


def cut(runs: Sequence[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """The runs from one character to another, counted over all of them."""
    result, offset = [], 0
    for run in runs:
        stop = len(run.text) if end is None else min(len(run.text), end - offset)
        piece = run.text[max(0, start - offset) : max(0, stop)]
        if piece:
            result.append(replace(run, text=piece))
        offset += len(run.text)
    return tuple(result)


def edited(runs: Sequence[Run], edits: Sequence[Edit]) -> tuple[Run, ...]:
    """The runs with the edits made; new characters are set like the first that they replace."""
    result = tuple(runs)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        before, after = cut(result, 0, edit.start), cut(result, edit.end)
        like = cut(result, edit.start, edit.end) or before[-1:] or after[:1]
        new = (replace(like[0], text=edit.text),) if edit.text and like else ()
        result = (*before, *new, *after)
    return result


def lines_of(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """The paragraph cut at its manual line breaks; only the first line keeps the marker and the heading level."""
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *others = run.text.split("\n")
        lines[-1] += [replace(run, text=first)] if first else []
        lines += [[replace(run, text=text)] if text else [] for text in others]
    after = replace(paragraph, marker=None, bookmarks=(), gap=0.0)
    return [replace(after if at else paragraph, runs=tuple(runs)) for at, runs in enumerate(lines)]


def is_bold(paragraph: FlowParagraph) -> bool:
    """Whether every word of the paragraph is bold; the mark of a note is no word."""
    return all(run.bold or run.note for run in paragraph.runs if run.text.strip()) and bool(paragraph.text.strip())


def inlines_of(
    runs: Sequence[Run], language: str = "", *, bold: bool = True, italic: bool = True, breaks: bool = False
) -> Inlines:
    """The runs as inlines, white space folded; bold and italic are left out where they only set type, as in a heading.

    A manual line break is a space unless `breaks` says that it carries meaning.
    """
    if breaks:
        return tidy(tuple(_with_breaks(runs, language)))
    result: list[Inline] = []
    for key, text in _grouped(runs, language, bold, italic):
        inline: Inline = NoteRef(key.note) if key.note else Text(_YEARS.sub(_joined_years, text))
        # CommonMark reads "***" as strong inside emphasis.
        if not key.note and key.bold:
            inline = Strong((inline,))
        if not key.note and key.italic:
            inline = Emphasis((inline,))
        if key.link and validateLink(key.link):
            link = Link(normalizeLink(key.link), (inline,))
            inline = link if key.language else _with_link_before(result, link)
        if key.language:
            inline = Span(key.language, (inline,))
        result.append(inline)
    return tidy(_joined(tuple(result)))


def _with_link_before(result: list[Inline], link: Link) -> Link:
    """The link as one with a link to the same target right before it, or before a space, which are taken out of the result."""
    last = next((at for at in range(len(result) - 1, -1, -1) if result[at] != Text(" ")), 0)
    match result[last:]:
        case [Link(target, children), *spaces] if target == link.target:
            del result[last:]
            return replace(link, children=(*children, *spaces, *link.children))
    return link


# Years from one to another with a space on one side of the dash, so that a line may end there: "2021– 2025", "2021/22 –2024/25".
_YEARS = re.compile(
    r"(?<![\d/–—-])((?:19|20)\d\d)(/\d\d)?(?:([–—-]) +| +([–—-]))(?:((?:19|20)\d\d)|(\d\d))(/\d\d)?(?![\d/–—-])"
)


def _joined_years(match: re.Match[str]) -> str:
    """The years without the space, where the second is the later one; else the words as they are."""
    first, part, behind, before, whole, short, last = match.groups(default="")
    later = int(whole or first[:2] + short)
    return f"{first}{part}{behind or before}{whole or short}{last}" if later > int(first) else match[0]


def _with_breaks(runs: Sequence[Run], language: str) -> Iterator[Inline]:
    for number, line in enumerate(lines_of(FlowParagraph(tuple(runs)))):
        if number:
            yield LineBreak()
        yield from inlines_of(line.runs, language)


@dataclass(frozen=True)
class _Setting:
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""
    note: str = ""


def _grouped(runs: Sequence[Run], language: str, bold: bool, italic: bool) -> list[tuple[_Setting, str]]:
    """Neighbouring runs of one setting joined; white space and punctuation alone take the setting of what stands before."""
    result: list[tuple[_Setting, str]] = []
    for run in runs:
        text = run.text.translate(INVISIBLE).translate(SPACES)
        if run.superscript and not run.note and _STAYS_RAISED.fullmatch(text):
            text = text.translate(SUPERSCRIPTS)
        foreign = language_tag(run.language)
        foreign = "" if foreign[:2].lower() == language[:2].lower() else foreign
        setting = _Setting(run.bold and bold, run.italic and italic, run.link, foreign, run.note)
        last = result[-1][0] if result else None
        if last and not last.note and not setting.note and last.link == setting.link and not text.strip():
            setting = last
        if last == setting and not setting.note:
            result[-1] = (setting, result[-1][1] + text)
        else:
            result.append((setting, text))
    return result


_SENTENCE_ENDS = ("", ".", "?", "!", ":")


def _joined(inlines: Inlines) -> Inlines:
    """White space at the edges of marked words moved out of the marks, where Markdown and readers want it."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Strong(children) | Emphasis(children) | Link(_, children) | Span(_, children):
                lead, inner, trail = _edges(_joined(children))
                stop = ""
                if isinstance(inline, Link) and (quoted := QUOTED.fullmatch(plain_text(inner))) and len(inner) == 1:
                    result += [Text((" " if lead else "") + quoted[1])]
                    lead, inner, stop = False, (Text(quoted[2]),), quoted[3]
                elif isinstance(inline, Link):
                    inner, stop = _without_stop(inner, plain_text(tuple(result)))
                if isinstance(inline, Link) and stop and ":" in inline.target and inline.target.endswith(stop):
                    inline = replace(inline, target=inline.target[: -len(stop)])
                result += [Text(" ")] if lead else []
                result += [replace(inline, children=inner)] if inner else []
                result += [Text(stop + (" " if trail else ""))] if stop or trail else []
            case _:
                result.append(inline)
    return tuple(result)


def _edges(inlines: Inlines) -> tuple[bool, Inlines, bool]:
    lead = bool(inlines) and isinstance(inlines[0], Text) and inlines[0].text.startswith(" ")
    trail = bool(inlines) and isinstance(inlines[-1], Text) and inlines[-1].text.endswith(" ")
    return lead, tidy(inlines), trail


def _without_stop(inlines: Inlines, before: str) -> tuple[Inlines, str]:
    """The words of a link, and the full stop, comma or question mark of the sentence round it that a program drew into it.

    A question mark is the sentence's where the question began before the link, whose words go on in small letters.
    """
    last = inlines[-1] if inlines else None
    match last:
        case Text(text) if stop := stop_of(text):
            inner, more = _without_stop((*inlines[:-1], Text(text.removesuffix(stop))), before)
            return inner, more + stop
        case Text(text) if len(text) > 1 and (
            (text[-1] == ")" and "(" not in text)
            or (
                text[-1] in "?!"
                and before
                and before.rstrip()[-1:] not in _SENTENCE_ENDS
                and plain_text(inlines)[0].islower()
            )
        ):
            return (*inlines[:-1], Text(text[:-1])), text[-1]
        case Strong(children) | Emphasis(children):
            inner, stop = _without_stop(children, before)
            return (*inlines[:-1], replace(last, children=inner)), stop
    return inlines, ""
