"""Text that was decoded with the wrong code page, mended where it is certain, and always reported.

UTF-8 read as something else is ftfy's part: its byte patterns prove themselves. One single-byte code page read as another
(an apostrophe as "í" or "Õ") proves nothing in one place; there the whole document must speak for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import ftfy
from ftfy import TextFixerConfig

from pipeline.assemble.runs import Edit, edited, folded
from pipeline.model.flow import Flow, FlowParagraph, Repair
from pipeline.model.flow_change import flow_over
from pipeline.sources.typesetting import paragraphs_in

REASON = "wrong decoding"
# Written with one, read with the other: how text of Windows and of the old Macintosh and DOS went wrong.
CODE_PAGES = (
    ("cp1252", "mac_roman"),
    ("mac_roman", "cp1252"),
    ("cp1252", "cp437"),
    ("cp1252", "cp850"),
    ("mac_roman", "latin_1"),
)
# An apostrophe between a word and its ending proves two points, any other sign in a fitting place one.
ENOUGH = 2
MARKS = "’‘“”–—…•\u00a0"
CONTEXT = {
    "’": r"(?<=[A-Za-z]){c}(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s){c}(?=[\s.,;:)]|$)",
    "‘": r"(?<![A-Za-z]){c}(?=[A-Za-z])",
    "“": r"(?<![A-Za-z]){c}(?=[A-Za-z])",
    "”": r"(?<=[A-Za-z.,!?]){c}(?![A-Za-z])",
    "–": r"(?<=\s){c}(?=\s)",
    "—": r"(?<=\s){c}(?=\s)|(?<=[a-z]){c}(?=[a-z])",
    "…": r"(?<=[a-z]){c}(?=\s|$)",
    "•": r"^\s*{c}(?=\s)",
    "\u00a0": r"(?<=[\w.,;:)]){c}(?=\s|$)|(?<=\s){c}",
}
UTF8 = TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
    fix_line_breaks=False, fix_surrogates=True, remove_control_chars=False, normalization=None, restore_byte_a0=False,
    replace_lossy_sequences=False,
)  # fmt: skip
SUSPECT = re.compile(r"\S*[^\x00-\x7f]+\S*(?:\s[^\x00-\x7f\s]\S*)*")


@dataclass(frozen=True)
class _Misreading:
    """A pair of code pages: what was meant, and the character that stands for it."""

    written: str
    read: str
    signs: tuple[tuple[str, str], ...]


def mend(flow: Flow) -> tuple[Flow, list[Repair]]:
    """The flow with wrong decodings mended, and what was mended where."""
    repairs: list[Repair] = []
    paragraphs = [*paragraphs_in(flow.blocks), *(p for note in flow.notes for p in note.paragraphs)]
    misreading = _proven([paragraph.text for paragraph in paragraphs])

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        if paragraph.text.isascii():
            return paragraph
        edits = [*_utf8_edits(paragraph.text), *_ligature_edits(paragraph.text)]
        if misreading:
            edits += _edits(paragraph.text, misreading)
        for edit in edits:
            before, after = _in_words(paragraph.text, edit)
            reason = "ligature" if edit.text in LIGATURES.values() else REASON
            repairs.append(Repair(before, after, reason, paragraph.place))
        return replace(paragraph, runs=edited(paragraph.runs, edits)) if edits else paragraph

    return flow_over(flow, change), repairs


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _ligature_edits(text: str) -> Iterator[Edit]:
    for position, character in enumerate(text):
        if character in LIGATURES:
            yield Edit(position, position + 1, LIGATURES[character])


def _utf8_edits(text: str) -> Iterator[Edit]:
    for found in SUSPECT.finditer(text):
        fixed = ftfy.fix_encoding(found.group(), UTF8)
        if fixed != found.group():
            yield Edit(found.start(), found.end(), fixed)


def _in_words(text: str, edit: Edit) -> tuple[str, str]:
    """The whole words that an edit touches, before and after."""
    start, end = edit.start, edit.end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], folded(text[start : edit.start] + edit.text + text[edit.end : end])


# ------------------------------------------------------------------------------------------------ single-byte code pages


def _proven(texts: Sequence[str]) -> _Misreading | None:
    """The misreading for which the document speaks, None where there is none or right text could look the same."""
    best, points = None, 0
    words = Counter(word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text))
    for written, read in CODE_PAGES:
        misreading = _Misreading(written, read, tuple(_signs(written, read)))
        score = sum(_points(text, misreading, words) for text in texts)
        if score > points:
            best, points = misreading, score
    return best if points >= ENOUGH else None


def _signs(written: str, read: str) -> Iterable[tuple[str, str]]:
    for mark in MARKS:
        try:
            seen = mark.encode(written).decode(read)
        except UnicodeError:
            continue
        if seen != mark and not seen.isspace():
            yield mark, seen


def _points(text: str, misreading: _Misreading, words: Counter[str]) -> int:
    """Evidence in one text: an apostrophe counts where the word before it stands elsewhere in the document, too."""
    total = 0
    for mark, seen in misreading.signs:
        if seen not in text or mark == "\u00a0":
            continue
        for found in _places(text, mark, seen):
            stem = re.search(r"[A-Za-z]+$", text[:found])
            if mark == "’":
                total += 2 if stem and words[stem.group()] > 1 else 0
            elif mark not in "‘“”" or _paired(text, misreading):
                total += 1
    return total


def _paired(text: str, misreading: _Misreading) -> bool:
    """Whether an opening and a closing quotation mark stand in one text."""
    signs = dict(misreading.signs)
    pairs = [("‘", "’"), ("“", "”")]
    return any(a in signs and b in signs and signs[a] in text and signs[b] in text for a, b in pairs)


def _places(text: str, mark: str, seen: str) -> Iterator[int]:
    for found in re.finditer(CONTEXT[mark].replace("{c}", re.escape(seen)), text):
        yield found.start()


def _edits(text: str, misreading: _Misreading) -> Iterator[Edit]:
    for mark, seen in misreading.signs:
        if seen in text:
            for position in _places(text, mark, seen):
                yield Edit(position, position + 1, mark)
