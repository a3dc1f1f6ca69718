"""Rules about the form of content files: YAML for structure, Markdown for words. All are errors, and none can be switched off."""

from pipeline.rules import Rule

_QUOTES = "put the whole text in quotes, or in lines under “|”"
_MARGIN = "indent the line like its neighbours"
_YAML = "put the text in quotes, or leave the character out"
RULES = (
    Rule("not-utf8", "The file is not UTF-8 text.", "save it again with the encoding UTF-8"),
    Rule("not-content", "The file contains no keys such as title:.", "see docs/editing.md"),
    Rule("stray-character", "The file contains a character that cannot be seen.", "delete it"),
    Rule("tab", "A line starts with a tab.", "type spaces instead"),
    Rule(
        "odd-space",
        "The indentation contains an unusual space character, often pasted from Word or the web.",
        "type plain spaces",
    ),
    Rule(
        "merge-conflict",
        "The file contains two versions of a passage after a merge.",
        "keep the correct lines and delete the marks",
    ),
    Rule("missing-colon", "The colon after a key is missing.", "put a colon and a space after the key"),
    Rule("missing-space", "The space after the colon of a key is missing.", "put a space after the colon"),
    Rule("missing-dash", "A new entry of a list starts without “- ”.", "put a hyphen and a space before its first key"),
    Rule("extra-dash", "A hyphen starts a new entry in the middle of one.", "delete the hyphen and its space"),
    Rule("indent", "A line is indented by a number of spaces that fits nothing around it.", _MARGIN),
    Rule("text-indent", "A line of a text starts further left than the text, or no deeper than its key.", _MARGIN),
    Rule("swallowed-key", "A key is indented so far that it became part of the text above it.", _MARGIN),
    Rule(
        "missing-text-mark",
        "A text of several lines has no “|” after its key.",
        "put a space and “|” after the colon",
    ),
    Rule("folded-text", "YAML would join the lines of a text, and paragraphs and lists would be lost.", "use “|”"),
    Rule("flow-text", "A text is in brackets or braces, so its commas and colons would split it.", _QUOTES),
    Rule("needs-quotes", "YAML would read a character of the text as one of its own signs.", _QUOTES),
    Rule(
        "unclosed-quote",
        "A text starts with a quotation mark that is never closed.",
        "put the closing quotation mark at its end",
    ),
    Rule(
        "inner-quote", "A text continues after its closing quotation mark.", "use curly quotation marks inside the text"
    ),
    Rule(
        "backslash",
        "In double quotation marks a backslash and the next character count as one.",
        "write two backslashes",
    ),
    Rule(
        "stray-quote",
        "A text ends with a quotation mark that was never opened.",
        "put the opening quotation mark before it, or delete it",
    ),
    Rule("text-after-hash", "YAML reads everything after “#” as a comment, so it would be lost.", _QUOTES),
    Rule("stray-line", "A line is neither a key with a colon nor part of a text.", "add the colon, or delete the line"),
    Rule("second-document", "A line “---” starts a second document.", "delete the line"),
    Rule("yaml-alias", "The file contains a YAML alias.", _YAML),
    Rule("yaml-anchor", "The file contains a YAML anchor.", _YAML),
    Rule("yaml-tag", "The file contains a YAML tag; the program never builds anything from one.", _YAML),
    Rule("key-not-text", "A key is not a word.", "put the text in quotes"),
    Rule("too-deep", "Lists and keys are nested too deeply.", "check the indentation"),
    Rule("duplicate-key", "The same place has a key twice.", "combine the two, or rename one"),
    Rule("yaml-syntax", "YAML stops at this line.", "compare the line with its neighbours, or put its text in quotes"),
    Rule("unknown-key", "This place has no key of that name.", "use one of the keys listed"),
    Rule("unknown-column", "A table has no column of that key.", "use one of the columns listed"),
    Rule("missing-key", "A required key is missing.", "add it"),
    Rule("not-a-choice", "A value is not one of those allowed.", "use one of those listed"),
    Rule(
        "wrong-form",
        "There are keys, a list or a text where the format needs something else.",
        "compare with docs/editing.md",
    ),
    Rule("parts-and-text", "A section has parts and also text, actions or a table.", "make each of them a part"),
    Rule(
        "bad-id",
        "An id contains spaces or other characters, or is too long.",
        "a letter, then up to 35 letters, digits or underscores",
    ),
    Rule("duplicate-id", "Two items in a file have the same id.", "give one of them another id"),
    Rule("bad-target", "A link to a record is not written as name#id.", "write the file’s name, # and the id"),
    Rule("markdown-heading", "A text contains a heading.", "make it a section of its own", "1.3.1"),
    Rule("markdown-rule", "A text contains a horizontal line.", "delete it"),
    Rule(
        "markdown-code", "A text would be read as program code.", "start the line further left, or delete the backticks"
    ),
    Rule("markdown-html", "A text contains HTML, which is never passed on.", "write plain words"),
    Rule("markdown-image", "A text contains a picture in the middle.", "make it a part of its own", "1.1.1"),
    Rule(
        "markdown-lazy-line",
        "A line would silently become part of the item above it.",
        "put an empty line before the line",
        "1.3.1",
    ),
)
