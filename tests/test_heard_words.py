"""The comparison of what a screen reader says with the words of a file notices each word that is lost, added or moved."""

from __future__ import annotations

import pytest

from tests.heard.cases import lines
from tests.heard.desktop import Missing, Said, need
from tests.heard.words import differences

FILE = ["Our plan", "Contents", "First part", "We act early.", "Table 1", "Aim", "third", "Lead"]
HEARD = [
    *(
        "Our plan",
        "heading level 1",
        "navigation",
        "Contents",
        "Contents",
        "heading level 2",
        "List with 1 item",
        "\u200b",
    ),
    *(
        "First part",
        "link",
        "leaving list.",
        "leaving navigation.",
        "We act early.",
        "Table 1",
        "table with 2 rows 1 column",
    ),
    *("Table 1", "caption", "Aim", "column header", "3. third", "row header", "Lead", "leaving table."),
]


def said(texts: list[str]) -> list[Said]:
    return [Said(text) for text in texts]


def test_what_orca_adds_of_its_own_is_no_difference() -> None:
    assert differences(said(HEARD), FILE) == []


@pytest.mark.parametrize(
    ("heard", "message"),
    [
        ([text for text in HEARD if text != "Lead"], "not said: “Lead”"),
        ([*HEARD, "Hidden words"], "said besides: “Hidden words”"),
        ([text.replace("early", "late") for text in HEARD], "said “late.” instead of “early.”"),
        ([*HEARD[:-2], "Aim", "Lead"], "said besides: “Aim”"),
    ],
)
def test_a_word_that_is_lost_added_or_changed_is_told(heard: list[str], message: str) -> None:
    assert message in differences(said(heard), FILE)[0]


def test_words_in_another_order_are_told() -> None:
    moved = [HEARD[12], *HEARD[:12], *HEARD[13:]]
    assert differences(said(moved), FILE) != []


def test_writer_may_say_link_within_a_line_and_nothing_else() -> None:
    assert differences(said(["See the plan link or ask."]), ["See the plan or ask."], "link") == []
    assert differences(said(["See the plan now or ask."]), ["See the plan or ask."], "link") != []


def test_a_case_names_the_language_of_words_in_another_language() -> None:
    heard = [Said("See"), Said("y cynllun", "cy"), Said("the plan", "en-GB"), Said("\u200b", "en-GB")]
    assert lines(heard, "en-GB") == ["See", "[cy] y cynllun", "the plan"]


def test_a_missing_program_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(Missing, match="apt-get install --no-install-recommends no-such-package"):
        need({"no-such-program": "no-such-package", "/no/such/file": "no-such-package"})
