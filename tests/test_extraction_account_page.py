"""The account of every word as people read it: a page in real Chromium, of a paper with each kind of entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.assemble.account.word_account_page import ledger_html
from pipeline.assemble.assemble import assemble
from pipeline.model.flow import Aside, Flow, Join, Repair, SourceWord
from pipeline.model.place import Box, Place
from tests import browser as b
from tests.flow_text import flow

WHERE = Place("a paper.pdf", page=2, box=Box(40, 60, 200, 80))


def page_of_a_paper() -> str:
    made = flow("[18 b] Plan\n|= Objective | Actions |\n| Fair pay | Measure it in co-operation |\n| ^^ | Publish |")
    source = Flow(
        made.blocks,
        words=(*made.words, SourceWord("Page", WHERE), SourceWord("2", WHERE), SourceWord("nowhere<b>", WHERE)),
        asides=(Aside("Page 2", "page number", WHERE),),
        repairs=(Repair("oper ation", "operation", "word broken at line end", WHERE),),
        joins=(Join("row over pages 1 and 2", "a sentence goes on", 0.9, WHERE),),
    )
    result = assemble(source, "a-paper")
    guessed = replace(result.ledger, guesses=tuple(replace(one, place=WHERE) for one in result.ledger.guesses))
    return ledger_html(guessed, result.findings, "a paper.pdf")


def test_the_account_names_lost_words_as_an_error_with_their_page() -> None:
    page = page_of_a_paper()
    assert "1 word has no fate: this is an error." in page
    assert "nowhere&lt;b&gt;" in page
    assert "page 2 at 40, 60 points" in page
    assert "90%" in page


def test_the_first_screen_names_what_was_left_out_unless_repetition_proves_that_it_is_furniture() -> None:
    made = flow("[18 b] Plan\nA sentence that is there.")
    words = (*made.words, *(SourceWord(word) for word in ("Page", "2", "hidden", "words")))
    header, hidden = Aside("Page 2", "page number", WHERE), Aside("hidden words", "hidden text")
    page = ledger_html(assemble(Flow(made.blocks, words=words, asides=(header, hidden)), "x").ledger)
    verdict, _, rest = page.partition("Left out: please read")
    assert "1 piece of text was left out" in verdict
    assert "Every word is accounted for" not in page
    assert rest.index("hidden words") < rest.index("The words in numbers") < rest.index("Page 2")
    plain = ledger_html(assemble(Flow(made.blocks, words=words[:-2], asides=(header,)), "x").ledger)
    assert "Every word is accounted for" in plain
    assert "please read" not in plain


@pytest.mark.parametrize("width", [1280, 320])
def test_the_account_is_accessible_and_fits_a_narrow_window(tmp_path: Path, chromium: Browser, width: int) -> None:
    path = tmp_path / "account.html"
    path.write_text(page_of_a_paper(), "utf-8")
    with chromium.new_page(viewport={"width": width, "height": 800}) as page:
        page.goto(path.as_uri())
        assert b.axe(page) == []
        assert b.too_wide(page) == ""
