"""The worksheet for a person's checks: what it asks, that it takes an hour, and what becomes of the answers."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.app.project import Project
from pipeline.conformance import FORMATS, Conformity, Evidence, manual
from pipeline.conformance.assess import all_results
from pipeline.conformance.clauses import clauses
from pipeline.conformance.worksheet import added, kinds_of_files, steps, tasks, with_places
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.model.document import Document, Text
from pipeline.verbs.verify_by_people import published
from tests.documents import every_node
from tests.opened import Kept, opened
from tests.projects import project, reports
from tests.test_conformance import ASSETS

EVERYWHERE = dict.fromkeys(("all", "pictures", "sample", "site"), ("a",))


def test_every_requirement_that_waits_is_in_one_step_and_all_formats_take_an_hour() -> None:
    results = all_results(clauses(ASSETS), [Evidence("p", format, "p", (), 1) for format in FORMATS], ())
    made = steps(tasks(ASSETS), results, dict.fromkeys(FORMATS, EVERYWHERE))
    asked = [(clause, format) for step in made for clause, formats in step.clauses.items() for format in formats]
    waiting = [
        (one.clause.id, one.format) for one in results if one.level in (Conformity.PERSON, Conformity.NOT_TESTED)
    ]
    assert sorted(asked) == sorted(waiting)
    assert 45 <= sum(step.minutes for step in made if step.format in ("html", "pdf", "docx", "epub", "text")) <= 60


def test_the_richest_publication_is_the_sample() -> None:
    document = every_node()
    chosen = kinds_of_files([document])
    assert chosen["sample"] == chosen["pictures"] == [document]


def test_a_task_says_where_the_pictures_and_tables_are() -> None:
    looks = [with_places(task, [every_node(), Document("bare", (Text("Bare"),))]).look for task in tasks(ASSETS)]
    for name in ("picture", "table"):
        (own,) = (look for look in looks if f"bare has no {name}s; if you see none either, write yes." in look)
        assert re.search(rf"\n{every_node().name} has \d+ {name}s?: .+ \(\d+\)", own)


def test_a_task_on_links_lists_them_with_where_they_lead() -> None:
    (look,) = (
        with_places(one, [every_node(), Document("bare", (Text("Bare"),))]).look
        for one in tasks(ASSETS)
        if "2.4.4" in one.criteria
    )
    assert "Without links of their authors, so that only those of the page are left: bare." in look
    assert re.search(rf"\n{every_node().name} has \d+ links: “[^”]+” \(\S+\); ", look)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, "plan")


def worksheet(folder: Path) -> Path:
    assert reports(folder, "verify", "--worksheet") == 0
    return next((folder / "content" / "worksheets").glob("*.yaml"))


def fill(path: Path, number: int, result: str, fails: str = "none", seen: str = "nothing yet") -> None:
    """Writes an answer into a step, and role and day, as a person does."""
    text = (
        path.read_text("utf-8")
        .replace("write your role here", "Access officer")
        .replace("write the day here", "2 May 2024")
    )
    parts = text.split("  - step: ")
    answered = parts[number].replace("result: not done", f"result: {result}").replace("fails: none", f"fails: {fails}")
    parts[number] = answered.replace("seen: nothing yet", f"seen: {seen}")
    path.write_text("  - step: ".join(parts), "utf-8")


def test_it_goes_page_by_page_and_says_what_to_open_and_what_to_look_at(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = worksheet(folder).read_text("utf-8")
    _, lines = placed_yaml.read(text.encode(), "worksheet.yaml", Kept())
    assert lines.findings == []
    assert "output/public/plan.html" in text
    assert "output/public/plan.docx" in text
    assert text.count("Look at every picture.") == 1
    assert text.count("Put the mouse away.") == 3
    assert "of about" not in text
    assert "minutes" in capsys.readouterr().out


def test_answers_become_signed_checks_that_are_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = worksheet(folder)
    fill(path, 1, "yes")
    fill(path, 2, "no", "9.1.4.1", "the ratings of plan.html are colours alone")
    assert reports(folder, "verify", "--sign", str(path)) == 0
    said = capsys.readouterr().out
    assert "1 does not support" in said
    assert "steps are not done" in said
    checks = folder / "content" / "manual-checks.yaml"
    known = manual.versions(published(Project(folder)))
    read, findings = opened(manual.read(checks.read_bytes(), "m.yaml", clauses(ASSETS), known))
    assert findings == ()
    found = {(one.clause, one.format): one.supports for one in read}
    assert found["9.1.1.1", "html"] is True
    assert found["9.1.4.1", "html"] is False
    assert found["9.1.3.3", "html"] is True, "the other clauses of the step are met"
    assert {one.role for one in read} == {"Access officer"}
    assert reports(folder, "verify", "--worksheet") == 0
    rest = next((folder / "content" / "worksheets").glob("*-2.yaml")).read_text("utf-8")
    assert "9.1.1.1" not in rest, "what is signed is not asked again"
    assert found["10.1.1.1", "pdf"] is found["10.1.1.1", "docx"] is True, "the web page answers for the other formats"


def test_after_a_yes_to_every_step_nothing_is_asked_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = worksheet(folder)
    for number in range(1, path.read_text("utf-8").count("  - step: ") + 1):
        fill(path, number, "yes")
    assert reports(folder, "verify", "--sign", str(path)) == 0
    assert reports(folder, "verify", "--worksheet") == 0
    assert ": 0 steps" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("result", "fails", "seen", "message"),
    [
        ("perhaps", "none", "x", "is not a result of a step"),
        ("no", "none", "it is grey", "which clauses are not met"),
        ("no", "9.9.9", "it is grey", "not one of the clauses of this step"),
        ("yes", "9.1.1.1", "x", "the result is yes"),
    ],
)
def test_an_answer_that_cannot_be_understood_is_told_at_its_line_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], result: str, fails: str, seen: str, message: str
) -> None:
    path = worksheet(folder)
    fill(path, 1, result, fails, seen)
    assert reports(folder, "verify", "--sign", str(path)) == 1
    assert message in capsys.readouterr().err
    assert not (folder / "content" / "manual-checks.yaml").exists()


def test_a_worksheet_without_role_or_of_other_content_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = worksheet(folder)
    content = folder / "content" / "plan.yaml"
    content.write_text(content.read_text("utf-8").replace("We serve everyone.", "We serve all."), "utf-8")
    assert reports(folder, "verify", "--sign", str(path)) == 1
    said = capsys.readouterr().err
    assert "who looked" in said
    assert "the content has changed" in said


@pytest.mark.parametrize("day", ["31 February 2026", "some day", "May 2026", "2 May 2024 and 3 May 2024", "2 May 2999"])
def test_a_day_that_is_none_or_still_to_come_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    path = worksheet(folder)
    fill(path, 1, "yes")
    path.write_text(path.read_text("utf-8").replace("2 May 2024", day).replace("write the day here", day), "utf-8")
    assert reports(folder, "verify", "--sign", str(path)) == 1
    assert f"“{day}” is " in capsys.readouterr().err
    assert not (folder / "content" / "manual-checks.yaml").exists()


def test_more_checks_are_written_behind_those_that_stand_there() -> None:
    before = "# by hand\nchecks:\n- clause: 9.1.1.1\n  what: looked"
    after = added(before, [{"clause": "9.1.3.1", "what": "yes: it is"}])
    assert after.startswith(before + "\n")
    assert after.endswith('\n- clause: "9.1.3.1"\n  what: "yes: it is"\n')


def test_a_check_that_was_made_again_is_no_longer_told_as_lapsed() -> None:
    document = every_node()
    known = manual.versions([document])
    entry = {
        "clause": "9.1.1.1",
        "format": "html",
        "what": "Looked",
        "result": "supports",
        "role": "Officer",
        "when": "1 May",
    }
    text = added("", [{**entry, "version": "000000000000"}, {**entry, "version": known["all"]}])
    read, findings = opened(manual.read(text.encode(), "m.yaml", clauses(ASSETS), known))
    assert len(read) == 1
    assert findings == ()


def test_steps_on_the_same_files_follow_each_other() -> None:
    """A person opens a page once, and looks at everything there."""
    results = all_results(clauses(ASSETS), [Evidence("", format, "", (), 0) for format in FORMATS], ())
    pages = {"all": ("a.html", "b.html"), "pictures": ("a.html",), "sample": ("a.html",), "site": ("index.html",)}
    made = [one.files for one in steps(tasks(ASSETS), results, dict.fromkeys(FORMATS, pages)) if one.format == "html"]
    changes = sum(before != after for before, after in pairwise(made))
    assert changes == len(set(made)) - 1
