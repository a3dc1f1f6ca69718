"""gettext PO: the format that translators' programs and most volunteers know. The phrases stand there as in a content file.

The context (`msgctxt`) is the address of the phrase, so that equal phrases of two places stay two.
"""

from __future__ import annotations

import polib

from pipeline.model.place import Place
from pipeline.translation.exchange import Exchange, ExchangePhrase, Term, WrongFile

PUBLICATION, SOURCE = "X-Publication", "X-Source-Language"
HEAD = (
    "Translate every phrase. Keep addresses in round brackets, marks such as [^1], and all numbers as they are.\n"
    "Stars round words make them stand out: *so* or **so**. A backslash at the end of a line is a line break.\n"
    "A phrase called fuzzy has changed since it was translated: mend it, then take the word fuzzy away."
)


def write(exchange: Exchange) -> bytes:
    """The PO file of an exchange: the same bytes for the same phrases."""
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


def read(data: bytes, shown: str) -> Exchange:
    """The exchange of a PO file. Raises WrongFile."""
    try:
        file = polib.pofile(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise WrongFile("it is not in UTF-8; save it as UTF-8") from wrong
    except (OSError, ValueError, IndexError) as wrong:
        raise WrongFile(f"no program can read it as PO: {' '.join(str(wrong).split())}") from wrong
    if PUBLICATION not in file.metadata:
        raise WrongFile(f"its head does not name the publication ({PUBLICATION}); it was not made by reports translate")
    if file and all(phrase.msgctxt is None for phrase in file):
        raise WrongFile("its phrases have lost their addresses (msgctxt); save it with a program that keeps them")
    return Exchange(
        file.metadata[PUBLICATION],
        file.metadata.get(SOURCE, "en-GB"),
        file.metadata.get("Language", "").replace("_", "-"),
        tuple(_read(phrase, shown) for phrase in file if not phrase.obsolete and phrase.msgctxt is not None),
    )


def _entry(one: ExchangePhrase) -> polib.POEntry:
    place = one.place
    return polib.POEntry(
        msgctxt=one.id,
        msgid=one.source,
        msgstr=one.translation,
        previous_msgid=one.previous or None,
        flags=["fuzzy"] if one.previous else [],
        comment="\n".join((one.what, *map(_note, one.terms))),
        occurrences=[(place.file, str(place.line))] if place.line else [],
    )


def _note(term: Term) -> str:
    text = f"translate as “{term.translation}”" if term.translation else term.meaning
    return f"“{term.term}”: {text}"


def _read(one: polib.POEntry, shown: str) -> ExchangePhrase:
    previous = (one.previous_msgid or one.msgid) if "fuzzy" in one.flags else ""
    return ExchangePhrase(one.msgctxt, one.msgid, one.msgstr.strip(), previous, place=Place(shown, one.linenum or 0))
