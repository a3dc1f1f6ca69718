"""The braille edition: translated by rule, laid out by rule, and read back word for word from each of its files."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.app.verify import read_back
from pipeline.app.verify import verify as proved
from pipeline.braille import codes, liblouis, signs
from pipeline.braille.back import BackTranslator
from pipeline.builders import Built, Fact, Job, look_for
from pipeline.builders.braille.build import build
from pipeline.builders.braille.layout import Block, PageSize, chopped
from pipeline.builders.braille.translate import Translator
from pipeline.builders.orders import edition_for
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Proofread, Site
from pipeline.editions.spoken.runs import SpokenRun, Stress
from pipeline.model import document as m
from pipeline.model.findings import Severity
from pipeline.model.walk import version
from tests.documents import P
from tests.editions import SITE, assets, edition, published

CASES = Path(__file__).parent / "cases" / "braille"
CODES = codes.read(assets().templates[codes.FILE])
BLANK = signs.BLANK


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
        found += [(path.stem, *pair) for pair in zip(lines[::2], lines[1::2], strict=True)]
    return found


@cache
def translator(code: str) -> Translator:
    return Translator(CODES[code])


@cache
def reader(code: str) -> BackTranslator:
    return BackTranslator(CODES[code].table)


def make(document: m.Document, site: Site = SITE, **changes: object) -> Built:
    look = replace(look_for("braille", looks.load(assets(), "standard")), **changes)  # type: ignore[arg-type]
    view = set_out(document, look, words.load(assets(), document.language))
    return build(Job(document, view, look, site, assets()))


def paper(*blocks: m.Block, **keys: object) -> m.Document:
    sections = (m.Section("part", (m.Text("Part"),), blocks),)
    return replace(m.Document("paper", (m.Text("A paper"),), status="published", sections=sections), **keys)  # type: ignore[arg-type]


def file(built: Built, ending: str = ".brf") -> bytes:
    return next(data for name, data in built.files.items() if name.endswith(ending))


def test_words_of_another_language_are_uncontracted_in_the_contents_too() -> None:
    heading = (m.Text("End "), m.Span("cy", (m.Text("y diwedd"),)))
    sections = (m.Section("part", heading, (P("Words."),)),)
    lines = file(make(replace(paper(), sections=sections))).decode("ascii")
    assert lines.count("DIWEDD") == 2
    assert "DIW$D" not in lines


def tree(built: Built, ending: str = ".brf") -> str:
    reading = read_back(file(built, ending), f"x{ending}")
    assert reading is not None
    return reading.tree


@pytest.mark.parametrize(("code", "text", "ascii"), cases())
def test_a_case_is_translated_and_read_back(code: str, text: str, ascii: str) -> None:
    cells = translator(code).cells([SpokenRun(text)])
    assert signs.ascii(cells) == ascii.strip()
    back = " ".join(reader(code).words(cells.split(BLANK)))
    assert back.split() == reader(code).fold(text).split()


def test_words_of_another_language_are_not_contracted_and_not_misread() -> None:
    runs = [SpokenRun("See "), SpokenRun("y cynllun", language="cy"), SpokenRun(" and the plan")]
    cells = translator("ueb-g2").cells(runs)
    assert signs.ascii(cells) == ",SEE ;;Y CYNLLUN & ! PLAN"
    assert " ".join(reader("ueb-g2").words(cells.split(BLANK))) == "See y cynllun and the plan"


def test_words_of_another_language_have_no_contractions_in_welsh_either() -> None:
    """“strategy” has three Welsh contractions; a word that stands in the Welsh text too keeps its one spelling."""
    english = m.Span("en", (m.Text("the housing strategy, STREETS and sir"),))
    document = paper(m.Paragraph((m.Text("Gweler "), english, m.Text(" yn y sir."))), language="cy")
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()
    shown = " ".join(file(built).decode().split())
    assert ",GWEL] THE HOUSING STRATEGY1 ,,STREETS AND SIR YN Y SIR4" in shown
    broken = {name: data.replace(b"STRATEGY", b"STRATEGI") for name, data in built.files.items()}
    assert proved(document, broken, built.reading).findings


def test_a_passage_in_capitals_goes_on_over_lines() -> None:
    document = paper(P("ANY PERSON WHO BREAKS RULE 4(A) OF THE COUNCIL PAYS £50 TO THE MAYOR AND ALDERMEN."))
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "مرحبا بكم"), ("pa", "ਸਵਾਗਤ ਹੈ"), ("uk", "Ласкаво просимо"), ("bn", "স্বাগতম")]
)
def test_words_in_another_script_stand_in_a_table_of_their_own(language: str, words: str) -> None:
    """Between the signs for another code, inside quotation marks too; the title page names their table."""
    phrase = m.Span(language, (m.Text(words),))
    document = paper(m.Paragraph((m.Text("Say “"), phrase, m.Text("” (welcome)."))))
    built = make(document)
    assert built.findings == ()
    assert proved(document, built.files, built.reading).findings == ()
    name = codes.of_language(CODES, language).plain  # type: ignore[union-attr]
    assert signs.ascii(liblouis.table("en-ueb-g1.ctb").braille(name)).encode() in file(built).split(b"\f")[0]
    other = liblouis.table(name).braille(words.split()[0])
    broken = {name: data.replace(signs.ascii(other[:3]).encode(), b"XYX") for name, data in built.files.items()}
    assert broken != built.files
    assert proved(document, broken, built.reading).findings


def test_languages_of_one_script_are_each_in_their_own_table() -> None:
    """Arabic and Urdu write one word in two ways; each keeps its own, and both are read back."""
    arabic, urdu = (m.Span(language, (m.Text("سلام"),)) for language in ("ar", "ur"))
    chinese = m.Span("zh", (m.Text("你好"),))  # a table that writes some letters of others as nothing
    document = paper(
        m.Paragraph((m.Text("Say "), arabic, m.Text(" or "), urdu, m.Text(" (peace), "), chinese, m.Text(".")))
    )
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()
    ways = [liblouis.table(name).braille("سلام") for name in ("ar-ar-g1.utb", "ur-pk-g1.utb")]
    shown = [f"{signs.OTHER_OPEN}{cells}{signs.OTHER_CLOSE}" for cells in ways]
    assert signs.ascii(shown[0] + BLANK) + "OR " + signs.ascii(shown[1]) in file(built).decode()
    broken = {name: data.replace(signs.ascii(ways[1]).encode(), b"XYX") for name, data in built.files.items()}
    assert proved(document, broken, built.reading).findings


@pytest.mark.parametrize(
    ("language", "other", "words"),
    [("ar", "ur", "نہر کا منصوبہ ٹھیک ہے"), ("ur", "ar", "قناة جديدة"), ("cy", "uk", "Привіт")],
)
def test_words_of_another_script_have_their_own_table_in_every_code(language: str, other: str, words: str) -> None:
    document = paper(m.Paragraph((m.Span(other, (m.Text(words),)), m.Text(" (1)."))), language=language)
    built = make(document)
    assert [one for one in built.findings if one.rule == "braille-character"] == []
    assert proved(document, built.files, built.reading).findings == ()
    cells = liblouis.table(codes.of_language(CODES, other).plain).braille(words.split()[0])  # type: ignore[union-attr]
    broken = {name: data.replace(signs.ascii(cells[:3]).encode(), b"XYX") for name, data in built.files.items()}
    assert broken != built.files
    assert proved(document, broken, built.reading).findings


def test_emphasis_is_marked_only_where_it_sets_words_apart() -> None:
    one = translator("ueb-g2")
    assert (
        signs.ascii(one.cells([SpokenRun("see "), SpokenRun("this", stress=Stress.STRONG), SpokenRun(" now")]))
        == "SEE ^1? N["
    )
    assert (
        signs.ascii(one.cells([SpokenRun("see "), SpokenRun("this", stress=Stress.EMPHASIS), SpokenRun(" now")]))
        == "SEE .1? N["
    )
    for stress in Stress:
        assert signs.ascii(one.cells([SpokenRun("this", stress=stress)])) == one_plain("this")
    cells = one.cells([SpokenRun("see "), SpokenRun("this important thing", stress=Stress.STRONG), SpokenRun(" now")])
    assert " ".join(reader("ueb-g2").words(cells.split(BLANK))) == "see this important thing now"


def one_plain(text: str) -> str:
    return signs.ascii(translator("ueb-g2").cells([SpokenRun(text)]))


@pytest.mark.parametrize("code", CODES)
def test_every_file_of_the_document_with_every_node_says_its_words(code: str) -> None:
    """In every code that is offered, with the added words of its language."""
    document = published() if code[:3] == "ueb" else replace(published(), language=CODES[code].language)
    built = make(document, code=code)
    assert [name.rpartition(".")[2] for name in built.files] == ["brf", "pef", "ebrl"]
    assert built.findings == ()
    assert proved(document, built.files, built.reading).findings == ()


def test_a_welsh_publication_is_proved_forward() -> None:
    document = paper(P("Mae'r Cyngor yn gwrando (3.5%)."), language="cy")
    built = make(document)
    assert proved(document, built.files, built.reading).findings == ()
    broken = {name: data for name, data in built.files.items() if name.endswith(".brf")}
    broken = {name: data.replace(b"GWR", b"GWX") for name, data in broken.items()}
    said = [piece for piece in built.reading if piece.kind != "copy"]
    assert proved(document, broken, said).findings


def test_english_words_of_the_site_are_not_contracted_in_a_welsh_publication() -> None:
    site = replace(SITE, notice="You can share this with anyone.")
    document = paper(P("Croeso."), language="cy")
    built = make(document, site)
    assert b",YOU CAN SHARE THIS WITH ANYONE4" in file(built).replace(b"\r\n", b" ")
    assert proved(document, built.files, built.reading).findings == ()


def test_the_title_page_tells_code_version_state_and_how_tables_stand() -> None:
    page = tree(make(published())).split("page 2")[0]
    assert "Unified English Braille, grade 2" in page
    assert "Translated by a machine and not proofread." in page
    assert "Each row of a table" in page
    first = file(make(published())).split(b"\f")[0]
    assert (
        signs.ascii(liblouis.BrailleTable("en-ueb-g1.ctb").braille(f"liblouis {liblouis.version()}")).encode() in first
    )


def test_a_proofreader_is_named_for_the_version_that_was_read_and_no_other() -> None:
    document = published()
    read = Proofread(document.name, "ueb-g2", "A. Reader", "1 May 2026", version(document))
    shown = tree(make(document, replace(SITE, proofread=(read,))))
    assert "Proofread by A. Reader, 1 May 2026." in " ".join(shown.split())
    for other in (replace(read, version="0" * 12), replace(read, code="ueb-g1"), replace(read, publication="x")):
        built = make(document, replace(SITE, proofread=(other,)))
        assert "not proofread" in " ".join(tree(built).split())
        told = [one.message for one in built.findings if one.rule == "proofread-lapsed"]
        assert bool(told) is (other.version != read.version)
    unknown = make(document, replace(SITE, proofread=(replace(read, code="ueb-2"),)))
    assert "under proofread:, “ueb-2” is not a braille code" in [one.message for one in unknown.findings]


@pytest.mark.parametrize(("cells", "lines"), [(40, 25), (32, 27), (28, 20), (20, 10), (40, 9)])
def test_pages_keep_the_size_of_the_paper_and_the_rules_of_layout(cells: int, lines: int) -> None:
    blocks = [P(f"Paragraph {n} says some words of the plan.") for n in range(60)]
    sections = tuple(m.Section(f"s{n}", (m.Text(f"Section {n}"),), tuple(blocks[n : n + n % 5])) for n in range(50))
    long = m.Text(
        "Minutes of the planning committee, held on Tuesday at the town hall"
    )  # the title fills several small pages
    document = replace(paper(), title=(long,), sections=sections)
    built = make(document, cells=cells, lines=lines)
    assert proved(document, built.files, built.reading).findings == ()
    first, *others = file(built).decode().removesuffix("\f").split("\f")
    assert not first.split("\r\n")[0]
    for number, page in enumerate(others, 2):
        assert page.split("\r\n")[0].endswith(signs.ascii(signs.number(number)))
    for page in (first, *others):
        rows = page.split("\r\n")[:-1]
        assert len(rows) <= lines
        assert max(map(len, rows)) <= cells


def test_a_contents_entry_names_the_page_of_its_heading() -> None:
    blocks = [P("words " * 40) for _ in range(12)]
    sections = tuple(m.Section(f"s{n}", (m.Text(f"Part number {n}"),), tuple(blocks)) for n in range(4))
    shown = tree(make(replace(paper(), sections=sections)))
    pages = re.split(r"page \d+\n", shown)[1:]
    for n in range(4):
        named = re.search(rf"Part number {n} (\d+)\n", shown)
        assert named is not None
        assert f"Part number {n}\n" in pages[int(named[1]) - 1]


def test_a_long_text_makes_volumes_that_start_with_a_passage_and_say_everything_once() -> None:
    blocks = [P("words of the plan " * 30) for _ in range(10)]
    sections = tuple(m.Section(f"s{n}", (m.Text(f"Part number {n}"),), tuple(blocks)) for n in range(6))
    document = replace(paper(), sections=sections)
    built = make(document, pages_per_volume=12)
    assert built.facts["volumes"] > 2
    count = built.facts["volumes"]
    assert [name for name in built.files if "volume-2" in name] == [f"paper-volume-2-of-{count}.brf"]
    assert proved(document, built.files, built.reading).findings == ()
    assert file(built, f"volume-2-of-{count}.brf") in file(built)


def test_a_word_longer_than_the_line_goes_on_after_dot_5() -> None:
    """In text, in the middle of a line, in a list deep in others, in the contents, and over the end of a page."""
    address = "https://example.org/" + "-".join(["equality"] * 9)
    deep: m.Block = P(address)
    for _ in range(9):
        deep = m.List((m.Item((deep,)),))
    sections = tuple(
        m.Section(f"s{number}", (m.Text(title),), (P(f"See {address} for more."), deep))
        for number, title in enumerate(["x" * 90, f"About {address}", "Part", "E" * 37])
    )
    for code, cells in (("ueb-g2", 32), ("cy-g2", 20)):
        document = replace(
            paper(), title=(m.Text("Paper " + "y" * 70),), sections=sections, language=code[:2].replace("ue", "en")
        )
        built = make(document, code=code, cells=cells)
        assert proved(document, built.files, built.reading).findings == ()
    lines = file(make(paper(P(address)), cells=32)).decode().split("\r\n")
    assert [line[-2:] for line in lines if line.endswith('"') and "HTTPS" in line] == ['/"']


def test_a_character_without_braille_is_an_error_with_its_place() -> None:
    built = make(paper(P("Water is 水.")))
    assert [(one.rule, one.block) for one in built.findings] == [("braille-character", "part/1")]
    assert make(paper(P("CO₂ and 5 ㎡"))).findings == ()


def test_every_character_without_braille_is_named_and_a_language_without_a_code_is_the_cause() -> None:
    greek = m.Paragraph((m.Text("In "), m.Span("el", (m.Text("Ελλάδα"),)), m.Text(" ✗ done ➢")))
    first, second = make(paper(greek)).findings
    assert "no braille code for “el”" in first.message
    assert "none for the character “ά” (U+03AC)" in first.message
    assert "grade 2 has no braille for the characters “✗” (U+2717), “➢” (U+27A2)" in second.message


@pytest.mark.parametrize(("code", "language"), [("ueb-g2", "en"), ("ueb-g1", "en"), ("cy-g2", "cy"), ("pl-g1", "pl")])
def test_a_character_without_braille_is_there_by_its_name_in_a_draft(code: str, language: str) -> None:
    """Signs of pictures and letters of other scripts, also in the middle of words; ﬁ after a figure; what nobody sees."""
    document = paper(P("Done 😀, a水b, 3ﬁ and soft\u00adhyphen ➢."), P("שלום"), language=language, status="draft")
    built = make(document, code=code)
    assert proved(document, built.files, built.reading).findings == ()
    assert code[:3] != "ueb" or "Done [grinning face], a[cjk unified ideograph-6c34]b, 3fi and" in " ".join(
        tree(built).split()
    )


def test_rows_of_simple_tables_are_paragraphs_where_that_is_asked_for() -> None:
    """A colon after the first entry, semicolons between the others, none at the end; tables with lists in them stay lists."""
    columns = tuple(m.Column(key, (m.Text(label),)) for key, label in (("a", "Action"), ("b", "Officer"), ("c", "By")))
    row = m.Record("R1", tuple(m.Cell((P(text),) if text else ()) for text in ("Ask residents", "", "March 2027.")))
    simple = m.Table(columns, (m.Group((row, replace(row, id="R2"))),), (m.Text("Plan"),), "a")
    items = m.Cell((m.List((m.Item((P("one"),)), m.Item((P("two"),)))),))
    listed = replace(simple, groups=(m.Group((m.Record("R3", (items, *row.cells[1:])),)),))
    look = replace(looks.load(assets(), "standard"), tables=looks.TableShape.PARAGRAPH)
    document = paper(simple, listed)
    own, view, _ = edition_for("braille", document, look, assets())
    built = build(Job(document, view, own, SITE, assets()))
    assert proved(document, built.files, built.reading).findings == ()
    said = " ".join(tree(built).split())
    assert "in this order: Action: Officer; By R1 Ask residents: Not stated; March 2027. R2 Ask residents:" in said
    assert "Officer: Not stated By: March 2027." in said
    assert "Ask residents, 1" not in said
    lines = file(built).decode().split("\r\n")
    assert [line for line in lines if line.startswith("  ,R#A ,ASK")]
    assert look_for("text", look).tables is look_for("html", look).tables is looks.TableShape.LIST


@pytest.mark.parametrize(
    ("code", "language", "words", "contracted"),
    [
        ("cy-g2", "en-GB", "This table stands for the people", "?IS"),
        ("ueb-g2", "cy", "Wedi'i gyhoeddi mewn cynllunion", "9N"),
    ],
)
def test_a_text_in_another_language_than_its_code_is_told_and_has_no_contractions(
    code: str, language: str, words: str, contracted: str
) -> None:
    document = paper(P(words), language=language)
    built = make(document, code=code)
    assert [(one.rule, one.severity.name) for one in built.findings] == [("braille-code", "WARNING")]
    assert f"this text is in “{language}”" in built.findings[0].message
    assert contracted not in file(built).decode()
    assert proved(document, built.files, built.reading).findings == ()


def test_a_language_or_code_that_is_not_there_is_told_and_nothing_is_made() -> None:
    for built in (make(paper(P("x"), language="tlh")), make(paper(P("x")), code="ueb-g9")):
        assert [one.rule for one in built.findings] == ["braille-code"]
        assert built.files == {}


def test_a_machine_without_the_program_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise liblouis.MissingTable("braille needs the program library liblouis, which is not on this machine")

    monkeypatch.setattr(liblouis, "_library", missing)
    built = make(paper(P("x")))
    assert [(one.rule, one.hint) for one in built.findings] == [("braille-missing", f"run: {liblouis.INSTALL}")]


def test_a_machine_without_the_tables_is_told_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library without its package of tables was told as a wrong name in the codes."""

    def missing(*_: object) -> None:
        raise liblouis.MissingTable("liblouis 3.24.0 has no table “en-ueb-g2.ctb”")

    monkeypatch.setattr(liblouis.BrailleTable, "__init__", missing)
    (finding,) = make(paper(P("x"))).findings
    assert finding.hint.startswith("correct the name")
    assert finding.hint.endswith(f"or run: {liblouis.INSTALL}")


PLANTED = [
    ("braille-unreadable", ".brf", b",SAMPLE", b"\x80SAMPLE"),
    ("braille-maker", ".brf", b"LIBLOUIS", b"LIBLUOIS"),
    ("braille-page-number", ".brf", b" #C\r\n", b" #D\r\n"),
    ("braille-head", ".brf", b",E NODE3 A PAP]           #C", b",E NODE A PAP]            #C"),
    ("braille-line-long", ".brf", b"  ,2F4", b"  ,2F4" + b"X" * 60),
    ("braille-page-long", ".pef", b"</page>", b"<row/>" * 30 + b"</page>"),
    ("braille-facts", ".pef", b"<dc:title>", b"<dc:subject>"),
    ("braille-unreadable", ".pef", b"<row>", b"<row>print"),
]


def test_a_machine_without_the_library_says_so_and_not_that_words_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    built = edition("braille")

    def gone() -> None:
        raise liblouis.MissingTable("braille needs the program library liblouis")

    monkeypatch.setattr(liblouis, "_library", gone)
    proof = proved(published(), built.files, built.reading)
    assert {one.rule for one in proof.findings} == {"braille-missing"}
    assert not any(one.severity is Severity.ERROR for one in proof.findings)
    assert all(one.hint == f"run: {liblouis.INSTALL}" for one in proof.findings)


@pytest.mark.parametrize(
    ("ending", "old", "new"),
    [
        (".brf", b"\r\n  ,", b"\r\n,"),
        (".brf", b"\r\n    ", b"\r\n  "),
        (".pef", "<row>\u2800\u2800".encode(), b"<row>"),
    ],
)
def test_a_line_that_lost_its_indent_is_found(ending: str, old: bytes, new: bytes) -> None:
    document = paper(*(P(f"Paragraph {number} of the paper, which is longer than a line") for number in range(3)))
    built = make(document)
    planted = {name: data.replace(old, new, 1) if name.endswith(ending) else data for name, data in built.files.items()}
    assert planted != built.files
    assert "braille-lines" in [one.rule for one in proved(document, planted, built.reading).findings]
    assert proved(document, built.files, built.reading).findings == ()


@pytest.mark.parametrize(("rule", "ending", "old", "new"), PLANTED)
def test_a_planted_fault_is_found(rule: str, ending: str, old: bytes, new: bytes) -> None:
    data = file(make(published()), ending)
    planted = data.replace(old, new)
    if rule == "braille-facts":
        planted = planted.replace(b"</dc:title>", b"</dc:subject>")
    assert planted != data
    reading = read_back(planted, f"x{ending}")
    assert reading is not None
    assert rule in [one.rule for one in reading.findings]


@pytest.mark.parametrize(
    ("rule", "part", "old", "new"),
    [
        ("braille-facts", "package.opf", '<meta property="a11y:producer">', '<meta property="a11y:other">'),
        ("braille-facts", "package.opf", "en-Brai-GB", "en-GB"),
        ("braille-package", "package.opf", "ebraille/style.css", "ebraille/other.css"),
        ("braille-package", "index.html", "#first", "#nowhere"),
        ("braille-package", "ebraille/text.html", "</body>", "<script></script></body>"),
        ("braille-undefined", "ebraille/text.html", "</body>", "<p>print</p></body>"),
        ("braille-unreadable", "package.opf", "<package", "<"),
    ],
)
def test_a_planted_fault_in_a_package_is_found(rule: str, part: str, old: str, new: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(file(make(published()), ".ebrl")))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as other:
        for entry in package.infolist():
            text = package.read(entry).decode()
            other.writestr(entry, text.replace(old, new) if entry.filename == part else text)
    reading = read_back(data.getvalue(), "x.ebrl")
    assert reading is not None
    assert rule in [one.rule for one in reading.findings]


@pytest.mark.parametrize("cells", [40, 20])
def test_a_page_without_a_running_head_is_found(cells: int) -> None:
    """On small pages the title goes on over several; the first page with a head follows it."""
    document = paper(*(P(f"Paragraph {number} of this text.") for number in range(30)))
    pages = file(make(document, cells=cells)).split(b"\f")
    for at, page in enumerate(pages):
        head, _, rest = page.partition(b"\r\n")
        if head:
            planted = b"\f".join([*pages[:at], b"\r\n" + rest, *pages[at + 1 :]])
            reading = read_back(planted, "x.brf")
            assert reading is not None
            assert "braille-head" in [one.rule for one in reading.findings]


def test_a_heading_at_the_end_of_a_page_is_found() -> None:
    data = file(make(published()))
    pages = data.split(b"\f")
    pages[2] = pages[2].rstrip() + b"\r\n\r\n    ,HEAD+\r\n"
    reading = read_back(b"\f".join(pages), "x.brf")
    assert reading is not None
    assert "braille-heading-last" in [one.rule for one in reading.findings]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="\u2801\u2803\u2809", min_size=1, max_size=70), min_size=1, max_size=12))
def test_lines_keep_their_width_and_lose_nothing(cells: list[str]) -> None:
    sheet = PageSize(24, 12)
    lines = sheet.wrapped(Block(BLANK.join(cells), 2, 4))
    assert max(map(len, lines)) <= 24
    joined = "".join(line.strip(BLANK).removesuffix(signs.CONTINUES) for line in lines)
    assert joined.replace(BLANK, "") == "".join(cells)


def test_no_volume_is_empty_and_none_is_lost() -> None:
    pages = PageSize(40, 25).pages([Block("\u2801" * 30) for _ in range(500)])
    spans = list(chopped(pages, 5))
    assert [page for span in spans for page in span] == list(range(len(pages.pages)))
    assert max(map(len, spans)) == 5


def test_building_twice_gives_the_same_bytes() -> None:
    assert make(published()).files == make(published()).files


def test_the_pages_of_the_pdf_are_named_where_they_begin() -> None:
    """Before the passage that a page begins with, never as the last line of a braille page."""
    look = look_for("braille", looks.load(assets(), "standard"))
    view = set_out(published(), look, words.load(assets(), "en-GB"))
    pdf = Fact("every-node.pdf", "pdf", looks.load(assets(), "standard"), 1, 3, starts=("", "Inner part", "Last"))
    built = build(Job(published(), view, look, SITE, assets(), facts=(pdf,)))
    assert built.findings == ()
    assert proved(published(), built.files, built.reading).findings == ()
    lines = [line.strip() for line in tree(built).split("\n")]
    for number, begins in ((2, "Inner part"), (3, "Last")):
        place = lines.index(f"Page {number} of the printed edition")
        after = [line for line in lines[place + 1 :] if line and not re.match(r"page \d", line)]
        assert after[0] == begins


MARKS = list("?!.,;:'\"()[]{}-–—…*/\\|<>&@#%+=~^_“”‘’•½²³€£§°")
LETTERS = list("abcehiostxzABCISTXéüøğŷαβσΣ0123456789œ✔●æ")
PARTS = ["the", "plan", "by", "enough", "was", "and", "for", "n", "A1", "2020-21", "1.1.1", "EqIA", "TBC", "e.g.", "::"]


@pytest.mark.parametrize("code", ["ueb-g1", "ueb-g2"])
def test_any_word_is_read_back_beside_any_other(code: str) -> None:
    """Words of marks, letters and short forms, plain, bold and of another language: none is lost, none is read as another."""
    chance = random.Random(14)

    def word() -> str:
        return "".join(
            chance.choice(chance.choice([MARKS, MARKS, LETTERS, PARTS])) for _ in range(chance.randint(1, 6))
        )

    one = Translator(CODES[code], {"cy": "cy-cy-g1.utb"})
    for _ in range(300):
        texts = [" ".join(word() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 3))]
        runs = [
            SpokenRun(f"{text} ", language=chance.choice(["", "", "cy"]), stress=chance.choice(list(Stress)))
            for text in texts
        ]
        back = BackTranslator(CODES[code].table)
        said = " ".join(back.words(one.cells(runs).split(BLANK)))
        assert said == " ".join(back.fold(" ".join(texts)).split()), runs
