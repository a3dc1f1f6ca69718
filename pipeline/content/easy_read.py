"""Reads the file of an Easy Read (`content/NAME.easy-read.yaml`), and starts one: every slot is empty, for people write it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from pipeline.content.reader import Reader
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import Mapping, Node
from pipeline.model import dates
from pipeline.model.document import Blocks, Definition, Definitions, Document, Idea, Image, Paragraph, Section, Text
from pipeline.model.easy_read import KIND, EasyRead, EasyReadCheck
from pipeline.model.walk import plain_text
from pipeline.model.with_findings import Collector, WithFindings, collecting

ENDING = ".easy-read.yaml"
FIRST_LINE = "# yaml-language-server: $schema=schema.json#/definitions/easy_read"


def read(
    data: bytes, publication: Document, file: str, today: datetime.date | None = None
) -> WithFindings[EasyRead | None]:
    """The Easy Read of a publication; None where nothing can be made of its file.

    A check that is dated after `today` does not count.
    """
    return _read(data, publication, file, today).by_line()


@collecting
def _read(
    into: Collector, data: bytes, publication: Document, file: str, today: datetime.date | None
) -> EasyRead | None:
    node, lines = placed_yaml.read(data, file, into)
    if not isinstance(node, Mapping):
        if not lines.findings:
            lines.error(
                "not-content", "this file holds no keys such as title:", lines.place(1), "see docs/easy-read.md"
            )
        return None
    easy = _EasyReader(lines, publication.name).easy_read(node)
    held = ((check, dates.day(check.when)) for check in easy.checks)
    checks = tuple(replace(check, ahead=bool(today and day and day > today)) for check, day in held)
    return replace(easy, checks=checks).beside(publication)


class _EasyReader(Reader):
    """Reads one file; texts, pictures and places are read as in the file of a publication."""

    def easy_read(self, node: Mapping) -> EasyRead:
        """The Easy Read of the root node."""
        keys = self.keys(node, "easy_read")
        document = Document(
            name=self.name,
            title=self.inline(keys.get("title")),
            kind=KIND,
            language=self.plain(keys.get("language")),
            blocks=self._ideas(keys.get("ideas")),
            sections=tuple(self._easy_section(item) for item in self.items(keys.get("sections"), "section")),
            place=node.place,
        )
        checks = tuple(self._check(item) for item in self.items(keys.get("checked"), "check"))
        left_out = tuple((e.key.text, self.plain(e.value)) for e in self.mapping(keys.get("left_out")))
        return EasyRead(document, checks, left_out, tuple(self.lines.lines))

    def _easy_section(self, node: Mapping) -> Section:
        keys = self.keys(node, "easy_section")
        own, heading = self.id(keys.get("id")), self.inline(keys.get("heading"))
        return Section(own, heading, self._ideas(keys.get("ideas")), place=node.place)

    def _ideas(self, node: Node | None) -> Blocks:
        return tuple(self._idea(item) for item in self.items(node, "idea"))

    def _idea(self, node: Mapping) -> Idea:
        """Picture, words, then the hard words with what they mean. A picture without a file is none yet."""
        keys = self.keys(node, "idea")
        pictures = self.image(keys["picture"]) if "picture" in keys else ()
        words = tuple(
            Definition((Text(e.key.text),), self._meaning(e.value), place=e.key.place)
            for e in self.mapping(keys.get("hard_words"))
        )
        blocks = (
            *(picture for picture in pictures if isinstance(picture, Image) and picture.file),
            *self.text(keys.get("text")),
            *((Definitions(words, words[0].place),) if words else ()),
        )
        return Idea(blocks, self.parts(keys.get("covers")), node.place)

    def _meaning(self, node: Node) -> Blocks:
        words = self.inline(node)
        return (Paragraph(words, node.place),) if words else ()

    def _check(self, node: Mapping) -> EasyReadCheck:
        said = {key: self.plain(value) for key, value in self.keys(node, "easy_read_check").items()}
        return EasyReadCheck(
            said.get("by", ""),
            said.get("with", ""),
            said.get("learning_disability", "").lower() in ("yes", "true"),
            said.get("when", ""),
            said.get("version", ""),
            place=node.place,
        )


def starting_file(publication: Document) -> str:
    """A frame with an empty idea for each part of a publication. What the parts are called stands in remarks only."""
    return "\n".join(_frame(publication)) + "\n"


def _frame(publication: Document) -> Iterator[str]:
    yield FIRST_LINE
    yield f"# The Easy Read of {publication.name}. Lines that start with # are remarks for you; nobody else sees them."
    yield "# Write the words yourself, and check them with people with a learning disability. See docs/easy-read.md."
    yield f"# What is still missing: reports easy-read {publication.name}"
    yield "title:"
    yield "# Parts that need no idea, each with the reason. Example: “background: It is about the law alone.”"
    yield "left_out:"
    yield "# When it has been checked, write down the check: by, with, learning_disability, when and version."
    yield "checked:"
    if publication.blocks:
        yield "ideas:"
        yield from _empty_idea("", "  ")
    yield "sections:"
    for section in publication.sections:
        yield f"  # {' '.join(plain_text(section.heading).split())}"
        yield f"  - id: {section.id}"
        yield "    heading:"
        yield "    ideas:"
        yield from _empty_idea(section.id, "      ")


def _empty_idea(covers: str, indent: str) -> Iterator[str]:
    yield f"{indent}- covers: {covers}".rstrip()
    yield f"{indent}  picture:"
    yield f"{indent}    file:"
    yield f"{indent}    alt:"
    yield f"{indent}  text:"
    yield f"{indent}  hard_words:"
