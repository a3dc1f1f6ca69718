"""`reports easy-read`: starts the Easy Read of a publication, or says how far it is; it never writes a word of it."""

from __future__ import annotations

import argparse

from pipeline.app.project import Project, write
from pipeline.checks.easy_read import ideas
from pipeline.content import easy_read
from pipeline.library.covers import PublicationPart, gaps, parts
from pipeline.model.document import Document
from pipeline.model.easy_read import EasyRead
from pipeline.model.walk import version
from pipeline.verbs.names import content_files


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports easy-read`."""
    parser.add_argument("name", metavar="NAME", help="the publication")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 0; 1 where the publication or its Easy Read cannot be read."""
    file = content_files(project, [args.name])[0]
    path = file.path.with_name(file.name + easy_read.ENDING)
    if file.document is None or (path.exists() and file.easy_read is None):
        print(f"{args.name} cannot be read; see what is wrong with it: reports check {args.name}")
        return 1
    if file.easy_read is None:
        write(path, easy_read.starting_file(file.document).encode("utf-8"))
        print(f"wrote {project.shown(path)}; write the words and add the pictures, then: reports easy-read {args.name}")
        return 0
    for line in report(file.document, file.easy_read):
        print(line)
    return 0


def report(publication: Document, easy: EasyRead) -> list[str]:
    """How far an Easy Read is: ideas and pictures, the parts that no idea covers, and the check."""
    some = list(ideas(easy.document))
    covered = {cover for idea in some for cover in idea.covers}
    left_out = dict(easy.left_out)
    missing = gaps(publication, {*covered, *left_out})
    lines = [f"{len(some)} ideas; version {version(easy.document)}"]
    lines += [f"left out: {one}, because {reason}" for one, reason in left_out.items()]
    lines += [f"no idea covers: {part.id} “{part.name}” ({part.count} words)" for part in missing]
    lines += [] if missing else ["every part is covered or left out with a reason"]
    check = easy.check
    lines += [
        f"checked with {check.together_with}, {check.when}"
        if check
        else "a draft: nobody with a learning disability has checked it"
    ]
    lines += ["", "ids of the parts:", *_listed(parts(publication), covered | left_out.keys(), 1)]
    return lines


def _listed(found: tuple[PublicationPart, ...], covered: set[str], depth: int) -> list[str]:
    lines = []
    for part in found:
        mark = "x" if part.id in covered else " "
        lines.append(f"{'  ' * depth}[{mark}] {part.id}: {part.name}")
        lines += _listed(part.parts, covered, depth + 1)
    return lines
