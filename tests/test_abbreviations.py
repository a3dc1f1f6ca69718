"""Abbreviations are explained once: by the text itself, in whatever way it does so, else where they first stand."""

from __future__ import annotations

import pytest

from pipeline import content
from pipeline.app.verify import expanded
from pipeline.model.walk import canonical
from pipeline.passes import abbreviations
from pipeline.verifiers import Reading
from tests.opened import opened

PAPER = "title: Plan\nkind: policy\nabbreviations:\n  PSED: Public Sector Equality Duty\ntext: |\n  {text}\n"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("We meet the PSED.", True),
        ("We meet all PSEDs.", True),
        ("We meet the PSED's aims.", True),
        ("We meet the PSEDX.", False),
        ("We meet the Public Sector Equality Duty (PSED). The PSED binds us.", False),
        ("We meet the public sector equality duty (“PSED”).", False),
        ("We meet the PSED (Public Sector Equality Duty).", False),
        ("We meet the PSED (the Public Sector Equality Duty).", False),
        ("The Public-Sector Equality Duty, or PSED, binds us.", False),
        ("PSED: Public Sector Equality Duty", False),
        ("PSED – Public Sector Equality Duty", False),
        ("The Public Sector Equality Duty binds us; the PSED is law.", True),
        ("The Public Sector Equality Duty Team (PSED) met.", False),
        ("The Public Sector Equality Duty (known as PSED) binds us.", False),
        ("The Public Sector Equality Duty (or PSED) binds us.", False),
        ("PSED means Public Sector Equality Duty.", False),
        ("PSED stands for the Public Sector Equality Duty.", False),
        ("The PSED (public sector equality duties) team", False),
        ("PSED’s (the Public Sector Equality Duty’s) aims", False),
        ("The Public Sector Equality Duty/PSED team", False),
        ("PSED matters. Public Sector Equality Duty", True),
        ("The Public Sector Equality Duty team met the PSED board.", True),
    ],
)
def test_what_the_text_explains_is_not_explained_again(text: str, added: bool) -> None:
    document, found = opened(content.read(PAPER.format(text=f"{text}").encode(), "plan", "plan.yaml"))
    assert document is not None, found
    assert (abbreviations.run(document) != document) is added
    assert canonical(document)


@pytest.mark.parametrize(
    ("heard", "rules"),
    [
        ([("the ", ""), ("PSED", "Public Sector Equality Duty"), (" and more", "")], []),
        ([("PSED", "something else")], ["about-extra"]),
        ([("PSED", "Public Sector Equality Duty"), ("our PSED", "")], ["about-lost"]),
        ([("our PSED", "")], ["about-lost"]),
        ([("UPSEDS", "")], []),
        ([], []),
    ],
    ids=["in full", "as another", "once of two times", "never", "part of a word", "a format that says none"],
)
def test_an_abbreviation_of_a_pdf_is_heard_in_full_each_time(heard: list[tuple[str, str]], rules: list[str]) -> None:
    reading = Reading((), "", expansions=tuple(heard))
    found = expanded({"PSED": "Public Sector Equality Duty"}, [("plan.pdf", reading)])
    assert [finding.rule for finding in found] == rules
