"""YAML with places: reads a content file through libyaml's events into scalars, sequences and mappings that know their line.

The only file that knows PyYAML. All scalars are read as text. What could lose or hide a person's words is refused with a
hint: duplicate keys, aliases, tags, and a `#` after text on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from pipeline.content.yaml import characters, slips
from pipeline.model.findings import Finding, Severity, error
from pipeline.model.place import NOWHERE, Place
from pipeline.model.with_findings import Collector, WithFindings, collecting

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
MAX_DEPTH = 60
# A file that needs more readings than this is no content file that slipped, but something else.
MAX_READINGS = 4


@dataclass(frozen=True)
class Scalar:
    """A text. `style` is YAML's mark: "" plain, "'" or '"' quoted, "|" or ">" block.

    `text_line` is the line of its first character and `indent` the columns before each line of a block.
    """

    text: str
    style: str
    place: Place
    text_line: int
    indent: int = 0


@dataclass(frozen=True)
class Sequence:
    """A list; `flow` says that it is written in [ ]."""

    items: tuple[Node, ...]
    place: Place
    flow: bool


@dataclass(frozen=True)
class KeyValue:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Keys and values in the file's order; `flow` says that it is written in { }."""

    entries: tuple[KeyValue, ...]
    place: Place
    flow: bool

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass
class Lines(Collector):
    """A file's own lines, to quote them, and the findings of reading it; those who read it on hand them to `into`."""

    file: str
    lines: list[str]
    findings: list[Finding] = field(default_factory=list)
    mended: list[str] | None = None
    into: Collector | None = None

    def add(self, *findings: Finding) -> None:
        """Adds findings."""
        self.findings += findings
        if self.into:
            self.into.add(*findings)

    def read(self, line: int) -> str:
        """The line as it was read: the person's own, or mended in memory so that the rest could be checked."""
        lines = self.lines if self.mended is None else self.mended
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def place(self, line: int, column: int = 1) -> Place:
        """A place in this file."""
        return Place(self.file, line, column)

    def quote(self, line: int) -> str:
        """The person's own line, "" past the end."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def error(self, rule: str, message: str, place: Place, hint: str = "", width: int = 0) -> None:
        """Adds an error with its line quoted."""
        self.add(Finding(rule, Severity.ERROR, message, place, hint, self.quote(place.line), width))


class _Stop(Exception):
    """Reading cannot go on; its finding has been added."""


def decode(data: bytes, file: str) -> WithFindings[str]:
    """The text of a content file: UTF-8, a byte order mark dropped, line ends made plain.

    A file that is no UTF-8 text gives an error finding with the line of the first wrong byte.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        hint = "save the file again with the encoding UTF-8"
        message = f"this file is not UTF-8 text: byte 0x{data[wrong.start]:02x} cannot be read"
        return WithFindings("", [error("not-utf8", message, Place(file, line, 1), hint)])
    return WithFindings(text.replace("\r\n", "\n").replace("\r", "\n"))


def read(data: bytes, file: str, into: Collector, known: frozenset[str] = frozenset()) -> tuple[Node | None, Lines]:
    """The root node of a YAML file, None where it cannot be read, and its lines, by which more can be found in it.

    Where YAML stops at a slip, the slip is mended in memory and reading goes on, so that one run reports all of them.
    `known` are words that are keys, by which a slip in writing one is told from a text.
    """
    lines = Lines(file, [])
    text = decode(data, file).take(lines)
    lines.lines = text.split("\n")
    root = _root(text, lines, known)
    into.add(*lines.findings)
    lines.into = into
    return root, lines


@collecting
def root(into: Collector, data: bytes) -> Node | None:
    """The root node of a YAML file that is read elsewhere with its findings."""
    return read(data, "", into)[0]


def _root(text: str, lines: Lines, known: frozenset[str]) -> Node | None:
    if not characters.TROUBLE.search(text):
        try:
            return _Reader(text, lines).root()
        except _Stop:
            return None
        except yaml.YAMLError:
            lines.findings.clear()
    plain, found = characters.mend(lines.lines)
    if not _is_yaml(plain):
        plain, more = slips.mend(plain, known)
        found += more
    for slip in found:
        lines.error(slip.rule, slip.message, lines.place(slip.line, slip.column), slip.hint, slip.width)
    return _read_mended(plain, lines)


def _is_yaml(lines: list[str]) -> bool:
    try:
        return all(True for _ in yaml.parse("\n".join(lines), Loader=Loader))
    except yaml.YAMLError:
        return False


def _read_mended(mended: list[str], lines: Lines) -> Node | None:
    """The root of a mended file. Lines at which YAML still stops are reported and left out, and then nothing is made of it."""
    lines.mended = mended
    findings = list(lines.findings)
    for reading in range(MAX_READINGS):
        lines.findings[:] = findings
        try:
            root = _Reader("\n".join(mended), lines).root()
            if reading:
                lines.findings[:] = findings
            return root if not reading else None
        except _Stop:
            return None
        except yaml.YAMLError as wrong:
            lines.findings[:] = findings
            line = _syntax_error(wrong, lines)
            findings = list(lines.findings)
            if not 0 < line <= len(mended) or not mended[line - 1]:
                break
            mended[line - 1] = ""
    return None


class _Reader:
    """Builds nodes from libyaml's events."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.lines = lines
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=Loader))

    def root(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    message = "a second document starts here"
                    self.lines.error("second-document", message, self.place(event), "delete the line “---”", 3)
                    raise _Stop
                node = self.node(next(self.events), 0)
        return node

    def place(self, event: Any) -> Place:
        """Where libyaml's event starts."""
        return self.lines.place(event.start_mark.line + 1, event.start_mark.column + 1)

    def node(self, event: Any, depth: int) -> Node:
        place = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, place)
            return self._scalar(event, place)
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            message = f"“{name}” is an alias of YAML, which content files do not use"
            self.lines.error("yaml-alias", message, place, "write the text in quotes, or write it out", len(name))
            return Scalar(name, "", place, place.line)
        if depth > MAX_DEPTH:
            self._too_deep(place)
        if isinstance(event, yaml.SequenceStartEvent):
            self._refuse_marks(event, place)
            items: list[Node] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                if isinstance(inner, yaml.MappingStartEvent) and not event.flow_style:
                    items += self._entries(inner, depth + 1)
                else:
                    items.append(self.node(inner, depth + 1))
            return Sequence(tuple(items), place, bool(event.flow_style))
        return self._whole(self._pairs(event, depth), place, bool(event.flow_style))

    def _refuse_marks(self, event: Any, place: Place) -> None:
        if event.anchor:
            self.lines.error(
                "yaml-anchor", f"“&{event.anchor}” is an anchor of YAML, which content files do not use", place,
                "write the text in quotes, or delete the anchor", len(event.anchor) + 1,
            )  # fmt: skip
        if event.tag:
            self.lines.error(
                "yaml-tag", f"“{event.tag}” is a tag of YAML, which content files do not use", place,
                "write the text in quotes, or delete what starts with “!”",
            )  # fmt: skip

    def _pairs(self, event: Any, depth: int) -> list[KeyValue]:
        """The keys of a mapping with their values, those that stand twice too."""
        self._refuse_marks(event, self.place(event))
        pairs: list[KeyValue] = []
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if isinstance(key, Scalar):
                pairs.append(KeyValue(key, value))
            else:
                self.lines.error("key-not-text", "a key must be a word", key.place, "put the text in quotes")
        return pairs

    def _entries(self, event: Any, depth: int) -> list[Mapping]:
        """An entry of a list, or several where its first key stands again because a "- " was left out."""
        if depth > MAX_DEPTH:
            self._too_deep(self.place(event))
        entries: list[list[KeyValue]] = []
        for pair in self._pairs(event, depth):
            if not entries or (pair.key.text == entries[0][0].key.text):
                if entries:
                    message = f"a new entry begins here, so “- ” must stand before “{pair.key.text}”"
                    hint = f"write: - {pair.key.text}:, two columns further left"
                    self.lines.error("missing-dash", message, pair.key.place, hint, len(pair.key.text))
                entries.append([])
            entries[-1].append(pair)
        first = self.place(event)
        return [
            self._whole(pairs, pairs[0].key.place if number else first, flow=False)
            for number, pairs in enumerate(entries or [[]])
        ]

    def _whole(self, pairs: list[KeyValue], place: Place, flow: bool) -> Mapping:
        """The mapping of some keys; a key that stands twice is reported and its first value kept."""
        seen: dict[str, KeyValue] = {}
        twice: list[Scalar] = []
        for pair in pairs:
            if seen.setdefault(pair.key.text, pair) is not pair:
                twice.append(pair.key)
        if twice:
            key, line = twice[0], seen[twice[0].text].key.place.line
            more = f", and so do {', '.join(scalar.text for scalar in twice[1:])} after it" if len(twice) > 1 else ""
            message = f"“{key.text}” is here a second time{more}; it is already in line {line}"
            self.lines.error("duplicate-key", message, key.place, "join the two, or rename one", len(key.text))
        return Mapping(tuple(seen.values()), place, flow)

    def _too_deep(self, place: Place) -> NoReturn:
        self.lines.error("too-deep", f"more than {MAX_DEPTH} levels inside one another", place, "check the indent")
        raise _Stop

    def _scalar(self, event: Any, place: Place) -> Scalar:
        style = event.style or ""
        if style in ("|", ">"):
            return self._block_scalar(event, place, style)
        end = self.lines.read(event.end_mark.line + 1)[event.end_mark.column :]
        comment = re.match(r"\s+#", end) if "#" in end else None
        if comment and event.value and not re.match(r"\s+#\s*check:", end):
            self.lines.error(
                "text-after-hash",
                "what stands after “#” would be lost: YAML takes it for a comment",
                self.lines.place(event.end_mark.line + 1, event.end_mark.column + comment.end()),
                "put the whole text in quotes; a comment goes on a line of its own", len(end) - comment.end() + 1,
            )  # fmt: skip
        if style == '"' and (escaped := characters.STRAY.search(event.value)):  # typed as "\\x07" or "S:\\budget"
            hint = "delete it, or write two backslashes where you mean one"
            self.lines.error("stray-character", characters.unseen(escaped[0]), place, hint)
        return Scalar(event.value, style, place, place.line)

    def _block_scalar(self, event: Any, place: Place, style: str) -> Scalar:
        first = place.line + 1
        while first <= len(self.lines.lines) and not self.lines.read(first).strip():
            first += 1
        found = self.lines.read(first)
        digit = re.match(r"[|>][+-]?(\d)", self.lines.read(place.line)[place.column - 1 :])
        indent = len(found) - len(found.lstrip(" "))
        if digit and event.value:
            part = event.value.lstrip("\n").split("\n")[0]
            indent -= len(part) - len(part.lstrip(" "))
        return Scalar(event.value, style, place, place.line + 1, indent)


def _syntax_error(wrong: yaml.YAMLError, lines: Lines) -> int:
    """Tells where YAML stopped for a reason that the walk over the lines did not find; gives the line."""
    mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    place = lines.place(mark.line + 1, mark.column + 1) if mark else NOWHERE
    while place.line > 1 and not lines.read(place.line).strip():
        place = lines.place(place.line - 1, 1)
    problem = str(getattr(wrong, "problem", "") or "").strip() or "this cannot be read"
    hint = "compare its indent and its colon with those of the neighbouring lines, or put the text in quotes"
    lines.error("yaml-syntax", f"the file cannot be read here ({problem})", place, hint)
    return place.line


def comments(lines: Lines, marker: str) -> list[tuple[int, str]]:
    """(line, text) of each line that is only a comment starting with the marker, such as "check:"."""
    pattern = re.compile(rf"\s*#\s*{re.escape(marker)}\s*(.*)")
    return [(n, match[1].strip()) for n, line in enumerate(lines.lines, 1) if (match := pattern.fullmatch(line))]


# ------------------------------------------------------------------------------------------------ writing

_PLAIN = re.compile(r"(?:[A-Za-z(£À-ɏ]|\d+ [A-Za-z])[^\n\t]*")
_NOT_PLAIN = re.compile(r": |:$| #|^(?:[-?:] |(?:null|true|false|yes|no|on|off|y|n)$)|\s$", re.IGNORECASE)


def quoted(text: str) -> str:
    """A text of one line as YAML writes it: plain where nothing can be mistaken, else in double quotes."""
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and not characters.STRAY.search(text):
        return text
    if not characters.STRAY.search(text) and "\n" not in text:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
    return str(yaml.dump(text, default_style='"', allow_unicode=True, width=2**30)).rstrip("\n")


def block(text: str, indent: str) -> str:
    """A text of one or more lines as a `|` block whose lines start with the indent; what a block cannot hold is quoted."""
    if (
        not text
        or characters.STRAY.search(text)
        or text != text.strip("\n")
        or re.search(r"[ \t]$", text, re.MULTILINE)
    ):
        return str(yaml.dump(text, default_style='"', allow_unicode=True, width=2**30)).rstrip("\n")
    mark = "|2" if text.startswith(" ") else "|"
    return mark + "\n" + "\n".join(indent + line if line else "" for line in text.split("\n"))


def dump(data: object) -> str:
    """Plain data (keys, lists, texts, numbers) as YAML, keys in their order."""
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120))
