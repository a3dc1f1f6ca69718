"""DOCX → `Flow`: reads a Word file from its XML (ECMA-376 parts 1 to 4, ISO/IEC 29500), so that nothing is skipped."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from pipeline.model.findings import error
from pipeline.model.flow import Aside, Flow, FlowBlocks, FlowNote, Picture, Unreadable, language_tag
from pipeline.model.place import Place
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import MAX_WORDS, READ, Package, Relationship, macros, open_package
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.theme_colours import make_plain, scheme_of
from pipeline.ooxml.xml import Element, child, q
from pipeline.sources.docx.blocks import read_blocks
from pipeline.sources.docx.findings import nothing_seen, report_asides, report_source, shortened
from pipeline.sources.docx.hidden.bound_controls import mark_bound
from pipeline.sources.docx.hidden.fonts_in_file import theme_fonts, unreadable_fonts
from pipeline.sources.docx.hidden.picture_backgrounds import mark_backgrounds
from pipeline.sources.docx.hidden.unseen_words import bring_back
from pipeline.sources.docx.list_labels import mark_items
from pipeline.sources.docx.normalise import normalise
from pipeline.sources.docx.notes_and_headers import (
    first_page_parts,
    number_notes,
    read_comments,
    read_notes,
    read_running,
    report_sentences,
    title_in,
)
from pipeline.sources.docx.runs import texts_of, unread, words_of
from pipeline.sources.docx.story import FileAccount, Story

REPORTED_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header", "footer")


def extract(data: bytes, name: str) -> Flow:
    """Reads a Word file with the account of its words. Raises `Unreadable` if it cannot be read or is empty."""
    package = open_package(data, name)
    main = package.main_part()
    relationships = package.relationships(main)
    root = _main_tree(package, main)
    _report_missing(package, relationships)
    settings, theme = (_related(package, relationships, kind) for kind in ("settings", "theme"))
    scheme = scheme_of(theme, settings)
    make_plain(root, scheme)
    make_plain(sheet := _related(package, relationships, "styles"), scheme)
    styles = Styles(sheet, theme_fonts(theme), unreadable_fonts(package, relationships))
    account = FileAccount(package, styles, Numbering(_related(package, relationships, "numbering"), styles))
    account.scheme = scheme
    mark_backgrounds(root, relationships, package)
    mark_bound(root, relationships, package)
    account.findings += report_source(root, name, styles)
    breaks = sum(1 for _ in root.iter(q("w:lastRenderedPageBreak")))
    normalise(root, account.numbering, relationships)
    if reason := bring_back(root):
        account.findings.append(nothing_seen(reason, name))
    account.language = _language(package, root, styles)
    account.marks = number_notes(root, settings)
    story = Story(account, relationships, mark_items(root, account.numbering))
    account.words += words_of(root, name)
    blocks = tuple(block for holder in root.iterchildren(q("w:body")) for block in read_blocks(story, holder))
    notes = tuple(_read_margins(account, relationships, scheme, first_page_parts(root, relationships)))
    _set_aside_unread(account, blocks, notes)
    if not (account.words or account.findings or any(isinstance(block, Picture) for block in blocks)):
        raise _wordless(package, name)
    return Flow(
        blocks=blocks,
        notes=notes,
        words=tuple(account.words),
        asides=tuple(account.asides),
        findings=(*package.findings, *macros(package), *account.findings, *report_asides(account)),
        title=_core(package, "dc:title") or account.header_title,
        language=account.language,
        pages=breaks + 1 if breaks else 0,
    )


def _wordless(package: Package, name: str) -> Unreadable:
    damage = next((finding.message for finding in package.findings), "")
    message = f"{name} has no words that can be read" + damage.removeprefix(f"{name} is damaged").removesuffix(READ)
    return Unreadable(error("unreadable-source", message, Place(name), "ask for the file again"))


def _main_tree(package: Package, main: str) -> Element:
    """Returns the tree of the main part. If a damaged file lacks the body element, its children are put in a new one."""
    root = package.tree(main)
    if root is None or child(root, "w:body") is None:
        if root is None or next(root.iter(q("w:t")), None) is None:
            message = f"{package.name} cannot be read: its main part {main} has no text of a Word document"
            hint = "open the file in Word or LibreOffice and save it as a Word document (.docx)"
            raise Unreadable(error("unreadable-source", message, Place(package.name), hint))
        entries = list(root)
        etree.SubElement(root, q("w:body")).extend(entries)
    words = sum(len((text.text or "").split()) for text in root.iter(q("w:t")))
    if words > MAX_WORDS:
        raise Unreadable(package.too_large(f"it holds {words:,} words"))
    return root


def _set_aside_unread(account: FileAccount, blocks: FlowBlocks, notes: tuple[FlowNote, ...]) -> None:
    """Sets aside and reports words where a valid file cannot have any, such as in a table outside its rows."""
    read_texts = [*texts_of(blocks), *(text for note in notes for text in texts_of(note.paragraphs))]
    unread_words = " ".join(unread(account.words, [*read_texts, *(aside.text for aside in account.asides)]))
    if unread_words:
        place = Place(account.package.name)
        account.asides.append(Aside(unread_words, "in a damaged place of the file", place))
        message = f"words in a damaged place of the file were left out: “{shortened(unread_words)}”"
        account.findings.append(error("damaged-source", message, place, "add them yourself where they belong"))


def _related(package: Package, relationships: dict[str, Relationship], kind: str) -> Element | None:
    relationship = next((entry for entry in relationships.values() if entry.kind == kind and not entry.external), None)
    return package.tree(relationship.target) if relationship else None


def _report_missing(package: Package, relationships: dict[str, Relationship]) -> None:
    """Reports missing parts with text, numbering or styles. Missing pictures are reported where they are read."""
    for entry in relationships.values():
        if entry.kind in REPORTED_PARTS and not entry.external and entry.target.lower() not in package.parts:
            package.damaged(f"its part {entry.target} ({entry.kind}) is not in the file")


def _read_margins(
    account: FileAccount, relationships: dict[str, Relationship], scheme: dict[str, str], first_pages: set[str]
) -> list[FlowNote]:
    """Reads notes, comments, headers and footers, each part once; `first_pages` are the parts of first pages only."""
    notes: list[FlowNote] = []
    kinds = ("footnotes", "endnotes", "comments", "header", "footer")
    for kind in kinds:
        for part in sorted({entry.target for entry in relationships.values() if entry.kind == kind}):
            root = account.package.tree(part)
            if root is None:
                continue
            make_plain(root, scheme)
            part_relationships = account.package.relationships(part)
            normalise(root, account.numbering, part_relationships)
            story = Story(account, part_relationships, mark_items(root, account.numbering))
            account.words += words_of(root, account.package.name)
            if kind in ("footnotes", "endnotes"):
                notes += read_notes(story, root, kind.removesuffix("s"))
            elif kind == "comments":
                read_comments(story, root)
            else:
                read_running(story, root)
                if part in first_pages:
                    report_sentences(story, root)
            if kind == "header":
                account.header_title = max(account.header_title, title_in(root, account.styles), key=len)
    return notes


def _language(package: Package, root: Element, styles: Styles) -> str:
    """The document's language: that of most of its words, else the default of its styles, else what its properties say.

    LibreOffice writes the language of its menus into the properties.
    """
    counts: Counter[str] = Counter()
    for paragraph in root.iter(q("w:p")):
        style = styles.setting(paragraph).style
        for run in paragraph.iterchildren(q("w:r")):
            text = "".join(entry.text or "" for entry in run.iterchildren(q("w:t")))
            language = styles.look(run, style).language_of(text)
            if language:
                counts[language] += len(text)
    most = counts.most_common(1)[0][0] if counts else styles.default_language()
    return most or language_tag(_core(package, "dc:language"))


def _core(package: Package, name: str) -> str:
    """A core property of the file (part 2, clause 11)."""
    relationship = next((r for r in package.relationships("").values() if r.kind == "core-properties"), None)
    root = package.tree(relationship.target) if relationship else None
    element = next(root.iter(q(name)), None) if root is not None else None
    return " ".join((element.text or "").split()) if element is not None else ""
