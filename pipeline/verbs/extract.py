"""`reports extract`: reads old documents into content files, with an account of every word on request."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline import content
from pipeline.app import extracting, source_files
from pipeline.app.project import Project, Refused, write
from pipeline.assemble.assemble import Extraction
from pipeline.content.keys import KINDS
from pipeline.model.findings import Findings, Severity, grouped, worst
from pipeline.model.with_findings import reported_elsewhere
from pipeline.sources import SOURCES
from pipeline.verbs import extract_ours
from pipeline.verbs.names import unknown
from pipeline.verbs.reporter import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports extract`."""
    parser.add_argument("names", nargs="*", metavar="NAME|FILE", help="sources (default: those without a content file)")
    parser.add_argument("-o", "--out", metavar="DIR", help="another folder for the content files")
    parser.add_argument(
        "--kind", choices=KINDS, default="", help="what kind of document it is, if it is not recognised"
    )
    parser.add_argument("--report", action="store_true", help="also write the account of every word, as HTML and JSON")
    parser.add_argument(
        "--overlay", action="store_true", help="also write page pictures that show what was taken for what (PDF)"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Extracts each source; what cannot be read is reported and leaves everything as it was."""
    folder = Path(args.out) if args.out else project.content
    paths = _sources(args, project, folder)
    if not paths:
        print("every source has a content file already")
    ours = [path for path in paths if args.names and extract_ours.is_edition(project, path)]
    wanted = [path for path in paths if path not in ours and (args.names or not target_of(path, folder).exists())]
    code = max(_bring_back(project, ours, folder), extract_all(project, wanted, folder, args.kind))
    accounts = Path(args.out) if args.out else project.private
    if args.report:
        code = max(code, _accounts(project, paths, accounts))
    for path in paths if args.overlay else ():
        try:
            extracting.write_overlay(project, path, accounts)
        except Refused as refused:
            code = _tell(refused)
    return code


def _accounts(project: Project, paths: list[Path], folder: Path) -> int:
    code = 0
    for path, outcome in zip(paths, extracting.accounts_of_each(project, paths), strict=True):
        try:
            extracting.write_accounts(project, path, outcome.unwrap(), folder)
        except Refused as refused:
            code = _tell(refused)
    return code


def _tell(refused: Refused) -> int:
    print(refused.finding.as_text(), file=sys.stderr)
    return 2


def _bring_back(project: Project, editions: list[Path], folder: Path) -> int:
    """Takes over what people changed in Word editions of ours; only on request, since it changes content files."""
    code = 0
    for path in editions:
        try:
            code = max(code, extract_ours.bring_back(project, path, folder))
        except Refused as refused:
            code = max(code, _tell(refused))
    return code


def tell_now(_source: Path, findings: Findings) -> None:
    """Prints what was found in a source, errors first."""
    grave = [finding for finding in findings if finding.severity is Severity.ERROR]
    for text in (*(finding.as_text() for finding in grave), *grouped(one for one in findings if one not in grave)):
        print(text, file=sys.stderr)


def extract_all(
    project: Project, paths: list[Path], folder: Path, kind: str = "", tell: Callable[[Path, Findings], None] = tell_now
) -> int:
    """Extracts some sources into a folder, then proposes what the new documents report on; gives the worst exit code.

    `tell` takes what was found in each source.
    """
    code = 0
    fresh: list[Path] = []
    for path, outcome in zip(paths, extracting.extract_each(project, paths, kind), strict=True):
        target = target_of(path, folder)
        new = not target.exists()
        try:
            code = max(code, _put(project, path, outcome.unwrap(), target, tell))
        except Refused as refused:
            tell(path, (refused.finding,))
            code = 2
            continue
        fresh += [target] if new else []
    extracting.propose_links(project, fresh)
    return code


def _sources(args: argparse.Namespace, project: Project, folder: Path) -> list[Path]:
    found = source_files.sources(project)
    if not args.names:
        known = found.take(Printer(together=True))
        return [
            path
            for name, path in known.items()
            if args.report or args.overlay or not (folder / f"{name}.yaml").exists()
        ]
    known = reported_elsewhere(found, source_files.sources)  # of files that nobody asks for now
    given = {name: Path(name) for name in args.names if Path(name).is_file() or Path(name).suffix.lower() in SOURCES}
    wrong = [name for name in args.names if name not in given and name not in known]
    if wrong:
        raise Refused(*(unknown("source", name, known, "put PDF or DOCX files into source_docs/") for name in wrong))
    return [given.get(name) or known[name] for name in args.names]


def target_of(path: Path, folder: Path) -> Path:
    """The content file that a source becomes."""
    return folder / f"{source_files.name_of(path)}.yaml"


def _put(
    project: Project, path: Path, extraction: Extraction, target: Path, tell: Callable[[Path, Findings], None]
) -> int:
    """Writes the content file of a source; into one that is there, only what the source changed is put.

    Pictures come first, then the kept extraction, then the content file, so that a run that is killed in between leaves what
    the next run mends: without a content file it extracts again.
    """
    findings = (*extraction.findings, *extracting.write_pictures(project, extraction.pictures, target.parent))
    tell(path, findings)
    code = 1 if worst(findings) is Severity.ERROR else 0
    if target.exists():
        return max(code, extracting.merge_into(project, target, extraction.document))
    text = content.write(extraction.document)
    extracting.keep(target, extraction.document)
    write(target, text.encode())
    guesses, pictures = text.count("# check:"), [file for file, _ in extraction.pictures]
    shown = f", with {', '.join(pictures)}" if pictures else ""
    asked = f"; {guesses} guess{'' if guesses == 1 else 'es'} to confirm (# check:)" if guesses else ""
    print(f"{project.shown(path)} → {project.shown(target)}{shown}{asked}")
    return code
