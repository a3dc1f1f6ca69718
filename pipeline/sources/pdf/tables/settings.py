"""Every threshold of the reader of tables in PDF, in one table: its value, its unit, why it is so, and the test that needs it.

"Sizes" are multiples of the font size, "heights" of the height of words, "spaces" of the usual word space; shares run from 0 to
1. The weights of the row splitter are parts of what a sure sign is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.sources.pdf.setting import setting


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds, by name."""

    # Ruling lines
    thin: float = setting(4.0, "points", "A shape thinner than this is a ruling line.", "test_thin")
    doubled: float = setting(2.6, "points", "Parallel lines nearer than this are one doubled line.", "test_doubled")
    stroke_gap: float = setting(
        3.5, "points", "Strokes of one line may lie this far apart (dots, joints of borders).", "test_stroke_gap"
    )
    chart_share: float = setting(
        0.25, "share of the width", "Curves over this part of a box are a chart.", "test_chart_share"
    )
    bars: int = setting(
        3, "heights", "Fills side by side that end at so many heights are the bars of a chart.", "test_bars"
    )
    touch: float = setting(
        4.0,
        "points",
        "Lines that miss each other by less cross; words stand so far outside of the lines of their table.",
        "test_touch",
    )
    slim: float = setting(
        5.0,
        "points",
        "Lower rows and narrower columns hold no text; edges of columns differ by less from page to page.",
        "test_slim",
    )
    same_ends: float = setting(
        8.0, "points", "The ends of the horizontal lines of one table may differ so much.", "test_same_ends"
    )
    broken: float = setting(14.0, "points", "One horizontal line may be broken so far between columns.", "test_broken")
    ruled_share: float = setting(
        0.6,
        "share of the width",
        "Most of a width: a line or fill under so much of a table marks a row, longer stretches of words run on.",
        "test_tables_of",
    )
    held_drawn: float = setting(
        0.2, "share of the cells", "Drawn cells of which fewer have words are a drawing.", "test_held_drawn"
    )
    box_words: int = setting(
        20, "words", "Where each of several drawn cells has more, they are the layout of a page.", "test_box_words"
    )
    padding_column: float = setting(
        14.0, "points", "Empty drawn columns narrower than this are padding.", "test_padding_column"
    )
    labels_away: float = setting(
        45.0,
        "points",
        "Text farther left of the fills of a table is a column of the page.",
        "test_text_far_left_of_fills_is_no_column",
    )
    moved_border: float = setting(
        35.0, "points", "Where rows have more or fewer cells, a border was moved by less.", "test_tables_of"
    )
    rows_alike: int = setting(
        3,
        "rows",
        "Two tables that touch are told by so many rows with the same columns; forms have fewer.",
        "test_tables_of",
    )
    hair: float = setting(
        0.1, "points", "Places that differ by less are one, as two drawings of a fill are.", "test_hair"
    )
    page_frame: float = setting(
        0.93, "share of the page", "A box as wide and as high as that frames the page.", "test_page_frame"
    )
    page_margin: float = setting(
        40.0, "points", "Small boxes so near the edge are the border of the page.", "test_border"
    )
    ornament: float = setting(18.0, "points", "Boxes of a border are smaller.", "test_border")
    dot: float = setting(
        0.6, "share of the height", "A dot that is narrower is one of a line that runs down the page.", "test_dot"
    )
    corners: int = setting(12, "corners", "A path with more is a drawing.", "test_corners")
    at_side: float = setting(
        0.7,
        "points",
        "A word that ends or begins so near to the side of a fill is no cell's.",
        "test_over_the_side_of_a_fill",
    )
    over_side: float = setting(
        0.5,
        "heights",
        "The next word of a line that runs on over a side stands so near.",
        "test_over_the_side_of_a_fill",
    )
    # Segments and gutters
    wide_space: float = setting(1.9, "spaces", "A wider gap is no word space.", "test_wide_space")
    most_space: float = setting(
        0.6,
        "heights",
        "Typewriter faces have the widest word spaces; wider gaps are those of columns.",
        "test_word_space",
    )
    usual_space: float = setting(
        0.27, "heights", "The word space of most faces, where hardly any text shows it.", "test_word_space"
    )
    cell_gap: float = setting(1.3, "spaces", "A wider gap in a gutter separates cells.", "test_cell_gap")
    wide: float = setting(0.6, "sizes", "A wider gap is no word space.", "test_wide")
    least_gap: float = setting(2.5, "points", "The narrowest gutter.", "test_least_gap")
    across: int = setting(
        5, "lines", "So many lines may run across a table between its rows, or be labels over it.", "test_across"
    )
    larger: float = setting(1.15, "times", "Type larger by this is a heading, not a row.", "test_larger")
    far: float = setting(
        8.0, "sizes", "Lines farther apart are no table; a caption stands no farther above.", "test_far"
    )
    close: float = setting(1.75, "sizes", "Lines closer than this are one paragraph.", "test_tables_of")
    counted_gap: float = setting(0.8, "heights", "Wider gaps tell nothing of word spaces.", "test_word_space")
    many_gaps: int = setting(8, "gaps", "Fewer tell nothing of word spaces.", "test_word_space")
    figure_letters: int = setting(24, "letters", "A longer word is no figure.", "test_figure_letters")
    label_start: float = setting(
        0.4, "share of the column", "A line across columns that begins so far left is a label.", "test_label_start"
    )
    centred_title: float = setting(
        0.04,
        "share of the width",
        "The middle of a title may stand so far beside that of its columns.",
        "test_centred_title",
    )
    # What stands between horizontal lines
    close_line: float = setting(
        0.8, "heights", "The header over a line, and the rest of the last row, stand so near.", "test_close_line"
    )
    row_gap: float = setting(
        2.2, "heights", "Rows, bands and headers farther away are not of the table.", "test_row_gap"
    )
    # Header
    header_rows: int = setting(9, "rows", "No header has more.", "test_header_rows")
    label_gap: float = setting(0.6, "heights", "Lines of one label stand so near each other.", "test_label_gap")
    label_rule: float = setting(
        0.3, "heights", "A line between two labels may run so far into them.", "test_label_rule"
    )
    rule_under: float = setting(1.2, "heights", "The line under a label lies so near below it.", "test_rule_under")
    half_way: float = setting(
        0.58, "share of the way", "A label beside others spans columns up to so far to the next one.", "test_half_way"
    )
    centred: float = setting(
        0.06, "share of the width", "The middle of a label stands so near to that of what it spans.", "test_centred"
    )
    # Cells
    most_pad: float = setting(6.0, "points", "Wider white space beside all texts is no padding.", "test_most_pad")
    pad_right: float = setting(
        0.6, "times the padding", "The text of a column may end so far before its padding.", "test_pad_right"
    )
    # Rows
    same_base: float = setting(
        1.5, "points", "Baselines of one level, and left edges of one column, differ so much.", "test_same_base"
    )
    usual_leading: float = setting(1.45, "sizes", "The leading where no cell has two lines.", "rows_of_each_layout")
    closer: float = setting(
        0.75, "times", "The leading in a cell, as part of the distance of rows of single lines.", "rows_of_each_layout"
    )
    telling: float = setting(
        1.08, "times", "The distance over a row is larger by this than the leading.", "rows_of_each_layout"
    )
    single: float = setting(
        0.85,
        "share of the levels",
        "Where so many have words in most columns, rows have one line.",
        "rows_of_each_layout",
    )
    apart: float = setting(
        1.25,
        "times the leading",
        "Cells that have all ended so far above a row show that it begins.",
        "rows_of_each_layout",
    )
    hole: float = setting(
        2.1,
        "times the leading",
        "Nothing holds lines of a cell together that are farther apart.",
        "rows_of_each_layout",
    )
    strong: float = setting(
        2.0,
        "weight",
        "A cell out of line, a hole in a cell, a second label in a row of figures.",
        "rows_of_each_layout",
    )
    fair: float = setting(
        1.5,
        "weight",
        "An empty first column, a cell that begins amid a sentence, a first column that resumes.",
        "rows_of_each_layout",
    )
    weak: float = setting(
        1.0, "weight", "Words in one column alone; the gap over a row inside of one.", "rows_of_each_layout"
    )
    missed_cut: float = setting(
        0.5, "weight", "A cell out of line among labels and in a row that a page end cuts.", "rows_of_each_layout"
    )
    fresh: float = setting(
        1.6,
        "times the leading",
        "A first column that begins again so far below its last line begins a row.",
        "rows_of_each_layout",
    )
    hole_row: float = setting(
        1.05,
        "times the distance of rows",
        "A gap so wide is a hole also where rows stand wide apart.",
        "rows_of_each_layout",
    )
    wide_enough: float = setting(
        0.8,
        "share of the way to the distance of rows",
        "From there on a gap begins a row at no cost.",
        "rows_of_each_layout",
    )
    widest: float = setting(3.0, "times a weak sign", "Wider gaps inside of a row cost no more.", "rows_of_each_layout")
    each_row: float = setting(0.25, "weight", "The row itself.", "rows_of_each_layout")
    tight: float = setting(3.0, "weight", "No gap above a row.", "rows_of_each_layout")
    # Judge
    mostly: float = setting(
        0.8, "share of the lines", "Nearly all: lines that end in page numbers, or begin at one edge.", "page_number"
    )
    markers: float = setting(
        0.6, "share of the rows", "So many labels of items make a list.", "a_list_has_labels_in_most_rows"
    )
    pages: int = setting(4, "rows", "So many page numbers make a contents list.", "a_contents_list_has_four_pages")
    held: float = setting(
        0.5, "share of the cells", "A table without lines has words in so many cells.", "words_in_half_of_its_cells"
    )
    held_framed: float = setting(
        0.3, "share of the cells", "The same between horizontal lines.", "words_in_a_third_of_its_cells"
    )
    run_on: float = setting(
        0.3,
        "share of the cells",
        "Running text that gaps cut has so many that begin amid a sentence.",
        "take_up_the_sentence_before_them",
    )
    same_edge: float = setting(
        3.0,
        "points",
        "Edges that differ by less are one; a label that begins farther right than the one above goes on with it.",
        "test_same_edge",
    )
    strain_sign: float = setting(0.5, "weight", "What each sign of labels adds to that.", "cells_begin_together")
    strain: float = setting(0.5, "weight", "What the rows of texts may cost in the mean.", "cells_begin_together")
    rows_two: int = setting(5, "rows", "A table of texts in two columns has so many.", "two_columns_have_five_rows")
    rows_many: int = setting(3, "rows", "A table of texts in more columns has so many.", "more_columns_have_three_rows")
    figures: float = setting(
        0.35, "share of the words", "So many figures make a table of figures.", "a_table_of_texts_has_few_figures"
    )
    # Page breaks
    edge_moved: float = setting(
        0.3, "share of the narrowest column", "Edges that words show move so far from page to page.", "test_edge_moved"
    )
    cut_stop: float = setting(0.3, "weight", "A full line that ends a sentence.", "full_lines_speak_for_a_cut_row")
    cut_full: float = setting(0.1, "weight", "A full line.", "full_lines_speak_for_a_cut_row")
    sure_header: float = setting(
        0.95, "sure", "Parts of a table whose labels come again.", "test_joins_say_how_sure_they_are"
    )
    sure_columns: float = setting(
        0.85, "sure", "Parts of a table whose columns agree.", "test_joins_say_how_sure_they_are"
    )
    sure_least: float = setting(0.55, "sure", "A cut row, before its signs.", "test_joins_say_how_sure_they_are")
    sure_step: float = setting(
        0.08, "sure", "What each weight of a sign adds to that.", "test_joins_say_how_sure_they_are"
    )
    page_room: float = setting(
        3.5, "sizes", "So much room at the foot of a page means that nothing was cut.", "room_at_the_foot_of_a_page"
    )
    cell_ended: float = setting(
        3.6, "sizes", "So much room at the foot of a cell means that it has ended.", "room_at_the_foot_of_a_cell"
    )
    cut_against: float = setting(3.0, "weight", "A page with room at its foot.", "goes_on_over_a_page_break")
    cut_empty: float = setting(
        3.5, "weight", "An empty first cell on one side of the page break.", "goes_on_over_a_page_break"
    )
    lone_labels: float = setting(
        0.2,
        "share of the rows",
        "Where fewer hold only a label, one at the head of a page is cut.",
        "rest_of_a_label_alone",
    )
    cut_sentence: float = setting(2.0, "weight", "A sentence that goes on.", "goes_on_over_a_page_break")

    @property
    def sure(self) -> float:
        """A ruling line, a fill or bold type over a row outweighs three strong signs; none does where all other rows have one."""
        return 3 * self.strong


SETTINGS = Settings()
