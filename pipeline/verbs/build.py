"""`reports build`: makes editions of publications; one-off copies for a request go to `output/requests/`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.app import steady
from pipeline.app.building import ready
from pipeline.app.project import Project, Refused
from pipeline.builders import BUILDERS, formats, same_in
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.looks import Look
from pipeline.editions.site import STANDARD, EditionName
from pipeline.model.findings import Finding, Findings, error, warning
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere
from pipeline.verbs.build_all import NOTES, PRUNE, Plan, build
from pipeline.verbs.build_fragment import fragments
from pipeline.verbs.names import content_files, unknown, unknown_names

ALL = "all"
PAGED = frozenset({"pdf", "braille"})
"""Formats that can be cut into volumes."""
CHANGES = ("size", "paper", "face", "spacing", "width", "code", "cells", "lines", "tables")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports build`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="publications (default: all)")
    parser.add_argument(
        "--format", action="append", metavar="FORMAT", help=f"{', '.join(formats())}, or all; may be repeated"
    )
    parser.add_argument(
        "--look", metavar="LOOK", help="a named look such as large-print; the copy goes to output/requests/"
    )
    parser.add_argument("--size", metavar="POINTS", help="type size for one request, 12 to 144 point, such as 24")
    parser.add_argument("--paper", metavar="PAPER", help=f"paper for one request: one of {', '.join(looks.PAPERS)}")
    parser.add_argument(
        "--colours",
        metavar="INK-ON-GROUND",
        help=f"colours for one request, such as black-on-yellow; two of {', '.join(looks.COLOURS)}, or codes such as #000000",
    )
    parser.add_argument(
        "--face",
        metavar="FACE",
        help=f"typeface for one request: one of {', '.join(looks.FACES)}, or another of templates/fonts",
    )
    parser.add_argument("--spacing", metavar="LINES", help="line spacing for one request, such as 1.5")
    parser.add_argument("--width", metavar="COLUMNS", help="length of lines in plain text (default: 0, not wrapped)")
    parser.add_argument("--code", metavar="CODE", help="braille code such as ueb-g1 (default: that of the language)")
    parser.add_argument("--cells", metavar="N", help="cells in a line of braille (default: 40)")
    parser.add_argument("--tables", metavar="SHAPE", help="tables as grid or list, in braille also as paragraph")
    parser.add_argument("--lines", metavar="N", help="lines on a page of braille (default: 25)")
    parser.add_argument("--pages-per-volume", metavar="N", help="make volumes of at most N pages (PDF and braille)")
    parser.add_argument(
        "--fragment",
        action="store_true",
        help="web pages without title and frame, to paste into a CMS; go to output/requests/",
    )
    parser.add_argument(
        "--heading-level", metavar="N", default="2", help="level of a fragment's first headings (default: 2)"
    )
    parser.add_argument("--out", metavar="DIR", help="another output folder")
    parser.add_argument("--prune", action="store_true", help=PRUNE)
    parser.add_argument("--notes", action="store_true", help=NOTES)


def run(args: argparse.Namespace, project: Project) -> int:
    """Builds what is asked for; exit code 1 where an edition has an error."""
    if args.fragment:
        _refuse_others(args)
        folder = Path(args.out) if args.out else project.requests
        work = partial(_fragments, args, folder)
    else:
        work = partial(_build, args)
    return steady.run(project, work)


def _refuse_others(args: argparse.Namespace) -> None:
    """A fragment has the style of the page that it is pasted into. Raises Refused where another format or look is asked for."""
    given = [key for key in ("format", "look", "colours", "pages_per_volume", *CHANGES) if getattr(args, key)]
    if given:
        options = ", ".join(f"--{key.replace('_', '-')}" for key in given)
        message = f"a fragment takes the style of the page around it, so it cannot be made with {options}"
        raise Refused(error("fragment-option", message, hint="leave the option out, or build without --fragment"))


def _fragments(args: argparse.Namespace, folder: Path, project: Project) -> int:
    return fragments(project, content_files(project, args.names), args.heading_level, folder)


def _build(args: argparse.Namespace, project: Project) -> int:
    folder = Path(args.out) if args.out else None
    args.format = [name.lower() for name in args.format or ()]
    if ALL in args.format:
        args.format = list(formats())
    known = looks.names(project.assets)
    args.look = next((look for look in known if args.look and look.lower() == args.look.lower()), args.look)
    if wrong := [*unknown_names(project, args.names), *_wrong(args, project.assets)]:
        raise Refused(*wrong)
    editions, request = _editions(args, project)
    whole = not request and not args.names and not args.format
    request = request or bool(folder and not whole)
    with ready(project, {format for format, _ in editions}) as workers:  # before content takes memory
        files = content_files(project, args.names)
        plan = Plan(files, editions, folder, request=request, whole=whole, prune=args.prune, notes=args.notes)
        return build(project, replace(plan, asked=bool(args.format), told=_unseen(editions, args), workers=workers))


def _wrong(args: argparse.Namespace, assets: Assets) -> Iterator[Finding]:
    """Everything in a request that cannot be."""
    for name in args.format:
        if name not in formats():
            yield unknown("format", name, formats())
    for key in ("look", "colours", *CHANGES, "pages_per_volume"):
        if getattr(args, key) == "":
            yield error("bad-look", f"--{key.replace('_', '-')} has no value", hint="write one behind it")
    if args.pages_per_volume and not PAGED & set(args.format or ["pdf"]):
        message = f"--pages-per-volume is for {' and '.join(sorted(PAGED))}; what is asked for has no volumes"
        yield error("bad-look", message, hint="leave it out, or add --format pdf")
    known = looks.names(assets)
    if args.look and args.look not in known:
        yield unknown("look", args.look, known)
    base = looks.load(assets, args.look if args.look in known else STANDARD)
    yield from _changed(base, _changes(args), args.colours, assets).findings


def _editions(args: argparse.Namespace, project: Project) -> tuple[list[tuple[str, Look]], bool]:
    """(format, look) of each edition, and whether they are for one request."""
    asked = bool(args.look or args.colours or args.pages_per_volume or any(getattr(args, key) for key in CHANGES))
    site = [(edition.format, edition.look) for edition in project.site.editions]
    if asked:
        return [(name, _asked(name, args, project.assets)) for name in args.format or ["pdf"]], True
    if args.format:
        site = [one for one in site if one[0] in args.format] + [
            (name, STANDARD) for name in args.format if name not in {format for format, _ in site}
        ]
        outside = [one for one in site if EditionName(*one) not in project.site.editions]
        return [(name, looks.load(project.assets, look)) for name, look in site], bool(outside)
    return [(name, looks.load(project.assets, look)) for name, look in site], False


def _unseen(editions: list[tuple[str, Look]], args: argparse.Namespace) -> Findings:
    """A warning for each format that cannot have what a request asks for."""
    given = [key for key in ("look", "colours", *CHANGES) if getattr(args, key)]
    standard = [format for format, look in editions if look.name == STANDARD and given]
    whole = [format for format, _ in editions if args.pages_per_volume and format not in PAGED]
    options = ", ".join(f"--{key}" for key in given)
    unseen = (
        f"{BUILDERS[one].words} has nothing that {options} could change; it is the usual edition" for one in standard
    )
    undivided = (f"{_called(one)} has no volumes; it is made whole" for one in whole)
    return tuple(warning("look-unseen", message) for message in (*unseen, *undivided))


def _called(format: str) -> str:
    return BUILDERS[format].words if format in BUILDERS else format.replace("-", " ").capitalize()


def _asked(format: str, args: argparse.Namespace, assets: Assets) -> Look:
    """The look of a request as far as a format can have it."""
    base = args.look or (looks.nearest(assets, _points(args.size)) if args.size else STANDARD)
    able = BUILDERS[format].settings if format in BUILDERS else None
    changes, colours = _changes(args), args.colours
    if format not in PAGED:
        changes.pop("pages_per_volume", "")
    if able is not None:
        changes, colours = {key: text for key, text in changes.items() if key in able}, colours if "ink" in able else ""
        base = STANDARD if same_in(format, looks.load(assets, base), looks.load(assets, STANDARD)) else base
    return reported_elsewhere(_changed(looks.load(assets, base), changes, colours, assets), _wrong)


def _points(text: str) -> float:
    match = re.match(r"\d+(?:\.\d+)?", text.strip())
    return float(match[0]) if match else 0.0


def _changes(args: argparse.Namespace) -> dict[str, str]:
    return {key: getattr(args, key) for key in (*CHANGES, "pages_per_volume") if getattr(args, key)}


@collecting
def _changed(into: Collector, look: Look, changes: dict[str, str], colours: str, assets: Assets) -> Look:
    """The look with what the request changes; its name and words say so."""
    for key, text in changes.items():
        look = looks.change(look, key, text, assets).take(into)
    if colours:
        look = looks.coloured(look, colours).take(into)
    return looks.renamed(look, changes, colours or "")
