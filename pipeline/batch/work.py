"""One source, from its bytes to its files. Pure but for reading the source and writing below the target."""

from __future__ import annotations

import re
import resource
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline import content
from pipeline.app import building, extracting, orders
from pipeline.app.project import PICTURES, Project
from pipeline.app.settling import moment
from pipeline.assemble.account.word_account_page import ledger_json
from pipeline.batch.folders import Folder
from pipeline.batch.job import BUILT, ERRORS, BatchRequest, BatchSource, Outcome, manifest_of, outcome
from pipeline.batch.kit import kit_of
from pipeline.builders import BUILDERS, Area, Built, Fact
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import main_file
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.model import temporary
from pipeline.model.document import Document, Text
from pipeline.model.findings import Finding, Severity, failed
from pipeline.model.walk import canonical
from pipeline.model.with_findings import Collector, carrying

FINDINGS_SHOWN = 20
"""This many findings of a document stand in its manifest; the others are counted."""
AREA = Area("../../", "../../")
"""A document has a folder of its own, two below the style sheet."""


def key_of(order: BatchRequest) -> str:
    """What a result depends on besides the source."""
    return sha256(repr((order.editions, order.project, order.program)).encode()).hexdigest()


def known(job: BatchSource, order: BatchRequest, target: Folder) -> Outcome | None:
    """What an earlier run made of the very same source with the very same program; None where it has to be done."""
    before = outcome(target.read_if_there(manifest_of(job.name)))
    if before is None or before.version != job.state or before.key != key_of(order):
        return None
    if order.retry and before.state != BUILT:
        return None
    return replace(before, kept=True)


def work(job: BatchSource, order: BatchRequest) -> Outcome:
    """Makes everything of one source, unless an earlier run did. The manifest comes last: what it names is there and whole."""
    target = Folder(order.target)
    if before := known(job, order, target):
        return before
    started = time.process_time()
    data = Folder(order.sources).read(job.path)
    with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
        made = _make(job, order, Path(folder), data)
    for name, written in made.files.items():
        target.write(f"documents/{job.name}/{name}", written)
    target.write(f"private/{job.name}-account.json", made.account)
    result = _outcome(job, order, made, sha256(data).hexdigest())
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = replace(result, seconds=round(time.process_time() - started, 2), memory=used)
    target.write(manifest_of(job.name), result.as_json())
    return result


@lru_cache(maxsize=1)
def rehearse(order: BatchRequest) -> None:
    """Makes the editions of a single word, for most of what each document needs is loaded at its first use.

    What other programs or voices make is left out, for they start more than can be forked.
    """
    kit = kit_of(order)
    plain = replace(order, editions=tuple(one for one in order.editions if not BUILDERS[one.format].engine))
    with suppress(Exception):  # what is wrong is told of the documents
        _editions(Document("word", (Text("Word"),)), plain, Assets(kit.templates, kit.pictures), kit.site)


@dataclass(frozen=True)
class _Made:
    document: Document
    files: dict[str, bytes]
    account: bytes
    findings: tuple[Finding, ...] = ()


@carrying
def _make(into: Collector, job: BatchSource, order: BatchRequest, folder: Path, data: bytes) -> _Made:
    kit = kit_of(order)
    path = folder / _copy_of(job)
    path.parent.mkdir()
    path.write_bytes(data)
    extraction = extracting.extraction(Project(folder), path)
    document = extraction.document
    document = replace(document, name=job.name, source=document.source and replace(document.source, file=job.path))
    text = content.write(document).encode()
    pictures = {name: one for name, one in extraction.pictures if PurePosixPath(name).suffix.lower() in PICTURES}
    files = {f"{job.name}.yaml": text, **pictures}
    account = ledger_json(extraction.ledger, extraction.findings).encode()
    into.add(*extraction.findings)
    read = content.read(text, job.name, f"{job.name}.yaml").take(into)
    if read is not None:
        for built in _editions(read, order, Assets(kit.templates, {**kit.pictures, **pictures}), kit.site):
            into.add(*built.findings)
            if not failed(built.findings):
                files |= built.files
    return _Made(document, files, account)


def _editions(document: Document, order: BatchRequest, assets: Assets, site: Site) -> list[Built]:
    """Every edition asked for; those that mention others come last."""
    wanted = [orders.Order(document, edition.format, looks.load(assets, edition.look)) for edition in order.editions]
    wanted.sort(key=lambda order: BUILDERS[order.format].after)
    building.prepare(assets, Path(tempfile.gettempdir()) / "reports-clips")
    done: list[Built] = []
    facts: tuple[Fact, ...] = ()
    for one in wanted:
        around = building.Around(site, facts if BUILDERS[one.format].after else (), AREA, moment(document))
        built = building.build(one, around)
        done.append(built)
        file = main_file(one.file, built.files)
        data = built.files.get(file)
        if data is not None and not failed(built.findings):
            facts = (*facts, Fact(file, one.format, one.look, len(data), built.facts.get("pages", 0)))
    return done


def _outcome(job: BatchSource, order: BatchRequest, made: _Made, digest: str) -> Outcome:
    findings = sorted(made.findings, key=lambda finding: -finding.severity)
    counts = {level: sum(finding.severity is level for finding in findings) for level in Severity}
    books = dict.fromkeys(BUILDERS, job.name) | {"epub": book_names([made.document])[job.name]}
    names = [edition.file(books[edition.format], BUILDERS[edition.format].suffix) for edition in order.editions]
    whole = all(name in made.files for name in names)
    return Outcome(
        job.name, job.path, BUILT if whole and not counts[Severity.ERROR] else ERRORS, job.state, key_of(order), digest,
        title=" ".join(words.text for words in canonical(made.document) if words.block == "title"),
        kind=made.document.kind,
        words=sum(len(words.text.split()) for words in canonical(made.document)),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        to_check=len(re.findall(rb"(?m)^\s*# check:", made.files[f"{job.name}.yaml"])),
        findings=tuple(line_of(finding, job) for finding in findings[:FINDINGS_SHOWN]),
        files={name: sha256(data).hexdigest() for name, data in sorted(made.files.items())},
    )  # fmt: skip


def line_of(finding: Finding, job: BatchSource) -> str:
    """A finding in one line, with the path that the source has where it came from."""
    return finding.as_text().split("\n")[0].replace(_copy_of(job), job.path)


def _copy_of(job: BatchSource) -> str:
    """Where the copy of a source lies while it is read, below a folder of its own."""
    return f"source_docs/{job.name}{PurePosixPath(job.path).suffix.lower()}"
