"""The documentation is held against the code: every verb, rule, format and look is described, and generated pages are true."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.builders import BUILDERS
from pipeline.content.keys import KINDS, SHAPES
from pipeline.editions import looks, site_read
from pipeline.editions.site import Brand, Contact, Proofread
from pipeline.rules import AREAS, rules
from pipeline.verbs import VERBS
from pipeline.verbs.rules import markdown
from tests.editions import assets

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
# The page of rules quotes how a link is written, so it is left out.
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *(p for p in (ROOT / "docs").rglob("*.md") if p.name != "rules.md"),
]
EDITING = ROOT / "docs" / "editing.md"


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


def test_every_key_of_the_site_file_is_documented() -> None:
    page = (ROOT / "docs" / "site.md").read_text("utf-8")
    keys = [*site_read.PLAIN, *site_read.INSIDE]
    keys += [one.name for part in (Contact, Brand, Proofread) for one in fields(part)]
    keys += re.findall(
        r"(?:facts\.get\(|statement\.get\(|_entries\(site, )['\"](\w+)",
        (ROOT / "pipeline/conformance/statement.py").read_text("utf-8"),
    )
    keys += [key for inside in site_read.ENTRIES.values() for key in inside]
    assert [key for key in dict.fromkeys(keys) if f"`{key}`" not in page and f"`{key}:`" not in page] == []


def test_the_page_of_the_json_lists_every_kind() -> None:
    page = (ROOT / "docs" / "show-json.md").read_text("utf-8")
    (line,) = (line for line in page.splitlines() if '"kind":' in line)
    assert re.findall(r'"([a-z-]+)"', line)[1:] == list(KINDS)


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_links_to_or_shows_is_there(page: Path) -> None:
    named = re.findall(
        r"\]\(([^)#:\s]+)[^)]*\)|src=\"([^\"]+)\"",
        re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL),
    )
    assert [one for pair in named for one in pair if one and not (page.parent / one).exists()] == []


def test_the_page_for_editors_names_every_key() -> None:
    page = EDITING.read_text("utf-8").split("## Every key")[1]
    assert [key for shape in SHAPES.values() for key in shape if f"`{key}`" not in page] == []


def test_every_page_that_a_hint_sends_to_is_there() -> None:
    sent = {one for rule in rules().values() for one in re.findall(r"docs/\S+\.md", rule.cure)}
    assert sent
    assert [one for one in sent if not (ROOT / one).exists()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text("utf-8")
    assert [path.name for path in folder.glob("0*.md") if path.name not in listed] == []
