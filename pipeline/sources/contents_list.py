"""A contents list that only its looks show: lines that repeat later headings, under "Contents" or with page numbers.

Editions make their own contents list with links; page numbers of another file would mislead (WCAG 2.4.6).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid
from pipeline.sources.typesetting import paragraphs_in

REASON = "contents list"
ENTRY = "contents entry"
"""The style of the lines of a contents list without page numbers."""
LABELS = frozenset({
    "contents", "content", "table of contents", "list of contents", "contents page", "in this document", "cynnwys",
    "tabl cynnwys", "inhalt", "inhalte", "inhaltsverzeichnis", "sommaire", "table des matières", "índice", "contenido",
    "contenidos", "conteúdo", "sumário", "indice", "inhoud", "inhoudsopgave", "spis treści", "list of tables",
    "list of figures", "abbildungsverzeichnis", "tabellenverzeichnis", "liste des figures", "liste des tableaux",
})  # fmt: skip
# Leaders in a font that does not tell its signs come as control characters or as signs without a meaning.
_PAGE = re.compile(r"(?<=[^\s.…·_\x00-\x1f\ufffd])([\s.…·_\x00-\x1f\ufffd]+)(\d{1,3}|[ivxl]{1,7})\s*$")
_NUMBER = re.compile(r"^\s*\d+(\.\d+)*(?:[.)]\s*|\s)")
_LEADER = re.compile(r"\t|[.…·_]{3}|(?:[.…·_]\s){2}")
LEAST_LINES, LONGEST, LONGEST_STRAY = 2, 250, 80
FRONT = 4
"""A contents list without page numbers begins in one of so many parts of a file."""
LED, UNLED = 3, 5
"""This many lines with leaders to page numbers, or with page numbers alone, are a contents list, whatever stands over them."""


def key(text: str) -> str:
    """What of a heading is equal in the contents list and in the text: its words without number, case and marks."""
    return re.sub(r"[^\w]+", " ", _NUMBER.sub("", text)).strip().lower()


def without_contents(flow: Flow) -> Flow:
    """The flow with its typed contents lists set aside, word for word; one without page numbers stays as lines of text."""
    blocks = flow.blocks
    keys = [key(block.text) if isinstance(block, FlowParagraph) else "" for block in blocks]
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(keys):
        places[words].append(at)
    kept: list[FlowBlock] = []
    asides: list[Aside] = []
    at = 0
    while at < len(blocks):
        end = _list_end(blocks, at, keys, places)
        if end:
            above = kept[-1] if kept else None
            label = isinstance(above, FlowParagraph) and key(above.text).partition(" ")[0] in LABELS
            held = (*([kept.pop()] if label else ()), *blocks[at:end])
            asides += [Aside(_said(paragraph), REASON, paragraph.place) for paragraph in paragraphs_in(held)]
        else:
            end = max(at + 1, _plain_end(at, keys, places) if FRONT * at < len(blocks) else 0)
            entries = end > at + 1
            kept += [
                replace(block, style=ENTRY)
                if entries and isinstance(block, FlowParagraph) and not block.heading
                else block
                for block in blocks[at:end]
            ]
        at = end
    return replace(flow, blocks=tuple(kept), asides=(*flow.asides, *asides))


@dataclass(frozen=True)
class _Entry:
    """A line of a contents list: its words, what separates them from the page number, and that number.

    The number is None where it has none, 0 where it is a roman one.
    """

    words: str
    leader: str = ""
    page: int | None = None

    @property
    def led(self) -> bool:
        """Whether dots lead from the words to the page number."""
        return bool(_LEADER.search(self.leader.replace("\t", "")))


def _entry(text: str) -> _Entry:
    match = _PAGE.search(text)
    if match is None or not (match[2].isdecimal() or _LEADER.search(match[1])):
        return _Entry(key(text))
    return _Entry(key(text[: match.start()]), match[1], int(match[2]) if match[2].isdecimal() else 0)


def _list_end(blocks: Sequence[FlowBlock], at: int, keys: Sequence[str], places: Mapping[str, Sequence[int]]) -> int:
    """The position after a contents list with its label, or without one, that begins here; 0 where none does.

    Without a label it may begin with a line with leaders, or with one that a heading says again without its number.
    """
    block = blocks[at]
    if not isinstance(block, FlowParagraph):
        return 0
    if keys[at] in LABELS:
        return _end(blocks, at + 1, keys) or _table_end(blocks, at + 1)
    entry = _entry(block.text)
    begins = entry.page is not None and (entry.led or entry.words in places)
    return _end(blocks, at, keys, labelled=False) if begins else 0


def _plain_end(at: int, keys: Sequence[str], places: Mapping[str, Sequence[int]]) -> int:
    """The position after lines that stand again further on, in their order and with text between them: no heading is one.

    0 where too few do. The same fields in two forms have no text between them.
    """
    last, parted, end = -1, 0, at
    limit = len(keys)
    while end < limit and keys[end]:
        later = places[keys[end]]
        found = next((place for place in later[bisect_right(later, max(last, end)) :]), None)
        if found is None:
            break
        limit = min(limit, found)
        parted += found > last + 1
        last, end = found, end + 1
    return end if end - at >= UNLED and 2 * parted > end - at else 0


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
    return at + 1 if rising and repeated >= LEAST_LINES and 2 * repeated > len(rows) else 0


def _said(paragraph: FlowParagraph) -> str:
    return " ".join(([paragraph.marker.text] if paragraph.marker else []) + [paragraph.text])


def _end(blocks: Sequence[FlowBlock], start: int, keys: Sequence[str], *, labelled: bool = True) -> int:
    """The position after the list that begins at `start`, 0 where none does.

    Its page numbers never fall, and most of its lines are headings further on. A line without leader or tab that no
    heading repeats may be text that ends in a number, so the list does not end with one. A line without a number counts
    where it stands again further on, as in the contents list of a web page; one among them may be spelled otherwise there.
    The first entry that comes again begins the text. Without a label over it more lines must prove it, each with its number.
    """
    later = Counter(keys[start:])
    others = LABELS - {keys[start - 1]}
    entries: list[_Entry] = []
    strays = 0
    for at, block in enumerate(blocks[start:], start):
        if not isinstance(block, FlowParagraph) or (block.heading and labelled) or keys[at] in others:
            break
        entry = _entry(block.text)
        stray = entry.page is None and not (labelled and later[entry.words] > 1)
        if len(entry.words) > (LONGEST_STRAY if stray else LONGEST) or strays + stray > labelled:
            break
        if stray and any(entry.words == one.words for one in entries):
            break
        if entry.page is not None and entry.page < max((one.page or 0 for one in entries), default=0):
            if labelled:
                return 0
            break
        entries.append(entry)
        strays = strays + 1 if stray else 0
        later[keys[at]] -= not stray
    entries = entries[: len(entries) - strays]
    while entries and not (_LEADER.search(entries[-1].leader) or later[entries[-1].words]):
        entries.pop()
    repeated = [entry.words for entry in entries if later[entry.words] > 0]
    led = sum(entry.led for entry in entries) >= LED
    # Under its label one line with leaders is enough, in a list of tables.
    least = LEAST_LINES - entries[0].led if labelled and entries else LED if led else UNLED
    return start + len(entries) if len(set(repeated)) >= least and 2 * len(repeated) > len(entries) else 0
