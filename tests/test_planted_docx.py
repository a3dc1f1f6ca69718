"""Faults planted in a finished Word file: each is found by reading its XML back, with the block that suffers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from pipeline.app.verify import verify
from tests.editions import edition, file_of, published

Fault = Callable[[str], str]


def once(old: str, new: str) -> Fault:
    def plant(xml: str) -> str:
        assert old in xml, f"nothing to plant the fault in: {old}"
        return xml.replace(old, new, 1)

    return plant


def paragraph_of(text: str, xml: str) -> str:
    """The XML of the innermost paragraph that holds a text."""
    end = xml.index("</w:p>", xml.index(text)) + len("</w:p>")
    start = max(xml.rfind("<w:p>", 0, xml.index(text)), xml.rfind("<w:p ", 0, xml.index(text)))
    return xml[start:end]


def without(text: str) -> Fault:
    return lambda xml: xml.replace(paragraph_of(text, xml), "", 1)


def twice(text: str) -> Fault:
    def plant(xml: str) -> str:
        own = paragraph_of(text, xml)
        bare = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", own)
        return xml.replace(own, own + bare, 1)

    return plant


def swapped(one: str, other: str) -> Fault:
    def plant(xml: str) -> str:
        first, second = paragraph_of(one, xml), paragraph_of(other, xml)
        return xml.replace(first, "@@", 1).replace(second, first, 1).replace("@@", second, 1)

    return plant


def hidden(text: str) -> Fault:
    def plant(xml: str) -> str:
        own = paragraph_of(text, xml)
        run = re.sub(
            r"<w:r>(<w:rPr>)?", lambda m: "<w:r><w:rPr><w:vanish/>" + ("" if m[1] else "</w:rPr>"), own, count=1
        )
        return xml.replace(own, run, 1)

    return plant


def pattern(expression: str, new: str) -> Fault:
    def plant(xml: str) -> str:
        changed, count = re.subn(expression, new, xml, count=1)
        assert count, f"nothing to plant the fault in: {expression}"
        return changed

    return plant


MAIN = "word/document.xml"
SECOND = '<w:pStyle w:val="Heading2"/>'
FAULTS: dict[str, tuple[str, Fault, str]] = {
    "a paragraph is lost": (MAIN, without("Before."), "words-missing"),
    "a list item is lost": (MAIN, without("second"), "words-missing"),
    "a figure is changed": (MAIN, once("Progress in 2021", "Progress in 2022"), "words-missing"),
    "a word is changed": (MAIN, once("all of them", "few of them"), "words-missing"),
    "a paragraph stands twice": (MAIN, twice("Between."), "words-doubled"),
    "two paragraphs are swapped": (MAIN, swapped("Before.", "Between."), "words-reordered"),
    "two words run together": (MAIN, once("Ask residents", "Askresidents"), "words-run-together"),
    "a paragraph is hidden": (MAIN, hidden("Between."), "words-missing"),
    "the header row is not marked": (MAIN, pattern(r"<w:tblHeader[^>]*/>", ""), "docx-table-header"),
    "the alternative text is lost": (MAIN, pattern(r'descr="The crest[^"]*"', ""), "docx-alt"),
    "a table loses its name": (MAIN, pattern(r"<w:tblCaption[^>]*/>(<w:tblDescription[^>]*/>)?", ""), "docx-table-name"),
    "a second heading of level 1": (MAIN, once(SECOND, '<w:pStyle w:val="Heading1"/>'), "docx-heading-1"),
    "a heading skips a level": (MAIN, once(SECOND, '<w:pStyle w:val="Heading5"/>'), "docx-heading-skip"),
    "a paragraph loses its style": (MAIN, pattern(r'<w:pStyle w:val="BodyText"/>', ""), "docx-strange"),
    "a list item is none": (MAIN, pattern(r"<w:numPr>.*?</w:numPr>", ""), "structure-list"),
    "the title is lost": ("docProps/core.xml", pattern(r"<dc:title>.*?</dc:title>", ""), "docx-title"),
}  # fmt: skip


def found(part: str, plant: Fault) -> set[str]:
    built = edition("docx")
    name, data = file_of(built, "docx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, plant(content.decode("utf-8")).encode("utf-8") if entry == part else content)
    return {one.rule for one in verify(published(), {name: out.getvalue()}, built.reading).findings}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    part, plant, rule = FAULTS[name]
    assert rule in found(part, plant)


def test_the_file_without_a_fault_is_clean() -> None:
    assert found(MAIN, lambda xml: xml) == set()
