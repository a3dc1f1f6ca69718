"""The command line: `reports VERB …`. Exit codes: 0 fine, 1 findings at error level, 2 wrong usage or an unreadable file."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.app import unchanged
from pipeline.verbs import VERBS

if TYPE_CHECKING:
    from pipeline.verbs.usage import Parser


FEW_SEARCHES = (100_000, 20, 50)
"""The search for unused objects, which takes a tenth of the time by Python's own thresholds: nearly all objects here are used."""


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """The parser with every verb of `VERBS`; only the wanted one is loaded with its options, or all where none is named."""
    return _parsers(wanted)[0]


def _parsers(wanted: str) -> tuple[argparse.ArgumentParser, dict[str, Parser]]:
    from pipeline.verbs.usage import Parser

    top = Parser(prog="reports", description="Old plans into content, content into editions for everyone.")
    top.add_argument("--version", action="version", version=f"reports {__version__}")
    top.add_argument("--project", metavar="DIR", help="the project's folder (default: the one that you are in)")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, (module, words) in VERBS.items():
        one = verbs.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        if wanted in ("", name):
            import_module(module).add(one)
    return top, verbs.choices


def main(arguments: list[str] | None = None) -> int:
    """Runs a verb and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    if arguments is None:
        gc.set_threshold(*FEW_SEARCHES)
    given = sys.argv[1:] if arguments is None else arguments
    root = Path(given[1]) if len(given) == 3 and given[0] == "--project" else unchanged.root_of(Path.cwd())
    if given[-1:] == ["make"] and len(given) in (1, 3) and (lines := unchanged.recall(root)):
        print(*lines, sep="\n")
        return 0
    return _run(given)


def _run(given: list[str]) -> int:
    from pipeline.app.project import Project, Refused, find, sweep
    from pipeline.verbs.names import unknown

    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    if given and not given[0].startswith("-") and given[0] not in VERBS:
        print(unknown("verb", given[0], VERBS).as_text(), file=sys.stderr)
        return 2
    top, verbs = _parsers(next((word for word in given if word in VERBS), ""))
    args, strange = top.parse_known_args(given)
    if strange:
        verbs[args.verb].refuse(strange)
    try:
        project = Project(Path(args.project)) if args.project else find(Path.cwd())
        sweep(project.content, project.output, project.root / ".cache")
        return int(import_module(VERBS[args.verb][0]).run(args, project))
    except Refused as refused:
        for finding in refused.findings:
            print(finding.as_text(), file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped; files that were there before are whole", file=sys.stderr)
        return 130
    except Exception as wrong:
        if os.environ.get("REPORTS_TRACEBACK") and not isinstance(wrong, OSError):
            raise
        print(_fault(args.verb, wrong), file=sys.stderr)
        return 2


def _fault(verb: str, wrong: Exception) -> str:
    """What is said of an exception: the slip in a template, the file that cannot be read, else the line of the program."""
    from pipeline.app.project import printable, unreadable
    from pipeline.app.template_slips import slip_of
    from pipeline.model.findings import error

    if slip := slip_of(wrong):
        return slip.as_text()
    if isinstance(wrong, OSError):
        return unreadable(printable(str(wrong.filename or verb)), wrong).as_text()
    at = traceback.extract_tb(wrong.__traceback__)[-1]
    text = " ".join(f"{type(wrong).__name__}: {wrong}".split())[:200]
    message = f"reports {verb} ended by a fault of the program: {text} ({Path(at.filename).name} line {at.lineno})"
    hint = "please report it; REPORTS_TRACEBACK=1 shows all of it; no file is half-written"
    return error("program-fault", message, hint=hint).as_text()


if __name__ == "__main__":
    sys.exit(main())
