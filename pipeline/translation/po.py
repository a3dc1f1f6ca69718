"""Writes and reads gettext PO, the format that translators' programs know. The phrases are written as in a content file.

The context (`msgctxt`) is the address of the phrase, so that equal phrases in two places stay separate.
"""

from __future__ import annotations

import polib

from pipeline.model.place import Place
from pipeline.translation.exchange import Exchange, ExchangePhrase, Term, WrongFile

PUBLICATION, SOURCE = "X-Publication", "X-Source-Language"
HEAD = (
    "Translate every phrase. Keep addresses in round brackets, marks such as [^1], and all numbers as they are.\n"
    "Stars around words mean emphasis: *like this* or **like this**. A backslash at the end of a line is a line break.\n"
    "A phrase marked fuzzy has changed since it was translated: correct it, then remove the word fuzzy."
)


def write(exchange: Exchange) -> bytes:
    """Returns the PO file of an exchange, the same bytes for the same phrases."""
    file = polib.POFile(wrapwidth=0)
    file.header = HEAD
    file.metadata = {
        "Project-Id-Version": exchange.name,
        "Language": exchange.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PUBLICATION: exchange.name,
        SOURCE: exchange.source_language,
    }
    file.extend(_entry(entry) for entry in exchange.entries)
    return (str(file).rstrip("\n") + "\n").encode()


def read(data: bytes, path: str) -> Exchange:
    """Reads a PO file; `path` is its path in messages. Raises WrongFile."""
    try:
        file = polib.pofile(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise WrongFile("it is not in UTF-8; save it as UTF-8") from wrong
    except (OSError, ValueError, IndexError) as wrong:
        raise WrongFile(f"it is not a valid PO file: {' '.join(str(wrong).split())}") from wrong
    if PUBLICATION not in file.metadata:
        raise WrongFile(f"its head does not name the publication ({PUBLICATION}); it was not made by reports translate")
    if file and all(phrase.msgctxt is None for phrase in file):
        raise WrongFile("its phrases have lost their addresses (msgctxt); save it with a program that keeps them")
    return Exchange(
        file.metadata[PUBLICATION],
        file.metadata.get(SOURCE, "en-GB"),
        file.metadata.get("Language", "").replace("_", "-"),
        tuple(_read(phrase, path) for phrase in file if not phrase.obsolete and phrase.msgctxt is not None),
    )


def _entry(phrase: ExchangePhrase) -> polib.POEntry:
    place = phrase.place
    return polib.POEntry(
        msgctxt=phrase.id,
        msgid=phrase.source,
        msgstr=phrase.translation,
        previous_msgid=phrase.previous or None,
        flags=["fuzzy"] if phrase.previous else [],
        comment="\n".join((phrase.context, *map(_note, phrase.terms))),
        occurrences=[(place.file, str(place.line))] if place.line else [],
    )


def _note(term: Term) -> str:
    text = f"translate as “{term.translation}”" if term.translation else term.meaning
    return f"“{term.term}”: {text}"


def _read(entry: polib.POEntry, path: str) -> ExchangePhrase:
    previous = (entry.previous_msgid or entry.msgid) if "fuzzy" in entry.flags else ""
    return ExchangePhrase(
        entry.msgctxt, entry.msgid, entry.msgstr.strip(), previous, place=Place(path, entry.linenum or 0)
    )
