"""Rules about what people write, for the sake of those who read it. Each can be switched off with a reason."""

from pipeline.rules import Rule


def _error(id: str, meaning: str, cure: str, wcag: str = "", reference: str = "") -> Rule:
    return Rule(id, meaning, cure, wcag, reference, severity="error")


def _warning(id: str, meaning: str, cure: str, wcag: str = "", reference: str = "") -> Rule:
    return Rule(id, meaning, cure, wcag, reference, severity="warning")


def _note(id: str, meaning: str, cure: str, wcag: str = "", reference: str = "") -> Rule:
    return Rule(id, meaning, cure, wcag, reference, severity="note")


_PLAIN = "Plain English Campaign; GOV.UK style guide"
RULES = (
    # Links
    _warning(
        "link-words",
        "The words of a link do not say where it leads.",
        "write what the reader finds there",
        "2.4.4 2.4.9",
    ),
    _warning(
        "link-same-words",
        "Two links have the same words and lead to different places.",
        "say what is different",
        "2.4.4 2.4.9",
    ),
    _warning(
        "link-stop",
        "The words or the address of a link end in a full stop or comma that does not belong to it.",
        "write [words](address).",
    ),
    _warning(
        "link-bare-address",
        "The text shows an address, which is read out letter by letter.",
        "write [words](address)",
        "2.4.4",
        "GOV.UK: writing links",
    ),
    _error(
        "link-kind",
        "A link leads to something that a page may not link to, such as a script or a file on a disk.",
        "use https, mailto, tel, #id or name#id",
        "2.4.4",
    ),
    _warning("link-plain", "The address of a link begins with http, not https.", "write https, if the site has it"),
    _error("link-unknown", "A link leads to an id or a publication that does not exist.", "correct the id", "2.4.4"),
    # Language versions
    _warning(
        "translation-stale",
        "Something in the original of a translation has changed since.",
        "run reports translate NAME --to LANGUAGE, and ask the translator",
    ),
    # Pictures
    _error(
        "picture-alt",
        "A picture has neither alternative text nor decorative: yes.",
        "add alt: with what it shows, or decorative: yes",
        "1.1.1",
        "EN 301 549 9.1.1.1, 10.1.1.1",
    ),
    _error(
        "picture-alt-file-name", "The alternative text of a picture is a file name.", "write what it shows", "1.1.1"
    ),
    _warning(
        "picture-alt-long",
        "The alternative text of a picture is longer than 150 characters.",
        "say the rest in the text",
        "1.1.1",
    ),
    _warning(
        "picture-alt-verbose",
        "The alternative text of a picture says that it is a picture.",
        "say only what it shows",
        "1.1.1",
    ),
    _error(
        "picture-alt-decorative",
        "A picture is marked decorative and has alternative text.",
        "keep one of the two",
        "1.1.1",
    ),
    _error(
        "picture-path",
        "The file of a picture is outside content/.",
        "move it into content/ and give its path from there",
    ),
    _error(
        "picture-missing",
        "A picture file named here is not in content/.",
        "put the file there, or correct its name",
        "1.1.1",
    ),
    # Headings and tables
    _error(
        "heading-empty",
        "A heading has no words.",
        "write one, or combine the section with the one before",
        "2.4.6 1.3.1",
    ),
    _warning(
        "heading-repeats", "Two sections of the same section have the same heading.", "say what is different", "2.4.6"
    ),
    _warning(
        "table-caption",
        "A table has no caption.",
        "add caption: with what the table shows",
        "1.3.1",
        "EN 301 549 9.1.3.1",
    ),
    _warning(
        "table-row-header",
        "No column of a table names its rows.",
        "add row_header: with the key of that column",
        "1.3.1",
        "PDF/UA-1 7.5",
    ),
    _error("table-label", "A column has no label.", "write it after its key under columns:", "1.3.1 2.4.6"),
    _error(
        "chart-figures",
        "A chart is asked for that cannot be drawn from the figures of the table.",
        "correct the figures, or delete the line chart:",
        "1.1.1",
    ),
    _warning("row-empty", "A row has no words.", "delete it", "1.3.1"),
    _note("cell-empty", "A cell has no words. Editions say so in added words.", "write what is known", "1.3.1"),
    # Words
    _warning(
        "capitals",
        "Words are written in capitals, which are hard to read and may be spelled out.",
        "write them in small letters",
        "",
        "UKAAF G003; RNIB clear print",
    ),
    _warning(
        "typed-bullet",
        "Bullets are typed by hand, so screen readers do not hear a list.",
        "start the line with “- ”",
        "1.3.1",
    ),
    _warning(
        "markdown-year-list",
        "A year at the start of a line turns the line into a numbered list.",
        "put a backslash before the full stop",
        "1.3.1",
    ),
    _warning("pasted-row", "A row of a table is pasted into the text.", "put its cells under table:", "1.3.1"),
    _warning("unseen-character", "A word has an invisible character.", "delete the word and type it again"),
    _warning(
        "look-alike", "A word has a character that only looks like a letter.", "delete the word and type it again"
    ),
    _warning(
        "not-composed", "A word has a letter that is made of several characters.", "delete the word and type it again"
    ),
    _warning("range-space", "A range of years has a space on one side of its dash.", "write 2021–2025 or 2021 to 2025"),
    _warning(
        "words-english",
        "The program has no added words in the language of a document.",
        "write a file in templates/words",
    ),
    _warning("abbreviation", "An abbreviation is not explained.", "add it under abbreviations:", "3.1.4", "UKAAF G003"),
    _note("abbreviation-unused", "An abbreviation is explained but never used.", "delete it"),
    _warning("colour-only", "Something is identified by its colour alone.", "name it in words", "1.4.1 1.3.3"),
    _warning(
        "direction-only",
        "Something is identified only by its place on the page, which differs between editions.",
        "name it by its heading",
        "1.3.3",
    ),
    _note("long-sentence", "A sentence has more than 25 words.", "split it in two", "3.1.5", _PLAIN),
    _note(
        "readability",
        "How easy the publication is to read: the Flesch score; 60 or more is plain English.",
        "shorten sentences, choose shorter words",
        "3.1.5",
        _PLAIN,
    ),
    _warning(
        "stray-mark",
        "A Markdown sign would show in the text, because its partner is missing.",
        "add the partner, or delete it",
    ),
    _error("language", "A language code is not known.", "write for example en-GB, cy, pl or pa", "3.1.1 3.1.2"),
    _note("two-spellings", "The same officer or team is spelled in two ways.", "choose one"),
    # Dates
    _error("date-impossible", "A date does not exist.", "correct the day or the month"),
    _warning("date-unclear", "A date cannot be understood.", "write for example March 2022, or Review by March 2022"),
    _warning("date-order", "A date is earlier than one that it must follow.", "correct one of them"),
    # The paper as a whole
    _error(
        "note-unknown",
        "A mark refers to a note that does not exist.",
        "add it under notes:, or correct the mark",
        "1.3.1",
    ),
    _warning("note-unused", "No mark refers to a note.", "put its mark into the text, or delete it"),
    _warning(
        "guess",
        "The extractor guessed here. Please confirm it.",
        "compare with the source, then delete the line # check:",
    ),
    _error(
        "guess-published",
        "A published document contains a guess that is not confirmed.",
        "confirm it, or set status: draft",
    ),
    _error("record-unknown", "A record refers to a record that does not exist.", "correct the name or the id"),
    _warning(
        "replaces-unknown",
        "A document says that it replaces one that does not exist, or itself.",
        "correct the name; without it, the actions of the older plan stay in force",
    ),
    _error(
        "formerly-taken",
        "An earlier name of a document is now the name of another, or is given in two documents.",
        "name under formerly: only files that are gone, each in one document",
    ),
    _error("record-itself", "A record refers to itself.", "refer to the record in the other document"),
    _error("name-taken", "A document has the name of a page or folder of the site itself.", "rename its file"),
    _warning(
        "kind-part", "A document of this kind lacks a part that such documents have.", "add it, or choose another kind"
    ),
    _warning(
        "published-date", "A published document does not say when it was published.", "add published: with the day"
    ),
    _error("off-reason", "A rule is switched off without a reason.", "write: # off: rule because reason"),
    _error(
        "off-unknown",
        "A rule is switched off that does not exist or cannot be switched off.",
        "correct the name of the rule",
    ),
    _note("off-unused", "A rule is switched off where it would find nothing.", "delete the line"),
)
