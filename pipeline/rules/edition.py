"""Rules that builders report while they make a file."""

from pipeline.rules import Rule

RULES = (
    Rule(
        "easy-read-pages",
        "An Easy Read has more than 24 pages.",
        "leave out what readers do not need",
        "",
        "GOV.UK: easy read",
    ),
    Rule("build-failed", "An edition could not be built.", "report it with the content file"),
    Rule("control-character", "A control character was left out.", "delete it from the content"),
    Rule("heading-too-deep", "A heading is deeper than level 6.", "put the section higher", "1.3.1"),
    Rule("link-broken", "A link leads to an id that this publication does not have.", "correct the link", "2.4.4"),
    Rule("link-target", "A link has an address that this format cannot open.", "write a full address", "2.4.4"),
    Rule(
        "look-contrast",
        "The colours asked for have less contrast than 7:1.",
        "choose other colours",
        "1.4.3",
        "WCAG 1.4.6",
    ),
    Rule("missing-character", "No shipped font has a character of the text.", "add a font to templates/fonts", "1.4.5"),
    Rule("other-face", "The face asked for lacks the letters of the publication.", "ask for another face"),
    Rule("missing-picture", "A picture file named here is not in content/.", "put the file there", "1.1.1"),
    Rule("note-missing", "A mark refers to a note that does not exist.", "add it under notes:", "1.3.1"),
    Rule("page-engine", "The page engine reported a problem while it set the pages.", "read its message"),
    Rule(
        "page-not-full",
        "A page is less than half full, or may be before a tall picture or where the paper turns; the message says why.",
        "nothing, or shorten the text there",
    ),
    Rule(
        "picture-unusable",
        "A picture cannot be used; its alternative text is shown instead. One inside a drawing is left out.",
        "save it as PNG or JPEG",
        "1.1.1",
    ),
    Rule(
        "table-as-list",
        "A table does not fit at this size and is set out as a list.",
        "nothing: the list says so",
        "1.3.1",
    ),
    Rule("template-refused", "The Word template is damaged or contains macros.", "take the one from the repository"),
    Rule("template-style-missing", "A style is missing in the Word template.", "add the style in Word"),
    Rule("unknown-note", "A mark refers to a note that does not exist.", "add it under notes:", "1.3.1"),
    Rule("unsafe-link", "A link has an address that a page may not link to.", "use https, mailto or tel"),
    Rule("print-pages", "An edition cannot name the pages of the PDF, since there is none yet.", "build the PDF too"),
    Rule("volume-too-long", "A volume has more pages than asked for.", "ask for more pages in a volume"),
    Rule("word-too-wide", "A word is wider than the line at this size.", "choose the size that is named", "1.4.4"),
    Rule(
        "template-changed",
        "The Word template was edited, so it was not replaced.",
        "move it away to have it written again",
    ),
    Rule("template-language", "The Word template is not in British English.", "set its language in Word", "3.1.1"),
    Rule("template-compatibility", "The Word template is in compatibility mode.", "convert it in Word"),
    Rule("template-size", "A style of the Word template is smaller than 12 point.", "make it larger", "1.4.4"),
    Rule("template-contrast", "A style of the Word template has less contrast than 7:1.", "make it darker", "1.4.3"),
    Rule(
        "template-brand", "A colour of the Word template is not one of the brand's.", "take it from content/site.yaml"
    ),
)
