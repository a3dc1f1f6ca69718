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
    _note("link-stop", "A link ends in a full stop or comma, which is no part of it.", "write [words](address)."),
    _warning(
        "link-bare-address",
        "An address stands in the text, which is read out letter by letter.",
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
    _error("link-unknown", "A link leads to an id or a paper that there is not.", "mend the id", "2.4.4"),
    # Language versions
    _warning(
        "translation-stale",
        "The original of a translated phrase has changed since.",
        "run reports translate NAME --to LANGUAGE, and ask the translator",
    ),
    # Pictures
    _error(
        "picture-alt",
        "A picture has neither words nor the remark that it is decoration.",
        "add alt: with what it shows, or decorative: yes",
        "1.1.1",
        "EN 301 549 9.1.1.1, 10.1.1.1",
    ),
    _error("picture-alt-file-name", "The words of a picture are the name of a file.", "write what it shows", "1.1.1"),
    _warning(
        "picture-alt-long",
        "The words of a picture are longer than 150 characters.",
        "say the rest in the text",
        "1.1.1",
    ),
    _warning(
        "picture-alt-verbose", "The words of a picture say that it is a picture.", "say only what it shows", "1.1.1"
    ),
    _error("picture-alt-decorative", "A picture is called decoration and has words.", "decide for one", "1.1.1"),
    _error(
        "picture-path", "The file of a picture lies outside content/.", "put it below content/ and name it from there"
    ),
    _error(
        "picture-missing",
        "A picture is named that is not below content/.",
        "put the file there, or mend its name",
        "1.1.1",
    ),
    # Headings and tables
    _error(
        "heading-empty", "A heading has no words.", "write one, or join the section with the one before", "2.4.6 1.3.1"
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
    _error("table-label", "A column has no label.", "write it behind its key under columns:", "1.3.1 2.4.6"),
    _error(
        "chart-figures",
        "A table asks for a chart that its figures cannot give.",
        "mend the figures, or delete the line chart:",
        "1.1.1",
    ),
    _warning("row-empty", "A row has no words.", "delete it", "1.3.1"),
    _note("cell-empty", "A cell has no words. Editions say so in words of their own.", "write what is known", "1.3.1"),
    # Words
    _warning(
        "capitals",
        "Words are written in capitals, which are hard to read and may be spelled out.",
        "write them in small letters",
        "",
        "UKAAF G003; RNIB clear print",
    ),
    _warning("typed-bullet", "A bullet is typed, so that the list is no list.", "start the line with “- ”", "1.3.1"),
    _warning("pasted-row", "A row of a table is pasted into the text.", "put its cells under table:", "1.3.1"),
    _note("range-space", "A range of years has a space on one side of its dash.", "write 2021–2025 or 2021 to 2025"),
    _warning(
        "words-english", "The program has no words in the language of a document.", "write a file in templates/words"
    ),
    _warning("abbreviation", "An abbreviation is not explained.", "add it under abbreviations:", "3.1.4", "UKAAF G003"),
    _note("abbreviation-unused", "An abbreviation is explained that does not occur.", "delete it"),
    _warning(
        "colour-only", "Something is found or told apart only by its colour.", "name it by its words", "1.4.1 1.3.3"
    ),
    _warning(
        "direction-only",
        "Something is found only by where it stands on a page, which differs from edition to edition.",
        "name it by its heading",
        "1.3.3",
    ),
    _note("long-sentence", "A sentence has more than 25 words.", "make two of it", "3.1.5", _PLAIN),
    _note(
        "readability",
        "How easily the paper is read: the Flesch figure, 60 or more is plain English.",
        "shorten sentences, choose shorter words",
        "3.1.5",
        _PLAIN,
    ),
    _warning(
        "stray-mark",
        "A sign of Markdown shows in the text, because its partner is missing.",
        "add the partner, or delete it",
    ),
    _error("language", "A language code is not known.", "write for example en-GB, cy, pl or pa", "3.1.1 3.1.2"),
    _note("two-spellings", "The same officer or team is spelled in two ways.", "choose one"),
    # Dates
    _error("date-impossible", "A date does not exist.", "mend the day or the month"),
    _warning("date-unclear", "A date cannot be understood.", "write for example March 2022, or Review by March 2022"),
    _warning("date-order", "A date lies before another that it must follow.", "mend one of them"),
    # The paper as a whole
    _error(
        "note-unknown", "A mark refers to a note that there is not.", "add it under notes:, or mend the mark", "1.3.1"
    ),
    _warning("note-unused", "No mark refers to a note.", "put its mark into the text, or delete it"),
    _warning(
        "guess",
        "The extractor guessed here, and nobody has confirmed it.",
        "see the source; then delete the line # check:",
    ),
    _error(
        "guess-published",
        "A published paper holds a guess that nobody has confirmed.",
        "confirm it, or make it a draft",
    ),
    _error("record-unknown", "A record names one that there is not.", "mend the name or the id"),
    _error("record-itself", "A record names itself.", "name the record in the other paper"),
    _error("name-taken", "A paper has the name of a page or folder of the site itself.", "rename its file"),
    _warning("kind-part", "A paper of this kind lacks a part that such papers have.", "add it, or choose another kind"),
    _warning("published-date", "A published paper does not say when it was published.", "add published: with the day"),
    _error("off-reason", "A rule is switched off without a reason.", "write: # off: rule because reason"),
    _error("off-unknown", "A rule is switched off that there is not, or that cannot be.", "mend the name of the rule"),
    _note("off-unused", "A rule is switched off where it finds nothing.", "delete the line"),
)
