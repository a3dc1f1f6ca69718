"""One build as the verbs `make` and `build` run it: check, build, verify, write, and say what is to be done."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.app import checking, packing, record, redirects, unchanged
from pipeline.app.building import COPY, DRAFT, PUBLIC, WITHOUT_PUBLICATIONS, Workshop
from pipeline.app.kept import recorded
from pipeline.app.kept.told import Told
from pipeline.app.left import EditionFolder
from pipeline.app.orders import Done, Order
from pipeline.app.orders import orders as orders_of
from pipeline.app.project import ContentFile, Project, Refused, sha256, write, write_kept
from pipeline.app.site_proof import style_sheet
from pipeline.app.workers import Workers
from pipeline.builders import EASY_READ, SITE_PAGES
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import BOOK
from pipeline.builders.html import start
from pipeline.editions import looks
from pipeline.editions.looks import Look
from pipeline.model.findings import Findings, error, failed, warning
from pipeline.verbs.reporter import Reporter

PRUNE = "remove files of publications that there are no more, without asking"
NOTES = "show notes too: for example each page that is less than half full, and why"


@dataclass(frozen=True)
class Plan:
    """What is to be built: content files, editions as (format, look), and where to.

    A request goes to one folder; all else to `public/` and `drafts/` below `folder`, or below `output/`. A whole build makes
    the pages of the site, the statement, the conformance pack and the build record as well, and finds what is stale. `before`
    is the fingerprint of its inputs when it began, "" where the next run has to look at everything. `asked` says that a person
    has named the formats: one that this machine cannot make is then a failure. `told` is what is
    wrong with what they asked for, `sources` what was found in the sources before the build. `workers` have begun to load.
    """

    files: list[ContentFile]
    editions: list[tuple[str, Look]]
    folder: Path | None = None
    request: bool = False
    whole: bool = False
    prune: bool = False
    notes: bool = False
    before: str = ""
    asked: bool = False
    sources: Mapping[str, Findings] = field(default_factory=dict)
    told: Findings = ()
    workers: Workers | None = None


def build(project: Project, plan: Plan) -> int:
    """Builds the editions of some content files, says how it goes, and lists everything that failed at the end."""
    if not plan.files and not plan.prune:
        raise Refused(error("no-content", "content/ holds no publication", hint="run: reports extract"))
    known = Told(project.root / ".cache")
    pending = packing.pending(project, [file.document for file in plan.files if file.document])
    reporter = Reporter(pending, plan.notes, known)
    site_findings = (*project.site_with_findings.findings, *style_sheet(project))
    documents = {file.name for file in plan.files}
    for about, findings in plan.sources.items():
        read = about in documents
        reporter.add(about, findings, file=about if failed(findings) and not read else "", built=read, fails=not read)
    for finding in site_findings:
        about = finding.place.file or "content/site.yaml"
        reporter.add(about, (finding,), file=about)
    reporter.add("the request", plan.told, built=True)
    orders = _orders(project, plan, reporter)
    folder = plan.folder or (project.requests if plan.request else project.output)
    if failed(site_findings):
        return reporter.end(project.shown(folder))
    if plan.request:
        area = replace(COPY, site=project.site.url.rstrip("/") + "/") if project.site.url else COPY
        shop = Workshop(folder, project, reporter.say, area, reporter.begin)
        shop.workers = plan.workers
        _run(shop, orders, reporter)
        if folder == project.requests:
            record.keep_written(shop.cache)
    else:
        _site(project, plan, orders, reporter)
    code = reporter.end(project.shown(folder), whole=plan.whole, asked=plan.asked)
    known.save(whole=plan.whole)
    if plan.before and reporter.settled:
        unchanged.remember(project.root, plan.before, reporter.again)
    return code


def _orders(project: Project, plan: Plan, reporter: Reporter) -> list[Order]:
    """The editions of each publication whose content has no error."""
    orders: list[Order] = []
    library = checking.library(project, plan.files)
    books = book_names((content.document for content in library.documents), looks.names(project.assets))
    for file, findings in ((one.file, one.findings) for one in checking.check(project, plan.files, library)):
        reporter.add(file.name, findings)
        if file.document and not failed(findings):
            orders += (replace(order, book=books[file.name]) for order in orders_of(file, plan.editions))
            reporter.add(file.name, _without_easy_read(file, plan))
    return orders


def _without_easy_read(file: ContentFile, plan: Plan) -> Findings:
    """The finding where an Easy Read is asked for that nobody has written; a site that offers them need not have all."""
    if plan.whole or file.easy_read or all(format != EASY_READ for format, _ in plan.editions):
        return ()
    tell = error if all(format == EASY_READ for format, _ in plan.editions) else warning
    hint = f"to start one: reports easy-read {file.name}"
    return (tell("easy-read-none", f"{file.name} has no Easy Read: people write it", hint=hint),)


def _run(workshop: Workshop, orders: list[Order], reporter: Reporter, *, whole: bool = False) -> dict[str, Done]:
    """Builds some editions; what they found is reported."""
    if workshop.cache.damaged:
        message = "the cache in .cache/ was damaged, or is of another version; all is built anew"
        reporter.add("the cache", (warning("cache-damaged", message),))
    done = workshop.run(orders)
    if whole:
        EditionFolder(workshop, orders, done).keep()
    workshop.cache.save()
    for content in dict.fromkeys(order.content for order in orders if done[order.file].held):
        names = [order.file for order in orders if order.content == content and done[order.file].held]
        reporter.put_back(len(names))
        print(f"{content}: an edition failed, so all of its old ones stay; not replaced: {', '.join(names)}")
    for order in orders:
        made = done[order.file]
        file = made.facts[0].file if made.facts else order.file
        reporter.add(order.document.name, made.findings, file=file, built=made.built)
    return done


def _site(project: Project, plan: Plan, orders: list[Order], reporter: Reporter) -> None:
    """Published documents into `public/`, the others into `drafts/`; a whole build makes all that surrounds them."""
    base = plan.folder or project.output
    public = [order for order in orders if order.document.status == "published"]
    others = [order for order in orders if order not in public]
    workshop = Workshop(base / "public", project, reporter.say, begin=reporter.begin)
    workshop.workers = plan.workers
    drafts = workshop.beside(base / "drafts", DRAFT)
    if plan.whole or any(order.format == "html" for order in orders):  # the style sheet, before the pages that name it
        for page in workshop.pages([], {}, ["assets"]):
            reporter.add("the site", page.findings, file=page.name)
    done = _run(workshop, public, reporter, whole=plan.whole)
    made = _run(drafts, others, reporter, whole=plan.whole)
    if plan.workers:
        plan.workers.end()
    if plan.whole:
        _around(project, plan, EditionFolder(workshop, public, done), EditionFolder(drafts, others, made), reporter)


def _around(project: Project, plan: Plan, public: EditionFolder, drafts: EditionFolder, reporter: Reporter) -> None:
    """Makes all that surrounds the editions, also those that could not be built now, and finds what is stale."""
    base = plan.folder or project.output
    unlisted = public.cannot_list(plan.files, plan.editions)
    built = public.names | drafts.names
    public, drafts = (folder.with_left(plan.files, plan.editions) for folder in (public, drafts))
    if stay := sorted((public.names | drafts.names) - built):
        print(f"{', '.join(stay)}: what was built before is kept, and stays in the lists")
    if older := sorted(file for file, one in public.done.items() if one.older):
        print(f"{', '.join(older)}: of an older text than the rest of the publication, so no list leads there")
    done = public.done | _pages(project, public, reporter, unlisted)
    kept = _kept(project, plan, public.shop, done)
    if not unlisted:
        redirects.write_rules(project, public.publications, base / "redirects")
    write(base / "index.html", start.page(project.site, project.assets, public.publications, drafts.publications))
    for shop, names in ((public.shop, kept), (drafts.shop, _kept(project, plan, drafts.shop, drafts.done))):
        _prune(project, shop, names, reporter, ask=not plan.prune)
        shop.cache.save()
    reporter.add("the site", _record(project, replace(public, done=done), kept))
    record.keep_written(drafts.shop.cache)
    copies = public.shop.beside(base / "requests", COPY)
    _of_nobody(project, copies, reporter, ask=not plan.prune)
    copies.cache.save()
    record.keep_written(copies.cache)


def _of_nobody(project: Project, shop: Workshop, reporter: Reporter, *, ask: bool) -> None:
    """Removes copies for readers of publications that no longer exist; what else lies there is only reported."""
    names = tuple(f"{path.stem}{mark}" for path in project.content_paths() for mark in "-.")
    there = sorted(path.name for path in shop.folder.iterdir()) if shop.folder.is_dir() else []
    own = ("assets", recorded.NAME)
    written = shop.cache.written
    stale = [name for name in there if not written.get(name, name).startswith((*names, ".")) and name not in own]
    made = [name for name in stale if name in written]
    _remove(project, shop, made, reporter, ask=ask)
    if others := [name for name in stale if name not in made]:
        verb = "is" if len(others) == 1 else "are"
        message = f"{_counted(others)} in {project.shown(shop.folder)} {verb} of no publication: {', '.join(others)}"
        hint = "delete what nobody needs any more, or move it away"
        reporter.add("the site", (warning("stale-files", message, hint=hint),))


def _counted(names: list[str]) -> str:
    return f"{len(names)} file{'' if len(names) == 1 else 's'}"


def _pages(project: Project, public: EditionFolder, reporter: Reporter, unlisted: list[str]) -> dict[str, Done]:
    """The pages of the site, the statement and the conformance pack; lists stay as they are while some cannot be listed."""
    workshop, orders, done = public.shop, public.orders, public.done
    documents = list({order.document.name: order.document for order in orders if not order.is_easy_read}.values())
    pack = packing.pack(project, documents, packing.gather(orders, done), datetime.date.today())
    reporter.add("content/site.yaml", pack.findings)
    names = [name for name in SITE_PAGES if name != "assets" and (not unlisted or name in WITHOUT_PUBLICATIONS)]
    made = {one.name: one for one in (*workshop.pages(orders, done, names), *packing.build(workshop, project, pack))}
    workshop.cache.save()
    for one in made.values():
        reporter.add("the site", one.findings, file=one.name)
    if unlisted:
        print(f"the lists of publications stay as they are until {', '.join(unlisted)} can be built")
    kept = SITE_PAGES.keys() - made.keys()
    return made | {name: Done(name, (), None, built=False, written=False) for name in kept}


def _record(project: Project, public: EditionFolder, kept: set[str]) -> Findings:
    """Writes the build record where it has changed; one that is not the record that was written last is reported."""
    folder, cache, findings = public.shop.folder, public.shop.cache, Findings()
    path = folder / recorded.NAME
    before = path.read_bytes() if path.is_file() else b""
    if recorded.damaged(folder) or (before and cache.records and sha256(before) not in cache.records):
        findings = (warning("record-damaged", f"{project.shown(path)} was damaged; it was made anew"),)
    data = record.record(project, public.orders, public.done, cache, kept)
    if before != data:
        cache.records = (sha256(before), sha256(data))  # a run that is killed leaves either of them
        cache.save()
        write_kept(path, data)
    return findings


def _kept(project: Project, plan: Plan, workshop: Workshop, done: dict[str, Done]) -> set[str]:
    """The editions and pages that there are: those of this build, and those of documents that cannot be built now."""
    area = workshop.folder.name
    names = set(done)
    for file in plan.files:
        names |= {
            order.file for order in orders_of(file, plan.editions) if project.folder_of(order.document).name == area
        }
        for format, look in plan.editions:
            if file.document is None or (format == EASY_READ and file.easy_read is None and file.has_easy_read):
                names |= set(Order.names_of(file.name, format, look.name))
    return names


def _prune(project: Project, workshop: Workshop, names: set[str], reporter: Reporter, *, ask: bool) -> None:
    """Removes what no publication has any more, on request or after asking; else says that it is there."""
    stale = workshop.cache.stale(names)
    # Style sheets, pictures and e-books with an older name: no page asks for them, unless one kept its last good file.
    books = [file for file in stale if file.endswith(BOOK) and workshop.cache.written[file] in names]
    renamed = [*books, *(file for file in stale if file.startswith("assets/"))]
    if not reporter.failed:
        workshop.cache.remove(renamed)
    _remove(project, workshop, [file for file in stale if file not in renamed], reporter, ask=ask)


def _remove(project: Project, workshop: Workshop, stale: list[str], reporter: Reporter, *, ask: bool) -> None:
    """Removes files that nobody has any more, or tells of them, and how to lead readers on from there."""
    if not stale:
        return
    folder = project.shown(workshop.folder)
    verb = "belongs" if len(stale) == 1 else "belong"
    message = f"{_counted(stale)} in {folder} {verb} to no publication any more: {', '.join(stale)}"
    names = [workshop.cache.written[file] for file in stale]
    former = redirects.dropped(project, names) if workshop.area == PUBLIC else ()
    lead = f"to lead readers on, write in content/site.yaml former_editions: [{', '.join(former)}]" if former else ""
    if ask and sys.stdin and sys.stdin.isatty():
        print(f"{message}; remove them? yes or no: ", end="", flush=True)
        ask = sys.stdin.readline().strip().lower() not in ("y", "yes")
    if ask:
        hint = (
            f"to remove them: reports build --prune; {lead or 'to lead readers on, see formerly: in docs/editing.md'}"
        )
        reporter.add("the site", (warning("stale-files", message, hint=hint),))
    else:
        workshop.cache.remove(stale)
        print(f"removed {_counted(stale)} from {folder} that {verb} to no publication any more: {', '.join(stale)}")
        if lead:
            print(lead)
