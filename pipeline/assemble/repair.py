"""Text that was decoded with the wrong code page: mended where the whole document proves it, and always reported.

UTF-8 read as something else is left to ftfy, because its byte patterns prove themselves. One single-byte code page read as
another (an apostrophe as "í" or "Õ") proves nothing in one place: "ó", "à" and "í" are letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.assemble.runs import Edit, edited, folded
from pipeline.model.flow import Flow, FlowParagraph, Repair
from pipeline.model.flow_change import flow_over
from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.typesetting import paragraphs_in

REASON = "wrong decoding"
# Written with one, read with the other: how text of Windows and of the old Macintosh and DOS went wrong.
CODE_PAGES = (
    ("cp1252", "mac_roman"),
    ("mac_roman", "cp1252"),
    ("cp1252", "cp437"),
)
# This many possessives and contractions must become words before anything is mended.
ENOUGH_WORDS = 2
# The commonest English words, and the least part of an English text that they are (they are 25 to 35 in 100).
ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "is", "for", "that", "with", "are", "be", "this", "by", "on", "as", "it", "our",
    "we", "not", "you", "at", "from", "or", "an",
})  # fmt: skip
LEAST_ENGLISH = 0.12
NOT = frozenset({
    "don", "doesn", "didn", "isn", "aren", "wasn", "weren", "won", "can", "couldn", "shouldn", "wouldn", "hasn",
    "haven", "hadn", "mustn", "needn",
})  # fmt: skip
PRONOUNS = frozenset({
    "i", "you", "he", "she", "it", "we", "they", "that", "there", "who", "what", "let", "here",
})  # fmt: skip
MARKS = "’‘“”–—…•\u00a0"
CONTEXT = {
    "’": r"(?<=[A-Za-z]){c}(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s){c}(?=[\s.,;:)]|$)",
    "‘": r"(?<![A-Za-z]){c}(?=[A-Za-z])",
    "“": r"(?<![A-Za-z]){c}(?=[A-Za-z])",
    "”": r"(?<=[A-Za-z.,!?]){c}(?![A-Za-z])",
    "–": r"(?<=\s){c}(?=\s)",
    "—": r"(?<=\s){c}(?=\s)|(?<=[a-z]){c}(?=[a-z])",
    "…": r"(?<=[a-z]){c}(?=\s|$)",
    "•": r"^\s*{c}(?=\s)",
    "\u00a0": r"(?<=[\w.,;:)]){c}(?=\s|$)|(?<=\s){c}",
}
UTF8: dict[str, Any] = {"fix_surrogates": True, "normalization": None} | dict.fromkeys((
    "unescape_html", "remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes", "fix_line_breaks",
    "remove_control_chars", "restore_byte_a0", "replace_lossy_sequences",
), False)  # fmt: skip
SUSPECT = re.compile(r"\S*[^\x00-\x7f]+\S*(?:\s[^\x00-\x7f\s]\S*)*")
# No sound word has "â€" in it, a capital with an accent behind a small letter, or a sign between such a letter and a small one.
UNSOUND = re.compile(r"â€|[a-z][ÂÃÄÅ]|[ÂÃÄÅ][^\w\s][a-z]")


@dataclass(frozen=True)
class _Misreading:
    """A pair of code pages: what was meant, and the character that stands for it."""

    written: str
    read: str
    signs: tuple[tuple[str, str], ...]


def mend(flow: Flow) -> tuple[Flow, list[Repair], str]:
    """The flow with wrong decodings mended, what was mended where, and a doubt for a person to check, "" for none."""
    repairs: list[Repair] = []
    paragraphs = [*paragraphs_in(flow.blocks), *(p for note in flow.notes for p in note.paragraphs)]
    texts = [paragraph.text for paragraph in paragraphs if not paragraph.text.isascii()]
    misreading, odd = _proven([paragraph.text for paragraph in paragraphs]) if texts else (None, "")
    everywhere = _misread_utf8(texts)
    joined, broken = _lost_ligatures([paragraph.text for paragraph in paragraphs])
    odd = odd or broken
    doubt = f"does “{odd}” show a wrong character? It was left as it is, with all others like it" if odd else ""

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        if paragraph.text.isascii() and not joined:
            return paragraph
        edits = [*_utf8_edits(paragraph.text, everywhere), *_ligature_edits(paragraph.text)]
        edits += _joined_edits(paragraph.text, joined)
        if misreading:
            edits += _edits(paragraph.text, misreading)
        for edit in edits:
            before, after = _in_words(paragraph.text, edit)
            reason = "ligature" if edit.text in LIGATURES.values() else REASON
            repairs.append(Repair(before, after, reason, paragraph.place))
        return replace(paragraph, runs=edited(paragraph.runs, edits)) if edits else paragraph

    return flow_over(flow, change), repairs, doubt


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _ligature_edits(text: str) -> Iterator[Edit]:
    for position, character in enumerate(text):
        if character in LIGATURES:
            yield Edit(position, position + 1, LIGATURES[character])


# Letters that one glyph may draw; fonts whose map to Unicode is wrong read it as a capital or a sign ("FoundaRon", "Elec[on").
SIGNS = r"[\[\]<>=@]"
JOINED = ("ti", "tt", "ft", "fi", "ff", "fl", "ffi", "ffl", "tti", "fj")
ODD_CAPITAL = r"(?<=[a-z]){c}|(?<=[A-Z]){c}(?=[a-z])"
ODD_SIGN = r"(?<=[a-z]){c}(?=[a-z])"
INNER_ODD = re.compile(f"{ODD_CAPITAL.replace('{c}', '[A-Z]')}|{ODD_SIGN.replace('{c}', SIGNS)}")
WORD = re.compile(rf"[^\W\d_]+(?:{SIGNS}[^\W\d_]+)*")
WORD_STARTS = re.compile(rf"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|{SIGNS}")
LEAST_PART = 4
"""Letters of each part of a word of several."""


def _lost_ligatures(texts: Sequence[str]) -> tuple[dict[str, str], str]:
    """Which capitals and signs stand for joined letters, and a word to check where not all words with one are explained.

    The same letters have to make a word of the document, or of English, of each word with that sign, which itself is none.
    """
    words = {word for text in texts for word in WORD.findall(text)}
    odd = {word for word in words if INNER_ODD.search(word)}
    known = {"https", *(word.casefold() for word in words - odd)}
    joined: dict[str, str] = {}
    doubt = ""
    letters = sorted({letter for word in odd for letter in INNER_ODD.findall(word)})
    for letter in letters * 2:  # a word may hold two of them, of which the second has to be known first
        held = {_with_joined(word, joined) for word in odd}
        held = {word for word in held if INNER_ODD.findall(word) in ([letter], [letter] * 2)}
        if letter in joined or any(_is_word(word, known) for word in held):
            continue
        unsound = {word for word in held if not _is_run_together(word, known)}
        sound = {pair: {w for w in unsound if _is_sound(_with_joined(w, {letter: pair}), known)} for pair in JOINED}
        proven = [pair for pair, explained in sound.items() if len(explained) >= ENOUGH_WORDS]
        whole = [pair for pair in proven if all(_is_word(_with_joined(w, {letter: pair}), known) for w in held)]
        proven = whole if len(whole) == 1 else proven
        if len(proven) == 1 and sound[proven[0]] == held:
            joined[letter] = proven[0]
        elif proven:
            doubt = min(sound[proven[0]])
    return joined, doubt


def _is_word(word: str, known: set[str]) -> bool:
    """Whether the document or English has a word."""
    return word.casefold() in known or commonness(word.casefold()) > 0


def _is_run_together(word: str, known: set[str]) -> bool:
    """Whether a word is sound as it stands, words set in a row of which each begins with a capital ("databaseName")."""
    parts = WORD_STARTS.split(word)
    return len(parts) > 1 and all(len(part) >= LEAST_PART and _is_word(part, known) for part in parts)


def _is_sound(word: str, known: set[str]) -> bool:
    """Whether the document or English has a word, or both parts of it ("creativecommons")."""
    ends = range(LEAST_PART, len(word) - LEAST_PART + 1)
    return _is_word(word, known) or any(_is_word(word[:end], known) and _is_word(word[end:], known) for end in ends)


def _with_joined(word: str, joined: dict[str, str]) -> str:
    for letter, pair in joined.items():
        odd = ODD_CAPITAL if letter.isalpha() else ODD_SIGN
        word = re.sub(odd.replace("{c}", re.escape(letter)), pair, word)
    return word


def _joined_edits(text: str, joined: dict[str, str]) -> Iterator[Edit]:
    for match in WORD.finditer(text) if joined else ():
        mended = _with_joined(match.group(), joined)
        if mended != match.group():
            yield Edit(match.start(), match.end(), mended)


def _utf8_edits(text: str, everywhere: bool) -> Iterator[Edit]:
    """UTF-8 read as something else: words that cannot be sound; all odd ones where that explains `everywhere` of a text."""
    for match in SUSPECT.finditer(text):
        if everywhere or UNSOUND.search(match.group()):
            fixed = _as_utf8(match.group())
            if fixed != match.group():
                yield Edit(match.start(), match.end(), fixed)


def _misread_utf8(texts: Sequence[str]) -> bool:
    """Whether every accented letter of the document is part of UTF-8 that was read as something else."""
    accented = [
        match.group()
        for text in texts
        for match in SUSPECT.finditer(text)
        if any(sign.isalpha() and not sign.isascii() and sign not in LIGATURES for sign in match.group())
    ]
    return any(map(UNSOUND.search, accented)) and all(_as_utf8(word) != word for word in accented)


def _as_utf8(text: str) -> str:
    """A text with what is UTF-8 in it read as that."""
    import ftfy  # few documents need it

    return ftfy.fix_encoding(text, **UTF8)


def _in_words(text: str, edit: Edit) -> tuple[str, str]:
    """The whole words that an edit touches, before and after."""
    start, end = edit.start, edit.end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], folded(text[start : edit.start] + edit.text + text[edit.end : end])


# ------------------------------------------------------------------------------------------------ single-byte code pages


def _proven(texts: Sequence[str]) -> tuple[_Misreading | None, str]:
    """The misreading that the whole document proves, else None and a word for a person to check ("" where none is odd).

    Enough possessives and contractions have to become English words, and the same two code pages have to explain every
    accented letter: "país", "Solís" and "déjà" are sound words, and one sound accent means that accents are sound here.
    """
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    english = sum(count for word, count in words.items() if word.lower() in ENGLISH)
    if english < LEAST_ENGLISH * sum(words.values()):
        return None, ""
    doubtful = ""
    for written, read in CODE_PAGES:
        misreading = _Misreading(written, read, tuple(_signs(written, read)))
        proofs = [word for text in texts for word in _proofs(text, misreading, words)]
        if len(proofs) < ENOUGH_WORDS:
            continue
        if all(_explains(text, misreading) for text in texts):
            return misreading, ""
        doubtful = proofs[0]
    return None, doubtful


def _signs(written: str, read: str) -> Iterable[tuple[str, str]]:
    for mark in MARKS:
        try:
            seen = mark.encode(written).decode(read)
        except UnicodeError:
            continue
        if seen != mark and not seen.isspace():
            yield mark, seen


def _proofs(text: str, misreading: _Misreading, words: Counter[str]) -> Iterator[str]:
    """The words of a text that become English with an apostrophe: a word of the document and its "s", "don’t", "we’re"."""
    seen = dict(misreading.signs).get("’")
    for match in re.finditer(rf"([A-Za-z]+){re.escape(seen)}(\w+)\b", text) if seen and seen in text else ():
        stem, ending = match[1], match[2]
        possessive = ending == "s" and (words[stem] or words[stem.lower()])
        short = (ending == "t" and stem.lower() in NOT) or (
            ending in ("s", "re", "ve", "ll", "d", "m") and stem.lower() in PRONOUNS
        )
        if possessive or short:
            yield match.group()


def _explains(text: str, misreading: _Misreading) -> bool:
    """Whether every accented letter and every sign of the misreading stands where the mark meant may stand."""
    if text.isascii():
        return True
    signs = {seen for _, seen in misreading.signs}
    odd = {at for at, sign in enumerate(text) if sign in signs or (sign.isalpha() and not sign.isascii())}
    ligatures = {at for at in odd if text[at] in LIGATURES}
    return odd - ligatures <= {edit.start for edit in _edits(text, misreading)}


def _edits(text: str, misreading: _Misreading) -> Iterator[Edit]:
    for mark, seen in misreading.signs:
        if seen in text:
            for match in re.finditer(CONTEXT[mark].replace("{c}", re.escape(seen)), text):
                yield Edit(match.start(), match.start() + 1, mark)
