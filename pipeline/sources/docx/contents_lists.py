"""Finds contents lists without a field: those in contents styles, and those typed by hand with leaders and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, q
from pipeline.sources.contents_list import is_label, key
from pipeline.sources.docx.fields import ASIDE, LINK, PAGE_NUMBER
from pipeline.sources.docx.hidden.hidden_runs import CONTENTS

_STYLES = re.compile(
    r"toc \d|toc heading|table of figures|contents \d|contents heading|index \d|index heading", re.IGNORECASE
)
_PAGE = re.compile(r"(\t\s*|[.…·_]{3,}\s*|(?:\s[.…·_]){2,}\s*|\s{3,})(\d{1,4}|[ivxlc]{1,7})\s*$", re.IGNORECASE)
_PAGE_ENDS = "0123456789ivxlc"
_TABS = (q("w:tab"), q("w:ptab"))
LEAST_LINES, LONGEST, LONGEST_LABEL = 3, 250, 40


@dataclass(frozen=True)
class _Line:
    """A paragraph that may be a line of a contents list. `page` is "" if it does not end with a page number.

    `text` is "" if it is too long for a line.
    """

    paragraph: Element
    text: str
    page: str = ""
    dotted: bool = False
    linked: bool = False

    @property
    def entry(self) -> bool:
        """Whether it may be an entry of a contents list."""
        return bool(self.page) or self.linked

    @property
    def labels(self) -> bool:
        """Whether its only words are a label such as "Contents"."""
        return len(self.text) < LONGEST_LABEL and is_label(key(self.text))


def mark_contents(root: Element, styles: Styles) -> None:
    """Marks the runs of contents lists, and of a label such as "Contents" above one."""
    for paragraph in root.iter(q("w:p")):
        if _STYLES.fullmatch(styles.setting(paragraph).name):
            _mark(paragraph)
    holders = []
    for holder in root.iter(q("w:body"), q("w:tc")):
        holders.append([line for paragraph in holder.iterchildren(q("w:p")) if (line := _line(paragraph)) is not None])
    counts = cache(lambda: Counter(key(line.text) for lines in holders for line in lines))
    for lines in holders:
        _mark_typed(lines, counts)
        for line, following in pairwise(lines):
            if line.labels and _is_contents(following.paragraph):
                _mark(line.paragraph)


def _mark_typed(lines: list[_Line], counts: Callable[[], Counter[str]]) -> None:
    """Marks successive lines that end with a page number, or are links into this file, if they are a contents list."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].entry:
            end += 1
        if _is_list(lines[start:end], counts, start > 0 and lines[start - 1].labels):
            for line in lines[start:end]:
                _mark(line.paragraph)
        start = max(end, start + 1)


def _is_list(lines: list[_Line], counts: Callable[[], Counter[str]], labelled: bool) -> bool:
    """Whether page numbers never fall and there are leaders, a label above, or equal headings in the text."""
    pages = [int(line.page) for line in lines if line.page.isdigit()]
    if len(lines) < LEAST_LINES or pages != sorted(pages):
        return False
    dotted = sum(line.dotted for line in lines)
    repeated = sum(counts()[key(line.text)] > 1 for line in lines)
    return labelled or 2 * max(dotted, repeated) > len(lines)


def _line(paragraph: Element) -> _Line | None:
    """Returns the line of a paragraph, or None if it has no words."""
    runs = [run for run in paragraph.iterchildren(q("w:r")) if run.get(ASIDE) in (None, PAGE_NUMBER, CONTENTS)]
    parts = [part for run in runs for part in run if part.tag in (q("w:t"), *_TABS)]
    text = "".join("\t" if part.tag in _TABS else part.text or "" for part in parts)
    if not text.strip():
        return None
    if len(text) > LONGEST:
        return _Line(paragraph, "")
    worded = [run for run in runs if any((part.text or "").strip() for part in run.iterchildren(q("w:t")))]
    linked = all(run.get(LINK, "").startswith("#") for run in worded)
    match = _PAGE.search(text) if text.rstrip()[-1].lower() in _PAGE_ENDS else None
    words = text[: match.start()] if match else ""
    if match is None or not re.search(r"\w", words):
        return _Line(paragraph, text, linked=linked)
    return _Line(paragraph, words, match[2], bool(re.search(r"[.…·_]", match[1])), linked)


def _is_contents(paragraph: Element) -> bool:
    return any(run.get(ASIDE) == CONTENTS for run in paragraph.iterchildren(q("w:r")))


def _mark(paragraph: Element) -> None:
    for run in paragraph.iterchildren(q("w:r")):
        if run.get(ASIDE) in (None, PAGE_NUMBER):
            run.set(ASIDE, CONTENTS)
