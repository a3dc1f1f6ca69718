"""The worksheet for a person's checks on disk: written for today's content, and its answers taken over into the manual checks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.app import plain_file
from pipeline.app.packing import CHECKS, without_faults
from pipeline.app.project import Project, Refused, unreadable, write
from pipeline.builders import BUILDERS
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import BOOK
from pipeline.conformance import FORMATS, manual, worksheet
from pipeline.conformance.clauses import clauses
from pipeline.editions import looks
from pipeline.model.document import Document
from pipeline.model.findings import error
from pipeline.model.with_findings import Collector, collecting

FOLDER = "worksheets"
SITE_PAGES = ("index.html", "accessibility-statement.html", "404.html")


def published(project: Project) -> list[Document]:
    """The documents that are published, which are those that people check."""
    return [
        content_file.document
        for content_file in project.all_content()
        if content_file.document and content_file.document.is_published
    ]


def make(project: Project, today: datetime.date) -> tuple[Path, int, int]:
    """Writes a worksheet: its path, its steps and its minutes. One that lies there already is never overwritten."""
    documents = published(project)
    if not documents:
        raise Refused(
            error("no-content", "nothing is published, so there is nothing to check", hint="publish a document first")
        )
    results = without_faults(project, documents)
    kinds = worksheet.kinds_of_files(documents)
    tasks = [worksheet.with_places(task, kinds.get(task.pages, ())) for task in worksheet.tasks(project.assets)]
    steps = worksheet.steps(tasks, results, _files(project, kinds))
    path = _free(project.content / FOLDER, today)
    write(path, worksheet.write(steps, manual.versions(documents)[manual.ALL], project.shown(path)))
    return path, len(steps), sum(step.minutes for step in steps)


def _free(folder: Path, today: datetime.date) -> Path:
    """A name that no worksheet has yet: the day, with a number for the second of a day."""
    number = 1
    while (path := folder / f"{today.isoformat()}{f'-{number}' if number > 1 else ''}.yaml").exists():
        number += 1
    return path


def _files(project: Project, kinds: Mapping[str, Sequence[Document]]) -> dict[str, dict[str, list[str]]]:
    """For each format the finished files that a task can ask for."""
    found: dict[str, dict[str, list[str]]] = {}
    known = [content.document for content in project.all_content() if content.document]
    books = book_names(known, looks.names(project.assets))
    for edition in project.site.editions:
        if edition.format in FORMATS and edition.format not in found:
            suffix = BUILDERS[edition.format].suffix
            names = books if suffix == BOOK else {}
            named = {
                kind: [
                    project.shown(project.public / edition.file(names.get(document.name, document.name), suffix))
                    for document in some
                ]
                for kind, some in kinds.items()
            }
            site = [project.shown(project.public / name) for name in SITE_PAGES]
            found[edition.format] = {**named, "site": site if edition.format == "html" else named["sample"]}
    return found


@collecting
def sign(into: Collector, project: Project, path: Path, today: datetime.date) -> str:
    """Takes the answers of a worksheet over into the manual checks: what was done in words; nothing where it has a fault."""
    try:
        data = plain_file.read(path)
    except OSError as wrong:
        raise Refused(unreadable(str(path), wrong)) from wrong
    known = manual.versions(published(project))
    checks, undone = worksheet.signed(data, project.shown(path), known[manual.ALL], today).take(into)
    if into.findings:
        return ""
    if not checks:
        return f"{project.shown(path)}: no step is done yet, so nothing was signed"
    target = project.content / CHECKS
    before = target.read_text("utf-8") if target.is_file() else ""
    text = worksheet.added(before, checks)
    result = manual.read(text.encode(), project.shown(target), clauses(project.assets), known)
    broken = [finding for finding in result.findings if finding.severity > 1]
    if broken:
        into.add(*broken)
        return ""
    write(target, text.encode())
    failing = sum(check["result"] != "supports" for check in checks)
    said = f"signed {len(checks)} results in {project.shown(target)}: {len(checks) - failing} supports"
    return f"{said}, {failing} does not support; {undone} steps are not done"
