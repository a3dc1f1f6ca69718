"""Lists everything that our web pages may have: elements, attributes and their values. Anything else is strange.

A page has no script, form, frame, refresh or base address, and requests nothing from other hosts. Nothing in it hides or
replaces words, or sets them from right to left against their language. Folds and buttons that filter rows are the browser's
own: nothing is sent, and everything can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.html.landmarks import landmarks

Element = Any
ID = r"[A-Za-z][\w-]*"
TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
LINK = r"(https?://|mailto:|tel:|#|[\w./-]+(\.\w+)?(#|$)).*"
FILE = r"(\.\./)*[\w./ -]+"
HIDING = {"visually-hidden": "span", "skip-link": "a", "council-name": "span"}
"""The only classes that may hide words (see verifiers/css), and the elements that may have them."""
HEARD = "ancestor::ul[@class='downloads']/li or parent::summary or parent::h2[@id='other-languages']"
"""Where words may be read aloud but not shown: they distinguish labels whose context only sighted people see."""
SHEET = r"(\.\./)*(public/)?assets/style(-[\w.-]+)?\.css(\?[0-9a-f]{8})?"
"""The address of the style sheet. Its digits change with its contents, so that no browser uses an old one."""
PARAGRAPHS = frozenset({
    "all-publications", "before_title", "reference", "empty", "box-label", "action-reference", "statement", "to-contents", "lead",
})  # fmt: skip
"""Classes that only paragraphs may have."""
NO_PAGE, ROOTED = "404.html", r"(/[\w.-]+)*/assets/style(-[\w.-]+)?\.css(\?[0-9a-f]{8})?"
"""The page that a server shows at any address; its links start at the root of the site."""
ATTRIBUTES: dict[str, dict[str, str]] = {
    "html": {"lang": TAG, "dir": "ltr|rtl"},
    "meta": {
        "charset": "utf-8", "name": "viewport|description|color-scheme|robots|dcterms[.][A-Za-z]+",
        "content": ".*", "itemprop": "[A-Za-z]+", "property": "og:(title|description|site_name|type|url|locale|image)",
    },
    "link": {
        "rel": "stylesheet|canonical|alternate|icon|prev|next", "href": f"{LINK}|{SHEET}|{ROOTED}", "type": ".*", "title": ".*",
        "hreflang": TAG,
    },
    "a": {"href": LINK, "id": ID, "type": ".*", "hreflang": TAG, "itemprop": "contentUrl", "rel": "license|prev|next",
        "download": r"[^<>:\"/\\|?*\x00-\x1f]{1,150}[.]epub"},
    "main": {"id": "main-content", "tabindex": "-1", "itemscope": "", "itemtype": "https://schema[.]org/[A-Za-z]+"},
    "nav": {"aria-labelledby": ID, "aria-label": ".+"},
    "img": {"src": FILE, "alt": ".*", "lang": TAG},
    "ol": {"start": r"\d+", "type": "[aAiI]"},
    "li": {"id": ID, "itemprop": "encoding", "itemscope": "", "itemtype": "https://schema[.]org/MediaObject"},
    "th": {"scope": "col|row", "data-label": ".+"},
    "td": {"data-label": ".+"},
    "summary": {"id": ID},
    "input": {"type": "radio", "name": "filter-[ab]", "id": r"filter-[ab]-\d+", "checked": "(checked)?"},
    "label": {"for": r"filter-[ab]-\d+"},
    "span": {"lang": TAG, "dir": "ltr|rtl"},
    "div": {"id": ID, "role": "status"},
    **{tag: {"id": ID} for tag in ("table", "tr")},
    **{tag: {"id": ID, "lang": TAG, "dir": "ltr|rtl"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p")},
    **{
        tag: {}
        for tag in (
            "head", "title", "body", "header", "footer", "article", "section", "dl", "dt", "dd", "ul", "caption", "thead",
            "tbody", "figure", "details", "fieldset", "legend", "figcaption", "blockquote", "strong", "em", "br", "bdi",
        )
    },
}  # fmt: skip
HOLDERS = frozenset(
    {"html", "head", "body", "header", "footer", "main", "section", "article", "nav", "blockquote", "ul", "ol", "dl", "table",
     "thead", "tbody", "tr", "details", "fieldset"}
)  # fmt: skip
"""Elements that contain only other elements, not words."""
GROUPS = frozenset({"text", "title", "about", "formats", "frame", "table", "entry", "action"})
VALUES = {"viewport": "width=device-width, initial-scale=1", "color-scheme": "light dark", "robots": "noindex"}
NEEDED = ("viewport", "color-scheme", "description")
LEFTWARD = re.compile(r"(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|syr|ug|ur|yi)(-|$)|.*-(arab|hebr|syrc|thaa|nkoo)(-|$)", re.I)
Problem = tuple[str, str]


def strange(root: Element, file: str) -> tuple[Finding, ...]:
    """Returns an error for everything in a page that our pages never have."""
    place = Place(file=file)
    hint = "if a template wants it, add it to pipeline/verifiers/html/allowed.py"
    problems = (
        *_elements(root),
        *_head(root),
        *landmarks(root),
        *_style_sheet(root, ROOTED if file == NO_PAGE else SHEET),
    )
    return tuple(error(rule, message, place, hint) for rule, message in problems)


def _elements(root: Element) -> Iterator[Problem]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "html-strange", "the page has a comment, which readers may find in its source"
            continue
        if element.tag not in ATTRIBUTES:
            yield "html-strange", f"the page holds <{element.tag}>, which none of our pages has"
            continue
        yield from _attributes(element)
        if element.tag == "ol" and (slip := labels_differ(element)):
            yield "html-strange", slip
        if element.get("download") and not _is_named_by_title(element):
            yield (
                "html-strange",
                f"a file is saved as “{element.get('download')}”, which is not the title of a publication",
            )
        texts = [element.text, *(child.tail for child in element)]
        if (element.tag in HOLDERS or _is_text(element)) and any((text or "").strip() for text in texts):
            words = " ".join(" ".join(filter(None, texts)).split())[:60]
            yield (
                "html-bare-words",
                f"“{words}” is directly in <{element.tag}>, not in a paragraph, item or cell (WCAG 1.3.1)",
            )
        if element.tag in ("ul", "ol") and any(child.tag != "li" for child in element):
            yield "html-bare-words", "a list has something other than items (WCAG 1.3.1)"
        if element.tag == "dl" and not _paired(element):
            yield (
                "html-bare-words",
                "a list of labelled values has something other than pairs of label and value (WCAG 1.3.1)",
            )


SIGNS = {"lower-letter": "a", "upper-letter": "A", "lower-roman": "i", "upper-roman": "I"}
"""The `type` of a list by the start of its class, which a page without its style shows."""


def labels_differ(numbered: Element) -> str:
    """Returns what is wrong if the class and the type of a numbered list have different labels, or ""."""
    names = re.findall(r"(?<![\w-])(?:lower|upper)-(?:letter|roman)", numbered.get("class") or "")
    wanted = SIGNS[names[0]] if names else None
    return (
        "" if numbered.get("type") == wanted else f"a list has labels “{numbered.get('type')}” and those of its class"
    )


def _is_named_by_title(link: Element) -> bool:
    """Whether the name of a downloaded file starts like the title or a heading of the page."""
    name = "".join(filter(str.isalnum, link.get("download")))
    root = link.getroottree().getroot()
    parts = (part for heading in root.iter("title", "h1", "h2", "h3") for part in heading.text_content().split(" – "))
    titles = filter(None, ("".join(filter(str.isalnum, part))[:40] for part in parts))
    return any(name.startswith(title) for title in titles)


def _is_text(element: Element) -> bool:
    return element.tag == "div" and element.get("class") in (
        "text",
        "title",
        "about",
        "formats",
        "frame",
        "table",
        "entry",
        "action",
    )


def _paired(element: Element) -> bool:
    return all([part.tag for part in group] == ["dt", "dd"] for group in element.iterchildren("div")) and all(
        group.tag == "div" for group in element
    )


def _attributes(element: Element) -> Iterator[Problem]:
    allowed = ATTRIBUTES[element.tag]
    for name, value in element.attrib.items():
        pattern = r"[\w -]+" if name == "class" else allowed.get(name)
        if pattern is None or not re.fullmatch(pattern, value, re.DOTALL):
            yield "html-strange", f"<{element.tag}> has {name}=“{value[:80]}”, which none of our pages has"
    if element.get("dir") and (element.get("dir") == "rtl") != bool(LEFTWARD.match(element.get("lang", ""))):
        yield "html-strange", f"words in “{element.get('lang')}” are set {element.get('dir')}, against their language"
    if element.tag == "ul" and element.get("class") in ("contents", "notes"):
        yield "html-strange", "a list of contents or notes has bullets"
    if element.tag == "ol" and element.get("class") in ("downloads", "plain-facts"):
        yield "html-strange", "a list of files or facts has numbers"
    for name in (element.get("class") or "").split():
        if HIDING.get(name, element.tag) != element.tag:
            yield "html-strange", f"<{element.tag}> has the class “{name}”, which hides it"
        if name in PARAGRAPHS and element.tag != "p":
            yield "html-strange", f"<{element.tag}> has the class “{name}” of a paragraph"
    yield from _filter_problems(element)
    may_have_language = (
        element.tag in ("html", "img", "span") or next(element.iterancestors("article"), None) is not None
    )
    if element.get("lang") is not None and not may_have_language:
        yield "html-strange", f"<{element.tag}> has a language of its own"
    if element.get("class") == "council-name" and element.xpath("not(parent::div[@class='council'])"):
        yield "html-strange", "a <span> has the class “council-name”, which hides it beside the logo"
    if "visually-hidden" in element.get("class", "") and element.xpath(f"not({HEARD})"):
        yield "html-strange", f"“{element.text_content().strip()[:60]}” is read aloud but not shown"
    if element.tag == "ol" and element.get("class") in ("contents", "notes") and element.get("start"):
        yield "html-strange", "a list of contents or notes counts from another number than 1"
    if element.tag == "ol" and element.get("type", "") != _sign(element.get("class", "")):
        yield "html-strange", "a list has other numbers without its style sheet"


def _filter_problems(element: Element) -> Iterator[Problem]:
    """Checks that buttons hide only rows, counts and themselves, and that all rows are shown at first."""
    parent, classes = element.getparent(), (element.get("class") or "").split()
    if "filter" in classes and (element.tag != "div" or [child.tag for child in element] != ["details"]):
        yield "html-strange", f"<{element.tag}> has the class “filter”, which hides it"
    if "count" in classes and (element.tag != "p" or parent is None or parent.get("role") != "status"):
        yield "html-strange", f"<{element.tag}> has the class “count”, which hides it"
    if "row" in classes and element.tag != "tr":
        yield "html-strange", f"<{element.tag}> has the class “row”, which hides it"
    if element.tag == "input" and (element.get("checked") is not None) != element.get("id", "").endswith("-0"):
        yield "html-strange", "a page shows some of its rows alone until a button is pressed"
    for sign, number in re.findall(r"\b([ab])(\d+)\b", element.get("class", "")) if "row" in classes else ():
        label = element.xpath("string(//label[@for=$id])", id=f"filter-{sign}-{number}")
        words = "".join(label.rpartition(" (")[0].lower().split())
        if not any(words in "".join(cell.text_content().lower().split()) for cell in element):
            yield "html-strange", f"the button “{label}” shows a row that does not say so"


def _sign(classes: str) -> str:
    """The `type` of a list with a class, "" for decimal numbers."""
    match = re.match("(lower|upper)-(letter|roman)", classes)
    sign = {"letter": "a", "roman": "i"}[match[2]] if match else ""
    return sign.upper() if match and match[1] == "upper" else sign


def _head(root: Element) -> Iterator[Problem]:
    named = {
        element.get("name"): element.get("content", "") for element in root.iterfind("head/meta") if element.get("name")
    }
    for name in NEEDED:
        if not named.get(name):
            yield "html-metadata", f"the page has no {name} in its head"
    for name, value in VALUES.items():
        if name in named and named[name] != value:
            yield "html-metadata", f"the page says {name}=“{named[name]}”; it should say “{value}”"
    if root.getroottree().docinfo.doctype != "<!DOCTYPE html>":
        yield "html-metadata", "the page does not begin with <!DOCTYPE html>, so that browsers set it in their old way"
    if root.find("head/meta[@charset]") is None:
        yield "html-metadata", "the page does not say which encoding it has"
    yield from _shared(root, named)
    for link in root.xpath("head/link[@rel='alternate'][@title]"):
        named_by = "//h1" if link.get("type") == "application/atom+xml" else "//a[@href=$to]"
        shown = (" ".join(element.text_content().split()) for element in root.xpath(named_by, to=link.get("href")))
        if " ".join(link.get("title").split()) not in shown:
            yield (
                "html-metadata",
                f"the head calls {link.get('href')} “{link.get('title')}”, and no link of the page does",
            )


def _shared(root: Element, named: dict[str, str]) -> Iterator[Problem]:
    """Checks that the metadata for sharing agree with the page."""
    title, language = root.findtext("head/title") or "", root.get("lang", "")
    wanted = {"title": {title}, "description": {named.get("description", "")}, "type": {"article", "website"}}
    wanted["site_name"] = {named.get("dcterms.publisher", title.rpartition(" – ")[2])}
    wanted |= {"locale": {language.replace("-", "_")}} if "-" in language else {}
    open_graph = {
        element.get("property", ""): element.get("content", "") for element in root.iterfind("head/meta[@property]")
    }
    canonical = root.find("head/link[@rel='canonical']")
    if "og:url" in open_graph:
        wanted["url"] = {canonical.get("href", "") if canonical is not None else ""}
    for name, texts in wanted.items() if open_graph or named.get("dcterms.title") else ():
        if open_graph.get(f"og:{name}") not in texts:
            message = (
                f"where the page is shared it says og:{name} “{open_graph.get(f'og:{name}', '')}”, which is not so"
            )
            yield "html-metadata", message


def _style_sheet(root: Element, address: str) -> Iterator[Problem]:
    elements = [element.get("href", "") for element in root.iterfind("head/link[@rel='stylesheet']")]
    if len(elements) != 1 or not re.fullmatch(address, elements[0]):
        yield (
            "html-strange",
            f"the page takes its looks from {', '.join(elements) or 'nowhere'}, not from a style sheet of the site",
        )


def about(root: Element) -> tuple[tuple[str, str], ...]:
    """Returns the metadata of a page: title, language, properties and linked files."""
    facts = [
        ("title", root.findtext("head/title") or ""),
        ("language", root.get("lang", "")),
        ("direction", root.get("dir", "")),
    ]
    facts += [
        (f"meta {element.get('name')}", element.get("content", "")) for element in root.iterfind("head/meta[@name]")
    ]
    facts += [(f"link {element.get('rel')}", element.get("href", "")) for element in root.iterfind("head/link[@rel]")]
    properties = root.xpath("//main//meta[@itemprop][not(ancestor::li)]")
    facts += [(f"property {element.get('itemprop')}", element.get("content", "")) for element in properties]
    facts += [("encoding", element.get("content", "")) for element in root.xpath("//li[@itemprop]/meta[@itemprop]")]
    return tuple(facts)
