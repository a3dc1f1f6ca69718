"""Content files: what is written reads back the same, and what is wrong is told at its line."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings

from pipeline import content
from pipeline.content import markdown, markdown_write
from pipeline.model import document as m
from pipeline.model.findings import Findings
from pipeline.model.walk import canonical, plain_text
from tests.documents import every_node, inlines, running
from tests.opened import opened


def read(text: str) -> tuple[m.Document | None, Findings]:
    return opened(content.read(text.encode(), "paper", "content/paper.yaml"))


def test_a_document_with_every_node_reads_back_equal() -> None:
    document = every_node()
    back, findings = opened(content.read(content.write(document).encode(), document.name, "f.yaml"))
    assert findings == ()
    assert back == document


def test_writing_what_was_read_gives_the_same_text() -> None:
    text = content.write(every_node())
    back, _ = opened(content.read(text.encode(), "every-node", "f.yaml"))
    assert back is not None
    assert content.write(back) == text


@given(running())
@settings(deadline=None, max_examples=300)
def test_any_running_text_reads_back_equal(blocks: m.Blocks) -> None:
    assert markdown.parse(markdown_write.write(blocks)) == blocks


@given(inlines())
@settings(deadline=None, max_examples=300)
def test_any_heading_keeps_its_words(phrase: m.Inlines) -> None:
    back = markdown.parse_inlines(markdown_write.write_inlines(phrase))
    assert plain_text(back, notes=True) == plain_text(phrase, notes=True)


@given(running())
@settings(deadline=None, max_examples=100)
def test_any_document_reads_back_equal(blocks: m.Blocks) -> None:
    document = m.Document("paper", (m.Text("T"),), "policy", sections=(m.Section("s", (m.Text("H"),), blocks),))
    back, findings = read(content.write(document))
    assert findings == ()
    assert back is not None
    assert canonical(back) == canonical(document)
    assert back == document


@pytest.mark.parametrize("text", ["--", "- -", "**", "_ _", "----"])
def test_an_item_of_dashes_or_stars_is_no_line_across_the_page(text: str) -> None:
    blocks = (m.List((m.Item((m.Paragraph((m.Text("one"),)),)), m.Item((m.Paragraph((m.Text(text),)),)))),)
    assert markdown.parse(markdown_write.write(blocks)) == blocks


def items(paragraphs: tuple[m.Paragraph, ...]) -> m.Blocks:
    return (m.List(tuple(m.Item((one,)) for one in paragraphs)),)


def quoted(paragraphs: tuple[m.Paragraph, ...]) -> m.Blocks:
    return (m.Quote(paragraphs),)


@pytest.mark.parametrize("wrap", [tuple, items, quoted])
def test_signs_of_a_list_beside_each_other_are_texts(wrap: Callable[[tuple[m.Paragraph, ...]], m.Blocks]) -> None:
    """Each is kept alone, and was an empty item, or nothing, as soon as another paragraph stood beside it."""
    for signs in product(("+", "*", "-", "3.", "12)", "--", "#", "word"), repeat=3):
        blocks = wrap(tuple(m.Paragraph((m.Text(sign),)) for sign in signs))
        assert markdown.parse(markdown_write.write(blocks)) == blocks


WORDS = "a A ii iv 1 12 2017 word Yes (a) . ) ( : - – + = === --- # | ' \" “ ’ £ ^ {lang=cy} http://x.org me@x.org ; ? é 中 $"
PIECES = [*WORDS.split(" "), " ", " ", " ", "  ", "\n", "\n", "\u00a0", "\u200b"]


@pytest.mark.parametrize("sign", ["*", "-", "+", "3.", "12)"])
def test_a_sign_of_a_list_alone_is_a_text(sign: str) -> None:
    """The usual mark of a figure that is not told was a list with one empty item: a bullet, and nothing in plain text."""
    assert markdown.parse(f"{sign}\n") == (m.Paragraph((m.Text(sign),)),)
    assert isinstance(markdown.parse(f"{sign} word")[0], m.List)


def test_plain_words_are_read_without_the_markdown_parser_as_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    texts = {"".join(chance.choices(PIECES, k=chance.randint(1, 8))) for _ in range(6000)}
    plain = [text for text in texts if markdown.PLAIN.fullmatch(text)]
    quick = [(markdown.parse(text), markdown.parse_inlines(text.replace("\n", " "))) for text in plain]
    monkeypatch.setattr(markdown, "PLAIN", re.compile("(?!)"))
    assert len(plain) > 300
    assert quick == [(markdown.parse(text), markdown.parse_inlines(text.replace("\n", " "))) for text in plain]


def test_a_guess_is_written_without_signs_that_cannot_be_seen() -> None:
    document = m.Document("plan", (m.Text("Plan"),), guesses=("page 1: “from\x07 the” begins\x00 late",))
    written = content.write(document)
    assert "# check: page 1: “from the” begins late" in written
    assert "stray-character" not in {
        finding.rule for finding in content.read(written.encode(), "plan", "plan.yaml").findings
    }


def test_a_list_of_one_item_has_one_space_behind_its_mark() -> None:
    assert markdown_write.write(markdown.parse("- Walk the routes")) == "- Walk the routes"
