"""Faults planted in a finished web page: each is found by reading the page back, with the block that suffers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.app.verify import verify
from tests.editions import edition, file_of, published

Fault = Callable[[str], str]


def once(old: str, new: str, count: int = 1) -> Fault:
    """Replaces the first place where a text stands; fails where it stands nowhere, so that no fault is planted in vain."""

    def plant(page: str) -> str:
        assert old in page, f"nothing to plant the fault in: {old}"
        return page.replace(old, new, count)

    return plant


def pattern(expression: str, new: str) -> Fault:
    """Replaces the first match of a pattern."""

    def plant(page: str) -> str:
        changed, count = re.subn(expression, new, page, count=1, flags=re.DOTALL)
        assert count, f"nothing to plant the fault in: {expression}"
        return changed

    return plant


FOREIGN = '<link rel="stylesheet" href="https://example.org/x.css"></head>'
FAULTS: dict[str, tuple[Fault, str]] = {
    "a list item is lost": (pattern(r"<li>\s*two\s*</li>", ""), "words-missing"),
    "a word is changed": (once("Train staff: all of them", "Train staff: some of them"), "words-missing"),
    "a figure is changed": (once("<caption>Progress in 2021", "<caption>Progress in 2012"), "words-missing"),
    "a paragraph is hidden": (once("<p>Before.</p>", "<p hidden>Before.</p>"), "words-missing"),
    "a paragraph stands twice": (once("<p>Between.</p>", "<p>Between.</p><p>Between.</p>"), "words-doubled"),
    "a stray sentence is added": (once("<p>Between.</p>", "<p>Between.</p><p>Vote for us.</p>"), "words-extra"),
    "two words run together": (once("Ask residents", "Askresidents"), "words-run-together"),
    "a cell is emptied": (pattern(r">\s*Done\.\s*<", "><"), "words-missing"),
    "the alternative text is lost": (once('alt="The crest of the council"', 'alt=""'), "words-missing"),
    "the alternative text attribute is lost": (once(' alt="The crest of the council"', ""), "html-alt"),
    "the caption is lost": (pattern(r"<caption>.*?</caption>", ""), "html-caption"),
    "a column header loses its scope": (pattern(r'<th scope="col">', "<td>"), "html-column-headers"),
    "the language is lost": (pattern(r'<html lang="[^"]*"', "<html"), "html-language"),
    "the title is lost": (pattern(r"<title>.*?</title>", "<title></title>"), "html-title"),
    "a heading skips a level": (pattern(r"<h3([^>]*)>(\s*Inner part\s*)</h3>", r"<h5\1>\2</h5>"), "html-heading-skip"),
    "a second heading of level 1": (pattern(r"<h2([^>]*)>(\s*Last\s*)</h2>", r"<h1\1>\2</h1>"), "html-h1"),
    "an id stands twice": (once('id="R2"', 'id="R1"'), "html-duplicate-id"),
    "a link leads nowhere": (pattern(r'href="#first"', 'href="#furst"'), "html-dead-link"),
    "a link has no words": (pattern(r">the plan<", "><"), "html-empty-link"),
    "a script is put in": (once("</body>", "<script>alert(1)</script></body>"), "html-inline-code"),
    "a heading goes down a level": (pattern(r"<h2([^>]*)>(\s*Last\s*)</h2>", r"<h3\1>\2</h3>"), "structure-heading"),
    "a paragraph becomes a heading": (once("<p>Between.</p>", "<h3>Between.</h3>"), "structure-heading"),
    "a link leads to another address": (once("https://example.org/x", "https://example.org/y"), "structure-link"),
    "a link of the contents leads to another part": (once('href="#inner"', 'href="#last"'), "structure-link"),
    "a note leads back to another mark": (once('href="#note-1-mark-1"', 'href="#first"'), "structure-link"),
    "words lose their language": (once('<span lang="cy"', '<span lang="en-GB"'), "structure-language"),
    "a numbered list counts from 1": (once(' start="3"', ""), "structure-list"),
    "a numbered list gets bullets": (pattern(r'<ol start="3">(.*?)</ol>', r"<ul>\1</ul>"), "structure-list"),
    "a row header names a column": (once('<th scope="row"', '<th scope="col"'), "structure-table"),
    "the label on a phone is another": (once('data-label="Progress"', 'data-label="Action"'), "structure-table"),
    "a quotation becomes text": (once("<blockquote>", "<div>"), "structure-box"),
    "a box changes its role": (once("box-warning", "box-note"), "structure-box"),
    "two paragraphs are joined": (once("first</p>\n<p>more", "first\nmore"), "structure-paragraph"),
    "bold is lost": (once("<strong>this</strong>", "this"), "structure-stress"),
    "a figure is raised": (once("<caption>Progress in 2021", "<caption>Progress in 202\u00b9"), "words-missing"),
    "the head names a file otherwise": (pattern(r'(rel="alternate"[^>]* title=")[^"]*"', r'\1All of it"'), "html-metadata"),
    "a shared page has another title": (pattern(r'(og:title" content=")[^"]*"', r'\1Another"'), "html-metadata"),
    "a shared page has no language": (pattern(r'<meta property="og:locale"[^>]*>', ""), "html-metadata"),
    "a way back becomes a heading": (pattern(r'<p( class="to-contents">.*?</)p>', r'<h3\1h3>'), "html-strange"),
    "another host is asked": (once("</head>", FOREIGN), "html-foreign-host"),
}  # fmt: skip


def found(plant: Fault) -> set[str]:
    built = edition("html")
    name, data = file_of(built, "html")
    files = {**built.files, name: plant(data.decode("utf-8")).encode("utf-8")}
    return {one.rule for one in verify(published(), files, built.reading).findings}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    plant, rule = FAULTS[name]
    assert rule in found(plant)


def test_swapped_paragraphs_are_found() -> None:
    def swap(page: str) -> str:
        return (
            page.replace("<p>Before.</p>", "<p>@</p>")
            .replace("<p>Between.</p>", "<p>Before.</p>")
            .replace("@", "Between.")
        )

    assert "words-reordered" in found(swap)


def test_the_page_without_a_fault_is_clean() -> None:
    assert found(lambda page: page) == set()


def test_a_lost_word_names_its_block() -> None:
    built = edition("html")
    name, data = file_of(built, "html")
    files = {**built.files, name: data.replace(b"Ask residents", b"Ask")}
    (finding,) = verify(published(), files, built.reading).findings
    assert (finding.rule, finding.block) == ("words-missing", "R2/action/1")
