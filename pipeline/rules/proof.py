"""Rules of the proof that every edition says the same."""

from pipeline.rules import Rule

_CURE = "report it: a builder or the file is at fault, not the content"
RULES = (
    Rule(
        "words-missing", "The file lacks words that the content has.", _CURE, "1.1.1 1.2.1 1.3.2", "EN 301 549 10.1.3.2"
    ),
    Rule("words-extra", "The file has words that neither the content nor the builder knows.", _CURE, "1.3.2"),
    Rule("words-doubled", "The file says words of the content a second time.", _CURE, "1.3.2"),
    Rule("words-reordered", "The file says the content's words in another order.", _CURE, "1.3.2", "PDF/UA-1 7.2"),
    Rule("words-come-apart", "The file has a space or a line break within a word of the content.", _CURE, "1.3.2"),
    Rule("words-run-together", "Two words of the content have no space between them in the file.", _CURE, "1.3.2"),
    Rule("structure-heading", "A heading became text, text a heading, or a level changed.", _CURE, "1.3.1 2.4.6"),
    Rule("structure-table", "A cell lost its kind, its place, its label or its table its caption.", _CURE, "1.3.1"),
    Rule("structure-list", "An item lost its list, its number, its depth, or a value its label.", _CURE, "1.3.1"),
    Rule("structure-box", "Words left or entered a quotation or a box.", _CURE, "1.3.1"),
    Rule("structure-note", "Words left or entered a note.", _CURE, "1.3.1"),
    Rule("structure-link", "A link was lost, added, or leads elsewhere.", _CURE, "2.4.4"),
    Rule("structure-language", "Words lost their language or have another.", _CURE, "3.1.2"),
    Rule("structure-stress", "Words lost their stress or have one that they should not.", _CURE, "1.3.1"),
    Rule(
        "structure-picture",
        "A picture is not that of the content, is not seen whole, or has the words of another.",
        _CURE,
        "1.1.1",
    ),
    Rule("structure-paragraph", "Two paragraphs were joined, or one was cut in two.", _CURE, "1.3.1"),
    Rule("structure-anchor", "The target of a link was lost or is in another place.", _CURE, "2.4.4"),
    Rule(
        "part-changed",
        "The styles, lists, margins or settings of a file are not those that were built.",
        _CURE,
        "1.3.1",
    ),
    Rule("about-lost", "A file has lost metadata.", _CURE, "2.4.2 3.1.1"),
    Rule("about-extra", "A file says something of itself that is not so.", _CURE, "2.4.2 3.1.1"),
    Rule("words-unseen-sign", "The file has invisible characters that the content does not have.", _CURE, "1.3.1"),
    Rule("words-not-composed", "Letters are put together of several characters.", _CURE, "", "Unicode NFC"),
    Rule("file-changed", "A file is not the one that was built.", "build it again"),
    Rule("not-compared", "A finished file was proved against nothing.", "give it the name that it was built with"),
    Rule("file-unknown", "A file of the published folder is in no record.", "take it away, or build again"),
    Rule("address-dead", "A page, list or feed of the site leads to a file that is not there.", "build again", "2.4.4"),
    Rule("data-differs", "The open data (CSV, JSON) do not say what the content says.", _CURE),
    Rule("site-page", "A list of pages or a feed is damaged.", "build it again"),
)
