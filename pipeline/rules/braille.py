"""Rules about braille: what a builder meets, and finished BRF, PEF and eBraille files."""

from pipeline.rules import Rule

_BUILD = "report it: the builder is at fault"
_UKAAF = "UKAAF B004"
RULES = (
    Rule("braille-missing", "The program library liblouis, or one of its tables, is missing.", "run the command named"),
    Rule(
        "braille-code", "There is no braille code of that name or language.", "add it to templates/braille/codes.yaml"
    ),
    Rule("braille-character", "A braille code has no sign for a character of the text.", "write it in words"),
    Rule("braille-unreadable", "The file is not braille of its kind.", "build it again"),
    Rule("braille-maker", "The title page does not name the table of the braille.", _BUILD),
    Rule("braille-undefined", "Cells mean no character.", _BUILD),
    Rule("braille-head", "Running heads differ.", _BUILD, "", _UKAAF),
    Rule("braille-page-number", "A page does not say its number at the right of line 1.", _BUILD, "", _UKAAF),
    Rule("braille-line-long", "A line has more cells than the page is wide.", _BUILD),
    Rule("braille-page-long", "A page has more lines than fit on the paper.", _BUILD),
    Rule("braille-heading-last", "A heading is the last line of a page.", _BUILD, "", _UKAAF),
    Rule("braille-lines", "The files for embossers differ in a line or its indent.", _BUILD, "", _UKAAF),
    Rule("braille-facts", "The file lacks a fact that its standard asks for.", _BUILD, "", "eBraille 1.0, PEF 2008-1"),
    Rule(
        "braille-contents",
        "The contents list of an eBraille package is not that of its headings.",
        _BUILD,
        "",
        "eBraille 1.0",
    ),
    Rule("braille-strange", "An eBraille package has something that ours never have.", _BUILD, "", "eBraille 1.0"),
    Rule("braille-package", "The eBraille package is not whole.", _BUILD, "", "eBraille 1.0"),
)
