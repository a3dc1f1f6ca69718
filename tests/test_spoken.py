"""How figures and short forms are read aloud: a table of readings for each language, and none of them wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.editions.spoken.numbers import cardinal, ordinal
from pipeline.editions.spoken.reading import LANGUAGES, reader

CASES = Path(__file__).parent / "cases" / "spoken"


def cases(language: str) -> list[tuple[str, str]]:
    lines = (CASES / f"{language}.txt").read_text("utf-8").split("\n")
    told = [line for line in lines if line and not line.startswith("# ")]
    return list(zip(told[::2], (line.strip() for line in told[1::2]), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_of_the_table_is_right(language: str) -> None:
    read = reader(language, ("PSED", "EqIA"))
    wrong = [(text, read(text), said) for text, said in cases(language) if read(text) != said]
    assert wrong == []


def test_there_are_enough_readings_and_each_stands_once() -> None:
    assert len(cases("en")) >= 500
    assert len(cases("cy")) >= 150
    for language in LANGUAGES:
        texts = [text for text, _ in cases(language)]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_left_to_the_voice(language: str) -> None:
    left = [said for _, said in cases(language) if re.search(r"\d|[£€$%@&+=/§#]", said)]
    assert left == []


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for language in LANGUAGES:
        reader(language)(text)


@given(st.integers(0, 10**14))
def test_numbers_have_words_of_their_own(number: int) -> None:
    assert cardinal(number) != cardinal(number + 1)
    assert re.fullmatch(r"[a-z ,-]+", cardinal(number))
    assert ordinal(number).endswith(("st", "nd", "rd", "th"))


def test_words_without_figures_stay_as_they_are() -> None:
    text = "We serve everyone, whoever they are; nobody is left out."
    assert reader("en-GB")(text) == text
    assert reader("pl")("Cena: 5 zł") == "Cena: 5 zł"
