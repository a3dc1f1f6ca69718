"""`reports status`: what has become of every agreed action, on a day."""

from __future__ import annotations

import argparse
import datetime
import shutil
from pathlib import Path

from pipeline.app import checking
from pipeline.app.project import Project, Refused, write
from pipeline.builders.html import status as page_status
from pipeline.library import status, status_report
from pipeline.model import dates
from pipeline.model.findings import error


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports status`."""
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2018-10-01 or “1 October 2018” (default: today)")
    parser.add_argument(
        "--format", choices=("text", "html", "json", "csv"), default="text", help="how to print (default: text)"
    )
    parser.add_argument("--out", metavar="FILE", help="write to a file instead of the terminal")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 0: what is overdue is no fault of the files."""
    report = status.status(checking.library(project, []), _day(args.on))
    match args.format:
        case "html":
            checking.need_colours(project)
            text = page_status.page(report, project.site, project.assets)
        case "json":
            text = status_report.as_json(report)
        case "csv":
            text = status_report.as_csv(report)
        case _:
            text = status_report.as_text(report, shutil.get_terminal_size((110, 40)).columns)
    if args.out:
        write(Path(args.out), text.encode("utf-8-sig" if args.format == "csv" else "utf-8"))
        print(f"wrote {args.out}")
    else:
        print(text)
    return 0


def _day(text: str | None) -> datetime.date:
    """The day that is asked for; today where none is. Raises Refused for what is no day."""
    if not text:
        return datetime.date.today()
    if faults := dates.faults(text):
        raise Refused(error("bad-date", f"“{text}” is not a date: {faults[0].hint}"))
    date = dates.day(text)
    if date is None:
        raise Refused(
            error("bad-date", f"“{text}” cannot be understood as a date", hint="write for example 2018-10-01")
        )
    return date
