"""The web page of a publication: whole, escaped, self-contained, and saying what it declares."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import html

from pipeline.builders import Fact, Job
from pipeline.builders.html.assets import style_sheet
from pipeline.builders.html.build import build
from pipeline.builders.html.metadata import page_title
from pipeline.editions.contrast import ratio
from pipeline.editions.edition import Edition
from pipeline.editions.looks import Look
from pipeline.editions.site import Brand, Contact, Site
from pipeline.model.document import Cell, Column, Document, Group, Item, List, Paragraph, Record, Section, Table, Text
from tests.sample_edition import assets, edition, para

ASSETS = assets()
STANDARD = Look("standard", "Standard print, 12 point", 12)
LARGE = Look("large-print", "Large print, 18 point", 18)
SITE = Site(
    council="Borough Council",
    title="Equality publications",
    url="https://example.gov.uk/equalities/",
    licence="Open Government Licence v3.0",
    licence_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    notice="Sample data.",
    contact=Contact(email="equalities@example.gov.uk", phone="01622 602000", response_days="10"),
)
NAME = "sample-plan-2027"
FACTS = (Fact(f"{NAME}.pdf", "pdf", STANDARD, 412345, 24), Fact(f"{NAME}-large-print.docx", "docx", LARGE, 53345))


def records() -> Section:
    """A section with a table of two records."""
    cells = (Cell((Paragraph((Text("Widen who takes part"),)),)), Cell((List((Item((Paragraph((Text("Once"),)),)),)),)))
    columns = (Column("aim", (Text("Aim"),)), Column("how", (Text("How"),)))
    rows = (Record("CL1", cells, reports_on=("plan#A1",)), Record("CL2", (cells[0], Cell())))
    return Section("bands", (Text("Action plan"),), (Table(columns, (Group(rows, (Text("Role 1"),)),)),))


def job(made: Edition | None = None, language: str = "en-GB", site: Site = SITE) -> Job:
    document = Document(
        NAME, (Text("Sample plan 2027 to 2031"),), kind="update", period="2027 to 2031", language=language,
        published="12 October 2027", status="draft", sections=(records(),),
    )  # fmt: skip
    return Job(document, made or edition(language=language), STANDARD, site, ASSETS, 0, FACTS)


def page(made: Job | None = None) -> html.HtmlElement:
    return html.document_fromstring(build(made or job()).files[f"{NAME}.html"].decode("utf-8"))


def test_the_structure_is_that_of_a_publication_page() -> None:
    root = page()
    assert root.get("lang") == "en-GB"
    assert root.findtext(".//title") == "Sample plan 2027 to 2031 – Borough Council"
    assert len(root.xpath("//h1")) == len(root.xpath("//main")) == len(root.xpath("//body/header")) == 1
    assert root.xpath("//body/*[1]/@href") == ["#main-content"]
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_format_size_and_pages_stand_in_the_words_of_the_links() -> None:
    shown = [" ".join(link.text_content().split()) for link in page().xpath("//ul[@class='downloads']//a")]
    assert shown[:2] == [
        "Standard print, 12 point (PDF, 403 KB, 24 pages)",
        "Large print, 18 point (Word document, 52 KB)",
    ]
    assert shown[2].startswith("All records as a spreadsheet (CSV, ")


def test_nothing_is_asked_of_another_host_and_nothing_needs_a_script_or_an_inline_style() -> None:
    root = page()
    assert not root.xpath("//script|//style|//iframe|//@style|//@onclick")
    fetched = root.xpath("//img/@src|//link[@rel='stylesheet' or @rel='icon']/@href")
    assert fetched
    assert not [address for address in fetched if "//" in address]
    assert "//" not in style_sheet(ASSETS, Brand()).decode("utf-8").replace("/*", "").replace("*/", "")


def test_metadata_names_the_publication_in_dublin_core_and_schema_org() -> None:
    root = page()
    terms = {meta.get("name"): meta.get("content") for meta in root.xpath("//head/meta[@name]")}
    assert terms["dcterms.title"] == "Sample plan 2027 to 2031"
    assert terms["dcterms.issued"] == "2027-10-12"
    assert terms["robots"] == "noindex", "a draft is not to be found by search"
    assert root.xpath("//link[@rel='canonical']/@href") == [f"https://example.gov.uk/equalities/{NAME}.html"]
    assert len(root.xpath("//link[@rel='alternate']")) == 4
    assert root.xpath("//main/@itemtype") == ["https://schema.org/Report"]
    properties = {(meta.get("itemprop"), meta.get("content")) for meta in root.xpath("//main//meta[@itemprop]")}
    assert {("accessMode", "textual"), ("accessibilityHazard", "none"), ("datePublished", "2027-10-12")} <= properties


def test_a_welsh_publication_gets_welsh_words() -> None:
    made = page(job(language="cy"))
    assert made.get("lang") == "cy"
    text = made.text_content()
    assert "Neidio i'r prif gynnwys" in text
    assert "Gofyn am fformat arall" in text
    assert "Skip to main content" not in text


def test_a_publication_without_sections_has_no_contents_list() -> None:
    made = page(job(edition((para("Only this."),))))
    assert not made.xpath("//nav")


def test_every_pair_of_text_and_ground_in_the_style_sheet_has_seven_to_one_in_light_and_dark() -> None:
    sheet = style_sheet(ASSETS, Brand(accent="#7a1f5c")).decode("utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in sheet.split("prefers-color-scheme: dark")[:2]
    )
    for colours in (light, dark):
        for ink in ("ink", "quiet", "link"):
            for ground in ("ground", "tint"):
                assert ratio(colours[ink], colours[ground]) >= 7, (ink, ground)
        assert ratio(colours["accent-ink"], colours["accent"]) >= 7
        assert ratio(colours["focus-ink"], colours["focus"]) >= 7
        assert ratio(colours["accent-edge"], colours["tint"]) >= 3


@pytest.mark.parametrize(
    ("title", "period", "expected"),
    [
        ("Equality policy", "2017 to 2021", "Equality policy, 2017 to 2021"),
        ("Equality policy 2017-2021", "2017 to 2021", "Equality policy 2017-2021"),
        ("Progress 2020/21", "2020 to 2021", "Progress 2020/21"),
        ("Equality policy", "", "Equality policy"),
        ("Winter plan", "Winter", "Winter plan, Winter"),
    ],
)
def test_a_title_has_its_period_once(title: str, period: str, expected: str) -> None:
    document = Document("plan", (Text(title),), period=period)
    assert page_title(document, "Borough Council") == f"{expected} – Borough Council"
    assert page_title(document, "", "Role 1") == f"Role 1 – {expected}"
