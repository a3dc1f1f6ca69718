"""What a build that fails in part leaves for readers: good files stay, stay listed, and lead nowhere in vain."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.app.building import Workshop
from pipeline.app.cache import Cache
from pipeline.app.kept.swapping import Swap
from pipeline.model.findings import warning
from pipeline.verbs.reporter import Reporter
from tests.projects import SITE, made, paper, project, reports
from tests.test_output_folders import broken, change, names


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = SITE.replace("  - pdf\n  - docx\n", "  - text\n")
    return project(tmp_path, "plan", site=f"{site}url: https://example.org/\n")


def listed(root: Path, name: str) -> dict[str, bool]:
    """Whether each list of the folder to upload names the page of a publication."""
    lists = ("index.html", "sitemap.xml", "feed.xml", "build.json")
    return {one: f"{name}.html" in (root / "output/public" / one).read_text("utf-8") for one in lists}


def test_a_publication_with_a_mistake_stays_in_every_list(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(root)
    record = root / "output/public/build.json"
    before = json.loads(record.read_bytes())
    change(root, "plan", "title: Plan", "title: Another")
    change(root, "plan", "kind: action-plan", "kind: [")
    assert reports(root, "make", "--prune") == 1
    assert "plan: what was built before is kept, and stays in the lists" in capsys.readouterr().out
    assert all(listed(root, "plan").values())
    assert "Another" not in (root / "output/public/index.html").read_text("utf-8")
    after = json.loads(record.read_bytes())
    assert [one["sha256"] for one in after["files"]] == [one["sha256"] for one in before["files"]]
    paper(root, "plan").write_bytes(b"\x00")
    shutil.rmtree(root / ".cache")  # now nothing says how it was listed
    assert reports(root, "make", "--prune") == 1
    assert "the lists of publications stay as they are until plan can be built" in capsys.readouterr().out
    assert all(listed(root, "plan").values())
    assert broken(root / "output/public/plan.html") == []  # its data is there too


def test_a_style_sheet_with_a_fault_stops_everything_before_a_page_names_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(root)
    sheet = root / "templates/style.css.jinja"
    sheet.write_text(sheet.read_text("utf-8") + "p.x { color: #eee }\n", "utf-8")
    assert reports(root, "check") == 1
    told = capsys.readouterr().out
    assert "templates/style.css.jinja: error: p.x { color: #eee }" in told
    assert "or put the style.css.jinja of this version of the program in its place" in told
    assert reports(root, "make") == 1
    for page in (root / "output/public").glob("*.html"):
        assert broken(page) == [], page


def test_without_the_cache_stale_files_are_still_known(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper(root, "draft").write_text(paper(root, "plan").read_text("utf-8").replace("published\n", "draft\n"), "utf-8")
    change(root, "plan", "status: published", "status: published\nformerly: [old]")
    made(root)
    own = root / "output/public/robots.txt"
    own.write_text("User-agent: *\n", "utf-8")
    change(root, "plan", "status: published", "status: draft")
    paper(root, "draft").unlink()
    for _ in range(2):  # told by every run until they are removed
        shutil.rmtree(root / ".cache")
        assert reports(root, "make") == 0
        told = capsys.readouterr().err
        assert "old.html, plan.csv, plan.html, plan.json" in told
        assert "output/drafts belong to no publication any more: draft.csv, draft.html" in told
    assert reports(root, "make", "--notes") == 0
    assert "old.html, plan.csv" in capsys.readouterr().err
    shutil.rmtree(root / ".cache")
    assert reports(root, "make", "--prune") == 0
    assert not [name for name in names(root / "output/public") if name.startswith(("plan", "old"))]
    assert not [name for name in names(root / "output/drafts") if name.startswith("draft")]
    assert own.is_file()


def test_warnings_of_documents_that_nobody_touched_are_counted_and_not_told_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper(root, "other").write_text(paper(root, "plan").read_text("utf-8"), "utf-8")
    assert reports(root, "make") == 0
    assert capsys.readouterr().err.count("have column “action” in a table and column “by” in a table;") == 2
    change(root, "plan", "kind: action-plan", "kind: nothing")
    for _ in range(2):
        assert reports(root, "make") == 1
        told = capsys.readouterr()
        assert "content/other.yaml" not in told.err
        assert "(not-a-choice)" in told.err
        assert "1 warning (other 1); to read them again, add --notes" in told.out
    assert reports(root, "make", "--notes") == 1
    assert "content/other.yaml" in capsys.readouterr().err


def test_a_finished_file_does_not_tell_again_what_its_content_told(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter({})
    found = [warning(rule, rule) for rule in ("link-words", "docx-link-words", "docx-link-address")]
    reporter.add("plan", tuple(found), built=True)
    reporter.end("output")
    told = capsys.readouterr()
    assert "docx-link-words" not in told.err
    assert "docx-link-address" in told.err
    assert "2 warnings (plan 2)" in told.out


def test_a_page_that_nobody_wants_is_not_called_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - html\n  - pdf\n  - docx\n", "  - text\n"))
    made(root)
    assert reports(root, "make", "--prune") == 0
    told = capsys.readouterr()
    assert "sitemap.xml" not in told.out + told.err


def test_a_publication_is_replaced_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The new text is in none of its files, in no list and not in the record until every edition can be built."""
    root = project(
        tmp_path, "plan", "other", site=SITE.replace("  - docx\n", "  - text\n") + "url: https://example.org/\n"
    )
    public = root / "output/public"
    made(root)
    before = {path: path.read_bytes() for path in public.rglob("plan*") if path.is_file()}
    listed = json.loads((public / "build.json").read_bytes())["files"]
    change(root, "plan", "title: Plan", "title: Another")
    change(root, "plan", "We serve everyone", "We serve all 𒀀")  # no font has the sign
    change(root, "other", "We serve everyone", "We serve all")
    for _ in range(2):
        assert reports(root, "make", "--prune") == 1
        said = capsys.readouterr().out
        assert "plan.yaml: an edition failed, so all of its old ones stay; not replaced: plan.html, plan.txt" in said
        assert {path: path.read_bytes() for path in public.rglob("plan*") if path.is_file()} == before
        assert "We serve all" in (public / "other.html").read_text("utf-8")
        assert [one for one in json.loads((public / "build.json").read_bytes())["files"] if "plan" in one["file"]] == [
            one for one in listed if "plan" in one["file"]
        ]
        for page in ("index.html", "feed.xml"):
            text = (public / page).read_text("utf-8")
            assert "Another" not in text
            assert "plan" in text
        assert broken(public / "index.html") == []
        assert not (root / ".cache").joinpath("before").exists()
        assert reports(root, "verify", "plan") == 1
        told = capsys.readouterr().err
        assert "plan.pdf could not be built last time; what lies there is of the build before" in told
    change(root, "plan", "all 𒀀", "everyone")
    assert reports(root, "make") == 0
    assert "Another" in (public / "plan.txt").read_text("utf-8")
    assert "Another" in (public / "index.html").read_text("utf-8")


@pytest.mark.parametrize("gone", [(".cache",), (".cache", "output/public/build.json")])
def test_a_publication_is_replaced_whole_or_not_at_all_where_the_cache_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gone: tuple[str, ...]
) -> None:
    root = project(tmp_path, "plan", "other", site=SITE.replace("  - docx\n", "  - text\n"))
    public, record = root / "output/public", root / "output/public/build.json"
    made(root)
    before = {path: path.read_bytes() for path in public.rglob("plan*") if path.is_file()}
    entries = [one for one in json.loads(record.read_bytes())["files"] if "plan" in one["file"]]
    index = (public / "index.html").read_bytes()
    change(root, "plan", "title: Plan", "title: Another")
    change(root, "plan", "officer: Responsible officer", "officer: Officer")
    change(root, "plan", "We serve everyone", "We serve all 𒀀")  # no font has the sign
    for again in range(2):
        for path in [] if again else [root / one for one in gone]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert reports(root, "make", "--prune") == 1
        said = capsys.readouterr().out
        assert "plan.yaml: an edition failed, so all of its old ones stay; not replaced: plan.html, plan.txt" in said
        assert "the lists of publications stay as they are until plan can be built" in said
        assert {path: path.read_bytes() for path in public.rglob("plan*") if path.is_file()} == before
        assert (public / "index.html").read_bytes() == index
        if len(gone) == 1:
            assert [one for one in json.loads(record.read_bytes())["files"] if "plan" in one["file"]] == entries
    change(root, "plan", "all 𒀀", "everyone")
    assert reports(root, "verify", "plan") == 1
    told = capsys.readouterr().err
    assert "plan.txt cannot be proved, for nothing is kept of its build in .cache/" in told
    assert "has not been built" not in told
    assert reports(root, "make") == 0
    assert reports(root, "verify") == 0
    assert "Another" in (public / "plan.txt").read_text("utf-8")
    assert "Another" in (public / "index.html").read_text("utf-8")


def test_what_a_killed_build_wrote_for_the_first_time_goes_with_what_it_replaced(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root)
    public = root / "output/public"
    old = names(public)
    shutil.rmtree(root / ".cache")
    change(root, "plan", "We serve everyone", "We serve all")
    paper(root, "other").write_text(paper(root, "plan").read_text("utf-8"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "_together", lambda *_: 1 / 0)
        assert reports(root, "make") != 0
    assert names(public) - old
    Swap(Cache(public, root / ".cache"))
    assert names(public) == old


def test_a_build_that_was_killed_leaves_the_old_editions(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(root)
    public = root / "output/public"
    old = (public / "plan.txt").read_bytes()
    change(root, "plan", "We serve everyone", "We serve all")
    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "_together", lambda *_: 1 / 0)
        assert reports(root, "make") != 0
    assert (public / "plan.txt").read_bytes() != old
    Swap(Cache(public, root / ".cache"))
    assert (public / "plan.txt").read_bytes() == old
    assert reports(root, "make") == 0
    assert b"We serve all" in (public / "plan.txt").read_bytes()


def test_the_first_build_keeps_what_it_can_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - docx\n", ""))
    change(root, "plan", "We serve everyone", "We serve all 𒀀")
    assert reports(root, "make") == 1
    assert (root / "output/public/plan.html").is_file()
    assert "plan.pdf: failed\n" in capsys.readouterr().out  # nothing was there before


def test_that_an_earlier_edition_is_kept_is_said_where_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - docx\n", ""))
    made(root)
    change(root, "plan", "We serve everyone", "We serve all 𒀀")
    assert reports(root, "make") == 1
    assert "plan.pdf: failed; what was there before is kept\n" in capsys.readouterr().out
    (root / "output/public/plan.pdf").unlink()
    change(root, "plan", "We serve all", "We serve them all")
    assert reports(root, "make") == 1
    assert "plan.pdf: failed\n" in capsys.readouterr().out


def test_a_page_keeps_its_link_to_a_language_version_that_cannot_be_read(root: Path) -> None:
    paper(root, "plan.cy").write_text(paper(root, "plan").read_text("utf-8") + "language: cy\n", "utf-8")
    made(root)
    paper(root, "plan.cy").write_bytes(b"\xff\xfe")
    change(root, "plan", "We serve everyone", "We serve all")
    assert reports(root, "make") == 1
    page = (root / "output/public/plan.html").read_text("utf-8")
    assert "We serve all" in page
    assert 'href="plan.cy.html"' in page


def test_what_is_left_of_the_last_publication_is_taken_down(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(root)
    paper(root, "plan").unlink()
    assert reports(root, "make") == 2
    assert "reports make --prune" in capsys.readouterr().err
    assert reports(root, "make", "--prune") == 0
    assert not any(listed(root, "plan").values())
    assert not (root / "output/public/plan.html").exists()
