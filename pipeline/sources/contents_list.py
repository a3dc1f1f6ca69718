"""A contents list that only its looks tell: lines that repeat later headings, under "Contents" or with leaders to page numbers.

Editions make their own contents list with links; page numbers of another file would mislead (WCAG 2.4.6).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid
from pipeline.sources.typesetting import paragraphs_in

REASON = "contents list"
LABELS = frozenset({
    "contents", "content", "table of contents", "list of contents", "contents page", "in this document", "cynnwys",
    "tabl cynnwys", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "índice", "spis treści",
})  # fmt: skip
_ENTRY = re.compile(r"(.*\w.*?)([\s.…·_]+)(\d{1,3})\s*", re.DOTALL)
_NUMBER = re.compile(r"^\s*\d+(\.\d+)*(?:[.)]\s*|\s)")
_LEADER = re.compile(r"\t|[.…·_]{3}|(?:[.…·_]\s){2}")
FEWEST, LONGEST = 2, 250
LED = 3
"""So many lines with leaders to page numbers are a contents list, whatever stands over them."""


def key(text: str) -> str:
    """What of a heading is equal in the contents list and in the text: its words without number, case and marks."""
    return re.sub(r"[^\w]+", " ", _NUMBER.sub("", text)).strip().lower()


def without_contents(flow: Flow) -> Flow:
    """The flow with its typed contents list set aside, word for word."""
    for at, block in enumerate(flow.blocks):
        if not isinstance(block, FlowParagraph):
            continue
        label = key(block.text) in LABELS
        if (
            end := (_end(flow.blocks, at + 1) or _table_end(flow.blocks, at + 1))
            if label
            else _led_end(flow.blocks, at)
        ):
            above = flow.blocks[at - 1] if at else None
            start = at - (isinstance(above, FlowParagraph) and key(above.text).partition(" ")[0] in LABELS)
            asides = tuple(
                Aside(_said(paragraph), REASON, paragraph.place) for paragraph in paragraphs_in(flow.blocks[start:end])
            )
            rest = replace(flow, blocks=flow.blocks[:start] + flow.blocks[end:], asides=(*flow.asides, *asides))
            return without_contents(rest)
    return flow


def _led_end(blocks: Sequence[FlowBlock], at: int) -> int:
    """The position after lines with leaders to page numbers that never fall, which headings further on repeat, else 0."""
    end, page, keys = at, 0, []
    for block in islice(blocks, at, None):
        text = block.text if isinstance(block, FlowParagraph) else ""
        match = (
            _ENTRY.fullmatch(text) if text.rstrip()[-1:].isdigit() else None
        )  # the pattern tries long texts in many ways
        if not match or not _LEADER.search(match[2].replace("\t", "")) or int(match[3]) < page:
            break
        end, page = end + 1, int(match[3])
        keys.append(key(match[1]))
    later = (
        {key(block.text) for block in blocks[end:] if isinstance(block, FlowParagraph)} if len(keys) >= LED else set()
    )
    return end if 2 * sum(one in later for one in keys) > len(keys) >= LED else 0


def _table_end(blocks: Sequence[FlowBlock], at: int) -> int:
    """The position after a table that is a contents list (headings of the text, page numbers that rise), else 0."""
    grid = blocks[at] if at < len(blocks) else None
    if not isinstance(grid, Grid):
        return 0
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        text = " ".join(paragraph.text for paragraph in paragraphs_in(cell.blocks)).strip()
        rows.setdefault(cell.row, []).extend([text] if text else [])
    pages = [int(row[-1]) for row in rows.values() if row and row[-1].isdigit()]
    later = {key(block.text) for block in blocks[at + 1 :] if isinstance(block, FlowParagraph)}
    repeated = sum(key(" ".join(row[:-1])) in later for row in rows.values() if len(row) > 1)
    rising = pages == sorted(pages) and 2 * len(pages) > len(rows)
    return at + 1 if rising and repeated >= FEWEST and 2 * repeated > len(rows) else 0


def _said(paragraph: FlowParagraph) -> str:
    return " ".join(([paragraph.marker.text] if paragraph.marker else []) + [paragraph.text])


def _end(blocks: Sequence[FlowBlock], start: int) -> int:
    """The position after the list that begins at `start`, 0 where none does.

    Its page numbers never fall, and most of its lines are headings further on. A line without leader or tab that no
    heading repeats may be text that ends in a number, so the list does not end with one. A line without a number counts
    where it stands again further on, as in the contents list of a web page.
    """
    later = Counter(key(block.text) for block in blocks[start:] if isinstance(block, FlowParagraph))
    entries: list[tuple[str, bool]] = []
    page = 0
    for block in blocks[start:]:
        if not isinstance(block, FlowParagraph) or block.heading:
            break
        match = _ENTRY.fullmatch(block.text)
        words = key(match[1] if match else block.text)
        if len(words) > LONGEST or (not match and later[words] < 2):
            break
        if match and int(match[3]) < page:
            return 0
        page = int(match[3]) if match else page
        entries.append((words, bool(match and _LEADER.search(match[2]))))
        later[key(block.text)] -= 1
    while entries and not (entries[-1][1] or later[entries[-1][0]]):
        entries.pop()
    repeated = sum(later[words] > 0 for words, _ in entries)
    return start + len(entries) if repeated >= FEWEST and 2 * repeated > len(entries) else 0
