"""What a person should know of a Word file beside its words: what was left out of the text, and what lost its look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model.findings import Finding, error, note, warning
from pipeline.model.place import Place
from pipeline.ooxml.styles import ground_of
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.sources.docx.fields import PROMPT
from pipeline.sources.docx.hidden.hidden_runs import DELETED, HIDDEN, MOVED
from pipeline.sources.docx.hidden.unseen_words import SECRET
from pipeline.sources.docx.shapes import count_in_front
from pipeline.sources.docx.story import FileAccount

BLACK = 28
"""Out of 255: a colour none of whose parts is lighter is black."""
_LEFT_OUT = {
    DELETED: "the file keeps tracked changes; accept or reject them in Word if this text should stand",
    HIDDEN: "Word does not show it either; unhide it there if it should be published",
    PROMPT: "nobody filled in this form field; fill it in if its content is needed",
}


_COUNTED = re.compile(r"\b(AUTONUM(?:LGL|OUT)?|LISTNUM|EQ)\b")
"""Fields that Word works out each time it shows them."""


def report_source(root: Element, name: str) -> list[Finding]:
    """Findings on constructs of the untouched XML that the text alone would not show."""
    place = Place(name)
    findings: list[Finding] = []
    struck = [run for run in root.iter(q("w:r")) if _struck(run)]
    text = " ".join("".join(part.text or "" for run in struck for part in run.iterchildren(q("w:t"))).split())
    if text:
        said = f"text that is struck through was kept as plain text: “{shortened(text)}”"
        hint = "take it out if it no longer holds: a reader cannot tell that it was struck through"
        findings.append(warning("struck-through", said, place, hint))
    formulas = sum(1 for formula in root.iter(q("m:oMath")) if next(formula.iterancestors(q("m:oMath")), None) is None)
    if formulas:
        many = "1 equation was" if formulas == 1 else f"{formulas} equations were"
        said = f"{many} kept as a line of characters, without fraction bars and the like"
        findings.append(
            warning("equation", said, place, "say in words what it means, or put it in as a picture with words")
        )
    findings += _worked_out(root, place)
    if in_front := count_in_front(root):
        many = "a picture or filled shape lies" if in_front == 1 else f"{in_front} pictures or filled shapes lie"
        said = f"{many} in front of the text, and words may lie hidden there"
        findings.append(
            error("hidden-words", said, place, "in Word, move each aside; if somebody hid words, ask who and why")
        )
    if black := sum(map(_is_blackened, root.iter(q("w:r")))):
        many = "1 piece of text is" if black == 1 else f"{black} pieces of text are"
        said = f"{many} shaded black; Word shows it in white, and other programs may show it or hide it"
        hint = "if these words are to be read, take the shading away; if somebody blackened them, delete them in Word"
        findings.append(error("hidden-words", said, place, hint))
    for kind in ("w:altChunk", "w:subDoc"):
        if next(root.iter(q(kind)), None) is not None:
            said = f"{name} refers to another document that Word would put in here; that text was not read"
            findings.append(
                error("embedded-document", said, place, "open the file in Word and save it again: that puts it in")
            )
    return findings


def _worked_out(root: Element, place: Place) -> Iterator[Finding]:
    """A warning for fields whose words the file does not hold."""
    codes = " ".join(code.text or "" for code in root.iter(q("w:instrText")))
    if kinds := sorted(set(_COUNTED.findall(codes))):
        text = (
            f"the file does not hold what Word shows for its fields {', '.join(kinds)}, such as numbers of paragraphs"
        )
        hint = "in Word, select all, press Ctrl+Shift+F9 and save, which turns fields into words; or type the numbers"
        yield warning("field-without-words", text, place, hint)


def report_asides(account: FileAccount) -> list[Finding]:
    """One note for each reason why words that a reader of the file may expect were left out."""
    place = Place(account.package.name)
    texts: dict[str, list[str]] = {}
    for aside in account.asides:
        texts.setdefault(aside.reason, []).append(aside.text)
    counts = Counter({reason: sum(len(text.split()) for text in texts[reason]) for reason in texts})
    findings = []
    for reason, hint in _LEFT_OUT.items():
        if counts[reason]:
            words = "1 word" if counts[reason] == 1 else f"{counts[reason]} words"
            said = f"{words} left out, {reason}: “{shortened(' … '.join(texts[reason]))}”"
            findings.append(note("left-out", said, place, hint))
    findings += [_hidden_words(counts[reason], reason, place) for reason in SECRET if counts[reason]]
    if texts.get(MOVED):
        findings.append(note("left-out", "text that was moved stands only at its new place", place))
    return findings


def _hidden_words(count: int, reason: str, place: Place) -> Finding:
    """An error that stops publishing. It does not say the words again, for they may be those that nobody should know."""
    words = "1 word was" if count == 1 else f"{count} words were"
    hint = "ask who hid them and why; in Word, select all and set the colour to automatic to see them"
    return error("hidden-words", f"{words} left out: {reason}", place, hint)


def shortened(text: str, limit: int = 80) -> str:
    """The beginning of a text, cut between words."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"


def _is_blackened(run: Element) -> bool:
    """Whether a run has black shading and letters without a colour of their own, as where somebody blackened a name."""
    properties = child(run, "w:rPr")
    colour = value(properties, "w:color") or "auto"
    ground = ground_of(child(properties, "w:shd"))
    words = any((text.text or "").strip() for text in run.iterchildren(q("w:t")))
    return bool(words and ground) and colour == "auto" and max(rgb(ground)) <= BLACK


def _struck(run: Element) -> bool:
    properties = child(run, "w:rPr")
    return bool(switched(properties, "w:strike") or switched(properties, "w:dstrike"))
