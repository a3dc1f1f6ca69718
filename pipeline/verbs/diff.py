"""`reports diff`: what changed between two versions of a publication, as files or as git revisions."""

from __future__ import annotations

import argparse
import difflib
import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline import content
from pipeline.app import checking, extracting, plain_file
from pipeline.app.project import Project, Refused, unreadable, write
from pipeline.builders.html import diff as page_diff
from pipeline.library import diff, diff_report
from pipeline.model import temporary
from pipeline.model.document import Document
from pipeline.model.findings import error, failed
from pipeline.model.with_findings import reported_elsewhere
from pipeline.sources import SOURCES
from pipeline.verbs import extract_ours


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports diff`."""
    parser.add_argument(
        "old",
        metavar="OLD",
        help="a content file, a source (PDF, Word, Excel, ODT, RTF), a publication, a git revision, or REVISION:PATH",
    )
    parser.add_argument("new", metavar="NEW", help="the same; where OLD is a revision only, the publication to compare")
    parser.add_argument("--format", choices=("text", "html"), default="text", help="how to print (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write to a file instead of the terminal")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 0 whether or not anything changed; 2 where a version cannot be read."""
    new = _version(project, args.new, "")
    old = _version(project, args.old, _path(project, args.new))
    differences = diff.compare_documents(old, new)
    title = f"Changes to {diff.title(new)}"
    if args.format == "html":
        checking.need_colours(project)
        text = page_diff.page(title, (args.old, args.new), differences, project.site, project.assets)
    else:
        text = diff_report.as_text(
            f"{title}, from {args.old} to {args.new}", differences, shutil.get_terminal_size((110, 40)).columns
        )
    if args.out:
        write(Path(args.out), text.encode("utf-8"))
        print(f"wrote {args.out}")
    else:
        print(text)
    return 0


def _path(project: Project, name: str) -> str:
    """The path below the project of a file, a publication or REVISION:PATH."""
    if ":" in name and not Path(name).exists():
        return name.split(":", 1)[1]
    return project.shown(_file(project, name) or Path(name))


def _file(project: Project, name: str) -> Path | None:
    known = {path.stem: path for path in project.content_paths()}
    path = Path(name)
    if path.is_file():
        return path
    return known.get(name.removesuffix(".yaml"))


def _version(project: Project, name: str, path: str) -> Document:
    """The document of a file, of a publication, of REVISION:PATH, or of `path` in a revision. Raises Refused."""
    file = _file(project, name)
    if file and file.suffix.lower() in SOURCES:
        return _of_source(project, file)
    if file:
        try:
            data, shown = plain_file.read(file), project.shown(file)
        except OSError as wrong:
            raise Refused(unreadable(name, wrong)) from wrong
    else:
        shown = name if ":" in name else f"{name}:{path}"
        data = _git(project, shown)
        file = Path(shown.split(":", 1)[1])
        if file.suffix.lower() in SOURCES:
            with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
                source = Path(folder) / file.name
                source.write_bytes(data)
                return _of_source(project, source)
    result = content.read(data, file.stem, shown)
    document = reported_elsewhere(result, content.read)
    if document is None or failed(result.findings):
        raise Refused(next(finding for finding in result.findings if failed((finding,))))
    return document


def _of_source(project: Project, path: Path) -> Document:
    """What a source document says; a Word edition of ours is read as one, without the words that it adds."""
    if extract_ours.is_edition(project, path):
        return extract_ours.read(project, path)
    return extracting.extract(project, path).document


def _git(project: Project, name: str) -> bytes:
    """A file in a git revision. Raises Refused where git knows none."""
    if name.startswith("-"):
        raise Refused(error("unknown-version", f"“{name}” is neither a file nor a revision"))
    try:
        done = subprocess.run(
            ["git", "-C", str(project.root), "show", name], capture_output=True, check=False, timeout=60
        )
    except OSError as wrong:
        raise Refused(unreadable("git", wrong)) from wrong
    if done.returncode:
        asked = name.removesuffix(":")
        known = [path.stem for path in project.content_paths()]
        near = difflib.get_close_matches(Path(asked).stem, known, 1, 0.5)
        hint = "give a file, a publication, a revision such as HEAD~1, or HEAD~1:content/NAME.yaml"
        raise Refused(
            error(
                "unknown-version",
                f"“{asked}” is not a file, a publication or a revision that git knows",
                hint=f"did you mean “{near[0]}”?" if near else hint,
            )
        )
    return done.stdout
