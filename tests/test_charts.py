"""Charts of tables and the overview of statuses: what they draw, what they say, and that every format shows and proves them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image

from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import BUILDERS
from pipeline.checks import tables as checks
from pipeline.content import read, write
from pipeline.editions import progress, words
from pipeline.editions.contrast import ratio
from pipeline.editions.drawings import charts, plot
from pipeline.editions.drawings.lettering import DrawingFonts, Flat
from pipeline.editions.drawings.plot import ChartStyle, Data, Series, share_of
from pipeline.editions.drawings.shapes import Drawing, DrawnWords, Stroke, as_png, as_svg, mirrored
from pipeline.kinds import ratings
from pipeline.kinds.ratings import Rating
from pipeline.library.library import ContentDocument, Library
from pipeline.model.document import Cell, Chart, Column, Document, Group, Record, Section, Table
from pipeline.sources.word_edition.read import read_back
from tests.editions import assets, built_anew, edition, file_of
from tests.opened import opened
from tests.pdf_editions import para, t

WORDS = words.load(assets(), "en-GB")


def figures(kind: Chart | None, *rows: tuple[str, ...], heads: tuple[str, ...] = ("Age", "Women", "Men")) -> Table:
    columns = tuple(Column(f"c{n}", t(head)) for n, head in enumerate(heads[: len(rows[0])] if rows else heads))
    records = tuple(Record(f"r{n}", tuple(Cell((para(cell),)) for cell in row)) for n, row in enumerate(rows, 1))
    return Table(columns, (Group(records),), t("Staff by age"), "c0", chart=kind)


AGES = (("16 to 24", "120", "98"), ("25 to 49", "1,340", "-"), ("50 and over", "512", "430"), ("Total", "1,972", "528"))
STATUSES = ("Done", "Under way", "Late", "done", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,340", 1340),
        ("(12)", -12),
        ("-3%", -3),
        ("12 (4.1%)", 12),
        ("£1.2m", 1.2e6),
        ("below 10", None),
        ("<5", None),
        ("[c]", None),
    ],
)
def test_a_cell_of_figures_has_one_number_or_none(text: str, number: float | None) -> None:
    assert charts.value(text) == number


def progress_table() -> Table:
    columns = tuple(Column(key, t(label)) for key, label in (("action", "Action"), ("status", "Status")))
    rows = tuple(
        Record(f"M{n}", (Cell((para(f"Action {n}"),)), Cell((para(status),) if status else ())))
        for n, status in enumerate(STATUSES, 1)
    )
    return Table(columns, (Group(rows),), t("Progress"), "action")


def document(*tables: Table) -> Document:
    """A published update with a section for each table; ids of rows are unique over all."""
    sections = []
    for number, table in enumerate(tables, 1):
        rows = tuple(replace(row, id=f"{row.id}_{number}") for row in table.groups[0].records)
        sections.append(Section(f"part_{number}", t(f"Part {number}"), (replace(table, groups=(Group(rows),)),)))
    return Document("charts", t("Charts of a workforce"), kind="update", status="published", sections=tuple(sections))


WHOLE = document(
    progress_table(),
    figures(Chart.BAR, *AGES),
    figures(Chart.LINE, ("2019", "12.5%"), ("2020", "11.0%"), ("2021", "(2.0%)")),
)
EDITIONS = [*((format, "standard") for format in BUILDERS if format != "audio"), ("pdf", "large-print")]


def test_a_summary_says_the_highest_and_lowest_figure_wherever_they_stand() -> None:
    """The one negative year of a line; rows with the same figure; a row for all wards is a total."""
    found = words.load(assets(), "en-GB")
    shares = ("3.1%", "-0.4%", "1.7%", "2.0%", "1.7%", "1.8%", "1.9%")
    years = [(str(year), share) for year, share in enumerate(shares, 2019)]
    said = charts.summary(figures(Chart.LINE, *years), "Gap", found).text
    assert "3.1% (2019) to 1.9% (2025)." in said
    assert "lowest -0.4% (2020)." in said
    wards = [
        ("North", "12"),
        ("South", "12"),
        ("East", "15"),
        ("West", "14"),
        ("Hill", "13"),
        ("Vale", "14"),
        ("Dale", "14"),
    ]
    said = charts.summary(figures(Chart.BAR, *wards, ("All wards", "94")), "Complaints", found).text
    assert "highest 15 (East), lowest 12 (North, South)." in said


@pytest.mark.parametrize(
    ("label", "figure", "total"),
    [
        ("All wards", "70", True),
        ("All 5 wards", "70", True),
        ("Borough total", "70", True),
        ("Total (all wards)", "70", True),
        ("Pob ward", "70", True),
        ("Sampleton", "60", True),  # the sum of the others, whatever it is called
        ("All Saints", "70", False),
        ("Total Energies", "70", False),
        ("Sampleton", "70", False),
    ],
)
def test_a_row_that_sums_up_the_others_is_drawn_and_told_with_none_of_them(
    label: str, figure: str, total: bool
) -> None:
    table = figures(Chart.BAR, ("North", "12"), ("South", "8"), ("East", "20"), ("West", "20"), (label, figure))
    assert charts.data(table).labels == ("North", "South", "East", "West", *(() if total else (label,)))


def test_an_e_book_whose_only_pictures_are_charts_says_that_it_shows_pictures() -> None:
    about = {(name, value) for _, name, value in edition("epub", "standard", WHOLE).about}
    assert {("schema:accessMode", "visual"), ("schema:accessibilityFeature", "alternativeText")} <= about


@pytest.mark.parametrize(("format", "look"), EDITIONS)
def test_every_format_shows_charts_and_is_proved(format: str, look: str) -> None:
    made = edition(format, look, WHOLE)
    assert [one for one in made.findings if one.severity > 0] == []
    assert verify(WHOLE, made.files, made.reading, ExpectedFacts(assets=assets())).findings == ()
    said = [piece.text.strip() for piece in made.reading if piece.kind in ("chart", "overview")]
    assert said[0] == "5 actions: 2 done, 1 under way, 1 late, 1 not stated"
    assert any("Women: highest 1,340 (25 to 49), lowest 120 (16 to 24)." in text for text in said)


@pytest.mark.parametrize("kind", list(Chart))
def test_a_chart_is_the_same_bytes_each_time_and_a_sound_picture(kind: Chart) -> None:
    own = document(figures(kind, ("2019", "12"), ("2020", "8"), ("2021", "20")))
    one, other = (built_anew("html", "standard", own).files for _ in range(2))
    assert one == other
    (svg,) = (data for name, data in one.items() if name.endswith(".svg"))
    assert etree.fromstring(svg).get("viewBox")


def test_totals_are_left_out_and_minus_signs_are_understood() -> None:
    found = charts.data(figures(Chart.BAR, *AGES))
    assert found.labels == ("16 to 24", "25 to 49", "50 and over")
    assert [series.values for series in found.series] == [(120, 1340, 512), (98, None, 430)]
    assert [charts.value(text) for text in ("-3", "(4.5%)", "£1,200", "n/a")] == [-3, -4.5, 1200, None]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (figures(Chart.BAR, ("North", "good"), ("South", "poor")), "no column"),
        (figures(Chart.BAR, ("16 to 24", "1")), "2 to 12 rows"),
        (figures(Chart.LINE, *[(str(n), *"12345") for n in range(3)], heads=tuple("abcdef")), "at most 4 columns"),
        (figures(Chart.BAR, *[(f"Ward {n}", "3") for n in range(13)]), "2 to 12 rows"),
        (figures(Chart.LINE, *[(str(n), "3") for n in range(31)]), "2 to 30 rows"),
        (figures(Chart.SHARE, ("A", "1,204"), ("B", "n/a"), ("C", "12")), "“n/a” is not"),
        (figures(Chart.BAR, ("A", "£5"), ("B", "£1110,000"), ("C", "£7")), "“£1110,000”, in the column “"),
        (figures(Chart.SHARE, *AGES), "one column"),
        (figures(Chart.SHARE, ("Up", "3"), ("Down", "-2")), "not parts of a whole"),
        (figures(Chart.SHARE, ("Upper", "53%"), ("Lower", "29%")), "make 82%, no whole"),
        (figures(Chart.BAR, ("North", "41", "£12,500"), ("South", "18", "£1,250")), "different units (numbers, £)"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_told_and_left_out(table: Table, reason: str) -> None:
    paper = ContentDocument(document(table))
    (told,) = (one for one in checks.check(Library((paper,)).neighbours, paper) if one.rule == "chart-figures")
    assert reason in told.message
    assert not any(name.endswith(".svg") for name in edition("html", "standard", document(table)).files)


@pytest.mark.parametrize("word", ["ක්‍රියාව", "行动", "การ"])
def test_words_that_the_fonts_of_charts_lack_leave_the_summary_and_the_sentence(word: str) -> None:
    rows = tuple(
        Record(f"a{n}", (Cell((para(word),)), Cell((para(status),)))) for n, status in enumerate((word, "Done"))
    )
    columns = (Column("action", t(word)), Column("status", t(word)))
    made = edition("html", "standard", document(Table(columns, (Group(rows),), t(word), "action")))
    assert any(piece.kind == "overview" and "2" in piece.text for piece in made.reading)
    assert not any(name.endswith(".svg") for name in made.files)


@pytest.mark.parametrize(
    ("language", "word"),
    [("ar", "مكتمل"), ("ur", "ٹریننگ"), ("pa", "ਕਾਰਵਾਈ"), ("bn", "কার্যক্রম"), ("ne", "कार्य"), ("ti", "ድርጊት")],
)
@pytest.mark.parametrize("format", ["html", "docx"])
@pytest.mark.parametrize("unit", ["{}", "{}%", "£{}", "-{}"])
def test_charts_have_words_of_every_shipped_script(language: str, word: str, format: str, unit: str) -> None:
    table = figures(Chart.BAR, (word, unit.format(3)), (f"{word} {word}", unit.format(2)), heads=(word, word))
    made = edition(format, "standard", replace(document(table), language=language))
    assert any(piece.kind == "chart" and word in piece.text for piece in made.reading)
    _, data = file_of(made, format)
    shown = [*made.files] if format == "html" else zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert any(one.endswith(".svg") for one in shown)


def drawn(text: str, family: str = "NotoSansArabic", *, from_right: bool = False) -> list[tuple[float, float]]:
    """From where to where each contour of a text reaches along its line, in type sizes."""
    fonts = assets().templates
    pairs = ((fonts[f"fonts/{one}-Regular.ttf"], fonts[f"fonts/{one}-Bold.ttf"]) for one in ("Arimo", family))
    DrawingFonts(tuple(pairs), from_right).draw(text, False, flat := Flat(), (0.0, 0.0, 1.0))
    return [(min(x for x, _ in one), max(x for x, _ in one)) for one in flat.contours]


def test_letters_of_a_word_join_and_run_from_the_right() -> None:
    left, right = sorted(drawn("سس"))
    assert left[1] > right[0]  # their strokes meet
    first, second = sorted(drawn("سا"))
    assert first[1] - first[0] < second[1] - second[0]  # the second letter, a single stroke, stands at the left
    assert len(drawn("कि", "NotoSansDevanagari")) < len(drawn("क", "NotoSansDevanagari")) + len(
        drawn("ि", "NotoSansDevanagari")
    )


@pytest.mark.parametrize(
    ("text", "from_right", "same"),
    [("AB", True, "AB"), ("12%", True, "12%"), ("س 12", True, None), ("س AB", False, None), ("س (1)", True, None)],
)
def test_words_and_figures_of_two_directions_stand_where_readers_look_for_them(
    text: str, from_right: bool, same: str | None
) -> None:
    found = drawn(text, from_right=from_right)
    if same:
        assert found == drawn(same)
        return
    arabic, others = found, drawn(text[2:])
    first = max(one[1] for one in others)
    letter = max(one[1] - one[0] for one in drawn("س"))
    widest = max(arabic, key=lambda one: one[1] - one[0])
    assert widest[1] - widest[0] == pytest.approx(letter, abs=0.01)
    assert (widest[0] > first) == from_right


def test_a_chart_of_a_language_from_the_right_is_turned_round() -> None:
    data = charts.data(figures(Chart.BAR, ("16", "4"), ("25", "5")))
    made = plot.bars(data, style())
    turned = mirrored(made, style().face)
    assert mirrored(turned, style().face) == made
    label = next(shape for shape in turned.shapes if isinstance(shape, DrawnWords))
    assert label.at[0] > turned.width / 2


def test_holes_of_letters_stay_open_in_a_picture_of_dots() -> None:
    one = Drawing(40, 40, "#ffffff", (DrawnWords((2, 36), "O", 40, "#000000", True),))
    picture = Image.open(io.BytesIO(as_png(one, style().face))).convert("L")
    row = [picture.tobytes()[48 * picture.width + x] < 128 for x in range(picture.width)]
    assert [row[n] != row[n - 1] for n in range(1, len(row))].count(True) == 4
    assert b"<path" in as_svg(one, style().face)


def test_the_key_is_read_written_and_checked() -> None:
    text = write(document(figures(Chart.SHARE, ("Yes", "3"), ("No", "2"))))
    assert "chart: share" in text
    again, findings = opened(read(text.encode(), "charts", "charts.yaml"))
    assert again is not None
    assert not findings
    assert next(block.chart for block in again.sections[0].blocks if isinstance(block, Table)) is Chart.SHARE
    _, findings = opened(read(text.replace("chart: share", "chart: pie").encode(), "charts", "charts.yaml"))
    assert [(one.rule, one.place.line) for one in findings] == [
        ("not-a-choice", text[: text.index("chart:")].count("\n") + 1)
    ]


def test_charts_of_a_word_edition_do_not_come_back_as_pictures() -> None:
    base = document(figures(Chart.BAR, ("16 to 24", "120"), ("25 to 49", "130")), progress_table())
    name, data = file_of(edition("docx", "standard", base), "docx")
    back = read_back(data, name.removesuffix(".docx"), base)
    assert back.pictures == ()
    assert write(back.document) == write(base)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Done", "done"), ("Complete", "done"), ("Green", "good"), ("On track", "good"),
        ("In progress", "middle"), ("Partly complete", "middle"), ("Amber", "middle"), ("Not complete", "middle"),
        ("Overdue", "bad"), ("Red", "bad"), ("Not on track", "bad"), ("Delayed to May", "bad"),
        ("Not started", "waiting"), ("On hold", "paused"), ("Deferred to 2027", "paused"), ("Wstrzymane", "paused"),
        ("暂停", "paused"), ("স্থগিত", "paused"), ("Cancelled", "closed"), ("No longer on hold: started", "middle"),
        ("Not yet complete", "middle"), ("Not yet done", "middle"), ("Not fully achieved", "middle"),
        ("Nearly complete", "middle"), ("Partly done", "middle"), ("Incomplete", "middle"), ("90% complete", "middle"),
        ("3 of 5 done", "middle"), ("Hasn’t been delivered", "middle"), ("Complete except for signs", "middle"),
        ("Almost finished", "middle"), ("No actions completed", "middle"), ("In-complete", "middle"),
        ("To be completed", "waiting"), ("Will be closed in May", "waiting"), ("To complete", "waiting"),
        ("100% complete", "done"), ("In May completed", "done"),
        ("Completed in May", "done"), ("Not achieved", "bad"), ("Not on target", "bad"),
        ("R", "bad"), ("AMBER", "middle"), ("Amber/Green", "middle"), ("g", "good"),
        ("Referred to the board", "other"), ("Translated", "other"), ("Complete?", "other"),
        ("Not late", "good"), ("Completed late", "done"), ("Complete (late)", "done"), ("Delayed but now complete", "done"),
        ("On time", "good"), ("Ahead of schedule", "good"), ("100%", "done"), ("Good progress", "good"),
        ("Zakończone", "done"), ("W toku", "middle"), ("Opóźnione", "bad"), ("Nie rozpoczęto", "waiting"),
        ("Czerwony", "bad"), ("Nie zrealizowano", "bad"), ("Częściowo zakończone", "middle"), ("Zakończone?", "other"),
        ("Finalizat", "done"), ("În curs de realizare", "middle"), ("Întârziată", "bad"), ("Nu a început", "waiting"),
        ("Roşu", "bad"), ("Виконано", "done"), ("У процесі", "middle"), ("Прострочено", "bad"), ("Ще не розпочато", "waiting"),
        ("ਮੁਕੰਮਲ", "done"), ("ਜਾਰੀ ਹੈ", "middle"), ("ਦੇਰੀ", "bad"), ("ਸ਼ੁਰੂ ਨਹੀਂ ਹੋਇਆ", "waiting"),
        ("مکمل", "done"), ("جاری", "middle"), ("تاخیر", "bad"), ("شروع نہیں ہوا", "waiting"),
        ("সম্পন্ন", "done"), ("চলমান", "middle"), ("বিলম্বিত", "bad"), ("শুরু হয়নি", "waiting"),
        ("सम्पन्न", "done"), ("जारी", "middle"), ("ढिलाइ", "bad"), ("सुरु भएको छैन", "waiting"),
        ("مكتمل", "done"), ("قيد التنفيذ", "middle"), ("متأخر", "bad"), ("لم يبدأ بعد", "waiting"), ("وفق الخطة", "good"),
        ("已完成", "done"), ("进行中", "middle"), ("延误", "bad"), ("尚未开始", "waiting"), ("綠色", "good"),
        ("Wedi’i gwblhau", "done"), ("Ar y gweill", "middle"), ("Hwyr", "bad"), ("Heb ddechrau", "waiting"),
        ("Wedi'i gwblhau'n rhannol", "middle"), ("Oren", "middle"), ("Ar y trywydd iawn", "good"),
        ("Unable to complete", "bad"), ("Failed to complete", "bad"), ("Now not complete", "middle"),
    ],
)  # fmt: skip
def test_words_of_a_status_have_a_meaning(text: str, state: str) -> None:
    assert ratings.state_of(text) == state


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Completed late", True), ("Done", True), ("On track", False), ("Not yet done", False), ("To be closed", False),
        ("80% complete", False), ("Partly delivered", False), ("Completed. More to come", True),
        ("Zakończono", True), ("Zgodnie z planem", False), ("اكتمل", True), ("Wedi’i gyflawni", True),
    ],
)  # fmt: skip
def test_only_what_is_finished_is_done(text: str, done: bool) -> None:
    assert ratings.is_done(text) is done


def rated(key: str, label: str, *statuses: str) -> Table:
    """A table of statuses whose rows are named by a column of this key."""
    rows = tuple(Record(f"r{n}", (Cell((para(f"Row {n}"),)), Cell((para(one),)))) for n, one in enumerate(statuses, 1))
    return Table((Column(key, t(label)), Column("status", t("Status"))), (Group(rows),), t("Ratings"), key)


def test_spellings_of_one_colour_are_counted_as_one() -> None:
    found = progress.counts(
        document(rated("action", "Action", "R", "red", "AMBER", "Amber", "Amber/Green", "G")), WORDS
    )
    assert [(one.words, one.number) for one in found] == [("G", 1), ("Amber", 2), ("Amber/Green", 1), ("red", 2)]


def test_only_rows_that_somebody_has_to_do_are_counted() -> None:
    legend, hours = rated("meaning", "Meaning", "Green", "Amber"), rated("day", "Day", "Open", "Closed")
    assert progress.counts(document(legend, hours), WORDS) == []
    found = progress.counts(document(rated("action", "Action", "Green", "Red"), legend, hours), WORDS)
    assert sum(one.number for one in found) == 2


@pytest.mark.parametrize(
    ("key", "label"), [("risk", "Risk"), ("project", "Project"), ("asset", "Asset"), ("complaint", "Complaint")]
)
def test_rows_that_only_name_an_officer_are_no_actions(key: str, label: str) -> None:
    table = rated(key, label, "Green", "Red")
    officers = tuple(replace(row, cells=(*row.cells, Cell((para("Policy team"),)))) for row in table.groups[0].records)
    register = replace(table, columns=(*table.columns, Column("officer", t("Owner"))), groups=(Group(officers),))
    plan = progress_table()
    unrated = replace(plan, columns=(plan.columns[0], Column("by", t("By"))))
    assert progress.counts(document(register), WORDS) == []
    assert progress.counts(document(unrated, register), WORDS) == []


def told(*rows: tuple[str, str]) -> Table:
    """An update without statuses: progress and next steps of some actions."""
    cells = [("Act", *row) for row in rows]
    records = tuple(
        Record(f"r{n}", tuple(Cell((para(one),) if one else ()) for one in row)) for n, row in enumerate(cells, 1)
    )
    columns = (("action", "Action"), ("progress", "Progress"), ("next", "Next steps"))
    return Table(tuple(Column(key, t(label)) for key, label in columns), (Group(records),), t("Progress"), "action")


def test_an_update_without_statuses_counts_progress_and_next_steps() -> None:
    made = document(told(("Began", "Go on"), ("Ended", ""), ("", ""), ("Began", "Go on")))
    assert [(one.words, one.state, one.number) for one in progress.counts(made, WORDS)] == [
        ("With progress and next steps", None, 2),
        ("With progress only", None, 1),
        ("With no progress reported", None, 1),
    ]
    page = edition("html", "standard", made)
    assert any("4 actions: 2 with progress and next steps" in piece.text for piece in page.reading)
    assert any(name.endswith(".svg") for name in page.files)
    assert progress.counts(document(told(("Began", ""), ("Ended", ""))), WORDS) == []
    assert progress.counts(replace(made, language="so"), words.load(assets(), "so")) == []


def test_a_column_of_sentences_is_no_status() -> None:
    table = progress_table()
    long = Record("M9", (Cell((para("Act"),)), Cell((para("We wrote to every parish and heard from most of them."),))))
    assert progress.counts(document(replace(table, groups=(Group((*table.groups[0].records, long)),))), WORDS) == []


def test_a_chart_in_word_is_as_wide_as_the_text_and_sharp() -> None:
    made = edition("docx", "standard", document(figures(Chart.BAR, ("16 to 24", "120"), ("25 to 49", "130"))))
    _, data = file_of(made, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        (name,) = (one for one in file.namelist() if one.endswith(".png"))
        picture = Image.open(io.BytesIO(file.read(name)))
    assert picture.info["dpi"][0] == pytest.approx(192, abs=1)
    assert picture.width > 1000


def style() -> ChartStyle:
    regular, bold = (assets().templates[f"fonts/Arimo-{weight}.ttf"] for weight in ("Regular", "Bold"))
    return ChartStyle(360, 16, "#000000", "#ffffff", "#00436b", DrawingFonts(((regular, bold),)))


def test_the_scale_of_a_chart_has_the_unit_of_its_figures() -> None:
    data = charts.data(figures(Chart.LINE, ("2019", "12.5%"), ("2020", "-2.0%")))
    assert [data.series[0].mark(number) for number in (-2.5, 0, 10)] == ["−2.5%", "0%", "10%"]
    costs = charts.data(figures(Chart.LINE, ("2019", "£1.2m"), ("2020", "£800k")))
    assert costs.series[0].mark(1_000_000) == "£1,000,000"
    assert charts.unit(["3", "-"]) == ""


@pytest.mark.parametrize(
    ("part", "said"), [(0.0, "0%"), (3 / 1428, "<1%"), (0.5, "50%"), (0.997, ">99%"), (1.0, "100%")]
)
def test_a_share_that_is_not_nothing_is_not_said_to_be_nothing(part: float, said: str) -> None:
    assert share_of(part) == said


def test_two_statuses_of_one_meaning_have_colours_and_shapes_by_which_the_key_is_read() -> None:
    states = (Rating.GOOD, *Rating)
    fills = progress.fills(states)
    assert len(set(fills)) == len(fills)
    assert {state: ratio(*progress.fills((state, state))) > 1.25 for state in Rating} == dict.fromkeys(Rating, True)
    pencil = charts.Pencil(style())
    data = Data(("Green", "Complete"), (Series("", (2.0, 2.0), ("2", "2")),), fills[:2], states[:2])
    assert pencil.draw(Chart.SHARE, data)
    forms = [len(plot.shares(replace(data, forms=(state, state)), style()).shapes) for state in states]
    # A half circle on a whole one, two bars, a hollow square on a full one.
    assert forms == [8, 8, 8, 10, 8, 8, 10, 8, 10]


def test_a_line_has_a_gap_where_a_figure_is_not_known() -> None:
    rows = (("2020", "4"), ("2021", "5"), ("2022", "n/a"), ("2023", "7"), ("2024", "6"))
    whole = plot.lines(charts.data(figures(Chart.LINE, *rows[:2], *rows[3:])), style())
    broken = plot.lines(charts.data(figures(Chart.LINE, *rows)), style())
    assert [sum(isinstance(one, Stroke) and one.width == 2.5 for one in made.shapes) for made in (whole, broken)] == [
        1,
        2,
    ]
