"""DOCX → `Flow`: a Word file read at the level of its XML (ECMA-376 parts 1 to 4, ISO/IEC 29500), so that nothing is skipped."""

from __future__ import annotations

from collections import Counter

from pipeline.extractors.docx_blocks import read_blocks
from pipeline.extractors.docx_margins import number_notes, read_comments, read_notes, read_running
from pipeline.extractors.docx_normal import normalise
from pipeline.extractors.docx_numbering import Numbering
from pipeline.extractors.docx_package import Package, Relationship, macros, open_package
from pipeline.extractors.docx_reports import report_asides, report_source
from pipeline.extractors.docx_story import Account, Story
from pipeline.extractors.docx_styles import Styles
from pipeline.extractors.docx_words import words_of
from pipeline.extractors.docx_xml import Element, child, q
from pipeline.extractors.flow import Flow, FlowNote, Unreadable
from pipeline.findings import error
from pipeline.place import Place


def extract(data: bytes, name: str) -> Flow:
    """All that a Word file says and the account of every word; raises `Unreadable` where nothing can be read."""
    package = open_package(data, name)
    main = package.main_part()
    relationships = package.relationships(main)
    root = package.tree(main)
    body = child(root, "w:body")
    if root is None or body is None:
        said = f"{name} cannot be read: its main part {main} holds no text of a Word document."
        hint = "Open the file in Word or LibreOffice and save it as a Word document (.docx)."
        raise Unreadable(error("unreadable-source", said, Place(name), hint))
    styles = Styles(_related(package, relationships, "styles"))
    account = Account(package, styles, Numbering(_related(package, relationships, "numbering"), styles))
    account.findings += report_source(root, name)
    normalise(root, styles, relationships)
    account.language = _language(package, root, styles)
    account.marks = number_notes(root, _related(package, relationships, "settings"))
    account.words += words_of(root, name)
    story = Story(account, relationships)
    blocks = [block for holder in root.iterchildren(q("w:body")) for block in read_blocks(story, holder)]
    notes = _read_margins(account, relationships)
    return Flow(
        blocks=tuple(blocks),
        notes=tuple(notes),
        words=tuple(account.words),
        asides=tuple(account.asides),
        findings=(*package.findings, *macros(package), *account.findings, *report_asides(account)),
        title=_core(package, "dc:title"),
        language=account.language,
    )


def _related(package: Package, relationships: dict[str, Relationship], kind: str) -> Element | None:
    found = next((entry for entry in relationships.values() if entry.kind == kind and not entry.external), None)
    return package.tree(found.target) if found else None


def _read_margins(account: Account, relationships: dict[str, Relationship]) -> list[FlowNote]:
    """Read notes, comments, headers and footers, each part once."""
    notes: list[FlowNote] = []
    kinds = ("footnotes", "endnotes", "comments", "header", "footer")
    for kind in kinds:
        for part in sorted({entry.target for entry in relationships.values() if entry.kind == kind}):
            root = account.package.tree(part)
            if root is None:
                continue
            own = account.package.relationships(part)
            normalise(root, account.styles, own)
            account.words += words_of(root, account.package.name)
            story = Story(account, own)
            if kind in ("footnotes", "endnotes"):
                notes += read_notes(story, root, kind.removesuffix("s"))
            elif kind == "comments":
                read_comments(story, root)
            else:
                read_running(story, root)
    return notes


def _language(package: Package, root: Element, styles: Styles) -> str:
    """The document's language: what its properties say, else that of most of its words, else the default of its styles."""
    said = _core(package, "dc:language")
    if said:
        return said
    counts: Counter[str] = Counter()
    for paragraph in root.iter(q("w:p")):
        style = styles.setting(paragraph).style
        for run in paragraph.iterchildren(q("w:r")):
            text = "".join(entry.text or "" for entry in run.iterchildren(q("w:t")))
            language = styles.look(run, style).language_of(text)
            if language:
                counts[language] += len(text)
    return counts.most_common(1)[0][0] if counts else styles.default_language()


def _core(package: Package, name: str) -> str:
    """A core property of the file (part 2, clause 11)."""
    relationship = next((r for r in package.relationships("").values() if r.kind == "core-properties"), None)
    root = package.tree(relationship.target) if relationship else None
    found = next(root.iter(q(name)), None) if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
