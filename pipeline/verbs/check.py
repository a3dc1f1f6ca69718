"""`reports check`: says everything that is wrong with the content, at its line, and what readers would stumble over."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from pipeline.app import checking
from pipeline.app.building import failed
from pipeline.app.project import ContentFile, Project, Refused
from pipeline.builders.docx.template_check import template_findings
from pipeline.builders.office.shared import TEMPLATE
from pipeline.model.findings import Findings, Severity, as_json, error


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports check`."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="content files or names of publications (default: all)"
    )
    parser.add_argument("--notes", action="store_true", help="show notes too, not only errors and warnings")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 1 where anything is at error level."""
    files = wanted(project, args.files)
    whole = not args.files or any(Path(name).name == "site.yaml" for name in args.files)
    site = _site(project) if whole else ()
    checked = checking.check(project, files)
    found = tuple(one for file in checked for one in file.findings)
    off = tuple(one for file in checked for one in file.off)
    if args.format == "json":
        print(as_json((*site, *found)))
    else:
        for one in (*site, *found):
            if one.severity > Severity.NOTE or args.notes:
                print(one.as_text())
        for one in off:
            print(f"{one.place}: switched off: {one.message} ({one.rule}), because {one.hint}")
        print(summary(len(files), (*site, *found), len(off), args.notes))
    return 1 if failed((*site, *found)) else 0


def _site(project: Project) -> Findings:
    """What is wrong with `content/site.yaml`, and with the style template that the brand team changes in Word."""
    site, found = project.site_and_findings
    return (*found, *template_findings(project.assets.templates.get(TEMPLATE), site.brand))


def wanted(project: Project, names: list[str]) -> list[ContentFile]:
    """The content files of these paths or names, or all. Raises Refused where there is none of a name."""
    if not names:
        if not project.content_paths():
            raise Refused(error("no-content", "content/ holds no publication", hint="run: reports extract"))
        return project.all_content()
    known = {path.stem: path for path in project.content_paths()}
    names = [name for name in names if Path(name).name != "site.yaml"]
    paths = [Path(name) if Path(name).is_file() else known.get(Path(name).stem, Path(name)) for name in names]
    return [project.read_content(path) for path in paths]


def summary(files: int, found: Findings, off: int, notes: bool) -> str:
    """What was found, in one line that is whole by itself."""
    count = Counter(one.severity for one in found)
    parts = [_count(count[level], str(level)) for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    hidden = " (--notes shows them)" if count[Severity.NOTE] and not notes else ""
    tail = f"; {off} switched off" if off else ""
    return f"{_count(files, 'paper')} checked: {parts[0]}, {parts[1]}, {parts[2]}{hidden}{tail}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
