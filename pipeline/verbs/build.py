"""`reports build`: makes editions of publications; one-off copies for a request go to `output/requests/`."""

from __future__ import annotations

import argparse
import datetime
import difflib
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.app import checking, packing, record
from pipeline.app.building import Done, Order, Workshop, failed
from pipeline.app.project import ContentFile, Project, Refused, write
from pipeline.builders import BUILDERS
from pipeline.editions import looks
from pipeline.editions.looks import Look
from pipeline.editions.site import STANDARD, EditionName
from pipeline.model.findings import Finding, Findings, Severity, error
from pipeline.model.place import Place
from pipeline.verbs.build_fragment import fragments

ALL = "all"
CHANGES = ("size", "paper", "face", "spacing", "width", "code", "cells", "lines")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports build`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="publications (default: all)")
    parser.add_argument(
        "--format", action="append", metavar="FORMAT", help=f"{', '.join(BUILDERS)}, or all; may be repeated"
    )
    parser.add_argument(
        "--look", metavar="LOOK", help="a named look such as large-print; the copy goes to output/requests/"
    )
    parser.add_argument("--size", metavar="POINTS", help="type size for one request, such as 24")
    parser.add_argument("--paper", metavar="PAPER", help="paper for one request: A5, A4 or A3")
    parser.add_argument("--colours", metavar="INK-ON-GROUND", help="colours for one request, such as black-on-yellow")
    parser.add_argument("--face", metavar="FACE", help="typeface for one request")
    parser.add_argument("--spacing", metavar="LINES", help="line spacing for one request, such as 1.5")
    parser.add_argument("--width", metavar="COLUMNS", help="length of lines in plain text (default: 0, not wrapped)")
    parser.add_argument("--code", metavar="CODE", help="braille code such as ueb-g1 (default: that of the language)")
    parser.add_argument("--cells", metavar="N", help="cells in a line of braille (default: 40)")
    parser.add_argument("--lines", metavar="N", help="lines on a page of braille (default: 25)")
    parser.add_argument("--pages-per-volume", metavar="N", help="make volumes of at most N pages (PDF)")
    parser.add_argument(
        "--fragment",
        action="store_true",
        help="web pages without title and frame, to paste into a CMS; go to output/requests/",
    )
    parser.add_argument(
        "--heading-level", metavar="N", default="2", help="level of a fragment's first headings (default: 2)"
    )
    parser.add_argument("--out", metavar="DIR", help="another output folder")


def run(args: argparse.Namespace, project: Project) -> int:
    """Builds what is asked for; exit code 1 where an edition has an error."""
    files = named(project, args.names)
    if args.fragment:
        folder = Path(args.out) if args.out else project.output / "requests"
        return fragments(project, files, args.heading_level, folder)
    if ALL in (args.format or ()):
        args.format = list(BUILDERS)
    editions, request = _editions(args, project)
    folder = Path(args.out) if args.out else project.output / "requests" if request else project.output
    whole = not request and not args.names and not args.format
    return build(project, files, editions, folder, whole=whole)


def named(project: Project, names: list[str]) -> list[ContentFile]:
    """The content files of these names, or all. Raises Refused for a name that there is not."""
    paths = {path.stem: path for path in project.content_paths()}
    for name in names:
        if name.removesuffix(".yaml") not in paths:
            raise Refused(_unknown("publication", name, list(paths), "there is none yet; run: reports extract"))
    wanted = [paths[name.removesuffix(".yaml")] for name in names] or list(paths.values())
    return [project.read_content(path) for path in wanted]


def _unknown(what: str, name: str, known: list[str], none: str = "") -> Finding:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"did you mean “{near[0]}”?" if near else none if not known else ""
    possible = f"; there are {', '.join(known)}" if known else ""
    return error(f"unknown-{what}", f"there is no {what} “{name}”{possible}", hint=hint)


def _editions(args: argparse.Namespace, project: Project) -> tuple[list[tuple[str, Look]], bool]:
    """(format, look) of each edition, and whether they are for one request."""
    for name in args.format or ():
        if name not in BUILDERS:
            raise Refused(_unknown("format", name, list(BUILDERS)))
    known = looks.names(project.assets)
    if args.look and args.look not in known:
        raise Refused(_unknown("look", args.look, known))
    asked = bool(args.look or args.colours or args.pages_per_volume or any(getattr(args, key) for key in CHANGES))
    site = [(one.format, one.look) for one in project.site.editions]
    if asked:
        base = args.look or (looks.nearest(project.assets, _points(args.size)) if args.size else STANDARD)
        look = _changed(looks.load(project.assets, base)[0], args)
        return [(name, look) for name in args.format or ["pdf"]], True
    if args.format:
        site = [one for one in site if one[0] in args.format] + [
            (name, STANDARD) for name in args.format if name not in {format for format, _ in site}
        ]
        outside = [one for one in site if EditionName(*one) not in project.site.editions]
        return [(name, looks.load(project.assets, look)[0]) for name, look in site], bool(outside)
    return [(name, looks.load(project.assets, look)[0]) for name, look in site], False


def _points(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0


def _changed(look: Look, args: argparse.Namespace) -> Look:
    """The look with what the request changes; its name and words say so. Raises Refused for what cannot be."""
    changes = {key: getattr(args, key) for key in CHANGES if getattr(args, key)}
    if args.pages_per_volume:
        changes["pages_per_volume"] = args.pages_per_volume
    wrong: Findings = ()
    for key, text in changes.items():
        look, found = looks.change(look, key, text)
        wrong += found
    if args.colours:
        look, found = looks.coloured(look, args.colours)
        wrong += found
    for one in wrong:
        if one.severity is Severity.ERROR:
            raise Refused(one)
    return looks.renamed(look, changes, args.colours or "")


def build(
    project: Project, files: list[ContentFile], editions: list[tuple[str, Look]], folder: Path, *, whole: bool
) -> int:
    """Builds the editions of some content files, says how it goes, and lists everything that failed at the end.

    A whole build also makes the pages of the site, the statement, the conformance pack and the build record.
    """
    if not files:
        raise Refused(error("no-content", "content/ holds no publication", hint="run: reports extract"))
    documents = [file.document for file in files if file.document]
    reporter = Reporter(packing.pending(project, documents))
    reporter.add("content/site.yaml", project.site_and_findings[1])
    orders = []
    for file, findings in ((one.file, one.findings) for one in checking.check(project, files)):
        reporter.add(file.name, findings)
        if file.document and not failed(findings):
            orders += [Order(file.document, name, look) for name, look in editions]
    if not failed(project.site_and_findings[1]):
        workshop = Workshop(folder, project, reporter.say)
        done = workshop.run(orders)
        if whole:
            pack = packing.pack(project, documents, packing.gather(orders, done), datetime.date.today())
            reporter.add("content/site.yaml", pack.findings)
            done |= {one.name: one for one in (*workshop.pages(orders, done), *packing.build(workshop, project, pack))}
            write(folder / record.NAME, record.record(project, orders, done, folder))
        workshop.cache.save()
        for one in done.values():
            reporter.add(one.name, one.findings, told=True)
    return reporter.end(project.shown(folder))


class Reporter:
    """Says on the terminal how a build goes: a line each, then what failed, then a summary that is whole by itself."""

    def __init__(self, pending: Mapping[str, int]) -> None:
        self.pending = pending
        self.built = self.kept = 0
        self.failed: list[str] = []
        self.findings: list[tuple[str, Findings]] = []

    def add(self, name: str, findings: Findings, *, told: bool = False) -> None:
        """Remembers the findings of a part; a publication whose content has errors is not built."""
        self.findings.append((name, findings))
        if failed(findings):
            self.failed.append(name)
            if not told:
                print(f"{name}: not built, its content has errors")

    def say(self, done: Done) -> None:
        """One line for one edition."""
        if not done.built:
            self.kept += 1
            return
        self.built += 1
        if not done.written:
            why = "failed" if failed(done.findings) else "not built on this machine"
            print(f"{done.name}: {why}; what was there before is kept")
            return
        fact = done.fact
        if fact is None:
            print(done.name)
            return
        pages = f", {fact.pages} page{'s' if fact.pages != 1 else ''}" if fact.pages else ""
        person = f"; {self.pending[fact.format]} need a person" if self.pending.get(fact.format) else ""
        proof = f"{done.words:,} words, same; {len(done.findings)} findings{person}"
        print(f"{done.name} ({max(1, round(fact.size / 1000))} KB{pages}): {proof}")

    def end(self, folder: str) -> int:
        """The findings, each once, and the summary; gives the exit code."""
        told: set[str] = set()
        for name, findings in self.findings:
            for finding in findings:
                placed = finding if str(finding.place) else replace(finding, place=Place(name))
                if finding.severity >= Severity.WARNING and (text := placed.as_text()) not in told:
                    told.add(text)
                    print(text, file=sys.stderr)
        if self.failed:
            print(f"failed: {', '.join(self.failed)}", file=sys.stderr)
        if self.built == 0 and not self.failed:
            print(f"nothing to build: all {self.kept} files in {folder} are up to date")
        else:
            print(f"built {self.built} files in {folder}; {self.kept} were up to date; {len(self.failed)} failed")
        return 1 if self.failed else 0
