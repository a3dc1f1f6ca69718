"""`reports new`: writes a commented starting file for a new document."""

from __future__ import annotations

import argparse
import datetime
import re

from pipeline.app.project import Project, Refused, write
from pipeline.content.start import starting_file
from pipeline.editions.site import TAKEN
from pipeline.kinds import KINDS, kind_named
from pipeline.model.findings import error
from pipeline.verbs.names import unknown


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports new`."""
    parser.add_argument("kind", metavar="KIND", help=f"one of {', '.join(KINDS)}")
    parser.add_argument("name", metavar="NAME", help="small letters, digits and hyphens; part of its address for ever")


def run(args: argparse.Namespace, project: Project) -> int:
    """Never writes over a file."""
    kind = kind_named(args.kind)
    if kind is None:
        raise Refused(unknown("kind", args.kind, KINDS))
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", args.name):
        better = re.sub(r"[^a-z0-9]+", "-", args.name.lower()).strip("-")
        message = f"“{args.name}” cannot be the name of a document; use small letters, digits and hyphens"
        raise Refused(
            error("bad-name", message, hint=f"write for example {better}" if better else "write another name")
        )
    if args.name in TAKEN:
        message = f"“{args.name}” is the name of a page or folder of the site itself"
        raise Refused(error("bad-name", message, hint=f"write for example {args.name}-document"))
    path = project.content / f"{args.name}.yaml"
    if path.exists():
        raise Refused(error("content-exists", f"{project.shown(path)} is there already", hint="choose another name"))
    write(path, starting_file(kind, args.name, datetime.date.today().year).encode("utf-8"))
    print(f"wrote {project.shown(path)}; open it, write over the examples, then run: reports check {args.name}")
    return 0
