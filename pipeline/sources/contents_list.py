"""A contents list that only its looks tell: lines that repeat later headings, under "Contents" or with page numbers.

Editions make their own contents list with links; page numbers of another file would mislead (WCAG 2.4.6).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid
from pipeline.sources.typesetting import paragraphs_in

REASON = "contents list"
LABELS = frozenset({
    "contents", "content", "table of contents", "list of contents", "contents page", "in this document", "cynnwys",
    "tabl cynnwys", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "índice", "spis treści",
})  # fmt: skip
_PAGE = re.compile(r"(?<=[^\s.…·_])([\s.…·_]+)(\d{1,3})\s*$")
_NUMBER = re.compile(r"^\s*\d+(\.\d+)*(?:[.)]\s*|\s)")
_LEADER = re.compile(r"\t|[.…·_]{3}|(?:[.…·_]\s){2}")
FEWEST, LONGEST = 2, 250
LED, UNLED = 3, 5
"""So many lines with leaders to page numbers, or with page numbers alone, are a contents list, whatever stands over them."""


def key(text: str) -> str:
    """What of a heading is equal in the contents list and in the text: its words without number, case and marks."""
    return re.sub(r"[^\w]+", " ", _NUMBER.sub("", text)).strip().lower()


def without_contents(flow: Flow) -> Flow:
    """The flow with its typed contents lists set aside, word for word."""
    known = Counter(key(block.text) for block in flow.blocks if isinstance(block, FlowParagraph))
    for at, block in enumerate(flow.blocks):
        if not isinstance(block, FlowParagraph):
            continue
        if key(block.text) in LABELS:
            end = _end(flow.blocks, at + 1) or _table_end(flow.blocks, at + 1)
        else:
            end = _end(flow.blocks, at, labelled=False) if _may_begin(block.text, known) else 0
        if end:
            above = flow.blocks[at - 1] if at else None
            start = at - (isinstance(above, FlowParagraph) and key(above.text).partition(" ")[0] in LABELS)
            asides = tuple(
                Aside(_said(paragraph), REASON, paragraph.place) for paragraph in paragraphs_in(flow.blocks[start:end])
            )
            rest = replace(flow, blocks=flow.blocks[:start] + flow.blocks[end:], asides=(*flow.asides, *asides))
            return without_contents(rest)
    return flow


@dataclass(frozen=True)
class _Entry:
    """A line of a contents list: its words, what parts them from the page number, and that number, 0 where it has none."""

    words: str
    leader: str
    page: int

    @property
    def led(self) -> bool:
        """Whether dots lead from the words to the page number."""
        return bool(_LEADER.search(self.leader.replace("\t", "")))


def _entry(text: str) -> _Entry:
    match = _PAGE.search(text)
    return _Entry(key(text[: match.start()]), match[1], int(match[2])) if match else _Entry(key(text), "", 0)


def _may_begin(text: str, known: Mapping[str, int]) -> bool:
    """Whether a contents list may begin with a line though no label stands over it: a leader, or a heading says it again."""
    entry = _entry(text)
    return entry.page > 0 and (entry.led or known.get(entry.words, 0) > 0)


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


def _end(blocks: Sequence[FlowBlock], start: int, *, labelled: bool = True) -> int:
    """The position after the list that begins at `start`, 0 where none does.

    Its page numbers never fall, and most of its lines are headings further on. A line without leader or tab that no
    heading repeats may be text that ends in a number, so the list does not end with one. A line without a number counts
    where it stands again further on, as in the contents list of a web page. Without a label over it more lines must prove it,
    each with its number.
    """
    later = Counter(key(block.text) for block in blocks[start:] if isinstance(block, FlowParagraph))
    entries: list[_Entry] = []
    for block in blocks[start:]:
        if not isinstance(block, FlowParagraph) or (block.heading and labelled):
            break
        entry = _entry(block.text)
        if len(entry.words) > LONGEST or (not entry.page and not (labelled and later[entry.words] > 1)):
            break
        if entry.page and entry.page < max((one.page for one in entries), default=0):
            if labelled:
                return 0
            break
        entries.append(entry)
        later[key(block.text)] -= 1
    while entries and not (_LEADER.search(entries[-1].leader) or later[entries[-1].words]):
        entries.pop()
    repeated = [entry.words for entry in entries if later[entry.words] > 0]
    led = sum(entry.led for entry in entries) >= LED
    least = FEWEST if labelled else LED if led else UNLED
    return start + len(entries) if len(set(repeated)) >= least and 2 * len(repeated) > len(entries) else 0
