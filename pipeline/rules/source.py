"""Rules about what arrives as PDF or Word."""

from pipeline.rules import Rule

_INTACT = "compare with the original, or get an intact copy"
RULES = (
    Rule("unreadable-source", "A Word file cannot be read at all.", "save it again as .docx"),
    Rule("damaged-source", "A Word file is damaged; what could be read was read.", _INTACT),
    Rule("macros", "A Word file holds macros; they are never run."),
    Rule("comment", "A comment was left out.", "settle it in Word, or carry it over by hand"),
    Rule("left-out", "Deleted, moved or hidden words were left out.", "accept or reject the changes in Word"),
    Rule("struck-through", "Text that was struck through stands as plain text.", "take it out if it no longer holds"),
    Rule("equation", "An equation stands as a line of characters.", "say in words what it means", "1.1.1 1.3.1"),
    Rule("graphic", "A chart or diagram became a table or lines of text.", "check what it says", "1.1.1"),
    Rule(
        "embedded-object", "An embedded object is kept as its picture only.", "put what is in it into the text", "1.1.1"
    ),
    Rule("embedded-document", "A Word file refers to text in another file.", "save it again in Word, which puts it in"),
    Rule("picture-not-in-file", "A picture is not in the file.", "insert the picture itself", "1.1.1"),
    Rule("picture-format", "A picture is of a kind that browsers do not show.", "save it as PNG or JPEG", "1.1.1"),
    Rule("picture-machine-alt", "A machine wrote the alternative of a picture.", "check what it says", "1.1.1"),
)
