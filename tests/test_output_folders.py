"""The folders of output/: what is published, drafts, copies for a reader, and what no publication has any more."""

from __future__ import annotations

import html.parser
import io
import re
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from PIL import Image

from pipeline.app import unchanged
from pipeline.app.building import Workshop
from pipeline.app.cache import Cache, Made
from pipeline.app.kept import recorded
from pipeline.app.orders import Done, Order
from pipeline.app.project import Project
from pipeline.app.redirects import write_rules
from pipeline.builders import Built, Fact, Publication, SiteJob
from pipeline.builders.html import redirects as html_redirects
from pipeline.cli import main
from pipeline.editions import looks
from pipeline.editions.site import STANDARD, Site
from pipeline.model.document import Document, Text
from pipeline.model.findings import error, note
from tests.docx_making import paragraph, word_file
from tests.editions import assets, published
from tests.projects import SITE, made, paper, project, reports
from tests.score import Json
from tests.variants import Habit, word

DRAFT: Json = {
    "title": "A plan",
    "blocks": [
        {"type": "heading", "level": 1, "text": "A plan"},
        {"type": "para", "text": "We will train every member of staff."},
    ],
}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class _Addresses(html.parser.HTMLParser):
    """The addresses that a page loads or links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def broken(page: Path) -> list[str]:
    """The addresses on a page, without those of other hosts, at which there is no file."""
    parser = _Addresses()
    parser.feed(page.read_text("utf-8"))
    local = [re.split("[?#]", one)[0] for one in parser.found if ":" not in one and not one.startswith("/")]
    return [one for one in local if one and not (page.parent / one).is_file()]


def change(root: Path, name: str, was: str, becomes: str) -> None:
    path = paper(root, name)
    assert was in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(was, becomes), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = SITE.replace("  - pdf\n  - docx\n", "")
    folder = project(tmp_path, "plan", "update", site=site)
    change(folder, "update", "status: published", "status: draft")
    return folder


def test_drafts_do_not_lie_in_the_folder_to_upload(root: Path) -> None:
    assert reports(root, "make") == 0
    output = root / "output"
    assert {path.name for path in output.iterdir()} == {"public", "drafts", "index.html"}
    assert "plan.html" in names(output / "public")
    assert [name for name in names(output / "public") if "update" in name] == []
    assert {"update.html", "update.csv", "update.json"} <= names(output / "drafts")
    for folder in ("public", "drafts", "."):
        for page in (output / folder).glob("*.html"):
            assert broken(page) == [], page
    assert "drafts/update.html" in (output / "index.html").read_text("utf-8")
    assert b"update" not in (output / "public" / "index.html").read_bytes()


def test_without_drafts_the_folders_page_leads_to_the_home_page(root: Path) -> None:
    change(root, "update", "status: draft", "status: published")
    assert reports(root, "make") == 0
    assert "url=public/index.html" in (root / "output" / "index.html").read_text("utf-8")


def test_a_document_that_is_published_moves_and_one_that_is_gone_is_listed_and_pruned(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(root)
    change(root, "update", "status: draft", "status: published")
    paper(root, "plan").unlink()
    capsys.readouterr()
    assert reports(root, "make") == 0
    said = capsys.readouterr().err
    assert "3 files in output/public belong to no publication any more: plan.csv, plan.html, plan.json" in said
    assert "3 files in output/drafts belong to no publication any more: update.csv" in said
    assert (root / "output" / "public" / "plan.html").is_file()
    assert reports(root, "make", "--prune") == 0
    assert "removed 3 files from output/public" in capsys.readouterr().out
    assert [name for name in names(root / "output" / "public") if "plan" in name] == []
    assert names(root / "output" / "drafts") == set()
    assert reports(root, "make") == 0
    assert "belong to no publication" not in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "left"), [("yes\n", False), ("", True)])
def test_at_a_terminal_it_is_asked_first(root: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: bool) -> None:
    made(root)
    paper(root, "plan").unlink()
    stdin = io.StringIO(answer)
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert reports(root, "make") == 0
    assert (root / "output" / "public" / "plan.html").is_file() is left


def test_copies_for_readers_of_a_deleted_document_are_listed_and_removed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reports(root, "build", "plan", "update", "--size", "20", "--format", "text") == 0
    paper(root, "plan").unlink()
    folder = root / "output" / "requests"
    (folder / "letter.txt").write_text("Dear reader")
    capsys.readouterr()
    copy = "plan.txt"  # plain text has no type size
    assert reports(root, "make") == 0
    told = capsys.readouterr().err
    assert f"1 file in output/requests belongs to no publication any more: {copy}" in told
    assert "1 file in output/requests is of no publication: letter.txt" in told
    assert reports(root, "make", "--prune") == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "build.json",
        "letter.txt",
        "update.txt",
    ]


@pytest.mark.parametrize("slip", ["kind: nothing", "kind: ["])
def test_a_document_with_a_mistake_keeps_its_last_good_files(root: Path, slip: str) -> None:
    made(root)
    good = (root / "output" / "public" / "plan.html").read_bytes()
    change(root, "plan", "kind: action-plan", slip)
    assert reports(root, "make", "--prune") == 1
    assert (root / "output" / "public" / "plan.html").read_bytes() == good


def test_a_file_that_somebody_else_put_there_is_left_alone(root: Path) -> None:
    made(root)
    own = root / "output" / "public" / ".htaccess"
    own.write_text("Redirect permanent /a /b\n")
    assert reports(root, "make", "--prune") == 0
    assert own.is_file()


def test_old_addresses_of_a_renamed_document_lead_to_the_new_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "plan", "status: published", "status: published\nformerly: [plan-2019, old.plan]")
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8") + "url: https://example.org/equality/\n", "utf-8")
    made(root)
    page = (root / "output" / "public" / "plan-2019.html").read_text("utf-8")
    assert 'content="0; url=plan.html"' in page
    assert 'href="https://example.org/equality/plan.html"' in page
    rules = {path.name: path.read_text("utf-8") for path in (root / "output" / "redirects").iterdir()}
    assert "Redirect 301 /equality/plan-2019.html /equality/plan.html\n" in rules["apache.conf"]
    assert "location = /equality/old.plan.html { return 301 /equality/plan.html; }\n" in rules["nginx.conf"]
    assert "equality/plan-2019.html,equality/plan.html,301,und\n" in rules["localgov-drupal.csv"]
    assert "location = /equality/plan-2019.csv { return 301 /equality/plan.csv; }\n" in rules["nginx.conf"]
    assert all(
        len(set(lines)) == len(lines) for lines in map(str.splitlines, rules.values())
    )  # nginx starts with none twice
    feed = (root / "output" / "public" / "feed.xml").read_text("utf-8")
    assert "<id>https://example.org/equality/plan-2019.html</id>" in feed
    assert '<link href="https://example.org/equality/plan.html"/>' in feed
    change(root, "plan", "[plan-2019, old.plan]", "plan")
    capsys.readouterr()
    assert reports(root, "make") == 1
    assert "(formerly-taken)" in capsys.readouterr().err


def test_the_name_of_a_publication_that_there_is_leads_nowhere_else(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "plan", "status: published", "status: published\nformerly: [update, gone]")
    change(root, "update", "status: draft", "status: published\nformerly: gone\npublished: 3 May 2022")
    assert reports(root, "check") == 1
    said = capsys.readouterr().out
    assert "“update”, after formerly:, is a document that still exists (formerly-taken)" in said
    assert "“gone” is also after formerly: in plan, but can lead to only one document (formerly-taken)" in said
    document = Document("plan", (Text("Plan"),), "policy", formerly=("update", "gone"), status="published")
    publication = Publication(
        document, (Fact("plan.html", "html", looks.load(assets(), STANDARD), 1),), ("plan-all_band1.html",)
    )
    write_rules(Project(root), (publication,), root / "redirects")
    rules = (root / "redirects" / "nginx.conf").read_text("utf-8")
    assert "/update" not in rules
    assert "location = /gone-all_band1.html { return 301 /plan-all_band1.html; }" in rules
    pages = html_redirects.build(SiteJob((publication,), Site(), assets())).files
    assert sorted(pages) == ["gone-all_band1.html", "gone.html", "update-all_band1.html", "update.html"]


@pytest.mark.parametrize(
    ("dropped", "editions", "files"),
    [
        (("  - text\n",), "text", ("plan.txt", "once.txt")),
        (("  - text\n", "  - braille\n"), "braille, text", ("plan.txt", "plan.pef", "once.ebrl")),
        (("  - html\n",), "html", ("plan.html", "once.html", "plan.csv", "once.json")),
    ],
)
def test_old_addresses_of_an_edition_that_is_dropped_lead_to_the_page(
    root: Path, capsys: pytest.CaptureFixture[str], dropped: tuple[str, ...], editions: str, files: tuple[str, ...]
) -> None:
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("  - html\n", "  - html\n  - text\n  - braille\n"), "utf-8")
    change(root, "plan", "status: published", "status: published\nformerly: once")
    made(root)
    for line in dropped:
        site.write_text(site.read_text("utf-8").replace(line, ""), "utf-8")
    assert reports(root, "make") == 0
    lead = f"to lead readers on, write in content/site.yaml former_editions: [{editions}]"
    assert lead in capsys.readouterr().err
    site.write_text(site.read_text("utf-8") + f"former_editions: [{editions}]\n", "utf-8")
    assert reports(root, "make", "--prune") == 0
    assert lead in capsys.readouterr().out
    rules = (root / "output/redirects/nginx.conf").read_text("utf-8")
    page = "plan.html" if "html" not in editions else "plan.txt"
    for file in files:
        assert f"location = /{file} {{ return 301 /{page}; }}\n" in rules
    public = names(root / "output/public") - {"once.html"}  # a page that leads on by itself
    leads = re.findall(r"location = /(\S+) \{ return 301 /(\S+);", rules)
    assert [new for old, new in leads if old in public or new not in public] == []
    assert "/update" not in rules
    site.write_text(
        site.read_text("utf-8").replace("editions:\n", f"editions:\n  - {editions.split(', ')[0]}\n", 1), "utf-8"
    )
    assert reports(root, "check", "site.yaml") == 1
    assert "stands under editions: too" in capsys.readouterr().out


@pytest.mark.parametrize("formerly", ["formerly: a b", "formerly:\n  - ../x"])
def test_what_is_no_name_is_told(root: Path, capsys: pytest.CaptureFixture[str], formerly: str) -> None:
    change(root, "plan", "status: published", f"status: published\n{formerly}")
    assert reports(root, "check", "plan") == 1
    assert "is not the name of a publication (bad-target)" in capsys.readouterr().out


# ------------------------------------------------------------------------------------------------ copies for one reader


@pytest.mark.parametrize("name", ["plan", "update"])
def test_a_page_that_is_built_by_itself_has_its_style_sheet(root: Path, name: str) -> None:
    assert reports(root, "build", name, "--format", "html") == 0
    page = root / "output" / ("public" if name == "plan" else "drafts") / f"{name}.html"
    assert [
        one for one in broken(page) if not one.endswith(("index.html", "accessibility-statement.html", ".xml"))
    ] == []


def test_notes_are_told_where_they_are_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "plan", "We serve everyone.", "We serve everyone. " * 60)
    for arguments, told in (([], False), (["--notes"], True)):
        assert reports(root, "build", "plan", "--format", "html", *arguments) == 0
        assert ("(readability)" in capsys.readouterr().err) is told


def test_a_published_edition_in_volumes_is_linked_volume_by_volume(tmp_path: Path) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - docx\n", "  - pdf giant-print\n"))
    look = root / "templates" / "looks" / "giant-print.yaml"
    look.write_text(look.read_text("utf-8") + "pages_per_volume: 1\n", "utf-8")
    assert reports(root, "make") == 0
    public = root / "output" / "public"
    assert re.search(r"plan-giant-print-volume-2-of-\d\.pdf", (public / "index.html").read_text("utf-8"))
    assert "Volume 2 of" in (public / "plan.html").read_text("utf-8")
    for page in ("index.html", "plan.html"):
        assert broken(public / page) == []


MORE_VOLUMES = [
    pytest.param(look, most, marks=pytest.mark.slow)
    for look, most in (("standard", 3), ("large-print", 2), ("yellow-on-black", 3))
]
PICTURES = """\
    table:
      caption: What we agreed
      row_header: action
      columns: {{action: Action, status: Status}}
      rows:
{rows}
  - id: more
    heading: More
    parts:
      - image: {{file: red.png, alt: A red square}}
      - image: {{file: blue.png, decorative: yes}}
      - table:
          caption: Homes
          row_header: ward
          chart: bar
          columns: {{ward: Ward, homes: Homes}}
          rows:
            - {{id: W1, ward: East, homes: '5'}}
            - {{id: W2, ward: West, homes: '7'}}
  - id: last
    heading: Last
    parts:
      - image: {{file: blue.png, alt: A blue square}}
"""


@pytest.mark.parametrize(("look", "most"), [("standard", 2), ("large-print", 3), ("yellow-on-black", 2), *MORE_VOLUMES])
def test_volumes_show_the_pictures_of_their_own_parts(
    tmp_path: Path, look: str, most: int, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE + "brand:\n  logo: red.png\n  logo_alt: A red square\n")
    for name in ("red", "blue"):
        Image.new("RGB", (300, 200), name).save(root / "content" / f"{name}.png")
    rows = "".join(f"        - {{id: A{n}, action: Do {n}, status: {('Done', 'Late')[n % 2]}}}\n" for n in range(6))
    text = paper(root, "plan").read_text("utf-8").partition("    table:\n")[0]
    paper(root, "plan").write_text(text + PICTURES.format(rows=rows.rstrip()), "utf-8")
    assert reports(root, "build", "plan", "--format", "pdf", "--look", look, "--pages-per-volume", str(most)) == 0
    names = sorted(path.name for path in (root / "output/requests").glob("*.pdf"))
    assert f"{', '.join(names)} (" in capsys.readouterr().out
    assert len(names) > 1 or look == "standard"


def test_another_division_leaves_no_volume_of_the_last_one(root: Path) -> None:
    change(root, "plan", "We serve everyone.", "\n  ".join(f"We serve everyone, {n}.\n" for n in range(90)))
    asked = ("build", "plan", "--format", "braille", "--lines", "20", "--pages-per-volume", "4")
    assert reports(root, *asked) == 0
    before = names(root / "output/requests")
    change(root, "plan", "We serve everyone, 7.", "\n\n  ".join(f"We serve them, {n}." for n in range(90)))
    assert reports(root, *asked) == 0
    after = {name for name in names(root / "output/requests") if "-volume-" in name}
    assert after
    assert not after & before
    assert {name.rpartition("-of-")[2] for name in after} == {f"{len(after)}.brf"}


# ------------------------------------------------------------------------------------------------ the cache and the record


def test_a_damaged_reading_is_made_anew(root: Path) -> None:
    made(root)
    for path in (root / ".cache").rglob("readings/*.json"):
        path.write_bytes(b"[")
    assert reports(root, "verify") == 1
    assert reports(root, "make") == 0
    assert reports(root, "verify") == 0


def test_a_second_run_prints_three_lines_and_counts_the_warnings(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports(root, "make")
    first = capsys.readouterr()
    assert first.err.count("(kind-part)") >= 1
    assert reports(root, "make") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert [line.split()[0] for line in said.out.splitlines()] == ["nothing", "2", "to"]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content" / "plan.yaml").write_text((root / "content" / "plan.yaml").read_text() + "\n"),
        lambda root: (root / "templates" / "words" / "en.yaml").touch(),
        lambda root: (root / "output" / "public" / "plan.html").unlink(),
        lambda root: (root / "output" / "public" / "index.html").write_text("<p>changed</p>"),
        lambda root: (root / "source_docs").mkdir(exist_ok=True) or (root / "source_docs" / "new.txt").touch(),
        lambda root: (root / ".cache" / "unchanged.json").write_text("{"),
    ],
    ids=["content", "words", "output", "page", "source", "cache"],
)
def test_what_was_looked_at_is_looked_at_again_only_where_something_has_changed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    reports(root, "make")
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.cli._run", lambda given: pytest.fail(f"{given} was run"))
        assert reports(root, "make") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["nothing", "2", "to"]
    change(root)
    assert unchanged.recall(root) is None
    assert reports(root, "make") == 0
    assert "<p>changed</p>" not in (root / "output" / "public" / "index.html").read_text("utf-8")
    assert (root / "output" / "public" / "plan.html").is_file()


def test_a_zip_for_the_editors_of_a_cms_holds_all_that_they_need(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reports(root, "build", "plan", "--fragment") == 0
    assert "url: or cms_files:" in capsys.readouterr().out
    with zipfile.ZipFile(root / "output" / "requests" / "plan-cms.zip") as package:
        assert package.namelist() == [
            "READ-ME.txt", "plan.fragment.html", "fragment.css", "files/plan.csv", "files/plan.json",
        ]  # fmt: skip
        assert package.read("READ-ME.txt").decode().startswith("Plan, 2020 to 2021")
        page = package.read("plan.fragment.html").decode()
    assert 'href="plan.csv"' in page
    assert recorded.written(root / "output" / "requests").keys() >= {"plan-cms.zip", "plan.fragment.html"}


def test_a_zip_for_the_editors_of_a_cms_holds_no_file_of_other_words_or_other_bytes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def members() -> set[str]:
        assert reports(root, "build", "plan", "--fragment") == 0
        with zipfile.ZipFile(root / "output" / "requests" / "plan-cms.zip") as package:
            return {name for name in package.namelist() if "docx" in name or "odt" in name}

    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("  - html\n", "  - html\n  - docx\n  - odt\n"), "utf-8")
    assert reports(root, "make") == 0
    word = root / "output" / "public" / "plan.docx"
    assert members() == {"files/plan.docx", "files/plan.odt"}
    whole = word.read_bytes()
    word.write_bytes(whole + b" ")
    assert members() == {"files/plan.odt"}
    word.write_bytes(whole)
    path = paper(root, "plan")
    path.write_text(path.read_text("utf-8").replace("We serve everyone.", "We serve every resident."), "utf-8")
    capsys.readouterr()
    assert members() == set()
    assert "plan.docx, plan.odt" in capsys.readouterr().out


def test_language_versions_lead_to_each_other(root: Path) -> None:
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8") + "url: https://plans.example.org/\n", "utf-8")
    text = paper(root, "plan").read_text("utf-8")
    for language, status in (("pl", "published"), ("ur", "draft")):
        own = text.replace("kind:", f"language: {language}\nkind:", 1).replace("status: published", f"status: {status}")
        (root / "content" / f"plan.{language}.yaml").write_text(own, "utf-8")
    assert reports(root, "make") == 0
    public = root / "output" / "public"
    page, polish = ((public / name).read_text("utf-8") for name in ("plan.html", "plan.pl.html"))
    assert '<a href="plan.pl.html" hreflang="pl"><span lang="pl" dir="ltr">Polski</span></a>' in page
    assert '<link rel="alternate" hreflang="en-GB" href="https://plans.example.org/plan.html">' in polish
    assert "Ta publikacja w innych językach" in polish
    assert "plan.ur" not in page + polish
    assert 'href="../public/plan.html" hreflang="en-GB"' in (root / "output/drafts/plan.ur.html").read_text("utf-8")
    assert [one for name in ("index.html", "plan.html", "plan.pl.html") for one in broken(public / name)] == []
    entries = (public / "sitemap.xml").read_text("utf-8").split("<url>")
    link = '<xhtml:link rel="alternate" hreflang="{}" href="https://plans.example.org/{}"/>'
    for page in ("plan.html", "plan.pl.html"):
        entry = next(one for one in entries if f"<loc>https://plans.example.org/{page}</loc>" in one)
        assert entry.count("xhtml:link") == 2
        assert link.format("en-GB", "plan.html") + link.format("pl", "plan.pl.html") in entry


def test_a_changed_colour_gives_another_style_sheet_and_the_old_one_goes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(root)
    (old,) = (root / "output" / "public" / "assets").glob("style-*.css")
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8") + 'brand:\n  accent: "#004d40"\n', "utf-8")
    capsys.readouterr()
    assert reports(root, "make") == 0
    (new,) = (root / "output" / "public" / "assets").glob("style-*.css")
    assert new != old
    assert "belong to no publication" not in capsys.readouterr().err
    assert broken(root / "output" / "public" / "plan.html") == []


def test_a_build_that_failed_is_done_again(root: Path) -> None:
    made(root)
    paper = root / "content" / "plan.yaml"
    paper.write_text(paper.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    assert [reports(root, "make") for _ in range(2)] == [1, 1]
    assert unchanged.recall(root) is None


def test_the_conformance_page_names_its_own_address(root: Path) -> None:
    site = root / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8") + "url: https://example.org/equality\n", "utf-8")
    assert reports(root, "make") == 0
    page = (root / "output" / "public" / "conformance" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/equality/conformance/index.html">' in page
    assert '<meta name="dcterms.identifier" content="https://example.org/equality/conformance/index.html">' in page


def test_a_conformance_page_over_many_editions_is_divided_and_its_links_hold(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = root / "content" / "site.yaml"  # of its own: a process keeps the pages of a pack that it has made
    site.write_text(site.read_text("utf-8") + "url: https://example.org/divided\n", "utf-8")
    monkeypatch.setattr("pipeline.builders.html.split.MOST_RECORDS", 20)
    assert reports(root, "make") == 0
    folder = root / "output" / "public" / "conformance"
    assert (folder / "index-editions.html").is_file()
    assert [one for page in folder.glob("*.html") for one in broken(page)] == []


# ------------------------------------------------------------------------------------------------ what is said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["check", "plam"],
            "there is no publication “plam”; there are plan, update (unknown-publication)\n       did you mean “plan”?",
        ),
        (["check", "nosuch"], "there is no publication “nosuch”; there are plan, update"),
        (["check", "contnt/plan.yaml"], "there is no publication “contnt/plan.yaml”; there are plan, update"),
        (["check", "plan.docx"], "there is no publication “plan.docx”; there are plan, update"),
        (["build", "plan", "--face", ""], "--face has no value"),
        (["build", "plan", "--pages-per-volume="], "--pages-per-volume has no value"),
        (["chek"], "did you mean “check”?"),
        (["xyz"], "there is no verb “xyz”; there are make, extract"),
        (["extract", "plam"], "there is no source “plam” (unknown-source)\n       put PDF or DOCX files"),
        (["mke"], "did you mean “make”?"),
        (["show", "plam"], "did you mean “plan”?"),
        (["diff", "plam", "plan"], "did you mean “plan”?"),
        (["diff", "plan", "nosuch"], "“nosuch” is not a file, a publication or a revision that git knows"),
        (["new", "polcy", "x"], "did you mean “policy”?"),
        (["build", "plan", "--fromat", "pdf"], "there is no option “--fromat”; there are --help, --format"),
        (["build", "--sise=20", "plan"], "did you mean “--size”?"),
        (["build", "--strct", "plan"], "--prune, --notes (unknown-option)\n"),
        (["build", "--all", "plan"], "--prune, --notes (unknown-option)\n"),
        (["status", "--format", "jsn"], "did you mean “json”?"),
        (["show", "plan", "update"], "“update” is one word too many"),
        (["new", "policy"], "the following arguments are required: NAME"),
        (["build", "plan", "--format", "html", "--pages-per-volume", "3"], "leave it out, or add --format pdf"),
    ],
)
def test_a_name_that_there_is_not_is_told_with_what_was_meant(
    root: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(arguments) if arguments == ["chek"] else reports(root, *arguments)
    assert code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["help"], ["help", "build"]])
def test_help_is_a_verb_too(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(arguments)
    assert capsys.readouterr().out.startswith(" ".join(["usage: reports", *arguments[1:]]))


def test_like_findings_are_one_with_the_lines_of_the_others(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "".join(f"  See [page {number}](ftp://example.org/{number}).\n\n" for number in range(30))
    change(root, "plan", "  We serve everyone.\n", words)
    assert reports(root, "check", "plan") in (0, 1)
    said = capsys.readouterr().out
    assert said.count("(link-kind)") == 1
    assert "… and 29 more like it on lines 9, 11, 13" in said


def test_like_findings_of_a_file_that_is_shown_are_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = (f"<w:hyperlink w:anchor='a{at}'><w:r><w:t>Part {at}</w:t></w:r></w:hyperlink>" for at in range(9))
    (root / "a.docx").write_bytes(word_file(paragraph("Plan") + "".join(f"<w:p>{link}</w:p>" for link in links)))
    assert reports(root, "show", str(root / "a.docx")) == 0
    assert capsys.readouterr().err.count("(link-to-nowhere)") == 1


def test_a_source_is_compared_with_its_content(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = root / "source_docs" / "a.docx"
    source.write_bytes(word(DRAFT, Habit()))
    assert reports(root, "extract") == 0
    change(root, "a", "every member", "each member")
    capsys.readouterr()
    assert reports(root, "diff", str(source), "a") == 0
    assert "[removed: every] [added: each]" in " ".join(capsys.readouterr().out.split())


def test_an_e_book_names_the_pages_of_a_pdf_that_was_built_before(tmp_path: Path) -> None:
    """One that is asked for alone has them too; where there is no PDF of this text, it is said."""
    folder = project(tmp_path / "p", "plan", site=SITE.replace("  - docx\n", "").replace("  - html\n", ""))
    command = ("build", "plan", "--format", "epub", "--format", "braille")
    assert reports(folder, *command) == 0
    with zipfile.ZipFile(folder / "output" / "requests" / "plan-2020-to-2021.epub") as book:
        assert b"page-list" not in book.read("EPUB/nav.xhtml")
    assert reports(folder, "build") == 0
    assert reports(folder, *command) == 0
    with zipfile.ZipFile(folder / "output" / "requests" / "plan-2020-to-2021.epub") as book:
        assert b"page-list" in book.read("EPUB/nav.xhtml")


def test_a_kind_of_file_that_a_later_build_cannot_make_is_removed_and_told(tmp_path: Path) -> None:
    """Without ffmpeg a new recording has no M4B; an old one would say the words of before."""
    shop = Workshop(tmp_path / "output", Project(project(tmp_path, "plan")), lambda _done: None)
    order = Order(published(), "audio", looks.load(assets(), "standard"))

    def finished(*endings: str) -> Done:
        future: Future[Built] = Future()
        future.set_result(Built({f"{order.document.name}{ending}": b"x" for ending in endings}))
        return shop._finish(order, "key", future)

    assert finished(".mp3", ".m4b").findings == ()
    assert [one.rule for one in finished(".mp3").findings] == ["old-file"]
    assert names(tmp_path / "output") == {"every-node.mp3"}
    assert finished(".mp3").findings == ()


def test_a_page_that_is_no_longer_wanted_is_listed(tmp_path: Path) -> None:
    """A feed is made only where the address of the site is known; a page that fails keeps its last good file."""
    (tmp_path / "feed.xml").write_text("<feed/>", "utf-8")
    made = Cache(tmp_path, tmp_path / ".cache")
    made.put("feed", Made("1", {"feed.xml": "…"}))
    made.put("feed", Made("2", {}, (error("build-failed", "it could not be built"),)))
    assert made.stale(["feed"]) == []
    made.put("feed", Made("3", {}, (note("no-site-address", "no feed is made"),)))
    assert made.stale(["feed"]) == ["feed.xml"]
