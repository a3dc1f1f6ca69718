"""Rules about the form of content files: YAML for structure, Markdown for words. All are errors, and none can be switched off."""

from pipeline.rules import Rule

_QUOTES = "put the whole text in quotes, or in lines under “|”"
_MARGIN = "give the line the margin of its neighbours"
_YAML = "write the text in quotes, or leave the sign out"
RULES = (
    Rule("not-utf8", "The file is no UTF-8 text.", "save it again with the encoding UTF-8"),
    Rule("not-content", "The file holds no keys such as title:.", "see docs/editing.md"),
    Rule("stray-character", "A character stands in the file that cannot be seen.", "delete it"),
    Rule("tab", "A line starts with a tab.", "type spaces instead"),
    Rule(
        "odd-space", "The margin holds a space of another kind, often pasted from Word or the web.", "type plain spaces"
    ),
    Rule(
        "merge-conflict",
        "Two versions of a passage stand there after a merge.",
        "keep the right lines, delete the marks",
    ),
    Rule("missing-colon", "After a key the colon is missing.", "put a colon and a space after the key"),
    Rule("missing-space", "After the colon of a key the space is missing.", "put a space after the colon"),
    Rule("missing-dash", "A new entry of a list starts without “- ”.", "put a hyphen and a space before its first key"),
    Rule("extra-dash", "A hyphen starts a new entry in the middle of one.", "delete the hyphen and its space"),
    Rule("indent", "A line starts in a column where nothing can start.", _MARGIN),
    Rule("text-indent", "A line of a text starts further left than the text, or no deeper than its key.", _MARGIN),
    Rule("swallowed-key", "A key stands so far right that it became part of the text above it.", _MARGIN),
    Rule(
        "missing-text-mark",
        "A text of several lines lacks the sign “|” behind its key.",
        "put a space and “|” after the colon",
    ),
    Rule("folded-text", "YAML would join the lines of a text, and paragraphs and lists would be lost.", "use “|”"),
    Rule("flow-text", "A text stands in brackets or braces, whose commas and colons would cut it.", _QUOTES),
    Rule("needs-quotes", "YAML takes a sign in the text for one of its own.", _QUOTES),
    Rule("unclosed-quote", "A quote opens a text and never closes.", "put the closing quote at its end"),
    Rule("inner-quote", "A text goes on after the quote that closes it.", "use curly quotes inside the text"),
    Rule("backslash", "In double quotes a backslash and the next sign are one character.", "write two backslashes"),
    Rule(
        "stray-quote", "A text ends with a quote that nothing opens.", "put the opening quote before it, or delete it"
    ),
    Rule("text-after-hash", "YAML takes what stands after “#” for a remark, so it would be lost.", _QUOTES),
    Rule("stray-line", "A line is neither a key with its colon nor part of a text.", "give it its colon, or delete it"),
    Rule("second-document", "A line “---” starts a second document.", "delete the line"),
    Rule("yaml-alias", "An alias of YAML stands in the file.", _YAML),
    Rule("yaml-anchor", "An anchor of YAML stands in the file.", _YAML),
    Rule("yaml-tag", "A tag of YAML stands in the file; nothing is ever constructed from one.", _YAML),
    Rule("key-not-text", "A key is no word.", "put the text in quotes"),
    Rule("too-deep", "Lists and keys stand too deep inside one another.", "check the indent"),
    Rule("duplicate-key", "A key stands twice in the same place.", "join the two, or rename one"),
    Rule("yaml-syntax", "YAML stops at this line.", "compare the line with its neighbours, or put its text in quotes"),
    Rule("unknown-key", "A place has no key of that name.", "use one of the keys that are named"),
    Rule("unknown-column", "A table has no column of that key.", "use one of the columns that are named"),
    Rule("missing-key", "A key is missing that must be there.", "add it"),
    Rule("not-a-choice", "A value is none of those that are possible.", "use one of those that are named"),
    Rule(
        "wrong-form",
        "Keys, a list or a text stand where the format has something else.",
        "compare with docs/editing.md",
    ),
    Rule("parts-and-text", "A section has parts and also text, actions or a table.", "make each of them a part"),
    Rule(
        "bad-id",
        "An id holds spaces or signs, or is too long.",
        "a letter, then up to 35 letters, digits or underscores",
    ),
    Rule("duplicate-id", "Two things in a file have the same id.", "give one of them another"),
    Rule("bad-target", "A link to a record is not written as name#id.", "write the file’s name, # and the id"),
    Rule("markdown-heading", "A heading stands inside a text.", "make it a section of its own", "1.3.1"),
    Rule("markdown-rule", "A line across the page stands inside a text.", "delete it"),
    Rule("markdown-code", "A text is taken for program code.", "start the line further left, or delete the backticks"),
    Rule("markdown-html", "HTML stands inside a text. It is never passed on.", "write plain words"),
    Rule("markdown-image", "A picture stands in the middle of a text.", "make it a part of its own", "1.1.1"),
    Rule(
        "markdown-lazy-line",
        "A line would silently become part of the item above it.",
        "put an empty line before it",
        "1.3.1",
    ),
    Rule(
        "markdown-year-list",
        "A year at the start of a line makes it a numbered list.",
        "put a backslash before the full stop",
        "1.3.1",
    ),
)
