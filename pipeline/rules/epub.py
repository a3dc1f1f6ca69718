"""Rules about finished e-books (EPUB)."""

from pipeline.rules import Rule

_BUILD = "report it: the builder is at fault"
_EPUB = "EPUB 3.3"
_A11Y = "EPUB Accessibility 1.1"
RULES = (
    Rule("epub-overlay", "A text of a book that reads itself aloud has no clip, or a clip no text.", _BUILD, "", _EPUB),
    Rule(
        "epub-page-unmarked",
        "A page of the PDF shares the place of its mark in the e-book.",
        "nothing needs to be done",
    ),
    Rule(
        "epub-pages",
        "The list of printed pages is not that of the marks in the text.",
        _BUILD,
        "",
        "EPUB Accessibility 1.1",
    ),
    Rule("epub-unreadable", "The file, or a page of it, is not EPUB.", "build it again", "4.1.1", _EPUB),
    Rule("epub-media-type", "The file does not start with its media type, unpacked.", _BUILD, "", _EPUB),
    Rule("epub-metadata", "The book does not say what it is, or how accessible it is.", _BUILD, "", _A11Y),
    Rule("epub-manifest", "A file is not both in the book and in its list.", _BUILD, "", _EPUB),
    Rule("epub-spine", "A page is missing in the reading order.", _BUILD, "1.3.2", _EPUB),
    Rule("epub-contents", "The contents list or a landmark is missing, or leads elsewhere.", _BUILD, "2.4.5", _EPUB),
    Rule("epub-style", "The style lacks a rule that the pages need.", _BUILD, "1.3.1"),
    Rule("epub-contrast", "A style of the book has too little contrast.", "choose another colour", "1.4.3"),
    Rule("epub-language", "A page does not say its language.", _BUILD, "3.1.1", _A11Y),
    Rule("epub-link", "A link or a picture leads to nothing in the book.", _BUILD, "2.4.4", _EPUB),
    Rule("epub-note", "A note, or its mark, does not say that it is one.", _BUILD, "1.3.1", "DPUB-ARIA 1.1"),
    Rule("epub-active", "A page has a script, a form or an embedded object.", _BUILD),
    Rule("epub-remote", "The book asks another host for something.", _BUILD),
    Rule(
        "epub-strange",
        "The e-book contains something that is not on the list of what our e-books may have.",
        "take it out, or allow it",
    ),
)
