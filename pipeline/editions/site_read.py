"""Reads `content/site.yaml`: the council, whom to ask, the brand, the editions, the statement's facts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import fields

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import KeyValue, Lines, Mapping, Node, Scalar, Sequence
from pipeline.editions.contrast import brand_findings, colour_code
from pipeline.editions.site import STANDARD, Brand, Contact, EditionName, Proofread, Site
from pipeline.model import dates
from pipeline.model.findings import warning
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, collecting

PLAIN = ("council", "title", "language", "url", "licence", "licence_url", "notice", "committee", "cms_files")
COLOURS = {"ink", "ground", "accent", "accent_ink"}
ADDRESS = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?", re.IGNORECASE)
FOLDER = re.compile(r"(?!.*(?:[?#]|\.(?:html?|php|aspx?)$)).*", re.IGNORECASE)
"""An address to which the name of a page can be put: not that of a page itself."""
FILES = re.compile(r"(?:/|https?://)\S*", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@<>\"'?&:]+@[^\s@<>\"'?&:]+\.[^\s@<>\"'?&:.]+")
NUMBER = re.compile(r"\d{1,3}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PHONE = re.compile(r"\+?[\d ()/-]{3,40}")
DAYS = ("prepared", "reviewed", "tested")
STATEMENT = ("website", "scope", "jurisdiction", *DAYS, "tester", "method", "sample")
JURISDICTIONS = ("gb", "ni")
ENTRIES = {
    "problems": ("problem", "criterion", "fix_by"),
    "burden": ("item", "reason"),
    "out_of_scope": ("item", "reason"),
}
"""The lists of the statement, with the keys of their entries."""
INSIDE = ("contact", "brand", "editions", "former_editions", "proofread", "statement")


@collecting
def read(into: Collector, data: bytes, file: str, formats: list[str], looks: list[str]) -> Site:
    """The site that a file describes; `formats` and `looks` are the names that an edition may have."""
    node, lines = placed_yaml.read(data, file, into)
    if not isinstance(node, Mapping):
        if not lines.findings:
            lines.error("not-content", "this file holds no keys such as council:", lines.place(1))
        return Site()
    return _Reader(lines, formats, looks).site(node)


class _Reader:
    def __init__(self, lines: Lines, formats: list[str], looks: list[str]) -> None:
        self.lines, self.formats, self.looks = lines, formats, looks
        self.places: dict[str, Place] = {}

    def site(self, node: Mapping) -> Site:
        """The site of the root node."""
        found = self.known(node, [*PLAIN, *INSIDE])
        for key in ("council", "contact", "editions"):
            if key not in found:
                self.lines.error("missing-key", f"the site has no “{key}”", node.place, f"add {key}:")
        for key in ("url", "licence_url"):
            self.address(found.get(key), key)
        self.pattern(
            found.get("url"), FOLDER, "url", "as the address of the folder, such as https://www.example.org/plans/"
        )
        self.pattern(found.get("cms_files"), FILES, "cms_files", "such as /sites/default/files/")
        self.pattern(found.get("language"), LANGUAGE, "language", "such as en-GB or cy")
        if "committee" in found:
            self.date(found["committee"], "committee")
        return Site(
            **{key: self.text(found[key]) for key in PLAIN if key in found},
            contact=self.contact(found.get("contact")),
            brand=self.brand(found.get("brand")),
            editions=(editions := tuple(e for item in self.items(found.get("editions")) for e in self.edition(item))),
            former_editions=tuple(self.former(found.get("former_editions"), editions)),
            proofread=tuple(map(self.proofread, self.items(found.get("proofread")))),
            claims=(),
            statement=self.statement(found.get("statement")),
            place=node.place,
            places=self.places,
        )

    def proofread(self, node: Node) -> Proofread:
        """Who has read the braille of a publication, and when; every key is needed."""
        values = self.texts(node, [field.name for field in fields(Proofread)])
        if isinstance(node, Mapping):
            for missing in [field.name for field in fields(Proofread) if not values.get(field.name)]:
                self.lines.error("missing-key", f"this entry has no “{missing}”", node.place, f"add {missing}:")
            if when := node.get("when"):
                self.date(when, "when")
        return Proofread(**values)

    def contact(self, node: Node | None) -> Contact:
        """Whom to ask; an address that a page may not link to is an error."""
        values = self.texts(node, [field.name for field in fields(Contact)])
        if isinstance(node, Mapping):
            self.address(node.get("form"), "form")
            self.pattern(node.get("email"), EMAIL, "email", "such as equalities@example.org")
            self.pattern(node.get("response_days"), NUMBER, "response_days", 'a number of working days, such as "5"')
            for key in ("phone", "text_relay"):
                self.pattern(node.get(key), PHONE, key, "digits and spaces, such as 01632 960 123")
        return Contact(**values)

    def address(self, node: Node | None, key: str) -> None:
        """An error for what is no web address; a page that links to javascript: would run it."""
        self.pattern(node, ADDRESS, key, "such as https://www.example.org/")

    def pattern(self, node: Node | None, pattern: re.Pattern[str], key: str, example: str) -> None:
        """An error for a value that has not the form of a pattern."""
        if isinstance(node, Scalar) and node.text.strip() and not pattern.fullmatch(text := node.text.strip()):
            self.lines.error(
                "bad-value", f"“{text}” cannot stand behind {key}:", node.place, f"write it {example}", len(text)
            )

    def statement(self, node: Node | None) -> dict[str, object]:
        """What only the council knows about accessibility: texts, and lists of entries with texts."""
        if not isinstance(node, Mapping):
            self.texts(node, ["website"])
            return {}
        facts: dict[str, object] = {}
        for key, value in self.known(node, [*STATEMENT, *ENTRIES]).items():
            if key in ENTRIES:
                facts[key] = [self.texts(item, [*ENTRIES[key]]) for item in self.items(value)]
                continue
            facts[key] = text = self.text(value)
            if key in DAYS:
                self.date(value, key)
            if key == "jurisdiction" and text not in JURISDICTIONS:
                message = f"“{text}” is not a jurisdiction; there are {', '.join(JURISDICTIONS)}"
                self.lines.error(
                    "bad-value", message, value.place, "write gb (England, Scotland, Wales) or ni", len(text)
                )
        return facts

    def date(self, node: Node, key: str) -> None:
        """An error for a value that is no day."""
        text = self.text(node)
        if text and dates.day(text) is None:
            faults = dates.faults(text)
            message = f"“{text}”, behind {key}:, is not a date"
            hint = faults[0].hint if faults else "write the day, such as 2026-11-23"
            self.lines.error("date-impossible", message, node.place, hint, len(text))
        elif key == "committee" and text and (named := dates.spans(text)[0]).first != named.last:
            message = f"“{text}”, behind {key}:, names no day"
            self.lines.error("date-impossible", message, node.place, "write the day, such as 2026-11-23", len(text))

    def brand(self, node: Node | None) -> Brand:
        """The council's colours and logo; a value that is no colour gives way to the usual one.

        Colours that cannot be read together are an error at the line of the first of them.
        """
        values = self.texts(node, [field.name for field in fields(Brand)])
        places = {entry.key.text: entry.key.place for entry in node.entries} if isinstance(node, Mapping) else {}
        for key in COLOURS & values.keys():
            if code := colour_code(values[key]):
                values[key] = code
            else:
                message = f"brand {key}: “{values.pop(key)}” is not a colour"
                self.lines.error(
                    "brand-colour", message, places[key], 'write it as "#rrggbb", such as "#00436b"', len(key)
                )
        if values.get("logo"):
            self.places["logo"] = places["logo"]
        if values.get("logo") and "logo_alt" not in values:
            hint = 'write logo_alt: with its words, or logo_alt: "" if it only repeats the name of the council'
            self.lines.add(warning("logo-alt", "nothing says what the logo shows", places["logo"], hint))
        brand = Brand(**values)
        for finding in brand_findings(brand):
            named = [key for key in places if f" {key} " in finding.message]
            first = min(named, key=lambda key: finding.message.index(f" {key} "))
            self.lines.error(finding.rule, finding.message, places[first], finding.hint)
        return brand

    def known(self, node: Mapping, keys: list[str]) -> dict[str, Node]:
        """The known keys with their values; the others are findings."""
        found: dict[str, Node] = {}
        for entry in node.entries:
            if entry.key.text in keys:
                found[entry.key.text] = entry.value
            else:
                self._unknown(entry, keys)
        return found

    def _unknown(self, entry: KeyValue, keys: list[str]) -> None:
        name = entry.key.text
        near = difflib.get_close_matches(name, keys, 1, 0.6)
        hint = f"did you mean “{near[0]}”?" if near else ""
        message = f"this place knows no key “{name}”; its keys are {', '.join(keys)}"
        self.lines.error("unknown-key", message, entry.key.place, hint, len(name))

    def text(self, node: Node) -> str:
        """A text of one line."""
        if isinstance(node, Scalar):
            return " ".join(node.text.split())
        self.lines.error("wrong-form", "there is a list or keys here; expected: text", node.place, "check the indent")
        return ""

    def texts(self, node: Node | None, keys: list[str]) -> dict[str, str]:
        """Keys with texts."""
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.lines.error("wrong-form", f"expected: keys such as {keys[0]}:", node.place, "check the indent")
            return {}
        return {key: self.text(value) for key, value in self.known(node, keys).items()}

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list."""
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.lines.error("wrong-form", "expected: a list, each line starting with “- ”", node.place, "check the indent")
        return ()

    def former(self, node: Node | None, editions: tuple[EditionName, ...]) -> Iterator[EditionName]:
        """The editions that there were; one that there is still is an error."""
        for item in self.items(node):
            for edition in self.edition(item):
                if edition in editions:
                    message = f"“{self.text(item)}” stands under editions: too, so its files are there"
                    self.lines.error("bad-edition", message, item.place, "delete one of the two lines")
                yield edition

    def edition(self, node: Node) -> tuple[EditionName, ...]:
        """An edition such as “pdf” or “pdf large-print”: a format, and a look other than the standard one."""
        words = self.text(node).split()
        if not isinstance(node, Scalar):
            return ()
        if not 1 <= len(words) <= 2 or words[0] not in self.formats or words[-1] not in (words[0], *self.looks):
            message = f"“{' '.join(words)}” is not an edition: a format ({', '.join(self.formats)})"
            message += f", then perhaps a look ({', '.join(self.looks)})"
            self.lines.error("bad-edition", message, node.place, "write for example: pdf large-print")
            return ()
        self.places[" ".join(words)] = node.place
        return (EditionName(words[0], words[1] if len(words) == 2 else STANDARD),)
