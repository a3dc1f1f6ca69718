"""Builds the braille edition: BRF for embossers and displays, PEF for embossers, eBraille for readers; in volumes if long.

All files have the same words: a title page with code, volume and proofreading; a contents list with braille pages; the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.braille import codes, liblouis
from pipeline.braille.codes import Code
from pipeline.braille.signs import BLANK, NOTE_CLOSE, NOTE_OPEN, ascii
from pipeline.builders import Built, Job
from pipeline.builders.braille import ebraille, pef
from pipeline.builders.braille.layout import Block, Lines, PageSize, chopped
from pipeline.builders.braille.translate import Translator
from pipeline.builders.braille.unwritten import unwritten
from pipeline.editions import print_pages
from pipeline.editions import words as words_module
from pipeline.editions.edition import Piece
from pipeline.editions.looks import TableShape
from pipeline.editions.site import EditionName, Proofread, volume_file
from pipeline.editions.spoken.passages import BULLET, Manner, Passage, PassageKind, Script, script
from pipeline.editions.spoken.runs import SpokenRun, listed, runs
from pipeline.editions.words import Words
from pipeline.model.document import Added, Inlines
from pipeline.model.findings import Finding, warning
from pipeline.model.place import Place
from pipeline.model.walk import version

DOT = "•"
SITE = "content/site.yaml"
MOST_PAGES = 70  # of a volume, by default
Passages = tuple[tuple[Piece, ...], ...]  # the words of some passages
PRINT_PAGE = "print page"  # not the id of any block
SPELLED = "en-ueb-g1.ctb"  # the table for the lines that name program and table, in any code


def build(job: Job) -> Built:
    """Returns the files of a braille edition; none, with a warning, if the program or the code is missing."""
    offered = codes.read(job.assets.templates[codes.FILE])
    code = offered.get(job.look.code) or codes.of_language(offered, job.document.language)
    if code is None or (job.look.code and job.look.code not in offered):
        known_codes = ", ".join(offered)
        wanted = f"code “{job.look.code}”" if job.look.code else f"code for the language “{job.document.language}”"
        message = f"templates/braille/codes.yaml has no braille {wanted}; it has {known_codes}"
        return Built({}, (warning("braille-code", message, hint="add it there, with its table of liblouis"),))
    try:
        return _Book(job, code, offered).built()
    except liblouis.MissingTable as wrong:
        correct = "correct the name in templates/braille/codes.yaml, or "  # the tables are a package of their own
        hint = f"{correct if liblouis.version() else ''}run: {liblouis.INSTALL}"
        return Built({}, (warning("braille-missing", str(wrong), hint=hint),))


@dataclass(frozen=True)
class Cells:
    """A passage in cells, with its words in print."""

    passage: Passage
    cells: str
    pieces: tuple[Piece, ...]


@dataclass
class _Book:
    job: Job
    code: Code
    offered: Mapping[str, Code]
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words: Words = words_module.load(self.job.assets, self.job.document.language)
        self.script: Script = script(self.job.edition, self.job.site, self.words, Manner(paragraphs=self.paragraphs))
        home = self.job.document.language
        native = frozenset(self._native()) if codes.is_of(self.code, home) else frozenset[str]()
        self.translator = Translator(self.code, dict(self._other_tables()), home, native)
        self.page_size = PageSize(self.job.look.cells, self.job.look.lines, anywhere=self.code.proof == "back")
        self.title = self._plain(self.job.edition.title)
        self.opening = [self._cells(passage) for passage in self.script.opening]
        self.text = list(self._paged([self._cells(passage) for passage in (*self.script.body, *self.script.closing)]))
        self.entries = [cells for cells in self.text if cells.passage.contents]

    def built(self) -> Built:
        """Returns the files, the findings, and the words of each file."""
        volumes = list(self._volumes())
        pages = [page for volume in volumes for page in volume.pages]
        pieces = [piece for volume in volumes for passage in volume.pieces for piece in passage]
        brf_name = EditionName("braille", self.job.look.name).file(self.job.document.name, ".brf")
        files = {brf_name: brf(pages)}
        volume_copies = [_copy(volume.pieces) for volume in volumes]
        copies: list[Piece] = []
        if len(volumes) > 1:
            for number, volume in enumerate(volumes, 1):
                files[volume_file(brf_name, number, len(volumes))] = brf(volume.pages)
            copies += volume_copies
        files[brf_name.replace(".brf", ".pef")] = pef.file(
            [volume.pages for volume in volumes], self.about, self.page_size
        )
        copies += volume_copies
        flow = [*self.opening, *self._cover(1, 1, 0, 0), *self.text]
        marked, package = flow_marked(flow), brf_name.replace(".brf", ".ebrl")
        files[package] = ebraille.file(marked, self.about)
        about = tuple((package, *pair) for pair in ebraille.stated_facts(marked, self.about))
        copies.append(_copy(cells.pieces for cells in (*self.entries, *flow)))
        facts = {"pages": len(pages), "volumes": len(volumes)}
        findings = (*self.findings, *unwritten(self.translator, self.offered, self.job.document), *self._lapsed())
        return Built(files, findings, (*pieces, *copies), facts, about)

    @property
    def paragraphs(self) -> bool:
        """Whether rows of simple tables are written as paragraphs."""
        return self.job.look.tables is TableShape.PARAGRAPH

    @property
    def about(self) -> ebraille.EbrailleMetadata:
        """The metadata of the files."""
        document, site = self.job.document, self.job.site
        return ebraille.EbrailleMetadata(
            title="".join(p.text for p in self._plain_pieces(self.job.edition.title)).strip(),
            creator=document.owner or site.council or document.name,
            producer=site.council or document.owner or document.name,
            identifier=f"{document.name}-{self.code.name}",
            language=document.language,
            system=self.code.system,
            maker=self.maker,
            moment=self.job.moment,
            labels=(self._word("contents"), self._word("title_page")),
        )

    @property
    def maker(self) -> str:
        """The program and table that made the cells."""
        return f"liblouis {liblouis.version()} {self.code.table}"

    # -------------------------------------------------------------------------------------------- cells

    def _cells(self, passage: Passage) -> Cells:
        passage_runs = tuple(_marked(run) for run in runs(passage, self.job.edition, self.words))
        pieces = [run.piece for run in passage_runs]
        pieces[-1:] = [replace(piece, text=f"{piece.text}\n") for piece in pieces[-1:]]
        return Cells(passage, self.translator.cells(passage_runs), tuple(pieces))

    def _paged(self, text: list[Cells]) -> Iterator[Cells]:
        """Yields the text, with a line before each passage that begins a page of the standard PDF (UKAAF B004: print pages)."""
        pdf = self.job.standard_pdf
        values = ["".join(piece.text for piece in cells.pieces if piece.kind != "label") for cells in text]
        begins = print_pages.found(pdf.starts if pdf else (), values)
        for index, text_cells in enumerate(text):
            if index in begins:
                added = self.words.whole("print_page", "page", number=begins[index])
                yield self._cells(Passage(PassageKind.TEXT, (added,), PRINT_PAGE))
            yield text_cells

    def _other_tables(self) -> Iterator[tuple[str, str]]:
        """Yields the other languages of marked words, with their tables."""
        languages = (
            run.language for passage in self.script.passages for run in runs(passage, self.job.edition, self.words)
        )
        for language in dict.fromkeys(languages):
            code = codes.of_language(self.offered, language) if language else None
            if code and code.table != self.code.table:
                yield language, code.plain

    def _native(self) -> Iterator[str]:
        """Yields the words in the language of the text."""
        for passage in self.script.passages:
            for run in runs(passage, self.job.edition, self.words):
                if not run.language:
                    yield from run.text.split()

    def _plain(self, inlines: Inlines) -> str:
        return self._cells(Passage(PassageKind.HEADING, inlines)).cells

    def _plain_pieces(self, inlines: Inlines) -> tuple[Piece, ...]:
        return tuple(p for p in self._cells(Passage(PassageKind.HEADING, inlines)).pieces if p.kind != "note")

    def _word(self, key: str, **values: object) -> str:
        return self._worded(key, **values).cells

    def _worded(self, key: str, **values: object) -> Cells:
        return self._cells(Passage(PassageKind.TEXT, (self.words.whole(key, "cover", **values),)))

    def _cover(self, number: int, count: int, first: int, last: int) -> Iterator[Cells]:
        """Yields the lines of a title page about the braille; `first` and `last` are 0 without page numbers."""
        if count > 1:
            yield self._worded("volume", number=number, count=count)
        english = "" if self.job.document.language.lower().startswith("en") else "en"
        yield self._cells(Passage(PassageKind.TEXT, (Added(self.code.words, "cover", english),)))
        if last:
            yield self._worded("braille_pages", first=first, last=last)
        yield self._state()
        used = [other.name for other in self.translator.reader.others if other.name in self.translator.used]
        for part in (
            *self.maker.rsplit(" ", 1),
            *used,
        ):  # for the verifier; not words of the publication
            yield Cells(
                Passage(PassageKind.TEXT, ()), liblouis.BrailleTable(SPELLED).braille(part).replace(" ", BLANK), ()
            )
        if number == 1:
            note = self.words.whole("braille_note_paragraphs" if self.paragraphs else "braille_note", "cover")
            yield self._cells(Passage(PassageKind.NOTICE, (note,)))

    def _state(self) -> Cells:
        """States whether a person has proofread the current text in this code."""
        for proofread in self._proofread():
            if proofread.version == version(self.job.document):
                return self._worded("braille_proofread", who=proofread.by, when=proofread.when)
        return self._worded("braille_machine")

    def _proofread(self) -> list[Proofread]:
        """Returns the entries under `proofread:` for this publication in this code."""
        entries = [entry for entry in self.job.site.proofread if entry.publication == self.job.document.name]
        return [entry for entry in entries if entry.code == self.code.name]

    def _lapsed(self) -> Iterator[Finding]:
        """Reports entries under `proofread:` that do not apply to this braille."""
        now, entries = version(self.job.document), self._proofread()
        if entries and all(entry.version != now for entry in entries):
            message = f"the braille was read in version {entries[-1].version}; the content is now {now}"
            yield warning("proofread-lapsed", message, Place(SITE), "have it read again, then write the new version")
        for entry in self.job.site.proofread:
            if entry.publication == self.job.document.name and entry.code not in self.offered:
                message = f"under proofread:, “{entry.code}” is not a braille code"
                yield warning("proofread-lapsed", message, Place(SITE), f"one of {', '.join(list(self.offered)[:4])} …")

    # -------------------------------------------------------------------------------------------- pages

    def _volumes(self) -> Iterator[Volume]:
        blocks = [shaped(cells, self._entry(cells)) for cells in self.text]
        laid = self.page_size.pages(blocks)
        limit = self.job.look.pages_per_volume or MOST_PAGES
        ranges = list(chopped(laid, limit))
        first = 1
        for number, span in enumerate(ranges, 1):
            inside = [n for n, page in enumerate(laid.starts) if page in span]
            inner = [self.text[n] for n in inside]
            place = _Place(number, len(ranges), first, len(span))
            fronts, front_pieces = self._front(place, inner, {e: page - span.start for e, page in laid.where.items()})
            heads = [self.page_size.head(self.title, n) for n in range(first, first + len(fronts) + len(span))]
            pages = [
                [head if page.headed else "", *page.lines] for head, page in zip(heads, fronts, strict=False)
            ]  # fmt: skip
            pages += [
                [head, *laid.pages[n]] for head, n in zip(heads[len(fronts) :], span, strict=True)
            ]  # fmt: skip
            pieces = (*front_pieces, *(cells.pieces for cells in inner))
            yield Volume(tuple(tuple(page) for page in pages), pieces)
            first += len(pages)
            if len(span) > limit:
                message = f"volume {number} has {len(span)} pages of text, more than {limit}"
                self.findings.append(warning("volume-too-long", message))

    def _entry(self, cells: Cells) -> int:
        return self.entries.index(cells) + 1 if cells.passage.contents else 0

    def _front(self, place: _Place, cells: list[Cells], where: dict[int, int]) -> tuple[list[_Page], Passages]:
        """Returns the title page and the contents list of a volume, and their words."""
        listed = [cell for cell in cells if cell.passage.contents]
        front: list[_Page] = []
        passages: Passages = ()
        length = 2
        for _ in range(3):  # the page numbers in it depend on its length
            text_starts = place.first + length
            last = text_starts + place.length - 1
            front, passages = self._front_at(place, listed, {e: text_starts + page for e, page in where.items()}, last)
            if len(front) == length:
                break
            length = len(front)
        return front, passages

    def _front_at(
        self, place: _Place, listed: list[Cells], pages: dict[int, int], last: int
    ) -> tuple[list[_Page], Passages]:
        opening = self.opening if place.number == 1 else [self._title_again()]
        cover = [*opening, *self._cover(place.number, place.count, place.first, last)]
        titles = self.page_size.pages([titled(cells) for cells in cover]).pages
        front = [_Page(tuple(lines), number > 0) for number, lines in enumerate(titles)]
        pieces = [cells.pieces for cells in cover]
        if listed:
            heading = self._cells(Passage(PassageKind.HEADING, self.job.edition.contents_heading.inlines, level=2))
            entries = [Block(self._label(cells), *_indent(cells)) for cells in listed]
            lines = [
                self.page_size.contents_line(e, pages[self._entry(item)])
                for e, item in zip(entries, listed, strict=True)
            ]
            front += [_Page(tuple(page), True) for page in self._listed(shaped(heading, 0), lines)]
            pieces.append(heading.pieces)
            for item in listed:
                pieces.append((*self._contents_pieces(item), Piece("", f" {pages[self._entry(item)]}\n", "contents")))
        return front, tuple(pieces)

    def _listed(self, heading: Block, entries: list[Lines]) -> Iterator[Lines]:
        page = [*self.page_size.wrapped(heading), ""]
        for lines in entries:
            if len(page) + len(lines) > self.page_size.lines - 1:
                yield page
                page = []
            page += lines
        yield page

    def _title_again(self) -> Cells:
        title = self._cells(Passage(PassageKind.HEADING, self.job.edition.title, level=1))
        return replace(title, pieces=tuple(replace(piece, kind="cover") for piece in title.pieces))

    def _label(self, cells: Cells) -> str:
        return self._plain(listed(cells.passage, self.job.edition, self.words))

    def _contents_pieces(self, cells: Cells) -> list[Piece]:
        return [replace(piece, block="", kind="contents") for piece in cells.pieces if piece.kind != "note"]


@dataclass(frozen=True)
class Volume:
    """The pages of a volume, each a tuple of lines in cells, and their words."""

    pages: tuple[tuple[str, ...], ...]
    pieces: Passages


@dataclass(frozen=True)
class _Page:
    """A page before the text; a title page has no running head."""

    lines: tuple[str, ...]
    headed: bool


@dataclass(frozen=True)
class _Place:
    """The number of a volume and of all volumes, its first page, and its number of text pages."""

    number: int
    count: int
    first: int
    length: int


def _copy(passages: Iterable[Sequence[Piece]]) -> Piece:
    """Returns the words of passages as a copy, for a further file with the same words."""
    return Piece("", "\n".join("".join(piece.text for piece in passage) for passage in passages), "copy")


def brf(pages: Sequence[Sequence[str]]) -> bytes:
    """Writes a BRF file: ASCII braille with a form feed after each page."""
    return b"".join(
        b"".join(ascii(line.rstrip(BLANK)).encode("ascii") + b"\r\n" for line in page) + b"\f" for page in pages
    )


def shaped(cells: Cells, entry: int) -> Block:
    """Returns the layout of a passage (UKAAF B004, with the indents of BANA for headings)."""
    passage, level = cells.passage, cells.passage.level
    match passage.kind:
        case PassageKind.HEADING if level <= 2:
            return Block(cells.cells, before=1, after=1, centred=True, heading=True, entry=entry)
        case PassageKind.HEADING:
            return Block(cells.cells, *((4, 4) if level == 3 else (6, 6)), before=1, heading=True, entry=entry)
        case PassageKind.ITEM:
            return Block(cells.cells, 2 * level, 2 * level + 2)
        case PassageKind.FIELD:
            return Block(cells.cells, 2 * level, 2 * level + 2)
        case PassageKind.NOTICE:
            return Block(f"{NOTE_OPEN}{cells.cells}{NOTE_CLOSE}", 6, 4)
        case PassageKind.TEXT if passage.block == PRINT_PAGE:
            return Block(cells.cells, heading=True, ruled=True)
        case PassageKind.TEXT:
            return Block(cells.cells, 2 + 2 * level if not level else 2 * level, 2 * level)


def titled(cells: Cells) -> Block:
    """Returns the layout of a passage on a title page: short lines centred, values and notes at the left."""
    if cells.passage.kind in (PassageKind.FIELD, PassageKind.NOTICE):
        return replace(shaped(cells, 0), before=0)
    # Lines about the program have no words and start at the left, so that they fit the narrowest page.
    return Block(cells.cells, before=1, after=1, centred=bool(cells.pieces))


def flow_marked(flow: Sequence[Cells]) -> list[ebraille.CellPassage]:
    """Returns the passages for eBraille files, which have no pages."""
    marked = []
    for item in flow:
        passage = item.passage
        cells = f"{NOTE_OPEN}{item.cells}{NOTE_CLOSE}" if passage.kind is PassageKind.NOTICE else item.cells
        marked.append(ebraille.CellPassage(passage.kind.value, cells, passage.level, passage.id, passage.contents))
    return marked


def _indent(cells: Cells) -> tuple[int, int]:
    depth = 2 * (cells.passage.level - 2)
    return depth, depth + 4


def _marked(run: SpokenRun) -> SpokenRun:
    """Replaces a dash before an item by the braille bullet."""
    return replace(run, text=DOT) if run.text == BULLET and run.kind == "label" else run
