"""`reports extract`: reads old papers into content files, with an account of every word on request."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from pipeline import content
from pipeline.app import extracting
from pipeline.app.project import Project, Refused, printable, sha256, write
from pipeline.content.keys import KINDS
from pipeline.model.document import Source
from pipeline.model.findings import Severity, error, worst
from pipeline.sources import SOURCES
from pipeline.verbs import extract_ours


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports extract`."""
    parser.add_argument("names", nargs="*", metavar="NAME|FILE", help="sources (default: those without a content file)")
    parser.add_argument("-o", "--out", metavar="DIR", help="another folder for the content files")
    parser.add_argument("--kind", choices=KINDS, default="", help="what kind of paper it is, if it is not recognised")
    parser.add_argument("--report", action="store_true", help="also write the account of every word, as HTML and JSON")
    parser.add_argument(
        "--overlay", action="store_true", help="also write page pictures that show what was taken for what (PDF)"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Extracts each source; what cannot be read is told and leaves everything as it was."""
    folder = Path(args.out) if args.out else project.content
    paths = _sources(args, project, folder)
    if not paths:
        print("every source has a content file already")
    ours = [path for path in paths if args.names and extract_ours.is_edition(project, path)]
    wanted = [path for path in paths if path not in ours and (args.names or not target_of(path, folder).exists())]
    code = max(_bring_back(project, ours, folder), extract_all(project, wanted, folder, args.kind))
    accounts = Path(args.out) if args.out else project.output / "accounts"
    for path in paths:
        try:
            if args.report:
                extracting.write_accounts(project, path, accounts)
            if args.overlay:
                extracting.write_overlay(project, path, accounts)
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


def extract_all(project: Project, paths: list[Path], folder: Path, kind: str = "") -> int:
    """Extracts some sources into a folder, then proposes what the new papers report on; gives the worst exit code."""
    code = 0
    fresh: list[Path] = []
    for path in paths:
        target = target_of(path, folder)
        new = not target.exists()
        try:
            code = max(code, extract_to(project, path, folder, kind))
        except Refused as refused:
            code = max(code, _tell(refused))
            continue
        fresh += [target] if new else []
    extracting.propose_links(project, fresh)
    return code


def _sources(args: argparse.Namespace, project: Project, folder: Path) -> list[Path]:
    known, findings = extracting.sources(project)
    if not args.names:
        for finding in findings:
            print(finding.as_text(), file=sys.stderr)
        return [
            path
            for name, path in known.items()
            if args.report or args.overlay or not (folder / f"{name}.yaml").exists()
        ]
    found = []
    for name in args.names:
        if Path(name).is_file() or Path(name).suffix.lower() in SOURCES:
            found.append(Path(name))
        elif name in known:
            found.append(known[name])
        else:
            possible = ", ".join(known) or "none yet"
            raise Refused(error("unknown-source", f"there is no source “{name}”; there are {possible}"))
    return found


def target_of(path: Path, folder: Path) -> Path:
    """The content file that a source becomes."""
    return folder / f"{extracting.name_of(path)}.yaml"


def extract_to(project: Project, path: Path, folder: Path, kind: str = "") -> int:
    """Writes the content file of one source into a folder; into one that is there, only what the source changed is put."""
    target = target_of(path, folder)
    extraction = extracting.extract(project, path, kind)
    for finding in extraction.findings:
        print(finding.as_text(), file=sys.stderr)
    document = replace(extraction.document, source=Source(printable(path.name), sha256(path.read_bytes())))
    code = 1 if worst(extraction.findings) is Severity.ERROR else 0
    if target.exists():
        code = max(code, extracting.merge_into(project, target, document))
    else:
        text = content.write(document)
        write(target, text.encode())
        extracting.keep(target, document)
        guesses = text.count("# check:")
        asked = f"; {guesses} guesses to confirm (# check:)" if guesses else ""
        print(f"{project.shown(path)} → {project.shown(target)}{asked}")
    for file, data in extraction.pictures:
        if not (folder / file).exists():
            write(folder / file, data)
    return code
