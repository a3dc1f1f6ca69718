"""`reports extract EDITION.docx`: a Word edition of ours that someone changed gives its changes to the content file."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline import content
from pipeline.app import apart
from pipeline.app.extracting import write_pictures
from pipeline.app.kept import bases
from pipeline.app.project import Project, Refused, write
from pipeline.app.source_files import load
from pipeline.content.easy_read import ENDING
from pipeline.editions.looks import easy_read_name
from pipeline.editions.site import STANDARD
from pipeline.merge.merge import merge
from pipeline.model.document import Document
from pipeline.model.findings import Findings, Severity, error, worst
from pipeline.model.walk import actions, all_sections, records
from pipeline.sources.word_edition import read as docx_ours

SECONDS = 60
"""Seconds of CPU time that reading a Word edition back may take; a long one takes three."""


def is_edition(project: Project, path: Path) -> bool:
    """Whether a file is a Word edition of one of our publications."""
    return path.suffix.lower() == ".docx" and path.is_file() and bool(_publication(project, path))


def _publication(project: Project, path: Path) -> str:
    shown = project.shown(path)
    return apart.run(apart.Task(shown, lambda: docx_ours.publication(load(project, path), shown), SECONDS))


def bring_back(project: Project, path: Path, folder: Path) -> int:
    """Puts the changes of an edition into the content file of its publication, or writes them beside with `-o DIR`.

    The content may have changed since: what the edition was built from is compared with both, as when a source is extracted
    again. Raises Refused where nothing can be read, or where nobody has kept what the edition was built from.
    """
    name, shown = _publication(project, path), project.shown(path)
    if path.name.startswith(f"{name}-{easy_read_name(STANDARD)}"):
        message = f"{shown} was left alone: what is changed in the Word file of an Easy Read does not come back"
        raise Refused(error("edition-easy-read", message, hint=f"change content/{name}{ENDING}, and build it again"))
    known = project.content / f"{name}.yaml"
    current = project.read_content(known).document if known.exists() else None
    base = _base(project, path, current)
    taken = frozenset(ids_of(current) - ids_of(base)) if current and base else frozenset()
    work = partial(docx_ours.read_back, load(project, path), name, base, taken)
    found = apart.run(apart.Task(shown, work, SECONDS))
    findings = (*found.findings, *write_pictures(project, found.pictures, folder))
    target = folder / f"{name}.yaml"
    if base is None or target.resolve() != known.resolve():
        _tell(findings)
        write(target, content.write(found.document).encode())
        print(f"{shown} → {project.shown(target)}")
        return 1 if worst(findings) is Severity.ERROR else 0
    if any(finding.rule == docx_ours.OUTDATED for finding in findings):
        message = f"{project.shown(target)} was left as it is, since {shown} was built from an earlier state of it"
        hint = "neither the cache nor git has that state; extract to another folder with -o DIR, and compare"
        raise Refused(error("edition-outdated", message, hint=hint))
    return _merge(project, target, base, replace(found, findings=findings), shown)


def _base(project: Project, path: Path, current: Document | None) -> Document | None:
    """What an edition was built from: the content as it is, or as it was; as it is where nobody knows."""
    if current is None:
        return None
    shown = project.shown(path)
    told = apart.run(apart.Task(shown, lambda: docx_ours.built_from(load(project, path), shown), SECONDS))
    if told in ("", bases.state(current)):
        return current
    return bases.find(project, current.name, told) or current


def ids_of(document: Document) -> set[str]:
    """The ids of the sections and records of a document."""
    sections = {section.id for _, section in all_sections(document.sections)}
    return sections | {record.id for _, _, _, record in records(document)} | {one.id for _, one in actions(document)}


def _tell(findings: Findings) -> None:
    for finding in findings:
        print(finding.as_text(), file=sys.stderr)


def _merge(project: Project, target: Path, base: Document, returned: docx_ours.Returned, shown: str) -> int:
    """Merges what changed in an edition into the content file; the ids that are told are those that are written."""
    before = target.read_bytes()
    merged = merge(base, returned.document, before, project.shown(target))
    findings = (*_with_written_ids(returned, merged.pristine), *merged.findings)
    _tell(findings)
    if merged.data != before:
        write(target, merged.data)
    count = sum(finding.rule == "merge-changed" for finding in merged.findings)
    print(f"{project.shown(target)}: {count or 'no'} change{'' if count == 1 else 's'} brought in from {shown}")
    return 1 if worst(findings) is Severity.ERROR else 0


def _with_written_ids(returned: docx_ours.Returned, written: Document) -> Findings:
    """The findings with the ids that new records got in the end; the merge may have known them from before."""
    given = [record.id for _, _, _, record in records(returned.document)]
    final = [record.id for _, _, _, record in records(written)]
    if len(given) != len(final):
        return returned.findings
    ids = dict(zip(given, final, strict=True))
    return tuple(
        replace(
            finding,
            message=finding.message.replace(f"given {finding.block}", f"given {ids[finding.block]}"),
            block=ids[finding.block],
        )
        if finding.rule == "record-without-id" and finding.block in ids
        else finding
        for finding in returned.findings
    )
