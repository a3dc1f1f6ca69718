"""The file of an e-book bears the title of its publication, in letters that are safe everywhere, and follows it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.kept import recorded
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import main_file
from pipeline.editions.site import title_name
from pipeline.model.document import Document, Text
from tests.projects import SITE, paper, project, reports


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Parking Plan 2025/26: bays & charges", "parking-plan-2025-26-bays-charges"),
        ("Tŷ’r Cyngor – dŵr a gwên", "tyr-cyngor-dwr-a-gwen"),
        ("Plan działań Łódź, Straße 5½", "plan-dzialan-lodz-strasse-51-2"),
        ("خطة المساواة ٢٠٢٥", "خطة-المساواة-٢٠٢٥"),
        ("समानता योजना", "समानता-योजना"),
        ("Мой план", "мой-план"),
        ("council\u00ads plan\u202e", "councils-plan"),
        ("word " * 60, "-".join(["word"] * 16)),
        ("w" * 300, "w" * 80),
        ("योजना " * 60, "-".join(["योजना"] * 10)),
        ("CON", ""),
        ("???", ""),
    ],
)
def test_a_name_is_the_words_of_the_title_in_letters_that_are_safe(title: str, name: str) -> None:
    assert title_name(title) == name


def test_the_id_stands_behind_titles_that_two_publications_have() -> None:
    titles = {"one": "A plan", "two": "A Plan!", "three": "???", "four": "Three", "a-plan.cy": "Cynllun"}
    documents = [Document(name, (Text(title),)) for name, title in titles.items()]
    assert book_names(documents) == {
        "one": "a-plan-one", "two": "a-plan-two", "three": "three", "four": "three-four", "a-plan.cy": "cynllun",
    }  # fmt: skip
    assert book_names([replace(documents[0], period="2020 to 2021")]) == {"one": "a-plan-2020-to-2021"}


def test_the_id_stands_behind_a_title_that_ends_as_the_name_of_a_look() -> None:
    titles = {
        "one": "Housing plan", "two": "Housing plan: large print", "three": "Housing plan, read aloud",
        "four": "Housing plan largely", "five": "Large print", "six": "Housing plan large print second part",
    }  # fmt: skip
    documents = [Document(name, (Text(title),)) for name, title in titles.items()]
    assert book_names(documents, ("standard", "large-print")) == {
        "one": "housing-plan", "two": "housing-plan-large-print-two", "three": "housing-plan-read-aloud-three",
        "four": "housing-plan-largely", "five": "large-print", "six": "housing-plan-large-print-second-part-six",
    }  # fmt: skip


def test_no_title_is_that_of_another_one_with_its_id() -> None:
    titles = {"one": "A plan", "two": "A plan", "three": "A plan one"}
    documents = [Document(name, (Text(title),)) for name, title in titles.items()]
    assert book_names(documents) == {"one": "a-plan-one", "two": "a-plan-two", "three": "a-plan-one-three"}


def change(root: Path, name: str, was: str, becomes: str) -> None:
    path = paper(root, name)
    path.write_text(path.read_text("utf-8").replace(was, becomes), "utf-8")


def books(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.epub")}


def test_an_e_book_follows_its_title_and_no_link_is_dead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two publications of one title, until one gets another; a copy for a reader; a book that somebody sends back."""
    root = project(tmp_path / "p", "plan", "other", site=SITE.replace("  - pdf\n  - docx\n", "  - epub\n"))
    public, requests = root / "output" / "public", root / "output" / "requests"
    request = ("build", "plan", "--format", "epub", "--look", "large-print")
    change(root, "other", "title: Other", "title: Plan")
    assert reports(root, "make") == reports(root, *request) == 0
    assert books(public) == {"plan-2020-to-2021-plan.epub", "plan-2020-to-2021-other.epub"}
    assert books(requests) == {"plan-2020-to-2021-plan-large-print.epub"}

    change(root, "plan", "title: Plan", "title: خطة")
    assert reports(root, "build", "plan", "--format", "epub") == reports(root, *request) == 0
    assert books(public) == {"خطة-2020-to-2021.epub", "plan-2020-to-2021-plan.epub", "plan-2020-to-2021-other.epub"}
    assert books(requests) == {"خطة-2020-to-2021-large-print.epub"}  # no page leads to the other one
    assert reports(root, "make") == reports(root, "verify") == 0
    assert books(public) == {"خطة-2020-to-2021.epub", "plan-2020-to-2021.epub"}
    assert 'href="خطة-2020-to-2021.epub"' in (public / "plan.html").read_text("utf-8")
    assert books(public) <= recorded.entries(public).keys()
    assert "خطة-2020-to-2021.epub: " in capsys.readouterr().out
    rules = (root / "output" / "redirects" / "nginx.conf").read_text("utf-8")
    assert "location = /other.epub { return 302 /plan-2020-to-2021.epub; }\n" in rules

    assert reports(root, "build", "other", "--fragment") == 0
    assert 'href="plan-2020-to-2021.epub"' in (requests / "other.fragment.html").read_text("utf-8")
    back = str(shutil.copy(public / "plan-2020-to-2021.epub", tmp_path))
    shutil.rmtree(root / ".cache")
    assert reports(root, "verify", back) == 0
    assert "compared with the words of content/other.yaml" in capsys.readouterr().out


def test_the_book_among_the_files_of_an_edition() -> None:
    assert main_file("plan.epub", ["bays.epub"]) == "bays.epub"
    assert main_file("plan.mp3", ["plan.mp3", "bays-read-aloud.epub"]) == "plan.mp3"
