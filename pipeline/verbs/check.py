"""`reports check`: says everything that is wrong with the content, at its line, and what readers would stumble over."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.app import checking, packing
from pipeline.app.kept import checks as kept_checks
from pipeline.app.project import Project
from pipeline.app.site_proof import style_sheet
from pipeline.builders.docx.template_check import template_findings
from pipeline.builders.office.shared import TEMPLATE
from pipeline.builders.office.template import in_brand
from pipeline.conformance.statement import missing
from pipeline.model.document import Document
from pipeline.model.findings import Findings, Severity, as_json, failed, grouped
from pipeline.verbs import names as names_of


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports check`."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="content files or names of publications (default: all)"
    )
    parser.add_argument("--notes", action="store_true", help="show notes too, not only errors and warnings")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 1 where anything is at error level."""
    names = [name for name in args.files if Path(name).name != "site.yaml"]
    files = names_of.content_paths(project, names) if names or not args.files else []
    whole = not args.files or any(Path(name).name == "site.yaml" for name in args.files)
    site = _site(project) if whole else checking.wrong_brand(project)
    checked = kept_checks.check(project, files)
    found = tuple(finding for findings, _ in checked for finding in findings)
    off = tuple(finding for _, switched in checked for finding in switched)
    if args.format == "json":
        print(as_json((*site, *found)))
    else:
        shown = (finding for finding in (*site, *found) if finding.severity > Severity.NOTE or args.notes)
        for text in grouped(shown):
            print(text)
        for one in off:
            print(f"{one.place}: switched off: {one.message} ({one.rule}), because {one.hint}")
        print(summary(len(files), (*site, *found), len(off), args.notes))
    return 1 if failed((*site, *found)) else 0


def _site(project: Project) -> Findings:
    """What is wrong with `content/site.yaml`, the checks by people and the style template that the brand team changes in Word.

    The template is not checked while the brand is wrong: it has the same colours.
    """
    site = project.site
    told = (
        ()
        if checking.wrong_brand(project)
        else template_findings(in_brand(project.assets.templates.get(TEMPLATE), site.brand), site.brand)
    )
    checks = packing.manual_checks(project, _published(project)).findings
    return (*project.site_with_findings.findings, *style_sheet(project), *missing(site), *checks, *told)


def _published(project: Project) -> Iterator[Document]:
    """What is published; nothing is read before it is asked for."""
    for file in project.all_content():
        if file.document and file.document.is_published:
            yield file.document


def summary(files: int, findings: Findings, off: int, notes: bool) -> str:
    """What was found, in one line that is whole by itself."""
    count = Counter(finding.severity for finding in findings)
    parts = [_count(count[level], str(level)) for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    hidden = " (--notes shows them)" if count[Severity.NOTE] and not notes else ""
    tail = f"; {off} switched off" if off else ""
    return f"{_count(files, 'document')} checked: {parts[0]}, {parts[1]}, {parts[2]}{hidden}{tail}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
