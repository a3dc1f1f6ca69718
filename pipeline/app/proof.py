"""The proof that a finished file says what the content says: no word missing, extra, doubled or in another order.

Three texts are held together. The canonical words come from the document; the declared reading from the builder, with the
words that the edition adds marked; the words read back from the finished file, as an assistive technology would meet them.
Declared without the added ones must be canonical, and read back must be declared. White space may differ only where a
block ends: letters are compared in one stream, and no two words of a block may have run together or come apart.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, zip_longest

from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, Findings, error
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import NOTE, WordRun
from pipeline.verifiers import AnchoredText

MOST_DIFFERENCES = 20
"""Differences that are reported one by one; a file that lost its second half need not list every word of it."""

_WORD = re.compile(r"\S+")
_PART = re.compile(r"\w+|[^\w\s]")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u200e\u200f\u2060\ufeff\u2028\u2029\ufe0e\ufe0f"), None)


@dataclass(frozen=True)
class Proof:
    """What was proved of one edition: how many words of the document it says, how many it adds, and what is wrong."""

    words: int
    added: int
    findings: Findings


@dataclass(frozen=True, slots=True)
class Token:
    """One word, whose block it is in, and where that stands in the content file; `glued` where its end follows later.

    `joined` says that the next token goes on without a space. `piece` is the number of the added words it is part of.
    """

    text: str
    block: str
    place: Place = NOWHERE
    glued: bool = False
    joined: bool = False
    piece: int = -1


def prove(
    canonical: Sequence[WordRun],
    declared: Sequence[Piece],
    read: Sequence[AnchoredText],
    file: str,
    fold: Callable[[str], str] = str,
) -> Proof:
    """Holds the three texts together; every finding names the block, the file and the line of the content.

    `fold` turns words into what the format can tell apart, before they are compared with those read back.
    """
    order = {block: at for at, block in enumerate(dict.fromkeys(p.block for p in declared if p.block.startswith(NOTE)))}
    # Formats have their notes in the order of the file or in that of the marks: each note must be whole.
    listed = sorted(
        canonical, key=lambda words: order.get(words.block, len(order)) if words.block.startswith(NOTE) else -1
    )
    own = [Token(w, words.block, words.place) for words in listed for w in _words(words.text)]
    places = {words.block: words.place for words in canonical}
    tokens = [Token(p.text, p.block, places.get(p.block, NOWHERE)) for p in declared if not p.kind]
    findings = [*_compare(own, tokens, f"{file}, as its builder set it out")]
    everything = [Token(p.text, p.block, places.get(p.block, NOWHERE)) for p in declared]
    back = [Token(said.text, said.anchor) for said in read]
    if not findings:
        everything = _with_blocks(own, declared)
    everything = _folded(everything, fold)
    findings += _compare(everything, back, file) or _come_apart(everything, back, file)
    added = sum(len(_words(piece.text)) for piece in declared if piece.kind)
    return Proof(len(own), added, tuple(findings))


def _words(text: str) -> list[str]:
    return plain(text).split()


def plain(text: str) -> str:
    """A text as it is compared: composed characters, without those that nobody sees or hears."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(UNSEEN))


def letters(text: str) -> str:
    """The characters of a text that are compared, without white space."""
    return "".join(plain(text).split())


def _letters(tokens: Iterable[Token]) -> str:
    return "".join(letters(token.text) for token in tokens)


def _with_blocks(tokens: list[Token], declared: Sequence[Piece]) -> list[Token]:
    """The declared pieces with the document's own words one by one, so that words that ran together are seen."""
    result: list[Token] = []
    waiting = list(reversed(tokens))
    cut = False
    for number, (piece, after) in enumerate(zip_longest(declared, declared[1:])):
        if piece.kind:
            head, space, last = piece.text.rpartition(" ")
            if space:
                result.append(Token(head + space, piece.block, glued=cut, piece=number))
            touches, goes_on = cut or _touches(last, after), _goes_on(piece, after)
            result.append(Token(last, piece.block, NOWHERE, touches, goes_on, number))
            continue
        left = len(letters(piece.text))
        while left > 0 and waiting:
            token = waiting.pop()
            cut = len(token.text) > left
            if cut:
                waiting.append(replace(token, text=token.text[left:]))
                token = replace(token, text=token.text[:left], glued=True)
            left -= len(token.text)
            glued = token.glued or (left <= 0 and _touches(token.text, after))
            joined = left <= 0 and _goes_on(piece, after)
            result.append(Token(token.text, token.block, token.place, glued, joined, token.piece))
    return result


def _goes_on(piece: Piece, after: Piece | None) -> bool:
    return bool(after and piece.text and after.text and not piece.text[-1].isspace() and not after.text[0].isspace())


def _folded(tokens: list[Token], fold: Callable[[str], str]) -> list[Token]:
    """The tokens as the format can tell them apart; a word of several tokens is folded as a whole."""
    if fold is str:
        return tokens
    made: list[Token] = []
    for token in tokens:
        if made and made[-1].joined:
            before = made.pop()
            token = replace(token, text=before.text + token.text, block=before.block, place=before.place)
        made.append(token)
    return [replace(token, text=fold(token.text), joined=False) for token in made]


def _touches(word: str, after: Piece | None) -> bool:
    """Whether words go on with added words: one of the two has a mark there, as after an opening bracket or "§".

    A copy of words of the document may be emphasised in the middle of a word.
    """
    if not (word and after and after.kind and after.text) or after.text[0].isspace():
        return False
    if after.kind == "copy" and not after.opens:
        return True
    return not (after.text[0].isalnum() and (word[-1].isalnum() or word[-1] in ".,;:!?…"))


def _compare(expected: list[Token], tokens: list[Token], file: str) -> Findings:
    """What differs between two streams of words; first their letters, then where words end."""
    if _letters(expected) == _letters(tokens):
        return _run_together(expected, tokens, file)
    return tuple(_differences(_split(expected, _PART), _split(tokens, _PART), file))


def _split(tokens: list[Token], pattern: re.Pattern[str]) -> list[Token]:
    return [
        Token(word, token.block, token.place, token.glued, token.joined, token.piece)
        for token in tokens
        for word in pattern.findall(plain(token.text))
    ]


def _run_together(expected: list[Token], tokens: list[Token], file: str) -> Findings:
    """Words of one block between which the file has no white space, though the letters are all there."""
    ends = set(_word_ends(tokens))
    if ends.issuperset(_word_ends(expected)):
        return ()
    findings = []
    position = 0
    words = _split(expected, _WORD)
    for token, after in pairwise(words):
        position += len(token.text)
        if position not in ends and not token.glued and (_one(token, after) or after.text[0].isalnum()):
            message = f"{file} runs “{token.text}” and “{after.text}” together in {token.block or 'added words'}"
            findings.append(error("words-run-together", message, token.place, block=token.block))
    return tuple(findings[:MOST_DIFFERENCES])


def _word_ends(tokens: Iterable[Token]) -> Iterator[int]:
    """Where words end, in letters from the first."""
    return accumulate(len(word) for token in tokens for word in plain(token.text).split())


def _come_apart(expected: list[Token], tokens: list[Token], file: str) -> Findings:
    """Words within which the file has a space or a line break between two letters or figures."""
    stream = _letters(tokens)
    ends = {end for end in _word_ends(tokens) if stream[end - 1].isalnum() and stream[end : end + 1].isalnum()}
    if ends.issubset(_word_ends(expected)):
        return ()
    findings = []
    position = 0
    for token in _split(expected, _WORD):
        if not ends.isdisjoint(range(position + 1, position + len(token.text))):
            message = f"{file}: a space or a line break stands inside “{token.text}”, in {token.block or 'added words'}"
            findings.append(error("words-come-apart", message, token.place, block=token.block))
        position += len(token.text)
    return tuple(findings[:MOST_DIFFERENCES])


def _one(token: Token, after: Token) -> bool:
    """Whether two words are of one block, or of one piece of added words; such pieces may touch at a comma."""
    if token.piece >= 0 and token.piece == after.piece:
        return True
    return bool(token.block) and token.block == after.block and token.place == after.place


def _differences(expected: list[Token], tokens: list[Token], file: str) -> Iterable[Finding]:
    start = 0
    while start < min(len(expected), len(tokens)) and expected[start].text == tokens[start].text:
        start += 1
    end = 0
    while end < min(len(expected), len(tokens)) - start and expected[-1 - end].text == tokens[-1 - end].text:
        end += 1
    a, b = expected[start : len(expected) - end], tokens[start : len(tokens) - end]
    matcher = difflib.SequenceMatcher(None, [t.text for t in a], [t.text for t in b], autojunk=False)
    lost: list[list[Token]] = []
    extra: list[tuple[list[Token], Token | None]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            lost.append(a[i:j])
        if kind in ("insert", "replace"):
            before = a[i - 1] if i else expected[start - 1] if start else None
            extra.append((b[k:m], before))
    yield from _tell(lost, extra, Counter(token.text for token in expected), file)


def _tell(
    lost: list[list[Token]], extra: list[tuple[list[Token], Token | None]], known: Counter[str], file: str
) -> Iterable[Finding]:
    moved = {_text(run) for run in lost} & {_text(run) for run, _ in extra}
    told = 0
    for run in lost:
        what, rule = ("says in another order", "words-reordered") if _text(run) in moved else ("lacks", "words-missing")
        yield error(rule, f"{file} {what} “{_short(run)}” of {run[0].block}", run[0].place, block=run[0].block)
        told += 1
    for run, before in extra:
        if _text(run) in moved:
            continue
        doubled = all(known[token.text] for token in run)
        what, rule = ("says again", "words-doubled") if doubled else ("says besides", "words-extra")
        block, place = (before.block, before.place) if before else ("", NOWHERE)
        yield error(rule, f"{file} {what} “{_short(run)}” after {block or 'its start'}", place, block=block)
        told += 1
        if told > MOST_DIFFERENCES:
            return


def _text(run: list[Token]) -> str:
    return " ".join(token.text for token in run)


def _short(run: list[Token]) -> str:
    text = _text(run)
    return text if len(text) <= 120 else f"{text[:60]} … {text[-50:]}"
