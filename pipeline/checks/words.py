"""Checks words: capitals, typed bullets, colour or direction as the only guide, long sentences, and ease of reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.checks import typed
from pipeline.library.library import ContentDocument, LibraryPhrase
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import List
from pipeline.model.findings import Finding, warning
from pipeline.model.nodes import nodes
from pipeline.model.place import Place
from pipeline.ooxml.symbols import decoded

LONG = ("text", "note", "summary")
"""Kinds of phrases that may contain sentences and lists."""
MOST_WORDS = 25
PLAIN_ENGLISH = 60
# For fewer words the reading ease means nothing.
FEWEST_WORDS = 100
# A small o and a section sign are the bullets of Word's second and third level if the symbol font is lost.
_BULLET = re.compile(
    r"[•·●▪■◦○‣⁃∙➢✓\uf0b7\uf0a7\u25aa]\s*\S|(?:–|—)\s+(?=[^\W\d])|-\s*(?=[A-Z])|[*+](?=[A-Z][a-z])"
    r"|o\s+(?=[A-Z])|§\s+(?=[^\W\d])"
)
# "1.Plant" or "(a)Plant": without a space, the number is not a list label.
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z]\))(?=[A-Z][a-z])")
# In a title or a caption a star or a dash may mean something.
_SURE = "-o•·●▪■◦○‣⁃∙➢✓\uf0b7\uf0a7\u25aa§"
# Soft hyphens, zero-width spaces and direction marks, pasted from Word or a web page, where they are invisible.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u206a-\u206f\ufff9-\ufffb\U0001d173-\U0001d17a\u115f\u1160\u180e\u3164\uffa0\u200b\u2060-\u2064\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]|[\u202a-\u202e\u2066-\u2069]|[\u061c\u200e\u200f](?![^\\x00-\u058f])(?<![^\\x00-\u058f].)"
    "|(?<=[A-Za-z])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z])"
    "|(?<![^\\x00-\u02ff])\ufe0f(?!\u20e3)"
)
# Greek and Cyrillic letters that look like Latin ones; mathematical letters, and full-width ones.
_LIKE_LATIN = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονАВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһ"
_MATHEMATICAL, _WIDE = "\U0001d400-\U0001d7ff", "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_RANGE = re.compile(r"(?<![\d/])\d{4}(?:[–—-]\s+|\s+[—-])(?:\d{4}|\d{2})(?![\d/])")
_INNER_BULLET = re.compile(r"(?<=\s)[•●▪■◦‣⁃\uf0b7\uf0a7]\s")
_IN_CAPITALS = r"[A-Z](?>(?:[’'-]*[A-Z])+)"
_CAPITALS = re.compile(rf"(?<![\w-]){_IN_CAPITALS}(?:-*[\s,&/][\s,&/-]*(?:{_IN_CAPITALS}|[AI&]))*(?![\w-])")
_COLOUR = r"(?:red|green|blue|yellow|orange|amber|purple|pink|grey|gray|brown|black|white|highlighted|shaded|coloured)"
_THING = (
    r"(?:box|text|row|rows|cell|cells|column|section|heading|table|button|link|area|panel|items?|entries|words|lines?)"
)
_COLOUR_ONLY = re.compile(
    rf"\b(?:in|see|marked(?: in)?|shown in|shaded|highlighted in) (?:the )?{_COLOUR}\b(?! paper)(?: {_THING})?"
    rf"|\bthe {_COLOUR} {_THING}\b",
    re.IGNORECASE,
)
_WHERE = r"(?:above|below|opposite|overleaf|(?:on|to|at) the (?:left|right|top|bottom))"
_DIRECTION = re.compile(
    rf"\b(?:see|in|on|at|use|click|refer to|shown in|the) (?:the )?(?:\w+ )?{_THING} {_WHERE}\b"
    rf"|\b(?:the )?(?:left|right)[- ]hand (?:side|column|box|page)\b|\bsee (?:above|below|overleaf|opposite)\b"
    rf"|\b(?:see|in) the {_THING} (?:on the )?(?:next|previous|following) page\b|\boverleaf\b",
    re.IGNORECASE,
)
YEARS = range(1000, 2100)
"""Numbers that may begin a sentence as a year; minutes that are numbered on for years count further."""
RETYPE = "delete the word and type it again"
_END = re.compile(r"(?<=[.!?…])[\"’”)]*\s+(?=[\"‘“(]?[A-Z0-9])")
LONGEST_END = 12
"""Characters at the end of a sentence that are searched for an abbreviation; no abbreviation is longer."""
_NO_END = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|cf|approx|[A-Z])\.$")
_STRAY = re.compile(r"\*\*|(?<!\w)__(?!_)|\[[^\[\]]+\]\s?\(\S*\)?|\]\(|\[\^[^\]]*\]?|\{lang=|\]\{|<\w+:[^\s>]*>")


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every phrase of the document, and the document as a whole."""
    bullets: set[int] = set()
    for phrase in content.phrases:
        text = phrase.text
        for finding in _shape(content, phrase, text):
            bullets |= {finding.place.line} if finding.rule == "typed-bullet" else set()
            yield finding
        yield from _only(content, phrase, text)
        if phrase.kind in ("text", "note"):
            yield from _sentences(content, phrase, text)
    yield from typed.check(content, frozenset(bullets))
    yield from _years(content)
    yield from _unseen(content)
    yield from _look_alikes(content)
    yield from _not_composed(content)
    yield from _readability(content)


def _years(content: ContentDocument) -> Iterator[Finding]:
    """Reports a list of one item whose number is a year: somebody may have begun a sentence with it."""
    for one in _lists(content.document):
        if one.numbering and one.numbering.start in YEARS and len(one.items) == 1:
            year = str(one.numbering.start)
            message = f"“{year}.” at the start of the line makes it a numbered list"
            hint = f"if it is a year, put a backslash behind the number: {year}\\."
            yield content.tell("markdown-year-list", message, one.place, hint, year)


def _lists(part: object) -> Iterator[List]:
    """The lists of a part of a document, each before those in its items."""
    for one in nodes(part, List):
        yield one
        yield from _lists(one.items)


def _unseen(content: ContentDocument) -> Iterator[Finding]:
    """Reports the first invisible character on each line, because it breaks searching and reading aloud."""
    for message, place, hint, sign in unseen(content.lines, content.document.place.file):
        yield content.tell("unseen-character", message, place, hint, sign)


def unseen(lines: Iterable[str], file: str) -> Iterator[tuple[str, Place, str, str]]:
    """Yields a message, the place, a hint and the character, for the first invisible one on each line of a file."""
    for number, written in enumerate(lines, 1):
        line = _ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), written) if '"' in written else written
        if (match := _UNSEEN.search(line)) and not line.lstrip().startswith("#"):
            word = re.split(r"\s", line[: match.start()])[-1] + re.split(r"\s", line[match.start() :])[0]
            shown = _UNSEEN.sub("", word)
            name = unicodedata.name(match[0], "a sign that only its own font shows").lower()
            where = f"“{shown}”" if shown else "this line"
            message = f"{where} has an invisible character: {name} (U+{ord(match[0]):04X})"
            drawn = decoded(match[0], "wingdings")
            hint = (
                f"write “{drawn}” or the word that it means, if Wingdings is its font" if drawn != match[0] else RETYPE
            )
            yield message, Place(file, number, match.start() + 1), hint, match[0]


def unseen_in(data: bytes, file: str) -> Iterator[Finding]:
    """Reports invisible characters in a file of settings whose texts are published."""
    for message, place, hint, _ in unseen(data.decode("utf-8-sig", "replace").splitlines(), file):
        yield warning("unseen-character", message, place, hint)


def _look_alikes(content: ContentDocument) -> Iterator[Finding]:
    """Reports the first word on each line with a letter that only looks Latin, because it breaks searching and reading aloud."""
    wide = "" if content.document.language[:2] in ("ja", "ko", "zh") else _WIDE
    like = re.compile(f"(?:(?<=[A-Za-z])|(?=.[A-Za-z]))[{_LIKE_LATIN}]|[{wide}{_MATHEMATICAL}]")
    for number, line in enumerate(content.lines, 1):
        if not line.isascii() and not line.lstrip().startswith("#") and (match := like.search(line)):
            word = re.split(r"\s", line[: match.start()])[-1] + re.split(r"\s", line[match.start() :])[0]
            name = unicodedata.name(match[0], "a sign").lower()
            message = f"“{_short(word)}” has a character that only looks like a letter: {name} (U+{ord(match[0]):04X})"
            place = Place(content.document.place.file, number, match.start() + 1)
            yield content.tell("look-alike", message, place, RETYPE, match[0])


def _not_composed(content: ContentDocument) -> Iterator[Finding]:
    """Reports the first word on each line whose letters are made of several characters where one would do (Unicode NFC)."""
    for number, line in enumerate(content.lines, 1):
        if unicodedata.is_normalized("NFC", line) or line.lstrip().startswith("#"):
            continue
        for match in re.finditer(r"\S+", line):
            composed = unicodedata.normalize("NFC", match[0])
            if len(composed) < len(match[0]):
                message = f"“{_short(composed)}” has a letter that is made of several characters"
                place = Place(content.document.place.file, number, match.start() + 1)
                yield content.tell("not-composed", message, place, RETYPE, match[0])
                break


def in_capitals(text: str) -> Iterator[re.Match[str]]:
    """Yields each run of words in capitals that are not abbreviations or part of an address."""
    for match in _CAPITALS.finditer(text):
        before = text[max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1 : match.start()]
        several = re.search(r"[\s,&/-]", match[0])
        if several and sum(sign.isupper() for sign in match[0]) >= 10 and not re.search("[/@]", before):
            yield match


def _shape(content: ContentDocument, phrase: LibraryPhrase, text: str) -> Iterator[Finding]:
    for match in in_capitals(text):
        message = f"“{_short(match[0])}” is written in capitals"
        yield content.tell(
            "capitals",
            message,
            phrase.place,
            f"write “{_short(match[0].capitalize())}”, with capitals where names have them",
            match[0],
        )
    english = content.document.language.lower().startswith("en")
    bullet = _BULLET.match(text) or _INNER_BULLET.search(text) or (english and typed.SMALL_O.match(text))
    if bullet and not typed.TICKED.match(content.lines[phrase.place.line - 1]):
        sign = bullet[0].strip()[0]
        if phrase.kind in LONG:
            message = f"a bullet “{sign}” is typed here, so this is not read as a list"
            glued = bullet[0].strip() == "-" and not text[1:2].isspace()
            hint = "put a space after the hyphen: “- ”" if glued else "start the line with “- ” instead"
            yield content.tell("typed-bullet", message, phrase.place, hint, sign)
        elif sign in _SURE:
            message = f"a bullet “{sign}” is typed here, where no list is possible"
            yield content.tell("typed-bullet", message, phrase.place, "delete it", sign)
    if phrase.kind in LONG and (number := _NUMBER.match(text)):
        message = f"after “{number[0]}” there is no space, so this is not read as a list"
        yield content.tell("typed-bullet", message, phrase.place, f"start the line with “{number[0]} ”", number[0])
    for match in _RANGE.finditer(text):
        message = f"“{match[0]}” has a space on one side of its dash, so a line may break there"
        hint = f"write {'–'.join(re.findall(r'[0-9]+', match[0]))}"
        yield content.tell("range-space", message, phrase.place, hint, match[0])
    if stray := _STRAY.search(text):
        message = f"the sign “{_short(stray[0])}” shows in the text, because its partner is missing or out of place"
        hint = "write **bold**, *italic*, [words](address), [^1] for a note, without spaces inside"
        yield content.tell("stray-mark", message, phrase.place, hint, stray[0])


def _only(content: ContentDocument, phrase: LibraryPhrase, text: str) -> Iterator[Finding]:
    for match in _COLOUR_ONLY.finditer(text):
        message = f"“{match[0]}” does not help readers who cannot see the colour"
        yield content.tell("colour-only", message, phrase.place, "name it by its words or its heading", match[0])
    for match in _DIRECTION.finditer(text):
        if not _COLOUR_ONLY.search(match[0]):
            message = f"“{match[0]}” refers to a place on the page, which differs between editions"
            yield content.tell(
                "direction-only", message, phrase.place, "name it by its heading, or link to it", match[0]
            )


def sentences(text: str) -> list[str]:
    """Splits a text into sentences. A full stop after an abbreviation does not end one."""
    texts: list[str] = []
    for part in _END.split(text):
        if texts and _NO_END.search(texts[-1][-LONGEST_END:]):
            texts[-1] += " " + part
        else:
            texts.append(part)
    return [part for part in texts if part.strip()]


def _sentences(content: ContentDocument, phrase: LibraryPhrase, text: str) -> Iterator[Finding]:
    for sentence in sentences(text):
        count = len(sentence.split())
        if count > MOST_WORDS:
            message = f"this sentence has {count} words, more than {MOST_WORDS}: “{_short(sentence)}”"
            first = " ".join(sentence.split()[:3])
            yield content.tell("long-sentence", message, phrase.place, "make two of it", first)


def reading_ease(texts: list[str]) -> float | None:
    """Flesch's reading ease of English texts, or None for fewer than `FEWEST_WORDS` words.

    It is 206.835 − 1.015 × words per sentence − 84.6 × syllables per word.
    """
    words = [word for text in texts for word in re.findall(r"[A-Za-z’']+", text)]
    count = sum(len(sentences(text)) for text in texts)
    if len(words) < FEWEST_WORDS:
        return None
    return 206.835 - 1.015 * len(words) / count - 84.6 * sum(map(syllables, words)) / len(words)


@cache
def syllables(word: str) -> int:
    """Counts the groups of vowels, without a silent e at the end."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = re.search(r"[^aeiouyl]e(?:s|d)?$", plain) is not None and groups > 1
    return max(1, groups - silent)


def _readability(content: ContentDocument) -> Iterator[Finding]:
    if not content.document.language.lower().startswith("en"):
        return
    figure = reading_ease([phrase.text for phrase in content.phrases if phrase.kind == "text" and phrase.text])
    if figure is not None:
        verdict = "plain English has 60 or more" if figure < PLAIN_ENGLISH else "this is plain English"
        message = f"the reading ease of this document is {figure:.0f} of 100; {verdict}"
        yield content.tell(
            "readability", message, content.document.place, "shorter sentences and shorter words raise it"
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:58].rsplit(" ", 1)[0] + " …"
