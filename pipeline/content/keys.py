"""The keys of the content files: the one definition that reading, hints and the JSON Schema are made from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class KeyForm(StrEnum):
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

    form: KeyForm
    meaning: str
    required: bool = False
    inside: str = ""
    choices: tuple[str, ...] = ()


KINDS = ("policy", "objectives", "action-plan", "update", "report")
STATUSES = ("draft", "published")
CHARTS = ("bar", "line", "share")
ROLES = ("summary", "warning", "note", "example", "contact")

_BODY = {
    "text": Key(KeyForm.TEXT, "what stands here, in Markdown"),
    "definitions": Key(KeyForm.MANY, "labels with their values, or words with their meanings", inside="definition"),
    "actions": Key(KeyForm.MANY, "agreed actions that are prose", inside="action"),
    "table": Key(KeyForm.ONE, "a table of records", inside="table"),
    "parts": Key(KeyForm.MANY, "text, tables and pictures in another order or number", inside="part"),
    "sections": Key(KeyForm.MANY, "the sections under this one", inside="section"),
}

# The keys of running content in the order in which they are read; `parts` takes them in another.
BODY = ("text", "definitions", "actions", "table")

SHAPES: dict[str, dict[str, Key]] = {
    "document": {
        "title": Key(KeyForm.INLINE, "the title, the only heading of level 1", required=True),
        "kind": Key(KeyForm.CHOICE, "what kind of document this is", required=True, choices=KINDS),
        "period": Key(KeyForm.PLAIN, "the years it is for, such as 2020 to 2021"),
        "language": Key(KeyForm.PLAIN, "language of the text, such as en-GB or cy"),
        "owner": Key(KeyForm.PLAIN, "the team that answers for it"),
        "published": Key(KeyForm.PLAIN, "the day it was published, such as 12 October 2021"),
        "updated": Key(KeyForm.PLAIN, "the day it was last changed"),
        "status": Key(KeyForm.CHOICE, "draft or published; without it, a draft", choices=STATUSES),
        "replaces": Key(KeyForm.NAMES, "the publications that hold no more since this one was agreed"),
        "formerly": Key(KeyForm.NAMES, "earlier names of this file; their addresses lead here"),
        "summary": Key(KeyForm.PLAIN, "what it is about, in a sentence, for search results"),
        "source": Key(KeyForm.ONE, "the file it was extracted from", inside="source"),
        "before_title": Key(KeyForm.TEXT, "what stands above the title"),
        "abbreviations": Key(KeyForm.MAPPING, "short form: what it stands for"),
        **_BODY,
        "notes": Key(KeyForm.MAPPING, "the key of a note: its text"),
        "bsl": Key(KeyForm.ONE, "a video in British Sign Language", inside="bsl"),
    },
    "bsl": {
        "video": Key(KeyForm.PLAIN, "the web address of the video, or its file below content/", required=True),
        "captions": Key(KeyForm.PLAIN, "the file of its captions, or yes where the video shows them"),
        "transcript": Key(KeyForm.PLAIN, "the file or web address of its words in English"),
        "covers": Key(KeyForm.PARTS, "the ids of the parts that it says, or all"),
        "signed_by": Key(KeyForm.PLAIN, "who signs, with their registration, such as A. Signer, RSLI"),
        "length": Key(KeyForm.PLAIN, "how long it lasts, such as 4 minutes"),
        "published": Key(KeyForm.PLAIN, "the day it was made, such as 12 October 2021"),
    },
    "source": {
        "file": Key(KeyForm.PLAIN, "its name in source_docs", required=True),
        "sha256": Key(KeyForm.PLAIN, "its fingerprint, to see whether it has changed since", required=True),
    },
    "section": {
        "id": Key(KeyForm.ID, "its address, the same for ever", required=True),
        "heading": Key(KeyForm.INLINE, "its heading", required=True),
        **_BODY,
    },
    "part": {
        "text": _BODY["text"],
        "definitions": _BODY["definitions"],
        "actions": _BODY["actions"],
        "table": _BODY["table"],
        "image": Key(KeyForm.ONE, "a picture", inside="image"),
        "quote": Key(KeyForm.TEXT, "a quotation"),
        "box": Key(KeyForm.ONE, "a passage set apart", inside="box"),
    },
    "table": {
        "caption": Key(KeyForm.INLINE, "what the table shows"),
        "row_header": Key(KeyForm.ID, "the column that names each row"),
        "chart": Key(KeyForm.CHOICE, "draws the figures of the table above it: bar, line or share", choices=CHARTS),
        "columns": Key(KeyForm.MAPPING, "key of a column: its label", required=True),
        "rows": Key(KeyForm.MANY, "the rows", inside="row"),
        "groups": Key(KeyForm.MANY, "rows under bands", inside="group"),
    },
    "group": {
        "id": Key(KeyForm.ID, "its address, the same for ever"),
        "band": Key(KeyForm.INLINE, "the heading of these rows"),
        "statement": Key(KeyForm.TEXT, "what stands under the band"),
        "rows": Key(KeyForm.MANY, "the rows", inside="row"),
    },
    "row": {
        "id": Key(KeyForm.ID, "its reference, the same for ever", required=True),
        "reports_on": Key(KeyForm.IDS, "the agreed action that this row reports on, as name#id"),
        "same_as": Key(KeyForm.IDS, "the same record in another document, as name#id"),
    },
    "action": {
        "id": Key(KeyForm.ID, "its reference, the same for ever", required=True),
        "action": Key(KeyForm.TEXT, "the agreed action", required=True),
        "same_as": Key(KeyForm.IDS, "the same record in another document, as name#id"),
    },
    "definition": {
        "label": Key(KeyForm.INLINE, "the label, or the word that is explained", required=True),
        "text": Key(KeyForm.TEXT, "its value, or what the word means"),
    },
    "image": {
        "file": Key(KeyForm.PLAIN, "the picture's file, below content/", required=True),
        "alt": Key(KeyForm.PLAIN, "what the picture shows, in words"),
        "decorative": Key(
            KeyForm.CHOICE, "yes if it shows nothing that matters", choices=("yes", "no", "true", "false")
        ),
        "caption": Key(KeyForm.INLINE, "the caption that stands below it"),
    },
    "box": {
        "role": Key(KeyForm.CHOICE, "what the passage is for", required=True, choices=ROLES),
        "text": Key(KeyForm.TEXT, "the passage", required=True),
    },
    # The file of an Easy Read, beside that of its publication.
    "easy_read": {
        "title": Key(KeyForm.INLINE, "its title, in easy words", required=True),
        "language": Key(KeyForm.PLAIN, "its language, where that is not the language of the publication"),
        "checked": Key(KeyForm.MANY, "who checked it, with whom and when", inside="easy_read_check"),
        "left_out": Key(KeyForm.MAPPING, "the id of a part that no idea covers: why not"),
        "ideas": Key(KeyForm.MANY, "the ideas before the first heading", inside="idea"),
        "sections": Key(KeyForm.MANY, "ideas under headings", inside="easy_section"),
    },
    "easy_section": {
        "id": Key(KeyForm.ID, "its address, the same for ever", required=True),
        "heading": Key(KeyForm.INLINE, "its heading", required=True),
        "ideas": Key(KeyForm.MANY, "its ideas", inside="idea"),
    },
    "idea": {
        "covers": Key(KeyForm.PARTS, "the ids of the parts of the publication that it is about"),
        "picture": Key(KeyForm.ONE, "the picture that stands beside the words", inside="image"),
        "text": Key(KeyForm.TEXT, "the words", required=True),
        "hard_words": Key(KeyForm.MAPPING, "a hard word: what it means, in easy words"),
    },
    "easy_read_check": {
        "by": Key(KeyForm.PLAIN, "who held the check", required=True),
        "with": Key(KeyForm.PLAIN, "with whom, such as Two members of Speak Up", required=True),
        "learning_disability": Key(
            KeyForm.CHOICE,
            "whether a person with a learning disability took part",
            required=True,
            choices=("yes", "no"),
        ),
        "when": Key(KeyForm.PLAIN, "the day, such as 3 May 2026", required=True),
        "version": Key(KeyForm.PLAIN, "which version was checked: reports easy-read says it", required=True),
    },
}
