"""Builds editions from content: the work of one edition in a process of its own, and the cache that spares it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext, suppress
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue

from pipeline import __version__
from pipeline.app import settling, site_proof
from pipeline.app.cache import Cache, Made, key
from pipeline.app.kept import bases, documents
from pipeline.app.kept.clips import ClipFolder
from pipeline.app.kept.old_files import without_old
from pipeline.app.kept.swapping import Swap
from pipeline.app.orders import Done, Order, can_begin, facts_for, families
from pipeline.app.project import Project, sha256, write
from pipeline.app.settling import moment, publications
from pipeline.app.template_slips import without_slips
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.app.workers import Workers, begin
from pipeline.builders import (
    BUILDERS,
    EASY_READ,
    EASY_READ_FORMATS,
    SITE_PAGES,
    Area,
    Built,
    Fact,
    Job,
    SiteJob,
    Version,
    edition_files,
)
from pipeline.builders.markup.environment import compile_templates
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import STANDARD, Site
from pipeline.model.document import Document, Text
from pipeline.model.findings import error, failed
from pipeline.model.with_findings import Collector, carrying, collecting, reported_elsewhere

# Rules about the machine, not the content: what failed by one of them is built again in the next run.
OF_THE_MACHINE = frozenset({"audio-disk", "audio-missing", "braille-missing"})
WITHOUT_PUBLICATIONS = frozenset({"assets", "404.html"})
"""The pages of the site that no publication changes."""
PUBLIC, DRAFT, COPY = Area(), Area("../public/", "../public/"), Area("", "../public/", alone=True)


CACHE, CLIPS = ".cache", "clips"
_ASSETS: list[Assets] = []
_CLIPS: list[Path] = []


def prepare(assets: Assets, clips: Path) -> None:
    """Gives this process what its editions are built with: templates and pictures, and a folder for clips of sound."""
    _ASSETS[:], _CLIPS[:] = [assets], [clips]


def _load(formats: set[str], assets: Assets) -> None:
    """Loads what builds and verifies editions of some formats, so that processes forked later need not do it each.

    The print engine and the proof of its pages prepare more at their first use than they load, so a page is set.
    """
    for row in (BUILDERS[format] for format in sorted(formats & BUILDERS.keys())):
        looks_at = ["pipeline.app.proofs.drawn_pages"] if ".pdf" in row.verifiers else []
        for module in (row.module, *row.verifiers.values(), *looks_at):
            with suppress(ImportError):  # reported where its editions are built
                import_module(module)
    compile_templates(assets)
    if "pdf" in formats:
        prepare(assets, Path())
        word = Document("word", (Text("Word"),))
        build(Order(word, "pdf", looks.load(assets, STANDARD)), Around(Site(), (), PUBLIC, moment(None)))


def ready(project: Project, formats: set[str]) -> Workers:
    """Processes that build editions in some formats; they load from now on what that needs, or nothing where nothing is built."""
    if failed(project.site_with_findings.findings):
        formats = set()
    elif EASY_READ in formats:
        formats = formats | set(EASY_READ_FORMATS)
    return Workers(_load, project.assets, formats)


@dataclass(frozen=True)
class Around:
    """What surrounds an edition: the site, the facts of the other editions, where it lies, and the time for its file.

    `versions` are its web pages in other languages, `book` is how the name of its e-book begins.
    """

    site: Site
    facts: tuple[Fact, ...]
    area: Area
    moment: int
    versions: tuple[Version, ...] = ()
    book: str = ""


@carrying
def build(into: Collector, order: Order, around: Around) -> Built:
    """Sets out, builds and verifies one edition; runs in a worker process."""
    made = _made_apart(order, around) if order.format == "pdf" and settling.is_long(order.document) else None
    job = _job(order, around).take(into)
    built = made or without_slips(partial(import_module(BUILDERS[order.format].module).build, job))
    if not built.files:
        return built
    job = replace(job, edition=replace(job.edition, body=()))  # a long text is not kept twice while it is proved
    proof = verify(order.document, built.files, built.reading, ExpectedFacts(built.about, job.assets))
    counts = {**built.facts, "words": proof.words, "added": proof.added}
    findings = (
        *built.findings,
        *proof.findings,
        *settling.too_long(order, built),
        *settling.without_pages(order, job, built),
        *settling.other_face(job, order.format),
    )
    if not order.document.is_published:
        findings = settling.to_settle(findings)
    return replace(built, findings=findings, facts=counts)


@collecting
def _job(into: Collector, order: Order, around: Around) -> Job:
    """The edition set out, with all that its builder needs."""
    document = settling.without_lost_pictures(order.document, order.format, _ASSETS[0]).take(into)
    look, edition, assets = edition_for(order.format, document, order.look, _ASSETS[0], around.site.brand)
    job = Job(order.document, edition, look, around.site, assets, around.moment, around.facts, around.area)
    return replace(job, versions=around.versions, book=around.book, clips=ClipFolder(_CLIPS[0], order.document.name))


def _made_apart(order: Order, around: Around) -> Built:
    """What is built, by a process that ends with it: so the memory of setting is given back before the file is proved."""
    with ProcessPoolExecutor(1, initializer=begin, initargs=(partial(prepare, clips=_CLIPS[0]), _ASSETS[0])) as alone:
        return alone.submit(_make, order, around).result()


def _make(order: Order, around: Around) -> Built:
    job = reported_elsewhere(_job(order, around), build)
    return without_slips(partial(import_module(BUILDERS[order.format].module).build, job))


class Workshop:
    """Builds orders into one folder, in parallel, sparing what the cache has."""

    def __init__(
        self,
        folder: Path,
        project: Project,
        say: Callable[[Done], None],
        area: Area = PUBLIC,
        begin: Callable[[int], object] = bool,
    ) -> None:
        self.folder, self.site, self.assets, self.say, self.area = folder, project.site, project.assets, say, area
        self.begin, self.project = begin, project
        self.store = project.root / CACHE
        self.cache = Cache(folder, self.store)
        self.workers: Workers | None = None
        self.swap: Swap | None = None
        assets = project.assets
        self.templates = key(*(f"{k}:{sha256(v)}" for k, v in assets.templates.items()), program())
        self.pictures = key(*(f"{k}:{sha256(v)}" for k, v in assets.pictures.items()))

    def beside(self, folder: Path, area: Area) -> Workshop:
        """A workshop for another folder with the same inputs."""
        other = copy(self)
        other.folder, other.area, other.cache, other.swap = folder, area, Cache(folder, self.store), None
        return other

    def run(self, orders: list[Order]) -> dict[str, Done]:
        """Builds all orders, by file name; those that mention other editions come after these."""
        self.swap = Swap(self.cache) if self.area == PUBLIC else None
        formats = {order.format for order in orders}
        with nullcontext(self.workers) if self.workers else ready(self.project, formats) as workers:
            workers.begin(partial(prepare, clips=self.store / CLIPS), self.assets)
            done = self._run(workers, orders)
        return self._together(orders, done)

    def _together(self, orders: list[Order], done: dict[str, Done]) -> dict[str, Done]:
        """The results, with what there was before in the place of all editions of a publication of which one failed.

        Nothing is put back where there was nothing before; of an Easy Read that is too long, nothing is left at all.
        """
        swap, self.swap = self.swap, None
        if swap is None:
            return done
        contents = {order.content for order in orders if failed(done[order.file].findings)}
        for content in contents:
            own = [order.file for order in orders if order.content == content]
            if any(map(swap.had, own)) or content in self._too_long(orders, done):
                for file in own:
                    if done[file].built and done[file].written:
                        swap.put_back(file)
                        done[file] = replace(done[file], written=False, held=True, fact=None, facts=(), beside=())
        swap.end()
        return done

    @staticmethod
    def _too_long(orders: list[Order], done: dict[str, Done]) -> frozenset[str]:
        """The content files of the Easy Reads that have too many pages to be published; only their PDF shows it."""
        return frozenset(
            order.content
            for order in orders
            if order.file in done and any(one.rule == settling.TOO_LONG for one in done[order.file].findings)
        )

    def _run(self, workers: Workers, orders: list[Order]) -> dict[str, Done]:
        done: dict[str, Done] = {}
        family = families(orders)
        running: dict[Future[Built], tuple[Order, str]] = {}
        ended: SimpleQueue[Future[Built]] = SimpleQueue()
        looked: set[str] = set()
        names = [*family]
        while names or running:
            ready = [
                one for name in dict.fromkeys(names) for one in can_begin(family[name], done) if one.file not in looked
            ]
            looked |= {order.file for order in ready}
            names, waiting = [], []
            for order in sorted(ready, key=lambda order: order.format != "pdf"):  # what takes longest first
                known = self._facts(order, family[order.document.name], done)
                own = self._key(order, known)
                if made := self.cache.get(order.file, own):
                    done[order.file] = self._tell(self.done(order, made, built=False))
                    names.append(order.document.name)
                else:
                    waiting.append((order, own, known))
            if waiting and not running and not any(one.built for one in done.values()):
                changed = {order.document.name for order, *_ in waiting}
                self.begin(len(waiting) + sum(one.file not in looked for name in changed for one in family[name]))
            for order, own, known in waiting:
                future = workers.submit(build, order, self._around(order, known))
                running[future] = order, own
                future.add_done_callback(ended.put)
            if running and not names:
                future = ended.get()
                order, own = running.pop(future)
                done[order.file] = self._tell(self._finish(order, own, future))
                names = [order.document.name]
        return done

    def _facts(self, order: Order, family: list[Order], done: dict[str, Done]) -> tuple[Fact, ...]:
        """What an edition says of the others; a web page says nothing of an Easy Read that is too long and was never built."""
        found = facts_for(order, family, done, self._kept_pdf)
        long = self._too_long(family, done) if self.swap and order.format == "html" and not order.is_easy_read else ()
        left = {one.file for one in family if one.content in long and self.swap and not self.swap.had(one.file)}
        return tuple(fact for fact in found if fact.file not in left)

    def _kept_pdf(self, order: Order) -> Iterator[Fact]:
        """The standard PDF that was built before, for editions that name its pages where none is asked for."""
        pdf = Order(order.document, "pdf", looks.load(self.assets, STANDARD))
        area = PUBLIC if order.document.is_published else DRAFT
        for shop in (self, self.beside(self.project.folder_of(order.document), area)):
            if made := shop.cache.get(pdf.file, shop._key(pdf, ())):
                yield Fact(pdf.file, pdf.format, pdf.look, 0, made.facts.get("pages", 0), starts=made.starts)
                return

    def _tell(self, done: Done) -> Done:
        there = (file for file, edition in self.cache.written.items() if edition == done.name)
        done = replace(done, kept=not done.written and any((self.folder / file).is_file() for file in there))
        self.say(done)
        return done

    def _around(self, order: Order, facts: tuple[Fact, ...]) -> Around:
        left = partial(documents.with_page, self.cache)
        versions = self.project.versions_of(order.document.name, left) if order.format == "html" else ()
        book = order.book if edition_files.BOOK in BUILDERS[order.format].verifiers else ""
        return Around(self.site, facts, self.area, moment(order.document), versions, book)

    def _key(self, order: Order, facts: tuple[Fact, ...]) -> str:
        inputs = (order.document, _places(order.document), order.look, order.format, self._around(order, facts))
        return key(*inputs, self.templates, self.pictures)

    def done(self, order: Order, made: Made, *, built: bool) -> Done:
        """What became of an edition whose files are written; each volume is a file that readers open by itself."""
        if not made.files:
            return Done(order.file, made.findings, None, built, written=False)
        size, pages = made.facts.get("size", 0), made.facts.get("pages", 0)
        file = edition_files.main_file(order.file, made.files)
        fact = Fact(file, order.format, order.look, size, pages, starts=made.starts)
        sizes = {one: (self.folder / one).stat().st_size for one in made.files}
        facts = tuple(edition_files.facts(fact, sizes)) or (fact,)
        beside = tuple(sorted(made.files.keys() - {fact.file for fact in facts}))
        return Done(order.file, made.findings, fact, built, True, made.facts.get("words", 0), facts, beside)

    def _finish(self, order: Order, own: str, future: Future[Built]) -> Done:
        """Keeps the last good files where an error was found, else writes the new ones."""
        try:
            built = future.result()
        except Exception as wrong:  # a builder's fault must not stop the other publications
            message = f"{order.file} could not be built: {type(wrong).__name__}: {wrong}"
            finding = error("build-failed", message, hint="this is a fault of the program; please report it")
            return Done(order.file, (finding,), None, built=True, written=False)
        if failed(built.findings) or not built.files:
            if self.swap:
                self.swap.keep(order.file, ())
            if not any(finding.rule in OF_THE_MACHINE for finding in built.findings):
                self.cache.fail(order.file, own, built.findings)
            return Done(order.file, built.findings, None, built=True, written=False)
        size = len(built.files.get(order.file, b"")) or sum(map(len, built.files.values()))  # of all its volumes
        made = self._write(order.file, own, replace(built, facts={**built.facts, "size": size}))
        if order.format == "docx" and not order.is_easy_read:
            bases.keep(self.store, order.document)
        done = self.done(order, made, built=True)
        return replace(done, findings=(*done.findings, *without_old(self.cache, order.file, order.format)))

    def _write(self, name: str, own: str, built: Built) -> Made:
        if self.swap:
            self.swap.keep(name, built.files)
        was = [file for file, edition in self.cache.written.items() if edition == name and file not in built.files]
        divided = [file for file in was if "-volume-" in file]  # otherwise than the text is now
        renamed = [file for file in was if file.endswith(edition_files.BOOK) and self.area.alone]  # no page leads there
        self.cache.remove(divided + renamed)
        for file, data in built.files.items():
            write(self.folder / file, data)
        hashes = {file: sha256(data) for file, data in built.files.items()}
        reading = self.cache.keep_reading(name, built.reading, built.about)
        made = Made(own, hashes, built.findings, built.facts, reading, built.starts)
        self.cache.put(name, made)
        return made

    def pages(
        self, orders: list[Order], done: Mapping[str, Done], names: Iterable[str] = tuple(SITE_PAGES)
    ) -> Iterator[Done]:
        """The pages of the site, or some of them by name: the list of all publications and what belongs to it."""
        job = SiteJob(publications(orders, done), self.site, self.assets, moment(None))
        for name in names:
            listed = () if name in WITHOUT_PUBLICATIONS else job.publications
            own = key(listed, self.site, job.moment, self.templates, self.pictures, name)
            yield self.page(name, own, partial(import_module(SITE_PAGES[name]).build, job))

    def page(self, name: str, own: str, build: Callable[[], Built], *, proved: bool = False) -> Done:
        """A page that is built here and now, unless the cache has it; one with errors keeps its last good file.

        One that is `proved` already has the findings of that among its own.
        """
        made = self.cache.get(name, own)
        if made and not made.files and not made.failed:  # none is wanted
            return Done(name, made.findings, None, built=False, written=False)
        if made:
            return self._tell(Done(name, made.findings, None, False, bool(made.files), made.facts.get("words", 0)))
        built = without_slips(build)
        if not proved:
            proof = site_proof.page(built.files, built.reading, built.about, self.assets)
            built = replace(built, findings=(*built.findings, *proof))
        if failed(built.findings):
            self.cache.fail(name, own, built.findings)
            return self._tell(Done(name, built.findings, None, built=True, written=False))
        self._write(name, own, built)
        if not built.files:
            return Done(name, built.findings, None, built=False, written=False)
        return self._tell(Done(name, built.findings, None, True, True, built.facts.get("words", 0)))


@cache
def program() -> str:
    """The version of the program: of the code that builds, and of the engines that it builds with."""
    from importlib.metadata import version

    folder = Path(__file__).parent.parent
    code = key(*(path.read_bytes() for path in sorted(folder.rglob("*.py"))))
    engines = [f"{name} {version(name)}" for name in ("weasyprint", "python-docx", "jinja2", "pikepdf", "pydyf")]
    engines += [import_module(row.engine).version() for row in BUILDERS.values() if row.engine]
    return f"{__version__} {code} {engines}"


def _places(document: Document) -> str:
    """Findings quote lines, so a text that moved in its file is another input."""
    return ",".join(str(section.place) for section in document.sections)
