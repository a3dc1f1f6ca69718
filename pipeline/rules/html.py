"""Rules about finished web pages."""

from pipeline.rules import Rule

_TEMPLATE = "correct the template, or the heading in the content"
RULES = (
    Rule("html-unreadable", "The file is not a web page.", "build it again", "4.1.1"),
    Rule("html-language", "The page does not say its language.", "give language: in the content", "3.1.1"),
    Rule("html-title", "The page has no title.", "give title: in the content", "2.4.2"),
    Rule("html-main", "The page does not have exactly one main part to skip to.", _TEMPLATE, "1.3.1 2.4.1"),
    Rule("html-h1", "The page does not have exactly one heading of level 1.", _TEMPLATE, "1.3.1 2.4.6"),
    Rule("html-empty-heading", "A heading has no words.", _TEMPLATE, "2.4.6"),
    Rule("html-heading-skip", "A heading is more than one level below the one before it.", _TEMPLATE, "1.3.1 2.4.6"),
    Rule("html-caption", "A table has no caption.", "give caption: in the content", "1.3.1"),
    Rule("html-column-headers", "A table has no column headers.", _TEMPLATE, "1.3.1"),
    Rule("html-merged-cells", "A table has merged cells, which are hard to follow by ear.", _TEMPLATE, "1.3.1"),
    Rule("html-uneven-rows", "A table has rows of different lengths.", _TEMPLATE, "1.3.1"),
    Rule("html-alt", "A picture has no text alternative.", "give the picture an alt:", "1.1.1"),
    Rule("html-duplicate-id", "An id is used more than once.", _TEMPLATE, "4.1.1 4.1.2"),
    Rule("html-empty-link", "A link has no words.", "write what the link leads to", "2.4.4 4.1.2"),
    Rule("html-dead-link", "A link leads to a part of the page that is not there.", "correct the link", "2.4.4"),
    Rule("html-inline-code", "The page has a script or style of its own, which a strict policy forbids.", _TEMPLATE),
    Rule("html-foreign-host", "The page asks another host for something.", "ship the file with the site"),
    Rule(
        "html-landmarks",
        "A part of the page that readers find their way by is lost, empty or has no name.",
        "compare the template with that of the repository",
        "1.3.1 2.4.6",
    ),
    Rule(
        "html-strange",
        "The page contains something that is not on the list of what our pages may have.",
        "take it out, or allow it",
    ),
    Rule("html-bare-words", "Words are outside of any paragraph, item or cell.", _TEMPLATE, "1.3.1"),
    Rule("html-metadata", "The head of the page lacks something, or says something else.", _TEMPLATE, "2.4.2"),
)
