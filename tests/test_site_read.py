"""`content/site.yaml` as people mistype it: a message at the line, and a build that goes on or stops without harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.builders.html.fragment import bundle
from pipeline.builders.logo import logo_fault
from pipeline.builders.print.style import style
from pipeline.editions import looks, site_read
from pipeline.editions.contrast import ENOUGH_CONTRAST, ratio
from pipeline.editions.paper.fonts import fonts, stack
from pipeline.editions.site import Brand, Site
from tests.editions import assets
from tests.opened import opened
from tests.projects import SITE, project, reports


def read(brand: str) -> tuple[Site, list[str]]:
    site, findings = opened(site_read.read(f"{SITE}brand:\n{brand}".encode(), "site.yaml", ["html", "pdf", "docx"], []))
    return site, [f"{finding.rule} {finding.place.line}" for finding in findings]


@pytest.mark.parametrize("value", ['"red"', '"#12"', '"red;} body{display:none"', '"<script>"', '""'])
def test_what_is_no_colour_is_told_at_its_line_and_gives_way_to_the_usual_one(value: str) -> None:
    site, told = read(f'  ink: "#000000"\n  accent: {value}\n')
    assert told == [f"brand-colour {SITE.count(chr(10)) + 3}"]
    assert site.brand == Brand(ink="#000000")


@pytest.mark.parametrize(
    ("day", "told"), [("2026-11-23", []), ("23 November 2026", []), ("November 2026", ["date-impossible"])]
)
def test_the_committee_meets_on_a_day(day: str, told: list[str]) -> None:
    found = opened(site_read.read(f"{SITE}committee: {day}\n".encode(), "site.yaml", ["html", "pdf", "docx"], []))[1]
    assert [finding.rule for finding in found] == told


def test_three_digits_are_a_colour_as_in_style_sheets() -> None:
    site, told = read('  ink: "#000"\n  accent: "#036"\n')
    assert (site.brand.ink, site.brand.accent, told) == ("#000000", "#003366", [])
    look, findings = opened(looks.coloured(looks.load(assets(), "standard"), "#000-on-#fff"))
    assert (look.ink, look.ground, findings) == ("#000000", "#ffffff", ())


def test_a_light_accent_on_a_dark_brand_is_dark_on_paper() -> None:
    look = looks.load(assets(), "standard")
    css = style(look, stack(fonts(assets()), look.face, set()), "#ffdd00", "Page {number} of {count}")
    (accent,) = re.findall(r"--accent: (#\w+)", css)
    assert ratio(accent, look.ground) >= ENOUGH_CONTRAST


def test_verifying_a_page_reads_the_colours_of_its_style_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - pdf\n  - docx\n", ""))
    assert reports(root, "build", "--format", "html") == 0
    page, (sheet,) = root / "output/public/plan.html", (root / "output/public/assets").glob("*.css")
    assert reports(root, "verify", str(page)) == 0
    sheet.write_text(sheet.read_text("utf-8") + "p { color: #f58220; }\n", "utf-8")
    capsys.readouterr()
    for file in (page, sheet):
        assert reports(root, "verify", str(file)) == 1
        assert "#f58220" in capsys.readouterr().err


def test_a_colour_without_quotes_is_not_lost_in_silence() -> None:
    site, told = read("  accent: #00436b\n")
    assert told
    assert site.brand == Brand()


def test_a_build_with_what_is_no_colour_ends_with_the_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - pdf\n  - docx\n", "") + "brand:\n  accent: red\n")
    assert reports(root, "make") == 1
    assert "brand accent: “red” is not a colour (brand-colour)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("url: https://www.example.org/plans/", []),
        ("url: https://www.example.org/plans", []),
        ("url: https://www.example.org/plans/index.html", ["bad-value"]),
        ("url: https://www.example.org/?page=plans", ["bad-value"]),
        ("cms_files: /sites/default/files/", []),
        ("cms_files: https://www.example.org/files", []),
        ("cms_files: sites/default/files", ["bad-value"]),
    ],
)
def test_addresses_to_which_names_of_files_are_put_are_those_of_folders(line: str, told: list[str]) -> None:
    text = "".join(kept for kept in SITE.splitlines(True) if not kept.startswith(line.partition(":")[0]))
    _, findings = opened(site_read.read(f"{text}{line}\n".encode(), "site.yaml", ["html", "pdf", "docx"], []))
    assert [finding.rule for finding in findings] == told


def test_an_edition_that_is_a_list_is_told_once() -> None:
    text = f"{SITE}former_editions:\n  - {{pdf: large-print}}\n"
    _, findings = opened(site_read.read(text.encode(), "site.yaml", ["html", "pdf", "docx"], []))
    assert [finding.rule for finding in findings] == ["wrong-form"]


@pytest.mark.parametrize(
    ("alt", "told"), [("", ["logo-alt"]), ('  logo_alt: ""\n', []), ("  logo_alt: The crest\n", [])]
)
def test_a_logo_without_words_is_told(alt: str, told: list[str]) -> None:
    _, found = read(f"  logo: crest.png\n{alt}")
    assert [one.split()[0] for one in found] == told


@pytest.mark.parametrize("names", [[], ["plan"], ["site.yaml"]])
def test_a_logo_that_is_not_there_is_told_by_every_check(
    names: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE + 'brand:\n  logo: nope.png\n  logo_alt: ""\n')
    assert reports(root, "check", *names) == 1
    assert "there is no picture “nope.png” below content/ (missing-picture)" in capsys.readouterr().out


def test_wrong_colours_of_the_brand_are_told_once_and_no_page_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=SITE + "brand:\n  accent: '#ff8800'\n")
    assert reports(root, "check") == 1
    assert "templates/reference.docx" not in capsys.readouterr().out
    for verb in (["status"], ["diff", "plan", "plan"]):
        assert reports(root, *verb, "--format", "html", "--out", str(tmp_path / "page.html")) == 2
        assert "brand accent" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("rule", "added", "line"),
    [
        ("missing-picture", "brand:\n  ink: '#000000'\n  logo: nope.png\n  logo_alt: ''\n", "  logo: nope.png"),
        ("picture-unusable", "brand:\n  logo_alt: ''\n  logo: site.tif\n", "  logo: site.tif"),
        ("look-unseen", "brand:\n  ink: '#000000'\n", "  - audio large-print"),
        ("brand-contrast", "brand:\n  logo_alt: ''\n  ground: '#555555'\n", "  ground: '#555555'"),
        ("brand-contrast", "brand:\n  ground: '#ffffff'\n  accent: '#ff8800'\n", "  accent: '#ff8800'"),
    ],
)
def test_what_is_wrong_with_the_site_is_told_at_its_own_line(
    rule: str, added: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SITE.replace("  - pdf\n", "  - pdf\n  - audio large-print\n") + added
    root = project(tmp_path, site=text)
    assert reports(root, "check", "site.yaml") == 1
    told = [one.split(":")[1] for one in capsys.readouterr().out.splitlines() if f"({rule})" in one]
    assert {text.splitlines()[int(number) - 1] for number in told} == {line}


def test_an_invisible_character_of_the_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, site=SITE.replace("Sample Council", "Sample \u202eCouncil"))
    assert reports(root, "check", "site.yaml") == 0
    assert "content/site.yaml:1: warning: “Council” has an invisible character" in capsys.readouterr().out


def test_a_site_without_a_statement_is_told_by_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, site=SITE.partition("statement:")[0])
    assert reports(root, "check", "site.yaml") == 1
    assert capsys.readouterr().out.count("statement-missing") == 1


def picture(format: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, format)
    return out.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
SIZED = 'viewBox="0 0 9 9"'


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("a.png", picture("PNG"), ""),
        ("a.jpg", picture("JPEG"), ""),
        ("a.gif", picture("GIF"), ""),
        ("a.svg", SVG.format(SIZED, '<rect fill="url(#a)" width="9" height="9"/>').encode(), ""),
        ("a.svg", SVG.format("", '<rect width="9" height="9"/>').encode(), "does not say its size"),
        ("a.svg", SVG.format(SIZED, "<script>1</script>").encode(), "holds a script"),
        ("a.svg", SVG.format(SIZED, '<image href="https://example.org/a.png"/>').encode(), "holds a script"),
        ("a.svg", b"<svg", "is damaged"),
        ("a.png", picture("PNG", (600, 400))[:-900], "is damaged"),
        ("a.png", picture("WEBP"), "is really a WEBP"),
        ("a.jpg", picture("JPEG", mode="CMYK"), "colours of printers"),
        ("a.png", picture("PNG", (10, 900)), "so narrow"),
        ("a.tif", picture("TIFF"), "of a kind that no edition shows"),
        ("a.webp", picture("WEBP"), "of a kind that no edition shows"),
    ],
)
def test_a_logo_that_an_edition_cannot_show_is_an_error(file: str, data: bytes, told: str) -> None:
    found = logo_fault(Site(brand=Brand(logo=file)), {file: data})
    assert bool(found) == bool(told)
    assert told in (found.message if found else "")


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (Site(url="https://example.org/"), "The links lead to https://example.org/. To use the copies in files/"),
        (Site(url="https://example.org/", cms_files="/files/"), "Upload everything in files/"),
        (Site(), "Upload everything in files/"),
    ],
)
def test_the_note_for_editors_of_a_cms_says_where_the_links_lead(site: Site, told: str) -> None:
    made = bundle("plan", "Plan", {"plan.fragment.html": b""}, site, assets())
    assert told in zipfile.ZipFile(io.BytesIO(made)).read("READ-ME.txt").decode()
