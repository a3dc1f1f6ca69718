"""`reports verify`: reads finished files back and proves that they say what the content says."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from pipeline.app import record
from pipeline.app.building import failed
from pipeline.app.cache import Cache
from pipeline.app.project import Project, Refused, sha256, unreadable
from pipeline.app.verify import Wanted, is_ours, looked_at, read_back, verify
from pipeline.builders import BUILDERS
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings, error
from pipeline.model.place import Place
from pipeline.verifiers import VERIFIERS


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `reports verify`."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="finished files, whose structure is printed (default: all)"
    )
    parser.add_argument(
        "--record", action="store_true", help="prove that the files are the published ones, by output/public/build.json"
    )


def run(args: argparse.Namespace, project: Project) -> int:
    """Exit code 1 where anything differs from the content or from the record."""
    if args.record:
        return _record(project, [Path(name) for name in args.files])
    if args.files:
        return max(_file(Path(name), project.assets) for name in args.files)
    return _all(project)


def _tell(findings: Findings) -> None:
    for finding in findings:
        print(finding.as_text(), file=sys.stderr)


def _file(path: Path, assets: Assets) -> int:
    """Prints the structure of one file of any origin, and what would stand in a reader's way.

    One of our own is also held against the list of what our files may hold, and its pages are looked at.
    """
    if path.suffix not in VERIFIERS:
        known = ", ".join(VERIFIERS)
        raise Refused(error("unknown-ending", f"{path} is none of the kinds that can be verified: {known}"))
    try:
        data = path.read_bytes()
        reading = read_back(data, str(path))
    except OSError as wrong:
        raise Refused(unreadable(str(path), wrong)) from wrong
    assert reading is not None
    print(reading.tree)
    findings = reading.findings
    if is_ours(data, path.suffix):
        findings = (*findings, *reading.strange, *looked_at({str(path): data}, Wanted(assets=assets)))
    _tell(findings)
    words = sum(len(said.text.split()) for said in reading.words)
    print(f"{path}: {words:,} words read back; {len(findings)} findings")
    return 1 if failed(findings) else 0


def _all(project: Project) -> int:
    """Verifies every published edition of every paper against its content as it is now."""
    code = 0
    for content in project.all_content():
        folder = project.folder_of(content.document) if content.document else project.public
        cache = Cache(folder, project.root / ".cache")
        for edition in project.site.editions:
            file = edition.file(content.name, BUILDERS[edition.format].suffix)
            made, declared = cache.made.get(file), cache.reading(file)
            if content.document is None or made is None or declared is None or not made.files:
                _tell((error("not-built", f"{file} has not been built", hint="run: reports build"),))
                code = 1
                continue
            files = {name: (folder / name).read_bytes() for name in made.files if (folder / name).exists()}
            wanted = Wanted(declared[1], project.assets, made.files)
            proof = verify(content.document, files, declared[0], wanted)
            changed = [name for name, data in files.items() if sha256(data) != made.files[name]]
            _tell(
                tuple(error("file-changed", f"{name} is not the file that was built", Place(name)) for name in changed)
            )
            code = max(code, int(bool(changed) or len(files) < len(made.files)))
            same = "same" if not failed(proof.findings) else "NOT THE SAME"
            print(f"{file}: {proof.words:,} words, {same}; {len(proof.findings)} findings")
            _tell(tuple(one if str(one.place) else replace(one, place=Place(file)) for one in proof.findings))
            code = max(code, int(failed(proof.findings)))
    return code


def _record(project: Project, paths: list[Path]) -> int:
    """Compares files with the record of the build: the named ones wherever they lie, or all of the record."""
    known = record.entries(project.public)
    pages = record.pages(project.public)
    if not known:
        raise Refused(error("no-record", "output/public/build.json is missing or damaged", hint="run: make reports"))
    code = 0
    folder = [path for path in sorted(project.public.rglob("*")) if path.is_file() and path.name != record.NAME]
    lost = [path for name in (*known, *pages) if not (path := project.public / name).is_file()]
    for path in paths or [*folder, *lost]:
        entry = known.get(path.name)
        if (page := _below(project.public, path)) in pages:
            same = path.is_file() and sha256(path.read_bytes()) == pages[page]
            print(f"{path}: {'the published file' if same else 'not the published file'}, a page of the site")
            code = max(code, int(not same))
            continue
        if entry is None:
            print(f"{path}: not in the record")
        elif not path.is_file() or sha256(path.read_bytes()) != entry["sha256"]:
            print(f"{path}: not the published file")
        else:
            commit = f", commit {str(entry['content_commit'])[:12]}" if entry["content_commit"] else ""
            print(f"{path}: the published file, made of {entry['content']}{commit}; {entry['errors']} errors")
            continue
        code = 1
    return code


def _below(folder: Path, path: Path) -> str:
    """The path of a file below a folder, "" for one that lies elsewhere."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
