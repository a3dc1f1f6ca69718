"""Contrast is measured as WCAG does, and a brand that cannot be read is refused with the nearest pair that passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.editions.contrast import brand_findings, mixed, nearest, ratio, readable
from pipeline.editions.site import Brand

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratios_are_those_that_wcag_tools_give(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.01)
    assert ratio(other, one) == ratio(one, other)


@given(COLOURS, COLOURS)
def test_the_nearest_colour_passes_or_is_the_best_there_is(colour: str, ground: str) -> None:
    found = nearest(colour, ground)
    assert ratio(found, ground) >= min(7.0, max(ratio("#000000", ground), ratio("#ffffff", ground)))
    if ratio(colour, ground) >= 7:
        assert found == colour


def test_the_nearest_colour_is_moved_no_further_than_needed() -> None:
    assert ratio(nearest("#1d70b8", "#ffffff"), "#ffffff") == pytest.approx(7.0, abs=0.1)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_a_pair_under_seven_to_one_is_refused_with_its_ratio_and_the_nearest_pair() -> None:
    finding = brand_findings(Brand(accent="#1d70b8"))[0]
    assert finding.rule == "brand-contrast"
    assert "accent #1d70b8 on ground #ffffff has a contrast of 5.2:1" in finding.message
    better = finding.hint.split(" is ")[1].split(" on ")[0]
    assert ratio(better, "#ffffff") >= 7
    assert not brand_findings(readable(Brand(accent="#1d70b8")))


def test_a_ground_on_which_nothing_can_be_read_is_told_so() -> None:
    (finding,) = [
        found
        for found in brand_findings(Brand(accent="#767676", accent_ink="#777777"))
        if "accent_ink" in found.message
    ]
    assert "no colour passes on #767676" in finding.hint
    assert readable(Brand(accent="#767676", accent_ink="#777777")).accent_ink == "#ffffff"


def test_a_word_that_is_no_colour_is_named() -> None:
    (finding,) = brand_findings(Brand(accent="council blue"))
    assert finding.rule == "brand-colour"
    assert "council blue" in finding.message


def test_the_default_brand_passes() -> None:
    assert brand_findings(Brand()) == ()
