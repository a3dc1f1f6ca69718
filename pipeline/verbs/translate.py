"""`reports translate`: a file with every phrase for translators; `--back FILE` makes of it the publication in that language."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.app import translations
from pipeline.app.project import Project, Refused, write
from pipeline.library.languages import TAG
from pipeline.model.document import Document
from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.translation.exchange import Exchange
from pipeline.translation.facts import is_language
from pipeline.verbs.names import content_files
from pipeline.verbs.reporter import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports translate`."""
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="the publication")
    parser.add_argument(
        "--to", metavar="LANGUAGE", default="", help="the language asked for, such as pl, cy or zh-Hant"
    )
    parser.add_argument(
        "--back", metavar="FILE", help="a translated file, PO or XLIFF 2: writes content/NAME.LANGUAGE.yaml"
    )
    parser.add_argument("--format", choices=[*translations.FORMATS, "both"], default="both", help="default: both")
    parser.add_argument("--out", metavar="DIR", help="where the files for translators go (default: output/requests)")


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 0 where files were written, 1 where a translation has errors, 2 for wrong usage or an unreadable file."""
    if args.to and not TAG.fullmatch(args.to):
        hint = "write a language tag such as pl (Polish), cy (Welsh) or ar (Arabic)"
        raise Refused(error("unknown-language", f"“{args.to}” is not a language tag", hint=hint))
    if args.to and not is_language(args.to):
        hint = "write a language tag such as pl (Polish), cy (Welsh) or ar (Arabic)"
        raise Refused(error("unknown-language", f"no language has the tag “{args.to}”", hint=hint))
    return _back(args, project) if args.back else _out(args, project)


def _out(args: argparse.Namespace, project: Project) -> int:
    if not args.name or not args.to:
        raise Refused(
            error("translation-file", "name the publication and the language: reports translate NAME --to pl")
        )
    original = translations.original(project, content_files(project, [args.name])[0].name)
    if args.to.lower() == original.language.lower() or args.to.lower() == original.language.split("-")[0].lower():
        message = f"{original.name} is in “{original.language}” already"
        raise Refused(error("unknown-language", message, hint="name the language to translate it into"))
    exchange = translations.asked(project, original, args.to)
    folder = Path(args.out) if args.out else project.requests
    for name, module in translations.FORMATS.items():
        if args.format in (name, "both"):
            path = folder / f"{original.name}.{args.to}{translations.ENDINGS[name]}"
            write(path, module.write(exchange))
            print(f"wrote {project.shown(path)}: {_count(exchange)}")
    _next(project, original, exchange)
    return 0


def _next(project: Project, original: Document, exchange: Exchange) -> None:
    """What to do with the files: where every phrase is translated, they need no translator."""
    version = f"content/{original.name}.{exchange.language}.yaml"
    count = translations.copied(project, original, exchange.language)
    if count:
        what = "part changed that needs" if count == 1 else "parts changed that need"
        print(f"{count} {what} no translator, such as figures and dates; giving a file back brings them into {version}")
    if count and all(entry.done for entry in exchange.entries):
        print(f"nothing is left for a translator: run reports translate --back FILE now to mend {version}")
    else:
        print(f"when it comes back: reports translate --back FILE writes {version}")


def _count(exchange: Exchange) -> str:
    done = sum(entry.done for entry in exchange.entries)
    changed = sum(bool(entry.previous) for entry in exchange.entries)
    text = f"{len(exchange.entries)} phrases, {done} translated"
    return f"{text}, {changed} changed since" if changed else text


def _back(args: argparse.Namespace, project: Project) -> int:
    path = Path(args.back)
    given = translations.read(path, project.shown(path), lambda name: translations.original(project, name))
    given = translations.meant(project, given, path, args.to)
    for option, wanted, found in (("NAME", args.name, given.name), ("--to", args.to, given.language)):
        if wanted and wanted != found:
            message = f"this file is of “{found}”, and {option} says “{wanted}”"
            hint = f"give the right file, or leave out {option}"
            raise Refused(error("translation-file", message, Place(project.shown(path)), hint))
    if not TAG.fullmatch(given.language):
        message = f"this file does not say its language, or one that is none: “{given.language}”"
        raise Refused(error("translation-file", message, hint="write it in the head of the file"))
    back = translations.bring_back(project, translations.original(project, given.name), given)
    code = back.take(Printer(together=True))
    if code:
        print("nothing was written", file=sys.stderr)
    return code
