"""What a kind of document is made of, as data that the extractor, the checks and the schema share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownColumn:
    """A column that such documents have: its stable key, its usual label, and other labels that mean the same.

    `labels` are compared without case, punctuation and small words; the usual label is one of them without being listed.
    """

    key: str
    label: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    `columns` in their usual order; `row_header` is the key of the column that names a row; `required` are the parts that
    such a document must have: "table", "actions", "sections", or "column KEY". `title_words` are words of titles and file
    names, `headings` those of sections, by which one recognises it; `id_prefix` stands before the letters of a record's id.
    """

    name: str
    label: str
    columns: tuple[KnownColumn, ...] = ()
    row_header: str = ""
    required: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    id_prefix: str = ""
