"""The page for editors is true: its examples are read without fault, and the wrong one gives the message that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import content
from pipeline.content import KNOWN
from pipeline.verbs import VERBS
from tests.opened import opened

PAGE = (Path(__file__).parent.parent / "docs" / "editing.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(yaml|yaml wrong|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
GOOD = [text for kind, text in BLOCKS if kind == "yaml"]


def whole(text: str) -> str:
    """An example as a paper of its own: what it leaves out is added."""
    head = "" if "title:" in text else "title: Plan\nkind: policy\n"
    return head + text


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text.split("\n")[0])
def test_an_example_is_read_without_fault(text: str) -> None:
    document, findings = opened(content.read(whole(text).encode(), "paper", "content/paper.yaml"))
    assert [one.as_text() for one in findings] == []
    assert document is not None


def test_the_wrong_example_gives_the_message_that_is_shown() -> None:
    wrong = next(text for kind, text in BLOCKS if kind == "yaml wrong")
    shown = next(text for kind, text in BLOCKS if kind == "text")
    _, findings = opened(content.read(wrong.encode(), "paper", "content/paper.yaml"))
    assert "\n".join(one.as_text() for one in findings) + "\n" == shown


def test_the_page_names_every_key_and_no_command_that_there_is_not() -> None:
    assert [key for key in sorted(KNOWN - {"source", "sha256", "before_title", "updated"}) if key not in PAGE] == []
    assert set(re.findall(r"`reports (\w+)", PAGE)) <= set(VERBS)
