"""Reports what a person should know about a Word file: words that were left out, and formats that carried meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model.findings import Finding, error, note, warning
from pipeline.model.place import Place
from pipeline.ooxml.styles import Styles, shading_colour, six_digits
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.sources.docx.fields import PROMPT
from pipeline.sources.docx.hidden.hidden_runs import DELETED, HIDDEN, MOVED, NOT_SHOWN, REPLACED
from pipeline.sources.docx.hidden.in_front import count_in_front
from pipeline.sources.docx.hidden.unseen_words import PAPER, SECRET, is_alike
from pipeline.sources.docx.story import FileAccount

BLACK = 28
"""Out of 255: a colour counts as black if no channel is lighter."""
_LEFT_OUT = {
    DELETED: "the file has tracked changes; accept or reject them in Word if this text should be kept",
    HIDDEN: "Word does not show it either; unhide it there if you want to publish it",
    PROMPT: "this form field is empty; fill it in if its content is needed",
}


_ARROW = re.compile(
    r"\b(?:(?:start|end)arrow=(?:block|classic|open)|type=(?:triangle|stealth|arrow)|prst=\w*(?i:arrow))\b"
)
"""An attribute of the end of a line, or of a shape, that makes it an arrow (20.1.10.33, 20.1.10.56)."""
_COUNTED = re.compile(r"\b(AUTONUM(?:LGL|OUT)?|LISTNUM|EQ)\b")
"""Fields whose words Word computes and does not store."""


def report_source(root: Element, name: str, styles: Styles) -> list[Finding]:
    """Returns findings about constructs of the original XML that the text does not show."""
    place = Place(name)
    findings: list[Finding] = []
    struck = [run for run in root.iter(q("w:r")) if _struck(run)]
    text = " ".join("".join(part.text or "" for run in struck for part in run.iterchildren(q("w:t"))).split())
    if text:
        message = f"text that is struck through was kept as plain text: “{shortened(text)}”"
        hint = "delete it if it no longer applies: readers cannot see that it was struck through"
        findings.append(warning("struck-through", message, place, hint))
    formulas = sum(1 for formula in root.iter(q("m:oMath")) if next(formula.iterancestors(q("m:oMath")), None) is None)
    if formulas:
        many = "1 equation was" if formulas == 1 else f"{formulas} equations were"
        message = f"{many} kept as a line of characters, without fraction bars and the like"
        findings.append(
            warning("equation", message, place, "explain it in words, or add it as a picture with a text alternative")
        )
    findings += _arrows(root, place)
    findings += _worked_out(root, place)
    if in_front := count_in_front(root, styles):
        many = "a picture or filled shape lies" if in_front == 1 else f"{in_front} pictures or filled shapes lie"
        message = f"{many} in front of the text, and words may lie hidden there"
        findings.append(
            error("hidden-words", message, place, "in Word, move each aside; if somebody hid words, ask who and why")
        )
    findings += _blackened(root, place)
    if next(root.iter(q("w15:collapsed")), None) is not None:
        message = f"{name} has collapsed headings; Word shows the text below them only when somebody opens it"
        findings.append(
            warning("hidden-words", message, place, "the text was kept; delete what readers should not see")
        )
    for kind in ("w:altChunk", "w:subDoc"):
        if next(root.iter(q(kind)), None) is not None:
            message = f"{name} includes another document, whose text was not read"
            hint = "open the file in Word and save it again, which inserts the text"
            findings.append(error("embedded-document", message, place, hint))
    return findings


def _blackened(root: Element, place: Place) -> Iterator[Finding]:
    """Errors about words that some programs show and others hide."""
    if black := sum(map(_is_blackened, root.iter(q("w:r")))):
        many = "1 piece of text is" if black == 1 else f"{black} pieces of text are"
        message = f"{many} shaded black; Word shows it in white, and other programs may show it or hide it"
        hint = "if readers need these words, remove the shading; if they were blackened on purpose, delete them in Word"
        yield error("hidden-words", message, place, hint)
    if like_page := _in_colour_of_page(root):
        many = "1 piece of text has" if like_page == 1 else f"{like_page} pieces of text have"
        message = f"{many} the colour of the page, so that it is seen only where the page is printed without its colour"
        hint = "ask who set it so; if readers need it, change its colour"
        yield error("hidden-words", message, place, hint)


def _arrows(root: Element, place: Place) -> Iterator[Finding]:
    """Warns about drawn arrows: the words of a flow chart are kept, but not what leads from one to the next."""
    marks = root.iter(q("a:headEnd"), q("a:tailEnd"), q("v:stroke"), q("a:prstGeom"))
    ends = [mark for mark in marks if _ARROW.search(" ".join(f"{key}={text}" for key, text in mark.items()))]
    ends = [mark for mark in ends if next(mark.iterancestors(q("mc:Fallback")), None) is None]
    if count := len({mark.getparent() for mark in ends}):
        many = "1 arrow was" if count == 1 else f"{count} arrows were"
        hint = "say in words what leads to what, or add the drawing as a picture with a text alternative"
        yield warning("graphic", f"{many} left out; the words of the drawing were kept as text", place, hint)


def _worked_out(root: Element, place: Place) -> Iterator[Finding]:
    """Warns about fields whose words are not in the file."""
    codes = " ".join(code.text or "" for code in root.iter(q("w:instrText")))
    if kinds := sorted(set(_COUNTED.findall(codes))):
        text = f"the file does not contain what Word shows for its fields {', '.join(kinds)}, such as paragraph numbers"
        hint = "in Word, select all, press Ctrl+Shift+F9 and save, which turns fields into words; or type the numbers"
        yield warning("field-without-words", text, place, hint)


def report_asides(account: FileAccount) -> list[Finding]:
    """Returns a note for each reason why words were left out that a reader of the file may expect."""
    place = Place(account.package.name)
    texts: dict[str, list[str]] = {}
    for aside in account.asides:
        texts.setdefault(aside.reason, []).append(aside.text)
    counts = Counter({reason: sum(len(text.split()) for text in texts[reason]) for reason in texts})
    findings = []
    for reason, hint in _LEFT_OUT.items():
        if counts[reason]:
            words = "1 word" if counts[reason] == 1 else f"{counts[reason]} words"
            message = f"{words} left out, {reason}: “{shortened(' … '.join(texts[reason]))}”"
            findings.append(note("left-out", message, place, hint))
    findings += [_hidden_words(counts[reason], reason, place) for reason in SECRET if counts[reason]]
    if texts.get(MOVED):
        findings.append(note("left-out", "moved text is only at its new place", place))
    return findings


def _hidden_words(count: int, reason: str, place: Place) -> Finding:
    """An error, which stops publishing. It does not quote the words, because they may be secret."""
    words = "1 word was" if count == 1 else f"{count} words were"
    hint = "ask who hid them and why; in Word, select all and set the colour to automatic to see them"
    if reason in (NOT_SHOWN, REPLACED):
        hint = "open the file in Word; if readers need words that you miss there, add them and save it"
    return error("hidden-words", f"{words} left out: {reason}", place, hint)


def nothing_seen(reason: str, name: str) -> Finding:
    """An error about a file all of whose words seem invisible, for which they were kept."""
    message = f"all words seem to be hidden ({reason}), so they were kept"
    hint = "open the file in Word; if you see the words there, delete this line, otherwise ask who hid them and why"
    return error("hidden-words", message, Place(name), hint)


def shortened(text: str, limit: int = 80) -> str:
    """The beginning of a text, cut between words."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"


def _is_blackened(run: Element) -> bool:
    """Whether a run has black shading and letters of automatic colour, like a blackened name."""
    properties = child(run, "w:rPr")
    colour = value(properties, "w:color") or "auto"
    shading = shading_colour(child(properties, "w:shd"))
    words = any((text.text or "").strip() for text in run.iterchildren(q("w:t")))
    return bool(words and shading) and colour == "auto" and max(rgb(shading)) <= BLACK


def _in_colour_of_page(root: Element) -> int:
    """The number of runs in the colour of a page that is not white; Word shows the page's colour, and does not print it."""
    background = child(root, "w:background")
    page = six_digits(background.get(q("w:color"), "")) if background is not None else ""
    if page in ("", PAPER):
        return 0
    looks = (child(run, "w:rPr") for run in root.iter(q("w:r")) if (run.findtext(q("w:t")) or "").strip())
    colours = (six_digits(value(look, "w:color") or "") for look in looks if child(look, "w:highlight") is None)
    return sum(bool(colour) and is_alike(colour, page) for colour in colours)


def _struck(run: Element) -> bool:
    properties = child(run, "w:rPr")
    return bool(switched(properties, "w:strike") or switched(properties, "w:dstrike"))
