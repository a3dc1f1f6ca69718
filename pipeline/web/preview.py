"""Builds the web pages of a project in memory and keeps them up to date with its files, for `reports serve`."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from pipeline import checks
from pipeline.app.apart import fault
from pipeline.app.checking import content_of, pictures
from pipeline.app.project import ContentFile, Project, Refused, printable, unreadable
from pipeline.app.settling import moment
from pipeline.app.template_slips import slip_of
from pipeline.builders import SITE_PAGES, Built, Fact, Job, Publication, SiteJob
from pipeline.builders.html import build as html
from pipeline.builders.html import mistakes as page_mistakes
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.site import STANDARD
from pipeline.library.library import ContentDocument, Library
from pipeline.model.findings import Findings, Severity, failed
from pipeline.model.place import NOWHERE

SCRIPT = "-/reload.js"
Snapshot = dict[Path, tuple[int, int]]


class Rebuilt(NamedTuple):
    """A page that was rebuilt after a save, the seconds that it took, and the findings."""

    name: str
    seconds: float
    findings: Findings


@dataclass
class PreviewedPublication:
    """The current state of a publication: its file, its document, its pages and its findings."""

    file: ContentFile
    content: ContentDocument | None
    pages: dict[str, bytes]
    findings: Findings = ()


class Preview:
    """All pages by their path on the site. `refresh` updates them; the page of a file with errors shows the errors."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = Project(root)
        self.shown: dict[str, PreviewedPublication] = {}
        self.site_files: dict[str, bytes] = {}
        self.files: Mapping[str, bytes] = {}
        """The files that are served: a new mapping after each refresh, so that requests are answered during a build."""
        self.seen: Snapshot = {}
        self.broken = False

    def refresh(self) -> list[Rebuilt]:
        """Builds what has changed on disk since the last call, and returns what was built.

        If that fails (a file is deleted while it is read, a template is incomplete), the old pages are kept, the reason is
        reported, and the next change builds everything.
        """
        now = self._snapshot()
        changed = {path for path in now.keys() | self.seen.keys() if now.get(path) != self.seen.get(path)}
        self.seen = now
        if not changed:
            return []
        documents = {path for path in changed if path.parent == self.project.content and path.suffix == ".yaml"}
        everything = self.broken or any(path.name == "site.yaml" or path not in documents for path in changed)
        self.broken = True
        try:
            rebuilt = self._build({path.stem for path in documents}, everything=everything)
        except Refused as wrong:
            return [Rebuilt("preview", 0, (wrong.finding,))]
        except OSError as wrong:
            return [Rebuilt("preview", 0, (unreadable(printable(str(wrong.filename or "content")), wrong),))]
        except Exception as wrong:
            finding = slip_of(wrong) or fault("program-fault", "the pages could not be built", wrong, NOWHERE)
            return [Rebuilt("preview", 0, (finding,))]
        self.broken = False
        return rebuilt

    def _build(self, names: set[str], *, everything: bool) -> list[Rebuilt]:
        """Builds some publications, or all, and the pages of the site, and then serves them."""
        if everything:
            self.project = Project(self.root)
        rebuilt = self._publications(names, everything=everything)
        self._site_pages()
        pages = {name: data for shown in self.shown.values() for name, data in shown.pages.items()}
        self.files = {**self.site_files, **pages, SCRIPT: self.project.assets.templates.get("reload.js", b"")}
        return rebuilt

    def get(self, path: str) -> bytes | None:
        """Returns the file at a path of the site such as "plan.html", or None."""
        name = path or "index.html"
        data = self.files.get(name)
        return None if data is None else _live(name, data)

    def version(self, path: str) -> str:
        """A fingerprint of a page, which tells a browser that it has changed."""
        return _fingerprint(self.files.get(path or "index.html", b""))

    def names(self) -> list[str]:
        """Returns the names of the publications."""
        return sorted(self.shown)

    def _snapshot(self) -> Snapshot:
        """Returns the time and size of every file that the pages depend on."""
        snapshot: Snapshot = {}
        for folder in (self.project.content, self.root / "templates"):
            for path in folder.rglob("*"):
                try:
                    state = path.stat()
                except OSError:
                    continue
                if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                    snapshot[path] = (state.st_mtime_ns, state.st_size)
        return snapshot

    def _publications(self, names: set[str], *, everything: bool) -> list[Rebuilt]:
        rebuilt: list[Rebuilt] = []
        paths = {path.stem: path for path in self.project.content_paths()}
        self.shown = {name: shown for name, shown in self.shown.items() if name in paths}
        wanted = [name for name in paths if everything or name in names]
        for name in wanted:
            try:
                file = self.project.read_content(paths[name])
            except Refused:
                continue
            old = self.shown.get(name)
            self.shown[name] = PreviewedPublication(file, content_of(file), old.pages if old else {})
        shelf = self._library()
        for name in wanted:
            if name in self.shown:
                start = time.monotonic()
                findings = self._publication(name, self.shown[name], shelf)
                rebuilt.append(Rebuilt(name, time.monotonic() - start, findings))
        return rebuilt

    def _library(self) -> Library:
        documents = tuple(shown.content for shown in self.shown.values() if shown.content)
        return Library(documents, self.project.site, pictures(self.project))

    def _publication(self, name: str, shown: PreviewedPublication, shelf: Library) -> Findings:
        """Builds the pages of a publication, or puts the page of its errors at each of their addresses."""
        findings = shown.file.findings
        if shown.content:
            findings += checks.check(shelf.neighbours, shown.content, findings).findings
        built: Built | None = None
        if shown.file.document and not failed(findings):
            document = shown.file.document
            look = looks.load(self.project.assets, STANDARD)
            _, edition, assets = edition_for("html", document, look, self.project.assets, self.project.site.brand)
            built = html.build(Job(document, edition, look, self.project.site, assets, moment(document)))
            findings += built.findings
        if built is None or failed(findings):
            page = page_mistakes.page(
                self.project.shown(shown.file.path), findings, self.project.site, self.project.assets
            )
            pages = {path for path in shown.pages if path.endswith(".html")} | {f"{name}.html"}
            shown.pages = dict.fromkeys(pages, page.encode("utf-8"))
        else:
            shown.pages = dict(built.files)
        shown.findings = findings
        return findings

    def _site_pages(self) -> None:
        """Builds the pages of the site. Errors in content/site.yaml replace the home page."""
        project = self.project
        site, findings = project.site, project.site_with_findings.findings
        look = looks.load(project.assets, STANDARD)
        publications = tuple(
            Publication(shown.file.document, (Fact(f"{name}.html", "html", look, len(shown.pages[f"{name}.html"])),))
            for name, shown in sorted(self.shown.items())
            if shown.file.document and f"{name}.html" in shown.pages
        )
        job = SiteJob(publications, site, project.assets, moment(None))
        files: dict[str, bytes] = {}
        for module in SITE_PAGES.values():
            built: Built = import_module(module).build(job)
            findings += built.findings
            files |= built.files
        wrong = {name: shown for name, shown in self.shown.items() if failed(shown.findings)}
        if failed(findings):
            files["index.html"] = page_mistakes.page("content/site.yaml", findings, site, project.assets).encode(
                "utf-8"
            )
        elif wrong and not publications:
            findings_of_all = tuple(finding for shown in wrong.values() for finding in shown.findings)
            files["index.html"] = page_mistakes.page("content", findings_of_all, site, project.assets).encode("utf-8")
        files["-/documents.html"] = page_mistakes.documents(
            [(name, not failed(shown.findings), _warnings(shown)) for name, shown in sorted(self.shown.items())],
            site,
            project.assets,
        ).encode("utf-8")
        self.site_files = files


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _live(name: str, data: bytes) -> bytes:
    """Adds to a page the script that reloads it after a save."""
    if not name.endswith(".html"):
        return data
    script = f'<script src="/{SCRIPT}" data-version="{_fingerprint(data)}"></script>\n</body>'
    return data.replace(b"</body>", script.encode("utf-8"), 1)


def _warnings(shown: PreviewedPublication) -> int:
    return sum(finding.severity is Severity.WARNING for finding in shown.findings)
