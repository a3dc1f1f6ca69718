"""The pages about the build itself: accessibility statement and conformance pack, made from what verification found.

They are rendered, verified and written as every publication is; their own faults are errors, never content.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import import_module

from pipeline.app.building import Workshop
from pipeline.app.cache import key
from pipeline.app.orders import Done, Order
from pipeline.app.project import Project
from pipeline.app.settling import moment
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import BUILDERS, Area, Built, Job
from pipeline.conformance import FORMATS, Conformity, Evidence, ManualCheck, Result, manual
from pipeline.conformance.assess import all_results, carried
from pipeline.conformance.clauses import clauses, successors
from pipeline.conformance.openacr import openacr
from pipeline.conformance.report import next_report, report
from pipeline.conformance.statement import statement
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.model import dates
from pipeline.model.document import Document
from pipeline.model.findings import Findings
from pipeline.model.with_findings import Collector, WithFindings, carrying, reported_elsewhere

CHECKS = "manual-checks.yaml"


@dataclass(frozen=True)
class Pack:
    """What is made from the evidence: the documents, the OpenACR report, and what was found."""

    statement: Document
    report: Document
    next_report: Document
    openacr: bytes
    findings: Findings = ()


def gather(orders: Iterable[Order], done: Mapping[str, Done]) -> list[Evidence]:
    """The evidence of the editions that were built or kept, and that the pack is about."""
    evidence = []
    for order in orders:
        own = done[order.file]
        if order.format in FORMATS and own.fact and own.written:
            video = order.document.bsl is not None
            evidence.append(Evidence(order.document.name, order.format, own.fact.file, own.findings, own.words, video))
    return evidence


def pending(project: Project, documents: Sequence[Document]) -> dict[str, int]:
    """How many requirements of each format still need a person, where the tests of a build find no fault."""
    formats = {edition.format for edition in project.site.editions} & set(FORMATS)
    results = without_faults(project, [document for document in documents if document.is_published])
    return {
        format: sum(result.format == format and result.level is Conformity.PERSON for result in results)
        for format in formats
    }


def without_faults(project: Project, documents: Sequence[Document]) -> list[Result]:
    """What every requirement would come to where the tests of a build find no fault, by the checks of today's content."""
    formats = {edition.format for edition in project.site.editions} & set(FORMATS)
    video = any(document.bsl for document in documents)
    clean = [Evidence("", format, "", (), 0, video) for format in formats]
    return all_results(clauses(project.assets), clean, reported_elsewhere(manual_checks(project, documents), pack))


def manual_checks(project: Project, documents: Iterable[Document]) -> WithFindings[tuple[ManualCheck, ...]]:
    """The checks by people that hold for published documents, which are looked at only where there are such checks."""
    path = project.content / CHECKS
    if not path.is_file():
        return WithFindings(())
    return manual.read(path.read_bytes(), project.shown(path), clauses(project.assets), manual.versions(documents))


@carrying
def pack(
    into: Collector,
    project: Project,
    documents: Sequence[Document],
    evidence: Sequence[Evidence],
    today: datetime.date,
) -> Pack:
    """The pack of a build."""
    checks = manual_checks(project, documents).take(into)
    results = all_results(clauses(project.assets), evidence, checks)
    about = statement(project.site, results, today).take(into)
    tested = dates.day(str(project.site.statement.get("tested", "")))
    acr = openacr(project.site, results, tested.isoformat() if tested else "")
    pages = (
        report(project.site, results, evidence, manual.versions(documents)),
        next_report(project.site, carried(successors(project.assets), results)),
    )
    return Pack(about, *pages, acr)


def build(workshop: Workshop, project: Project, made: Pack) -> Iterator[Done]:
    """Builds, verifies and writes the pages of a pack; the OpenACR report lies beside the conformance page."""
    below = "../", "conformance/"
    for document, root, folder in ((made.statement, "", ""), (made.report, *below), (made.next_report, *below)):
        own = key(document, project.site, workshop.templates, workshop.pictures, made.openacr)
        page = partial(_page, project, document, root, folder, made)
        yield workshop.page(f"{folder}{document.name}.html", own, partial(_once, own, page), proved=True)


def _once(own: str, make: Callable[[], Built]) -> Built:
    """What was made under this key; a build that is made again, because content changed meanwhile, makes none of it again."""
    known = _known(own)
    if not known:
        known.append(make())
    return known[0]


@lru_cache(maxsize=8)
def _known(_own: str) -> list[Built]:
    return []


def _page(project: Project, document: Document, root: str, folder: str, made: Pack) -> Built:
    look = looks.load(project.assets, "standard")
    edition = set_out(document, look, words.load(project.assets, document.language), references=False)
    area = Area(root, root, folder=folder)
    job = Job(document, edition, look, project.site, project.assets, moment(document), area=area)
    built: Built = import_module(BUILDERS["html"].module).build(job)
    files = {folder + name: data for name, data in built.files.items()}
    about = tuple((folder + file, name, text) for file, name, text in built.about)
    proof = verify(document, files, built.reading, ExpectedFacts(about))
    if document is made.report:
        files[f"{folder}openacr.yaml"] = made.openacr
    return replace(built, files=files, findings=(*built.findings, *proof.findings), facts={"words": proof.words})
