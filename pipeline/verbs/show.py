"""`reports show`: prints any content file, PDF or DOCX as the model's tree, as JSON, as plain words, or as its grids."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.app import extracting
from pipeline.app.project import Project, Refused
from pipeline.model import show, show_json
from pipeline.model.document import Document
from pipeline.model.findings import Severity, error, worst
from pipeline.model.walk import canonical
from pipeline.model.with_findings import WithFindings
from pipeline.sources import SOURCES
from pipeline.verbs.names import unknown
from pipeline.verbs.reporter import Printer

FORMATS = ("tree", "json", "text", "grid")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports show`."""
    parser.add_argument("file", metavar="FILE", help="a content file, a PDF or a DOCX, or the name of a publication")
    parser.add_argument(
        "--format", choices=FORMATS, default="tree", help="tree (default), json, text, or grid: the tables as drawn"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Prints the file; findings go to the error stream."""
    path = Path(args.file)
    if not path.exists() and (project.content / f"{args.file}.yaml").exists():
        path = project.content / f"{args.file}.yaml"
    if not path.exists() and path.suffix in ("", ".yaml"):
        raise Refused(unknown("publication", path.stem, [path.stem for path in project.content_paths()]))
    if args.format == "grid":
        print(extracting.grids(extracting.read(project, path)))
        return 0
    result = _document(project, path)
    document = result.take(Printer(together=True))
    if document is None:
        return 2
    if args.format == "json":
        print(json.dumps(show_json.to_json(document), ensure_ascii=False, indent=1))
    elif args.format == "text":
        print("\n".join(piece.text for piece in canonical(document)))
    else:
        print(show.show(document), end="")
    return 1 if worst(result.findings) is Severity.ERROR else 0


def _document(project: Project, path: Path) -> WithFindings[Document | None]:
    if path.suffix.lower() in SOURCES:
        extraction = extracting.extract(project, path)
        return WithFindings(extraction.document, extraction.findings)
    if path.suffix.lower() in (".yaml", ".yml"):
        file = project.read_content(path)
        return WithFindings(file.document, file.findings)
    known = ", ".join([*SOURCES, ".yaml"])
    raise Refused(error("unknown-ending", f"{path} is not a kind of file that can be read: {known}"))
