"""Which publication a finished file belongs to, and whether it still says what the content says.

The record of the builds knows each file by its place, its bytes or its name, and what its edition declared: with it the file is
proved whole, beside the other files of its edition. Without a record, the name or the identifier in the file leads to the
content, and the words alone are compared. A file that leads nowhere is proved against nothing, which is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.app import site_proof
from pipeline.app.cache import Cache, Made
from pipeline.app.orders import Order
from pipeline.app.project import Project, sha256
from pipeline.app.proof import letters, plain
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import BUILDERS, EASY_READ, SITE_PAGES
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import BOOK, main_file
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Findings, error, warning
from pipeline.model.place import Place
from pipeline.model.walk import canonical
from pipeline.verifiers import Reading

MOST_WORDS_NAMED = 20
"""This many words that a file lacks are named."""


@dataclass(frozen=True)
class Compared:
    """What a file was compared with, as words for people, "" for nothing; and what differs."""

    with_what: str
    findings: Findings


@dataclass(frozen=True)
class BuiltFile:
    """A file of a build: the folder and the cache of that, the name of its edition or page, and its own name in the folder."""

    folder: Path
    cache: Cache
    edition: str
    file: str

    @property
    def made(self) -> Made:
        """What was made of the edition or page."""
        return self.cache.made[self.edition]


def compare(project: Project, path: Path, data: bytes, reading: Reading | None) -> Compared:
    """Compares a finished file with the content; `reading` is what was read back of it, None where no verifier reads it."""
    built = find(project, path, data)
    if built:
        document = document_of(project, built.edition)
        if document:
            compared = _edition(project, built, document, path, data)
            if compared:
                return compared
        elif built.edition in SITE_PAGES or built.cache.reading(built.edition):
            return _page(project, built, data)
    document = _book(project, path) or document_of(project, path.name) or _named_in(project, reading)
    row = next((row for row in BUILDERS.values() if path.suffix in row.verifiers), None)
    if document and reading and reading.words and row and not row.engine:
        what = f"the words of content/{document.name}.yaml, for no record of a build has this file"
        return Compared(what, tuple(_words(document, reading, path)))
    message = f"{path} was proved against nothing: "
    if document:
        message += f"no record of a build has it, and its words cannot be compared with {document.name} without one"
        hint = f"build it again: reports build {document.name} --format …"
    else:
        message += "no record of a build has it, and it names no publication of this project"
        hint = "give it the name that it was built with, or run this where it was built"
    return Compared("", (warning("not-compared", message, hint=hint),))


def find(project: Project, path: Path, data: bytes) -> BuiltFile | None:
    """The file of a build that a file is: the one at its place, else one with its bytes, else one with its name."""
    digest, best = sha256(data), None
    folders = dict.fromkeys((project.public, project.drafts, project.requests, path.parent))
    for folder in folders:
        cache = Cache(folder, project.root / ".cache")
        for edition, made in cache.made.items():
            for file, known in made.files.items():
                same_name = Path(file).name == path.name
                ranks = (same_name and (folder / file).resolve() == path.resolve(), known == digest, same_name)
                if True in ranks and (best is None or ranks.index(True) < best[0]):
                    best = ranks.index(True), BuiltFile(folder, cache, edition, file)
    return best[1] if best else None


def copies(project: Project) -> Iterator[tuple[str, Findings]]:
    """Each copy that was made on request and is still there, with what is wrong with it."""
    cache = Cache(project.requests, project.root / ".cache")
    for edition, made in sorted(cache.made.items()):
        there = [file for file in made.files if (project.requests / file).is_file()]
        document = document_of(project, edition)
        if not there or document is None:
            continue
        built = BuiltFile(project.requests, cache, edition, there[0])
        path = project.requests / there[0]
        compared = _edition(project, built, document, path, path.read_bytes())
        if compared:
            yield main_file(edition, there), compared.findings


def document_of(project: Project, file: str) -> Document | None:
    """The publication, or the Easy Read of one, that the name of a file begins with; the longest name that fits."""
    stems = [path.stem for path in project.content_paths()]
    fitting = [stem for stem in stems if file.startswith((f"{stem}-", f"{stem}."))]
    if not fitting:
        return None
    name = max(fitting, key=len)
    content = project.read_content(project.content / f"{name}.yaml")
    if file[len(name) + 1 :].startswith("easy-read") and content.easy_read:
        return content.easy_read.document
    return content.document


def _book(project: Project, path: Path) -> Document | None:
    """The publication whose title the name of an e-book begins with; the longest that fits."""
    if path.suffix != BOOK:
        return None
    documents = {content.name: content.document for content in project.all_content() if content.document}
    books = book_names(documents.values())
    fitting = [name for name, start in books.items() if path.name.startswith((f"{start}-", f"{start}."))]
    return documents[max(fitting, key=lambda name: len(books[name]))] if fitting else None


def _named_in(project: Project, reading: Reading | None) -> Document | None:
    """The publication whose name a file gives as its identifier."""
    values = {value for _, value in reading.about} if reading else set()
    path = next((path for path in project.content_paths() if path.stem in values), None)
    return project.read_content(path).document if path else None


def _edition(project: Project, built: BuiltFile, document: Document, path: Path, data: bytes) -> Compared | None:
    """The proof of the edition with the file in its place; None where nothing is kept of what the edition declared."""
    declared = built.cache.reading(built.edition)
    if declared is None:
        return None
    files = {file: (built.folder / file).read_bytes() for file in built.made.files if (built.folder / file).is_file()}
    files[built.file] = data
    files = {file: files[file] for file in built.made.files if file in files}
    changed = [file for file, digest in built.made.files.items() if file not in files or sha256(files[file]) != digest]
    found = [error("file-changed", f"{file} is not the file that was built", Place(file), "build it again")
             for file in changed]  # fmt: skip
    assets = with_charts(project, document, built.edition, files if changed else ())
    proof = verify(document, files, declared[0], ExpectedFacts(declared[1], assets, built.made.files))
    found += [one if str(one.place) else replace(one, place=Place(path.name)) for one in proof.findings]
    folder = project.shown(built.folder)
    name = main_file(built.edition, built.made.files)
    return Compared(f"content/{document.name}.yaml and the record of {folder}/{name}", tuple(found))


def with_charts(project: Project, document: Document, edition: str, changed: Iterable[str]) -> Assets:
    """The pictures of the project; where a PDF changed, which is looked at again, with the charts of its edition, drawn again."""
    assets = project.assets
    if any(file.endswith(".pdf") for file in changed):
        for look in map(partial(looks.load, assets), looks.names(assets)):
            order = Order(document, "pdf", looks.easy_read(look) if document.kind == EASY_READ else look)
            if order.file == edition:
                return edition_for("pdf", document, order.look, assets, project.site.brand)[2]
    return assets


def _page(project: Project, built: BuiltFile, data: bytes) -> Compared:
    """A page of the site: what it declared, and its bytes."""
    files = {file: (built.folder / file).read_bytes() for file in built.made.files if (built.folder / file).is_file()}
    files[built.file] = data
    found: list[Finding] = []
    if sha256(data) != built.made.files[built.file]:
        found.append(error("file-changed", f"{built.file} is not the file that was built", Place(built.file)))
    found += site_proof.page(files, *(built.cache.reading(built.edition) or ((), ())), project.assets)
    return Compared(f"what was declared of {project.shown(built.folder)}/{built.edition}", tuple(found))


def _words(document: Document, reading: Reading, path: Path) -> Iterator[Finding]:
    """The words of the content that a file lacks, block by block; what stands there beside them nobody can judge."""
    text = [said.text for said in reading.words]
    stream, known = letters(" ".join(text)), Counter(word for one in text for word in plain(one).split())
    count = 0
    for words in canonical(document):
        if letters(reading.fold(words.text)) in stream:
            continue
        missing = [word for word in plain(reading.fold(words.text)).split() if word not in known]
        for word in missing[: MOST_WORDS_NAMED - count]:
            message = f"{path.name} lacks “{word}” of {words.block}"
            yield error("words-missing", message, words.place, "build it again")
        count += len(missing)
