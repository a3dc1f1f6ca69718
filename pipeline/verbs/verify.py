"""`reports verify`: reads finished files back and proves that they say what the content says."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from pipeline.app import plain_file, site_proof
from pipeline.app.cache import Cache, Made
from pipeline.app.kept import recorded
from pipeline.app.orders import Order, orders
from pipeline.app.project import ContentFile, Project, Refused, sha256, unreadable
from pipeline.app.proofs import file_proof, folder_proof
from pipeline.app.proofs.drawn_pages import colours
from pipeline.app.verify import ExpectedFacts, is_ours, looked_at, read_back, verifiers, verify
from pipeline.builders.edition_files import main_file
from pipeline.editions import looks
from pipeline.model.findings import Finding, Findings, error, failed, grouped
from pipeline.model.place import Place
from pipeline.verbs import verify_by_people
from pipeline.verbs.names import content_files
from pipeline.verbs.reporter import Printer

STYLE_SHEET = re.compile(rb"""<link\b[^>]*rel=["']stylesheet["'][^>]*href=["']([^"':?#]+)["']""")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports verify`."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE|NAME",
        help="finished files, whose structure is printed and which are compared with the content; or publications, "
        "of which all editions are compared (default: all)",
    )
    parser.add_argument(
        "--record", action="store_true", help="prove that the files are the published ones, by output/public/build.json"
    )
    parser.add_argument(
        "--worksheet",
        action="store_true",
        help="write a worksheet for the checks that only a person can make, for about an hour",
    )
    parser.add_argument(
        "--sign", metavar="WORKSHEET", help="take the answers of a worksheet over into content/manual-checks.yaml"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 1 where anything differs from the content or from the record."""
    if args.worksheet:
        path, steps, minutes = verify_by_people.make(project, datetime.date.today())
        print(f"wrote {project.shown(path)}: {steps} steps, about {minutes} minutes; it says what to do")
        return 0
    if args.sign:
        result = verify_by_people.sign(project, Path(args.sign), datetime.date.today())
        said = result.take(Printer(together=True))
        print(said, end="\n" if said else "")
        return 1 if result.findings else 0
    if args.record:
        return _record(project, [Path(name) for name in args.files])
    return _given(project, args.files) if args.files else _all(project)


def _given(project: Project, names: list[str]) -> int:
    """Verifies the editions of publications and files of any origin; gives the worst exit code."""
    files = [name for name in names if Path(name).exists() or "/" in name or Path(name).suffix in verifiers()]
    publications = [name for name in names if name not in files]
    told = [_editions(project, file) for file in (content_files(project, publications) if publications else ())]
    for findings in told:
        _tell(findings)
    return max((*(int(failed(findings)) for findings in told), *(_tried(project, Path(name)) for name in files)))


def _tried(project: Project, path: Path) -> int:
    """The exit code for one file; one that cannot be read keeps none of the others from being verified."""
    try:
        return _file(project, path)
    except Refused as refused:
        _tell(refused.findings)
        return 2


def _tell(findings: Findings) -> None:
    for text in grouped(findings):
        print(text, file=sys.stderr)


def _file(project: Project, path: Path) -> int:
    """Prints the structure of one file of any origin, what would stand in a reader's way, and what differs from the content.

    One of our own is also held against the list of what our files may hold, and its pages are looked at.
    """
    known = verifiers()
    try:
        data = plain_file.read(path)
    except OSError as wrong:
        raise Refused(unreadable(str(path), wrong)) from wrong
    if path.suffix not in known and file_proof.find(project, path, data) is None:
        raise Refused(error("unknown-ending", f"{path} is none of the kinds that can be verified: {', '.join(known)}"))
    reading = read_back(data, str(path))
    findings: Findings = ()
    if reading:
        print(reading.tree)
        findings = reading.findings
        if is_ours(data, path.suffix):
            findings += (*reading.strange, *looked_at({str(path): data}, ExpectedFacts(assets=project.assets)))
            findings += tuple(finding for sheet in _style_sheets(path, data) for finding in sheet)
        elif path.suffix == ".pdf":
            findings += colours(data, str(path))
    compared = file_proof.compare(project, path, data, reading)
    same = {finding.message.replace(str(path), path.name) for finding in findings}
    findings += tuple(finding for finding in compared.findings if finding.message not in same)
    _tell(findings)
    words = sum(len(word.text.split()) for word in reading.words) if reading else 0
    result = "NOT THE SAME" if failed(compared.findings) else "same"
    against = f"compared with {compared.with_what}: {result}" if compared.with_what else "proved against nothing"
    print(f"{path}: {words:,} words read back; {against}; {len(findings)} findings")
    return 1 if failed(findings) else 0


def _style_sheets(page: Path, data: bytes) -> Iterator[Findings]:
    """What is wrong with each style sheet of a web page that lies beside it: its colours are those of the page."""
    for address in STYLE_SHEET.findall(data) if page.suffix == ".html" else ():
        sheet = page.parent / unquote(address.decode("utf-8", "replace"))
        if sheet.is_file() and (reading := read_back(sheet.read_bytes(), str(sheet))):
            yield (*reading.findings, *reading.strange)


def _all(project: Project) -> int:
    """Verifies every edition against its content as it is now, copies made on request, the pages of the site, and the folder."""
    contents = project.all_content()
    told = [_editions(project, content) for content in contents]
    cache = Cache(project.public, project.root / ".cache")
    editions = {
        name
        for content in contents
        for edition in project.site.editions
        for name in Order.names_of(content.name, edition.format, edition.look)
    }
    for name, made in cache.made.items():
        if made.files and name not in editions:
            told.append(_page(project, cache, name))
    for name, findings in file_proof.copies(project):
        print(f"{project.shown(project.requests)}/{name}: {'NOT THE SAME' if failed(findings) else 'same'}; "
              f"{len(findings)} findings")  # fmt: skip
        told.append(findings)
    if recorded.entries(project.public):
        findings = tuple(folder_proof.folder(project))
        print(f"{project.shown(project.public)}: {_count(project)} files, {len(findings)} findings")
        told.append(findings)
    elif project.public.is_dir() and not recorded.pages(project.public) and _count(project):
        told.append((_no_record(project),))
    _tell(tuple(dict.fromkeys(finding for some in told for finding in some)))
    return max((int(failed(findings)) for findings in told), default=0)


def _editions(project: Project, content: ContentFile) -> Findings:
    """What is wrong with the editions of a publication, those of its Easy Read too."""
    if content.document is None:
        return (error("not-built", f"{content.name} cannot be read", hint=f"run: reports check {content.name}"),)
    wanted = [(edition.format, looks.load(project.assets, edition.look)) for edition in project.site.editions]
    return tuple(finding for order in orders(content, wanted) for finding in _edition(project, order))


def _edition(project: Project, order: Order) -> Findings:
    """What is wrong with one edition; one that cannot be proved is an error."""
    folder, file = project.folder_of(order.document), order.file
    cache = Cache(folder, project.root / ".cache")
    made, declared = cache.made.get(file), cache.reading(file)
    if made is None or declared is None or not made.files:
        return (error("not-built", _not_built(cache, file), hint="run: reports build"),)
    files = _files(folder, made)
    changed = _changed(files, made)
    assets = file_proof.with_charts(project, order.document, file, files if changed else ())
    proof = verify(order.document, files, declared[0], ExpectedFacts(declared[1], assets, made.files))
    same = "same" if not failed(proof.findings) else "NOT THE SAME"
    file = main_file(file, files)
    print(f"{file}: {proof.words:,} words, {same}; {len(proof.findings)} findings")
    return (
        *changed,
        *(finding if str(finding.place) else replace(finding, place=Place(file)) for finding in proof.findings),
    )


def _not_built(cache: Cache, edition: str) -> str:
    """Why an edition cannot be proved: it was never built, its last build failed, or nothing is kept of it."""
    there = any(name == edition and (cache.folder / file).is_file() for file, name in cache.written.items())
    if edition in cache.made and cache.made[edition].failed:
        return f"{edition} could not be built last time" + ("; what lies there is of the build before" if there else "")
    if there:
        return f"{edition} cannot be proved, for nothing is kept of its build in .cache/"
    return f"{edition} has not been built"


def _page(project: Project, cache: Cache, name: str) -> Findings:
    """What is wrong with a page of the site."""
    files = _files(project.public, cache.made[name])
    declared = cache.reading(name) or ((), ())
    findings = tuple(site_proof.page(files, *declared, project.assets))
    print(f"{name}: {'same' if not failed(findings) else 'NOT THE SAME'}; {len(findings)} findings")
    return (*_changed(files, cache.made[name]), *findings)


def _files(folder: Path, made: Made) -> dict[str, bytes]:
    """The files of a result that are there."""
    return {name: (folder / name).read_bytes() for name in made.files if (folder / name).is_file()}


def _changed(files: Mapping[str, bytes], made: Made) -> Findings:
    """An error for each file of a result that is not there, or is another than was built."""
    changed = [name for name, digest in made.files.items() if name not in files or sha256(files[name]) != digest]
    message = "{} is not the file that was built"
    return tuple(error("file-changed", message.format(name), Place(name), "build it again") for name in changed)


def _no_record(project: Project) -> Finding:
    """Nobody can say of the files in a folder without its record whether they are the published ones."""
    message = f"{project.shown(project.public)}/{recorded.NAME} is missing or damaged"
    return error("no-record", message, hint="run: make reports")


def _count(project: Project) -> int:
    return sum(path.is_file() for path in project.public.rglob("*"))


def _record(project: Project, paths: list[Path]) -> int:
    """Compares files with the record of the build: the named ones wherever they lie, or all of the record and its folder."""
    known, pages = recorded.entries(project.public), recorded.pages(project.public)
    if not known:
        raise Refused(_no_record(project))
    if not paths:
        findings = tuple(folder_proof.folder(project))
        _tell(findings)
        wrong = sum(finding.rule != "address-dead" for finding in findings)
        print(
            f"{project.shown(project.public)}: {len(known) + len(pages)} files in the record, {wrong} not as recorded"
        )
        return int(failed(findings))
    return max([_recorded(project, path, known.get(path.name), pages) for path in paths])


def _recorded(project: Project, path: Path, entry: Mapping[str, object] | None, pages: Mapping[str, str]) -> int:
    """Says of one file whether it is a published one; exit code 1 where it is not."""
    digest = sha256(path.read_bytes()) if path.is_file() else ""
    page = _below(project.public, path)
    if page in pages:
        print(f"{path}: {'' if digest == pages[page] else 'not '}the published file, a page of the site")
        return int(digest != pages[page])
    if entry is None:
        print(f"{path}: not in the record")
    elif digest != entry["sha256"]:
        print(f"{path}: not the published file")
    else:
        commit = f", commit {str(entry['content_commit'])[:12]}" if entry["content_commit"] else ""
        print(f"{path}: the published file, made of {entry['content']}{commit}; {entry['errors']} errors")
        return 0
    return 1


def _below(folder: Path, path: Path) -> str:
    """The path of a file below a folder, "" for one that lies elsewhere."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
