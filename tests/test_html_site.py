"""What the site has besides its publications: home page, sitemap, shared assets, open data, fragments for a CMS."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from lxml import etree, html

from pipeline.app.proofs import data_proof
from pipeline.builders import Fact, Publication, SiteJob, Version, edition_files
from pipeline.builders import data as open_data
from pipeline.builders.data import as_csv, as_json, cell_text
from pipeline.builders.html import assets as html_assets
from pipeline.builders.html import build as html_page
from pipeline.builders.html import feed as html_feed
from pipeline.builders.html import fragment as html_fragment
from pipeline.builders.html import index as html_index
from pipeline.builders.html import not_found as html_not_found
from pipeline.builders.html import sitemap as html_sitemap
from pipeline.builders.markup.chrome import download
from pipeline.builders.orders import edition_for
from pipeline.editions import words
from pipeline.editions.assets import Assets
from pipeline.editions.site import Brand
from pipeline.model.document import (
    Cell,
    Column,
    Document,
    Group,
    Image,
    Item,
    List,
    Numbering,
    Paragraph,
    Record,
    Section,
    Table,
    Text,
)
from pipeline.verifiers.html.allowed import strange
from tests.sample_edition import assets
from tests.test_html_builder import FACTS, NAME, SITE, job

HTML = replace(FACTS[0], file=f"{NAME}.html", format="html", size=20000, pages=0)


def site(status: str = "published", **changes: object) -> SiteJob:
    document = replace(job().document, status=status)
    return SiteJob((Publication(document, (*FACTS, HTML)),), replace(SITE, **changes), assets())  # type: ignore[arg-type]


def home(made: SiteJob) -> html.HtmlElement:
    return html.document_fromstring(html_index.build(made).files["index.html"].decode("utf-8"))


def test_the_home_page_lists_every_publication_with_its_formats_sizes_and_pages() -> None:
    made = home(site())
    links = {link.get("href"): " ".join(link.text_content().split()) for link in made.xpath("//article//a")}
    title = "Sample plan 2027 to 2031"
    assert links == {
        f"{NAME}.html": f"{title}: Web page (HTML, 20 KB)",
        f"{NAME}.pdf": f"{title}: Standard print, 12 point (PDF, 403 KB, 24 pages)",
        f"{NAME}-large-print.docx": f"{title}: Large print, 18 point (Word document, 52 KB)",
    }
    assert made.xpath("//article//h3/a/@href") == [f"{NAME}.html"]
    assert "equalities@example.gov.uk" in made.text_content()


def test_dates_on_the_home_page_are_in_the_language_of_their_publication() -> None:
    made = home(site(language="pl"))
    assert {one.get("lang") for one in made.xpath("//ul[@class='plain-facts']//span")} == {"en-GB"}
    assert not home(site()).xpath("//ul[@class='plain-facts']//span")


def test_a_draft_is_not_listed_and_not_in_the_sitemap() -> None:
    assert not home(site("draft")).xpath("//article")
    assert "There are no publications here yet." in home(site("draft")).text_content()
    assert NAME not in html_sitemap.build(site("draft")).files["sitemap.xml"].decode()


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_has_the_published_documents_newest_first() -> None:
    old = replace(job().document, name="old", status="published", updated="", published="1 May 2019")
    new = replace(old, name="new", published="2 May 2021")
    draft = replace(old, name="draft", status="draft")
    found = tuple(Publication(one, (replace(HTML, file=f"{one.name}.html"),)) for one in (old, new, draft))
    root = etree.fromstring(html_feed.build(replace(site(), publications=found)).files["feed.xml"])
    base = "https://example.gov.uk/equalities/"
    assert root.xpath("a:entry/a:id/text()", namespaces=ATOM) == [f"{base}new.html", f"{base}old.html"]
    assert root.xpath("a:updated/text()", namespaces=ATOM) == ["2021-05-02T00:00:00Z"]
    assert root.xpath("a:entry/a:updated/text()", namespaces=ATOM) == ["2021-05-02T00:00:00Z", "2019-05-01T00:00:00Z"]
    assert html_feed.build(site(url="")).files == {}


def test_the_home_page_lists_the_newest_first_and_names_the_feed() -> None:
    old = replace(job().document, name="old", status="published", updated="", published="1 May 2019")
    new = replace(old, name="new", published="2 May 2021")
    found = tuple(Publication(one, (replace(HTML, file=f"{one.name}.html"),)) for one in (old, new))
    made = home(replace(site(), publications=found))
    assert made.xpath("//article//h3/a/@href") == ["new.html", "old.html"]
    assert made.xpath("//link[@type='application/atom+xml']/@href") == ["feed.xml"]
    assert made.xpath("//meta[@property='og:url']/@content") == ["https://example.gov.uk/equalities/"]


def test_the_home_page_groups_publications_by_kind_and_names_their_other_languages() -> None:
    plan = replace(
        job().document, name="plan", kind="action-plan", status="published", updated="", published="1 May 2019"
    )
    policy = replace(plan, name="policy", kind="policy", published="1 May 2018")
    polish = replace(plan, name="plan.pl", language="pl", title=(Text("Plan działań"),))
    somali = replace(plan, name="plan.so", language="so", title=(Text("Qorshaha"),), period="")
    urdu = replace(plan, name="plan.ur", language="ur", status="draft")
    found = (plan, replace(plan, name="newer", published="2 May 2021"), policy, polish, somali, urdu)
    pages = tuple(Publication(one, (replace(HTML, file=f"{one.name}.html"),)) for one in found)
    made = home(replace(site(), publications=pages))
    assert made.xpath("//main//h2/text()")[:2] == ["Policies", "Action plans"]
    assert made.xpath("//article//h3/a/@href") == ["policy.html", "newer.html", "plan.html"]
    links = [
        (one.get("href"), one.get("hreflang"), one.text_content()) for one in made.xpath("//ul[@class='languages']//a")
    ]
    assert links == [("plan.pl.html", "pl", "Polski"), ("plan.so.html", "so", "Qorshaha")]


def test_the_icon_is_the_logo_or_the_first_letter_of_the_council_in_its_colours() -> None:
    (own,) = home(site()).xpath("//link[@rel='icon']/@href")
    drawn = html_assets.build(site(council="<Öst & Co>")).files
    assert re.fullmatch(r"assets/icon-[0-9a-f]{8}\.svg", own)
    assert b"&lt;</text>" in next(data for name, data in drawn.items() if "icon-" in name)
    (logo,) = home(site(brand=Brand(logo="pictures/map.svg"))).xpath("//link[@rel='icon']/@href")
    assert logo.startswith("assets/pictures/map-")


@pytest.mark.parametrize(("url", "root"), [("https://example.gov.uk/equalities/", "/equalities/"), ("", "/")])
def test_the_page_for_what_is_not_there_has_links_that_work_at_any_address(url: str, root: str) -> None:
    built = html_not_found.build(site(url=url))
    page = html.document_fromstring(built.files["404.html"].decode("utf-8"))
    links = [one for one in page.xpath("//link/@href | //a/@href") if "://" not in one and not one.startswith("#")]
    assert links
    assert all(one.startswith(root) for one in links)
    assert f"{root}index.html" in links
    shown = page.find("body").text_content()
    assert "".join(shown.split()) == "".join("".join(piece.text for piece in built.reading).split())


def test_a_changed_style_sheet_has_another_address() -> None:
    first = home(site()).xpath("//link[@rel='stylesheet']/@href")
    other = home(site(brand=Brand(ink="#000000"))).xpath("//link[@rel='stylesheet']/@href")
    assert first != other
    assert all(re.fullmatch(r"assets/style-[0-9a-f]{8}\.css", one) for one in first + other)


def test_the_home_page_says_its_declared_words() -> None:
    built = html_index.build(site())
    shown = html.document_fromstring(built.files["index.html"].decode("utf-8")).find("body").text_content()
    assert "".join(shown.split()) == "".join("".join(piece.text for piece in built.reading).split())


def test_the_sitemap_has_full_addresses_and_dates() -> None:
    root = etree.fromstring(html_sitemap.build(site()).files["sitemap.xml"])
    found = [[part.text for part in url] for url in root]
    assert found == [
        ["https://example.gov.uk/equalities/", "2027-10-12"],
        [f"https://example.gov.uk/equalities/{NAME}.html", "2027-10-12"],
    ]


def test_without_an_address_there_is_no_sitemap_and_a_note_says_why() -> None:
    built = html_sitemap.build(site(url=""))
    assert not built.files
    assert [str(finding.severity) for finding in built.findings] == ["note"]


def test_a_brand_that_cannot_be_read_is_refused_and_the_nearest_readable_one_shown() -> None:
    built = html_assets.build(site(brand=Brand(accent="#1d70b8", logo="gone.png")))
    assert [finding.rule for finding in built.findings] == ["brand-contrast", "brand-contrast", "missing-picture"]
    assert b"#1d70b8" not in next(iter(built.files.values()))


def test_the_logo_is_beside_the_style_sheet() -> None:
    built = html_assets.build(site(brand=Brand(logo="pictures/map.svg")))
    names = [re.sub("[0-9a-f]{8}", "HASH", name) for name in built.files]
    assert names == ["assets/style-HASH.css", "assets/pictures/map-HASH.svg"]
    assert built.findings == ()


# ------------------------------------------------------------------------------------------------ open data


ENGLISH = words.load(assets(), "en")


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets on Windows know UTF-8 by its mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_has_a_row_for_each_record_under_the_labels_that_people_see() -> None:
    rows = rows_of(as_csv(job().document, ENGLISH))
    assert rows[0] == {
        "Reference": "CL1", "Section": "Action plan", "Group": "Role 1", "Aim": "Widen who takes part", "How": "• Once",
        "Reports on": "plan#A1", "Same as": "",
    }  # fmt: skip
    assert rows[1]["How"] == ""


def test_json_has_the_same_records_with_labels_and_licence() -> None:
    data = json.loads(as_json(job().document, SITE, ENGLISH))
    assert [record["id"] for record in data["records"]] == ["CL1", "CL2"]
    assert data["columns"] == {"aim": "Aim", "how": "How"}
    assert data["publication"]["licence"] == "Open Government Licence v3.0"


def two_tables(*texts: str, label: str = "Staff") -> Document:
    """A document with a table of actions in one section, and one of figures in another whose two columns have one label."""
    plan = Table((Column("id", (Text("A"),)),), (Group(tuple(record(f"R{at}", one) for at, one in enumerate(texts))),))
    columns = (Column("group", (Text("Group"),)), Column("one", (Text(label),)), Column("two", (Text(label),)))
    staff = Table(columns, (Group((record("F1", "Women", "12", "14"),)),), (Text("Our staff"),))
    other = replace(staff, caption=(), groups=(Group((record("F2", "Men", "11", "13"),)),))
    sections = (Section("s", (Text("S"),), (plan,)), Section("t", (Text("T"),), (staff, other)))
    return replace(job().document, sections=sections, blocks=())


def record(id: str, *texts: str) -> Record:
    return Record(id, tuple(Cell((Paragraph((Text(text),)),)) for text in texts))


def test_each_table_has_a_file_of_its_own_and_is_described_in_the_json() -> None:
    document = two_tables("Ask residents")
    files = open_data.files(document, SITE, ENGLISH)
    assert list(files) == [f"{NAME}.csv", f"{NAME}.json", f"{NAME}-s.csv", f"{NAME}-t.csv", f"{NAME}-t-2.csv"]
    named = [(one["id"], one["table"]) for one in json.loads(files[f"{NAME}.json"])["records"]]
    assert named == [("R0", f"{NAME}-s.csv"), ("F1", f"{NAME}-t.csv"), ("F2", f"{NAME}-t-2.csv")]
    assert rows_of(files[f"{NAME}-s.csv"]) == [{"Reference": "R0", "A": "Ask residents"}]
    assert rows_of(files[f"{NAME}-t.csv"]) == [{"Group": "Women", "Staff": "12", "Staff (2)": "14"}]
    told = json.loads(files[f"{NAME}.json"])["tables"]
    assert [(one["file"], one["caption"], one["records"]) for one in told] == [
        (f"{NAME}-s.csv", "S", 1), (f"{NAME}-t.csv", "Our staff", 1), (f"{NAME}-t-2.csv", "T", 1),
    ]  # fmt: skip
    assert told[1]["columns"][1] == {"key": "one", "label": "Staff"}
    assert list(data_proof.prove(document, files)) == []


def test_columns_of_one_key_with_other_labels_stay_apart_in_the_file_of_all_records() -> None:
    document = two_tables("Ask residents")
    plan, other = document.sections
    table = other.blocks[0]
    assert isinstance(table, Table)
    renamed = replace(table, columns=(Column("id", (Text("Complaints"),)), *table.columns[1:]))
    changed = replace(document, sections=(plan, replace(other, blocks=(renamed,))))
    files = open_data.files(changed, SITE, ENGLISH)
    rows = rows_of(files[f"{NAME}.csv"])
    assert [(row["A"], row["Complaints"]) for row in rows] == [("Ask residents", ""), ("", "Women")]
    assert "id" not in json.loads(files[f"{NAME}.json"])["columns"]
    assert list(data_proof.prove(changed, files)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("-t.csv", "Women", "Men"),
        ("-t.csv", "Staff (2)", "Pay"),
        ("-t.csv", "\ufeff", ""),
        ("-s.csv", "R0", "R1"),
        (".csv", "Ask residents", "Ask"),
        (".json", "Our staff", "Our pay"),
        (".json", f"{NAME}-t-2.csv", f"{NAME}-t-3.csv"),
        (".json", '"label": "Group"', '"label": "Groups"'),
    ],
)
def test_data_that_says_something_else_is_told(file: str, old: str, new: str) -> None:
    document = two_tables("Ask residents")
    files = open_data.files(document, SITE, ENGLISH)
    name = NAME + file
    changed = files[name].decode("utf-8").replace(old, new).encode()
    assert {one.rule for one in data_proof.prove(document, {**files, name: changed})} == {"data-differs"}
    assert {one.rule for one in data_proof.prove(document, {f"{NAME}.json": files[f"{NAME}.json"]})} == {"data-differs"}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("-5", "-5"),
        ("+44 1622", "'+44 1622"),
        ("-0.9%", "-0.9%"),
        ("-£1,250.50", "-£1,250.50"),
        ("-1+1", "'-1+1"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text: str, cell: str) -> None:
    files = open_data.files(two_tables(text), SITE, ENGLISH)
    assert rows_of(files[f"{NAME}-s.csv"])[0]["A"] == cell


def test_lists_in_cells_are_lines_with_marks() -> None:
    inner = List((Item((Paragraph((Text("b"),)),)),), Numbering(start=4))
    outer = List((Item((Paragraph((Text("a"),)), inner)),))
    assert cell_text((outer, Paragraph((Text("c"),)))) == "• a\n  4. b\nc"


# ------------------------------------------------------------------------------------------------ fragments


def fragment(level: int) -> html.HtmlElement:
    built = html_fragment.build(job(), level)
    return html.fragment_fromstring(built.files[f"{NAME}.fragment.html"].decode("utf-8"))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_fragment_starts_at_the_level_asked_for_and_has_no_title_or_frame(level: int) -> None:
    root = fragment(level)
    found = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert min(found) == level
    assert not root.xpath(".//main|.//header|.//nav|.//link|.//meta")
    assert "Sample plan 2027" not in root.text_content()


def test_ids_of_a_fragment_start_with_the_name_of_its_publication_and_its_links_hold() -> None:
    root = fragment(2)
    ids = set(root.xpath("//@id"))
    assert ids
    assert all(id.startswith(f"{NAME}-") for id in ids)
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= ids


def test_a_heading_that_would_be_too_deep_is_told() -> None:
    assert "heading-too-deep" in {finding.rule for finding in html_fragment.build(job(), 6).findings}


LABELLED = List((Item((Paragraph((Text("Listen"),)),)), Item((Paragraph((Text("Answer"),)),))), Numbering(form="(1)"))


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"url": "https://example.org/plans/"}, "https://example.org/plans/"),
        ({"url": "https://example.org/plans/", "cms_files": "/sites/default/files"}, "/sites/default/files/"),
    ],
)
def test_a_fragment_has_the_other_formats_whole_addresses_and_its_labels(changes: dict[str, str], address: str) -> None:
    made = job()
    document = replace(
        made.document, sections=(Section("s", (Text("S"),), (LABELLED, Image("pictures/map.svg", "A map"))),)
    )
    _, edition, _ = edition_for("html", document, made.look, made.assets)
    made = replace(
        made,
        document=document,
        edition=edition,
        site=replace(SITE, url=changes["url"], cms_files=changes.get("cms_files", "")),
        facts=FACTS,
    )
    built = html_fragment.build(made)
    root = html.fragment_fromstring(built.files[f"{document.name}.fragment.html"].decode("utf-8"))
    assert [" ".join(one.text_content().split()) for one in root.xpath("//ul[@class='labelled']/li")] == [
        "(1) Listen", "(2) Answer",
    ]  # fmt: skip
    (picture,) = root.xpath("//img/@src")
    assert picture.startswith(address)
    assert root.xpath("//section[@class='formats']//a/@href") == [
        address + one.file for one in FACTS if one.format != "html"
    ]


def test_each_file_of_a_format_is_linked_with_its_kind() -> None:
    names = ["plan.brf", "plan-volume-1-of-2.brf", "plan-volume-2-of-2.brf", "plan.pef", "plan.ebrl"]
    whole = Fact("plan.brf", "braille", replace(FACTS[0].look, name="standard"), 0, 12)
    facts = list(edition_files.facts(whole, dict.fromkeys(names, 3000)))
    assert [download(one, ENGLISH, "Plan").words for one in facts] == [
        "Braille (BRF, 3 KB, 12 pages)",
        "Braille, Volume 1 of 2 (BRF, 3 KB)",
        "Braille, Volume 2 of 2 (BRF, 3 KB)",
        "Braille (PEF, 3 KB)",
        "Braille (eBraille, 3 KB)",
    ]
    assert download(facts[3], ENGLISH, "").media_type == "application/x-pef+xml"


def test_dates_and_numbers_keep_their_order_on_a_page_from_right_to_left() -> None:
    made = job()
    document = replace(made.document, language="ar", period="2021 to 2024")
    _, edition, _ = edition_for("html", document, made.look, made.assets)
    built = html_page.build(replace(made, document=document, edition=edition))
    page = html.document_fromstring(built.files[f"{document.name}.html"].decode("utf-8"))
    isolated = page.xpath("//dd//bdi/text()")
    assert "2021\u00a0to\u00a02024" in isolated
    assert any("@" in one for one in isolated)
    assert not html.document_fromstring(html_page.build(made).files[f"{NAME}.html"].decode("utf-8")).xpath("//bdi")


def test_the_verifier_knows_every_element_of_the_home_page_and_of_a_page_with_versions_in_other_languages() -> None:
    versions = (Version(f"{NAME}.cy.html", "cy", "Cynllun enghreifftiol"),)
    page = html_page.build(replace(job(), versions=versions))
    files = {**html_index.build(site()).files, **page.files}
    pages = {name: html.document_fromstring(data) for name, data in files.items() if name.endswith(".html")}
    assert {name: strange(root, name) for name, root in pages.items()} == {f"{NAME}.html": (), "index.html": ()}


def test_a_picture_has_an_address_without_signs_that_must_be_encoded() -> None:
    assert (
        html_assets.asset("images/a (b).png", Assets({}, {"images/a (b).png": b"x"}))
        == "assets/images/a-b--2d711642.png"
    )
