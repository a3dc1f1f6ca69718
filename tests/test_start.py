"""What a command loads before it begins: only what it needs, and compiled templates that are kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from pipeline.app import template_slips
from pipeline.app.kept import fine_templates
from pipeline.app.project import Project
from pipeline.builders.markup import environment
from pipeline.editions.assets import Assets
from pipeline.kinds import languages
from pipeline.model.findings import Findings
from tests.projects import ROOT, project


@pytest.mark.parametrize("verb", ["show", "extract", "check"])
def test_what_reads_does_not_load_the_print_engine(verb: str) -> None:
    """It takes 30 MB and half a second."""
    program = f"import sys, pipeline.app.project, pipeline.verbs.{verb}; print('weasyprint' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout == "False\n"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Assets]:
    """The templates that were searched for slips."""
    searched: list[Assets] = []
    search = template_slips.slips

    def counting(assets: Assets) -> Findings:
        searched.append(assets)
        return search(assets)

    monkeypatch.setattr(template_slips, "slips", counting)
    return searched


def test_templates_without_slips_are_searched_and_compiled_once(
    tmp_path: Path, looks: list[Assets], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, "plan")
    assert Project(root).slips() == ()
    environment._environment.cache_clear()
    monkeypatch.setattr(jinja2.Environment, "compile", None)  # a template that is not kept could not be loaded
    assert Project(root).slips() == ()
    assert len(looks) == 1


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"sha256": "", "data": {}}', b"\xff"])
def test_kept_templates_that_are_damaged_are_made_anew(tmp_path: Path, looks: list[Assets], damage: bytes) -> None:
    root = project(tmp_path, "plan")
    for _ in range(2):
        assert Project(root).slips() == ()
        (root / fine_templates.FILE).write_bytes(damage)
    assert len(looks) == 2


def test_a_slip_in_kept_templates_is_found_each_time(tmp_path: Path) -> None:
    root = project(tmp_path, "plan")
    assert Project(root).slips() == ()
    template = root / "templates" / "site.jinja"
    template.write_text(template.read_text("utf-8").replace("{% if not page.home %}", "{% if not page.home }"), "utf-8")
    for _ in range(2):
        assert [finding.rule for finding in Project(root).slips()] == ["bad-template"]


def test_the_names_of_months_are_not_loaded_for_english_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    assert languages._NO_MONTHS.isdisjoint(languages._months())
    monkeypatch.setattr(languages, "_months", None)
    assert languages.english_date("by the end of March 2026") == "by the end of March 2026"
