"""Every threshold of the reader of PDF text, in one table: its unit, its value, why it is so, and the test that fails without it.

Sizes in "sizes" are multiples of the font size of the line; shares run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.sources.pdf.setting import setting


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds, by name."""

    furniture_zone: float = setting(
        0.16, "share of the page height", "Headers and footers stand in this part of the page at its head and foot.",
        "only_where_repetition_proves_it[a line of the text below the zone of headers]",
    )  # fmt: skip
    furniture_deep: float = setting(
        0.2, "share of the page height", "Lines set larger than the text may stand so deep, as in letterheads.",
        "only_where_repetition_proves_it[a letterhead below the zone of headers]",
    )  # fmt: skip
    furniture_near: float = setting(
        0.09, "share of the page height", "A line farther from the edge without proof is text, and nobody is asked.",
        "stays_as_a_paragraph_with_a_question",
    )  # fmt: skip
    furniture_place: float = setting(
        4.0, "points", "Producers set the same header a little higher on some pages.",
        "only_where_repetition_proves_it[a header that wavers by three points]",
    )  # fmt: skip
    furniture_pages: int = setting(
        3, "pages", "Two equal lines on three or more pages may be two equal headings.",
        "stays_as_a_paragraph_with_a_question",
    )  # fmt: skip
    furniture_share: float = setting(
        0.6, "share of the pages", "Words beside others that change may be the first cell of a row; most pages must have them.",
        "only_where_repetition_proves_it[a part of a line on three of six pages]",
    )  # fmt: skip
    furniture_white: float = setting(
        0.75, "sizes", "White space parts furniture from the text, else it is the first or last line of a paragraph.",
        "test_a_line_with_white_space_nearly_as_high_as_its_type_above_the_text_is_furniture",
    )  # fmt: skip
    furniture_lines: int = setting(
        8, "lines", "More lines than that at the edge of a page are text.",
        "only_where_repetition_proves_it[an address of seven lines]",
    )  # fmt: skip
    furniture_gap: float = setting(
        2.0, "sizes", "White space wider than this parts the title of a header from its page number.",
        "stays_as_a_paragraph_with_a_question",
    )  # fmt: skip
    furniture_larger: float = setting(
        1.15, "multiples of the body size", "A line so much larger than the text is a heading, and nobody is asked.",
        "only_where_repetition_proves_it[headings that count]",
    )  # fmt: skip
    letterhead_lines: int = setting(
        3, "lines", "So many lines at the edge of each page are a letterhead also where one page has no white space below them.",
        "test_a_letterhead_that_touches_the_text_of_one_page_is_furniture",
    )  # fmt: skip
    counted_lines: int = setting(
        4, "numbers", "Fewer figures in the margin of a page are labels, whatever they count.",
        "test_numbers_in_the_margin_that_count_lines",
    )  # fmt: skip
    loose_width: float = setting(
        0.6, "share of the column", "A shorter line was ended by hand, whatever the next one begins with.",
        "test_short_lines_in_small_letters_stay_apart",
    )  # fmt: skip
    same_indent: float = setting(
        4.0, "points", "Labels aligned on their right edges, or set by hand, begin a little apart on one level.",
        "test_a_list_that_text_interrupts_keeps_its_levels",
    )  # fmt: skip
    letters_apart: int = setting(
        4, "letters", "Fewer letters set apart are initials or labels.", "test_letters_set_apart_are_words[P L A--1.5-P L A]",
    )  # fmt: skip
    letters_even: float = setting(
        0.7, "share of the gaps", "The gaps within words whose letters are set apart are alike.",
        "test_letters_set_apart_of_which_some_touch_are_words",
    )  # fmt: skip
    sizes_apart: float = setting(
        1.3, "times", "A tag over paragraphs that differ more in size is no paragraph.",
        "test_a_tag_over_a_title_and_its_text_is_no_paragraph",
    )  # fmt: skip
    table_near: float = setting(
        2.0, "sizes", "Text so near to a row of cells at the head of a page is the next row of its table.",
        "test_a_header_with_a_ruling_line_between_its_parts_is_furniture_also_close_over_the_text",
    )  # fmt: skip
    band_lines: int = setting(
        4, "lines", "A coloured band holds the few lines of a header; ruling lines past more lines are those of a table.",
        "test_a_frame_holds_a_header_of_a_few_lines_and_a_table_of_more",
    )  # fmt: skip
    row_white: float = setting(
        0.9, "sizes", "White space above a line in the first column alone begins a row of a hinted table.",
        "test_white_space_begins_a_row_of_a_hinted_table_where_only_the_first_column_has_words",
    )  # fmt: skip
    wide_step: float = setting(
        1.8, "sizes", "Lines of one paragraph are rarely so far apart; only double-spaced text is.",
        "test_a_full_line_and_a_line_far_below_it_are_two_paragraphs",
    )  # fmt: skip
    step_apart: float = setting(
        0.35, "sizes", "Lines that stand so much farther apart than usual are those of two paragraphs.",
        "test_a_line_below_a_full_one_goes_on_with_it[a wide step]",
    )  # fmt: skip
    step_hardly: float = setting(
        0.15, "sizes", "Lines that stand hardly farther apart than usual go on; a little farther, behind a full stop, not.",
        "test_a_line_below_a_full_one_goes_on_with_it[a wide step behind a full stop]",
    )  # fmt: skip
    word_room: float = setting(
        0.55, "sizes", "A word, its space and what producers leave at the right edge need so much more room.",
        "test_lines_that_leave_room_for_the_next_word_were_ended_by_hand[text that leaves room]",
    )  # fmt: skip
    same_size: float = setting(
        0.6, "points", "Producers round sizes; lines that differ more are set otherwise.",
        "test_a_line_below_a_full_one_goes_on_with_it[larger]",
    )  # fmt: skip
    far_right: float = setting(
        8.0, "sizes", "What begins so far from the left edge and ends at the right one is set to the right.",
        "test_lines_that_begin_far_from_the_left_edge_are_set_to_the_right",
    )  # fmt: skip
    bullet_step: float = setting(
        0.75, "sizes", "A second line below a larger bullet, or one below a larger link, may stand so much farther down.",
        "test_the_second_line_of_an_item_stands_lower_where_its_bullet_is_large",
    )  # fmt: skip
    unspaced_step: float = setting(
        2.4, "sizes", "Chinese is set with wide lines; one that is full and ends in no stop goes on so far below.",
        "test_full_lines_without_spaces_go_on_over_wide_steps",
    )  # fmt: skip
    wide_steps: int = setting(
        3, "lines", "So many full lines with a wide step show that the text is double-spaced.",
        "test_double_spaced_lines_are_one_paragraph",
    )  # fmt: skip
    torn_words: int = setting(
        5, "words", "Fewer words in small letters are a label or an entry, not the rest of a sentence.",
        "test_a_paragraph_that_begins_in_the_middle_of_a_sentence_is_asked_about",
    )  # fmt: skip
    loose_least: float = setting(
        14.0, "sizes", "Shorter lines are entries, also where none on the page is longer.",
        "test_short_lines_on_a_page_of_short_lines_stay_apart",
    )  # fmt: skip
    label_near: float = setting(
        2.0, "sizes", "A typed label may stand so far left or right of the one before it that Word set.",
        "test_the_next_label_begins_an_item_below_a_line_that_was_ended_by_hand",
    )  # fmt: skip
    code_indent: float = setting(
        2.0, "points", "A deeper line of a listing stands for itself; one that is not may be the rest of a long line.",
        "test_full_lines_of_a_listing_stay_apart",
    )  # fmt: skip
    value_edge: float = setting(
        6.0, "points", "Values beside labels that their authors set with spaces begin so far apart.",
        "test_dates_and_years_are_labels_and_their_values_may_begin_a_little_apart",
    )  # fmt: skip
    pairs_apart: float = setting(
        1.4, "times the leading", "White space so high parts labels with their values from each other.",
        "test_white_space_tells_where_a_label_with_its_value_begins",
    )  # fmt: skip
    value_white: float = setting(
        1.0, "sizes", "A value behind a label goes on so far below, with wide lines as its form has them.",
        "test_a_value_goes_on_under_itself",
    )  # fmt: skip
    tab_gap: float = setting(
        2.0, "sizes", "White space wider than this within a line is that of a tab.",
        "test_leaders_that_are_drawn_dot_by_dot_lead_to_page_numbers_of_a_contents_list",
    )  # fmt: skip
    address_room: float = setting(
        1.5, "sizes", "Programs break a line before an address and the word before it a little before it is full.",
        "test_a_word_before_an_address_stays_with_it",
    )  # fmt: skip
    centred_off: float = setting(
        0.6, "sizes", "Centred lines have as much room on both sides, but for the space behind their last word.",
        "test_a_line_is_centred_that_has_as_much_room_on_both_sides",
    )  # fmt: skip
    letters_high: float = setting(
        0.9, "sizes", "A small drawn mark is the bullet of a line where it lies no higher than its letters.",
        "test_a_drawn_mark_is_a_bullet_at_the_height_of_the_letters",
    )  # fmt: skip
    letters_low: float = setting(
        0.1, "sizes", "A drawn mark that lies farther below the baseline is no bullet of the line.",
        "test_a_drawn_mark_is_a_bullet_at_the_height_of_the_letters",
    )  # fmt: skip
    centred_room: float = setting(
        5.0, "sizes", "Lines of titles and centred lines that leave so much room were ended by hand, as in an address.",
        "test_lines_of_display_type_that_leave_much_room_are_titles_of_their_own",
    )  # fmt: skip
    heading_size: float = setting(
        1.1, "multiples of the body size", "Lines so large are those of headings: set alike and close together they are one.",
        "test_lines_that_leave_room_for_the_next_word_were_ended_by_hand[hardly larger than text]",
    )  # fmt: skip
    heading_room: float = setting(
        0.5, "sizes", "Lines of headings that leave more room were ended by hand, as those of an address in larger type.",
        "test_lines_that_leave_room_for_the_next_word_were_ended_by_hand[a heading that leaves room]",
    )  # fmt: skip
    one_middle: float = setting(
        0.2, "sizes", "Lines whose middles lie so near each other are centred, however wide their column is.",
        "test_lines_have_one_middle_where_their_middles_lie_near_each_other",
    )  # fmt: skip
    text_beyond: float = setting(
        0.02, "share of the lines", "Rows of wide tables reach beyond the right edge of the text.",
        "test_a_few_lines_that_reach_beyond_the_text_leave_its_paragraphs_whole",
    )  # fmt: skip
    side_lines: int = setting(
        2, "lines", "A fill under fewer lines marks words or a label.",
        "test_fills_that_are_no_boxes_beside_the_text_change_nothing",
    )  # fmt: skip
    same_row: float = setting(
        0.1, "sizes", "Lines of a box and of the text beside it that are so level may be those of one row.",
        "test_a_filled_box_beside_all_of_the_text_is_read_after_it",
    )  # fmt: skip
    panel_alone: float = setting(
        0.5, "share of the lines", "So many lines of a filled column of a table stand level with others of their rows.",
        "test_a_filled_box_beside_all_of_the_text_is_read_after_it",
    )  # fmt: skip
    sure_sentence: float = setting(
        0.9, "sure", "A sentence that goes on over a page break.", "test_joins_say_how_sure_they_are"
    )
    headed_rows: int = setting(
        3, "lines", "A head with two entries is a list; with one it is a label with its value below it.",
        "test_lists_side_by_side_below_heads_are_read_one_after_the_other",
    )  # fmt: skip
    headed_step: float = setting(
        2.5, "sizes", "What stands so far below an entry is no part of its list.",
        "test_lists_side_by_side_below_heads_are_read_one_after_the_other",
    )  # fmt: skip
    drawn_rows: int = setting(
        2, "lines", "So many short lines on each side, the left ones drawn first, are columns, as in a letterhead.",
        "test_the_two_sides_of_a_letterhead_are_read_one_after_the_other",
    )  # fmt: skip
    text_fulls: int = setting(
        3, "lines", "One or two lines that end near each other do not show the right edge of the text.",
        "test_three_full_lines_show_the_right_edge_of_the_text",
    )  # fmt: skip
    underline_thick: float = setting(
        1.6, "points", "A thicker bar is no underline.",
        "test_a_line_under_whole_words_underlines_them[a bar]",
    )  # fmt: skip
    underline_depth: float = setting(
        0.3, "sizes", "An underline lies so close under the baseline; a ruling line of a table lies deeper.",
        "test_a_line_under_whole_words_underlines_them[a line far below]",
    )  # fmt: skip
    strike_low: float = setting(
        0.12, "sizes", "A line through words lies so far above their baseline; an underline does not.",
        "test_a_line_or_comment_through_words_is_told[a line on the baseline]",
    )  # fmt: skip
    strike_high: float = setting(
        0.45, "sizes", "A line that lies higher above the baseline is over the words.",
        "test_a_line_or_comment_through_words_is_told[a line at the top of capitals]",
    )  # fmt: skip
    underline_ends: float = setting(
        0.4, "sizes", "An underline ends with its words or the space behind them; ruling lines reach beyond.",
        "test_a_line_under_whole_words_underlines_them[a line that reaches beyond]",
    )  # fmt: skip
    note_white: float = setting(
        1.0, "sizes", "Lines of a note may be set wider than those of the text; what is farther below is none of it.",
        "test_lines_of_a_note_that_are_set_apart_are_one_note",
    )  # fmt: skip
    word_space: float = setting(
        0.8, "sizes", "A word behind a wider gap may stand in the next column or cell.",
        "test_a_soft_hyphen_inside_a_line_is_a_hyphen",
    )  # fmt: skip
    text_right: float = setting(
        0.65, "share of the page width", "Text that ends so far from the right edge of the paper has only short lines.",
        "test_a_sentence_goes_on_over_one_short_line",
    )  # fmt: skip
    panels_wide: float = setting(
        1.2, "times", "A page that is not so much wider than high has no panels but columns.",
        "test_a_page_that_is_hardly_wider_than_high_has_no_panels",
    )  # fmt: skip
    cover_larger: float = setting(
        1.5, "times", "A heading on an inner panel may be larger than others; the title on a cover is larger by far.",
        "test_a_large_line_on_the_right_is_no_cover[whose type is hardly larger than that on another panel]",
    )  # fmt: skip
    cover_beside: int = setting(
        4, "lines", "A few lines beside a large title are no panel of a leaflet.",
        "test_a_large_line_on_the_right_is_no_cover[beside a few lines]",
    )  # fmt: skip
    drawing_side: float = setting(
        24.0, "points", "What is no higher or wider is a mark, an arrow or a rule.",
        "test_slanted_lines_and_curves_are_a_picture[too small]",
    )  # fmt: skip
    drawing_pieces: int = setting(
        12, "pieces", "Fewer slanted lines and curves are those of a rounded box or of an arrow.",
        "test_slanted_lines_and_curves_are_a_picture[too few]",
    )  # fmt: skip
    drawing_words: float = setting(
        0.25, "words to a piece", "Shapes that hold more words are boxes round text, as speech bubbles.",
        "test_slanted_lines_and_curves_are_a_picture[round words]",
    )  # fmt: skip
    diagram_boxes: int = setting(
        3, "boxes", "Two boxes joined by a line may be a heading with a box of text, or a picture with its label.",
        "test_words_in_the_boxes_of_a_diagram_are_no_headings[two boxes]",
    )  # fmt: skip
    diagram_high: float = setting(
        1.6, "sizes", "A fill that is hardly higher than its words marks them, as with a highlighter.",
        "test_words_in_the_boxes_of_a_diagram_are_no_headings[marked words]",
    )  # fmt: skip
    diagram_white: float = setting(
        4.0, "points", "Boxes that stand nearer to each other are cells of a table with thick lines between them.",
        "test_words_in_the_boxes_of_a_diagram_are_no_headings[cells 3 points apart]",
    )  # fmt: skip
    diagram_arrow: float = setting(
        12.0, "points", "The head of an arrow ends a line so far from the box; lines farther off lead nowhere.",
        "test_words_in_the_boxes_of_a_diagram_are_no_headings[heads of arrows]",
    )  # fmt: skip
    diagram_inset: float = setting(
        0.1, "share of the side", "Lines that end at corners are frames and ruling lines, not those of a diagram.",
        "test_words_in_the_boxes_of_a_diagram_are_no_headings[lines along the boxes]",
    )  # fmt: skip
    drawn_spaces: float = setting(
        0.03, "share of the letters", "A page with more spaces draws them between words.", "test_drawn_spaces"
    )
    letters_loose: float = setting(
        0.06, "sizes", "Wider gaps within words are those of letters set apart.", "test_loose"
    )
    letters_loose_share: float = setting(
        0.01, "share of the gaps", "A page with more of them sets its letters apart.", "test_loose_share"
    )
    one_base: float = setting(0.1, "points", "Baselines that differ by less are one.", "test_one_base")
    letter_lifted: float = setting(
        0.6, "sizes", "A character of a word stands no higher or lower than that.", "test_lifted"
    )
    slanted_gap: float = setting(
        0.1, "sizes", "Characters of a word in slanting text stand no farther apart.", "test_slanted_gap"
    )
    pulled_back: float = setting(
        0.5, "sizes", "A character of a word reaches no farther back over the one before it.", "test_pulled_back"
    )
    pieces_over: float = setting(0.3, "sizes", "Pieces of a word reach no farther over each other.", "test_over")
    pieces_touch: float = setting(0.1, "sizes", "Pieces of a word stand no farther apart.", "test_touching")
    initial_gap: float = setting(
        1.5, "sizes", "Lines beside a dropped initial begin no farther from it.", "test_initial_gap"
    )
    letters_alike: float = setting(
        0.25, "share of the gap of words", "Gaps of letters set apart differ by less.", "test_even"
    )
    raised_near: float = setting(
        0.75, "sizes", "Small type stands so close above or below the line that it belongs to.", "test_raised_near"
    )
    raised_smaller: float = setting(0.9, "times", "Raised type is smaller than its line by so much.", "test_smaller")
    raised_letters: int = setting(4, "letters", "Fewer may be raised in the size of their line.", "test_few_letters")
    raised_aside: float = setting(
        0.5, "points", "Raised type stands beside words, and reaches over them by less.", "test_aside"
    )
    raised_small: float = setting(0.12, "sizes", "A smaller mark that stands higher is raised.", "test_raised_small")
    raised_large: float = setting(
        0.25, "sizes", "A mark in the size of its line that stands higher is raised.", "test_raised_large"
    )
    body_share: float = setting(
        0.15, "share of the letters", "The largest size of so many is that of running text.", "test_body_share"
    )


SETTINGS = Settings()
