"""Rules about finished PDF files."""

from pipeline.rules import Rule

_PROGRAM = "report it: the finishing step is at fault"
RULES = (
    Rule("pdf-unreadable", "The file cannot be opened as a PDF.", "build it again", "4.1.2"),
    Rule(
        "pdf-untagged",
        "The file has no tags, so that nothing can be read by structure.",
        _PROGRAM,
        "1.3.1",
        "PDF/UA-1 7.1",
    ),
    Rule(
        "pdf-claim",
        "The file does not say that it is PDF/UA-1 and PDF/A.",
        _PROGRAM,
        "",
        "PDF/UA-1 5; ISO 19005-3 6.6.4",
    ),
    Rule(
        "pdf-title", "The file has no title, or a window would show the file name.", _PROGRAM, "2.4.2", "PDF/UA-1 7.1"
    ),
    Rule(
        "pdf-language", "The file does not say its language.", "give language: in the content", "3.1.1", "PDF/UA-1 7.2"
    ),
    Rule("pdf-contrast", "Words have too little contrast with their background.", "choose another colour", "1.4.3"),
    Rule("pdf-contrast-7", "Words have less contrast than 7:1.", "choose another colour", "", "WCAG 1.4.6"),
    Rule("pdf-page-labels", "The pages have no labels.", _PROGRAM, "2.4.5", "ISO 32000-1 12.4.2"),
    Rule("pdf-bookmarks", "The bookmarks differ from the headings.", _PROGRAM, "2.4.5", "PDF/UA-1 7.17"),
    Rule("pdf-annotation", "An annotation is outside the tags.", _PROGRAM, "2.1.1 4.1.2", "PDF/UA-1 7.18.1"),
    Rule("pdf-unmarked", "Something on a page is neither tagged nor an artifact.", _PROGRAM, "1.3.1", "PDF/UA-1 7.1"),
    Rule("pdf-loose-content", "Marked words are outside the tag tree.", _PROGRAM, "1.3.1", "PDF/UA-1 7.1"),
    Rule(
        "pdf-missing-content",
        "An element refers to content that its page does not have.",
        _PROGRAM,
        "1.3.1",
        "ISO 32000-1 14.7.4",
    ),
    Rule("pdf-content-twice", "Some content belongs to two elements.", _PROGRAM, "1.3.2", "ISO 32000-1 14.7.4"),
    Rule(
        "pdf-character",
        "A glyph has no character, so that it cannot be read aloud.",
        _PROGRAM,
        "1.3.1",
        "PDF/UA-1 7.21.7",
    ),
    Rule("pdf-artifact", "Page furniture is not marked as a pagination artifact.", _PROGRAM, "1.3.1", "PDF/UA-1 7.8"),
    Rule(
        "pdf-headings",
        "The first heading is not level 1, or a level is skipped.",
        _PROGRAM,
        "1.3.1 2.4.6",
        "PDF/UA-1 7.4.2",
    ),
    Rule(
        "pdf-table-shape",
        "The rows of a table differ in length, or its header row is there twice.",
        _PROGRAM,
        "1.3.1",
        "PDF/UA-1 7.5",
    ),
    Rule("pdf-table-cut", "One table is several elements.", _PROGRAM, "1.3.1", "PDF/UA-1 7.2"),
    Rule(
        "pdf-headers",
        "A header cell has no Scope, or a data cell does not reach its headers.",
        _PROGRAM,
        "1.3.1",
        "PDF/UA-1 7.5",
    ),
    Rule("pdf-lists", "A list has no items, labels, bodies or way of numbering.", _PROGRAM, "1.3.1", "PDF/UA-1 7.6"),
    Rule(
        "pdf-links", "A link is not one element that announces its words.", _PROGRAM, "2.4.4 2.1.1", "PDF/UA-1 7.18.5"
    ),
    Rule(
        "pdf-figures",
        "A figure has no words or no place on the page.",
        "give the picture an alt:",
        "1.1.1",
        "PDF/UA-1 7.3",
    ),
    Rule("pdf-notes", "A note has no ID, or no link back to its mark.", _PROGRAM, "1.3.1", "PDF/UA-1 7.9"),
    Rule("pdf-ids", "Two elements have the same ID.", _PROGRAM, "4.1.1", "PDF/UA-1 7.9"),
    Rule(
        "pdf-bare-words",
        "Words are placed between the elements of a section, table or list.",
        _PROGRAM,
        "1.3.1",
        "ISO 32000-1 14.8.4",
    ),
    Rule("pdf-paint-order", "A page paints its content in another order than the tags give.", _PROGRAM, "1.3.2"),
    Rule(
        "pdf-strange",
        "The file contains or does something that is not on the list of what our files may do.",
        "take it out, or allow it",
    ),
    Rule("pdf-place", "A named place is not where its words are.", _PROGRAM, "2.4.4", "ISO 32000-1 12.3.2.3"),
    Rule("pdf-link-area", "The words of a link are outside of its clickable area.", _PROGRAM, "2.4.4"),
    Rule("pdf-page-number", "The number printed on a page is not the number of that page.", _PROGRAM, "2.4.5"),
    Rule("pdf-page-order", "A page comes before one that is read earlier.", _PROGRAM, "1.3.2"),
    Rule("pdf-unseen", "Words that are heard cannot be seen.", _PROGRAM, "1.4.3", "PDF/UA-1 7.1"),
    Rule("pdf-glyph", "A glyph looks like another character than it is read as.", _PROGRAM, "1.3.1", "PDF/UA-1 7.21.7"),
    Rule(
        "pdf-actual-text",
        "The words that are heard differ from those that are shown.",
        _PROGRAM,
        "1.3.1",
        "PDF/UA-1 7.1",
    ),
)
