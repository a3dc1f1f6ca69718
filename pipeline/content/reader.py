"""Reads the nodes of a content file into the model, with a finding for everything that is not as the format has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pipeline.content.keys import BODY, SHAPES, Key, KeyForm
from pipeline.content.values import Values, nearest
from pipeline.content.yaml.nodes import Lines, Mapping, Node
from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Bsl,
    Cell,
    Chart,
    Column,
    Definition,
    Definitions,
    Document,
    Group,
    Image,
    Note,
    Quote,
    Record,
    Role,
    Section,
    Source,
    Table,
)


class Reader(Values):
    """Reads one file. Every id is checked to be one, and to be there once whatever its case."""

    def __init__(self, lines: Lines, name: str) -> None:
        super().__init__(lines)
        self.name = name

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
            blocks=self.body(keys),
            sections=self.sections(keys.get("sections")),
            notes=tuple(
                Note(e.key.text, self.inline(e.value), e.key.place) for e in self.mapping(keys.get("notes"))
            ),
            guesses=self.guess(node),
            place=node.place,
            bsl=self._bsl(keys.get("bsl")),
            replaces=self.names(keys.get("replaces")),
            formerly=self.names(keys.get("formerly")),
            **{key: self.plain(keys[key]) for key in _FACTS if key in keys},
        )  # fmt: skip

    def _source(self, node: Node | None) -> Source | None:
        if not isinstance(node, Mapping):
            return None
        keys = self.keys(node, "source")
        return Source(self.plain(keys.get("file")), self.plain(keys.get("sha256")))

    def _bsl(self, node: Node | None) -> Bsl | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "video: and captions: under it")
            return None
        keys = self.keys(node, "bsl")
        plain = {key: self.plain(value) for key, value in keys.items() if key != "covers"}
        return Bsl(**{"video": "", **plain}, covers=self.parts(keys.get("covers")), place=node.place)

    def sections(self, node: Node | None) -> tuple[Section, ...]:
        """The sections of a list."""
        return tuple(self._section(item) for item in self.items(node, "section"))

    def _section(self, node: Mapping) -> Section:
        keys = self.keys(node, "section")
        return Section(
            id=self.id(keys.get("id")),
            heading=self.inline(keys.get("heading")),
            blocks=self.body(keys),
            sections=self.sections(keys.get("sections")),
            guesses=self.guess(node),
            place=node.place,
        )

    def body(self, keys: dict[str, Node]) -> Blocks:
        """The blocks of a section: text, definitions, actions, table, or its parts in their own order."""
        if "parts" in keys:
            for key in BODY:
                if key in keys:
                    place = self.key_of[id(keys[key])].place
                    message = f"“{key}” and “parts” cannot stand side by side"
                    self.lines.error("parts-and-text", message, place, f"make it a part: - {key}: …", len(key))
            blocks: list[Block] = []
            for part in self.items(keys["parts"], "part"):
                inside = self.keys(part, "part")
                blocks += [b for key in inside for b in self.part(key, inside[key])]
            return tuple(blocks)
        return tuple(b for key in BODY if key in keys for b in self.part(key, keys[key]))

    def part(self, key: str, node: Node) -> Blocks:
        """The blocks behind one key of a section."""
        readers: dict[str, Callable[[Node], Blocks]] = {
            "text": self.text,
            "quote": lambda value: (Quote(self.text(value), value.place),),
            "definitions": self.definitions,
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

    def definitions(self, node: Node) -> Blocks:
        """Labels with their values."""
        entries = []
        for item in self.items(node, "definition"):
            keys = self.keys(item, "definition")
            entries.append(
                Definition(self.inline(keys.get("label")), self.text(keys.get("text")), self.guess(item), item.place)
            )
        return (Definitions(tuple(entries), node.place),)

    def image(self, node: Node) -> Blocks:
        """A picture."""
        if not isinstance(node, Mapping):
            self.wrong(node, "file: and alt: under it")
            return ()
        keys = self.keys(node, "image")
        decorative = self.plain(keys.get("decorative")).lower() in ("yes", "true")
        alt = self.plain(keys["alt"]) if "alt" in keys else None
        caption = self.inline(keys.get("caption"))
        return (Image(self.plain(keys.get("file")), alt, decorative, caption, node.place),)

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
        columns = self._renamed(columns, keys)
        header = self.plain(keys.get("row_header"))
        if header and header not in {column.key for column in columns}:
            header = self.unknown(keys["row_header"], header, [column.key for column in columns], "column")
        groups: tuple[Group, ...] = ()
        if "rows" in keys:
            groups += (Group(self.rows(keys["rows"], columns), place=keys["rows"].place),)
        groups += tuple(self._group(item, columns) for item in self.items(keys.get("groups"), "group"))
        if not groups:
            self.lines.error("missing-key", "this table has neither rows: nor groups:", node.place, "add rows:")
            groups = (Group(()),)
        asked = self.plain(keys.get("chart"))
        chart = Chart(asked) if asked in set(Chart) else None
        caption, guesses = self.inline(keys.get("caption")), self.guess(node)
        return (Table(columns, groups, caption, header, guesses, node.place, chart),)

    def _renamed(self, columns: tuple[Column, ...], keys: dict[str, Node]) -> tuple[Column, ...]:
        """Columns whose key no row has, while the rows have one that is nearly the same: reported once, where it is defined."""
        groups = self.listed(keys.get("groups"))
        lists = [keys.get("rows"), *(group.get("rows") for group in groups)]
        used = Counter(entry.key.text for rows in lists for row in self.listed(rows) for entry in row.entries)
        strange = [key for key in used if key not in SHAPES["row"] and key not in {column.key for column in columns}]
        result = []
        for column in columns:
            meant = nearest(column.key, strange) if column.key not in used else ""
            if meant and used[meant] > 1:
                message = f"no row has the column “{column.key}”; {used[meant]} rows have “{meant}”"
                self.lines.error("unknown-column", message, column.place, f"did you mean “{meant}”?", len(column.key))
                column = replace(column, key=meant)
            result.append(column)
        return tuple(result)

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
        labels = {column.key: Key(KeyForm.TEXT, "") for column in columns}
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


_FACTS = ("kind", "period", "language", "owner", "published", "updated", "status", "summary")
