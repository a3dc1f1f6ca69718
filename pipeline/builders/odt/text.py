"""Running text of an OpenDocument edition: spans, links, languages, bookmarks, notes in the place of their marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from pipeline.builders.markup.text import RECORD, safe_target
from pipeline.builders.odt.xml import Element, add_text, o, q, style_name
from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.fonts import EmbeddedFonts
from pipeline.builders.office.shared import RUN_IN
from pipeline.editions.edition import NoteView
from pipeline.editions.paper.joined import joined_label
from pipeline.model.direction import direction
from pipeline.model.document import Added, Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text
from pipeline.model.findings import Finding, warning


@dataclass(frozen=True)
class RunFormat:
    """How the words below a node are set."""

    style: str = ""
    language: str = ""


@dataclass
class TextWriter:
    """Writes inlines into a paragraph. `mark` stands around the number of a note, empty where the number is raised."""

    notes: Mapping[str, NoteView]
    bookmarks: Bookmarks
    mark: tuple[str, str] = ("", "")
    mark_language: str = ""
    findings: list[Finding] = field(default_factory=list)
    inside: EmbeddedFonts = field(default_factory=EmbeddedFonts)
    automatic: dict[tuple[str, str, str], str] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)

    def write(self, into: Element, inlines: Inlines, setting: RunFormat = RunFormat()) -> Element:
        """The element with the inlines added at its end."""
        for inline in inlines:
            self._inline(into, inline, setting)
        return into

    def _inline(self, into: Element, inline: Inline, setting: RunFormat) -> None:
        match inline:
            case Text(text=text):
                self._words(into, text, setting)
            case Added(text=text, language=language):
                changed = replace(setting, style=setting.style or "Added Words", language=language or setting.language)
                self._words(into, joined_label(text), changed)
            case LineBreak():
                into.append(o("text:line-break"))
            case Strong(children=children):
                self.write(into, children, replace(setting, style=RUN_IN if setting.style == RUN_IN else "Strong"))
            case Emphasis(children=children):
                self.write(into, children, replace(setting, style=setting.style or "Emphasis"))
            case Span(language=language, children=children):
                self.write(into, children, replace(setting, language=language))
            case Link(target=target, children=children):
                self._link(into, target, children, setting)
            case NoteRef(key=key):
                self._note(into, key)
            case _ as never:
                assert_never(never)

    def _words(self, into: Element, text: str, setting: RunFormat) -> None:
        family = self.inside.family_of(text)
        if setting == RunFormat() and not family:
            add_text(into, text)
            return
        name = style_name(setting.style)
        if setting.language or family:
            key = (setting.style, setting.language, family)
            name = self.automatic.setdefault(key, f"T{len(self.automatic) + 1}")
        span = o("text:span", text__style_name=name)
        add_text(span, text)
        into.append(span)

    def _link(self, into: Element, target: str, children: Inlines, setting: RunFormat) -> None:
        record = RECORD.fullmatch(target)
        address = safe_target(target)
        if record:
            anchor = self.bookmarks.name(record["anchor"], used=not record["name"])
            address = f"../{record['name']}.odt#{anchor}" if record["name"] else f"#{anchor}"
        if not address:
            self.findings.append(warning("link-target", f"the link to “{target}” leads nowhere; its words were kept"))
            self.write(into, children, setting)
            return
        link = o("text:a", xlink__type="simple", xlink__href=address)
        link.set(q("text:style-name"), style_name("Hyperlink"))
        link.set(q("text:visited-style-name"), style_name("FollowedHyperlink"))
        into.append(self.write(link, children, setting))

    def _note(self, into: Element, key: str) -> None:
        """A note stands where its first mark is (ODF 6.3.2); further marks refer to it."""
        note = self.notes.get(key)
        if note is None:
            self.findings.append(warning("note-missing", f"there is no note “{key}” that the mark could lead to"))
            self._words(into, f"[{key}]", RunFormat("Added Words"))
            return
        before, after = self.mark
        if before:
            self._words(into, before, RunFormat("Added Words", self.mark_language))
        mark = self._again(note) if note.number in self.seen else self._first(note)
        into.append(self.in_language(mark, self.mark_language if before else ""))
        if after:
            self._words(into, after, RunFormat("Added Words", self.mark_language))

    def in_language(self, made: Element, language: str) -> Element:
        """The number of a note as part of the added words around it, or a picture whose description is in another language."""
        if not language:
            return made
        key = ("Added Words", language, "")
        return o("text:span", made, text__style_name=self.automatic.setdefault(key, f"T{len(self.automatic) + 1}"))

    def _again(self, note: NoteView) -> Element:
        made = o("text:note-ref", text__note_class="footnote", text__ref_name=f"ftn{note.number}")
        made.set(q("text:reference-format"), "text")
        made.text = str(note.number)
        return o("text:span", made, text__style_name=style_name("footnote reference"))

    def _first(self, note: NoteView) -> Element:
        self.seen.append(note.number)
        citation = o("text:note-citation")
        citation.text = str(note.number)
        if note.number != len(self.seen):  # the publication's number, where the marks come in another order
            citation.set(q("text:label"), str(note.number))
        words = self.write(o("text:p", text__style_name=style_name("footnote text")), note.inlines)
        return o(
            "text:note", citation, o("text:note-body", words), text__id=f"ftn{note.number}", text__note_class="footnote"
        )

    def languages(self) -> list[Element]:
        """The automatic styles for words in other languages, and in scripts of which the styles do not name the family."""
        made = []
        for (style, language, family), name in self.automatic.items():
            base, _, region = language.partition("-")
            prefix = "style" if direction(language) == "rtl" else "fo"
            said = {f"{prefix}__{kind}{'_complex' if prefix == 'style' else ''}": text
                    for kind, text in (("language", base), ("country", region or "none")) if language}  # fmt: skip
            if family:
                said["style__font_family_complex"] = family
            element = o("style:style", o("style:text-properties", **said), style__name=name, style__family="text")
            if style:
                element.set(q("style:parent-style-name"), style_name(style))
            made.append(element)
        return made
