"""Rules about what arrives as PDF or Word."""

from pipeline.rules import Rule

_INTACT = "compare with the original, or get an intact copy"
RULES = (
    Rule("unreadable-source", "A Word file cannot be read at all.", "save it again as .docx"),
    Rule("damaged-source", "A Word file is damaged; what could be read was read.", _INTACT),
    Rule("macros", "A Word file contains macros; they are never run."),
    Rule("comment", "A comment was left out.", "resolve it in Word, or add what it says yourself"),
    Rule("left-out", "Deleted, moved or hidden words were left out.", "accept or reject the changes in Word"),
    Rule("struck-through", "Struck-through text was taken over as plain text.", "delete it if it no longer applies"),
    Rule("equation", "An equation was taken over as a line of characters.", "describe it in words", "1.1.1 1.3.1"),
    Rule("graphic", "A chart or diagram became a table or lines of text.", "check what it says", "1.1.1"),
    Rule(
        "embedded-object", "An embedded object is kept as its picture only.", "put what is in it into the text", "1.1.1"
    ),
    Rule("field-without-words", "Word shows numbers that are not in the file.", "turn the fields into words in Word"),
    Rule("embedded-document", "A Word file refers to text in another file.", "save it again in Word, which puts it in"),
    Rule("link-to-nowhere", "A link inside a source leads to no section of it.", "link it yourself", "2.4.4"),
    Rule("picture-not-in-file", "A picture is not in the file.", "insert the picture itself", "1.1.1"),
    Rule("picture-format", "A picture is of a kind that browsers do not show.", "save it as PNG or JPEG", "1.1.1"),
    Rule("picture-machine-alt", "A machine wrote the alternative of a picture.", "check what it says", "1.1.1"),
    Rule("pdf-locked", "A PDF is locked with a password.", "save it again without the password"),
    Rule("pdf-xfa", "A PDF is an XFA form, whose words are not on its pages.", "print it to PDF and extract that"),
    Rule("beside-cells", "A sheet shows words, pictures or charts outside its cells.", "add what they say", "1.1.1"),
    Rule("open-formulas", "Results of formulas are not in an Excel file.", "open it in Excel and save it"),
    Rule(
        "hidden-words",
        "Words of a PDF cannot be seen: they are covered, clipped away, transparent or in the colour of the page.",
        "ask who hid them; they are left out",
    ),
    Rule("pdf-attachments", "A PDF has files attached to it.", "save them and extract each that is a document"),
    Rule("pdf-repaired", "A PDF is damaged and was repaired before reading.", _INTACT),
    Rule("pdf-page-damaged", "Only part of a page was read.", _INTACT),
    Rule("pdf-page-size", "A page is larger than any viewer shows.", "check that everything is there"),
    Rule("pdf-too-long", "A PDF is too long to be read in one piece.", "split it"),
    Rule("pdf-no-unicode", "Characters have no Unicode value.", "type them into the content", "1.3.1"),
    Rule(
        "pdf-scanned",
        "Pages are pictures without text.",
        'install what recognises text (`pip install "council-reports[ocr]"`, `apt install tesseract-ocr`), or type it',
        "1.4.5",
    ),
    Rule(
        "pdf-recognised",
        "Words were recognised in pictures of pages.",
        "compare each line marked `# check:` with its page",
    ),
    Rule("hint-slip", "A hint in source_docs/NAME.hints.yaml cannot be understood.", "see docs/hints.md"),
    Rule("hint-fits-nothing", "A hint names a place without words.", "correct its place, or delete it"),
    Rule("hint-applied", "A hint changed how a source is read."),
    Rule("pdf-tags", "The tags of a PDF are not trusted; it was read as drawn."),
    Rule(
        "picture-before-title",
        "A picture before the title was left out.",
        "put it in as image: if it says something",
        "1.1.1",
    ),
    Rule(
        "picture-behind-words",
        "A picture that fills a page behind its words was left out.",
        "put it in as image: if it says something",
        "1.1.1",
    ),
    Rule(
        "drawn-letters", "Words are drawn as shapes, as in WordArt.", "type the words and delete the picture", "1.4.5"
    ),
    Rule("pictures-left-out", "A PDF has more pictures than are taken over.", "add those that say something", "1.1.1"),
    Rule(
        "picture-in-cell", "A picture in a table has no words.", "write what it says in place of “(picture 1)”", "1.1.1"
    ),
    Rule("picture-without-alt", "A picture has no alternative text.", "write alt: or decorative: yes", "1.1.1"),
    Rule("nested-table", "A table inside a cell was put in as paragraphs.", "check that it still reads well", "1.3.1"),
    Rule("table-as-text", "A table of one row or column was taken as text in a frame.", "", "1.3.1"),
    Rule(
        "table-not-records",
        "A table has none of the columns that documents of this kind have.",
        "check its column keys",
    ),
    Rule(
        "merged-columns",
        "Columns of a table were joined under one label.",
        "check that each cell is under its label",
    ),
    Rule("note-without-mark", "Nothing in the text refers to a note.", "put [^key] where it belongs", "1.3.1"),
    Rule("word-lost", "A word of the source has no place in the document.", "report it with the source"),
    Rule("word-unsourced", "The document has a word that the source does not have.", "report it with the source"),
    Rule(
        "merge-clash",
        "A person and the source changed the same words; the person's words were kept.",
        "compare the two sides",
    ),
    Rule(
        "merge-gone",
        "A row that a person edited is no longer in the source; it was kept.",
        "delete it if it is no longer needed",
    ),
    Rule("merge-no-place", "Something new in the source has no place in the edited file.", "add it yourself"),
    Rule("merge-changed", "A changed source was merged into an edited file.", "read the lines listed"),
    Rule(
        "merge-invalid", "A changed source could not be merged into an edited file, which was not changed.", "report it"
    ),
    Rule(
        "edition-easy-read",
        "Changes in the Word file of an Easy Read do not come back.",
        "change its content file, and build it again",
    ),
    Rule(
        "edition-one-way",
        "Changes in an OpenDocument edition, and in one that sets tables out as lists, do not come back.",
        "change the content file or the standard Word edition",
    ),
    Rule(
        "edition-outdated",
        "A Word edition was built from an earlier state of the content.",
        "build it again and redo the edit",
    ),
    Rule(
        "added-words-changed",
        "Someone typed over or beside words that the program adds; typed words in a cell or paragraph became its text.",
        "check the content file, or change the words there",
    ),
    Rule("source-too-slow", "Reading a source took too long and was stopped.", "open it and save it again"),
    Rule("source-too-big", "Reading a source needs too much memory and was stopped.", "open it and save it again"),
    Rule("source-crashed", "The program failed while it read a source.", "report it; open it and save it again"),
    Rule(
        "picture-clash",
        "Another picture already has this name and was not replaced.",
        "give one of them another id name",
    ),
    Rule("no-title", "The title of a Word edition is gone.", "give it the style Heading 1 again", "2.4.2"),
    Rule("no-content-file", "A Word edition belongs to no content file.", "fill in what Word cannot store"),
    Rule("section-without-id", "A section is new in Word and was given an id.", "change the id now, or never"),
    Rule("record-without-id", "A row was pasted in Word and was given an id.", "change the id now, or never"),
    Rule("row-too-long", "A row has more cells than its table has columns.", "check where the last cells belong"),
)
