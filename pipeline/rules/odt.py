"""Rules about finished OpenDocument files."""

from pipeline.rules import Rule

_BUILD = "report it: the builder is at fault"
RULES = (
    Rule("odt-unreadable", "The file cannot be opened as an OpenDocument text.", "build it again", "4.1.1"),
    Rule("odt-language", "The file does not say its language.", "give language: in the content", "3.1.1"),
    Rule("odt-title", "The file has no title.", "give title: in the content", "2.4.2"),
    Rule("odt-heading-1", "There is not exactly one heading of level 1, the title.", _BUILD, "1.3.1"),
    Rule("odt-heading-skip", "A heading is more than one level below the one before it.", _BUILD, "1.3.1 2.4.6"),
    Rule("odt-table-header", "A table has no header row.", _BUILD, "1.3.1"),
    Rule("odt-table-name", "A table has no name.", "give caption: in the content", "1.3.1"),
    Rule("odt-merged-cells", "A table has merged cells.", _BUILD, "1.3.1"),
    Rule("odt-alt", "A picture has no alternative text.", "give the picture an alt:", "1.1.1"),
    Rule("odt-not-inline", "A picture floats beside the text.", _BUILD, "1.3.2"),
    Rule("odt-empty-link", "A link has no words.", "write where it leads", "2.4.4"),
    Rule("odt-broken-link", "A link leads to a bookmark that is not there.", "correct the link", "2.4.4"),
    Rule("odt-empty-paragraphs", "Empty paragraphs are used for space.", _BUILD, "1.3.2"),
    Rule(
        "odt-strange",
        "The file contains or does something that is not on the list of what our files may do.",
        "take it out, or allow it",
    ),
)
