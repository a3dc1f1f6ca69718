"""Reads the facts of each word of a Word file from its styles, numbering, tables, links and languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.verifiers import ANY, ReadRun
from pipeline.verifiers.docx.file import DocxParts, blocks, cells, rows, run_text, runs, sets_out, style_name
from pipeline.verifiers.docx.reading import AUTOMATIC, NOTE_MARKS, PICTURES, names_rows

SHOWS = frozenset({
    "heading", "cell", "at", "caption", "list", "depth", "label", "term", "quote", "box", "note", "link", "language",
    "stress",
})  # fmt: skip
RUN_IN = {"run-in label", "added run-in label", "run-in colon"}
STRESSED = {"strong", "emphasis", "added label"}
DEEPEST = 5  # levels of the list styles
BOX = re.compile(r"_Box_(\w+?)_\d+")
FIRST_MARK = re.compile(r"_Note(\d+)")


def word_runs(file: DocxParts) -> tuple[ReadRun, ...]:
    """Returns the words of a file in reading order, with the notes at the end."""
    reader = _Reader(file)
    reader.into(file.body, {})
    for kind, identity in reader.noted:
        reader.note(kind, identity)
    return tuple(reader.runs)


class _Reader:
    """Reads a file; bookmarks and starts of paragraphs are attached to the next words."""

    def __init__(self, file: DocxParts) -> None:
        self.file = file
        self.numbering = Numbering(file.numbering.root, file.styles)
        self.runs: list[ReadRun] = []
        self.noted: list[tuple[str, str]] = []
        self._anchors: list[str] = []
        self._opens = True
        self._box = ""
        self._pictures: set[Element] = set()
        defaults = child(child(child(file.styles.root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
        self.languages = {"", *(value(defaults, "w:lang", name) or "" for name in ("w:val", "w:bidi", "w:eastAsia"))}

    def into(self, holder: Element, facts: Mapping[str, str]) -> None:
        """Reads the paragraphs and tables of an element; `facts` apply to its words."""
        for block in blocks(holder):
            if block.tag == q("w:tbl"):
                self._table(block, facts)
            else:
                self._paragraph(block, facts)

    def note(self, kind: str, identity: str) -> None:
        """A note with its number and its words."""
        root = self.file.notes.get(kind)
        for element in root.findall(q(f"w:{kind}")) if root is not None else ():
            if element.get(q("w:id")) == identity and element.get(q("w:type")) not in AUTOMATIC:
                counted = any(True for _ in element.iter(q(f"w:{kind}Ref")))
                number = self._number((kind, identity)) if counted else ANY
                if counted:
                    self._opens = True
                    self._say(number, {})
                self._anchors.append(f"ftn{identity}")
                self.into(element, {"note": number})

    def _number(self, note: tuple[str, str]) -> str:
        if note not in self.noted:
            self.noted.append(note)
        return str([other for other in self.noted if other[0] == note[0]].index(note) + 1)

    def _table(self, table: Element, facts: Mapping[str, str]) -> None:
        if sets_out(table):
            for cell in (cell for row in rows(table) for cell in cells(row)):
                self.into(cell, facts)
            return
        named = names_rows(child(table, "w:tblPr"))
        for number, row in enumerate(rows(table)):
            head = bool(switched(child(row, "w:trPr"), "w:tblHeader"))
            for column, cell in enumerate(cells(row)):
                kind = "cell" if named or column == 0 else "cell or row header"
                kind = "column header" if head else "row header" if named and column == 0 else kind
                self.into(cell, {**facts, "cell": kind, "at": f"{number}.{column}"})

    def _paragraph(self, paragraph: Element, facts: Mapping[str, str]) -> None:
        marks = [mark.get(q("w:name"), "") for mark in paragraph.iter(q("w:bookmarkStart"))]
        box = next((match[1] for mark in marks if (match := BOX.fullmatch(mark))), "")
        self._box = box or self._box
        self._anchors += marks
        self._opens = True
        own_facts = {**facts, **self._paragraph_facts(paragraph, facts)}
        linked = list(_linked(paragraph, self.file))
        label = max((at for at, (run, _) in enumerate(linked, 1) if self._style(run) in RUN_IN), default=0)
        for at, (run, target) in enumerate(linked, 1):
            term = {"term": "term"} if at <= label else {}
            self._run(run, {**own_facts, **term, "link": target} if target else {**own_facts, **term})
            self._opens = self._opens or at == label
        self._opens = True

    def _style(self, run: Element) -> str:
        return self.file.styles.name(value(child(run, "w:rPr"), "w:rStyle") or "").lower()

    def _paragraph_facts(self, paragraph: Element, facts: Mapping[str, str]) -> dict[str, str]:
        """Returns the facts of a paragraph from its style, numbering and outline level."""
        setting, name = self.file.styles.setting(paragraph), style_name(self.file, paragraph)
        result = {"heading": str(setting.heading)} if setting.heading else {}
        if name == "caption":
            result["caption"] = "yes"
        if name == "field label":
            result["term"] = "term"
        elif "note" not in facts:
            result["term"] = "value or "
        result |= {"quote": "yes"} if name == "quote" else {"quote": ANY} if name == "box continue" else {}
        result |= {"box": self._box} if name.startswith("box ") else {}
        if "cell" in facts or name.startswith(("list ", "picture")):  # these have one style inside boxes and outside
            result |= {"quote": ANY, "box": ANY}
        item = self.numbering.item(setting)
        if item and not setting.heading:
            result |= self._item(*item)
        elif name.startswith(("list continue", "box continue")):
            result |= {"list": ANY, "depth": ANY, "label": ANY}
        elif name.startswith("picture"):
            result |= {"list": ANY, "depth": ANY, "label": ANY, "term": ANY}
        return result

    def _item(self, num: str, level: int) -> dict[str, str]:
        marker = self.numbering.marker(num, level)
        depth = str(level + 1) if level + 1 < DEEPEST else " or ".join(map(str, range(DEEPEST, 30)))
        if marker is None:
            return {"list": "list without markers", "depth": depth}
        numbered = marker.ordered
        label = marker.text if numbered else ""
        return {"list": "number" if numbered else "bullet", "depth": depth, "label": label}

    def _run(self, run: Element, facts: Mapping[str, str]) -> None:
        setting = self.file.styles.setting(next(run.iterancestors(q("w:p"))))
        look = self.file.styles.look(run, setting.style)
        if look.hidden:
            return
        properties = child(run, "w:rPr")
        style = self._style(run)
        direct = style not in RUN_IN and (switched(properties, "w:b") or switched(properties, "w:i"))
        set_here = [
            language
            for language in (look.language_of(run_text(run)), *look.languages)
            if language not in self.languages
        ]
        run_facts = {"stress": "yes"} if style in STRESSED or direct else {}
        run_facts |= {"language": set_here[0]} if set_here else {}
        self._say(run_text(run), {**facts, **run_facts})
        for element in run.iter(*NOTE_MARKS, *PICTURES):
            if element.tag in NOTE_MARKS:
                self._mark(element, {**facts, **run_facts})
            elif element not in self._pictures:
                self._pictures.update(element.iter(*PICTURES))
                self._picture(element, {**facts, **({"language": set_here[0]} if set_here else {})})

    def _mark(self, element: Element, facts: Mapping[str, str]) -> None:
        identity = element.get(q("w:id"), "")
        number = self._number((NOTE_MARKS[element.tag], identity))
        if element.get(q("w:customMarkFollows")) not in ("1", "true", "on"):
            self._say(number, {**facts, "link": f"#ftn{identity}"})
        elif self.runs:  # the mark is the text of the run
            latest = self.runs.pop()
            self.runs.append(
                ReadRun(latest.text, {**latest.facts, "link": f"#ftn{identity}"}, latest.anchors, latest.opens)
            )

    def _picture(self, element: Element, facts: Mapping[str, str]) -> None:
        """Reads a picture: its alternative text, and the digest of its bytes, or of the drawing that it replaces."""
        described = next(element.iter(q("wp:docPr")), None)
        alt = "" if described is None else described.get("descr", "")
        blips = [
            descendant
            for descendant in element.iter()
            if isinstance(descendant.tag, str) and descendant.tag.endswith(("}blip", "}svgBlip"))
        ]
        relation = self.file.target(blips[-1], "r:embed") if blips else None
        data = (self.file.package.read(relation.target) or b"") if relation and not relation.external else b""
        facts = {**facts, "picture": hashlib.sha256(data).hexdigest()}
        if alt.strip():
            self._say(alt, facts)
        else:
            self.runs.append(ReadRun("", facts))

    def _say(self, text: str, facts: Mapping[str, str]) -> None:
        if text.strip():
            self.runs.append(ReadRun(text, facts, tuple(self._anchors), self._opens))
            self._anchors, self._opens = [], False


def _linked(paragraph: Element, file: DocxParts) -> Iterator[tuple[Element, str]]:
    """Yields the runs of a paragraph with their link targets."""
    for link, group in groupby(runs(paragraph), lambda run: next(run.iterancestors(q("w:hyperlink")), None)):
        target = ""
        if link is not None:
            relation, anchor = file.target(link), link.get(q("w:anchor"), "")
            first_mark = FIRST_MARK.fullmatch(anchor)
            target = (
                f"#ftn{first_mark[1]}"
                if first_mark
                else (relation.target if relation else "") + (f"#{anchor}" if anchor else "")
            )
        yield from ((run, target) for run in group)
