"""Reads the running text of a Word edition as inlines, and recognises added words by their character style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pipeline.model.document import Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text
from pipeline.model.walk import tidy
from pipeline.ooxml.added import AddedWords
from pipeline.ooxml.package import Relationship
from pipeline.ooxml.styles import CharacterFormat, Styles
from pipeline.ooxml.xml import Element, child, q, switched, value

RUN_IN = frozenset({"run-in label", "added run-in label", "run-in colon"})
ADDED = frozenset({"added words", "added label", "added link", "added run-in label", "run-in colon"})
NOTE_MARK = re.compile(r"_Note(\d+)")
WRAPPERS = frozenset(map(q, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:fldSimple")))
NOTES = frozenset(map(q, ("w:footnoteReference", "w:endnoteReference")))


@dataclass(frozen=True)
class Marks:
    """The marks of a piece of text."""

    link: str = ""
    language: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class ParagraphWords:
    """A paragraph: its content, the words that the edition added, and words typed over or beside these.

    `label` is a run-in label before the content.
    """

    inlines: Inlines
    added: str
    typed: tuple[str, ...]
    label: Inlines = ()


@dataclass
class InlineReader:
    """Reads paragraphs. `numbers` maps the id of a note in the file to the number in its bookmark."""

    styles: Styles
    relationships: dict[str, Relationship]
    language: str
    added_words: AddedWords = field(default_factory=AddedWords)
    numbers: dict[str, int] = field(default_factory=dict)

    def read(self, paragraph: Element, keep: bool) -> ParagraphWords:
        """Returns the words of a paragraph. With `keep`, words typed in the style of added words become content."""
        pieces: list[tuple[Inline, Marks]] = []
        stretches: dict[int, str] = {}
        paragraph_style = self.styles.setting(paragraph).style
        base_format = self.styles.look(paragraph.makeelement(q("w:r")), paragraph_style)
        label = 0
        for kind, element, link, note in self._parts(paragraph, "", 0):
            if kind == "mark":
                pieces.append((NoteRef(str(note)), Marks()))
                continue
            style = self.styles.name(value(child(element, "w:rPr"), "w:rStyle") or "").lower()
            if style in ADDED:
                text = "".join(part.text or "" for part in element.iter(q("w:t")))
                stretches[len(pieces)] = stretches.get(len(pieces), "") + text
                label = len(pieces) if style in RUN_IN else label
                continue
            look = self.styles.look(element, paragraph_style)
            setting = replace(self._setting(look, base_format, style, link), language=self._language(element))
            for part in element:
                inline = self._inline(part, note)
                if inline is not None:
                    pieces.append((inline, replace(setting, strong=False) if style in RUN_IN else setting))
            label = len(pieces) if style in RUN_IN else label
        typed = {at: self.added_words.typed(stretch) for at, stretch in stretches.items()}
        for at, texts in reversed(typed.items()) if keep else ():
            pieces[at:at] = [(Text(text), Marks()) for text in texts if text]
            label += sum(map(bool, texts)) if at < label else bool(label and at == label and texts[0])
        typed_texts = tuple(text.strip() for texts in typed.values() for text in texts if text.strip())
        inlines, name = (tidy(_nested(part)) for part in (pieces[label:], pieces[:label]))
        return ParagraphWords(inlines, "".join(stretches.values()), typed_texts, name)

    def _parts(self, holder: Element, link: str, note: int) -> Iterator[tuple[str, Element, str, int]]:
        """Yields visible runs, without field codes, with their link and the note whose bookmark is open."""
        for element in holder:
            if element.tag == q("w:r"):
                if child(element, "w:fldChar") is None and child(element, "w:instrText") is None:
                    yield "run", element, link, note
            elif element.tag == q("w:bookmarkStart"):
                match = NOTE_MARK.fullmatch(element.get(q("w:name"), ""))
                note = int(match[1]) if match else note
            elif element.tag == q("w:hyperlink"):
                again = NOTE_MARK.fullmatch(element.get(q("w:anchor"), ""))
                if again and element.get(q("r:id")) is None:
                    yield "mark", element, "", int(again[1])
                else:
                    yield from self._parts(element, self._target(element), note)
            elif element.tag in WRAPPERS:
                yield from self._parts(element, link, note)

    def _target(self, link: Element) -> str:
        """Returns the target in the form of content files: an address, "#id", or "name#id" of another publication."""
        anchor = link.get(q("w:anchor"), "")
        relation = self.relationships.get(link.get(q("r:id"), ""))
        if relation is None:
            return f"#{anchor}" if anchor else ""
        edition = re.fullmatch(r"(?:.*/)?([A-Za-z0-9_-]+)\.docx(?:#(.*))?", unquote(relation.target))
        if edition and "://" not in relation.target:
            return f"{edition[1]}#{anchor or edition[2] or ''}"
        return relation.target + (f"#{anchor}" if anchor else "")

    def _setting(self, look: CharacterFormat, base_format: CharacterFormat, style: str, link: str) -> Marks:
        strong = style == "strong" or (look.bold and not base_format.bold)
        emphasis = style == "emphasis" or (look.italic and not base_format.italic)
        return Marks(link, "", strong, emphasis)

    def _language(self, run: Element) -> str:
        """The language of a run if it differs from the document's, or ""."""
        properties = child(run, "w:rPr")
        leftward = switched(properties, "w:rtl")
        tag = value(properties, "w:lang", "w:bidi" if leftward else "w:val") or ""
        return tag if tag.split("-")[0].lower() not in ("", self.language.split("-")[0].lower()) else ""

    def _inline(self, part: Element, note: int) -> Inline | None:
        if part.tag == q("w:t"):
            return Text(part.text or "")
        if part.tag in (q("w:tab"), q("w:ptab")):
            return Text(" ")
        if part.tag in (q("w:br"), q("w:cr")):
            return LineBreak() if part.get(q("w:type"), "textWrapping") == "textWrapping" else None
        if part.tag == q("w:noBreakHyphen"):
            return Text("\u2011")
        if part.tag in NOTES:
            identity = part.get(q("w:id"), "")
            self.numbers.setdefault(identity, note or 1000 + len(self.numbers))
            return NoteRef(str(self.numbers[identity]))
        return None


def _nested(pieces: list[tuple[Inline, Marks]]) -> Inlines:
    """Nests pieces with marks as inlines: links around languages around strong around emphasis."""
    result: list[Inline] = []
    at = 0
    while at < len(pieces):
        inline, setting = pieces[at]
        if setting == Marks() or isinstance(inline, NoteRef):
            result.append(inline)
            at += 1
            continue
        name = next(name for name in ("link", "language", "strong", "emphasis") if getattr(setting, name))
        end = at
        while end < len(pieces) and getattr(pieces[end][1], name) == getattr(setting, name):
            end += 1
        inside = _nested(
            [(piece, replace(marks, **{name: type(getattr(marks, name))()})) for piece, marks in pieces[at:end]]
        )
        before, inside, after = _trimmed(inside)
        result += [*before, *([_around(name, setting, inside)] if inside else []), *after]
        at = end
    return tuple(result)


def _trimmed(inside: Inlines) -> tuple[Inlines, Inlines, Inlines]:
    """Moves white space at the ends out of the marked words, because nobody intends a bold space."""
    before: Inlines = ()
    after: Inlines = ()
    if inside and isinstance(first := inside[0], Text) and first.text[:1].isspace():
        before, inside = (Text(" "),), (Text(first.text.lstrip()), *inside[1:])
    if inside and isinstance(last := inside[-1], Text) and last.text[-1:].isspace():
        after, inside = (Text(" "),), (*inside[:-1], Text(last.text.rstrip()))
    return before, tuple(inline for inline in inside if inline != Text("")), after


def _around(name: str, setting: Marks, inside: Inlines) -> Inline:
    if name == "link":
        return Link(setting.link, inside)
    if name == "language":
        return Span(setting.language, inside)
    return Strong(inside) if name == "strong" else Emphasis(inside)


def shown_runs(paragraph: Element) -> Iterator[Element]:
    """Yields the visible runs of a paragraph, including those in links and insertions."""
    for element in paragraph:
        if element.tag == q("w:r"):
            yield element
        elif element.tag in WRAPPERS or element.tag == q("w:hyperlink"):
            yield from shown_runs(element)
