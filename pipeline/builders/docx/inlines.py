"""Running text as Word runs: character styles, languages, hyperlinks, note marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from pipeline.builders.markup.text import RECORD, safe_target
from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.package import Relate
from pipeline.builders.office.shared import RUN_IN
from pipeline.builders.office.styles import StyleSheet
from pipeline.editions.paper.joined import joined_label
from pipeline.model.direction import direction
from pipeline.model.document import Added, Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text
from pipeline.model.findings import Finding, warning
from pipeline.ooxml.elements import Element, R, printable, q, text_run, w

ADDED = {"": "Added Words", "Strong": "Added Label", "Hyperlink": "Added Link", RUN_IN: f"Added {RUN_IN}"}
"""The character style of a piece of text → that of words which the program adds there."""
BOLD = ("Strong", "Added Label", RUN_IN, f"Added {RUN_IN}")


@dataclass(frozen=True)
class RunFormat:
    """How the runs below a node are set. `ground_bold` says that the style of the whole paragraph is bold."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    ground_bold: bool = False


@dataclass
class InlineWriter:
    """Writes inlines as runs. `relate` makes a relationship to an address and gives its id.

    `numbers` are the numbers of the notes by key; `mark` is the pair of words that stands around a note's number, empty
    where the number is raised instead, in `mark_language` where that is not the document's; `italics` is False in large print.
    """

    styles: StyleSheet
    bookmarks: Bookmarks
    relate: Relate
    numbers: Mapping[str, int]
    mark: tuple[str, str] = ("", "")
    mark_language: str = ""
    italics: bool = True
    findings: list[Finding] = field(default_factory=list)
    _marked: set[str] = field(default_factory=set)

    def runs(self, inlines: Inlines, block: str, setting: RunFormat = RunFormat()) -> list[Element]:
        """Inlines as runs, hyperlinks and bookmarks."""
        return [element for inline in inlines for element in self._runs(inline, block, setting)]

    def _runs(self, inline: Inline, block: str, setting: RunFormat) -> list[Element]:
        match inline:
            case Text(text=text):
                return self._text(text, block, setting)
            case Added(text=text, language=language):
                setting = replace(setting, language=language or setting.language)
                style = ADDED.get(setting.style)
                return self._text(joined_label(text), block, replace(setting, style=style or setting.style))
            case LineBreak():
                return [w("r", w("br"))]
            case Strong(children=children):
                changed = replace(setting, style="Strong") if not setting.style else replace(setting, bold=True)
                return self.runs(children, block, changed)
            case Emphasis(children=children):
                return self.runs(children, block, self._emphasis(setting))
            case Span(language=language, children=children):
                return self.runs(children, block, replace(setting, language=language))
            case Link(target=target, children=children):
                return self._link(target, self.runs(children, block, replace(setting, style="Hyperlink")))
            case NoteRef(key=key):
                return self._note_mark(key)
            case _ as never:
                assert_never(never)

    def _emphasis(self, setting: RunFormat) -> RunFormat:
        if not setting.style:
            return replace(setting, style="Emphasis")
        return replace(setting, italic=True) if self.italics else replace(setting, bold=True)

    def _text(self, text: str, block: str, setting: RunFormat) -> list[Element]:
        if printable(text) != text:
            message = "a control character that Word cannot hold was left out of the Word edition"
            self.findings.append(warning("control-character", message, hint="take it out of the content", block=block))
        text = printable(text)
        return [text_run(text, self._properties(setting))] if text else []

    def _properties(self, setting: RunFormat) -> Element | None:
        made = w("rPr")
        if setting.style:
            made.append(w("rStyle", val=self.styles.id(setting.style)))
        if setting.bold or (setting.ground_bold and setting.style in BOLD):
            # Bold of a paragraph's style and of a character's style would cancel out (17.7.3); said directly it holds.
            made.extend([w("b"), w("bCs")])
        if setting.italic:
            made.extend([w("i"), w("iCs")])
        if setting.language and direction(setting.language) == "rtl":
            made.extend([w("rtl"), w("lang", bidi=setting.language)])
        elif setting.language:
            made.append(w("lang", val=setting.language))
        return made if len(made) else None

    def drawn(self, drawing: Element, language: str) -> Element:
        """The run of a picture, in the language of its alternative text."""
        properties = self._properties(RunFormat(language=language))
        return w("r", *([] if properties is None else [properties]), w("drawing", drawing))

    def _link(self, target: str, runs: list[Element]) -> list[Element]:
        record = RECORD.fullmatch(target)
        made = w("hyperlink", *runs, history=1)
        if record and not record["name"]:
            made.set(q("anchor"), self.bookmarks.name(record["anchor"], used=True))
        elif record:
            made.set(f"{{{R}}}id", self.relate(f"{record['name']}.docx", RELATIONSHIP_TYPE.HYPERLINK))
            made.set(q("anchor"), self.bookmarks.name(record["anchor"]))
        elif address := safe_target(target):
            made.set(f"{{{R}}}id", self.relate(address, RELATIONSHIP_TYPE.HYPERLINK))
        else:
            self.findings.append(
                warning("link-target", f"the link to “{target}” leads nowhere that Word can open; its words were kept")
            )
            return runs
        return [made]

    def _note_mark(self, key: str) -> list[Element]:
        """The mark of a footnote; a second mark of the same note is a link to the first (Word has no such thing as two)."""
        language = self.mark_language if self.mark[0] else ""
        added = self._properties(RunFormat("Added Words", language=language))
        number = self.numbers.get(key)
        if number is None:
            self.findings.append(warning("note-missing", f"there is no note “{key}” that the mark could lead to"))
            return [text_run(f"[{key}]", added)]
        raised = self._properties(RunFormat("footnote reference", language=language))
        name = f"_Note{number}"
        if key in self._marked:
            runs = [w("hyperlink", text_run(str(number), raised), anchor=name, history=1)]
        else:
            self._marked.add(key)
            runs = self.bookmarks.around([w("r", raised, w("footnoteReference", id=number))], name)
        before, after = self.mark
        return [
            *([text_run(before, added)] if before else []),
            *runs,
            *([text_run(after, self._properties(RunFormat("Added Words", language=language)))] if after else []),
        ]
