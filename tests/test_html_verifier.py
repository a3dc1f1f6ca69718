"""A finished page is read as an assistive technology reads it: hidden parts left out, faults named."""

from __future__ import annotations

import re

import pytest

from pipeline.builders.html.build import build
from pipeline.verifiers.html.verify import verify
from tests.test_html_builder import NAME, job

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Plan</title></head><body>{}</body></html>"""
WHOLE = "<main><h1>Plan</h1>{}</main>"


def read(body: str) -> tuple[list[str], str, list[str]]:
    """Words, tree and rules of a page with this main part."""
    reading = verify(PAGE.format(WHOLE.format(body)).encode(), "plan.html")
    return [said.text for said in reading.words][1:], reading.tree, [finding.rule for finding in reading.findings]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <b>two</b>\n three</p>", ["One two three"]),
        ("<p>law<a href='https://a.test'>[note 1]</a>, mid<em>word</em></p>", ["law[note 1], midword"]),
        ("<p>seen</p><p hidden>not</p><p aria-hidden='true'>nor</p>", ["seen"]),
        ("<p style='display:none'>not</p><p>seen</p>", ["seen"]),
        ("<p>Map: <img src='a.png' alt='26 wards'></p>", ["Map: 26 wards"]),
        ("<p><img src='a.png' alt=''>after</p>", ["after"]),
        ("<p>a<br>b</p><ul><li>c<ul><li>d</ul></ul>", ["a b", "c", "d"]),
        ("<div>a</div>b<div>c</div>", ["a b c"]),
        ("<p><a href='https://a.test' aria-label='Policy'>here</a></p>", ["Policy"]),
    ],
)
def test_words_are_what_is_spoken(body: str, expected: list[str]) -> None:
    assert read(body)[0] == expected


def test_words_know_the_anchor_that_they_stand_under() -> None:
    body = "<h2 id='aims'>Aims</h2><p>One</p><div id='CL1'><p>Two</p></div><p>Three</p>"
    reading = verify(PAGE.format(WHOLE.format(body)).encode(), "plan.html")
    assert [(said.text, said.anchor) for said in reading.words][1:] == [
        ("Aims", "aims"), ("One", "aims"), ("Two", "CL1"), ("Three", "aims"),
    ]  # fmt: skip


def test_the_tree_shows_roles_levels_and_names() -> None:
    _, tree, _ = read("<nav aria-label='Contents'><ol><li><a href='#x' id='x'>Aims</a></ol></nav>")
    assert tree == (
        "main\n  heading 1\n    text “Plan”\n  navigation “Contents”\n    list\n      listitem\n"
        "        link\n          text “Aims”\n"
    )


CELLS = "<tr><th scope='col'>A<th scope='col'>B</tr>"
TABLE = "<table><caption>C</caption><thead>{}</thead><tbody>{}</tbody></table>"
FAULTS = {
    "html-heading-skip": "<h3>Deep</h3>",
    "html-empty-heading": "<h2></h2>",
    "html-h1": "<h1>Second</h1>",
    "html-alt": "<img src='a.png'>",
    "html-caption": TABLE.format(CELLS, "<tr><td>1<td>2</tr>").replace("C<", "<"),
    "html-column-headers": TABLE.format("<tr><td>A<td>B</tr>", "<tr><td>1<td>2</tr>"),
    "html-merged-cells": TABLE.format(CELLS, "<tr><td>1<td rowspan=1>2</tr>"),
    "html-uneven-rows": TABLE.format(CELLS, "<tr><td>1</tr>"),
    "html-duplicate-id": "<p id='a'>1</p><p id='a'>2</p>",
    "html-dead-link": "<a href='#gone'>Gone</a>",
    "html-empty-link": "<a href='https://a.test'></a>",
    "html-foreign-host": "<img src='https://a.test/pixel.png' alt=''>",
    "html-inline-code": "<p onclick='x()'>a</p>",
    "html-main": "</main><main>",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_each_fault_is_named_by_its_own_rule(rule: str) -> None:
    assert read(FAULTS[rule])[2] == [rule]


def test_a_page_without_language_or_title_is_named() -> None:
    reading = verify(b"<html><body><main><h1>x</h1></main></body></html>", "x.html")
    assert {finding.rule for finding in reading.findings} == {"html-language", "html-title"}


@pytest.mark.parametrize("data", [b"", b"   ", b"\xff\xfe\x00", b"%PDF-1.7", b"\x00" * 64])
def test_a_file_that_is_no_page_gives_findings_and_no_crash(data: bytes) -> None:
    assert verify(data, "x.html").findings


def test_a_built_page_says_what_its_builder_declared_and_breaks_no_rule() -> None:
    built = build(job())
    reading = verify(built.files[f"{NAME}.html"], f"{NAME}.html")
    assert reading.findings == ()
    said = re.sub(r"\s+", "", "".join(said.text for said in reading.words))
    assert said == re.sub(r"\s+", "", "".join(piece.text for piece in built.reading))
