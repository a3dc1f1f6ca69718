"""Extraction as the verbs use it: a file on disk, through its extractor, to a document with its account."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from pipeline import content
from pipeline.app import scanned
from pipeline.app.project import Project, Refused, printable, unreadable, write
from pipeline.assemble.assemble import Extraction, assemble
from pipeline.assemble.word_account_page import ledger_html, ledger_json
from pipeline.editions.site import TAKEN
from pipeline.library import link
from pipeline.library.library import Library, Paper
from pipeline.merge.align import with_rows
from pipeline.merge.merge import merge
from pipeline.model import document_json as model_json
from pipeline.model.document import Document, Record
from pipeline.model.findings import Finding, Findings, Severity, error, warning, worst
from pipeline.model.flow import Flow, FlowParagraph, Grid, GridCell, Unreadable
from pipeline.model.place import Place
from pipeline.model.walk import all_sections
from pipeline.sources import SOURCES

BIGGEST = 500 * 2**20
SCANNED = "pdf-scanned"
SAVE_AS = "open it in the program that it was made with, and save it as a Word file (.docx)"


def name_of(path: Path) -> str:
    """The stable name of a publication for a source file: its stem in small letters, without accents, signs or spaces."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"
    return f"{name}-paper" if name in TAKEN else name


def sources(project: Project) -> tuple[dict[str, Path], Findings]:
    """The source of each publication, by the publication's name, and a warning for everything in source_docs that is left aside.

    Of two sources with one name the one that the content file was made of counts, else the Word file, which says more.
    """
    named: dict[str, list[Path]] = {}
    for path in project.source_paths():
        named.setdefault(name_of(path), []).append(path)
    chosen: dict[str, Path] = {}
    findings: list[Finding] = []
    for name, paths in named.items():
        target = project.content / f"{name}.yaml"
        document = project.read_content(target).document if len(paths) > 1 and target.is_file() else None
        made_of = document.source.file if document and document.source else ""
        first, *others = sorted(
            paths, key=lambda path: (printable(path.name) != made_of, path.suffix.lower() != ".docx")
        )
        chosen[name] = first
        for other in others:
            message = (
                f"{other.name} is left aside, for content/{name}.yaml is made of {first.name}, which has the same name"
            )
            hint = "if it is another paper, give it another name; if not, take it out of the folder"
            findings.append(warning("same-name", message, Place(project.shown(other)), hint))
    return chosen, (*findings, *_left_aside(project))


def _left_aside(project: Project) -> list[Finding]:
    """What lies in source_docs and is no source; a README and hidden files are nobody's paper."""
    findings = []
    for path in sorted(project.sources.iterdir()) if project.sources.is_dir() else ():
        if path.suffix.lower() in SOURCES or path.name.startswith(".") or path.stem.upper() == "README":
            continue
        if path.is_dir():
            if any(one.suffix.lower() in SOURCES for one in path.rglob("*")):
                message = f"the papers in the folder {path.name} are not read"
                findings.append(
                    warning("left-aside", message, Place(project.shown(path)), "put them into source_docs itself")
                )
            continue
        message = f"{path.name} is not read; these kinds can be: {', '.join(SOURCES)}"
        findings.append(warning("left-aside", message, Place(project.shown(path)), SAVE_AS))
    return findings


def load(project: Project, path: Path) -> bytes:
    """The bytes of a source. Raises Refused where it cannot be read or its ending is not known."""
    shown = project.shown(path)
    if path.suffix.lower() not in SOURCES:
        known = ", ".join(SOURCES)
        raise Refused(
            error("unknown-ending", f"{shown} is none of the kinds that can be read: {known}", Place(shown), SAVE_AS)
        )
    try:
        if path.stat().st_size > BIGGEST:
            message = f"{shown} is larger than {BIGGEST // 2**20} MB"
            raise Refused(error("too-large", message, Place(shown), "split it into parts"))
        return path.read_bytes()
    except OSError as wrong:
        raise Refused(unreadable(shown, wrong)) from wrong


def read(project: Project, path: Path) -> Flow:
    """What a source says, as set. Raises Refused where nothing can be read."""
    data, shown = load(project, path), project.shown(path)
    reader: Callable[[bytes, str], Flow] = import_module(SOURCES[path.suffix.lower()]).extract
    try:
        flow = reader(data, shown)
    except Unreadable as wrong:
        if wrong.finding.rule != SCANNED or not scanned.can_recognise():
            raise Refused(wrong.finding) from wrong
        return _recognised(reader, data, shown, Flow((), findings=(wrong.finding,)))
    if any(finding.rule == SCANNED for finding in flow.findings) and scanned.can_recognise():
        return _recognised(reader, data, shown, flow)
    return flow


def _recognised(reader: Callable[[bytes, str], Flow], data: bytes, shown: str, plain: Flow) -> Flow:
    """A scan by way of a copy with its text recognised, else `plain`, the scan as it is; raises Refused where that is empty."""
    print(f"{shown}: recognising the text of scanned pages; this takes some seconds for each", file=sys.stderr)
    why = "no text was recognised there"
    try:
        plain = reader(scanned.recognised(data), shown)
    except scanned.NotRecognised as wrong:
        why = str(wrong)
    except Unreadable:
        # What was told of the scan itself stays, for nobody has the copy.
        pass
    hint = f"{why}; type what the pages say, or ask for the paper as a Word file"
    findings = tuple(replace(one, hint=hint) if one.rule == SCANNED else one for one in plain.findings)
    if not plain.pages:
        raise Refused(findings[0])
    return replace(plain, findings=findings)


def extract(project: Project, path: Path, kind: str = "") -> Extraction:
    """The document of a source with its account. Raises Refused where nothing can be read."""
    return assemble(read(project, path), name_of(path), kind)


# ------------------------------------------------------------------------------------------------ links to other papers


def propose_links(project: Project, fresh: Sequence[Path]) -> None:
    """Enters in newly written content files which action of another paper each row of progress reports on, as a guess."""
    papers = {path: project.read_content(path).document for path in (*project.content_paths(), *fresh)}
    library = Library(tuple(Paper(document) for document in papers.values() if document))
    found = [one for one in link.propose(library) if one.key == "reports_on"]
    for path in fresh:
        own = {one.entry.id: one for one in found if one.entry.paper == path.stem}
        document = papers[path]
        if own and document:
            linked = _linked(document, own)
            write(path, content.write(linked).encode())
            keep(path, linked)
            print(f"{project.shown(path)}: {len(own)} links to other papers proposed (# check:)")


def _linked(document: Document, proposals: Mapping[str, link.Proposal]) -> Document:
    def row(record: Record) -> Record:
        one = proposals.get(record.id)
        if one is None:
            return record
        guess = f"does this row report on {one.target.target}? (likeness of the words {one.likeness:.0f} of 100)"
        return replace(record, reports_on=(one.target.target,), guesses=(*record.guesses, guess))

    return with_rows(document, row)


# ------------------------------------------------------------------------------------------------ extracting again


def kept_at(target: Path) -> Path:
    """Where the last extraction of a content file is kept, untouched by people, so that the next one can be compared with it."""
    return target.parent / ".extracted" / f"{target.stem}.json"


def keep(target: Path, document: Document) -> None:
    """Keeps an extraction for the next one."""
    write(kept_at(target), model_json.dump(document).encode())


def merge_into(project: Project, target: Path, document: Document) -> int:
    """Puts what the source changed into a content file and tells each line; exit code 1 where something could not be done.

    Raises Refused where the last extraction was not kept, for then nobody can tell the person's words from the source's.
    """
    shown, kept = project.shown(target), kept_at(target)
    try:
        old = model_json.load(kept.read_text("utf-8"))
    except (OSError, model_json.WrongJson, UnicodeDecodeError):
        message = (
            f"{shown} is there already and was left as it is; what was extracted before is not in {project.shown(kept)}"
        )
        raise Refused(error("content-exists", message, hint="extract to another folder with -o DIR")) from None
    before = target.read_bytes()
    merged = merge(old, document, before, shown)
    for finding in merged.findings:
        print(finding.as_text(), file=sys.stderr)
    if merged.data != before:
        write(target, merged.data)
    if merged.pristine is not old:
        keep(target, merged.pristine)
    count = sum(finding.rule == "merge-changed" for finding in merged.findings)
    source = document.source.file if document.source else "the source"
    print(f"{shown}: {count or 'no'} change{'' if count == 1 else 's'} brought in from {source}")
    return 1 if worst(merged.findings) is Severity.ERROR else 0


def write_accounts(project: Project, path: Path, folder: Path) -> None:
    """Writes the account of every word of a source, as a page for people and as JSON for machines."""
    extraction = extract(project, path)
    name = name_of(path)
    page = ledger_html(extraction.ledger, extraction.findings, printable(path.name))
    write(folder / f"{name}-account.html", page.encode())
    write(folder / f"{name}-account.json", ledger_json(extraction.ledger, extraction.findings).encode())
    print(f"{project.shown(path)} → {project.shown(folder / f'{name}-account.html')}")


def write_overlay(project: Project, path: Path, folder: Path) -> None:
    """Writes page pictures of a PDF on which one sees what was taken for what; other sources have no pages to draw on."""
    if path.suffix.lower() != ".pdf":
        print(f"{project.shown(path)}: page pictures are made of PDF files only")
        return
    from pipeline.sources.pdf.overlay import overlay

    flow = read(project, path)
    document = assemble(flow, name_of(path)).document
    headings = [section.place for _, section in all_sections(document.sections)]
    pictures = overlay(load(project, path), flow, headings)
    for number, data in enumerate(pictures, 1):
        write(folder / f"{name_of(path)}-page-{number:03}.png", data)
    print(f"{project.shown(path)} → {len(pictures)} page pictures in {project.shown(folder)}")


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
