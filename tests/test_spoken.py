"""How figures and short forms are read aloud: a table of readings for each language, and none of them wrong."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.builders.audio.clips import heard
from pipeline.builders.audio.sentences import Sentence
from pipeline.editions.edition import Piece
from pipeline.editions.spoken.numbers import cardinal, ordinal
from pipeline.editions.spoken.passages import Passage, PassageKind, heard_label
from pipeline.editions.spoken.pronunciation import Lexicon, SpokenForm
from pipeline.editions.spoken.reading import LANGUAGES, PARTS, ReadingRule, read, reader
from pipeline.model.document import Added, Numbering, NumberStyle, Text

CASES = Path(__file__).parent / "cases" / "spoken"
OWN_LIST = ("PSED", "EqIA", "LGBTQIA")


def cases(language: str) -> list[tuple[str, str]]:
    lines = [line for file in sorted(CASES.glob(f"{language}*.txt")) for line in file.read_text("utf-8").split("\n")]
    told = [line for line in lines if line and not line.startswith("# ")]
    return list(zip(told[::2], (line.strip() for line in told[1::2]), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_of_the_table_is_right(language: str) -> None:
    said_as = reader(language, OWN_LIST)
    wrong = [(text, said_as(text), said) for text, said in cases(language) if said_as(text) != said]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_needed_for_a_reading(language: str) -> None:
    """A rule without which all readings are right is not a rule: drop it, or write the case that it is for."""
    rules: tuple[ReadingRule, ...] = import_module(LANGUAGES[language]).rules(frozenset(OWN_LIST))
    used: dict[str, list[str]] = {}
    here: list[str] = []

    def noted(one: ReadingRule) -> ReadingRule:
        def say(match: re.Match[str]) -> str:
            used.setdefault(one.name, []).append(here[0])
            return one.say(match)

        return ReadingRule(one.name, one.pattern, say)

    watched = tuple(map(noted, rules))
    whole = {}
    for text, _ in cases(language):
        here[:] = [text]
        whole[text] = read(text, watched)
    idle = [
        one.name
        for number, one in enumerate(rules)
        if all(read(text, rules[:number] + rules[number + 1 :]) == whole[text] for text in used.get(one.name, ()))
    ]
    assert idle == []


def test_there_are_enough_readings_and_each_stands_once() -> None:
    assert len(cases("en")) >= 1300
    assert len(cases("cy")) >= 500
    for language in LANGUAGES:
        texts = [text for text, _ in cases(language)]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_left_to_the_voice(language: str) -> None:
    left = [said for _, said in cases(language) if re.search(r"\d|[£€$%@&+=/§#]", said)]
    assert left == []


@settings(deadline=None)
@given(st.text(max_size=60))
@example("a@b.²")
def test_any_text_can_be_read(text: str) -> None:
    for language in LANGUAGES:
        reader(language)(text)


@pytest.mark.parametrize("sign", [". ", " ", ""])
def test_a_long_text_is_read_in_parts_that_end_with_sentences_or_words(sign: str) -> None:
    text = f"{'minutes' * 4}{sign}" * 200
    assert "".join(PARTS.findall(text)) == text
    assert max(map(len, PARTS.findall(text))) <= 2000
    assert {part[-len(sign) :] for part in PARTS.findall(text)} == {sign} or not sign


@given(st.integers(0, 10**14))
def test_numbers_have_words_of_their_own(number: int) -> None:
    assert cardinal(number) != cardinal(number + 1)
    assert re.fullmatch(r"[a-z ,-]+", cardinal(number))
    assert ordinal(number).endswith(("st", "nd", "rd", "th"))


def test_words_without_figures_stay_as_they_are() -> None:
    text = "We serve everyone, whoever they are; nobody is left out."
    assert reader("en-GB")(text) == text
    assert reader("pl")("Cena: 5 zł") == "Cena: 5 zł"


def test_a_name_with_a_capital_is_not_read_into_a_common_word() -> None:
    lexicon = Lexicon(
        "en-GB", {"loose": SpokenForm("Loose", "", "looze"), "borough": SpokenForm("borough", "", "burra")}
    )
    said = lexicon.replaced("Loose Borough has loose slabs", lambda _, entry: entry.respelled)
    assert said == "looze burra has loose slabs"


def test_the_mark_of_an_item_is_heard_as_its_list_counts() -> None:
    letters = Numbering(NumberStyle.LOWER_LETTER, "(1)")
    assert heard_label(letters, 8) == "(I)"
    assert heard_label(Numbering(NumberStyle.LOWER_ROMAN, "(1)"), 8) == "(9)"
    assert heard_label(Numbering(), 8) == ""
    passage = Passage(PassageKind.ITEM, (Text("hedges"),), label=(Added("(v)", "label"),), heard="(V)")
    assert heard(Sentence((Piece("", "(v) hedges"),), "", passage, 0.0)) == "(V) hedges"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Telefon: 01632 960 555", "Telefon: 0 1 6 3 2, 9 6 0, 5 5 5"),
        ("+44 (0)1632 960555", "4 4, 1 6 3 2, 9 6 0 5 5 5"),
        ("W 2020 roku 12 500 osób", "W 2020 roku 12 500 osób"),
    ],
)
def test_telephone_numbers_are_digit_by_digit_in_every_language(text: str, said: str) -> None:
    assert reader("pl")(text) == said
