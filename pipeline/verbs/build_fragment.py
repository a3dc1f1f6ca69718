"""`reports build --fragment`: the content of publications alone, to paste into a page of a CMS."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.app import record
from pipeline.app.cache import Cache
from pipeline.app.kept import recorded
from pipeline.app.project import ContentFile, Project, Refused, sha256, write
from pipeline.builders import BUILDERS, Fact, Job, data, edition_files
from pipeline.builders.edition_files import main_file
from pipeline.builders.html.fragment import build, bundle
from pipeline.builders.html.metadata import full_title
from pipeline.builders.orders import edition_for
from pipeline.editions import looks, words
from pipeline.editions.site import STANDARD
from pipeline.model.document import Document
from pipeline.model.findings import error, failed, grouped

LEVELS = ("1", "2", "3", "4", "5", "6")


def fragments(project: Project, files: list[ContentFile], level: str, folder: Path) -> int:
    """Writes `NAME.fragment.html` and all that belongs to it as `NAME-cms.zip`; exit code 1 where anything has an error."""
    if level not in LEVELS:
        raise Refused(error("bad-level", f"a heading level is one of {', '.join(LEVELS)}, not “{level}”"))
    if failed(wrong := project.site_with_findings.findings):
        for text in grouped(wrong):
            print(text, file=sys.stderr)
        return 1
    look = looks.load(project.assets, STANDARD)
    copies = Cache(folder, project.root / ".cache")
    code = 0
    for file in files:
        findings = file.findings
        if file.document and not failed(findings):
            _, edition, assets = edition_for("html", file.document, look, project.assets, project.site.brand)
            written = Cache(project.folder_of(file.document), project.root / ".cache").written
            others, stale = _others(project, file, written)
            facts = tuple(_facts(project, file.document, others, written))
            built = build(Job(file.document, edition, look, project.site, assets, facts=facts), int(level))
            findings += built.findings
            if not failed(findings):
                parts = {**built.files, **{fact.file: others[fact.file] for fact in facts}}
                parts |= data.files(file.document, project.site, words.load(project.assets, file.document.language))
                package = bundle(file.name, full_title(file.document), parts, project.site, project.assets)
                for name, content in {**built.files, f"{file.name}-cms.zip": package}.items():
                    write(folder / name, content)
                    copies.written[name] = f"{file.name}.fragment.html"
                    print(project.shown(folder / name))
                if not (project.site.url or project.site.cms_files):
                    print("its links to files are not whole; write url: or cms_files: in content/site.yaml")
                _tell_of_links(file.name, stale, linked=bool(facts))
        for text in grouped(findings):
            print(text, file=sys.stderr)
        code = max(code, int(failed(findings)))
    if folder == project.requests:  # so that they go when their publication goes
        copies.save()
        record.keep_written(copies)
    return code


def _tell_of_links(name: str, stale: Sequence[str], *, linked: bool) -> None:
    if stale:
        print(f"{name}: {', '.join(stale)} is not linked, for it holds other words; run: reports make")
    elif not linked:
        print(f"{name}: its other formats are not linked, for they are not built yet; run: reports make")


def _others(project: Project, file: ContentFile, written: Mapping[str, str]) -> tuple[dict[str, bytes], list[str]]:
    """The files of the folder of a publication; and the names of those of its own that were not built from these words.

    Those of a draft have no record, and are taken as they are.
    """
    assert file.document
    held = project.folder_of(file.document)
    record = recorded.entries(held)
    paths = (held / name for name, edition in written.items() if edition.startswith(file.name))
    found = {path.name: path.read_bytes() for path in paths if path.is_file()}
    if held != project.public:
        return found, []
    now = sha256(file.data)
    current = {
        name: data
        for name, data in found.items()
        if name in record and (record[name]["content_sha256"], record[name]["sha256"]) == (now, sha256(data))
    }
    return current, sorted(name for name in found.keys() & record.keys() - current.keys() if not name.endswith(".html"))


def _facts(
    project: Project, document: Document, others: Mapping[str, bytes], written: Mapping[str, str]
) -> Iterator[Fact]:
    """The other editions of a publication among the files that the last build has left, with every file of each."""
    for edition in project.site.editions:
        row = BUILDERS.get(edition.format)
        if row is None or edition.format == "html":
            continue
        name = edition.file(document.name, row.suffix)
        sizes = {file: len(data) for file, data in others.items() if written.get(file) == name}
        look = looks.load(project.assets, edition.look)
        yield from edition_files.facts(Fact(main_file(name, sizes), edition.format, look, 0), sizes)
