"""Rules about finished Word files: those of Word's Accessibility Checker that a file can show, and more."""

from pipeline.rules import Rule

_WORD = "Word's Accessibility Checker"
_STYLE = "mend the style in templates/reference.docx"
RULES = (
    Rule("docx-unreadable", "The file cannot be opened as a Word document.", "build it again", "4.1.1"),
    Rule("docx-language", "The file does not say in which language it is written.", _STYLE, "3.1.1"),
    Rule("docx-language-differs", "Properties and styles name different languages.", _STYLE, "3.1.1"),
    Rule("docx-title", "The properties have no title.", "give title: in the content", "2.4.2"),
    Rule("docx-title-file-name", "The title is only the name of the file.", "write a title", "2.4.2"),
    Rule(
        "docx-protected",
        "The file is locked against the reader's own settings.",
        "take the protection off",
        "1.4.4",
        _WORD,
    ),
    Rule(
        "docx-update-prompt",
        "Word asks whether to update fields when the file is opened.",
        "write the entries themselves",
    ),
    Rule(
        "docx-compatibility",
        "The file opens in compatibility mode, in which Word's checker does not work.",
        _STYLE,
        "",
        _WORD,
    ),
    Rule("docx-hyphenation", "Words are divided at the ends of lines.", "switch hyphenation off", "", "UKAAF G003"),
    Rule("docx-tracked-changes", "The file holds tracked changes.", "accept or refuse them", "1.3.2"),
    Rule("docx-comments", "The file holds comments.", "delete them before publishing"),
    Rule(
        "docx-watermark",
        "A watermark stands behind the text, where it is not read out.",
        "say it in the text",
        "1.1.1 1.4.3",
    ),
    Rule("docx-page-numbers", "The pages are not numbered.", "put the page number into the footer", "2.4.5"),
    Rule("docx-columns", "Text is set in columns.", "set it in one column", "1.3.2", "UKAAF G003"),
    Rule("docx-contrast", "Text has too little contrast.", _STYLE, "1.4.3", _WORD),
    Rule("docx-contrast-7", "Text has less contrast than the 7:1 of this house.", _STYLE, "1.4.3", "WCAG 1.4.6"),
    Rule("docx-size", "Text is smaller than 12 point.", _STYLE, "1.4.4", "RNIB clear print"),
    Rule("docx-alignment", "Paragraphs are justified, centred or right-aligned.", _STYLE, "", "UKAAF G003"),
    Rule("docx-hidden-text", "Some text is hidden.", "delete it or show it", "1.3.2"),
    Rule("docx-moving-text", "Text blinks or moves.", "take the effect away", "2.2.2 2.3.1"),
    Rule("docx-direct-formatting", "Paragraphs are set by hand, not by their styles.", "use a style", "1.3.1"),
    Rule("docx-alt", "A drawing has no alternative text.", "give the picture an alt:", "1.1.1", _WORD),
    Rule(
        "docx-alt-decorative",
        "A drawing is marked decorative and has alternative text.",
        "decide for one",
        "1.1.1",
        _WORD,
    ),
    Rule(
        "docx-alt-file-name", "The alternative text is only a file name.", "say what the picture shows", "1.1.1", _WORD
    ),
    Rule("docx-alt-long", "The alternative text is long.", "say the rest in the text", "1.1.1"),
    Rule("docx-alt-verbose", "The alternative text says that it is a picture.", "say only what it shows", "1.1.1"),
    Rule("docx-text-box", "A text box is out of the reading order.", "put its words into the text", "1.3.2", _WORD),
    Rule(
        "docx-frame", "A paragraph stands in a frame or begins with a dropped capital.", "take the frame away", "1.3.2"
    ),
    Rule(
        "docx-not-inline", "An object floats over or beside the text.", "set it in line with the text", "1.3.2", _WORD
    ),
    Rule(
        "docx-embedded-object", "The file holds an object that screen readers cannot open.", "say it in words", "1.1.1"
    ),
    Rule("docx-control-name", "A form field has no name.", "give it a title", "4.1.2 3.3.2"),
    Rule("docx-drawing-id", "Two drawings have the same number.", "let Word save the file anew", "4.1.1"),
    Rule("docx-table-header", "A table has no header row.", "mark its first row as header", "1.3.1", _WORD),
    Rule("docx-table-look", "A table does not say that its first row is a header.", "tick Header Row", "1.3.1"),
    Rule("docx-merged-cells", "A table has merged or split cells.", "split the table", "1.3.1", _WORD),
    Rule("docx-nested-table", "A table stands in the cell of another.", "take it out", "1.3.1", _WORD),
    Rule("docx-blank-row", "A table has a row without words.", "delete it", "1.3.1", _WORD),
    Rule("docx-blank-column", "A table has a column without words.", "delete it", "1.3.1", _WORD),
    Rule("docx-empty-header", "A header cell has no words.", "name the column", "1.3.1 2.4.6"),
    Rule("docx-empty-cells", "A table has empty cells.", "say that nothing is known", "1.3.1"),
    Rule("docx-table-name", "A table has no alternative text.", "give caption: in the content", "1.1.1", _WORD),
    Rule("docx-row-split", "A row may break over pages.", "keep rows whole", "", "UKAAF G003"),
    Rule("docx-row-height", "A row has a fixed height, which cuts off enlarged words.", "let it grow", "1.4.4"),
    Rule("docx-floating-table", "A table floats beside the text.", "set it in line", "1.3.2"),
    Rule("docx-table-width", "A table is wider than the text of its page.", "make it fit", "1.4.4"),
    Rule("docx-no-headings", "A long document has no headings.", "give headings in the content", "1.3.1 2.4.6", _WORD),
    Rule("docx-heading-1", "There is not one heading of level 1, the title.", "leave one", "1.3.1"),
    Rule("docx-empty-heading", "A heading has no words.", "delete it", "2.4.6"),
    Rule(
        "docx-heading-skip",
        "A heading is more than one level below the one before it.",
        "do not skip a level",
        "1.3.1",
        _WORD,
    ),
    Rule("docx-long-heading", "A heading is as long as a paragraph.", "shorten it", "2.4.6"),
    Rule("docx-fake-heading", "A paragraph looks like a heading and is none.", "give it a heading style", "1.3.1"),
    Rule("docx-fake-list", "Bullets or numbers are typed.", "make it a real list", "1.3.1"),
    Rule("docx-blanks", "Blanks or tabs are used for space.", "use a style or a table", "1.3.2", _WORD),
    Rule("docx-empty-paragraphs", "Empty paragraphs are used for space.", "use a style", "1.3.2", _WORD),
    Rule("docx-empty-link", "A link has no words.", "write where it leads", "2.4.4"),
    Rule("docx-broken-link", "A link leads to a bookmark that is not there.", "mend the link", "2.4.4"),
    Rule("docx-duplicate-bookmark", "Two bookmarks have the same name.", "delete one", "4.1.1"),
    Rule("docx-link-words", "The words of a link do not say where it leads.", "write what it leads to", "2.4.4", _WORD),
    Rule("docx-link-address", "A link shows an address instead of words.", "write what it leads to", "2.4.4"),
    Rule("docx-no-contents", "A document with many headings has no contents list.", "add one", "2.4.5"),
    Rule("docx-capitals", "Text is set in capitals.", _STYLE, "", "UKAAF G003"),
    Rule("docx-italics", "Text is set in italics.", _STYLE, "", "UKAAF G003"),
    Rule("docx-underline", "Text that is no link is underlined.", _STYLE, "", "UKAAF G003"),
    Rule("docx-strange", "The Word file holds or does something that none of ours does.", "take it out, or allow it"),
)
