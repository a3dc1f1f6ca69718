"""What a document is: its kind by its tables, headings and title, and the years that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.kinds import all_kinds
from pipeline.kinds.kind import Kind
from pipeline.model.document import Block, Document, Table
from pipeline.model.walk import all_sections, block_text, plain_text

YEARS = re.compile(r"\b(20\d\d|19\d\d)\s*(?:-|–|—|/|\bto\b|\band\b)\s*(20\d\d|19\d\d|\d\d)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(20\d\d)\b")


def kind_of(document: Document, name: str = "") -> str:
    """The name of the kind that fits best, "" where nothing speaks for one. `name` is the file's name."""
    scores = {kind.name: _score(kind, document, name) for kind in all_kinds()}
    best = max(scores, key=lambda kind: scores[kind], default="")
    return best if best and scores[best] > 0 else ""


def _score(kind: Kind, document: Document, name: str) -> float:
    """Columns that only this kind has count most, then the title's words by their place, then headings and prose."""
    title = f" {plain_text(document.title)} ".lower()
    file = f" {re.sub(r'[-_.]+', ' ', name)} ".lower()
    headings = [plain_text(section.heading).lower() for _, section in all_sections(document.sections)]
    tables = list(_tables(document))
    keys = {column.key for table in tables for column in table.columns}
    needed = [part.removeprefix("column ") for part in kind.required if part.startswith("column ")]
    score = 0.0
    if needed:
        found = sum(key in keys for key in needed)
        score += 4.0 * found / len(needed) if found > 1 else 0.0
        score += 2.0 if "progress" in keys and "progress" in needed else 0.0
        score -= 3.0 * min(1.0, _prose(document) / 400) if found else 0.0
    score += max((2.0 for words in kind.title_words if words in title), default=0.0)
    score += max((1.0 for words in kind.title_words if words in file), default=0.0)
    matches = sum(any(words == heading or words in heading for words in kind.headings) for heading in headings)
    score += min(2.0, 4.0 * matches / len(headings)) if headings else 0.0
    if not needed and tables and not _prose(document):
        score -= 3.0
    if "sections" in kind.required and "actions" not in kind.required and _prose(document) > 400:
        score += 1.0
    return score


def _tables(document: Document) -> Iterator[Table]:
    for block in _top(document):
        if isinstance(block, Table):
            yield block


def _top(document: Document) -> Iterator[Block]:
    yield from document.blocks
    for _, section in all_sections(document.sections):
        yield from section.blocks


def _prose(document: Document) -> int:
    """How many words stand outside tables."""
    return sum(len(block_text((block,)).split()) for block in _top(document) if not isinstance(block, Table))


def period_of(document: Document, name: str = "") -> tuple[str, str]:
    """The years covered as "2017 to 2021", and a doubt to check where they do not stand in the title."""
    title = plain_text(document.title)
    for text, doubt in (
        (title, ""),
        (block_text(document.before_title), "the period was read from the lines before the title"),
        (
            block_text(document.blocks[:2]) if not _first_table(document) else "",
            "the period was read from the text after the title",
        ),
        (re.sub(r"[_.]+", "-", name), "the period was read from the file name"),
    ):
        spans = (_span(match.group(1), match.group(2)) for match in YEARS.finditer(text))
        if span := next(filter(None, spans), ""):
            return span, doubt
    dates = [int(year) for year in _dates(document)]
    single = YEAR.search(title) or YEAR.search(name)
    if single and dates:
        dates = [year for year in dates if year >= int(single.group(1))] + [int(single.group(1))]
    if dates:
        first, last = min(dates), max(dates)
        doubt = "the period was read from the dates in the table"
        return (f"{first} to {last}" if first != last else str(first)), doubt
    return (single.group(1), "") if single else ("", "")


def _first_table(document: Document) -> bool:
    return any(isinstance(block, Table) for block in document.blocks[:2])


def _span(first: str, last: str) -> str:
    """The years as a period, "" where they run backwards: "2016-08" is a month."""
    last = last if len(last) == 4 else first[:2] + last
    return f"{first} to {last}" if first <= last else ""


def _dates(document: Document) -> Iterator[str]:
    """The years in the columns that say when."""
    for table in _tables(document):
        for index, column in enumerate(table.columns):
            if column.key == "by":
                for group in table.groups:
                    for record in group.records:
                        yield from YEAR.findall(block_text(record.cells[index].blocks))
