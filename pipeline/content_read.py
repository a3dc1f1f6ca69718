"""Reads the nodes of a content file into the model, with a finding for everything that is not as the format has it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from pipeline import markdown
from pipeline.content_keys import SHAPES, Form, Key
from pipeline.model import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Cell,
    Column,
    Document,
    Group,
    Image,
    Inlines,
    Note,
    Quote,
    Record,
    Role,
    Section,
    Source,
    Table,
)
from pipeline.place import Place
from pipeline.placed_yaml import Entry, Lines, Mapping, Node, Scalar, Sequence, comments

ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,35}")
TARGET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*#[A-Za-z][A-Za-z0-9_]{0,35}")


class Reader:
    """Reads one file. Every id is checked to be one, and to be there once whatever its case."""

    def __init__(self, lines: Lines, name: str) -> None:
        self.lines, self.name = lines, name
        self.ids: dict[str, int] = {}
        self.guesses = self._guesses()

    # -------------------------------------------------------------------------------------------- the document

    def document(self, node: Mapping) -> Document:
        """The document of the root node."""
        keys = self.keys(node, "document")
        return Document(
            name=self.name,
            title=self.inline(keys.get("title")),
            before_title=self.text(keys.get("before_title")),
            source=self._source(keys.get("source")),
            abbreviations=tuple((e.key.text, self.plain(e.value)) for e in self.mapping(keys.get("abbreviations"))),
            blocks=self.body(node, keys),
            sections=self.sections(keys.get("sections")),
            notes=tuple(
                Note(e.key.text, self.inline(e.value), e.key.place) for e in self.mapping(keys.get("notes"))
            ),
            guesses=self.guess(node),
            place=node.place,
            **{key: self.plain(keys[key]) for key in _FACTS if key in keys},
        )  # fmt: skip

    def _source(self, node: Node | None) -> Source | None:
        if not isinstance(node, Mapping):
            return None
        keys = self.keys(node, "source")
        return Source(self.plain(keys.get("file")), self.plain(keys.get("sha256")))

    def sections(self, node: Node | None) -> tuple[Section, ...]:
        """The sections of a list."""
        return tuple(self._section(item) for item in self.items(node, "section"))

    def _section(self, node: Mapping) -> Section:
        keys = self.keys(node, "section")
        return Section(
            id=self.id(keys.get("id")),
            heading=self.inline(keys.get("heading")),
            blocks=self.body(node, keys),
            sections=self.sections(keys.get("sections")),
            guesses=self.guess(node),
            place=node.place,
        )

    def body(self, node: Mapping, keys: dict[str, Node]) -> Blocks:
        """The blocks of a section: text, actions, table, or its parts in their own order."""
        if "parts" in keys:
            for key in ("text", "actions", "table"):
                if key in keys:
                    place = next(e.key.place for e in node.entries if e.key.text == key)
                    message = f"“{key}” and “parts” cannot stand side by side"
                    self.lines.error("parts-and-text", message, place, f"make it a part: - {key}: …", len(key))
            blocks: list[Block] = []
            for part in self.items(keys["parts"], "part"):
                inside = self.keys(part, "part")
                blocks += [b for key in inside for b in self.part(key, inside[key])]
            return tuple(blocks)
        return tuple(b for key in ("text", "actions", "table") if key in keys for b in self.part(key, keys[key]))

    def part(self, key: str, node: Node) -> Blocks:
        """The blocks behind one key of a section."""
        readers: dict[str, Callable[[Node], Blocks]] = {
            "text": self.text,
            "quote": lambda value: (Quote(self.text(value), value.place),),
            "actions": self.actions,
            "table": self.table,
            "image": self.image,
            "box": self.box,
        }
        return readers[key](node)

    def actions(self, node: Node) -> Blocks:
        """Agreed actions in prose."""
        entries = []
        for item in self.items(node, "action"):
            keys = self.keys(item, "action")
            own = self.id(keys.get("id"))
            same = self.targets(keys.get("same_as"))
            entries.append(Action(own, self.text(keys.get("action")), same, self.guess(item), item.place))
        return (Actions(tuple(entries), node.place),)

    def image(self, node: Node) -> Blocks:
        """A picture."""
        if not isinstance(node, Mapping):
            self.wrong(node, "file: and alt: under it")
            return ()
        keys = self.keys(node, "image")
        decorative = self.plain(keys.get("decorative")).lower() in ("yes", "true")
        alt = self.plain(keys["alt"]) if "alt" in keys else None
        return (Image(self.plain(keys.get("file")), alt, decorative, node.place),)

    def box(self, node: Node) -> Blocks:
        """A passage set apart."""
        if not isinstance(node, Mapping):
            self.wrong(node, "role: and text: under it")
            return ()
        keys = self.keys(node, "box")
        role = self.plain(keys.get("role"))
        return (Box(Role(role) if role in set(Role) else Role.NOTE, self.text(keys.get("text")), node.place),)

    # -------------------------------------------------------------------------------------------- tables

    def table(self, node: Node) -> Blocks:
        """A table of records."""
        if not isinstance(node, Mapping):
            self.wrong(node, "columns: and rows: under it")
            return ()
        keys = self.keys(node, "table")
        columns = tuple(
            Column(e.key.text, self.inline(e.value), e.key.place) for e in self.mapping(keys.get("columns"))
        )  # fmt: skip
        header = self.plain(keys.get("row_header"))
        if header and header not in {column.key for column in columns}:
            self._unknown(keys["row_header"], header, [column.key for column in columns], "column")
            header = ""
        groups: tuple[Group, ...] = ()
        if "rows" in keys:
            groups += (Group(self.rows(keys["rows"], columns), place=keys["rows"].place),)
        groups += tuple(self._group(item, columns) for item in self.items(keys.get("groups"), "group"))
        if not groups:
            self.lines.error("missing-key", "this table has neither rows: nor groups:", node.place, "add rows:")
            groups = (Group(()),)
        return (Table(columns, groups, self.inline(keys.get("caption")), header, self.guess(node), node.place),)

    def _group(self, node: Mapping, columns: tuple[Column, ...]) -> Group:
        keys = self.keys(node, "group")
        return Group(
            records=self.rows(keys.get("rows"), columns),
            band=self.inline(keys["band"]) if "band" in keys else None,
            statement=self.text(keys.get("statement")),
            id=self.id(keys["id"]) if "id" in keys else "",
            guesses=self.guess(node),
            place=node.place,
        )

    def rows(self, node: Node | None, columns: tuple[Column, ...]) -> tuple[Record, ...]:
        """The records of a list of rows; a column that a row leaves out is an empty cell."""
        return tuple(self._row(item, columns) for item in self.items(node, "row"))

    def _row(self, node: Mapping, columns: tuple[Column, ...]) -> Record:
        labels = {column.key: Key(Form.TEXT, "") for column in columns}
        keys = self.keys(node, "row", labels)
        cells = []
        for column in columns:
            value = keys.get(column.key)
            entry = next((e for e in node.entries if e.key.text == column.key), None)
            place = entry.key.place if entry else node.place
            guesses = tuple(self.guesses.pop(place.line, ())) if entry and place.line != node.place.line else ()
            cells.append(Cell(self.text(value) if value else (), guesses, place))
        return Record(
            id=self.id(keys.get("id")),
            cells=tuple(cells),
            reports_on=self.targets(keys.get("reports_on")),
            same_as=self.targets(keys.get("same_as")),
            guesses=self.guess(node),
            place=node.place,
        )

    # -------------------------------------------------------------------------------------------- keys and values

    def keys(self, node: Mapping, shape: str, more: dict[str, Key] | None = None) -> dict[str, Node]:
        """The known keys of a mapping with their values; unknown and missing ones are findings."""
        known = {**SHAPES[shape], **(more or {})}
        found: dict[str, Node] = {}
        for entry in node.entries:
            key = known.get(entry.key.text)
            if key is None:
                what = "column" if more else "key"
                self._unknown(entry.key, entry.key.text, list(more or known), what)
                continue
            if key.form is Form.CHOICE:
                self._choice(entry, key)
            found[entry.key.text] = entry.value
        for name, key in known.items():
            if key.required and name not in found:
                message = f"this {shape} has no “{name}”, {key.meaning}"
                self.lines.error("missing-key", message, node.place, f"add {name}:")
        return found

    def _unknown(self, node: Node, name: str, known: list[str], what: str) -> None:
        near = difflib.get_close_matches(name, known, 1, 0.6)
        owner = "table has no column" if what == "column" else "place knows no key"
        message = f"this {owner} “{name}”; its {what}s are {', '.join(known)}"
        hint = f"did you mean “{near[0]}”?" if near else f"use one of its {what}s, or delete it"
        self.lines.error(f"unknown-{what}", message, node.place, hint, len(name))

    def _choice(self, entry: Entry, key: Key) -> None:
        value = self.plain(entry.value)
        if value not in key.choices:
            near = difflib.get_close_matches(value, key.choices, 1, 0.5)
            hint = f"did you mean “{near[0]}”?" if near else ""
            message = f"“{entry.key.text}” is one of {', '.join(key.choices)}, not “{value}”"
            self.lines.error("not-a-choice", message, entry.value.place, hint, len(value))

    def wrong(self, node: Node, expected: str) -> None:
        """Something else stands here than the format has."""
        found = {Scalar: "text", Sequence: "a list", Mapping: "keys"}[type(node)]
        self.lines.error("wrong-form", f"here stands {found}; expected: {expected}", node.place, "check the indent")

    def items(self, node: Node | None, shape: str) -> list[Mapping]:
        """The mappings of a list; anything else in it is a finding."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if not isinstance(node, Sequence):
            self.wrong(node, f"a list, each {shape} starting with “- ”")
            return []
        for item in node.items:
            if not isinstance(item, Mapping):
                self.wrong(item, f"a {shape} with its keys")
        return [item for item in node.items if isinstance(item, Mapping)]

    def mapping(self, node: Node | None) -> tuple[Entry, ...]:
        """The entries of keys with texts."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Mapping):
            self.wrong(node, "keys with texts, such as PSED: Public Sector Equality Duty")
            return ()
        return node.entries

    def scalar(self, node: Node | None, expected: str) -> Scalar | None:
        """The text here, None where there is none or something else."""
        if node is None or isinstance(node, Scalar):
            return node
        self.wrong(node, expected)
        if isinstance(node, Mapping | Sequence) and node.flow:
            self.lines.findings.pop()
            message = "a text cannot stand in { } or [ ]: its commas and colons would cut it"
            self.lines.error("flow-text", message, node.place, "put the text in quotes, or in lines under “|”")
        return None

    def plain(self, node: Node | None) -> str:
        """A plain text of one line."""
        scalar = self.scalar(node, "text")
        return " ".join(scalar.text.split()) if scalar else ""

    def inline(self, node: Node | None) -> Inlines:
        """A text of one line with inline marks."""
        scalar = self.scalar(node, "text of one line")
        return markdown.parse_inlines(" ".join(scalar.text.split()), self._source_of(scalar)) if scalar else ()

    def text(self, node: Node | None) -> Blocks:
        """A Markdown text."""
        scalar = self.scalar(node, "text")
        return markdown.parse(scalar.text, self._source_of(scalar)) if scalar else ()

    def _source_of(self, scalar: Scalar) -> markdown.Source:
        def place(line: int) -> Place:
            column = scalar.indent + 1 if scalar.style in ("|", ">") else scalar.place.column
            return self.lines.place(scalar.text_line + line, column)

        def refuse(rule: str, message: str, line: int, hint: str) -> None:
            at = place(line)
            self.lines.error(rule, message, at, hint, len(self.lines.quote(at.line)) - at.column + 1)

        return markdown.Source(place, refuse)

    def id(self, node: Node | None) -> str:
        """An id: a letter, then up to 35 letters, digits or underscores (valid in HTML, XML and Word), used once."""
        own = self.plain(node)
        if node is None or not own:
            return ""
        if not ID.fullmatch(own):
            message = f"“{own}” is no id: a letter, then up to 35 letters, digits or underscores"
            self.lines.error("bad-id", message, node.place, "write it without spaces and signs", len(own))
        elif own.lower() in self.ids:
            message = f"the id “{own}” stands here a second time; it stands already in line {self.ids[own.lower()]}"
            self.lines.error("duplicate-id", message, node.place, "give this one an id of its own", len(own))
        self.ids.setdefault(own.lower(), node.place.line)
        return own

    def targets(self, node: Node | None) -> tuple[str, ...]:
        """Records that a record points at, as name#id: one, or a list of them."""
        nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = []
        for one in nodes:
            target = self.plain(one)
            if target and not TARGET.fullmatch(target):
                message = f"“{target}” names no record of a paper"
                self.lines.error("bad-target", message, one.place, "write name-of-the-file#id", len(target))
            elif target:
                found.append(target)
        return tuple(found)

    # -------------------------------------------------------------------------------------------- guesses

    def _guesses(self) -> dict[int, list[str]]:
        """`# check:` lines by the line of what they stand before."""
        result: dict[int, list[str]] = {}
        for line, text in comments(self.lines, "check:"):
            below = line + 1
            while self.lines.quote(below).lstrip().startswith("#"):
                below += 1
            result.setdefault(below, []).append(text)
        return result

    def guess(self, node: Node) -> tuple[str, ...]:
        """The guesses that stand right before a node; each is taken once."""
        return tuple(self.guesses.pop(node.place.line, ()))


_FACTS = ("kind", "period", "language", "owner", "published", "updated", "status", "summary")
