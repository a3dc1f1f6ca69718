"""`reports make`: what `make reports` runs. Extracts sources that have no content yet, then builds and verifies everything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.app import source_files, steady, unchanged
from pipeline.app.building import ready
from pipeline.app.kept import recorded
from pipeline.app.project import Project, Refused, sha256
from pipeline.app.workers import Workers
from pipeline.editions import looks
from pipeline.editions.looks import Look
from pipeline.model.findings import Finding, Findings, error, failed, grouped
from pipeline.model.with_findings import Collector
from pipeline.verbs.build_all import NOTES, PRUNE, Plan, build


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports make`; what it makes stands in content/site.yaml."""
    parser.add_argument("--prune", action="store_true", help=PRUNE)
    parser.add_argument("--notes", action="store_true", help=NOTES)


TOLD_LATER = frozenset({"picture-without-alt"})
"""Rules of sources of which the check of the new content tells the same."""


def run(args: argparse.Namespace, project: Project) -> int:
    """Does all; exit code 1 where anything is at error level. Content files that are there are never changed."""
    project.require_templates()  # before anything is written
    begun: steady.State | None = steady.state(project)
    inputs = unchanged.inputs(project.root)
    with _ready(project) as workers:  # they load while sources and content are read
        unread, again, found = _extract_new(project)
        there = bool(recorded.written(project.output / "public"))
        if not project.content_paths() and not (args.prune and there):
            for text in grouped(finding for findings in found.values() for finding in findings):
                print(text, file=sys.stderr)
            hint = "put PDF or DOCX files into source_docs/"
            hint = "the messages above say what to do about each source" if found else hint
            hint += "; to take down what was built before: reports make --prune" if there else ""
            what = (
                "there is no content, and no source that could be read"
                if found
                else "there is neither content nor a source"
            )
            raise Refused(error("no-source", what, hint=hint))
        first = [(inputs, workers)]

        def build_all(project: Project) -> int:
            before, workers = first.pop() if first else (unchanged.inputs(project.root), _ready(project))
            with workers:
                plan = Plan(project.all_content(), _editions(project), whole=True, prune=args.prune, notes=args.notes)
                plan = replace(plan, before="" if again or args.notes else before, sources=found, workers=workers)
                return build(project, plan)

        if again:  # content was written since
            project, begun = Project(project.root), None
        return max(steady.run(project, build_all, begun), unread)


def _editions(project: Project) -> list[tuple[str, Look]]:
    return [(edition.format, looks.load(project.assets, edition.look)) for edition in project.site.editions]


def _ready(project: Project) -> Workers:
    return ready(project, {edition.format for edition in project.site.editions})


class _Under(Collector):
    """Keeps findings under the name of what they are about."""

    def __init__(self, about: str, found: dict[str, Findings]) -> None:
        self.about, self.found = about, found
        self.findings: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        """Keeps some findings."""
        self.findings += findings
        if self.findings:
            self.found[self.about] = tuple(self.findings)


def _extract_new(project: Project) -> tuple[int, bool, dict[str, Findings]]:
    """Extracts what has no content file; says which sources have changed since, and which cannot be read.

    Gives the exit code, whether the next run has to look again, and what was found, by document or file.
    """
    known = {path.stem: path for path in project.content_paths()}
    found: dict[str, Findings] = {}
    sources = source_files.sources(project).take(_Under(project.shown(project.sources), found))

    def tell(path: Path, findings: Findings) -> None:
        about = project.shown(path) if failed(findings) else source_files.name_of(path)
        found[about] = tuple(finding for finding in findings if finding.rule not in TOLD_LATER)

    new = [path for name, path in sources.items() if name not in known]
    code = 1 if new and _extract(project, new, tell) > 1 else 0
    for path in new:  # what was found in a source that could be read stops publishing, not the build of its draft
        if project.shown(path) in found and (project.content / f"{source_files.name_of(path)}.yaml").exists():
            found[source_files.name_of(path)] = found.pop(project.shown(path))
    again = bool(found or new)
    changed: list[str] = []
    for name, path in sources.items():
        if name not in known:
            continue
        document = project.read_content(known[name]).document
        try:
            digest = sha256(source_files.load(project, path))
        except Refused as refused:
            tell(path, (refused.finding,))
            again, code = True, 1
            continue
        if document and document.source and document.source.sha256 != digest:
            changed.append(name)
    if len(changed) == 1:
        shown = f"{project.shown(sources[changed[0]])} has changed since content/{changed[0]}.yaml was made of it"
        print(f"{shown}; to bring the changes in: reports extract {changed[0]}")
    elif changed:
        what = f"{len(changed)} sources have changed since their content was made of them"
        print(f"{what}; to bring the changes in: reports extract {' '.join(changed)}")
    return code, again or bool(changed), found


def _extract(project: Project, new: list[Path], tell: Callable[[Path, Findings], None]) -> int:
    """Extracts new sources; what reads them is loaded only where there are some."""
    from pipeline.verbs import extract

    return extract.extract_all(project, new, project.content, tell=tell)
