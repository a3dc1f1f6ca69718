"""`reports extract EDITION.docx`: a Word edition of ours that someone changed gives its changes to the content file."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import content
from pipeline.app import apart
from pipeline.app.extracting import write_pictures
from pipeline.app.project import Project, Refused, write
from pipeline.app.source_files import load
from pipeline.merge.merge import merge
from pipeline.model.findings import Severity, error, worst
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

    Raises Refused where nothing can be read, or where the content file has itself changed since the edition was built.
    """
    name = _publication(project, path)
    known = project.content / f"{name}.yaml"
    base = project.read_content(known).document if known.exists() else None
    shown = project.shown(path)
    found = apart.run(apart.Task(shown, lambda: docx_ours.read_back(load(project, path), name, base), SECONDS))
    findings = (*found.findings, *write_pictures(project, found.pictures, folder))
    for finding in findings:
        print(finding.as_text(), file=sys.stderr)
    code = 1 if worst(findings) is Severity.ERROR else 0
    target = folder / f"{name}.yaml"
    if base is None or target.resolve() != known.resolve():
        write(target, content.write(found.document).encode())
        print(f"{shown} → {project.shown(target)}")
    else:
        if any(finding.rule == docx_ours.OUTDATED for finding in found.findings):
            message = f"{project.shown(target)} was left as it is, since {shown} was built from an earlier state of it"
            raise Refused(error("edition-outdated", message, hint="extract to another folder with -o DIR, and compare"))
        code = max(code, _merge(project, target, found, shown))
    return code


def _merge(project: Project, target: Path, found: docx_ours.Returned, shown: str) -> int:
    before = target.read_bytes()
    base = project.read_content(target).document
    assert base is not None
    merged = merge(base, found.document, before, project.shown(target))
    for finding in merged.findings:
        print(finding.as_text(), file=sys.stderr)
    if merged.data != before:
        write(target, merged.data)
    count = sum(finding.rule == "merge-changed" for finding in merged.findings)
    print(f"{project.shown(target)}: {count or 'no'} change{'' if count == 1 else 's'} brought in from {shown}")
    return 1 if worst(merged.findings) is Severity.ERROR else 0
