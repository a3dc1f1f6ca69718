"""The project's folders on disk: what is read from them, and how files are written so that none is ever half-written."""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

from pipeline import content
from pipeline.app import plain_file
from pipeline.app.unchanged import root_of
from pipeline.builders import Version, formats, same_in
from pipeline.builders.html.metadata import full_title
from pipeline.checks.words import unseen_in
from pipeline.conformance import manual
from pipeline.content import easy_read
from pipeline.editions import looks, site_read
from pipeline.editions.assets import Assets
from pipeline.editions.site import STANDARD, EditionName, Site
from pipeline.library.languages import original_of, versions
from pipeline.model import temporary
from pipeline.model.document import Document
from pipeline.model.easy_read import EasyRead
from pipeline.model.findings import Finding, Findings, error, warning
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, WithFindings, carrying, collecting, reported_elsewhere
from pipeline.sources import SOURCES

PICTURES = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"}
SIGNED = {".mp4", ".webm", ".vtt", ".srt", ".txt"}
"""Videos in British Sign Language that lie below `content/`, and their captions and transcripts."""


class Refused(Exception):
    """The request cannot be carried out (wrong usage, unreadable file); carries the findings. Exit code 2."""

    def __init__(self, finding: Finding, *more: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding
        self.findings: Findings = (finding, *more)


@dataclass(frozen=True)
class ContentFile:
    """One content file as read: its document (None where it cannot be made) and what is wrong with it.

    `easy_read` is the Easy Read that lies beside it, `easy_data` the bytes of that; what is wrong in it is among the findings.
    """

    path: Path
    data: bytes
    document: Document | None
    findings: Findings = ()
    easy_read: EasyRead | None = None
    easy_data: bytes = b""

    @property
    def name(self) -> str:
        """The document's id: the file name without its ending."""
        return self.path.stem

    @property
    def has_easy_read(self) -> bool:
        """Whether the file of an Easy Read lies beside it, whatever can be made of it."""
        return self.path.with_name(self.name + easy_read.ENDING).is_file()


@dataclass(frozen=True)
class Project:
    """A checkout: `source_docs/`, `content/`, `templates/` and `output/` below its root."""

    root: Path

    @property
    def sources(self) -> Path:
        """Where the old documents arrive."""
        return self.root / "source_docs"

    @property
    def content(self) -> Path:
        """What people edit."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """Everything that can be built again."""
        return self.root / "output"

    @property
    def public(self) -> Path:
        """What the web team uploads: published documents and the pages of the site."""
        return self.output / "public"

    @property
    def drafts(self) -> Path:
        """Editions of documents that are not published."""
        return self.output / "drafts"

    @property
    def requests(self) -> Path:
        """Copies made for one reader, and fragments for a CMS."""
        return self.output / "requests"

    @property
    def private(self) -> Path:
        """Word accounts, which hold comments and the names of those who made them. Never uploaded."""
        return self.output / "private"

    def folder_of(self, document: Document) -> Path:
        """Where the editions of a document lie."""
        return self.public if document.status == "published" else self.drafts

    def shown(self, path: Path) -> str:
        """A path as messages show it: below the root where it is there, on one line, in characters that can be written."""
        with suppress(ValueError):
            path = plain_file.real(path).relative_to(plain_file.real(self.root))
        return printable(path.as_posix())

    @cached_property
    def assets(self) -> Assets:
        """Templates, fonts and the pictures of the content, in memory."""
        self.require_templates()
        files = _more_fonts() | _files(self.root / "templates")
        if STANDARD_LOOK not in files:  # every command takes its sizes from there
            from pipeline.app import template_slips

            raise Refused(template_slips.without(STANDARD_LOOK))
        pictures = {k: v for k, v in _files(self.content).items() if Path(k).suffix.lower() in PICTURES | SIGNED}
        if pictures:
            from pipeline.content.pictures import publishable  # it loads what reads pictures

            pictures = {name: publishable(data, Path(name).suffix) for name, data in pictures.items()}
        return Assets(files, pictures)

    def require_templates(self) -> None:
        """Raises Refused where the root is no project: it has no templates/."""
        if not (self.root / "templates").is_dir():
            hint = "run it in the project's folder, where templates/ and content/ are"
            raise Refused(error("no-project", f"{self.root} holds no templates/", hint=hint))

    @cached_property
    def site_with_findings(self) -> WithFindings[Site]:
        """The site of `content/site.yaml`, with what is wrong there and with everything in `templates/`."""
        return _site(self)

    def slips(self) -> Findings:
        """What is wrong with everything in `templates/`, and what in `content/` is not read."""
        from pipeline.app.kept import fine_templates  # it loads what fills page templates

        return (*fine_templates.slips(self.root, self.assets, _keep), *self._left_aside())

    def unseen_looks(self, site: Site) -> Iterator[Finding]:
        """An error for each edition whose file name would promise a look that its format cannot have."""
        standard = looks.load(self.assets, STANDARD)
        for edition in site.editions:
            own = edition.look != STANDARD
            if own and same_in(edition.format, looks.load(self.assets, edition.look), standard):
                message = f"editions: {edition.format} has nothing that the look {edition.look} could change"
                place = site.place_of(f"{edition.format} {edition.look}")
                yield error("look-unseen", message, place, f"write {edition.format} alone")

    @property
    def site(self) -> Site:
        """The site of `content/site.yaml`."""
        return reported_elsewhere(self.site_with_findings, Project.site_with_findings)

    def content_paths(self) -> list[Path]:
        """The content files of publications, by name. A link that leads out of the folder is none."""
        others = ("site.yaml", "manual-checks.yaml")
        paths = sorted(
            p for p in self.content.glob("*.yaml") if p.name not in others and not p.name.endswith(easy_read.ENDING)
        )
        return [path for path in paths if self.is_content(path) and plain_file.can_name_editions(path)]

    def is_content(self, path: Path) -> bool:
        """Whether a path in `content/` is a plain file that lies there."""
        return plain_file.lies_in(path, self.content)

    def _left_aside(self) -> Iterator[Finding]:
        """A warning for each link, pipe or folder that is named like a content file, and for names that no edition can have."""
        for path in sorted(self.content.glob("*.yaml")):
            name = printable(path.name)
            place = Place(f"{self.shown(self.content)}/{name}")
            if not self.is_content(path):
                message = f"{name} is not read, because it is not an ordinary file, or a link that leads out of content"
                yield warning("left-aside", message, place, "put the file itself into content")
            elif not plain_file.can_name_editions(path):
                message = f"{name} is not read, because its name is too long, or is not text"
                yield warning("left-aside", message, place, "give it a short name of small letters, digits and hyphens")

    def source_paths(self) -> list[Path]:
        """The source documents that an extractor can read, by name."""
        if not self.sources.is_dir():
            return []
        found = (p for p in self.sources.iterdir() if p.suffix.lower() in SOURCES and not p.name.startswith("."))
        return sorted(path for path in found if self.is_source(path))

    def is_source(self, path: Path) -> bool:
        """Whether a path in source_docs is a plain file that lies there; a link out of the folder, a pipe or a folder is none."""
        return plain_file.lies_in(path, self.sources)

    def read_content(self, path: Path) -> ContentFile:
        """A content file as read. Raises Refused where there is no such file."""
        try:
            data = plain_file.read(path)
        except OSError as wrong:
            raise Refused(unreadable(self.shown(path), wrong)) from wrong
        return _content_file(self, path, data)

    def versions_of(self, name: str, left: Callable[[str], Document | None]) -> tuple[Version, ...]:
        """The published web pages of a publication in other languages; only their content files are read.

        `left` gives the document of a page that lies there still, where its content file cannot be read.
        """
        paths = {path.stem: path for path in self.content_paths()}
        original = original_of(name, paths) or name
        family = (original, *versions(paths).get(original, ()))
        if len(family) == 1 or EditionName("html", "standard") not in self.site.editions:
            return ()
        others = [one for one in family if one != name and one in paths]
        documents = (self.read_content(paths[one]).document or left(one) for one in others)
        return tuple(
            Version(f"{document.name}.html", document.language, full_title(document))
            for document in documents
            if document and document.is_published
        )

    def all_content(self) -> list[ContentFile]:
        """Every publication's content file."""
        return [self.read_content(path) for path in self.content_paths()]


@collecting
def _site(into: Collector, project: Project) -> Site:
    path, checks = project.content / "site.yaml", project.content / "manual-checks.yaml"
    site = Site()
    if project.is_content(path):
        names = list(formats()), looks.names(project.assets)
        site = site_read.read(path.read_bytes(), project.shown(path), *names).take(into)
        if site.brand.logo:
            from pipeline.builders.logo import logo_fault  # it loads what reads pictures

            into.add(*filter(None, [logo_fault(site, project.assets.pictures)]))
        into.add(*project.unseen_looks(site), *unseen_in(path.read_bytes(), project.shown(path)))
        site = replace(site, claims=manual.claims(checks.read_bytes()) if project.is_content(checks) else ())
    else:
        into.add(error("no-site", "content/site.yaml is missing", Place("content/site.yaml")))
    into.add(*project.slips())
    return site


@carrying
def _content_file(into: Collector, project: Project, path: Path, data: bytes) -> ContentFile:
    document = _read(data, path.stem, project.shown(path)).take(into)
    beside = path.with_name(path.stem + easy_read.ENDING)
    if document is None or not plain_file.lies_in(beside, path.parent):
        return ContentFile(path, data, document)
    own = beside.read_bytes()
    easy = easy_read.read(own, document, project.shown(beside), datetime.date.today()).take(into)
    return ContentFile(path, data, document, (), easy, own)


@lru_cache(maxsize=256)
def _read(data: bytes, name: str, shown: str) -> WithFindings[Document | None]:
    """What `content.read` makes of the same bytes, once: a run asks for each file several times."""
    return content.read(data, name, shown)


def find(start: Path) -> Project:
    """The project that a folder lies in."""
    return Project(root_of(start))


def unreadable(name: str, wrong: OSError) -> Finding:
    """An error for a file that the system does not let us read or write."""
    reason = (wrong.strerror or str(wrong)).lower()
    return error(
        "cannot-read", f"this file cannot be read: {reason}", Place(name), "check the name and the permissions"
    )


def printable(name: str) -> str:
    """A file name with � for what no line can show: line breaks, control characters, bytes that are no UTF-8."""
    return "".join("�" if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one for one in name)


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all. Raises Refused where that cannot be done: a full disk, no permission, a folder there.

    Content, which people edit, is on the disk before it takes the place of what was there: a power cut leaves one of both.
    """
    begun = path.with_name(f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(path.parent)
        try:
            begun.write_bytes(data)
            if path.suffix == CONTENT:
                with begun.open("rb") as file:
                    os.fsync(file.fileno())
            os.replace(begun, path)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        hint = "make room, change its permissions, or choose another folder with --out; what was there before is whole"
        raise Refused(
            error("cannot-write", f"{printable(str(path))} cannot be written: {reason}", hint=hint)
        ) from wrong


def remove(path: Path) -> None:
    """Removes a file, if it is there. Raises Refused where that cannot be done."""
    try:
        path.unlink(missing_ok=True)
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        message = f"{printable(str(path))} cannot be removed: {reason}"
        raise Refused(error("cannot-write", message, hint="change the permissions of its folder")) from wrong


def write_kept(path: Path, data: bytes) -> None:
    """Writes a file that only the program reads and can make again; what is in the way there is removed."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        above = next((folder for folder in path.parents if folder.exists() or folder.is_symlink()), path.parent)
        if not above.is_dir():
            above.unlink()
    write(path, data)


def _keep(path: Path, data: bytes) -> None:
    """Keeps what only spares work: in a folder that nobody may write to, it is made each time."""
    with suppress(Refused):
        write_kept(path, data)


CONTENT = ".yaml"
STANDARD_LOOK = "looks/standard.yaml"
TEMPORARY = ".reports-"
"""How the names of files begin that `write` has not yet put in their places; the number of the writing process follows."""


def sweep(*folders: Path, mark: str = "") -> None:
    """Removes what runs that were killed left below some folders: files that `write` had begun; `mark` names the machine.

    Outside POSIX all of them are tried: there a file that a running process has open cannot be removed.
    """
    for folder in folders:
        _remove_left(folder.rglob(f"{TEMPORARY}*-{mark}*") if folder.is_dir() else ())


@lru_cache(maxsize=1000)
def _sweep_once(folder: Path) -> None:
    """Removes what killed runs left in a folder that is written to, such as one that `--out` names."""
    _remove_left(folder.glob(f"{TEMPORARY}*-*"))


def _remove_left(paths: Iterable[Path]) -> None:
    for path in paths:
        number = path.name.removeprefix(TEMPORARY).split("-")[0]
        if number.isdigit() and not (os.name == "posix" and temporary.is_running(int(number))):
            with suppress(OSError):
                path.unlink()


FONTS = ("pylopdf_fonts_zh_cn",)
"""Packages with fonts that are too large to ship: simplified Chinese (the extra `chinese`)."""


def _more_fonts() -> dict[str, bytes]:
    """The sans-serif fonts of the font packages that are installed, as if they lay in `templates/fonts/`."""
    found = filter(None, map(find_spec, FONTS))
    files = (path for spec in found if spec.origin for path in sorted(Path(spec.origin).parent.glob("*Sans*.?tf")))
    return {f"fonts/{path.name}": path.read_bytes() for path in files}


def _files(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their path within it; hidden ones and links that lead out of it are left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.name.startswith(".") and plain_file.lies_in(path, folder)
    }
