"""The front of a Word edition, its pictures, other languages, large print's cover, and how long a large plan takes."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from pipeline.builders import Built, Job
from pipeline.builders.docx.build import build
from pipeline.builders.odt import build as odt
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.edition import HeadingView, ImageView, RowView, TableView
from pipeline.editions.looks import Look
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Brand, Contact
from pipeline.editions.words import load
from pipeline.model.document import Text
from pipeline.verifiers.docx.verify import verify
from pipeline.verifiers.odt.verify import verify as verify_odt
from tests import sample_edition
from tests.documents import every_node
from tests.docx_making import picture
from tests.docx_samples import LARGE, NS, PNG, STANDARD, W, file_of, job, part
from tests.sample_edition import para, plan, section


def with_logo(look: Look = STANDARD) -> Job:
    """A job of a council that has a logo."""
    plain = job(look=look)
    brand = Brand(logo="logo.png", logo_alt="Borough Council")
    pictures = {**plain.assets.pictures, "logo.png": PNG}
    return replace(plain, site=replace(plain.site, brand=brand), assets=Assets(plain.assets.templates, pictures))


def pictured(file: str, alt: str, data: bytes) -> Built:
    plain = job(sample_edition.edition((ImageView(file, alt, False, "p"),)))
    return build(replace(plain, assets=Assets(plain.assets.templates, {file: data})))


def test_the_logo_stands_first_with_its_alternative_text() -> None:
    reading = verify(file_of(build(with_logo())), "x.docx")
    assert reading.tree.startswith("paragraph\n  picture “Borough Council”\n")
    assert reading.findings == ()


def test_the_first_page_goes_without_the_running_header_and_every_page_has_its_number() -> None:
    data = file_of(build(job()))
    first = part(data).find(".//w:sectPr", NS)
    assert first.find("w:titlePg", NS) is not None
    kinds = [(node.tag.rpartition("}")[2], node.get(f"{W}type")) for node in first if node.tag.endswith("Reference")]
    assert kinds == [("headerReference", "default"), ("footerReference", "default"), ("footerReference", "first")]
    assert "".join(part(data, "word/footer2.xml").itertext()).split() == ["Page", "PAGE", "1", "of", "NUMPAGES", "1"]


def test_the_cover_of_large_print_says_its_size_and_whom_to_ask() -> None:
    tree = verify(file_of(build(job(look=LARGE))), "x.docx").tree
    for words in ("Edition: Large print, 18 point", "Phone: 01622 000000", "Email: policy@example.gov.uk"):
        assert f"paragraph “{words}”" in tree
    assert "Large print, 18 point" not in verify(file_of(build(job())), "x.docx").tree


@pytest.mark.parametrize(("title", "pages"), [("Plan", 2), ("A plan for all who live here " * 9, 1)])
def test_a_cover_that_is_longer_than_its_page_flows_into_the_contents(title: str, pages: int) -> None:
    plain = job(sample_edition.edition((section(2, "a", "A", para("Words.")),)), LARGE)
    front = (HeadingView(1, "title", (Text(title),), "title"),)
    made = replace(plain, edition=replace(plain.edition, front=front))
    assert len(list(part(file_of(build(made))).iter(f"{W}sectPr"))) == pages
    shapes = {"Front1", "Pages1"} if pages == 2 else {"Front1"}
    content = zipfile.ZipFile(io.BytesIO(file_of(odt.build(made)))).read("content.xml").decode()
    assert set(re.findall('master-page-name="(.*?)"', content)) == shapes


@pytest.mark.parametrize("look", [STANDARD, LARGE], ids=lambda look: look.name)
def test_every_front_says_the_notice_the_licence_and_how_to_ask_for_another_format(look: Look) -> None:
    plain = job(look=look)
    contact = replace(
        plain.site.contact, text_relay="18001 01622 000000", form="https://example.org/ask", post="Town Hall"
    )
    site = replace(
        plain.site, contact=contact, notice="Sample.", licence="Open", licence_url="https://example.org/open"
    )
    for builder, check, suffix in ((build, verify, "docx"), (odt.build, verify_odt, "odt")):
        result = builder(replace(plain, site=site))
        reading = check(file_of(result), f"x.{suffix}")
        front = reading.tree.partition("“Contents”")[0]
        assert re.findall(r"paragraph “(.*)”", front)[-10:] == [
            "Sample.", "Licence: Open", "Ask for this publication in another format",
            "You can have it in large print, easy read, braille, audio or another language, free of charge."
            " Tell us what you need.",
            "Policy team", "Email: policy@example.gov.uk", "Phone: 01622 000000", "Text relay: 18001 01622 000000",
            "Form: https://example.org/ask", "Post: Town Hall",
        ]  # fmt: skip
        assert (reading.findings, reading.strange) == ((), ())
        assert {piece.kind for piece in result.reading if piece.text in ("Sample.", "Policy team")} == {"site", "meta"}


def test_a_council_that_names_nobody_to_ask_makes_no_promise() -> None:
    plain = job()
    tree = verify(file_of(build(replace(plain, site=replace(plain.site, contact=Contact())))), "x.docx").tree
    assert "another format" not in tree


@pytest.mark.parametrize("name", looks.names(sample_edition.assets()))
def test_every_named_look_makes_an_edition_without_a_finding(name: str) -> None:
    plain = job()
    look = looks.load(plain.assets, name)
    edition = set_out(every_node(), look, load(plain.assets, "en-GB"))
    pictures = dict.fromkeys(("crest.png", "line.png"), picture(size=(60, 40)))
    assets = Assets(plain.assets.templates, pictures)
    result = build(replace(plain, document=every_node(), edition=edition, look=look, assets=assets))
    reading = verify(file_of(result), "x.docx")
    assert (result.findings, reading.findings, reading.strange) == ((), (), ())
    sizes = [int(node.get(f"{W}val")) for node in part(file_of(result), "word/styles.xml").iter(f"{W}sz")]
    assert min(sizes) == look.size * 2


def test_a_welsh_paper_has_welsh_added_words_and_says_its_language() -> None:
    edition = sample_edition.edition((section(2, "s", "Cynllun", plan(1)),), language="cy")
    data = file_of(build(job(edition)))
    assert "".join(part(data, "word/footer2.xml").itertext()).startswith("Tudalen")
    language = part(data, "word/styles.xml").find(".//w:rPrDefault/w:rPr/w:lang", NS)
    assert language.get(f"{W}val") == "cy"


def test_a_picture_that_cannot_be_shown_leaves_its_words_and_a_finding() -> None:
    for data, words in ((b"not a picture", "not a picture that Word can show"), (b"", "")):
        result = pictured("map.png", "Map of the wards", data)
        assert [finding.rule for finding in result.findings] == ["picture-unusable"]
        assert words in result.findings[0].message
        assert "paragraph “Map of the wards”" in verify(file_of(result), "x.docx").tree


def test_the_place_of_a_drawing_that_has_no_picture_in_dots_is_clear_in_older_programs() -> None:
    result = pictured("map.svg", "Map of the wards", sample_edition.PICTURE)
    assert result.findings == ()
    assert "svgBlip" in {node.tag.rpartition("}")[2] for node in part(file_of(result)).iter()}
    instead = zipfile.ZipFile(io.BytesIO(file_of(result))).read("word/media/picture1.png")
    assert Image.open(io.BytesIO(instead)).getchannel("A").getextrema() == (0, 0)


def test_a_cell_of_ten_thousand_words_is_built_whole() -> None:
    words = " ".join(["word"] * 10_000)
    row = RowView("B1", ((para("Objective"),), (para(words),)), "B1")
    table = TableView("t", (Text("Caption"),), ((Text("A"),), (Text("B"),)), ("a", "b"), 0, (row,), "plan")
    data = file_of(build(job(sample_edition.edition((section(2, "s", "Plan", table),)))))
    assert "".join("".join(part(data).itertext()).split()).count("word") == 10_000


def test_a_plan_of_three_hundred_rows_takes_seconds_and_time_grows_in_proportion() -> None:
    def seconds(rows: int) -> float:
        made = job(sample_edition.edition((section(2, "s", "Plan", plan(rows)),)))
        start = time.process_time()
        build(made)
        return time.process_time() - start

    seconds(10)
    assert seconds(300) < 10
    assert seconds(600) < 4 * max(seconds(150), 0.2) * 2


@pytest.mark.parametrize(("height", "told"), [(700, 1), (300, 0)])
def test_a_tall_picture_in_word_says_why_the_page_before_it_may_not_be_full(height: int, told: int) -> None:
    Image.new("RGB", (500, height), "navy").save(data := io.BytesIO(), "png")
    found = [one.message for one in pictured("map.png", "Map of the wards", data.getvalue()).findings]
    assert found == ["the picture “Map of the wards” stays whole, so the page before it may not be full"] * told
