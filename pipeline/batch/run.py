"""A run as the verb starts it: list the sources, put the kit below the target, let an engine work, report its progress."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path, PurePosixPath

from pipeline.app.building import program
from pipeline.app.project import Project, Refused
from pipeline.app.source_files import name_of
from pipeline.batch import kit
from pipeline.batch.folders import File, Folder
from pipeline.batch.job import BatchRequest, BatchSource, Limits, Outcome
from pipeline.batch.outcomes import Outcomes
from pipeline.builders import SITE_PAGES, Built, SiteJob
from pipeline.editions.site import EditionName
from pipeline.model.findings import error, failed
from pipeline.sources import SOURCES

ENGINES = {"processes": "pipeline.batch.processes", "dask": "pipeline.batch.dask_engine"}
SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")
EVERY = 5.0
"""Seconds between two lines of progress."""

Engine = Callable[[Sequence[BatchSource], BatchRequest, int, str], Iterator[Outcome]]


@dataclass(frozen=True)
class BatchWishes:
    """What a person asks for."""

    sources: str
    target: str
    editions: tuple[EditionName, ...]
    engine: str = "processes"
    workers: int = 1
    scheduler: str = ""
    shard: str = "1/1"
    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    parquet: bool = False


def run(project: Project, wanted: BatchWishes) -> int:
    """Does everything; exit code 1 where a document has errors. Raises Refused."""
    part, parts = _shard(wanted.shard)
    target, sources = Folder(wanted.target), Folder(wanted.sources)
    if sources.holds(target):
        message = f"the target {wanted.target} lies among the sources, so its editions would be read as sources, too"
        raise Refused(error("no-folder", message, hint="give a folder beside the sources"))
    jobs = [job for job in jobs_of(sources) if _part_of(job.name, parts) == part - 1]
    if not jobs:
        known = ", ".join(SOURCES)
        raise Refused(
            error("no-source", f"there is no source at {wanted.sources} in this part", hint=f"sources are: {known}")
        )
    order = _prepare(project, wanted, target)
    engine: Engine = import_module(ENGINES[wanted.engine]).run
    label = "" if parts == 1 else f"-{part}-of-{parts}"
    progress = Progress(len(jobs))
    with Outcomes(target, label, wanted.parquet) as outcomes:
        for outcome in engine(jobs, order, wanted.workers, wanted.scheduler):
            outcomes.add(outcome)
            progress.tell(outcomes)
        names = outcomes.finish(project.site, project.assets)
        progress.end(outcomes, target, names)
        return 0 if outcomes.in_order else 1


def jobs_of(sources: Folder) -> Iterator[BatchSource]:
    """Every source below a folder. Of names that come twice each gets the hash of its path as well, on every machine alike."""
    files = [
        file for file in sources.files() if PurePosixPath(file.path).suffix.lower() in SOURCES and not _is_hidden(file)
    ]
    names = [name_of(Path(file.path.replace("/", "-"))) for file in files]
    times = Counter(names)
    for name, one in zip(names, files, strict=True):
        text = name if times[name] == 1 else f"{name[:80]}-{sha256(one.path.encode()).hexdigest()[:8]}"
        yield BatchSource(text, one.path, one.size, one.state)


def _is_hidden(one: File) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(one.path).parts)


def _shard(text: str) -> tuple[int, int]:
    match = SHARD.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise Refused(error("unknown-shard", f"“{text}” names no part", hint="write for example 1/4, 2/4, 3/4 and 4/4"))
    return int(match[1]), int(match[2])


def _part_of(name: str, parts: int) -> int:
    """The part that a document belongs to, the same wherever it is asked."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big") % parts


def _prepare(project: Project, wanted: BatchWishes, target: Folder) -> BatchRequest:
    """Puts the kit and what all pages share below the target."""
    text = (project.content / "site.yaml").read_bytes() if (project.content / "site.yaml").is_file() else b""
    if slips := [finding for finding in project.site_with_findings.findings if failed((finding,))]:
        raise Refused(slips[0])
    target.sweep()
    data = kit.pack(project.assets, text)
    own = sha256(data).hexdigest()
    target.write(kit.path_of(own), data)
    shared: Built = import_module(SITE_PAGES["assets"]).build(SiteJob((), project.site, project.assets))
    for name, made in shared.files.items():
        target.write(name, made)
    return BatchRequest(wanted.sources, wanted.target, wanted.editions, own, program(), wanted.limits, wanted.retry)


class Progress:
    """A line every few seconds: how many are done, how many a minute, and how long it may still take."""

    def __init__(self, total: int) -> None:
        self.total, self.started, self.told = total, time.monotonic(), 0.0

    def tell(self, outcomes: Outcomes) -> None:
        """Says how it goes, unless it was said a moment ago."""
        now = time.monotonic() - self.started
        if now - self.told < EVERY and outcomes.done < self.total:
            return
        self.told = now
        fresh = outcomes.done - outcomes.kept
        rate = fresh / now * 60 if now else 0
        left = (self.total - outcomes.done) / rate if rate else 0
        more = f"; {rate:,.0f} a minute, about {left:,.0f} minutes left" if outcomes.done < self.total and rate else ""
        print(f"{outcomes.done:,} of {self.total:,} done{more}", file=sys.stderr)

    def end(self, outcomes: Outcomes, target: Folder, names: list[str]) -> None:
        """The summary, which is whole by itself."""
        counts = outcomes.counts
        print(
            f"{self.total:,} documents: {counts['built']:,} built, {counts['errors']:,} with errors, "
            f"{counts['failed']:,} not read; {outcomes.kept:,} were done before"
        )
        print(f"what became of each: {target.address}/{names[0]}; what needs a person: {target.address}/{names[1]}")
