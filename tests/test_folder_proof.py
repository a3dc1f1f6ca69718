"""The folder to upload is proved as a whole: its record, its pages, its data, its addresses; and rules that are rarely met."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.app import site_proof
from pipeline.app.project import Project
from pipeline.app.proofs import data_proof, folder_proof
from pipeline.app.verify import ExpectedFacts, looked_at, read_back, verify
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding
from tests.editions import assets, edition, file_of, published, style_sheet
from tests.plant import office
from tests.projects import SITE, project, reports


def rules(findings: object) -> set[str]:
    return {one.rule for one in findings if isinstance(one, Finding)}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = SITE.replace("  - pdf\n  - docx\n", "") + "url: https://example.org/plans\n"
    folder = project(tmp_path_factory.mktemp("built"), "plan", site=site)
    assert reports(folder, "make") == 0
    return folder


def test_a_folder_as_it_was_built_is_proved(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (reports(root, "verify"), reports(root, "verify", "--record")) == (0, 0)
    said = capsys.readouterr()
    assert said.err == ""
    for name in ("plan.html", "index.html", "404.html", "accessibility-statement.html", "sitemap.xml", "feed.xml"):
        assert f"{name}: " in said.out


CHANGES: list[tuple[str, Callable[[bytes], bytes], set[str]]] = [
    ("index.html", lambda data: data.replace(b"Plan", b"Pan"), {"words-missing", "about-lost"}),
    ("404.html", lambda data: data.replace(b"</main>", b"<script>1</script></main>"), {"html-strange"}),
    ("accessibility-statement.html", lambda data: data.replace(b"the council", b"a cat"), {"words-missing"}),
    ("sitemap.xml", lambda data: data.replace(b"plan.html", b"x.html"), {"address-dead"}),
    ("sitemap.xml", lambda data: data.replace(b"<urlset", b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset"), {"site-page"}),
    ("feed.xml", lambda data: data.replace(b"plan.html", b"x.html"), {"address-dead"}),
    ("feed.xml", lambda data: data[:-20], {"site-page"}),
    ("assets/style-*.css", lambda data: data + b"p { display: none }", {"css-strange"}),
    ("assets/style-*.css", lambda data: data + b"p { background: #ffffff }", {"css-strange"}),
    ("assets/style-*.css", lambda data: data + b"p { transform: rotate(45deg) }", {"css-strange"}),
    ("plan.csv", lambda data: data.replace(b"Ask residents", b"Ask nobody"), {"data-differs"}),
    ("plan.json", lambda data: data.replace(b"2020 to 2021", b"2030"), {"data-differs"}),
    ("conformance/openacr.yaml", lambda data: data + b"# x", set()),
]


@pytest.mark.parametrize("half", [0, 1])
def test_a_file_that_changed_is_told_and_so_is_what_is_wrong_with_it(
    half: int, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = root / "output" / "public"
    found = {name: next(public.glob(name)).relative_to(public).as_posix() for name, _, _ in CHANGES}
    faults = [(found[name], change, wanted) for name, change, wanted in CHANGES[half::2]]
    before = {name: (public / name).read_bytes() for name, _, _ in faults}
    for name, change, _ in faults:
        (public / name).write_bytes(change(before[name]))
        assert (public / name).read_bytes() != before[name]
    assert (reports(root, "verify"), reports(root, "verify", "--record")) == (1, 1)
    said = capsys.readouterr().err
    for name, _, wanted in faults:
        (public / name).write_bytes(before[name])
        assert f"{name} is not the file that was built (file-changed)" in said
        assert [rule for rule in wanted if f"({rule})" not in said] == []


def test_a_file_in_no_record_and_one_that_is_gone_are_errors(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = root / "output" / "public"
    (public / "assets" / "secret.xlsx").write_bytes(b"x")
    page = (public / "plan.html").read_bytes()
    (public / "plan.html").unlink()
    assert (reports(root, "verify"), reports(root, "verify", "--record")) == (1, 1)
    (public / "plan.html").write_bytes(page)
    (public / "assets" / "secret.xlsx").unlink()
    said = capsys.readouterr().err
    assert "assets/secret.xlsx lies in output/public and in no record (file-unknown)" in said
    assert "plan.html is in the record and not in the folder (file-changed)" in said
    assert "index.html leads to plan.html, where the folder has no file (address-dead)" in said


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:90])], ids=["gone", "cut"]
)
def test_a_folder_whose_record_is_lost_is_an_error(
    damage: Callable[[Path], object], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "output" / "public" / "build.json"
    whole = path.read_bytes()
    damage(path)
    assert reports(root, "verify") == 1
    assert "build.json is missing or damaged" in capsys.readouterr().err
    path.write_bytes(whole)


def test_the_record_has_no_files_of_a_publication_that_is_gone(root: Path) -> None:
    content = root / "content" / "plan.yaml"
    kept = content.read_bytes()
    content.rename(root / "content" / "other.yaml")
    try:
        assert reports(root, "make") == 0
        record = json.loads((root / "output" / "public" / "build.json").read_bytes())
        assert [name for name in record["pages"] if name.startswith("plan.")] == []
        assert "file-unknown" in rules(folder_proof.folder(Project(root)))
    finally:
        (root / "content" / "other.yaml").unlink()
        content.write_bytes(kept)
        assert reports(root, "make", "--prune") == 0
    assert rules(folder_proof.folder(Project(root))) == set()


def test_words_of_a_site_page_may_not_run_together() -> None:
    declared = (Piece("", "Our plans", "site"), Piece("a", "of", "site", opens=True), Piece("a", " 2021", "site"))
    head = b'<html lang="en"><head><title>x</title></head><body><main><h1>'
    page = head + b"Our plans</h1><p>of 2021</p></main></body></html>"
    assert "words-run-together" not in rules(site_proof.page({"x.html": page}, declared))
    joined = page.replace(b"Our plans", b"Ourplans")
    assert "words-run-together" in rules(site_proof.page({"x.html": joined}, declared))


@pytest.mark.parametrize(
    ("old", "new"), [(b"Done.", b"Not done."), (b"R2", b"R9"), (b"\r\nR3", b"\r\nR3,x"), (b"Reference,", b"")]
)
def test_a_cell_of_the_data_is_held_against_the_content(old: bytes, new: bytes) -> None:
    name, data = next((name, data) for name, data in edition("html").files.items() if name.endswith(".csv"))
    assert list(data_proof.prove(published(), {name: data})) == []
    assert old in data
    assert rules(data_proof.prove(published(), {name: data.replace(old, new, 1)})) == {"data-differs"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Ask all. Report it.", True), ("• Ask all. (b) Report  it.:", True), ("Ask all.", False),
        ("Report it. Ask all.", False), ("Ask all. Report it. x", False), ("", False),
    ],
)  # fmt: skip
def test_a_cell_says_its_texts_in_their_order_with_marks_or_none(cell: str, said: bool) -> None:
    assert data_proof.ExpectedCell(("Ask all.", "Report it.")).is_said_by(cell) == said
    assert data_proof.ExpectedCell().is_said_by(cell) == (cell == "")


def test_a_record_of_the_data_that_names_another_table_is_told() -> None:
    files = {name: data for name, data in edition("html").files.items() if name.endswith((".json", ".csv"))}
    assert list(data_proof.prove(published(), files)) == []
    wrong = {name: data.replace(b'"table": "', b'"table": "x') for name, data in files.items()}
    assert wrong != files
    assert rules(data_proof.prove(published(), wrong)) == {"data-differs"}


@pytest.mark.parametrize("change", [b"[]", b"{", b"\xff", b'{"publication": 1}'])
def test_data_that_cannot_be_read_are_told(change: bytes) -> None:
    assert rules(data_proof.prove(published(), {"x.json": change, "y.csv": change})) == {"data-differs"}


# ------------------------------------------------------------------------------------------------ rules that are rarely met


def test_a_sheet_that_is_no_text_and_a_colour_that_is_too_pale_are_told() -> None:
    broken = read_back(b"p { color: \xff }", "style.css")
    assert broken is not None
    assert rules(broken.findings) == {"css-unreadable"}
    pale = read_back(style_sheet().replace(b"#0b0c0c", b"#999999"), "style.css")
    assert pale is not None
    assert "css-contrast" in rules(pale.strange)


def test_a_glyph_that_is_read_as_another_character_is_told() -> None:
    name, data = file_of(edition("pdf"), "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
        codes = font.ToUnicode.read_bytes()
        letter = re.findall(rb"<\w{4}> (<00[67]\w>)", codes)[0]
        font.ToUnicode.write(codes.replace(b" " + letter, b" <0021>"))  # a letter is read as "!"
        out = io.BytesIO()
        pdf.save(out)
    assert "pdf-glyph" in rules(looked_at({name: out.getvalue()}, ExpectedFacts(assets=assets())))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Done.", "Do\u200bne.", "words-unseen-sign"),
        ("Done.", "Done\u0301.", "words-not-composed"),
        ('<ol class="notes">', "<ol>", "structure-note"),
    ],
)
def test_signs_and_notes_of_a_page_are_held_against_the_content(old: str, new: str, rule: str) -> None:
    built = edition("html")
    name, data = file_of(built, "html")
    page = data.decode()
    assert old in page
    found = verify(published(), {**built.files, name: page.replace(old, new, 1).encode()}, built.reading)
    assert rule in rules(found.findings)


BOOK: list[tuple[str, bytes, bytes, str]] = [
    ("section-2.xhtml", b"<p>", b"<p hidden=''>", "epub-strange"),
    ("section-2.xhtml", b"<p>", b"<p style='display:none'>", "epub-strange"),
    ("section-2.xhtml", b"<title>", b"<title>Not ", "epub-metadata"),
    ("style.css", b"}", b"} p { visibility: hidden }", "epub-strange"),
    ("package.opf", b"<itemref ", b"<itemref linear='no' ", "epub-strange"),
    ("toc.ncx", b"Labels", b"Other", "epub-contents"),
]


@pytest.mark.parametrize(("part", "old", "new", "rule"), BOOK, ids=[f"{part} {rule}" for part, _, _, rule in BOOK])
def test_what_no_book_of_ours_has_is_told(part: str, old: bytes, new: bytes, rule: str) -> None:
    files = office.parts(file_of(edition("epub"), "epub")[1])
    name = f"EPUB/{part}"
    assert old in files[name]
    reading = read_back(office.packed({**files, name: files[name].replace(old, new, 1)}), "x.epub")
    assert reading is not None
    assert rule in rules((*reading.findings, *reading.strange))
