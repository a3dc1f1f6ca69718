"""Reports characters that a braille code cannot write, and languages without a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.braille import codes
from pipeline.braille.codes import Code
from pipeline.builders.braille.translate import Translator
from pipeline.model.document import Document
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import NOWHERE
from pipeline.model.walk import canonical

MOST_NAMED = 20  # characters in one finding


def unwritten(translator: Translator, offered: Mapping[str, Code], document: Document) -> Iterator[Finding]:
    """One error for the characters without braille, one for those of each language that has no code among `offered`.

    A warning where the code is not that of the language of the text, whose words then have no contractions.
    """
    code, home = translator.code, document.language
    if not codes.is_of(code, home):
        message = f"{code.words} is for “{code.language}”; this text is in “{home}”, so no word is contracted"
        yield warning("braille-code", message, hint="choose a code of the language, or leave out --code")
    places = {words.block: words.place for words in canonical(document)}
    causes: dict[str, list[str]] = {}
    for character, (_, language) in translator.unknown.items():
        coded = not language or codes.of_language(offered, language)
        causes.setdefault("" if coded else language, []).append(character)
    for language, characters in causes.items():
        named = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in characters[:MOST_NAMED])
        more = f" and {len(characters) - MOST_NAMED} more" if len(characters) > MOST_NAMED else ""
        description = f"character{'s' * (len(characters) > 1)} {named}{more}"
        message = f"{code.words} has no braille for the {description}"
        hint = "write it in words, mark the words with their language, or choose another code"
        if language:
            message = f"templates/{codes.FILE} has no braille code for “{language}”, so none for the {description}"
            hint = "add the code there, or write the words in the letters of the text"
        block = translator.unknown[characters[0]][0]
        yield error("braille-character", message, places.get(block, NOWHERE), hint, block)
