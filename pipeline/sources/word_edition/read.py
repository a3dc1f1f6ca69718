"""Turns an edited Word edition of this program back into a document, using its bookmarks.

Sections, records, actions and notes keep their ids, and added words are left out. What Word cannot store comes from the
content file of the same name. Pasted rows without an id are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import Blocks, Document, Inlines, Note, NoteRef, Section, Text
from pipeline.model.findings import Finding, Findings, error, note, warning
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.model.walk import canonical, digest, rewrite, tidy
from pipeline.ooxml.added import AddedWords, added_words
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import Package, Relationship, open_package
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, child, q
from pipeline.sources.word_edition.blocks import BlockReader
from pipeline.sources.word_edition.content_base import Base
from pipeline.sources.word_edition.lines import EditionLine, LineReader
from pipeline.sources.word_edition.new_ids import NewIds, ids_in
from pipeline.sources.word_edition.typed import typed_findings

PUBLICATION, CONTENT = "Publication", "Content"
OUTDATED = "edition-outdated"
NEW_NOTE = 1000


@dataclass(frozen=True)
class ReturnedEdition:
    """The document of an edited edition, the findings, and pictures that were added in Word.

    `named` are the ids of new rows that came from their references.
    """

    document: Document
    findings: Findings
    pictures: tuple[tuple[str, bytes], ...] = ()
    named: frozenset[str] = frozenset()


def publication(data: bytes, name: str = "") -> str:
    """Returns the publication of a Word edition of this program, or "" for another file."""
    try:
        return _properties(open_package(data, name)).get(PUBLICATION, "")
    except Unreadable:
        return ""


@dataclass(frozen=True)
class EditionFacts:
    """The properties of an edition: its publication, its style, and the fingerprint of the words that it was built from."""

    publication: str
    look: str
    content: str


def facts(data: bytes, name: str = "") -> EditionFacts:
    """Reads the properties of an edition; a missing one is ""."""
    properties = _properties(open_package(data, name))
    return EditionFacts(properties.get(PUBLICATION, ""), properties.get("Look", ""), properties.get(CONTENT, ""))


def read_back(
    data: bytes, name: str, base: Document | None = None, used: frozenset[str] = frozenset()
) -> ReturnedEdition:
    """Reads an edition of this program. Raises `Unreadable` if it cannot be read.

    `base` is the content that it was built from; `used` are ids that the content has got since.
    """
    package = open_package(data, name)
    main = package.main_part()
    relationships = package.relationships(main)
    root = package.tree(main)
    body = child(root, "w:body")
    if body is None:
        raise Unreadable(error("unreadable-source", f"{name} has no text of a Word document", Place(name)))
    styles = Styles(_related(package, relationships, "styles"))
    numbering = Numbering(_related(package, relationships, "numbering"), styles)
    language = base.language if base else styles.default_language() or "en-GB"
    base_ids = Base(base).ids if base else frozenset()
    lines = LineReader(package, relationships, styles, numbering, language, base_ids)
    lines.inlines.added_words = added_words(_properties(package))
    reader = _Reader(BlockReader(lines), name, base)
    reader.used |= {id.lower() for id in used | base_ids}
    document = reader.document(body, *_notes(package, relationships))
    findings = (
        *package.findings,
        *reader.findings,
        *reader.blocks.findings,
        *_outdated(package, base),
    )
    return ReturnedEdition(document, findings, tuple(reader.blocks.pictures.items()), frozenset(reader.named))


def _properties(package: Package) -> dict[str, str]:
    """The custom properties of the file (ECMA-376 part 1, 22.3)."""
    relation = next(
        (
            relationship
            for relationship in package.relationships("").values()
            if relationship.kind == "custom-properties"
        ),
        None,
    )
    root = package.tree(relation.target) if relation else None
    return {} if root is None else {element.get("name", ""): "".join(element.itertext()).strip() for element in root}


def _related(package: Package, relationships: dict[str, Relationship], kind: str) -> Element | None:
    relation = next(
        (
            relationship
            for relationship in relationships.values()
            if relationship.kind == kind and not relationship.external
        ),
        None,
    )
    return package.tree(relation.target) if relation else None


def _notes(package: Package, relationships: dict[str, Relationship]) -> tuple[Element | None, dict[str, Relationship]]:
    relation = next((relationship for relationship in relationships.values() if relationship.kind == "footnotes"), None)
    return (package.tree(relation.target), package.relationships(relation.target)) if relation else (None, {})


def _outdated(package: Package, base: Document | None) -> Findings:
    """Returns a warning if the content file has changed since the edition was built."""
    value = _properties(package).get(CONTENT, "")
    if base is None or value in ("", digest(piece.text for piece in canonical(base))):
        return ()
    message = f"the content file “{base.name}” has changed since this edition was built from it"
    return (warning(OUTDATED, message, Place(package.name), "compare the two before you use these changes"),)


class _Reader:
    """Reads the blocks before the title, the title, the sections and the notes."""

    def __init__(self, blocks: BlockReader, name: str, base: Document | None) -> None:
        self.blocks, self.name = blocks, name
        self.base = Base(base) if base else None
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self.named: set[str] = set()

    def document(self, body: Element, notes: Element | None, relationships: dict[str, Relationship]) -> Document:
        """Returns the document with ids, completed from the content file."""
        lines = self.blocks.lines.lines(body)
        loose = [line for line in lines if line.style == "footnote text"]
        lines = [line for line in lines if line.style != "footnote text" and not (line.heading and line.id == "notes")]
        self.findings += typed_findings(line for line in lines if line.style != "action reference" or line.id)
        at = next((index for index, line in enumerate(lines) if line.heading == 1), None)
        if at is None:
            self.findings.append(warning("no-title", "the title (Heading 1) is missing", Place(self.name)))
        front, title = (lines[:at], lines[at].words) if at is not None else ([], ())
        blocks, sections = self._sections(lines[at + 1 if at is not None else 0 :])
        read = Document(
            name=self.name,
            title=title or (self.base.document.title if self.base else ()),
            before_title=self.blocks.blocks([line for line in front if not line.drawings]),
            blocks=blocks,
            sections=sections,
            notes=self._all_notes(notes, relationships, loose),
        )
        return self._completed(self._identified(read))

    def _sections(self, lines: Sequence[EditionLine]) -> tuple[Blocks, tuple[Section, ...]]:
        """Returns the blocks before the first heading, and the sections nested by heading level."""
        starts = [index for index, line in enumerate(lines) if line.heading and not line.band and line.words]
        first = starts[0] if starts else len(lines)
        return self.blocks.blocks(lines[:first]), self._nested(lines, starts)

    def _nested(self, lines: Sequence[EditionLine], starts: list[int]) -> tuple[Section, ...]:
        result: list[Section] = []
        at = 0
        while at < len(starts):
            level = lines[starts[at]].heading
            after = at + 1
            while after < len(starts) and lines[starts[after]].heading > level:
                after += 1
            end = starts[at + 1] if at + 1 < len(starts) else len(lines)
            head = lines[starts[at]]
            blocks = self.blocks.blocks(lines[starts[at] + 1 : end])
            stop = starts[after] if after < len(starts) else len(lines)
            children = self._nested(lines[:stop], starts[at + 1 : after])
            result.append(Section(self.blocks.lines.of_content(head.id), head.words, blocks, children))
            at = after
        return tuple(result)

    # ------------------------------------------------------------------------------------------ notes

    def _all_notes(
        self, notes: Element | None, relationships: dict[str, Relationship], loose: list[EditionLine]
    ) -> tuple[Note, ...]:
        numbers = self.blocks.lines.inlines.numbers
        notes_by_number: dict[int, Inlines] = {}
        self.blocks.lines.inlines.relationships = relationships
        self.blocks.lines.inlines.added_words = AddedWords()
        for element in notes.iterchildren(q("w:footnote")) if notes is not None else ():
            number = numbers.get(element.get(q("w:id"), ""))
            if number is not None:
                lines = self.blocks.lines.lines(element)
                notes_by_number[number] = _numberless(tuple(inline for line in lines for inline in line.words), number)
        for line in loose:
            notes_by_number[int(re.sub(r"\D", "", line.added) or 0)] = line.words
        return tuple(Note(self._key(number), words) for number, words in sorted(notes_by_number.items()))

    def _key(self, number: int) -> str:
        base_notes = self.base.document.notes if self.base else ()
        if 1 <= number <= len(base_notes):
            return base_notes[number - 1].key
        return str(number) if number < NEW_NOTE else f"new{number - NEW_NOTE + 1}"

    # ------------------------------------------------------------------------------------------ ids and the content file

    def _identified(self, read: Document) -> Document:
        """Returns the document with note keys, and with ids for all sections and records."""
        read = rewrite(
            read,
            lambda note_ref: (NoteRef(self._key(int(note_ref.key))),) if isinstance(note_ref, NoteRef) else (note_ref,),
        )
        self.used |= {id.lower() for id in ids_in(read.blocks, read.sections)}
        ids = NewIds(self.name, self.used, self.findings)
        document = replace(read, blocks=ids.blocks(read.blocks), sections=tuple(map(ids.section, read.sections)))
        self.named = ids.named
        return document

    def _completed(self, read: Document) -> Document:
        if self.base is None:
            message = (
                f"there is no content file “{self.name}”; kind, period and the keys of columns have to be filled in"
            )
            self.findings.append(note("no-content-file", message, Place(self.name)))
            return read
        base_document, base = self.base.document, self.base
        return replace(
            base_document,
            title=base.inlines(read.title),
            before_title=base.blocks(read.before_title),
            blocks=base.blocks(read.blocks),
            sections=tuple(base.section(section) for section in read.sections),
            notes=tuple(replace(entry, inlines=base.inlines(entry.inlines)) for entry in read.notes),
        )


def _numberless(words: Inlines, number: int) -> Inlines:
    """Returns the words of a note without its number, which is text if the order of the marks has changed."""
    if words and isinstance(words[0], Text):
        first = re.sub(rf"^\s*{number}\s+(?=\S)", "", words[0].text)
        return tidy((Text(first), *words[1:]))
    return words
