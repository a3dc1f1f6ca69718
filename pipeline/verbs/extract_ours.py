"""`reports extract EDITION.docx`: a Word edition of ours that someone changed gives its changes to the content file."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline import content
from pipeline.app import apart, older_formats, plain_file
from pipeline.app.extracting import write_pictures
from pipeline.app.kept import bases
from pipeline.app.project import Project, Refused, write
from pipeline.app.source_files import load
from pipeline.content.easy_read import ENDING
from pipeline.editions.looks import easy_read_name
from pipeline.editions.site import STANDARD
from pipeline.merge.align import Marks, identified_parts
from pipeline.merge.merge import Origin, merge
from pipeline.model.document import Document
from pipeline.model.findings import Findings, Severity, error, worst
from pipeline.model.place import Place
from pipeline.model.walk import actions, all_sections, records
from pipeline.sources.word_edition import read as docx_ours

SECONDS = 60
"""Seconds of CPU time that reading a Word edition back may take; a long one takes three."""


def is_edition(project: Project, path: Path) -> bool:
    """Whether a file is a Word edition of one of our publications, or was one before LibreOffice saved it as OpenDocument."""
    if path.suffix.lower() not in (".docx", ".odt") or not path.is_file():
        return False
    shown = project.shown(path)
    return bool(apart.run(apart.Task(shown, lambda: _name(load(project, path), shown), SECONDS)))


def _name(data: bytes, shown: str) -> str:
    return older_formats.publication(data) if shown.lower().endswith(".odt") else docx_ours.publication(data, shown)


def _as_word(project: Project, path: Path, shown: str) -> bytes:
    data = load(project, path)
    return older_formats.as_word(data, shown, ".odt") if path.suffix.lower() == ".odt" else data


def bring_back(project: Project, path: Path, folder: Path) -> int:
    """Puts the changes of an edition into the content file of its publication, or writes them beside with `-o DIR`.

    The content may have changed since: what the edition was built from is compared with both, as when a source is extracted
    again. Raises Refused where nothing can be read, or where nobody has kept what the edition was built from.
    """
    shown = project.shown(path)
    data = apart.run(apart.Task(shown, lambda: _as_word(project, path, shown), SECONDS))
    facts = apart.run(apart.Task(shown, lambda: docx_ours.facts(data, shown), SECONDS))
    name = facts.publication
    _refuse_others(facts, path, shown)
    known = project.content / f"{name}.yaml"
    current = project.read_content(known).document if known.exists() else None
    base = _base(project, facts, current)
    taken = frozenset(ids_of(current) - ids_of(base)) if current and base else frozenset()
    work = partial(docx_ours.read_back, data, name, base, taken)
    returned = apart.run(apart.Task(shown, work, SECONDS))
    findings = (*_placed(returned.findings, shown), *write_pictures(project, returned.pictures, folder))
    target = folder / f"{name}.yaml"
    if base is None or target.resolve() != known.resolve():
        _tell(findings)
        write(target, content.write(returned.document).encode())
        print(f"{shown} → {project.shown(target)}")
        return 1 if worst(findings) is Severity.ERROR else 0
    if any(finding.rule == docx_ours.OUTDATED for finding in findings):
        message = f"{project.shown(target)} was left as it is, since {shown} was built from an earlier state of it"
        hint = "neither the cache nor git has that state; extract to another folder with -o DIR, and compare"
        raise Refused(error("edition-outdated", message, hint=hint))
    _refuse_lists(facts, base, returned.document, shown)
    return _merge(project, target, base, replace(returned, findings=findings), shown)


def read(project: Project, path: Path) -> Document:
    """What a Word edition of ours says, without the words that the edition adds."""
    shown = project.shown(path)
    data = apart.run(apart.Task(shown, lambda: _as_word(project, path, shown), SECONDS))
    facts = apart.run(apart.Task(shown, lambda: docx_ours.facts(data, shown), SECONDS))
    known = project.content / f"{facts.publication}.yaml"
    base = _base(project, facts, project.read_content(known).document if known.exists() else None)
    work = partial(docx_ours.read_back, data, facts.publication, base, frozenset[str]())
    return apart.run(apart.Task(shown, work, SECONDS)).document


def _refuse_lists(facts: docx_ours.EditionFacts, base: Document, found: Document, shown: str) -> None:
    """Raises Refused for an edition that sets tables out as lists, as large print does: a merge would take the tables out."""
    had, has = ({record.id for _, _, _, record in records(document)} for document in (base, found))
    if facts.look != STANDARD and had and not had & has:
        message = f"{shown} was left alone: it sets tables out as lists, which cannot become tables again"
        hint = "make the change in the content file, or in the standard Word edition"
        raise Refused(error("edition-one-way", message, hint=hint))


def _refuse_others(facts: docx_ours.EditionFacts, path: Path, shown: str) -> None:
    """Raises Refused for an edition that does not hold what the content file holds: an Easy Read, or our OpenDocument."""
    if path.name.startswith(f"{facts.publication}-{easy_read_name(STANDARD)}"):
        message = f"{shown} was left alone: what is changed in the Word file of an Easy Read does not come back"
        hint = f"change content/{facts.publication}{ENDING}, and build it again"
        raise Refused(error("edition-easy-read", message, hint=hint))
    if path.suffix.lower() == ".odt" and not facts.content:
        message = f"{shown} was left alone: it is an OpenDocument edition, whose changes do not come back"
        hint = "send out the Word edition instead, which LibreOffice can open, change and save"
        raise Refused(error("edition-one-way", message, hint=hint))


def _base(project: Project, facts: docx_ours.EditionFacts, current: Document | None) -> Document | None:
    """What an edition was built from: the content as it is, or as it was; as it is where nobody knows."""
    if current is None or facts.content in ("", bases.state(current)):
        return current
    return bases.find(project, current.name, facts.content) or current


def _placed(findings: Findings, shown: str) -> Findings:
    """The findings with the edition as their place."""
    return tuple(finding if finding.place.line else replace(finding, place=Place(shown)) for finding in findings)


def ids_of(document: Document) -> set[str]:
    """The ids of the sections and records of a document."""
    sections = {section.id for _, section in all_sections(document.sections)}
    return sections | {record.id for _, _, _, record in records(document)} | {one.id for _, one in actions(document)}


def _tell(findings: Findings) -> None:
    for finding in findings:
        print(finding.as_text(), file=sys.stderr)


def _merge(project: Project, target: Path, base: Document, returned: docx_ours.ReturnedEdition, shown: str) -> int:
    """Merges what changed in an edition into the content file; the ids that are reported are those that are written."""
    before = plain_file.read(target)
    marks = Marks(frozenset(ids_of(base) & ids_of(returned.document)), returned.named)
    origin = Origin(shown, marks)
    merged = merge(base, returned.document, before, project.shown(target), origin)
    findings = (*_with_written_ids(returned, merged.pristine, base), *merged.findings)
    _tell(findings)
    if merged.data != before:
        write(target, merged.data)
    count = sum(finding.rule == "merge-changed" for finding in merged.findings)
    print(f"{project.shown(target)}: {count or 'no'} change{'' if count == 1 else 's'} brought in from {shown}")
    return 1 if worst(findings) is Severity.ERROR else 0


def _with_written_ids(returned: docx_ours.ReturnedEdition, written: Document, base: Document) -> Findings:
    """The findings with the ids that new records and sections got in the end; some are known from before by their words."""
    given, final, known = identified_parts(returned.document), identified_parts(written), ids_of(base)
    if [thing.kind for thing in given] != [one.kind for one in final]:
        return tuple(finding for finding in returned.findings if not finding.block)  # the merge wrote nothing
    ids = {one.id: other.id for one, other in zip(given, final, strict=True)}
    findings = []
    for finding in returned.findings:
        id = ids.get(finding.block, finding.block)
        message = finding.message.replace(f"given {finding.block}", f"given {id}")
        if id != finding.block and id in known:
            named = finding.message[: finding.message.find("”") + 1]
            message = f"{named} had lost its id; by its words it is {id}"
            finding = replace(finding, hint="check that it is this one")
        findings.append(replace(finding, message=message, block=id))
    return tuple(findings)
