"""The colours of words in a PDF are held to the limits that Word files are held to."""

from __future__ import annotations

import pytest

from pipeline.app.proofs.drawn_pages import colours
from tests.editions import edition, file_of
from tests.plant import pdf, pdf_pages

CASES = {
    "0.49 g": {"pdf-contrast"}, "0.97 0.58 0.12 rg": {"pdf-contrast"}, "1 0 0 0 k": {"pdf-contrast"},
    "/DeviceRGB cs 0.5 0.5 0.5 sc": {"pdf-contrast"}, "0.38 g": {"pdf-contrast-7"}, "0.3 g": set(), "0 0 0.4 rg": set(),
}  # fmt: skip


@pytest.mark.parametrize("colour", CASES)
def test_words_in_a_colour_are_found(colour: str) -> None:
    _, data = file_of(edition("pdf"), "pdf")
    changed = list(
        pdf.tried(data, "colour", lambda file: pdf_pages.shown(file)[4:5], pdf_pages._before(colour.encode()))
    )
    assert {finding.rule for finding in colours(changed[0].data, "x.pdf")} == CASES[colour]


@pytest.mark.parametrize("look", ["standard", "yellow-on-black", "giant-print"])
def test_the_colours_of_our_own_editions_are_clear(look: str) -> None:
    assert colours(file_of(edition("pdf", look), "pdf")[1], "x.pdf") == ()


def test_a_file_that_cannot_be_drawn_has_no_colours() -> None:
    assert colours(b"%PDF-1.7 nothing", "x.pdf") == ()
