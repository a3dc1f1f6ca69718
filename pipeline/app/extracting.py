"""Extraction as the verbs use it: a file on disk, through its extractor, to a document with its account."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from pipeline import content, sources
from pipeline.app import apart, older_formats, plain_file, scanned
from pipeline.app.project import Project, Refused, printable, sha256, write
from pipeline.app.source_files import HINTS, load, name_of
from pipeline.assemble.account.word_account import Ledger
from pipeline.assemble.account.word_account_page import ledger_html, ledger_json
from pipeline.assemble.assemble import Extraction, assemble
from pipeline.library import link
from pipeline.library.library import ContentDocument, Library
from pipeline.merge.align import with_rows
from pipeline.merge.merge import merge
from pipeline.model import document_json as model_json
from pipeline.model.document import Document, Record, Source
from pipeline.model.findings import Findings, Severity, error, grouped, worst
from pipeline.model.flow import Flow, FlowParagraph, Grid, GridCell, Unreadable
from pipeline.model.place import Place
from pipeline.model.walk import all_sections
from pipeline.model.with_findings import Collector, carrying, collecting
from pipeline.sources import SOURCES
from pipeline.sources.hints import Hint
from pipeline.sources.hints import read as read_hints

SCANNED = "pdf-scanned"
SECONDS, BYTES_A_SECOND = 25, 15_000
"""A source may take so many seconds of CPU time, and one more for so many bytes: a page of a PDF has 5 to 20 KB."""
MOST_SECONDS = 900

Reader = Callable[..., Flow]
T = TypeVar("T")


def read(project: Project, path: Path) -> Flow:
    """What a source says, as set. Raises Refused where nothing can be read."""
    return apart.run(_task(project, path, lambda: _flow(project, path, load(project, path))))


def extract(project: Project, path: Path, kind: str = "") -> Extraction:
    """The document of a source, without the account of its words. Raises Refused where nothing can be read."""
    return next(extract_each(project, [path], kind)).unwrap()


def extract_each(project: Project, paths: Sequence[Path], kind: str = "") -> Iterator[apart.TaskResult[Extraction]]:
    """What became of each source, without the account of its words, which of a long source takes more than all the rest.

    They come in their order; several are read at the same time, each in a process of its own.
    """
    return apart.run_all([_task(project, path, partial(_without_account, project, path, kind)) for path in paths])


def _without_account(project: Project, path: Path, kind: str) -> Extraction:
    made = extraction(project, path, kind)
    return replace(made, ledger=Ledger(made.ledger.name, ()))


def accounts_of_each(project: Project, paths: Sequence[Path]) -> Iterator[apart.TaskResult[tuple[bytes, bytes]]]:
    """The account of every word of each source, as a page for people and as JSON for machines, in their order."""
    return apart.run_all([_task(project, path, partial(_accounts, project, path)) for path in paths])


def _accounts(project: Project, path: Path) -> tuple[bytes, bytes]:
    made = extraction(project, path)
    page = ledger_html(made.ledger, made.findings, printable(path.name))
    return page.encode(), ledger_json(made.ledger, made.findings).encode()


def _task(project: Project, path: Path, work: Callable[[], T]) -> apart.Task[T]:
    """Work on a source with the time that its size asks for; the modules that read it are loaded once, for all."""
    if path.suffix.lower() in SOURCES:
        sources.load(path.suffix.lower())
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return apart.Task(project.shown(path), work, min(MOST_SECONDS, SECONDS + size // BYTES_A_SECOND))


def extraction(project: Project, path: Path, kind: str = "") -> Extraction:
    """The document of a source with its account, read in this process, without limits. Raises Refused or Unreadable."""
    data = load(project, path)
    made = assemble(_flow(project, path, data), name_of(path), kind)
    source = Source(printable(path.name), sha256(data))
    return replace(made, document=replace(made.document, source=source, status="draft"))


@carrying
def _flow(into: Collector, project: Project, path: Path, data: bytes, *, hinted: bool = True) -> Flow:
    """What a source says, here and now, as its hints have it. Raises Refused or Unreadable."""
    shown, suffix = project.shown(path), path.suffix.lower()
    reader: Reader = import_module(SOURCES[suffix]).extract
    if suffix in older_formats.KINDS:
        data = older_formats.as_word(data, shown, suffix)
    hints = hints_of(project, path).take(into) if hinted else ()
    if hints:
        reader = partial(reader, hints=hints)
    return _read_with(reader, data, shown)


@collecting
def hints_of(into: Collector, project: Project, path: Path) -> tuple[Hint, ...]:
    """What a person says about a PDF in NAME.hints.yaml beside it."""
    beside = path.with_name(f"{path.stem}{HINTS}")
    if path.suffix.lower() != ".pdf" or not (beside.exists() or beside.is_symlink()):
        return ()
    if not plain_file.lies_in(beside, path.parent):
        message = f"{beside.name} is not read, because it is not an ordinary file of this folder"
        shown = f"{project.shown(path.parent)}/{beside.name}"
        into.add(error("hint-slip", message, Place(shown), "put the file itself beside the PDF"))
        return ()
    return read_hints(beside.read_bytes(), project.shown(beside)).take(into)


def _read_with(reader: Reader, data: bytes, shown: str) -> Flow:
    try:
        flow = reader(data, shown)
    except Unreadable as wrong:
        if wrong.finding.rule != SCANNED or not scanned.can_recognise():
            raise
        return _recognised(reader, data, shown, Flow((), findings=(wrong.finding,)))
    if any(finding.rule == SCANNED for finding in flow.findings) and scanned.can_recognise():
        return _recognised(reader, data, shown, flow)
    return flow


def _recognised(reader: Reader, data: bytes, shown: str, plain: Flow) -> Flow:
    """A scan by way of a copy with its text recognised, else `plain`, the scan as it is; raises Refused where that is empty."""
    apart.say(f"{shown}: recognising the text of scanned pages; this takes some seconds for each")
    why = "no text was recognised there"
    try:
        plain = reader(scanned.recognised(data), shown)
    except scanned.NotRecognised as wrong:
        why = str(wrong)
    except Unreadable:
        # What was said of the scan itself stays, for nobody has the copy.
        pass
    hint = f"{why}; type what the pages say, or ask for the document as a Word file"
    findings = tuple(replace(finding, hint=hint) if finding.rule == SCANNED else finding for finding in plain.findings)
    if not plain.pages:
        raise Refused(findings[0])
    return replace(plain, findings=findings)


# ------------------------------------------------------------------------------------------------ links to other documents


def propose_links(project: Project, fresh: Sequence[Path]) -> None:
    """Enters in newly written content files which action of another document each row of progress reports on, as a guess."""
    documents = {path: project.read_content(path).document for path in (*project.content_paths(), *fresh)}
    library = Library(tuple(ContentDocument(document) for document in documents.values() if document))
    proposals = [proposal for proposal in link.propose(library) if proposal.key == "reports_on"]
    for path in fresh:
        own = {proposal.entry.id: proposal for proposal in proposals if proposal.entry.document == path.stem}
        document = documents[path]
        if own and document:
            linked = _linked(document, own)
            write(path, content.write(linked).encode())
            keep(path, linked)
            print(f"{project.shown(path)}: {len(own)} links to other documents proposed (# check:)")


def _linked(document: Document, proposals: Mapping[str, link.Proposal]) -> Document:
    def row(record: Record) -> Record:
        value = proposals.get(record.id)
        if value is None:
            return record
        guess = f"does this row report on {value.target.target}? (likeness of the words {value.likeness:.0f} of 100)"
        return replace(record, reports_on=(value.target.target,), guesses=(*record.guesses, guess))

    return with_rows(document, row)


# ------------------------------------------------------------------------------------------------ extracting again


def kept_at(target: Path) -> Path:
    """Where the last extraction of a content file is kept, untouched by people, so that the next one can be compared with it."""
    return target.parent / ".extracted" / f"{target.stem}.json"


def write_pictures(project: Project, pictures: Iterable[tuple[str, bytes]], folder: Path) -> Findings:
    """Writes the pictures of a source; one whose name another picture has is left out, and reported."""
    clashes = []
    for file, data in pictures:
        target = folder / file
        if not target.exists():
            write(target, data)
        elif not target.is_file() or target.read_bytes() != data:
            message = f"{project.shown(target)} is another picture, which was left as it is"
            hint = "give one of the two another name, there and at image: in the content file"
            clashes.append(error("picture-clash", message, hint=hint))
    return tuple(clashes)


def keep(target: Path, document: Document) -> None:
    """Keeps an extraction for the next one."""
    write(kept_at(target), model_json.dump(document).encode())


def told(findings: Findings) -> list[str]:
    """What a merge did, each change by itself; of many rows that moved together, as by a hint, the first for all."""
    moved = [finding for finding in findings if " was moved, as in " in finding.message]
    return [*(finding.as_text() for finding in findings if finding not in moved), *grouped(moved)]


def merge_into(project: Project, target: Path, document: Document) -> int:
    """Puts what the source changed into a content file and reports each line; exit code 1 where something could not be done.

    Raises Refused where the last extraction was not kept, for then nobody can tell the person's words from the source's.
    """
    shown, kept = project.shown(target), kept_at(target)
    try:
        old = model_json.load(plain_file.read(kept).decode())
    except (OSError, model_json.WrongJson, UnicodeDecodeError):
        message = (
            f"{shown} is there already and was left as it is; what was extracted before is not in {project.shown(kept)}"
        )
        raise Refused(error("content-exists", message, hint="extract to another folder with -o DIR")) from None
    before = plain_file.read(target)
    merged = merge(old, document, before, shown)
    for text in told(merged.findings):
        print(text, file=sys.stderr)
    if merged.data != before:
        write(target, merged.data)
    if merged.pristine is not old:
        keep(target, merged.pristine)
    count = sum(finding.rule == "merge-changed" for finding in merged.findings)
    source = document.source.file if document.source else "the source"
    print(f"{shown}: {count or 'no'} change{'' if count == 1 else 's'} brought in from {source}")
    return 1 if worst(merged.findings) is Severity.ERROR else 0


def write_accounts(project: Project, path: Path, accounts: tuple[bytes, bytes], folder: Path) -> None:
    """Writes the account of every word of a source, as a page for people and as JSON for machines."""
    name = name_of(path)
    for ending, data in zip(("html", "json"), accounts, strict=True):
        write(folder / f"{name}-account.{ending}", data)
    print(f"{project.shown(path)} → {project.shown(folder / f'{name}-account.html')}")


def write_overlay(project: Project, path: Path, folder: Path) -> None:
    """Writes page pictures of a PDF on which one sees what was taken for what; other sources have no pages to draw on."""
    if path.suffix.lower() != ".pdf":
        print(f"{project.shown(path)}: page pictures are made of PDF files only")
        return
    pictures = apart.run(_task(project, path, partial(_overlay, project, path)))
    for number, data in enumerate(pictures, 1):
        write(folder / f"{name_of(path)}-page-{number:03}.png", data)
    print(f"{project.shown(path)} → {len(pictures)} page pictures in {project.shown(folder)}")


def _overlay(project: Project, path: Path) -> list[bytes]:
    from pipeline.sources.pdf.overlay import overlay

    data = load(project, path)
    flow, plain = _flow(project, path, data), _flow(project, path, data, hinted=False)
    document = assemble(flow, name_of(path)).document
    return list(overlay(data, flow, [one.place for _, one in all_sections(document.sections)], plain))


def grids(flow: Flow) -> str:
    """The tables of a source as drawn: page, box, and cells with their spans and text."""
    lines: list[str] = []
    for number, grid in enumerate((block for block in flow.blocks if isinstance(block, Grid)), 1):
        lines += _grid(f"grid {number}", grid)
    return "\n".join(lines) or "no table"


def _grid(title: str, grid: Grid) -> list[str]:
    lines = [f"{title}: {_where(grid.place)}{grid.rows} rows, {grid.columns} columns"]
    for cell in grid.cells:
        lines += _cell(cell)
    return lines


def _cell(cell: GridCell) -> list[str]:
    spans = f", {cell.rowspan} rows" if cell.rowspan > 1 else ""
    spans += f", {cell.colspan} columns" if cell.colspan > 1 else ""
    header = " header" if cell.header else ""
    lines = [f"  row {cell.row} column {cell.column}{spans}{header}: {_where(cell.place)}".rstrip(": ")]
    for block in cell.blocks:
        if isinstance(block, Grid):
            lines += ["    " + line for line in _grid("grid inside", block)]
        else:
            marker = f"{block.marker.text} " if isinstance(block, FlowParagraph) and block.marker else ""
            lines.append("    " + marker + " ".join(getattr(block, "text", "[picture]").split()))
    return lines


def _where(place: Place) -> str:
    if not place.page:
        return ""
    box = f" box {', '.join(f'{edge:.0f}' for edge in place.box)}" if place.box else ""
    return f"page {place.page}{box}: "
