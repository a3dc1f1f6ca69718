"""Building: nothing is built twice, nothing good is lost, everything that fails is told, and bytes do not vary."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from pipeline.app.orders import Done
from pipeline.app.settling import moment
from pipeline.app.source_files import name_of
from pipeline.builders import same_in
from pipeline.builders.html.metadata import iso_date
from pipeline.editions import looks
from pipeline.model.document import Document
from pipeline.model.findings import warning
from pipeline.verbs.reporter import Reporter
from tests.editions import assets
from tests.pdf_pages import drawn
from tests.projects import SITE, paper, project, reports


def files(folder: Path) -> dict[str, bytes]:
    """What is published in a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def dated(path: Path) -> str:
    """When a PDF says that it was made."""
    with pikepdf.open(path) as pdf:
        return str(pdf.docinfo["/CreationDate"])


@pytest.mark.parametrize("text", ["3 April 2025", "3 Ebrill 2025", "3 kwietnia 2025", "03/04/2025", "2025-04-03"])
def test_the_date_in_files_is_the_day_of_the_content_in_every_language(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    day = datetime.fromtimestamp(moment(Document("plan", (), published=text)), UTC).date().isoformat()
    assert (day, iso_date(text)) == ("2025-04-03", "2025-04-03")


@pytest.mark.parametrize("text", ["April 2025", "2025", "soon", "3 April 2025 to 4 May 2025"])
def test_a_text_that_names_no_one_day_is_no_date(text: str) -> None:
    assert iso_date(text) == ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("built"), "plan", "update")
    assert reports(folder, "build") == 0
    return folder


def test_every_edition_of_every_publication_is_built(built: Path) -> None:
    expected = {f"{name}.{ending}" for name in ("plan", "update") for ending in ("html", "pdf", "docx")}
    assert expected | {"index.html"} <= set(files(built / "output" / "public"))


def test_a_section_may_have_the_name_of_a_heading_that_editions_add(tmp_path: Path) -> None:
    formats = "".join(f"  - {name}\n" for name in ("pdf", "docx", "odt", "epub", "html", "text"))
    project(tmp_path, site=SITE.replace("  - html\n  - pdf\n  - docx\n", formats))
    names = ("note", "title", "contents", "notes")
    sections = "".join(f"  - id: {name}\n    heading: Our {name}\n    text: |\n      Words.[^1]\n" for name in names)
    paper(tmp_path, "plan").write_text(
        f'title: Plan\nkind: policy\nnotes:\n  "1": A note.\nsections:\n{sections}', "utf-8"
    )
    assert reports(tmp_path, "build") == 0


def test_a_second_build_builds_nothing_and_exits_the_same(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(built / "output")
    assert reports(built, "build") == 0
    assert "nothing to build" in capsys.readouterr().out
    assert files(built / "output") == before


SMALL = SITE.replace("  - pdf\n", "").replace("  - docx\n", "")


def test_what_is_told_of_sources_is_counted_and_a_run_that_builds_nothing_has_three_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, "plan", "update", site=SMALL)
    (folder / "source_docs" / "notes.txt").write_text("Notes", "utf-8")
    assert reports(folder, "make") == 0
    first = capsys.readouterr()
    assert first.err.count("(left-aside)") == 1
    assert "source_docs 1" in first.out
    paper(folder, "update").unlink()
    assert reports(folder, "make") == 0
    capsys.readouterr()
    assert reports(folder, "make") == 0
    second = capsys.readouterr()
    assert second.err == ""
    assert len(second.out.splitlines()) == 3
    assert "belong to no publication any more; " in second.out
    assert second.out.count("reports build --prune") == 1
    assert "update.html" not in second.out
    (folder / "source_docs" / "broken.pdf").write_bytes(b"no PDF")
    assert reports(folder, "make") == 1
    assert "failed: source_docs/broken.pdf" in capsys.readouterr().err


def test_words_hidden_in_a_source_fail_no_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, site=SMALL)
    words = {150: "Homes and parks plan", 300: "Do not tell anybody"}
    page = "".join(f"BT /F 12 Tf 40 {y} Td ({text}) Tj ET " for y, text in words.items())
    (folder / "source_docs" / "homes.pdf").write_bytes(drawn(page))
    assert reports(folder, "make") == 0
    said = capsys.readouterr()
    assert "error: page 1: 4 words lie hidden off the page" in said.err
    assert "failed:" not in said.err
    assert "# check: page 1: 4 words lie hidden" in paper(folder, "homes").read_text("utf-8")
    assert (folder / "output" / "drafts" / "homes.html").exists()


def test_only_what_depends_on_a_change_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, "plan", "update")
    reports(folder, "build", "--format", "html")
    paper(folder, "plan").write_text(paper(folder, "plan").read_text("utf-8").replace("everyone", "all"), "utf-8")
    capsys.readouterr()
    reports(folder, "build", "--format", "html")
    said = capsys.readouterr().out
    assert "plan.html" in said
    assert "update.html" not in said


def test_a_build_in_processes_and_one_at_hand_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert reports(built, "build", "--out", str(tmp_path), apart=True) == 0
    assert files(tmp_path) == files(built / "output")


def test_the_date_in_the_files_is_the_contents_own_or_the_one_asked_for(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert reports(built, "build", "plan", "--format", "pdf", "--out", str(tmp_path)) == 0
    assert dated(tmp_path / "plan.pdf").startswith("D:19700102")
    assert dated(built / "output" / "public" / "plan.pdf").startswith("D:20211012")


def test_a_paper_with_a_mistake_does_not_stop_the_others_and_keeps_its_last_good_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, "plan", "update")
    reports(folder, "build", "--format", "html")
    good = (folder / "output" / "public" / "plan.html").read_bytes()
    for name in ("plan", "update"):
        path = paper(folder, name)
        path.write_text(path.read_text("utf-8").replace("everyone", "each and all"), "utf-8")
    paper(folder, "plan").write_text(
        paper(folder, "plan").read_text("utf-8").replace("officer: |", "oficer: |"), "utf-8"
    )
    capsys.readouterr()
    assert reports(folder, "build", "--format", "html") == 1
    said = capsys.readouterr()
    assert "did you mean “officer”?" in said.err
    assert "failed: plan" in said.err
    assert (folder / "output" / "public" / "plan.html").read_bytes() == good
    assert b"each and all" in (folder / "output" / "public" / "update.html").read_bytes()
    assert reports(folder, "build", "--format", "html") == 1, "a second run exits as the first"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "plam"], "did you mean “plan”?"),
        (["build", "--format", "pfd"], "did you mean “pdf”?"),
        (["build", "--look", "larg-print"], "did you mean “large-print”?"),
        (["build", "--size", "3"], "between 12 and 144"),
        (["build", "--colours", "pink-on-mauve"], "yellow"),
        (["build", "--paper", "B9"], "A5, A4, A3"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_possible(
    built: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    before = files(built / "output")
    assert reports(built, *arguments) == 2
    assert message in capsys.readouterr().err
    assert files(built / "output") == before


def test_an_output_folder_that_cannot_be_written_is_told(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    assert reports(built, "build", "plan", "--format", "html", "--out", str(taken)) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_copy_for_a_request_goes_to_its_own_folder_and_not_into_the_index(built: Path) -> None:
    before = files(built / "output")
    assert reports(built, "build", "plan", "--look", "giant-print", "--format", "pdf") == 0
    after = files(built / "output")
    assert set(after) - set(before) == {"requests/build.json", "requests/plan-giant-print.pdf"}
    assert b"giant" not in after["public/index.html"]


def test_a_copy_has_no_name_of_what_its_format_cannot_have(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Plain text has no type size: a file named for one would promise what no reader gets. An e-book opens at its size."""
    before = files(built / "output")
    wanted = ["--look", "giant-print", "--format", "text", "--format", "epub"]
    assert reports(built, "build", "plan", *wanted) == 0
    made = set(files(built / "output")) - set(before) - {"requests/build.json"}
    assert made == {"requests/plan.txt", "requests/plan-2020-to-2021-giant-print.epub"}
    assert "Plain text has nothing that --look could change" in capsys.readouterr().err
    assert same_in("braille", looks.load(assets(), "giant-print"), looks.load(assets(), "standard"))
    assert reports(built, "build", "plan", "--size", "18", "--width", "60", "--format", "text") == 0
    assert (built / "output/requests/plan-standard-60-columns.txt").is_file()


def test_the_site_offers_no_look_that_a_format_cannot_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, "plan")
    site = folder / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("editions:\n", "editions:\n  - text large-print\n", 1), "utf-8")
    assert reports(folder, "build", "--format", "text") == 1
    assert "write text alone" in capsys.readouterr().err


def test_a_project_without_content_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reports(project(tmp_path), "build") == 2
    assert "reports extract" in capsys.readouterr().err


def test_files_are_written_whole_or_not_at_all(built: Path) -> None:
    assert not [name for name in os.listdir(built / "output") if name.startswith(".")]


@pytest.mark.parametrize("name", ["index", "Accessibility-Statement", "sitemap"])
def test_a_paper_with_the_name_of_a_page_of_the_site_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, name)
    assert reports(folder, "check") == 1
    assert "(name-taken)" in capsys.readouterr().out


def test_a_source_with_the_name_of_a_page_of_the_site_gets_another() -> None:
    assert name_of(Path("source_docs/Accessibility Statement.docx")) == "accessibility-statement-document"
    assert name_of(Path("source_docs/Site.pdf")) == "site-document"


def test_an_edition_that_cannot_be_set_is_told_once_and_keeps_its_last_good_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, "plan")
    reports(folder, "build", "--format", "pdf")
    good = (folder / "output" / "public" / "plan.pdf").read_bytes()
    path = paper(folder, "plan")
    path.write_text(path.read_text("utf-8").replace("everyone", "every" + "one" * 3_000), "utf-8")
    capsys.readouterr()
    assert reports(folder, "build", "--format", "pdf") == 1
    said = capsys.readouterr().err
    assert said.count("error:") == 1
    assert "word-too-wide" in said
    assert (folder / "output" / "public" / "plan.pdf").read_bytes() == good


@pytest.mark.parametrize("again", [False, True])
def test_a_format_that_was_asked_for_and_cannot_be_made_here_ends_with_exit_code_1(
    again: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `--format braille` without a table for the language, built now or taken from the cache; defaults only warn."""
    missing = (warning("braille-missing", "there is no table"),)
    for asked, code in ((True, 1), (False, 0)):
        reporter = Reporter({})
        reporter.add("plan", missing)
        reporter.say(Done("plan.brf", missing, None, built=not again, written=False))
        assert reporter.end("output/requests", asked=asked) == code
        assert "not built, for a program, a voice or a code is missing: plan.brf" in capsys.readouterr().err
