"""The documentation is held against the code: every verb, rule, format and look is described, and generated pages are true."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import looks
from pipeline.builders import BUILDERS
from pipeline.rules import AREAS, rules
from pipeline.verbs import VERBS
from pipeline.verbs.rules import markdown
from tests.editions import assets

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb: str) -> None:
    assert f"`reports {verb}" in README


def test_the_readme_names_no_verb_that_there_is_not() -> None:
    named = {
        line.split("`reports ")[1].split("`")[0].split()[0] for line in README.split("\n") if "| `reports " in line
    }
    assert named <= set(VERBS)


@pytest.mark.parametrize("format", BUILDERS)
def test_every_format_is_in_the_readme(format: str) -> None:
    assert f"`{format}`" in README


def test_every_look_is_in_the_readme() -> None:
    assert [name for name in looks.names(assets()) if f"`{name}`" not in README] == []


def test_the_page_of_rules_is_what_the_program_knows() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == markdown(), (
        "reports rules --format markdown > docs/rules.md"
    )


def test_every_rule_says_what_it_finds() -> None:
    assert [rule.id for rule in rules().values() if not rule.meaning.endswith(".")] == []
    assert {rule.area for rule in rules().values()} <= set(AREAS)


def test_every_target_of_the_makefile_says_what_it_is_for() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = next(line for line in makefile.split("\n") if line.startswith(".PHONY:")).split()[1:]
    assert [
        name
        for name in targets
        if f"\n{name}:" not in makefile or "## " not in makefile.split(f"\n{name}:")[1].split("\n")[0]
    ] == []
