"""`reports make`: what `make reports` runs. Extracts sources that have no content yet, then builds and verifies everything."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from pipeline.app import source_files, steady, unchanged
from pipeline.app.project import Project, Refused, sha256
from pipeline.editions import looks
from pipeline.model.findings import error, grouped
from pipeline.verbs.build_all import NOTES, PRUNE, Plan, build


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports make`; what it makes stands in content/site.yaml."""
    parser.add_argument("--prune", action="store_true", help=PRUNE)
    parser.add_argument("--notes", action="store_true", help=NOTES)


def run(args: argparse.Namespace, project: Project) -> int:
    """Does all; exit code 1 where anything is at error level. Content files that are there are never changed."""
    unread, told = _extract_new(project)
    if not project.content_paths():
        raise Refused(
            error("no-source", "there is neither content nor a source", hint="put PDF or DOCX files into source_docs/")
        )
    return max(steady.run(project, partial(_build, args=args, told=told)), unread)


def _build(project: Project, *, args: argparse.Namespace, told: bool) -> int:
    before = "" if told or args.notes else unchanged.inputs(project.root)
    editions = [(edition.format, looks.load(project.assets, edition.look)) for edition in project.site.editions]
    plan = Plan(project.all_content(), editions, whole=True, prune=args.prune, notes=args.notes, before=before)
    return build(project, plan)


def _extract_new(project: Project) -> tuple[int, bool]:
    """Extracts what has no content file; says which sources have changed since, and which cannot be read.

    Gives the exit code, and whether anything was said that the next run has to say again.
    """
    known = {path.stem: path for path in project.content_paths()}
    sources, findings = source_files.sources(project)
    for text in grouped(findings):
        print(text, file=sys.stderr)
    new = [path for name, path in sources.items() if name not in known]
    code = 1 if new and _extract(project, new) > 1 else 0
    told = bool(findings or new)
    changed: list[str] = []
    for name, path in sources.items():
        if name not in known:
            continue
        document = project.read_content(known[name]).document
        try:
            digest = sha256(source_files.load(project, path))
        except Refused as refused:
            print(refused.finding.as_text(), file=sys.stderr)
            told, code = True, 1
            continue
        if document and document.source and document.source.sha256 != digest:
            changed.append(name)
    if len(changed) == 1:
        shown = f"{project.shown(sources[changed[0]])} has changed since content/{changed[0]}.yaml was made of it"
        print(f"{shown}; to bring the changes in: reports extract {changed[0]}")
    elif changed:
        what = f"{len(changed)} sources have changed since their content was made of them"
        print(f"{what}; to bring the changes in: reports extract {' '.join(changed)}")
    return code, told or bool(changed)


def _extract(project: Project, new: list[Path]) -> int:
    """Extracts new sources; what reads them is loaded only where there are some."""
    from pipeline.verbs import extract

    return extract.extract_all(project, new, project.content, told_later=frozenset({"picture-without-alt"}))
