"""Checks dates: dates that do not exist, dates that cannot be understood, and dates in the wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.kinds.languages import english_date, is_month
from pipeline.kinds.meanings import meanings
from pipeline.kinds.timing import timing
from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model import dates
from pipeline.model.document import Table
from pipeline.model.findings import Finding
from pipeline.model.walk import all_blocks, block_text

_OPEN = re.compile(r"(?:\bto|\buntil|[-–—/])\s*$", re.IGNORECASE)
"""The end of an unfinished period."""
_DATE = r"(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\s+)?(?:19|20)\d\d"
_RANGE = re.compile(
    rf"(?<![\w/:.–-])(?:(?P<between>between\s+)|(?<!compared )(?<!comparing ))(?P<first>{_DATE})"
    rf"\s*(?:to|until|[-–—]|(?(between)and|to))\s*(?P<last>{_DATE})(?![\w/–-])"
)
_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2}(?=\.?\s)")
_EXAMPLE = "write for example March 2022, Review by March 2022, or Ongoing"


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks the dates in the facts of the document and in its records, and impossible dates anywhere in the text."""
    for phrase in content.phrases:
        for fault in _faults(content, phrase.text):
            message = f"“{fault.words}” is not a date"
            yield content.tell("date-impossible", message, phrase.place, fault.hint, fault.words)
        for match in _RANGE.finditer(phrase.text):
            if _is_later(match["first"], match["last"]):
                message = f"“{match[0]}” runs backwards"
                yield content.tell("date-order", message, phrase.place, "correct the date that is wrong", match[0])
    yield from _facts(content)
    for _, block in all_blocks(content.document):
        if isinstance(block, Table):
            yield from _column(content, block)


def _faults(content: ContentDocument, text: str) -> list[dates.Fault]:
    """Returns the impossible dates in a text; in Polish, “3 marca 2026” is none, though “marca” resembles March.

    Nor is the number of a clause at the start of it: "1.18.10. Each member …".
    """
    english = content.document.language.startswith("en")
    label = _CLAUSE.match(text)
    return [
        fault
        for fault in dates.faults(text)
        if not (label and label[0] == fault.words)
        if english or not any(is_month(word) for word in re.findall(r"[^\W\d_]+", fault.words))
    ]


def _facts(content: ContentDocument) -> Iterator[Finding]:
    document = content.document
    spans = {}
    for key in ("published", "updated", "period"):
        text = getattr(document, key)
        faults = _faults(content, text)
        for fault in faults:
            message = f"“{fault.words}” is not a date"
            yield content.tell("date-impossible", message, document.place, fault.hint, text)
        years = _years(text)
        if key == "period" and len(years) == 2 and years[1] < years[0]:
            hint = f"write {years[1]} to {years[0]}, or correct the year that is wrong"
            yield content.tell("date-order", f"the period “{text}” runs backwards", document.place, hint, text)
        elif key == "period" and _backwards(text):
            message = f"the period “{text}” runs backwards"
            yield content.tell("date-order", message, document.place, "correct the day that is wrong", text)
        spans[key] = dates.spans(english_date(text))
        if text and not faults and (not spans[key] or _OPEN.search(text)):
            hint = "write for example 2020 to 2021" if key == "period" else "write for example 12 October 2021"
            message = f"“{text}”, after {key}:, cannot be understood as a date"
            yield content.tell("date-unclear", message, document.place, hint, text)
    if spans["published"] and spans["updated"] and spans["updated"][0].last < spans["published"][0].first:
        message = f"the document was changed ({document.updated}) before it was published ({document.published})"
        yield content.tell("date-order", message, document.place, "correct one of the two", document.updated)


def _backwards(text: str) -> bool:
    """Whether the first of two dates is the later one: "1 April 2023 to 31 March 2023"."""
    ends = re.split(r"\s+(?:to|until|[-–—])\s+", text)
    return len(ends) == 2 and _is_later(*ends)


def _is_later(first: str, last: str) -> bool:
    """Whether the first date begins after the last one has ended."""
    first_spans, last_spans = dates.spans(first), dates.spans(last)
    return bool(first_spans and last_spans) and last_spans[0].last < first_spans[0].first


def _years(text: str) -> list[int]:
    """Returns the years of a period; in "2024-22" the second is 2022."""
    match = re.fullmatch(r"\s*((?:19|20)\d\d)\s*[-–/]\s*(\d\d)\s*", text)
    if match:
        first = int(match[1])
        same = first - first % 100 + int(match[2])
        return [first, same + 100 if first % 100 == 99 and match[2] == "00" else same]
    return [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]


def _column(content: ContentDocument, table: Table) -> Iterator[Finding]:
    meant = meanings(table)
    places = [number for number, column in enumerate(table.columns) if meant[column.key] == "by"]
    for group in table.groups:
        for record in group.records:
            for number in places:
                cell = record.cells[number]
                text = block_text(cell.blocks)
                if text and timing(text, content.years) is None and not _faults(content, text):
                    message = f"“{text}” cannot be understood as a date, so {record.id} is never due"
                    yield content.tell("date-unclear", message, cell.place, _EXAMPLE, text)
