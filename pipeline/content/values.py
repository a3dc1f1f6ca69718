"""Keys and values of a content file: what stands where the format has it, and a finding for everything that does not."""

from __future__ import annotations

import difflib
import re
from collections.abc import KeysView

from pipeline.content import markdown
from pipeline.content.keys import SHAPES, Key, KeyForm
from pipeline.content.yaml.nodes import KeyValue, Lines, Mapping, Node, Scalar, Sequence, comments
from pipeline.model.document import Blocks, Inlines
from pipeline.model.numbering import LABEL
from pipeline.model.place import Place

ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,35}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TARGET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*#[A-Za-z][A-Za-z0-9_]{0,35}")
# How an entry of each shape is called in a message.
NAMES = {
    "document": "document",
    "easy_read": "file for Easy Read",
    "part": "part",
    "source": "source",
    "image": "picture",
}


class Values:
    """Reads keys, texts, ids and guesses of one file."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.ids: dict[str, int] = {}
        self.guesses = self._guesses()
        # Every key that has been met, by its line: the line to mend where a value is not as it should be.
        self.key_of: dict[int, Scalar] = {}
        # The keys that may stand beside a value's own, by which a line is known that stands too far right.
        self.fellows: dict[int, KeysView[str]] = {}
        # Texts of which only so many lines are text, for the others are keys that stand too far right.
        self.cut: dict[int, int] = {}

    # -------------------------------------------------------------------------------------------- keys

    def keys(self, node: Mapping, shape: str, more: dict[str, Key] | None = None) -> dict[str, Node]:
        """The known keys of a mapping with their values; unknown and missing ones are findings.

        A key that is nearly a known one is reported and taken for it, so that one slip is not reported twice.
        """
        known = {**SHAPES[shape], **(more or {})}
        written = {entry.key.text for entry in node.entries}
        self.fellows |= dict.fromkeys((id(entry.value) for entry in node.entries), known.keys())
        found: dict[str, Node] = {}
        for entry in node.entries:
            self.key_of[id(entry.value)] = entry.key
            name = entry.key.text
            if name not in known:
                name = self.unknown(entry.key, name, list(more or known), "column" if more else "key")
            if name not in known or (name != entry.key.text and name in written):
                continue
            if known[name].form is KeyForm.CHOICE:
                self._choice(entry, known[name])
            self._swallowed(entry, known, written)
            found[name] = entry.value
        for name, key in known.items():
            if key.required and name not in found:
                message = f"this {NAMES.get(shape, shape)} has no “{name}”, {key.meaning}"
                hint = "; or delete the hyphen, if this belongs to the entry above" if name == "id" and more else ""
                self.lines.error("missing-key", message, node.place, f"add {name}:{hint}")
        return found

    def unknown(self, node: Node, name: str, known: list[str], what: str) -> str:
        """Tells an unknown key or column, and gives the known one that was probably meant, or ""."""
        near = nearest(name, known)
        owner = "table has no column" if what == "column" else "place knows no key"
        message = f"this {owner} “{name}”; its {what}s are {', '.join(known)}"
        hint = f"did you mean “{near}”?" if near else _elsewhere(name) or f"use one of its {what}s, or delete it"
        self.lines.error(f"unknown-{what}", message, node.place, hint, len(name))
        return near

    def _choice(self, entry: KeyValue, key: Key) -> None:
        if not isinstance(entry.value, Scalar):
            return
        value = self.plain(entry.value)
        if value not in key.choices:
            near = nearest(value, list(key.choices))
            hint = f"did you mean “{near}”?" if near else f"write one of {', '.join(key.choices)}"
            message = f"“{entry.key.text}” is one of {', '.join(key.choices)}, not “{value}”"
            self.lines.error("not-a-choice", message, entry.value.place, hint, len(value))

    def _swallowed(self, entry: KeyValue, known: dict[str, Key], written: set[str]) -> None:
        """A key that stands too far right has become a line of the text above it."""
        value = entry.value
        if not isinstance(value, Scalar) or value.style != "|":
            return
        for number, line in enumerate(value.text.split("\n")):
            match = re.match(r"\s*(?:- )?([a-z_]+):(\s+\|)?(?:\s|$)", line)
            if not match or not (match[2] or (match[1] in known and match[1] not in written) or match[1] == "id"):
                continue
            place = self.lines.place(value.text_line + number, value.indent + 1 + len(line) - len(line.lstrip()))
            message = f"“{match[1]}:” is indented so far that it is part of the text of “{entry.key.text}”"
            hint = f"start it in column {entry.key.place.column}, as “{entry.key.text}:” in line {entry.key.place.line}"
            if match[1] == "id":
                hint = "start it where the other entries of the list start"
            self.lines.error("swallowed-key", message, place, hint, len(line.strip()))
            self.cut[id(value)] = number
            return

    # -------------------------------------------------------------------------------------------- values

    def wrong(self, node: Node, expected: str) -> None:
        """Something else stands here than the format has."""
        found = {Scalar: "text", Sequence: "a list", Mapping: "keys"}[type(node)]
        key = self.key_of.get(id(node))
        inner = node.entries[0].key if isinstance(node, Mapping) and node.entries else None
        item = node.items[0] if isinstance(node, Sequence) and node.items else None
        if isinstance(item, Mapping) and item.get("id") and expected == "text":
            inner = item.entries[0].key
        elif inner and inner.text not in self.fellows.get(id(node), ()):
            inner = None
        if inner and key and inner.place.line > key.place.line:
            message = f"“{inner.text}:” starts so far right that it belongs to “{key.text}:” above it"
            hint = "start it where the entries beside that one start"
            self.lines.error("indent", message, inner.place, hint, len(inner.text))
            return
        where, behind = (key.place, f"behind “{key.text}:” stands") if key else (node.place, "here stands")
        hint = "compare its indent with that of the neighbouring lines"
        if expected == "text" and key:
            hint = f"write “{key.text}: |”, and indent the text in the lines below"
        self.lines.error(
            "wrong-form", f"{behind} {found}; expected: {expected}", where, hint, len(key.text) if key else 0
        )

    def items(self, node: Node | None, shape: str) -> list[Mapping]:
        """The mappings of a list; anything else in it is a finding."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if not isinstance(node, Sequence):
            self.wrong(node, f"a list, each {shape} starting with “- ”")
            return [node] if isinstance(node, Mapping) else []
        for item in node.items:
            if not isinstance(item, Mapping):
                self.wrong(item, f"a {shape} with its keys")
        return [item for item in node.items if isinstance(item, Mapping)]

    def listed(self, node: Node | None) -> list[Mapping]:
        """The mappings of a list, and nothing said of anything else."""
        return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []

    def mapping(self, node: Node | None) -> tuple[KeyValue, ...]:
        """The entries of keys with texts."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Mapping):
            self.wrong(node, "keys with texts, such as PSED: Public Sector Equality Duty")
            return ()
        for entry in node.entries:
            self.key_of[id(entry.value)] = entry.key
        return node.entries

    def scalar(self, node: Node | None) -> Scalar | None:
        """The text here, None where there is none or something else."""
        if isinstance(node, Scalar):
            self._folded(node)
            self._stray_quote(node)
        if node is None or isinstance(node, Scalar):
            return node
        if node.flow:
            message = "a text cannot stand in { } or [ ]: its commas and colons would cut it"
            self.lines.error("flow-text", message, node.place, "put the text in quotes, or in lines under “|”")
        else:
            self.wrong(node, "text")
        return None

    def _folded(self, node: Scalar) -> None:
        """Lines that YAML joins to one would lose paragraphs and lists."""
        key = self.key_of.get(id(node))
        if not key or node.style == "|":
            return
        first, last = node.text_line, node.text_line
        if node.style == ">":
            rule, message = (
                "folded-text",
                f"“>” behind “{key.text}:” joins the lines, so paragraphs and lists would be lost",
            )
            self.lines.error(rule, message, node.place, f"write “{key.text}: |”", 1)
            return
        while self.lines.read(last + 1).strip() and _margin(self.lines.read(last + 1)) >= key.place.column:
            last += 1
        inner = [self.lines.read(line).strip() for line in range(first, last + 1)]
        blank_inside = "\n" in node.text
        if blank_inside or any(
            re.match(rf"(?:[-*+•]|{LABEL.pattern})\s", line) for line in inner[0 if first > key.place.line else 1 :]
        ):
            message = f"the text of “{key.text}” goes over several lines, which YAML joins; paragraphs and lists would be lost"
            hint = f"write “{key.text}: |”, and the whole text in the lines below, indented"
            self.lines.error("folded-text", message, key.place, hint, len(key.text))

    def _stray_quote(self, node: Scalar) -> None:
        """A quote at the end of a text whose opening one was left out, and the other way round."""
        if node.style == "" and re.search(r"[^\W\d][.?!]?\"$", node.text) and node.text.count('"') == 1:
            hint = 'put " before the text, or take it away at the end'
            self.lines.error(
                "stray-quote", "this text ends with a quote that nothing opens", node.place, hint, len(node.text)
            )

    def plain(self, node: Node | None) -> str:
        """A plain text of one line."""
        scalar = self.scalar(node)
        return " ".join(scalar.text.split()) if scalar else ""

    def inline(self, node: Node | None) -> Inlines:
        """A text of one line with inline marks."""
        scalar = self.scalar(node)
        return markdown.parse_inlines(" ".join(scalar.text.split()), self._source_of(scalar)) if scalar else ()

    def text(self, node: Node | None) -> Blocks:
        """A Markdown text."""
        scalar = self.scalar(node)
        if scalar is None:
            return ()
        lines = scalar.text.split("\n")[: self.cut.get(id(scalar))]
        return markdown.parse("\n".join(lines), self._source_of(scalar))

    def _source_of(self, scalar: Scalar) -> markdown.MarkdownPlace:
        def place(line: int) -> Place:
            column = scalar.indent + 1 if scalar.style in ("|", ">") else scalar.place.column
            return self.lines.place(scalar.text_line + line, column)

        def refuse(rule: str, message: str, line: int, hint: str) -> None:
            at = place(line)
            self.lines.error(rule, message, at, hint, len(self.lines.quote(at.line)) - at.column + 1)

        return markdown.MarkdownPlace(place, refuse)

    def id(self, node: Node | None) -> str:
        """An id: a letter, then up to 35 letters, digits or underscores (valid in HTML, XML and Word), used once."""
        own = self.plain(node)
        if node is None or not isinstance(node, Scalar):
            return ""
        if not own:
            self.lines.error(
                "bad-id", "this id is empty", node.place, "write a letter, then letters, digits or underscores"
            )
        elif not ID.fullmatch(own):
            message = f"“{own}” is not an id: a letter, then up to 35 letters, digits or underscores"
            better = re.sub(r"\W+", "_", own, flags=re.ASCII).strip("_")[:36]
            hint = f"write for example {better}" if ID.fullmatch(better) else "write it without spaces and signs"
            self.lines.error("bad-id", message, node.place, hint, len(own))
        elif own.lower() in self.ids:
            message = f"the id “{own}” is used a second time here; it is already in line {self.ids[own.lower()]}"
            self.lines.error("duplicate-id", message, node.place, "give this one an id of its own", len(own))
        self.ids.setdefault(own.lower(), node.place.line)
        return own

    def names(self, node: Node | None) -> tuple[str, ...]:
        """Names of publications: one, or a list of them."""
        nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = []
        for one in nodes:
            name = self.plain(one).removesuffix(".yaml")
            if name and not NAME.fullmatch(name):
                hint = "write the name of its file without .yaml, such as action-plan-2018"
                self.lines.error("bad-target", f"“{name}” is not the name of a publication", one.place, hint, len(name))
            elif name:
                found.append(name)
        return tuple(found)

    def parts(self, node: Node | None) -> tuple[str, ...]:
        """Ids of parts of the publication: one, or a list of them."""
        nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = []
        for one in nodes:
            own = self.plain(one)
            if own and not ID.fullmatch(own):
                hint = "write the id of a section, a row or an action, such as community_leader"
                self.lines.error("bad-target", f"“{own}” is not the id of a part", one.place, hint, len(own))
            elif own:
                found.append(own)
        return tuple(found)

    def targets(self, node: Node | None) -> tuple[str, ...]:
        """Records that a record points at, as name#id: one, or a list of them."""
        nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = []
        for one in nodes:
            target = self.plain(one)
            if target and not TARGET.fullmatch(target):
                message = f"“{target}” is not a record of any document"
                hint = "write the name of its file without .yaml, then # and the id, such as action-plan-2018#A4"
                self.lines.error("bad-target", message, one.place, hint, len(target))
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


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def nearest(name: str, known: list[str]) -> str:
    """The known word that was probably meant, whatever its case, or ""."""
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    by_plain = {re.sub(r"[\s-]+", "_", one.lower()): one for one in known}
    near = difflib.get_close_matches(plain, list(by_plain), 1, 0.6)
    return by_plain[near[0]] if near else ""


def _elsewhere(name: str) -> str:
    """Where a key belongs that stands in the wrong place."""
    owners = [NAMES.get(shape, shape) for shape, keys in SHAPES.items() if name in keys]
    return f"“{name}” belongs in a {' or a '.join(owners)}: indent it as the other keys there" if owners else ""
