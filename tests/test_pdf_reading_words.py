"""Words of a PDF as other programs set them: codes without a letter, invisible characters, words broken in narrow columns."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pikepdf
import pytest
import typst
from pdfminer.pdffont import PDFFont
from pdfminer.pdftypes import PDFStream

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph
from pipeline.model.show_json import to_json
from pipeline.model.walk import canonical
from pipeline.sources.pdf.file.faces import style_of
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.text.spelling import End, Speller
from pipeline.sources.pdf.text.words import Word, WordPart
from tests.pdf_pages import drawn, printed, read, told

CELLS = "td { border: 0.7pt solid; padding: 2pt } table { border-collapse: collapse; table-layout: fixed; width: 100% }"


def test_a_code_to_which_windows_encoding_gives_no_letter_draws_a_bullet() -> None:
    page = r"BT /F 12 Tf 40 100 Td (\177) Tj 14 0 Td (First of all) Tj -14 -16 Td (\177) Tj 14 0 Td (Second) Tj ET"
    assert told(drawn(page, font="Helvetica /Encoding /WinAnsiEncoding")).splitlines() == ["* First of all", "* Second"]
    assert "(cid:127)" in told(drawn(page))


@pytest.mark.parametrize(
    ("letter", "first", "words"),
    [
        ("C", "ouncils", "Councils meet"),
        ("A", "plan", "A plan meet"),
        ("I", "deas", "Ideas meet"),
        ("O", "xbury", "Oxbury meet"),
    ],
)
def test_a_dropped_initial_begins_the_first_of_the_lines_beside_it(letter: str, first: str, words: str) -> None:
    lines = (
        f"{first} meet in each spring",
        "in the hall of the town and",
        "hear what each person says",
        "about the plan of the year.",
    )
    beside = "".join(
        f"BT /F 10 Tf {40 if at == 3 else 62} {160 - 12 * at} Td ({line}) Tj ET " for at, line in enumerate(lines)
    )
    big = f"BT /F 32 Tf 40 136 Td ({letter}) Tj ET "
    for drawing in (big + beside, beside + big):
        assert told(drawn(drawing)).split() == " ".join((f"{words} in each spring", *lines[1:])).split()


def test_a_large_figure_leaves_the_lines_beside_it_apart() -> None:
    page = "BT /F 40 Tf 40 130 Td (76%) Tj ET BT /F 10 Tf 140 142 Td (of all people) Tj 0 -12 Td (know the plan) Tj ET"
    lines = " ".join(told(drawn(page)).split())
    assert "of all people" in lines
    assert "know the plan" in lines


@pytest.mark.parametrize(
    ("text", "apart", "words"),
    [
        ("PLAN FOR ALL", 2.6, "PLAN FOR ALL"),
        ("P L A N", -1.5, "PLAN"),
        ("P L A N  A L L", 0, "PLAN ALL"),
        ("P L A", -1.5, "P L A"),
        ("K L M N O", -1.5, "K L M N O"),
        ("Q A T R", 0, "Q A T R"),
        ("Y  N Y  N X", -1.5, "Y N Y N X"),
        ("2 0 2 4", -1.5, "2 0 2 4"),
        ("M I N U T E S", 0, "MINUTES"),
        ("p l a n", -1.5, "p l a n"),
    ],
)
def test_letters_set_apart_are_words(text: str, apart: float, words: str) -> None:
    assert told(drawn(f"BT /F 12 Tf {apart} Tc 40 100 Td ({text}) Tj ET")) == words


@pytest.mark.parametrize(
    ("apart", "text", "words"),
    [
        (3, "(S) -20 (T) 100 (A) 100 (TISTICAL REVIEW)", "STATISTICAL REVIEW"),
        (3, "(EV) 120 (A) 120 (L) 120 (UATION OF IT)", "EVALUATION OF IT"),
        (0, "(A) -300 (PLAN) -300 (FOR) -300 (ALL) -900 (PAGE) -300 (TWO)", "A PLAN FOR ALL PAGE TWO"),
        (0, "(A B C TOTAL) -900 (F G)", "A B C TOTAL F G"),
        (0, "(R) -180 (T) -330 (L) -180 (P) -330 (W) -180 (S)", "R T L P W S"),
    ],
)
def test_letters_set_apart_of_which_some_touch_are_words(apart: int, text: str, words: str) -> None:
    assert told(drawn(f"BT /F 12 Tf {apart} Tc 40 100 Td [{text}] TJ ET", size=(500, 200))) == words


def test_a_letter_of_a_font_that_draws_signs_is_a_bullet() -> None:
    page = "BT /F 12 Tf 40 100 Td (n) Tj /G 12 Tf 14 0 Td (First of all) Tj ET"
    assert told(drawn(page, font="ZapfDingbats")) == "* First of all"


@pytest.mark.parametrize(
    ("sign", "wide", "lines", "items"),
    [
        ("\u03be", 20, ("Meet in spring", "Meet in autumn"), 2),
        ("\u03be", 14, ("Meet in spring", "Meet in autumn"), 0),
        ("\u03be", 20, ("Meet in spring",), 0),
        ("x", 20, ("Meet in spring", "Meet in autumn"), 0),
        ("(cid:404)", 20, ("Meet in spring", "Meet in autumn"), 2),
    ],
)
def test_a_sign_in_a_face_of_its_own_before_several_lines_is_a_bullet(
    sign: str, wide: int, lines: Sequence[str], items: int
) -> None:
    ops = [
        f"BT /F 12 Tf 20 {100 - 40 * at} Td (A) Tj /G 12 Tf {wide} 0 Td ({line}) Tj ET" for at, line in enumerate(lines)
    ]
    assert told(_song(" ".join(ops), [sign])).count("* ") == items
    same = " ".join(ops).replace("/G", "/F").replace("(A)", "(Z)")
    assert told(_song(same, [sign])).count("* ") == 0


def test_a_sign_in_a_face_of_its_own_beside_a_line_that_hangs_is_a_bullet_with_its_fate() -> None:
    line = "BT /F 12 Tf 20 100 Td (A) Tj /G 12 Tf 20 0 Td (The clerk meets all members) Tj {} -14 Td (of it) Tj ET"
    for beside, items in ((0, 1), (-20, 0)):
        data = _song(line.format(beside), ["\u03be"])
        assert told(data).count("* ") == items
        assert [word.text for word in assemble(read(data), "case").ledger.words if word.fate == "lost"] == []


def test_an_emoji_before_a_text_is_no_bullet() -> None:
    page = _song("BT /F 12 Tf 20 100 Td (AB) Tj /G 12 Tf 30 0 Td (Ring us first) Tj ET", ["\u260e", "\ufe0f"])
    assert told(page) == "\u260e\ufe0f Ring us first"
    assert told(_song("BT /F 12 Tf 20 100 Td (A) Tj /G 12 Tf 26 0 Td (Ring us) Tj ET", ["\u260e"])) == "* Ring us"


def test_a_sign_of_a_symbol_font_in_the_text_is_the_character_that_people_see() -> None:
    page = r"BT /G 12 Tf 40 100 Td (Done) Tj /F 12 Tf 40 0 Td ({0}) Tj /G 12 Tf 20 0 Td (Late) Tj /F 12 Tf 40 0 Td (A{0}) Tj ET"
    named = "{0} /FontDescriptor << /Type /FontDescriptor /FontName /{0} /Flags 4 >>"
    signs = [
        ("ABCDEE+Wingdings-Regular", r"\374", "✓"),
        ("Wingdings2", "P", "✓"),
        ("Wingdings2", "R", "☑"),
        ("SymbolMT", "D", "Δ"),
    ]
    for font, code, sign in signs:
        text = told(drawn(page.format(code), font=named.format(font)))
        assert text.startswith(f"Done {sign} Late A"), text


def test_words_in_the_symbol_font_of_viewers_are_the_letters_that_people_see() -> None:
    greek = "BT /G 12 Tf 40 100 Td (The angle) Tj /F 12 Tf 70 0 Td (abm) Tj ET"
    assert told(drawn(greek, font="Symbol")) == "The angle αβμ"
    assert [one for one in read(drawn(greek, font="Symbol")).findings if one.rule == "hidden-words"] == []


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        (b"1 begincidrange <0000> <ffff> 0 endcidrange", "<00410042>"),
        (b"1 begincodespacerange <41> <42> endcodespacerange 2 begincidchar <41> 7 <42> 8 endcidchar", "(AB)"),
        (b"", "<00410042>"),
        ("/No-Such-Map", "<00410042>"),
    ],
)
def test_a_font_with_a_character_map_of_its_own_loses_no_word(encoding: bytes | str, shown: str) -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(f"BT /F 12 Tf 40 100 Td {shown} Tj ET")))
    stream: pikepdf.Object
    if isinstance(encoding, str):
        stream = pikepdf.Name(encoding)
    else:
        stream = pdf.make_stream(b"begincmap %s endcmap" % encoding)
        stream.CMapName = pikepdf.Name("/Own")
    texts = pdf.make_stream(b"begincmap 2 beginbfchar <0041> <0041> <0042> <0042> endbfchar endcmap")
    pdf.pages[0].Resources.Font.F = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.Own, Encoding=stream, ToUnicode=texts,
        DescendantFonts=[pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.Own, W=[7, [600, 600]],
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        )],
    )  # fmt: skip
    data = io.BytesIO()
    pdf.save(data)
    assert told(data.getvalue()) == "AB"


def test_a_replacement_text_of_several_words_is_several_words_without_its_invisible_characters() -> None:
    mark = r"/Span << /ActualText <FEFF002E002E002E002020600037> >> BDC"
    page = f"BT /F 12 Tf 40 100 Td (Aims) Tj 40 0 Td {mark} (...7) Tj EMC ET"
    assert told(drawn(page)) == "Aims ... 7"
    assert [word.text for word in read(drawn(page)).words] == ["Aims", "...", "7"]


@pytest.mark.parametrize(("given", "shown"), [("FEFF200B", "2.2 All aims"), ("FEFF", "2.2All aims")])
def test_a_space_stays_where_its_replacement_text_is_an_invisible_character(given: str, shown: str) -> None:
    mark = f"/Span << /ActualText <{given}> >> BDC"
    assert told(drawn(f"BT /F 12 Tf 40 100 Td (2.2) Tj {mark} ( ) Tj EMC (All aims) Tj ET")) == shown


def test_a_contents_list_that_the_tags_name_is_set_aside_with_its_heading() -> None:
    text = "The council keeps a record of each meeting."
    source = f"= Equality policy\n#outline()\n== Our aims\n{text}\n== How we work\n{text}"
    result = assemble(read(typst.compile(source.encode())), "policy")
    headings = [(one["level"], one["text"]) for one in to_json(result.document)["blocks"] if one["type"] == "heading"]
    assert headings == [(1, "Equality policy"), (2, "Our aims"), (2, "How we work")]
    assert not result.ledger.unaccounted
    assert not [word.text for word in result.ledger.words if word.fate == "lost"]


def test_words_placed_one_by_one_stay_apart_where_kerning_narrows_the_space() -> None:
    words = "BT /F 12 Tf 40 100 Td (by) Tj 15.5 0 Td (the) Tj 18.6 0 Td (Access) Tj 43.7 0 Td (Forum) Tj ET"
    assert told(drawn(words)) == "by the Access Forum"


def test_letters_that_are_spaced_stay_one_word() -> None:
    assert told(drawn("BT /F 12 Tf 1.2 Tc 40 100 Td (Accessibility) Tj 90 0 Td (statements) Tj ET")) == (
        "Accessibility statements"
    )


def test_a_hyphen_at_a_line_end_goes_where_english_knows_the_word_and_not_its_halves() -> None:
    css = "@page { size: 43mm 90mm }"
    assert told(printed("<p>of the imple-&#8203;mentation</p>", css)) == "of the implementation"
    assert told(printed("<p>the council wide-&#8203;ranging</p>", css)) == "the council wide-ranging"


@pytest.mark.parametrize(
    ("line", "rest", "elsewhere", "whole"),
    [
        ("An ex-", "ceptional year", "", "exceptional"),  # a prefix by its letters alone
        ("All ser-", "vices ran", "", "services"),  # both halves are in the list of words
        ("The ex-", "treasurer came", "", "ex-treasurer"),
        ("The Mc-", "GregorFund paid", "McGregorFund", "McGregorFund"),  # a capital inside is no code
        ("The well-", "being day", "wellbeing", "well-being"),  # few lines end in a hyphen, so this one is the author’s
        ("The anti-", "litter day", "anti-litter", "anti-litter"),
        ("Kas e-", "teenuseid on", "e-teenuste", "e-teenuseid"),  # another form of the word has its hyphen
        ("Send an e-", "newsletter", "", "e-newsletter"),  # no type-setter leaves one letter before a hyphen
        ("Big O-", "penChain act", "OpenChain", "OpenChain"),
    ],
)
def test_the_spelling_of_the_document_and_of_english_goes_before_the_prefix_at_a_line_end(
    line: str, rest: str, elsewhere: str, whole: str
) -> None:
    page = printed(f"<p>{line}&#8203;{rest}</p><p>{elsewhere}</p>", "@page { size: 43mm 90mm }")
    words = told(page).splitlines()[0].split()
    assert whole in words


@pytest.mark.parametrize(
    ("language", "before", "kept"),
    [("und", "Nicht-", "Nicht"), ("und", "nicht-", "nicht-"), ("und", "EU-", "EU-"), ("and", "Nicht-", "Nicht-")],
)
def test_a_small_letter_behind_the_hyphen_of_a_german_noun_shows_that_it_is_none(
    language: str, before: str, kept: str
) -> None:
    known = Counter([language, "nicht", "eu", "erfüllung"])
    after = SimpleNamespace(text="erfüllung", spaced=False, link="")
    assert Speller(known, line_ends=20, hyphens=9).glue(before, cast(Word, after), End()) == (kept, True)


def test_a_small_word_behind_the_hyphen_of_a_german_noun_keeps_it_and_is_asked_about() -> None:
    """The document has it in small letters by itself, as an adjective; it may still be a piece of one word."""
    after = SimpleNamespace(text="weiten", spaced=False, link="")
    known = Speller(Counter(["und", "bundes", "weiten"]), {"weiten"}, line_ends=20, hyphens=9)
    assert known.glue("Bundes-", cast(Word, after), End()) == ("Bundes-", True)
    assert known.doubts == ["Bundes-weiten"]


@pytest.mark.parametrize(
    ("words", "before", "text", "kept"),
    [
        ({"and": 2, "und": 1}, "Plan-", "making", "Plan-"),
        ({"and": 1, "et": 1}, "Plan-", "making", "Plan"),
        ({"and": 1}, "Plan-", "mahing", "Plan"),
        ({"and": 1}, "Plam-", "making", "Plam"),
        ({"and": 1}, "imple-", "mentation", "imple"),
        ({"and": 1}, "wide-", "spread", "wide"),
        ({"and": 1, "plan": 1, "making": 1}, "Plan-", "making", "Plan-"),  # the document has both, so it is sure
        ({"and": 1, "planmaking": 1}, "Plan-", "making", "Plan"),
    ],
)
def test_two_words_of_english_that_are_none_together_keep_their_hyphen_and_are_asked_about(
    words: dict[str, int], before: str, text: str, kept: str
) -> None:
    known = Speller(Counter(words), line_ends=20, hyphens=9)
    assert known.glue(before, cast(Word, SimpleNamespace(text=text, spaced=False, link="")), End()) == (kept, True)
    assert known.doubts == [before + text] * (kept == before and "plan" not in words)


def test_a_question_about_a_hyphen_stands_at_its_paragraph() -> None:
    """The other hyphens at line ends are the type-setter's."""
    cut = [("Verwal-", "tung"), ("Verord-", "nung"), ("Behör-", "den"), ("Gemein-", "den"), ("Bundes-", "weiten")]
    lines = ["Bundes weiten und und"]
    for head, tail in cut:
        lines += [f"Der Rat der Stadt und die Leute in der Stadt sagen es dem {head}", f"{tail} sagt er es allen."]
    ops = "\n".join(f"BT /F 10 Tf 40 {380 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))
    flow = read(drawn(ops, size=(380, 400), font="Helvetica /Encoding /WinAnsiEncoding"))
    asked = [block.doubt for block in flow.blocks if isinstance(block, FlowParagraph) and block.doubt]
    assert asked == ["is the hyphen in “Bundes-weiten” right? It stands at a line end"]


@pytest.mark.parametrize(
    ("before", "text", "spaced", "joined"),
    [
        ("-", "-", False, True),
        ("-", "->", False, True),
        ("-", "-", True, False),
        ("[[-", "10.5", False, True),
        ("-", "10", False, False),
    ],
)
def test_signs_of_hyphens_that_a_line_end_parts_are_one(before: str, text: str, spaced: bool, joined: bool) -> None:
    after = SimpleNamespace(text=text, spaced=spaced, link="")
    assert Speller(line_ends=20, spaced=20).glue(before, cast(Word, after), End()) == (before, joined)


@pytest.mark.parametrize(
    ("words", "before", "kept"),
    [
        (["kirja-teenused"], "kirja-", "kirja-"),
        (["kirja-tee"], "kirja-", "kirja"),  # another word
        (["kirja-teenus", "kirjateenuseid"], "kirja-", "kirja"),
        ([], "kirja\u2011", "kirja"),
    ],
)
def test_another_form_of_a_word_elsewhere_shows_its_hyphen(words: list[str], before: str, kept: str) -> None:
    after = SimpleNamespace(text="teenuseid", spaced=False, link="")
    assert Speller(Counter(words), line_ends=20, hyphens=9).glue(before, cast(Word, after), End()) == (kept, True)


@pytest.mark.parametrize(
    ("page", "kept"), [("events:parking-inspector-start", "parking-"), ("parkinginspector", "parking"), ("", "parking")]
)
def test_the_address_of_a_link_shows_the_hyphens_of_its_text(page: str, kept: str) -> None:
    link = page and f"https://www.example.org/{page}"
    after = SimpleNamespace(text="inspector-", spaced=False, link=link)
    known = Speller(Counter(["parkinginspector-"]), line_ends=20, hyphens=9)
    assert known.glue("parking-", cast(Word, after), End()) == (kept, True)


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_hyphen_between_figures_at_a_line_end_stays(hyphen: str) -> None:
    after = SimpleNamespace(text="4", spaced=False, link="")
    glued = Speller(Counter(["14"]), line_ends=20, hyphens=9).glue(f"1{hyphen}", cast(Word, after), End())
    assert glued == ("1\u2010" if hyphen == "\u2010" else "1-", True)


@pytest.mark.parametrize("word", ["server-exceptions.json", "request-duration_all", "cpu-percentageTotal"])
def test_a_hyphen_of_a_name_in_code_stays_at_a_line_end(word: str) -> None:
    rows = "".join(f"<p>entry {name} {word.replace('-', '-&#8203;')}</p>" for name in ("one", "two", "tri"))
    shown = told(printed(f"{rows}<p>of the imple-&#8203;mentation</p>", "@page { size: 52mm 120mm }"))
    assert shown.count(word) == 3
    assert "implementation" in shown


def test_a_word_cut_at_a_line_end_has_its_fate_though_the_lines_are_drawn_in_another_order() -> None:
    below = "0 -40 Td (In other years it did not see to it) Tj " * 9
    page = f"BT /F 12 Tf 40 684 Td (mentation of the plan) Tj {below} 0 376 Td (The council saw to the imple-) Tj ET"
    result = assemble(read(drawn(page, size=(300, 800))), "case")
    assert [word.fate for word in result.ledger.words if word.text in ("imple-", "mentation")] == ["repaired"] * 2


def test_a_name_over_three_lines_of_a_cell_keeps_its_hyphens_and_every_piece_has_its_fate() -> None:
    text = "The privacy threshold analysis asks whether the council collects or shares what it knows of people."
    rows = "".join(f"<tr><td class=n>privacy-threshold-analysis-q{n}</td><td>{text}</td></tr>" for n in range(1, 5))
    result = assemble(read(printed(f"<table>{rows}</table>", CELLS + "td.n { width: 16mm }")), "case")
    assert [words.text for words in canonical(result.document) if "q4" in words.text] == [
        "privacy-threshold-analysis-q4"
    ]
    assert {word.fate for word in result.ledger.words} == {"placed", "repaired"}
    assert not result.ledger.unaccounted


def test_a_hyphen_before_a_conjunction_stands_for_the_rest_of_a_word() -> None:
    page = printed("<p>for all the two-&#8203;and three-year plans</p>", "@page { size: 50mm 90mm }")
    assert told(page) == "for all the two- and three-year plans"


def test_spaces_that_carry_the_line_under_a_word_cut_no_word() -> None:
    under = "BT 40 100 Td /F 12 Tf ( ) Tj 20 0 Td ( ) Tj ET"
    page = f"BT /F 12 Tf 40 100 Td (plan) Tj ET {under} BT /F 12 Tf 63.4 100 Td (. A new plan) Tj ET"
    assert told(drawn(page)) == "plan. A new plan"


def _song(page: str, text: Sequence[str]) -> bytes:
    """A page whose font /F draws the parts of `text` for "A", "B", "C" …, each as wide as the size of the type."""
    codes = "".join(f"<{0x41 + at:02x}> <{one.encode('utf-16-be').hex()}>\n" for at, one in enumerate(text))
    wide = (
        f"Song /FirstChar 65 /LastChar 90 /Widths [{'1000 ' * 26}] /FontDescriptor << /Type /FontDescriptor /Flags 4 >>"
    )
    with pikepdf.open(io.BytesIO(drawn(page, size=(212, 200), font=wide))) as pdf:
        table = f"1 begincodespacerange <00> <ff> endcodespacerange {len(codes) // 12} beginbfchar\n{codes}endbfchar"
        pdf.pages[0].Resources.Font.F.ToUnicode = pdf.make_stream(table.encode())
        pdf.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(("name", "told_as", "read_as"), [
    ("ff", "\u21b5", "affb"), ("ffi", "\0", "affib"), ("ff", "f", "afb"), ("germandbls", "@", "a@b"), ("a", "\u2022", "a\u2022b"),
])  # fmt: skip
def test_a_ligature_is_read_by_its_name_where_the_file_gives_no_letter(name: str, told_as: str, read_as: str) -> None:
    with pikepdf.open(io.BytesIO(_song("BT /F 12 Tf 40 100 Td (ABC) Tj ET", f"a{told_as}b"))) as pdf:
        pdf.pages[0].Resources.Font.F.Encoding = pikepdf.Dictionary(
            BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=[66, pikepdf.Name(f"/{name}")]
        )
        pdf.save(out := io.BytesIO())
    assert told(out.getvalue()) == read_as


def test_a_sign_that_the_file_tells_is_read_though_its_code_is_that_of_a_ligature_elsewhere() -> None:
    """A part of a font has codes of its own: 0xAE is “fi” in the standard encoding only."""
    data = _song("BT /F 12 Tf 40 100 Td (A\\256B) Tj ET", "ab").replace(b"/LastChar 90", b"/LastChar 255")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.pages[0].Resources.Font.F
        font.Widths = [1000] * 191
        codes = font.ToUnicode.read_bytes().replace(b"2 beginbfchar", b"3 beginbfchar <ae> <2022>")
        font.ToUnicode = pdf.make_stream(codes)
        pdf.save(out := io.BytesIO())
    assert told(out.getvalue()) == "a\u2022b"


@pytest.mark.parametrize(("said", "read_as"), [
    ([3 * letter for letter in "abcdef"], "abcdef"),  # macOS, where it joined three copies of a font
    ([2 * letter for letter in ("a", "b", "fi", "d", "e", "f")], "abfidef"),
    ([2 * letter for letter in "ft-le"], "fftt--llee"),  # ligatures and a dash, in a part of a font that holds no others
    (["ff", "tt", "--", "ll", "ee", "fi"], "fftt--lleefi"),
    (["aa", "bb", "", "dd", "ee", "ff", "gg"], "aabbddeeff"),
])  # fmt: skip
def test_a_map_that_says_each_letter_several_times_is_read_once(said: list[str], read_as: str) -> None:
    assert told(_song("BT /F 12 Tf 40 100 Td (ABCDEF) Tj ET", said)).startswith(read_as)


def test_a_map_that_says_letters_several_times_leaves_a_letter_out_that_no_encoding_tells() -> None:
    data = _song("BT /F 12 Tf 40 100 Td (ABCDEFG) Tj ET", [2 * letter for letter in "abcdef"])
    assert told(data) == "abcdef(cid:71)"


def test_a_code_of_no_sign_and_no_width_leaves_nothing_in_the_text() -> None:
    data = _song("BT /F 12 Tf 40 100 Td (BA) Tj ET", "a\0").replace(b"1000 1000", b"1000    0", 1)
    assert told(data) == "a"


def test_a_tab_without_width_parts_words() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz\t"
    assert told(_song("BT /F 12 Tf 40 100 Td (AB[CD) Tj ET", letters)) == "ab cd"


def test_a_sign_without_a_letter_beside_a_gap_joins_no_words() -> None:
    """Google Docs draws such a sign where a link begins, and all spaces of a line after its words."""
    words = "BT /F 12 Tf 40 100 Td (ABC) Tj 40 0 Td (Z) Tj (DE) Tj ET"
    assert told(_song(words, "abcdefghijklmnopqrstuvwxy\u200b")) == "abc de"


def test_signs_of_a_layout_program_are_no_words_and_lose_none() -> None:
    """A glyph that stands for a tab and the end of a nested style, as InDesign writes contents lists."""
    data = _song("BT /F 12 Tf 40 100 Td (ABCDE) Tj ET", ["8", "\t\x07", "C", "h", "a"])
    result = assemble(read(data), "case")
    assert [word.text for word in result.ledger.words if word.fate == "lost"] == []
    assert [words.text for words in canonical(result.document)][-1] == "8 Cha"


def test_white_space_between_two_scripts_parts_no_word() -> None:
    page = "BT /F 12 Tf 40 100 Td (AB) Tj /G 12 Tf 27 0 Td (2021) Tj /F 12 Tf 30 0 Td (C) Tj 18 0 Td (D) Tj ET"
    assert told(_song(page, "竞争年月")) == "竞争2021年 月"


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    lines = ("议会保存每次会议的记录", "并发送给每位成员")
    page = "BT /F 12 Tf 40 100 Td (ABCDEFGHIJK) Tj 0 -15 Td (LMNOPQRS) Tj ET"
    assert told(_song(page, "".join(lines))) == "".join(lines)


def test_a_piece_of_a_broken_word_that_is_a_word_elsewhere_leaves_that_word_its_fate() -> None:
    cells = (
        "<tr><td style='width: 14mm'>Development</td><td>Develop the plans</td></tr><tr><td>Staff</td><td>x</td></tr>"
    )
    css = CELLS + "td { overflow-wrap: anywhere } @page { size: A5 }"
    result = assemble(read(printed(f"<table>{cells}</table>", css)), "case")
    fates = [word.fate for word in result.ledger.words if word.text.startswith(("Dev", "plans"))]
    assert fates == ["repaired", "placed", "placed"]


@pytest.mark.parametrize(("text", "whole"), [(".of_pages", True), ("()", True), ("of", False), ("(or none)", False)])
def test_what_no_word_begins_with_goes_on_with_the_code_on_the_line_before(text: str, whole: bool) -> None:
    style = Style("Sans", 9.0, False, False, "#000000", 0)
    after = Word([WordPart(text, style, 0.0)], 0.0, 0.0, 40.0, 9.0, 8.0, 9.0, 0)
    assert Speller().glue("part.kinds", after, End(room=4.0)) == ("part.kinds", whole)


@pytest.mark.parametrize(("rest", "whole"), [("34", True), ("34.50", True), ("3", False), ("345", False)])
def test_a_figure_cut_in_its_last_group_of_three_goes_on_with_what_makes_it_whole(rest: str, whole: bool) -> None:
    after = Word(
        [WordPart(rest, Style("Sans", 9.0, False, False, "#000000", 0), 0.0)], 0.0, 0.0, 40.0, 9.0, 8.0, 9.0, 0
    )
    assert Speller().glue("2,096,7", after, End(room=0.2)) == ("2,096,7", whole)


@pytest.mark.parametrize(("before", "whole"), [("clerk@", True), ("see@work:", False), ("@", False)])
def test_a_mail_address_goes_on_after_its_sign(before: str, whole: bool) -> None:
    style = Style("Sans", 9.0, False, False, "#000000", 0)
    after = Word([WordPart("example.org", style, 0.0)], 0.0, 0.0, 40.0, 9.0, 8.0, 9.0, 0)
    assert Speller().glue(before, after, End(room=4.0)) == (before, whole)


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (12, "Organisational development"),
        (10, "Democratic services"),
        (12, "Safeguarding and consultation"),
        (11, "By 31/03/2024"),
        (8, "By 31/03/2024"),
        (11, "The executive’s office"),
        (14, "Induction programme for me"),
        (8, "EQ10 and EQ12"),
        (17, "Workforce %"),
        (14, "Head of communications@example.org"),
        (30, "info@example.gov example.gov"),
        (9, "Head of all our teams on the going rate for each form"),
        (15, "see dct:accessRights"),
        (20, "The SharePoint site is here"),
        (13, "The SharePoint and GitHub files"),
        (15, "£1,096,962,623 in all"),
        (22, "part>section.chapter>page_of_text"),
        (25, "dct:conformsTo dct:modified"),
        (16, "http://example.org/a-list"),
    ],
)
def test_words_that_a_narrow_column_breaks_without_a_hyphen_are_whole_again(width: int, text: str) -> None:
    row = f"<tr><td style='width: {width}mm'>{text}</td><td>The council keeps a record of each meeting</td></tr>"
    cells = printed(f"<table>{row}{row}</table>", CELLS + "td { overflow-wrap: anywhere } @page { size: A5 }")
    assert told(cells).splitlines()[0].split(" | ")[0].removeprefix("| ") == text


@pytest.mark.parametrize(
    ("name", "bold"),
    [
        ("ABCDEF+NimbusRomNo9L-Medi", True),
        ("NimbusRomNo9L-MediItal", True),
        ("CMBX12", True),
        ("CMSSBX10", True),
        ("CMBXTI10", True),
        ("CMB10", True),
        ("SFBX1095", True),
        ("ecbx1000", True),
        ("Lato-Semibold", True),
        ("NimbusRomNo9L-Regu", False),
        ("CMR12", False),
        ("CMBSY10", False),
        ("HelveticaNeue-Medium", False),
        ("DemiTristan", False),
    ],
)
def test_the_names_of_bold_faces_are_known(name: str, bold: bool) -> None:
    """Faces of TeX call their bold "Medi" or "BX", and their descriptors say nothing of it."""
    font = SimpleNamespace(fontname=name, descriptor={}, flags=4, italic_angle=0, is_multibyte=lambda: False)
    assert style_of(cast(PDFFont, font), 10, "", 0).bold is bold


@pytest.mark.parametrize(("at", "bold"), [(3, True), (100, False)])
def test_of_a_font_with_very_many_tables_the_first_are_looked_through(at: int, bold: bool) -> None:
    names = (b"head" if number == at else b"other"[:4] for number in range(200))
    tables = b"".join(struct.pack(">4sIII", name, 0, 12 + 16 * 200, 54) for name in names)
    data = struct.pack(">IHHHH", 0x10000, 200, 0, 0, 0) + tables + bytes(44) + struct.pack(">H", 1) + bytes(8)
    held = {"FontFile2": PDFStream({}, data)}
    font = SimpleNamespace(fontname="F1", descriptor=held, flags=4, italic_angle=0, is_multibyte=lambda: False)
    assert style_of(cast(PDFFont, font), 10, "", 0).bold is bold


SOFT = "\u00ad"


@pytest.mark.parametrize(
    ("page", "text", "words"),
    [
        ("(ABCBD) Tj", ["16", SOFT, "07", "25"], "16-07-25"),
        ("(ABCD) Tj", ["so", "-\u00ad\u2010", "x", "\u00b5\u03bc"], "so-x\u00b5"),
        ("(ABC) Tj", ["do", "--", "ll"], "do--ll"),
        ("(AB) Tj 30 0 Td (C) Tj", ["pre", SOFT, "x"], "pre- x"),
        ("(A) Tj 18 0 Td (B) Tj 18 0 Td (C) Tj", ["as", SOFT, "is"], "as - is"),
        ("(AB) Tj -10 -16 Td (C) Tj", ["pre", SOFT, "fix"], "prefix"),
        ("(AB) Tj 36 0 Td (C) Tj", ["pre", SOFT, "x"], "pre x"),
        ("(ABC) Tj 40 0 Td (AB) Tj -40 -16 Td (D) Tj", ["re", SOFT, "do", "use"], "re-do re-use"),
        ("(ABCE) Tj 52 0 Td (AB) Tj -52 -16 Td (D) Tj", ["re", SOFT, "do", "use", "-"], "re-do- reuse"),
    ],
)
def test_a_soft_hyphen_inside_a_line_is_a_hyphen(page: str, text: Sequence[str], words: str) -> None:
    found = read(_song(f"BT /F 12 Tf 100 160 Td {page} ET", text)).blocks
    assert " ".join(block.text.replace(SOFT, "") for block in found if isinstance(block, FlowParagraph)) == words


def test_a_soft_hyphen_without_width_is_none() -> None:
    data = _song("BT /F 12 Tf 100 160 Td (A[B) Tj ET", "ab                        " + SOFT)
    assert told(data) == "ab"


@pytest.mark.parametrize(("lean", "after"), [("1 0 .33 1 40 100", "76 100"), ("0 1 -1 .33 100 40", "100 76")])
def test_a_space_behind_letters_that_lean_over_it_parts_words(lean: str, after: str) -> None:
    way = "1 0 0 1" if after == "76 100" else "0 1 -1 0"
    data = drawn(f"BT /F 12 Tf {lean} Tm (certain) Tj {way} {after} Tm ( tasks) Tj ET")
    assert told(data) == "certain tasks"


def test_text_of_two_bytes_in_a_font_of_one_has_no_letters_between_its_letters() -> None:
    assert told(drawn(r"BT /F 12 Tf 40 100 Td (\000A\000 \000S\000k\000i\000l\000l) Tj ET")) == "A Skill"


def test_a_space_that_kerning_draws_over_the_end_of_a_word_parts_it_from_the_next() -> None:
    assert told(drawn("BT /F 12 Tf 40 100 Td [(plan) 150 ( ) (and)] TJ ET")) == "plan and"


@pytest.mark.parametrize(("figure", "at", "raised"), [("22,228", 40, False), ("12", 40, True), ("22,228", 98, True)])
def test_a_small_figure_far_from_a_line_of_larger_type_is_not_raised(figure: str, at: int, raised: bool) -> None:
    page = f"BT /F 12 Tf 130 100 Td (aged sixteen or over) Tj /F 8 Tf {at - 130} 4 Td ({figure}) Tj ET"
    runs = [run for block in read(drawn(page)).blocks if isinstance(block, FlowParagraph) for run in block.runs]
    assert next(run.superscript for run in runs if figure in run.text) is raised


def test_the_raised_mark_of_a_word_that_stands_alone_is_one() -> None:
    runs = read(drawn("BT /F 12 Tf 40 100 Td (Reports) Tj 8 TL /F 8 Tf 4 Ts (12) Tj ET")).blocks[0]
    assert isinstance(runs, FlowParagraph)
    assert [(run.text, run.superscript) for run in runs.runs] == [("Reports", False), ("12", True)]


@pytest.mark.parametrize(("name", "bold"), [("CIDFont+F3", True), ("F12", True), ("Regular", False)])
def test_a_font_whose_name_is_a_number_is_as_bold_as_its_file_says(name: str, bold: bool) -> None:
    pdf = pikepdf.open(io.BytesIO(printed("<p>Some plain words.</p><p><b><i>Some other words.</i></b></p>")))
    for font in pdf.pages[0].Resources.Font.values():
        within = font.DescendantFonts[0]
        font.BaseFont = within.BaseFont = within.FontDescriptor.FontName = pikepdf.Name(f"/{name}")
        within.FontDescriptor.ItalicAngle, within.FontDescriptor.Flags = 0, 4
    pdf.save(made := io.BytesIO())
    plain, other = (block.runs[0] for block in read(made.getvalue()).blocks if isinstance(block, FlowParagraph))
    assert (plain.bold, plain.italic, other.bold, other.italic) == (False, False, bold, bold)
