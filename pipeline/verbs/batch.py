"""`reports batch SOURCES TARGET`: many documents at once, on this machine or on many; a run that was stopped goes on."""

from __future__ import annotations

import argparse
import os

from pipeline.app.project import Project, Refused
from pipeline.builders import BUILDERS
from pipeline.editions import looks
from pipeline.editions.site import STANDARD, EditionName
from pipeline.model.findings import error
from pipeline.verbs.names import unknown


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports batch`."""
    parser.add_argument("sources", metavar="SOURCES", help="a folder, or an address such as s3://bucket/folder")
    parser.add_argument(
        "target", metavar="TARGET", help="where content, editions and outcomes go: a folder or an address"
    )
    parser.add_argument(
        "--edition", action="append", metavar="FORMAT[:LOOK]", help="an edition to build, such as html or pdf:large-print; "
        "give it again for more; “none” for content only (default: those of content/site.yaml)",
    )  # fmt: skip
    parser.add_argument("--engine", choices=("processes", "dask"), default="processes", help="default: processes")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="documents at a time here"
    )
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="the Dask scheduler, such as tcp://host:8786"
    )
    parser.add_argument("--shard", default="1/1", metavar="I/N", help="do part I of N, on a machine of its own")
    parser.add_argument(
        "--seconds", type=int, default=0, metavar="N", help="CPU time for one document (default: by its size)"
    )
    parser.add_argument("--memory", type=int, default=900, metavar="MB", help="memory for one document (default: 900)")
    parser.add_argument("--retry", action="store_true", help="also do again what had errors or could not be read")
    parser.add_argument(
        "--outcomes", choices=("csv", "parquet"), default="csv", help="the form of the table (default: csv)"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 0 where every document was built, 1 where some have errors or could not be read, 2 where nothing can be done."""
    try:
        from pipeline.batch import run as batch
        from pipeline.batch.job import Limits
    except ImportError as wrong:
        hint = "install it: pip install 'council-reports[batch]'"
        raise Refused(error("no-engine", f"a library for batches is missing ({wrong.name})", hint=hint)) from wrong
    if args.scheduler and args.engine != "dask":
        raise Refused(error("no-engine", "--scheduler is for --engine dask", hint="add --engine dask"))
    limits = Limits(max(0, args.seconds), max(100, args.memory) * 2**20)
    wanted = batch.BatchWishes(
        args.sources.rstrip("/"), args.target.rstrip("/"), _editions(args, project), args.engine, max(1, args.workers),
        args.scheduler, args.shard, limits, args.retry, args.outcomes == "parquet",
    )  # fmt: skip
    return batch.run(project, wanted)


def _editions(args: argparse.Namespace, project: Project) -> tuple[EditionName, ...]:
    if not args.edition:
        return project.site.editions
    edition_names = []
    for text in args.edition:
        format, _, look = text.partition(":")
        if format == "none":
            continue
        if format not in BUILDERS:
            raise Refused(unknown("format", format, BUILDERS))
        if (look or STANDARD) not in looks.names(project.assets):
            raise Refused(unknown("look", look, looks.names(project.assets)))
        edition_names.append(EditionName(format, look or STANDARD))
    return tuple(edition_names)
