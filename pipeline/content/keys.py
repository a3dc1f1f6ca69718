"""The keys of the content files: the one definition that reading, hints and the JSON Schema are made from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """What stands behind a key."""

    TEXT = "Markdown text"
    INLINE = "text of one line"
    PLAIN = "plain text"
    ID = "id"
    IDS = "ids"
    NAMES = "names of publications"
    PARTS = "ids of this publication"
    MAPPING = "keys with texts"
    CHOICE = "one of some words"
    ONE = "keys"
    MANY = "list"


class Key(NamedTuple):
    """A key: what stands behind it, whether it must be there, what it is for, and the shape or words inside."""

    form: Form
    meaning: str
    required: bool = False
    inside: str = ""
    choices: tuple[str, ...] = ()


KINDS = ("policy", "objectives", "action-plan", "update", "report")
STATUSES = ("draft", "published")
CHARTS = ("bar", "line", "share")
ROLES = ("summary", "warning", "note", "example", "contact")

_BODY = {
    "text": Key(Form.TEXT, "what stands here, in Markdown"),
    "definitions": Key(Form.MANY, "labels with their values, or words with their meanings", inside="definition"),
    "actions": Key(Form.MANY, "agreed actions that are prose", inside="action"),
    "table": Key(Form.ONE, "a table of records", inside="table"),
    "parts": Key(Form.MANY, "text, tables and pictures in another order or number", inside="part"),
    "sections": Key(Form.MANY, "the sections under this one", inside="section"),
}

# The keys of running content in the order in which they are read; `parts` takes them in another.
BODY = ("text", "definitions", "actions", "table")

SHAPES: dict[str, dict[str, Key]] = {
    "document": {
        "title": Key(Form.INLINE, "the title, the only heading of level 1", required=True),
        "kind": Key(Form.CHOICE, "what kind of document this is", required=True, choices=KINDS),
        "period": Key(Form.PLAIN, "the years it is for, such as 2020 to 2021"),
        "language": Key(Form.PLAIN, "language of the text, such as en-GB or cy"),
        "owner": Key(Form.PLAIN, "the team that answers for it"),
        "published": Key(Form.PLAIN, "the day it was published, such as 12 October 2021"),
        "updated": Key(Form.PLAIN, "the day it was last changed"),
        "status": Key(Form.CHOICE, "draft or published; without it, a draft", choices=STATUSES),
        "replaces": Key(Form.NAMES, "the publications that hold no more since this one was agreed"),
        "formerly": Key(Form.NAMES, "earlier names of this file; their addresses lead here"),
        "summary": Key(Form.PLAIN, "what it is about, in a sentence, for search results"),
        "source": Key(Form.ONE, "the file it was extracted from", inside="source"),
        "before_title": Key(Form.TEXT, "what stands above the title"),
        "abbreviations": Key(Form.MAPPING, "short form: what it stands for"),
        **_BODY,
        "notes": Key(Form.MAPPING, "the key of a note: its text"),
        "bsl": Key(Form.ONE, "a video in British Sign Language", inside="bsl"),
    },
    "bsl": {
        "video": Key(Form.PLAIN, "the web address of the video, or its file below content/", required=True),
        "captions": Key(Form.PLAIN, "the file of its captions, or yes where the video shows them"),
        "transcript": Key(Form.PLAIN, "the file or web address of its words in English"),
        "covers": Key(Form.PARTS, "the ids of the parts that it says, or all"),
        "signed_by": Key(Form.PLAIN, "who signs, with their registration, such as A. Signer, RSLI"),
        "length": Key(Form.PLAIN, "how long it lasts, such as 4 minutes"),
        "published": Key(Form.PLAIN, "the day it was made, such as 12 October 2021"),
    },
    "source": {
        "file": Key(Form.PLAIN, "its name in source_docs", required=True),
        "sha256": Key(Form.PLAIN, "its fingerprint, to see whether it has changed since", required=True),
    },
    "section": {
        "id": Key(Form.ID, "its address, the same for ever", required=True),
        "heading": Key(Form.INLINE, "its heading", required=True),
        **_BODY,
    },
    "part": {
        "text": _BODY["text"],
        "definitions": _BODY["definitions"],
        "actions": _BODY["actions"],
        "table": _BODY["table"],
        "image": Key(Form.ONE, "a picture", inside="image"),
        "quote": Key(Form.TEXT, "a quotation"),
        "box": Key(Form.ONE, "a passage set apart", inside="box"),
    },
    "table": {
        "caption": Key(Form.INLINE, "what the table shows"),
        "row_header": Key(Form.ID, "the column that names each row"),
        "chart": Key(Form.CHOICE, "draws the figures of the table above it: bar, line or share", choices=CHARTS),
        "columns": Key(Form.MAPPING, "key of a column: its label", required=True),
        "rows": Key(Form.MANY, "the rows", inside="row"),
        "groups": Key(Form.MANY, "rows under bands", inside="group"),
    },
    "group": {
        "id": Key(Form.ID, "its address, the same for ever"),
        "band": Key(Form.INLINE, "the heading of these rows"),
        "statement": Key(Form.TEXT, "what stands under the band"),
        "rows": Key(Form.MANY, "the rows", inside="row"),
    },
    "row": {
        "id": Key(Form.ID, "its reference, the same for ever", required=True),
        "reports_on": Key(Form.IDS, "the agreed action that this row reports on, as name#id"),
        "same_as": Key(Form.IDS, "the same record in another document, as name#id"),
    },
    "action": {
        "id": Key(Form.ID, "its reference, the same for ever", required=True),
        "action": Key(Form.TEXT, "the agreed action", required=True),
        "same_as": Key(Form.IDS, "the same record in another document, as name#id"),
    },
    "definition": {
        "label": Key(Form.INLINE, "the label, or the word that is explained", required=True),
        "text": Key(Form.TEXT, "its value, or what the word means"),
    },
    "image": {
        "file": Key(Form.PLAIN, "the picture's file, below content/", required=True),
        "alt": Key(Form.PLAIN, "what the picture shows, in words"),
        "decorative": Key(Form.CHOICE, "yes if it shows nothing that matters", choices=("yes", "no", "true", "false")),
        "caption": Key(Form.INLINE, "the caption that stands below it"),
    },
    "box": {
        "role": Key(Form.CHOICE, "what the passage is for", required=True, choices=ROLES),
        "text": Key(Form.TEXT, "the passage", required=True),
    },
    # The file of an Easy Read, beside that of its publication.
    "easy_read": {
        "title": Key(Form.INLINE, "its title, in easy words", required=True),
        "language": Key(Form.PLAIN, "its language, where that is not the language of the publication"),
        "checked": Key(Form.MANY, "who checked it, with whom and when", inside="easy_read_check"),
        "left_out": Key(Form.MAPPING, "the id of a part that no idea covers: why not"),
        "ideas": Key(Form.MANY, "the ideas before the first heading", inside="idea"),
        "sections": Key(Form.MANY, "ideas under headings", inside="easy_section"),
    },
    "easy_section": {
        "id": Key(Form.ID, "its address, the same for ever", required=True),
        "heading": Key(Form.INLINE, "its heading", required=True),
        "ideas": Key(Form.MANY, "its ideas", inside="idea"),
    },
    "idea": {
        "covers": Key(Form.PARTS, "the ids of the parts of the publication that it is about"),
        "picture": Key(Form.ONE, "the picture that stands beside the words", inside="image"),
        "text": Key(Form.TEXT, "the words", required=True),
        "hard_words": Key(Form.MAPPING, "a hard word: what it means, in easy words"),
    },
    "easy_read_check": {
        "by": Key(Form.PLAIN, "who held the check", required=True),
        "with": Key(Form.PLAIN, "with whom, such as Two members of Speak Up", required=True),
        "learning_disability": Key(
            Form.CHOICE, "whether a person with a learning disability took part", required=True, choices=("yes", "no")
        ),
        "when": Key(Form.PLAIN, "the day, such as 3 May 2026", required=True),
        "version": Key(Form.PLAIN, "which version was checked: reports easy-read says it", required=True),
    },
}
