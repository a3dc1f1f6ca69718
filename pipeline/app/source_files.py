"""The files of source_docs: which of them is the source of which publication, and what is left aside."""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from pathlib import Path

from pipeline.app.project import Project, Refused, printable, unreadable
from pipeline.editions.site import TAKEN
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, collecting
from pipeline.sources import SOURCES

HINTS = ".hints.yaml"
"""The end of the name of a file that says where the reader of a source is wrong (docs/hints.md)."""
MOST_SOURCE_BYTES = 500 * 2**20
LONGEST_NAME = 100
"""The most letters in the name of a publication."""
SAVE_AS = "open it in the program that it was made with, and save it as a Word file (.docx)"


def name_of(path: Path) -> str:
    """The stable name of a publication for a source file: its stem in small letters, without accents, signs or spaces."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"
    if len(name) > LONGEST_NAME:
        # The editions add to the name, and no file system takes more than 255 bytes; the hash keeps long names apart.
        digest = hashlib.sha256(path.stem.encode(errors="surrogatepass")).hexdigest()[:8]
        name = f"{name[: LONGEST_NAME - 9].rstrip('-')}-{digest}"
    return f"{name}-document" if name in TAKEN else name


@collecting
def sources(into: Collector, project: Project) -> dict[str, Path]:
    """The source of each publication, by the publication's name; everything in source_docs that is left aside is reported.

    Of two sources with one name the one that the content file was made of counts, else the Word file, which says more.
    """
    named: dict[str, list[Path]] = {}
    for path in project.source_paths():
        named.setdefault(name_of(path), []).append(path)
    chosen: dict[str, Path] = {}
    for name, paths in named.items():
        target = project.content / f"{name}.yaml"
        document = project.read_content(target).document if len(paths) > 1 and target.is_file() else None
        made_of = document.source.file if document and document.source else ""
        first, *others = sorted(
            paths, key=lambda path: (printable(path.name) != made_of, path.suffix.lower() != ".docx")
        )
        chosen[name] = first
        for other in others:
            message = (
                f"“{other.name}” is left aside, for “content/{name}.yaml” is made of “{first.name}”, of the same name"
            )
            hint = "if it is another document, rename it; if not, remove it from the folder"
            into.add(warning("same-name", message, Place(project.shown(other)), hint))
    into.add(*_left_aside(project))
    return chosen


def _left_aside(project: Project) -> list[Finding]:
    """What lies in source_docs and is no source; a README and hidden files are nobody's document."""
    findings = []
    for path in sorted(project.sources.iterdir()) if project.sources.is_dir() else ():
        if path.name.startswith(".") or path.stem.upper() == "README" or path.name.endswith(HINTS):
            continue
        if path.suffix.lower() in SOURCES:
            findings += _no_file(project, path)
            continue
        if path.is_dir():
            if any(one.suffix.lower() in SOURCES for one in path.rglob("*")):
                message = f"the documents in the folder “{path.name}” are not read"
                findings.append(
                    warning("left-aside", message, Place(project.shown(path)), "put them into source_docs itself")
                )
            continue
        message = f"“{path.name}” is not read; these kinds can be: {', '.join(SOURCES)}"
        findings.append(warning("left-aside", message, Place(project.shown(path)), SAVE_AS))
    return findings


def _no_file(project: Project, path: Path) -> list[Finding]:
    """A warning for what has the name of a source and is none: a link out of the folder, a pipe, a folder."""
    if project.is_source(path):
        return []
    if path.is_symlink():
        what, hint = "is a link that leads out of source_docs, or nowhere", "put the file itself into source_docs"
    else:
        what, hint = "is not an ordinary file", "put the document itself into source_docs"
    return [warning("left-aside", f"{path.name} is not read, for it {what}", Place(project.shown(path)), hint)]


def load(project: Project, path: Path) -> bytes:
    """The bytes of a source. Raises Refused where it cannot be read or its ending is not known."""
    shown = project.shown(path)
    if path.suffix.lower() not in SOURCES:
        known = ", ".join(SOURCES)
        raise Refused(
            error("unknown-ending", f"{shown} is not a kind of file that can be read: {known}", Place(shown), SAVE_AS)
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            message = f"{shown} is not an ordinary file"
            raise Refused(error("cannot-read", message, Place(shown), "give the document itself"))
        if path.stat().st_size > MOST_SOURCE_BYTES:
            message = f"{shown} is larger than {MOST_SOURCE_BYTES // 2**20} MB"
            raise Refused(error("too-large", message, Place(shown), "split it into parts"))
        return path.read_bytes()
    except OSError as wrong:
        raise Refused(unreadable(shown, wrong)) from wrong
