"""Rewrites the XML of a part in one plain form, because Word can write the same content in many ways.

Afterwards a paragraph has only runs and bookmarks, and a run has only text, tabs, breaks, note marks and drawings. The
reason why words are not content is in the private attribute `ASIDE` of their run. No word is dropped.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import Relationship
from pipeline.ooxml.styles import Styles, six_digits
from pipeline.ooxml.symbols import decoded, symbol
from pipeline.ooxml.xml import VAL, Element, child, number, q, switched, value
from pipeline.sources.docx import fields as docx_fields
from pipeline.sources.docx.contents_lists import mark_contents
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.hidden.covered_boxes import mark_covered
from pipeline.sources.docx.hidden.hidden_runs import NOT_SHOWN, mark_hidden, mark_wrapped, set_aside
from pipeline.sources.docx.hidden.unseen_words import mark_unseen, paper_of
from pipeline.sources.docx.layout_tables import join_touching
from pipeline.sources.docx.math import put_as_runs
from pipeline.sources.docx.shapes import INSTEAD, is_hidden, unread_kind

_DRAWN = (q("w:drawing"), q("w:pict"))


def _tags(names: str) -> set[str]:
    return {q(f"w:{name}") for name in names.split()}


_TEXT = _tags("r t delText")
_BLOCK_TAGS = _tags("p tbl tc r t delText")
_CONTENT = _tags("p r t delText tbl tr tc bookmarkStart footnote endnote comment")
_BLOCKS_IN = _tags("body hdr ftr tc txbxContent footnote endnote comment")
_CONTENT_OF = {
    **{tag: _tags("p tbl bookmarkStart tcPr sectPr") | _TEXT for tag in _BLOCKS_IN},
    q("w:p"): _tags("pPr bookmarkStart") | _TEXT,
    q("w:tbl"): _tags("tr tblPr tblGrid bookmarkStart"),
    q("w:tr"): _tags("tc trPr tblPrEx bookmarkStart"),
    q("w:document"): _tags("body"),
    q("w:footnotes"): _tags("footnote"),
    q("w:endnotes"): _tags("endnote"),
    q("w:comments"): _tags("comment"),
}
_SHOWN = {q(name) for name in ("m:oMathPara", "w14:conflictIns", "w14:conflictDel")}
"""Elements of other kinds than Word's own of which it shows the content."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRIVATE, _TURNS = re.compile("[\uf000-\uf0ff]"), re.compile(r"[\t\r\n]+")
_INVISIBLE = {0x00AD: None, 0x200B: None, 0xFEFF: None, 0x2060: None}
PAGE = "page"
_USUAL_IN_AIDS = _tags("rFonts sz szCs lang kern")
MOST_SMALL = 8
"""Half-points: a smaller reading aid gets a run of its own."""
WHOLE, CLEAR = 100_000, 10_000
"""The opacity of what hides all below it, and one below which letters cannot be seen."""
_OFFICE = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
MOST_ON_COVER = 12  # paragraphs with words


def normalise(root: Element, numbering: Numbering, relationships: dict[str, Relationship]) -> None:
    """Rewrites a part in place."""
    styles = numbering.styles
    _choose_alternatives(root)
    etree.cleanup_namespaces(
        root
    )  # `Styles` serialises small elements to compare them; each would declare all namespaces
    _without_private_attributes(root)
    paper = paper_of(root)
    _text_bodies(root)
    _settle_merges(root)
    _split_field_runs(root)
    docx_fields.resolve(root)
    mark_wrapped(root, relationships)
    _count_pages(root)
    _plain_characters(root, styles)
    _unwrap(root)
    mark_hidden(root, styles)
    mark_unseen(root, numbering, paper)
    mark_covered(root)
    mark_contents(root, styles)
    if next(root.iter(q("w:lastRenderedPageBreak")), None) is None:
        for paragraph in _cover(root):
            paragraph.set(PAGE, "1")
    _join_paragraphs(root)
    join_touching(root)


def _without_private_attributes(root: Element) -> None:
    """Removes attributes without a namespace: we use them as marks, and a file could hide words with its own."""
    for element in root.iter(q("w:p"), q("w:r"), q("w:tbl"), q("m:r")):
        for name in [name for name in element.keys() if not name.startswith("{")]:  # noqa: SIM118 (an lxml element)
            del element.attrib[name]


def _choose_alternatives(root: Element) -> None:
    """Keeps one branch of an `mc:AlternateContent`, as Word does (part 3, 7.5): the first with words or a drawing.

    The other branches are for programs with other features; Word never shows their words. Of a drawing that
    nothing here reads, such as ink, the picture that is stored for older programs is kept.
    """
    for choice in list(root.iter(q("mc:AlternateContent"))):
        branches = [
            branch for branch in choice if branch.tag in (q("mc:Choice"), q("mc:Fallback")) and _is_known(branch)
        ]
        if branches:
            best = next((branch for branch in branches if any(_says(branch)) or _draws(branch)), branches[-1])
            words, pictures = _says(branches[-1])
            if (kind := unread_kind(best)) and not any(_says(best)) and pictures and not words:
                best = branches[-1]
                next(best.iter(*_DRAWN), best).set(INSTEAD, kind)
            for entry in list(best):
                choice.addprevious(entry)
        if choice.getparent() is not None:
            choice.getparent().remove(choice)


def _is_known(branch: Element) -> bool:
    """Whether Word knows what a branch requires: it knows the namespaces of Office, and no others."""
    prefixes = branch.get("Requires", "").split()
    return all(branch.nsmap.get(prefix, _OFFICE[0]).startswith(_OFFICE) for prefix in prefixes)


def _settle_merges(root: Element) -> None:
    """Writes merges and splits of cells that are tracked changes (17.13.5.1) as plain ones, as Word shows them."""
    for tracked in root.iter(q("w:cellMerge")):
        properties = tracked.getparent()
        merge = child(properties, "w:vMerge")
        merge = etree.SubElement(properties, q("w:vMerge")) if merge is None else merge
        merge.set(VAL, "continue" if tracked.get(q("w:vMerge")) == "cont" else "restart")


def _text_bodies(root: Element) -> None:
    """Turns DrawingML text (part 1, 21.1.2), such as on a drawing canvas, into text boxes."""
    for body in list(root.iter(q("a:txBody"))):
        box = etree.Element(q("w:txbxContent"))
        for line in body.iter(q("a:p")):
            paragraph = etree.SubElement(box, q("w:p"))
            for text in line.iter(q("a:t")):
                run = etree.SubElement(paragraph, q("w:r"))
                run.append(_look_of(child(text.getparent(), "a:rPr")))
                run.append(_text(text.text or ""))
        body.getparent().replace(body, box)


def _look_of(properties: Element | None) -> Element:
    """Converts the size and colour of DrawingML letters (part 1, 21.1.2.3.9) to WordprocessingML."""
    look = etree.Element(q("w:rPr"))
    plain = child(child(properties, "a:solidFill"), "a:srgbClr")
    if plain is not None and not len(plain):
        etree.SubElement(look, q("w:color")).set(q("w:val"), plain.get("val", "auto"))
    if properties is not None and (size := number(properties.get("sz"))):
        etree.SubElement(look, q("w:sz")).set(q("w:val"), str(max(1, size // 50)))
    alpha = next(properties.iter(q("a:alpha")), None) if properties is not None else None
    if child(properties, "a:noFill") is not None or (alpha is not None and number(alpha.get("val"), WHOLE) < CLEAR):
        etree.SubElement(etree.SubElement(look, q("w14:textFill")), q("w14:noFill"))
    return look


def _says(branch: Element) -> tuple[int, int]:
    texts = sum(len("".join((text.text or "").split())) for text in branch.iter(q("w:t"), q("a:t")))
    return texts, sum(1 for _ in branch.iter(q("a:blip"), q("v:imagedata"), q("c:chart")))


def _draws(branch: Element) -> bool:
    return next(branch.iter(*_DRAWN), None) is not None


def _split_field_runs(root: Element) -> None:
    """Gives each field mark a run of its own, so that a run is entirely code or entirely result."""
    for run in list(root.iter(q("w:r"))):
        content = [entry for entry in run if entry.tag != q("w:rPr")]
        if len(content) > 1 and any(entry.tag == q("w:fldChar") for entry in content):
            for entry in content:
                alone = etree.Element(q("w:r"))
                if child(run, "w:rPr") is not None:
                    alone.append(copy.deepcopy(child(run, "w:rPr")))
                alone.append(entry)
                run.addprevious(alone)
            run.getparent().remove(run)


def _count_pages(root: Element) -> None:
    """Numbers the pages of blocks if the file has Word's own page breaks; otherwise pages are unknown.

    Word marks the break inside the first paragraph of the new page, before its words.
    """
    if next(root.iter(q("w:lastRenderedPageBreak")), None) is None:
        return
    page = 1
    begun: list[Element] = []
    for element in root.iter(q("w:p"), q("w:tbl"), q("w:t"), q("w:lastRenderedPageBreak")):
        if element.tag == q("w:t"):
            begun = []
        elif element.tag == q("w:lastRenderedPageBreak"):
            page += 1
        elif element.tag == q("w:tbl"):
            begun = [element]
        else:
            begun = [*(block for block in begun if block.tag == q("w:tbl")), element]
        for block in begun:
            block.set(PAGE, str(page))


def _cover(root: Element) -> list[Element]:
    """Returns the few paragraphs before the author's first page break; none if a table or much text comes first."""
    before: list[Element] = []
    for block in root.iter(q("w:p"), q("w:tbl")):
        properties = child(block, "w:pPr")
        if block.tag == q("w:tbl") or len(before) > MOST_ON_COVER:
            return []
        if switched(properties, "w:pageBreakBefore"):
            return before
        parts = list(block.iter(q("w:t"), q("w:br")))
        ends = next((at for at, part in enumerate(parts) if part.get(q("w:type")) == "page"), len(parts))
        has_words = any((part.text or "").strip() and not part.getparent().get(ASIDE) for part in parts[:ends])
        before += [block] if has_words else []
        section = child(properties, "w:sectPr")
        if ends < len(parts) or (section is not None and value(section, "w:type") != "continuous"):
            return before
    return []


def _plain_characters(root: Element, styles: Styles) -> None:
    """Turns symbols, special hyphens, equations and WordArt into `w:t`, and removes invisible characters."""
    for sign in list(root.iter(q("w:sym"))):
        _become_text(sign, symbol(sign.get(q("w:char"), ""), sign.get(q("w:font"), "")))
    for hyphen in list(root.iter(q("w:noBreakHyphen"))):
        _become_text(hyphen, "\u2011")
    for formula in list(root.iter(q("m:oMath"))):
        if next(formula.iterancestors(q("m:oMath")), None) is None:
            put_as_runs(formula)
    for art in list(root.iter(q("v:textpath"))):
        picture = next(art.iterancestors(q("w:pict"), q("w:object")), None)
        if (art.get("string") or "").strip() and picture is not None and not is_hidden(picture):
            _put_art(art, picture)
    inherited = root.get(_SPACE)
    style_of = cache(lambda paragraph: styles.setting(paragraph).style if paragraph is not None else "")
    for text in root.iter(q("w:t"), q("w:delText")):
        words = (text.text or "").translate(_INVISIBLE)
        if text.get(_SPACE, inherited) != "preserve":
            words = words.strip(" \t\r\n")
        # A single letter may be a bullet in its font: "ü" in Wingdings is a tick.
        if len(words.strip()) == 1 or _PRIVATE.search(words):
            words = _from_symbol_font(text, words, styles, style_of)
        text.text = _TURNS.sub(" ", words)


def _put_art(art: Element, picture: Element) -> None:
    """Puts the words of WordArt (part 4, 19.1.2.23) in a run with the fill colour of its shape."""
    shape = art.getparent()
    look = etree.Element(q("w:rPr"))
    filled = shape.get("filled", "t") not in ("f", "false") and six_digits(shape.get("fillcolor", ""))
    lined = shape.get("stroked", "t") not in ("f", "false")
    if filled and not lined:
        etree.SubElement(look, q("w:color")).set(q("w:val"), filled)
    run = etree.Element(q("w:r"))
    run.extend((look, _text(art.get("string", ""))))
    (picture.getparent() if picture.getparent().tag == q("w:r") else picture).addprevious(run)


def _text(words: str) -> Element:
    text = etree.Element(q("w:t"))
    text.text = words
    text.set(_SPACE, "preserve")
    return text


def _become_text(element: Element, words: str) -> None:
    element.addprevious(_text(words))
    element.getparent().remove(element)


def _from_symbol_font(text: Element, words: str, styles: Styles, style_of: Callable[[Element], str]) -> str:
    run = text.getparent()
    style = style_of(next(text.iterancestors(q("w:p")), None))
    font = (styles.look(run, style).font if run.tag == q("w:r") else "") or (
        "Symbol" if words.strip() >= "\uf000" else ""
    )
    alone = len(words.strip()) == 1
    return "".join(
        decoded(sign, font) if "\uf000" <= sign <= "\uf0ff" or (alone and not sign.isspace()) else sign
        for sign in words
    )


def _unwrap(root: Element) -> None:
    """Replaces smart tags, content controls, insertions, links and unknown wrappers by their content."""
    for ruby in list(root.iter(q("w:ruby"))):
        _flatten_ruby(ruby)
    shown = _SHOWN | set(_processed(root))
    for holder in list(root.iter(*_CONTENT_OF)):
        _unwrap_children(holder, _CONTENT_OF[holder.tag], shown)
    for text in list(root.iter(q("w:t"), q("w:delText"))):
        if text.getparent().tag in _BLOCKS_IN | {q("w:p")}:
            _wrap(text, "w:r")
    for run in list(root.iter(q("w:r"))):
        if run.getparent().tag in _BLOCKS_IN:
            _wrap(run, "w:p")


def _processed(root: Element) -> Iterator[str]:
    """The names of strange elements of which the file says that programs show their content (part 3, 7.4)."""
    for name in root.get(q("mc:ProcessContent"), "").split():
        prefix, _, local = name.partition(":")
        yield f"{{{root.nsmap.get(prefix, '')}}}{local}"


def _shows_content(entry: Element, shown: set[str]) -> bool:
    """Whether Word shows what is in a node: not in comments of the XML, properties, ends of ranges, and strange elements."""
    name = entry.tag if isinstance(entry.tag, str) else ""
    return name in shown or (name.startswith(q("w:")) and not name.endswith(("Pr", "Start", "End")))


def _unwrap_children(holder: Element, allowed: set[str], shown: set[str]) -> None:
    waiting = list(holder)[::-1]
    while waiting:
        entry = waiting.pop()
        if entry.tag in allowed:
            continue
        if holder.tag == q("w:tr") and entry.tag in _BLOCK_TAGS:
            _wrap(entry, "w:tc")
        elif holder.tag == q("w:tbl") and entry.tag in _BLOCK_TAGS:
            _wrap(_wrap(entry, "w:tc"), "w:tr")
        else:
            if not _shows_content(entry, shown):
                set_aside(entry, NOT_SHOWN)
            inner = list(entry) if next(entry.iter(*_CONTENT), None) is not None else []
            for part in inner:
                entry.addprevious(part)
            waiting += inner[::-1]
            holder.remove(entry)


def _wrap(entry: Element, name: str) -> Element:
    around = etree.Element(q(name))
    entry.addprevious(around)
    around.append(entry)
    return around


def _flatten_ruby(ruby: Element) -> None:
    """Puts a reading aid (17.3.3.25) in brackets after its base."""
    base, aid = (
        "".join(text.text or "" for text in ruby.iterfind(f"{q('w:' + name)}//{q('w:t')}"))
        for name in ("rubyBase", "rt")
    )
    look = child(next(ruby.iterfind(f"{q('w:rt')}//{q('w:r')}"), None), "w:rPr")
    size = value(look, "w:sz") or value(child(ruby, "w:rubyPr"), "w:hps")
    looks_own = look is not None and any(part.tag not in _USUAL_IN_AIDS for part in look)
    if aid.strip() and (looks_own or number(size, MOST_SMALL) < MOST_SMALL):
        apart = etree.Element(q("w:r"))  # for `mark_unseen`, which needs its size and colour
        apart.append(copy.deepcopy(look) if look is not None else etree.Element(q("w:rPr")))
        if child(apart[0], "w:sz") is None:
            etree.SubElement(apart[0], q("w:sz")).set(q("w:val"), size or str(MOST_SMALL))
        apart.append(_text(f" ({aid})"))
        ruby.getparent().addnext(apart)
        aid = ""
    _become_text(ruby, f"{base} ({aid})" if aid.strip() else base)


def _join_paragraphs(root: Element) -> None:
    """Joins a drop cap, and a paragraph whose end mark was deleted (17.13.5.15), to the next paragraph."""
    for paragraph in list(root.iter(q("w:p"))):
        properties = child(paragraph, "w:pPr")
        if properties is None:
            continue
        frame = child(properties, "w:framePr")
        mark = child(properties, "w:rPr")
        gone = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        drop = frame is not None and frame.get(q("w:dropCap")) in ("drop", "margin")
        following = paragraph.getnext()
        if (gone or drop) and following is not None and following.tag == q("w:p"):
            at = 0 if child(following, "w:pPr") is None else 1
            for entry in reversed([entry for entry in paragraph if entry is not properties]):
                following.insert(at, entry)
            paragraph.getparent().remove(paragraph)


def page_of(element: Element) -> int:
    """The page on which a block begins, 0 if it is unknown."""
    return number(element.get(PAGE))
