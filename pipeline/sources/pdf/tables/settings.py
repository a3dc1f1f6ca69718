"""Every threshold of the reader of tables in PDF, in one table: its value, its unit, why it is so, and the test that needs it.

"Sizes" are multiples of the font size, "heights" of the height of words, "spaces" of the usual word space; shares run from 0 to
1. The weights of the row splitter are parts of what a sure sign is worth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def setting(default: float, unit: str, why: str, case: str = "") -> Any:
    """One row of the table: the value, its unit, why it is so, and the test that fails when it is far off."""
    return field(default=default, metadata={"unit": unit, "why": why, "case": case})


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
    touch: float = setting(4.0, "points", "Lines that miss each other by less cross.", "test_touch")
    slim: float = setting(5.0, "points", "Lower rows and narrower columns hold no text.", "test_slim")
    same_ends: float = setting(
        8.0, "points", "The ends of the horizontal lines of one table may differ so much.", "test_same_ends"
    )
    broken: float = setting(14.0, "points", "One horizontal line may be broken so far between columns.", "test_broken")
    ruled_share: float = setting(
        0.6, "share of the width", "A line or fill under this part of a table marks a row.", "test_tables_of"
    )
    drawn_share: float = setting(0.8, "share of the rows", "So many sure rows under a line: all rows are drawn.")
    drawn_rows: int = setting(4, "lines", "From so many horizontal lines on, rows are taken to be drawn.")
    held_drawn: float = setting(
        0.2, "share of the cells", "Drawn cells of which fewer have words are a drawing.", "test_held_drawn"
    )
    padding_column: float = setting(
        14.0, "points", "Empty drawn columns narrower than this are padding.", "test_padding_column"
    )
    # Segments and gutters
    wide_space: float = setting(1.9, "spaces", "A wider gap is no word space.", "test_wide_space")
    cell_gap: float = setting(1.3, "spaces", "A wider gap in a gutter separates cells.")
    figure_gap: float = setting(0.6, "spaces", "A wider gap beside a figure in a gutter separates cells.")
    play: float = setting(4.0, "points", "Words may stand so far outside of the lines of their table.")
    wide: float = setting(0.6, "sizes", "A wider gap is no word space.", "test_tables_of")
    least_gap: float = setting(2.5, "points", "The narrowest gutter.", "test_tables_of")
    edge: float = setting(1.5, "points", "Left edges of one column differ so much.")
    across: int = setting(5, "lines", "So many lines may run across a table between its rows.")
    larger: float = setting(1.15, "times", "Type larger by this is a heading, not a row.", "test_tables_of")
    far: float = setting(8.0, "sizes", "Lines farther apart are no table.")
    close: float = setting(1.75, "sizes", "Lines closer than this are one paragraph.", "test_tables_of")
    overflown: int = setting(2, "gutters", "A line must leave so many gutters free for each that a long word crosses.")
    label_lines: int = setting(4, "lines", "The lines of one label.")
    straight: float = setting(0.6, "share of the words", "So many words after a gutter begin at its edges.")
    near_drawn: float = setting(2.0, "sizes", "Lines nearer to a drawn table belong to it.")
    # What stands between horizontal lines
    running_share: float = setting(
        0.7, "share of the width", "A single stretch of words wider than this is running text.", "test_tables_of"
    )
    close_header: float = setting(1.3, "heights", "Headers stand this close above the first line.")
    row_gap: float = setting(2.2, "heights", "Rows farther below are not of the table.", "test_tables_of")
    caption_far: float = setting(5.5, "heights", "A caption stands no farther above its table.")
    padded: float = setting(1.3, "heights", "The padding over and under a row between filled rows.")
    padded_band: float = setting(1.1, "heights", "The padding over and under a band alone between filled rows.")
    # Rows
    same_base: float = setting(
        1.5, "points", "Baselines of one level differ so much.", "rows_are_found_that_need_each_number"
    )
    usual_leading: float = setting(
        1.45, "sizes", "The leading where no cell has two lines.", "rows_are_found_that_need_each_number"
    )
    closer: float = setting(
        0.75,
        "times",
        "The leading in a cell, as part of the distance of rows of single lines.",
        "rows_are_found_that_need_each_number",
    )
    telling: float = setting(
        1.08,
        "times",
        "The distance over a row is larger by this than the leading.",
        "rows_are_found_that_need_each_number",
    )
    single: float = setting(
        0.85,
        "share of the levels",
        "Where so many have words in most columns, rows have one line.",
        "rows_are_found_that_need_each_number",
    )
    apart: float = setting(
        1.25,
        "times the leading",
        "Cells that have all ended so far above a row show that it begins.",
        "rows_are_found_that_need_each_number",
    )
    hole: float = setting(
        2.1,
        "times the leading",
        "Nothing holds lines of a cell together that are farther apart.",
        "rows_are_found_that_need_each_number",
    )
    sure: float = setting(
        6.0,
        "weight",
        "A ruling line, a fill or bold type over a row; none where all other rows have one.",
        "rows_are_found_that_need_each_number",
    )
    strong: float = setting(
        2.0,
        "weight",
        "A cell out of line, a hole in a cell, a second label in a row of figures.",
        "rows_are_found_that_need_each_number",
    )
    fair: float = setting(
        1.5,
        "weight",
        "An empty first column, a cell that begins amid a sentence, a first column that resumes.",
        "rows_are_found_that_need_each_number",
    )
    weak: float = setting(
        1.0,
        "weight",
        "Words in one column alone; the gap over a row inside of one.",
        "rows_are_found_that_need_each_number",
    )
    missed_cut: float = setting(
        0.5,
        "weight",
        "A cell out of line among labels and in a row that a page end cuts.",
        "rows_are_found_that_need_each_number",
    )
    each_row: float = setting(0.25, "weight", "The row itself.", "rows_are_found_that_need_each_number")
    tight: float = setting(3.0, "weight", "No gap above a row.", "rows_are_found_that_need_each_number")
    stacked: float = setting(
        8.0, "weight", "Figures under others in most cells.", "rows_are_found_that_need_each_number"
    )
    hanging: float = setting(2.0, "points", "A label that begins so far right of the one above goes on with it.")
    ended: float = setting(
        0.7, "weight", "A cell that has ended inside of a row.", "rows_are_found_that_need_each_number"
    )
    # Judge
    markers: float = setting(
        0.6, "share of the rows", "So many labels of items make a list.", "a_list_has_labels_in_most_rows"
    )
    held: float = setting(
        0.5, "share of the cells", "A table without lines has words in so many cells.", "words_in_half_of_its_cells"
    )
    held_framed: float = setting(
        0.3, "share of the cells", "The same between horizontal lines.", "words_in_a_third_of_its_cells"
    )
    run_on: float = setting(
        0.3, "share of the cells", "Running text that gaps cut has so many that begin amid a sentence."
    )
    same_edge: float = setting(3.0, "points", "Edges that differ by less are one.", "take_up_the_sentence_before_them")
    strain_sign: float = setting(0.4, "weight", "What each sign of labels adds to that.", "cells_begin_together")
    strain: float = setting(0.5, "weight", "What the rows of texts may cost in the mean.", "cells_begin_together")
    rows_two: int = setting(5, "rows", "A table of texts in two columns has so many.", "two_columns_have_five_rows")
    rows_many: int = setting(3, "rows", "A table of texts in more columns has so many.", "more_columns_have_three_rows")
    figures: float = setting(
        0.35, "share of the words", "So many figures make a table of figures.", "a_table_of_texts_has_few_figures"
    )
    # Page breaks
    same_column: float = setting(5.0, "points", "Column edges of one table differ so much from page to page.")
    band_gap: float = setting(3.0, "sizes", "A band stands no farther below its table.")
    page_room: float = setting(
        3.5, "sizes", "So much room at the foot of a page means that nothing was cut.", "room_at_the_foot_of_a_page"
    )
    cell_ended: float = setting(
        3.6, "sizes", "So much room at the foot of a cell means that it has ended.", "room_at_the_foot_of_a_cell"
    )
    cut_against: float = setting(3.0, "weight", "A page with room at its foot.")
    cut_empty: float = setting(3.5, "weight", "An empty first cell on one side of the page break.")
    cut_sentence: float = setting(2.0, "weight", "A sentence that goes on.")


SETTINGS = Settings()
