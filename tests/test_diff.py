"""What changed between two versions of a paper, told in words on the terminal and on a page that needs no colour."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document as open_word
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from pipeline import content
from pipeline.library import diff
from pipeline.library.diff import Difference, compare_documents
from pipeline.library.diff_report import sentence
from pipeline.library.diff_words import ChangeKind, compare
from pipeline.model.document import Document
from tests.opened import opened
from tests.projects import project, reports

PAPER = """\
title: Plan
kind: action-plan
period: 2021
text: |
  We serve all residents of the borough, wherever they live.

  We ask first.
sections:
  - id: leader
    heading: As a Leader
    table:
      caption: What we do
      row_header: action
      columns:
        action: Action
        officer: Officer
        by: By
      rows:
        - id: A1
          action: Ask residents what they need.
          officer: Policy team
          by: May 2021
        - id: A2
          action: Train each manager.
          officer: Personnel
          by: June 2021
        - id: A3
          action: Open a garden for all.
          officer: Parks
          by: July 2021
  - id: last
    heading: Last words
    text: Thank you.
"""
A2 = PAPER[PAPER.index("        - id: A2") : PAPER.index("        - id: A3")]
A3 = PAPER[PAPER.index("        - id: A3") : PAPER.index("  - id: last")]


def read(text: str, name: str = "plan") -> Document:
    document, wrong = opened(content.read(text.encode(), name, f"{name}.yaml"))
    assert document is not None
    assert wrong == ()
    return document


def told(new: str, old: str = PAPER) -> list[str]:
    return [sentence(one) for one in compare_documents(read(old), read(new))]


def test_the_same_paper_has_no_changes() -> None:
    assert told(PAPER) == []
    assert told(PAPER.replace("  We ask first.", "  We  ask\n  first.")) == [], "white space is no change"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("by: May 2021", "by: June 2022",
         ["Re-dated: record A1, As a Leader, By: [removed: May 2021] [added: June 2022]"]),
        ("officer: Parks", "officer: Estates",
         ["Re-assigned: record A3, As a Leader, Officer: [removed: Parks] [added: Estates]"]),
        ("Train each manager.", "Train each new manager.",
         ["Changed: record A2, As a Leader, Action: Train each [added: new] manager."]),
        ("  We ask first.\n", "", ["Changed: the document as a whole, Text: We serve all residents of the borough, "
          "wherever they live. [removed: We ask first.]"]),
        ("heading: Last words", "heading: Thanks", ["Renamed: section “Thanks”: [removed: Last words] [added: Thanks]"]),
        ("period: 2021", "period: 2022", ["Changed: the document as a whole, Period: [removed: 2021] [added: 2022]"]),
        (A2, "", ["Removed: record A2, As a Leader: Action: Train each manager. Officer: Personnel; By: June 2021"]),
        (A2 + A3, A3 + A2, ["Moved: record A2, As a Leader: to another place in the order"]),
        ("id: A3", "id: A4", ["Got another id: record A4, As a Leader: [removed: A3] [added: A4]"]),
        ("  - id: last\n    heading: Last words\n    text: Thank you.\n", "",
         ["Removed: section “Last words”: Heading: Last words; Text: Thank you."]),
        ("all residents of the borough, wherever they live", "all residents of the town and its villages, wherever they live",
         ["Changed: the document as a whole, Text: We serve all residents of the [removed: borough,] [added: town and its "
          "villages,] wherever they live. We ask first."]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(old: str, new: str, expected: list[str]) -> None:
    assert PAPER.count(old) == 1
    assert told(PAPER.replace(old, new)) == expected


def test_a_record_that_was_added_is_told_where_it_stands() -> None:
    new = PAPER.replace(A3, A3 + A3.replace("A3", "A9").replace("Open a garden for all.", "Close the gate at night."))
    assert told(new) == [
        "Added: record A9, As a Leader: Action: Close the gate at night. Officer: Parks; By: July 2021"
    ]


def test_two_plans_are_compared_by_links_and_likeness_and_not_by_chance_ids() -> None:
    newer = PAPER.replace("        - id: A1\n", "        - id: A1\n          same_as: old#A2\n")
    newer = newer.replace("Ask residents what they need.", "Train each manager.").replace(A2, "")
    found = compare_documents(read(PAPER, "old"), read(newer, "new"))
    kinds = [(one.what, one.where.split(",")[0]) for one in found]
    assert ("renumbered", "record A1") in kinds
    assert ("removed", "record A1") in kinds


FIGURES = """\
title: Pay gap
kind: report
sections:
  - id: pay
    heading: Pay
    table:
      caption: Pay by quarter
      row_header: quarter
      columns: {quarter: Quarter, women: Women, men: Men}
      rows:
"""


def test_rows_are_the_same_where_another_column_names_them() -> None:
    """As in a plan and the Word edition of it, or where an officer chooses another `row_header:`."""
    other = read(PAPER.replace("row_header: action", "row_header: by"), "other")
    assert [sentence(one) for one in compare_documents(read(PAPER), other)] == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("other-0123456789ab.png", []),
        ("plan-ba9876543210.png", ["Changed: section “Last words”, Picture: [added: another one]"]),
    ],
)
def test_a_picture_of_a_source_is_known_by_its_bytes_and_not_named(new: str, expected: list[str]) -> None:
    part = "    parts:\n      - text: Thank you.\n      - image: {{file: {}, alt: A bridge}}\n"
    before, after = (
        PAPER.replace("    text: Thank you.\n", part.format(file)) for file in ("plan-0123456789ab.png", new)
    )
    assert told(after, before) == expected
    more = told(PAPER.replace("    text: Thank you.\n", part.format(new)))
    assert more == ["Changed: section “Last words”, Text: Thank you. [added: picture: A bridge]"]


def figures(*rows: str) -> str:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return FIGURES + "".join(
        f"        - {{id: P{n}, quarter: '{one}', women: '{two}', men: '{three}'}}\n"
        for n, (one, two, three) in enumerate(cells, 1)
    )


LAST_YEAR = ("Upper quarter | 45% | 55%", "Middle quarter | 50% | 50%", "Lower quarter | 70% | 30%")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Highest paid | 45% | 55%", *LAST_YEAR[1:]), ["renamed Highest paid"]),  # by its figures
        ((LAST_YEAR[2], LAST_YEAR[1], "Highest paid | 45% | 55%"), ["moved", "renamed Highest paid", "moved"]),
        (("Highest paid | 44% | 56%", *LAST_YEAR[1:]), ["renamed Highest paid", "changed", "changed"]),  # by its place
        (("Highest paid | 44% | 56%", "Half way | 49% | 51%", LAST_YEAR[2]),
         ["renamed Highest paid", "changed", "changed", "renamed Half way", "changed", "changed"]),
        ((*LAST_YEAR, "Not stated | 3% | 4%"), ["added Not stated"]),
        ((LAST_YEAR[0], LAST_YEAR[2]), ["removed Middle quarter"]),
        (("Not stated | 3% | 4%", "Other | 1% | 2%", *LAST_YEAR[1:]),
         ["added Not stated", "added Other", "removed Upper quarter"]),
    ],
)  # fmt: skip
def test_a_row_of_figures_with_another_name_is_renamed(rows: tuple[str, ...], expected: list[str]) -> None:
    found = compare_documents(read(figures(*LAST_YEAR), "gap-2023"), read(figures(*rows), "gap-2024"))
    said = [f"{one.what} {one.where.split('”')[0].removeprefix('row “')}" for one in found]
    shown = [one if one.startswith(("renamed", "added", "removed")) else one.split()[0] for one in said]
    assert sorted(shown) == sorted(expected)


LONG = "We will publish what we learn, and ask all groups again next year."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("id: last\n    heading: Last words\n    text: Thank you.", f"id: last\n    heading: Last words\n    text: {LONG}"),
         ("id: last\n    heading: Last words\n    text: Thank you.", f"id: next\n    heading: What comes then\n    text: {LONG}"),
         ["renamed"]),
        ((A2, A2), (A2, A2.replace("Train each manager.", "Sow a meadow.").replace("A2", "B7")), ["removed", "added"]),
    ],
)  # fmt: skip
def test_a_part_is_known_by_its_words_and_not_by_who_does_it_when(
    old: tuple[str, str], new: tuple[str, str], expected: list[str]
) -> None:
    before, after = PAPER.replace(*old), PAPER.replace(*new)
    assert sorted(one.what for one in compare_documents(read(before), read(after))) == sorted(expected)


@given(
    st.lists(st.sampled_from(list("abcde")), max_size=12),
    st.lists(st.sampled_from(list("abcxy")), max_size=12),
)
@settings(deadline=None, max_examples=200)
def test_the_runs_of_a_comparison_give_back_both_texts(old: list[str], new: list[str]) -> None:
    runs = compare(" ".join(old), " ".join(new))
    before = [word for run in runs if run.kind is not ChangeKind.ADDED for word in run.text.split()]
    after = [word for run in runs if run.kind is not ChangeKind.REMOVED for word in run.text.split()]
    assert before == old
    assert after == new


def test_the_summary_counts_each_kind_of_change() -> None:
    some = [Difference("added", "record A1"), Difference("added", "record A2"), Difference("moved", "record A3")]
    assert diff.summary(some) == "2 added, 1 moved."
    assert diff.summary([]) == "Nothing changed in the words."


def test_git_revisions_and_files_can_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, "plan")
    git = ["git", "-C", str(folder), "-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for command in (["init", "-q"], ["add", "content"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    path = folder / "content" / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("Policy team", "Estates team"), "utf-8")
    for old, new in (("HEAD", "plan"), ("HEAD:content/plan.yaml", str(path)), ("HEAD", "content/plan.yaml")):
        assert reports(folder, "diff", old, new if new != "content/plan.yaml" else "plan.yaml") == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "1 re-assigned." in said
        assert "[removed: Policy]" in said
    assert reports(folder, "diff", "HEAD~9", "plan") == 2
    assert "“HEAD~9:content/plan.yaml” is not a file, a publication or a revision" in capsys.readouterr().err
    assert reports(folder, "diff", "--", "--output=x", "plan") == 2
    path.write_text("title: x: y\nkind: policy\n", "utf-8")
    assert reports(folder, "diff", "HEAD", "plan") == 2
    assert "needs-quotes" in capsys.readouterr().err


def test_a_source_in_a_revision_and_an_edition_of_ours_can_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, "plan")
    assert reports(folder, "build", "plan", "--format", "docx") == 0
    shutil.copy(folder / "output" / "public" / "plan.docx", folder / "edition.docx")
    page = open_word()
    page.add_paragraph("We will plant nine trees.")
    page.save(str(folder / "source_docs" / "trees.docx"))
    git = ["git", "-C", str(folder), "-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for command in (["init", "-q"], ["add", "source_docs"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    page.add_paragraph("They are limes.")
    page.save(str(folder / "source_docs" / "trees.docx"))
    capsys.readouterr()
    assert reports(folder, "diff", "HEAD:source_docs/trees.docx", str(folder / "source_docs" / "trees.docx")) == 0
    assert "They are limes." in " ".join(capsys.readouterr().out.split())
    assert reports(folder, "diff", str(folder / "edition.docx"), "plan") == 0
    assert "Nothing changed in the words." in capsys.readouterr().out


@pytest.mark.parametrize("command", [["diff", "plan", "update"], ["status", "--on", "2021-01-01"]])
def test_the_page_for_the_committee_can_be_read_by_everyone(
    tmp_path: Path, chromium: Browser, command: list[str]
) -> None:
    folder = project(tmp_path, "plan", "update")
    out = tmp_path / "page.html"
    assert reports(folder, *command, "--format", "html", "--out", str(out)) == 0
    with chromium.new_page(viewport={"width": 320, "height": 800}) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(out.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator("html").get_attribute("lang") == "en-GB"
        assert page.title().endswith("Sample Council")
        assert page.locator("h1").count() == 1
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
        assert all(after - before <= 1 for before, after in pairwise(levels))
        tables = page.locator("table")
        assert page.locator("table > caption").count() == tables.count()
        assert page.locator("tbody tr > :first-child:not(th[scope=row])").count() == 0
        assert page.locator("thead th:not([scope=col])").count() == 0
        for one in page.locator("ins, del").all():
            assert one.locator(".mark").inner_text().strip() in ("added:", "removed:")
        assert len(asked) == 1, "the page needs no other file"
