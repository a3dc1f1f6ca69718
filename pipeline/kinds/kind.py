"""The description of a kind of document, which the extractor, the checks and the schema share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownColumn:
    """A column of such documents: its stable key, its usual label, and other labels of the same meaning.

    Labels are compared without case, punctuation and small words.
    """

    key: str
    label: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    `columns` are in their usual order. `row_header` is the key of the column that names a row. `required` are the parts that
    such a document must have: "table", "actions", "sections", or "column KEY". It is recognised by `title_words` in titles
    and file names, and by `headings`. `id_prefix` comes before the letters of a record's id.
    """

    name: str
    label: str
    columns: tuple[KnownColumn, ...] = ()
    row_header: str = ""
    required: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    id_prefix: str = ""
