"""Every threshold of the reader of tags, in one table: its unit, its value, why it is so, and the test that fails without it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.sources.pdf.setting import setting


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds, by name; shares run from 0 to 1."""

    # Tags that are trusted
    reach: float = setting(0.95, "share of the words", "Tags that reach fewer leave out text.", "test_reach")
    headings: float = setting(
        0.4, "share of the words", "Tags that make more of the text headings were set by its looks.", "test_headings"
    )
    cut: float = setting(
        0.1, "share of the paragraphs", "More that end amid a sentence end with their lines or columns.", "test_cut"
    )
    back: float = setting(
        0.2, "share of the blocks", "Where more stand above the one before, the order is another one.", "test_back"
    )
    paragraph: float = setting(
        400.0, "words", "Paragraphs and rows that are longer on the whole are pages or stories.", "test_paragraph"
    )
    crossed: float = setting(
        0.02,
        "share of the cells",
        "Where more reach into the next column, its cells were tagged with them.",
        "test_crossed",
    )
    ragged: float = setting(
        0.2, "share of the rows", "Where more have too many cells or none, the table is none.", "test_ragged"
    )
    # What the tags leave out
    table_held: float = setting(
        0.8, "share of the words", "Tags that have fewer in a table leave out the table.", "test_table_held"
    )
    tables_missed: float = setting(
        0.25, "share of the words in tables", "Tags that know hardly any of the tables tell nothing of tables.",
        "test_a_ruled_table_that_the_tags_leave_out_is_put_in",
    )  # fmt: skip
    cells_apart: float = setting(
        0.8, "share of the cells", "So many are paragraphs of their own where the tags leave out a table without lines.",
        "test_a_table_without_lines_of_which_each_cell_is_tagged_as_a_paragraph_is_a_table",
    )  # fmt: skip
    listed: float = setting(
        0.5, "share of the words", "A table without lines of which more are numbered items is a list.", "test_listed"
    )
    # What is made whole
    same_leading: float = setting(
        1.1, "times the distance of the two lines above", "The rest of a sentence stands no farther below.",
        "test_the_rest_of_a_sentence_that_is_tagged_apart_is_put_to_it",
    )  # fmt: skip
    # What is taken from tags that are not trusted
    headings_taken: float = setting(
        0.35, "share of the paragraphs", "More headings than that are no headings.", "test_headings_taken"
    )


SETTINGS = Settings()
