"""A contents list that only its looks show: lines that repeat later headings, under "Contents" or with page numbers.

Editions make their own contents list with links; page numbers of another file would mislead (WCAG 2.4.6).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid
from pipeline.sources.typesetting import count_words, look_of, paragraphs_in

REASON = "contents list"
ENTRY = "contents entry"
"""The style of the lines of a contents list without page numbers."""
LABELS = frozenset({
    "contents", "content", "table of contents", "table of content", "list of contents", "contents page", "in this document",
    "index", "cynnwys", "tabl cynnwys", "inhalt", "inhalte", "inhaltsverzeichnis", "sommaire", "table des matières", "índice",
    "contenido", "contenidos", "conteúdo", "sumário", "indice", "inhoud", "inhoudsopgave", "spis treści",
    "abbildungsverzeichnis", "tabellenverzeichnis", "obsah", "indhold", "indholdsfortegnelse", "innehåll",
    "innehållsförteckning", "innhold", "innholdsfortegnelse", "sisällys", "sisällysluettelo", "sisukord", "saturs", "turinys",
    "tartalomjegyzék", "cuprins", "kazalo", "sadržaj", "съдържание", "περιεχόμενα", "clár", "clár an ábhair", "clàr innse",
    "werrej", "tables and figures", "figures and tables",
})  # fmt: skip
_LIST_OF = re.compile(
    r"(?:lists?|table|index|liste des|lista de|elenco delle|elenco dei|lijst van|rhestr o|spis) (?:of )?"
    r"(?:tables?|figures?|maps?|annexe?s|appendices|boxes|charts|illustrations|abbreviations|tablas|figuras|cuadros|anexos|tableaux"
    r"|cartes|tabelle|figure|allegati|tabellen|figuren|bijlagen|dablau|ffigurau|atodiadau|tabel|rysunków)"
    r"(?: (?:and|et|y|e|en|a|i) \w+)?"
)
# Leaders in a font that does not tell its signs come as control characters or as signs without a meaning.
_PAGE = re.compile(
    r"(?<=[^\s.…·_\x00-\x1f\ufffd])([\s.…·_\x00-\x1f\ufffd]+)((?i:page|pg\.?|p\.|tudalen|tud\.|seite|página|str\.)\s*|)"
    r"(\d{1,3}|[ivxl]{1,7})\s*$"
)
_NUMBER = re.compile(r"^\s*\d+(\.\d+)*(?:[.)]\s*|\s)")
_LEADER = re.compile(r"\t|[.…·_]{3}|(?:[.…·_]\s){2}")
_BESIDES = re.compile(r"(?:[\W\d_]|\b(?i:[ivxl]{2,}|[a-z])\b)*")
"""What stands beside the link in a line of a contents list: a label of figures or single letters, dots, and a page number."""
_NAMED = re.compile(r"[^\W\d_]+ \d+\b")
"""The name of a figure or table, which its entry and its caption have in common where their other words differ."""
_FIGURE = re.compile(r"[£$€%]|\d[.,]\d\d|\d{4}\s*$")
"""A sum, a share or a figure that is no page number."""
LABEL_WORDS = 6
LEAST_LINES, LONGEST, LONGEST_STRAY = 2, 250, 80
FRONT = 4
"""A contents list without page numbers begins in one of so many parts of a file."""
LED, UNLED = 3, 5
"""This many lines with leaders to page numbers, or with page numbers alone, are a contents list, whatever stands over them."""


def key(text: str) -> str:
    """What of a heading is equal in the contents list and in the text: its words without number, case and marks."""
    return re.sub(r"[^\w]+", " ", _NUMBER.sub("", text).replace("&", " and ")).strip().lower()


def is_label(words: str) -> bool:
    """Whether the `key` of a line is that of a label of contents lists, or of lists of tables, annexes and the like."""
    return words in LABELS or bool(_LIST_OF.fullmatch(words))


def is_led(text: str) -> bool:
    """Whether dots lead from a line to the page number at its end."""
    entry = _entry(text)
    return entry.page is not None and entry.led


def without_contents(flow: Flow) -> Flow:
    """The flow with its typed contents lists set aside, word for word.

    One without page numbers stays as lines of text, but where each line is a link to its place.
    """
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
        plain = 0 if end or FRONT * at >= len(blocks) else _plain_end(at, keys, places)
        if plain and all(map(_linked, blocks[at:plain])):
            end = plain
        if end:
            above = kept[-1] if kept else None
            label = isinstance(above, FlowParagraph) and (
                key(above.text).partition(" ")[0] in LABELS or _leads_to(above, blocks[at], kept[:-1])
            )
            held = (*([kept.pop()] if label else ()), *blocks[at:end])
            asides += [Aside(_said(paragraph), REASON, paragraph.place) for paragraph in paragraphs_in(held)]
        else:
            end = max(at + 1, plain)
            entries = end > at + 1
            kept += [
                replace(block, style=ENTRY)
                if entries and isinstance(block, FlowParagraph) and not block.heading
                else block
                for block in blocks[at:end]
            ]
        at = end
    return replace(flow, blocks=tuple(kept), asides=(*flow.asides, *asides))


def _linked(block: FlowBlock) -> bool:
    """Whether a line is a link to a place of the file, but for its label and page number."""
    runs = block.runs if isinstance(block, FlowParagraph) else ()
    besides = [run.text for run in runs if not run.link.startswith("#")]
    return len(besides) < len(runs) and bool(_BESIDES.fullmatch("".join(besides)))


def _leads_to(above: FlowParagraph, first: FlowBlock, before: Sequence[FlowBlock]) -> bool:
    """Whether a line over a contents list is its label, whatever it says: short, set apart, on its page, and no title of all.

    Right below another that is set alike it is the rest of that.
    """
    look = look_of(above)
    if before and isinstance(last := before[-1], FlowParagraph) and last.text.strip() and look_of(last) == look:
        return False
    larger = any(look_of(p).size >= look.size for p in paragraphs_in(before) if p.text.strip())
    apart = (
        bool(above.heading)
        or look.bold
        or look.size > max((look_of(p).size for p in paragraphs_in([first])), default=0.0)
    )
    return apart and larger and count_words(above.text) <= LABEL_WORDS and above.place.page == first.place.page


@dataclass(frozen=True)
class _Entry:
    """A line of a contents list: its words, what separates them from the page number, and that number.

    The number is None where it has none, 0 where it is a roman one. `linked` says that it is a link to a place of the file.
    """

    words: str
    leader: str = ""
    page: int | None = None
    linked: bool = False

    @property
    def led(self) -> bool:
        """Whether dots lead from the words to the page number."""
        return bool(_LEADER.search(self.leader.replace("\t", "")))


def _entry(text: str) -> _Entry:
    match = _PAGE.search(text)
    if match is None or not (match[3].isdecimal() or match[2] or _LEADER.search(match[1])):
        return _Entry(key(text))
    leader = match[1] + ("\t" if match[2] else "")  # "Page 4" is a page number like one behind a tab
    return _Entry(key(text[: match.start()]), leader, int(match[3]) if match[3].isdecimal() else 0)


def _list_end(blocks: Sequence[FlowBlock], at: int, keys: Sequence[str], places: Mapping[str, Sequence[int]]) -> int:
    """The position after a contents list with its label, or without one, that begins here; 0 where none does.

    Without a label it may begin with a line with leaders, or with one that a heading says again without its number.
    """
    block = blocks[at]
    if isinstance(block, Grid):
        return _tables_end(blocks, at, keys)
    if not isinstance(block, FlowParagraph):
        return 0
    if is_label(keys[at]):
        return _end(blocks, at + 1, keys)
    entry = _entry(block.text)
    begins = entry.page is not None and (entry.led or entry.words in places)
    return _end(blocks, at, keys, labelled=False) if begins else 0


def _tables_end(blocks: Sequence[FlowBlock], at: int, keys: Sequence[str]) -> int:
    """The position after a table that begins with the label of a contents list, and those right below that go on with it.

    The text says most of the words of each again, and its figures are page numbers; 0 where that is not so.
    """
    end = at
    later: list[str] = []
    while end < len(blocks) and isinstance(block := blocks[end], Grid):
        texts = [paragraph.text for paragraph in paragraphs_in([block]) if paragraph.text.strip()]
        said = [words for words in map(key, texts) if words and not words.replace(" ", "").isdecimal()]
        labelled = bool(said) and is_label(said[0])
        if not (labelled or end > at) or any(map(_FIGURE.search, texts)):
            break
        later = later or sorted(f"{words} " for words in keys[at:] if words)
        again = [words for words in said if _begins_one(f"{words} ", later)]
        if len(again) < LEAST_LINES or 2 * len(again) <= len(said) - labelled:
            break
        end += 1
    return end if end > at else 0


def _begins_one(words: str, later: Sequence[str]) -> bool:
    """Whether one of the sorted lines begins with these words."""
    at = bisect_left(later, words)
    return at < len(later) and later[at].startswith(words)


def _plain_end(at: int, keys: Sequence[str], places: Mapping[str, Sequence[int]]) -> int:
    """The position after lines that stand again further on, in their order and with text between them: no heading is one.

    0 where too few do. The same fields in two forms have no text between them. Names of a few groups may stand among them,
    of which the text says nothing again.
    """
    last, parted, end, groups = -1, 0, at, 0
    limit = len(keys)
    while end < limit and keys[end]:
        found = _again(keys[end], max(last, end), places)
        if found is None:
            if end == at or end + 1 >= limit or _again(keys[end + 1], max(last, end + 1), places) is None:
                break
            groups, end = groups + 1, end + 1
            continue
        limit = min(limit, found)
        parted += found > last + 1
        last, end = found, end + 1
    count = end - at - groups
    return end if count >= UNLED and 2 * parted > count > 2 * groups else 0


def _again(words: str, after: int, places: Mapping[str, Sequence[int]]) -> int | None:
    """The first position behind another at which a line says these words."""
    later = places[words] if words else ()
    return next((place for place in later[bisect_right(later, after) :]), None)


def _repeated(entries: Sequence[_Entry], later: Mapping[str, int], keys: Sequence[str]) -> list[str]:
    """The entries that the text says again or that are links; of one with leaders to a figure or table, its name is enough."""
    names = Counter(_name(words) for words in keys)
    return [
        e.words
        for e in entries
        if later[e.words] > 0 or e.linked or (e.led and _name(e.words) and names[_name(e.words)] > 1)
    ]


def _name(words: str) -> str:
    """The name of the figure or table with which a line begins, "" where it begins with none."""
    found = _NAMED.match(words)
    return found[0] if found else ""


def _is_begun(words: str, later: Mapping[str, int]) -> bool:
    """Whether another line further on says the beginning of a line's words, as "Annex A" where its name stands below it."""
    return any(words.startswith(f"{other} ") for other in later if len(other.split()) > 1)


def _entries_of(block: FlowBlock, later: Mapping[str, int]) -> list[_Entry]:
    """The lines of a contents list that a block may be: a paragraph, or the rows of a table with page numbers.

    Those of a table rise, and most of its rows stand again further on.
    """
    if isinstance(block, FlowParagraph):
        return [_entry(block.text)]
    rows: dict[int, list[str]] = {}
    for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)) if isinstance(block, Grid) else ():
        text = " ".join(paragraph.text for paragraph in paragraphs_in(cell.blocks)).strip()
        rows.setdefault(cell.row, []).extend([text] if text else [])
    entries = [entry for row in rows.values() if (entry := _entry("\t".join(row))).page is not None]
    pages = [entry.page or 0 for entry in entries]
    repeated = sum(later[entry.words] > 0 for entry in entries)
    return entries if pages == sorted(pages) and 2 * repeated > len(rows) else []


def _said(paragraph: FlowParagraph) -> str:
    return " ".join(([paragraph.marker.text] if paragraph.marker else []) + [paragraph.text])


def _drop_strays(entries: list[_Entry], strays: int, later: Counter[str]) -> None:
    """Takes the last lines, `strays` and those that nothing shows to be entries, from the end of a list."""
    del entries[len(entries) - strays :]
    while entries and not (
        _LEADER.search(entries[-1].leader) or later[entries[-1].words] or _is_begun(entries[-1].words, later)
    ):
        entries.pop()


def _end(blocks: Sequence[FlowBlock], start: int, keys: Sequence[str], *, labelled: bool = True) -> int:
    """The position after the list that begins at `start`, 0 where none does.

    Its page numbers never fall, and most of its lines are headings further on. A line without leader or tab that no
    heading repeats may be text that ends in a number, so the list does not end with one. A line without a number counts
    where it stands again further on, as in the contents list of a web page; one among them may be spelled otherwise there.
    The first entry that comes again begins the text. Without a label over it more lines must prove it, each with its number.
    """
    later = Counter(keys[start:])
    label = keys[start - 1]
    entries: list[_Entry] = []
    ends: list[int] = []
    strays = 0
    for at, block in enumerate(blocks[start:], start):
        found = [replace(entry, linked=_linked(block)) for entry in _entries_of(block, later)]
        marked = labelled and isinstance(block, FlowParagraph) and block.heading
        if not found or marked or (keys[at] != label and is_label(keys[at])):
            break
        entry = found[0]
        stray = entry.page is None and not (labelled and (later[entry.words] > 1 or _is_begun(entry.words, later)))
        if len(entry.words) > (LONGEST_STRAY if stray else LONGEST) or strays + stray > labelled:
            break
        if stray and any(entry.words == one.words for one in entries):
            break
        if entry.page is not None and entry.page < max((one.page or 0 for one in entries), default=0):
            if labelled:
                return 0
            break
        entries += found
        ends += [at + 1] * len(found)
        strays = strays + 1 if stray else 0
        later[keys[at]] -= not stray
    _drop_strays(entries, strays, later)
    repeated = _repeated(entries, later, keys[start:])
    led = sum(entry.led for entry in entries) >= LED
    # Under its label one line with leaders is enough, in a list of tables.
    least = LEAST_LINES - entries[0].led if labelled and entries else LED if led else UNLED
    return ends[len(entries) - 1] if len(set(repeated)) >= least and 2 * len(repeated) > len(entries) else 0
