"""`reports link`: proposes links between records that are missing; `--write` enters those that a person accepts."""

from __future__ import annotations

import argparse
import sys
import textwrap

from pipeline import content
from pipeline.app import checking
from pipeline.app.project import Project, Refused, write
from pipeline.library import link, link_enter
from pipeline.library.link import Proposal
from pipeline.model.findings import error


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports link`."""
    parser.add_argument(
        "--write",
        nargs="*",
        metavar="RECORD",
        help="enter the links of these records (an id, or document#id, or “all”); with none named, each is asked for",
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Prints the proposals; with `--write` enters the accepted ones and names the lines."""
    library = checking.library(project, [])
    proposals, plans = link.propose(library), link.replacements(library)
    if not proposals and not plans and not args.write:
        print("no link is missing that could be proposed")
        return 0
    if args.write is None:
        for proposal in proposals:
            print(_words(proposal))
        for newer, older in plans:
            print(_plan_words(newer, older))
        example = proposals[0].entry.target if proposals else plans[0][0]
        print(f"{len(proposals) + len(plans)} links proposed; to enter one: reports link --write {example}")
        return 0
    if not args.write:
        _replace(project, [pair for pair in plans if _yes(_plan_words(*pair))])
        return _enter(project, [proposal for proposal in proposals if _yes(_words(proposal))])
    named = [pair for pair in plans if pair[0] in args.write or args.write == ["all"]]
    _replace(project, named)
    records = [name for name in args.write if name not in {newer for newer, _ in named}]
    return _enter(project, _accepted(list(proposals), records)) if records else 0


def _replace(project: Project, plans: list[tuple[str, str]]) -> None:
    """Enters which plan replaces which."""
    for newer, older in plans:
        path = project.content / f"{newer}.yaml"
        new, line, words = link_enter.enter_replaces(path.read_bytes(), older)
        write(path, new)
        print(f"{project.shown(path)}:{line}: {words}")


def _plan_words(newer: str, older: str) -> str:
    return f"{newer} replaces {older}? many of its actions are there again"


def _words(one: Proposal) -> str:
    what = "reports on" if one.key == "reports_on" else "is the same as"
    lines = [f"{one.entry.target} {what} {one.target.target} (likeness {one.likeness:.0f} of 100)"]
    for entry in (one.entry, one.target):
        words = textwrap.shorten(entry.objective or entry.action, 90, placeholder=" …")
        lines.append(f"    {entry.id}, {entry.heading or 'no heading'}: {words}")
    return "\n".join(lines)


def _accepted(proposals: list[Proposal], names: list[str]) -> list[Proposal]:
    """Those that were named. Raises Refused for a record without a proposal."""
    if names == ["all"]:
        return proposals
    for name in names:
        if not any(name in (proposal.entry.target, proposal.entry.id) for proposal in proposals):
            raise Refused(error("no-proposal", f"no link is proposed for “{name}”", hint="run: reports link"))
    return [proposal for proposal in proposals if proposal.entry.target in names or proposal.entry.id in names]


def _yes(words: str) -> bool:
    """Whether a person says yes to a proposal."""
    print(words)
    print("    enter it? yes or no: ", end="", flush=True)
    answer = sys.stdin.readline()
    return answer.strip().lower() in ("y", "yes")


def _enter(project: Project, accepted: list[Proposal]) -> int:
    for path in project.content_paths():
        proposals = [proposal for proposal in accepted if proposal.entry.document == path.stem]
        if not proposals:
            continue
        data = path.read_bytes()
        new, lines = link_enter.enter(data, proposals)
        before, after = (content.read(each, path.stem, path.name) for each in (data, new))
        if len(after.findings) > len(before.findings):
            raise Refused(
                error("cannot-link", f"{project.shown(path)} was left as it is: its records are written unusually")
            )
        write(path, new)
        for line, words in lines:
            print(f"{project.shown(path)}:{line}: {words}")
    print(f"entered {len(accepted)} link{'' if len(accepted) == 1 else 's'}")
    return 0
