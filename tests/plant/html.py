"""Faults in a finished web page."""

# ruff: noqa: ARG005 (tables of small changes read best a line each)

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from tests.plant import Fault
from tests.plant.trees import (
    TEXTS,
    Change,
    doubled,
    losing,
    removed,
    renamed,
    setting,
    swapped,
    text_changed,
    tried,
    unwrapped,
    with_text,
)

HIDING: dict[str, Change] = {
    "hidden": setting("hidden", ""),
    "aria-hidden": setting("aria-hidden", "true"),
    "visually hidden by class": setting("class", "visually-hidden"),
    "invisible by style": setting("style", "display:none"),
    "white by style": setting("style", "color:#fff"),
    "tiny by style": setting("style", "font-size:1px"),
    "overridden by aria-label": setting("aria-label", "Something else"),
    "overridden by aria-labelledby": setting("aria-labelledby", "main-content"),
    "described by something else": setting("aria-description", "Something else"),
    "made presentation": setting("role", "presentation"),
    "made a button": setting("role", "button"),
    "in a wrong language": setting("lang", "fr"),
    "turned round": setting("dir", "rtl"),
    "edited in place": setting("contenteditable", "true"),
    "run on click": setting("onclick", "alert(1)"),
    "not to be translated": setting("translate", "no"),
    "inert": setting("inert", ""),
    "pops over": setting("popover", ""),
    "has a key": setting("accesskey", "s"),
}
ATTRIBUTES: dict[str, tuple[str, Change]] = {
    "a link leads to another address": ("//a[starts-with(@href, 'http')]", setting("href", "https://example.com/elsewhere")),
    "a link runs a script": ("//a", setting("href", "javascript:alert(1)")),
    "a link leads to a file of data": ("//a", setting("href", "data:text/html,hello")),
    "a link leads to the top": ("//a[starts-with(@href, '#')]", setting("href", "#main-content")),
    "a link leads nowhere": ("//a[starts-with(@href, '#')]", setting("href", "#nowhere")),
    "a link lost its target": ("//a", losing("href")),
    "a link opens a new window": ("//a", setting("target", "_blank")),
    "a link downloads": ("//a", setting("download", "x.exe")),
    "a link pings": ("//a", setting("ping", "https://example.com/")),
    "an anchor is lost": ("//*[@id]", losing("id")),
    "an anchor is another": ("//*[@id]", setting("id", "other")),
    "a scope is lost": ("//th", losing("scope")),
    "a scope is turned": ("//th[@scope='col']", setting("scope", "row")),
    "a row header names a column": ("//th[@scope='row']", setting("scope", "col")),
    "a label on a phone is lost": ("//*[@data-label]", losing("data-label")),
    "a label on a phone is another": ("//*[@data-label]", setting("data-label", "Other")),
    "a cell spans columns": ("//td|//th", setting("colspan", "2")),
    "a cell spans rows": ("//td|//th", setting("rowspan", "2")),
    "a cell names other headers": ("//td", setting("headers", "title")),
    "a list counts from elsewhere": ("//ol", setting("start", "7")),
    "a list counts down": ("//ol", setting("reversed", "")),
    "a list has letters": ("//ol", setting("type", "a")),
    "an item has another number": ("//ol/li", setting("value", "9")),
    "an alternative text is lost": ("//img", losing("alt")),
    "an alternative text is empty": ("//img[@alt!='']", setting("alt", "")),
    "an alternative text is another": ("//img", setting("alt", "A cat")),
    "a picture is another": ("//img", setting("src", "assets/other.png")),
    "a picture comes from elsewhere": ("//img", setting("src", "https://example.com/x.png")),
    "a picture has other sizes": ("//img", setting("srcset", "https://example.com/x.png 2x")),
    "words lose their language": ("//span[@lang]", losing("lang")),
    "words get another language": ("//span[@lang]", setting("lang", "de")),
    "words are turned round": ("//span[@dir]", setting("dir", "rtl")),
    "the page has another language": ("/html", setting("lang", "fr")),
    "the page has no language": ("/html", losing("lang")),
    "the page is turned round": ("/html", setting("dir", "rtl")),
    "a class is lost": ("//*[@class='box box-warning' or @class='notes' or @class='entry']", losing("class")),
    "metadata is lost": ("//head/meta|//main//meta", removed),
    "metadata is another": ("//meta[@content]", setting("content", "something else")),
    "the title is another": ("//title", text_changed(lambda text: "Another publication")),
    "the title is lost": ("//title", removed),
    "the style sheet is lost": ("//link[@rel='stylesheet']", removed),
    "the style sheet is another": ("//link[@rel='stylesheet']", setting("href", "https://example.com/x.css")),
    "the page names another page as its own": ("//link[@rel='canonical']", setting("href", "https://example.com/")),
    "another format leads elsewhere": ("//link[@rel='alternate']", setting("href", "elsewhere.pdf")),
    "the skip link leads elsewhere": ("//a[@class='skip-link']", setting("href", "#ask-format")),
    "the main part is lost": ("//main", renamed("div")),
}  # fmt: skip
KINDS = {
    "a heading becomes text": ("//h1|//h2|//h3|//h4", renamed("p")),
    "a heading goes down": ("//h2", renamed("h3")),
    "a heading goes up": ("//h3", renamed("h2")),
    "a paragraph becomes a heading": ("//main//p", renamed("h3")),
    "a paragraph becomes a quotation": ("//div[@class='text']/p", renamed("blockquote")),
    "a bulleted list is numbered": ("//ul", renamed("ol")),
    "a numbered list gets bullets": ("//ol", renamed("ul")),
    "a header cell becomes a cell": ("//th", renamed("td")),
    "a cell becomes a header cell": ("//td", renamed("th")),
    "a term becomes a value": ("//dt", renamed("dd")),
    "a value becomes a term": ("//dd", renamed("dt")),
    "a caption becomes a row": ("//caption", renamed("tr")),
    "bold becomes stress": ("//strong", renamed("em")),
    "words are struck out": ("//strong|//em|//h2|//td", lambda one: one.append(_wrapped(one, "s"))),
    "a quotation ends": ("//blockquote", unwrapped),
    "a list ends": ("//li", unwrapped),
    "a link ends": ("//a", unwrapped),
    "bold ends": ("//strong|//em", unwrapped),
    "a language ends": ("//span[@lang]", unwrapped),
    "a paragraph ends": ("//main//p[not(@class)]", unwrapped),
    "a table ends": ("//table", renamed("div")),
    "a fold has no name": ("//summary", renamed("div")),
    "the head of the page is none": ("//header", renamed("div")),
    "the foot of the page is none": ("//footer", renamed("div")),
    "a navigation has another name": ("//nav", setting("aria-labelledby", "title")),
    "a navigation has no name": ("//nav", losing("aria-labelledby")),
    "a paragraph is a navigation": ("//main//p", lambda one: one.addprevious(_around(one, "nav"))),
    "a paragraph is folded away": (
        "//div[@class='text']/p|//section/p",
        lambda one: one.addprevious(_around(one, "details")),
    ),
    "a list has the look of files": ("//div[@class='text']//ul", setting("class", "downloads")),
    "a word is parted": ("//p[normalize-space(text())]|//td[normalize-space(text())]", lambda one: _parted(one)),
    "the label of a box is none": ("//p[@class='box-label' or @class='action-reference']/..", losing("class")),
    "a paragraph is empty": ("//main//p[not(.//img)]", lambda one: one.addnext(etree.Element("p"))),
    "a list is empty": ("//main//p[not(.//img)]", lambda one: one.addnext(etree.Element("ul"))),
    "search engines are sent away": (
        "//main//p",
        lambda one: one.append(etree.Element("meta", name="robots")),
    ),
    "a box ends": ("//div[contains(@class, 'box')]", unwrapped),
}
PUT_IN = {
    "a script": "<script>alert(1)</script>",
    "a script from elsewhere": "<script src='https://example.com/x.js'></script>",
    "a style": "<style>p{display:none}</style>",
    "a frame": "<iframe src='https://example.com/'></iframe>",
    "a form": "<form action='https://example.com/'><input name='x'><button>Send</button></form>",
    "an object": "<object data='x.swf'></object>",
    "an embedded thing": "<embed src='x.swf'>",
    "a video": "<video src='x.mp4' autoplay></video>",
    "a drawing with a script": "<svg><script>alert(1)</script></svg>",
    "a template": "<template><p>later</p></template>",
    "words for nobody": "<noscript><p>Vote for us</p></noscript>",
    "a paragraph": "<p>Vote for us</p>",
    "a picture": "<img src='https://example.com/x.gif' alt=''>",
    "a tag of a stranger": "<x-thing>Vote for us</x-thing>",
    "moving words": "<marquee>.</marquee>",
    "a dialogue": "<dialog open>.</dialog>",
    "details that hide": "<details><summary>.</summary></details>",
    "a link without words": "<a href='https://example.com/'></a>",
    "a map": "<map name='x'><area href='https://example.com/' alt=''></map>",
}
IN_HEAD = {
    "a base address": "<base href='https://example.com/'>",
    "a refresh": "<meta http-equiv='refresh' content='0;url=https://example.com/'>",
    "a policy": "<meta http-equiv='content-security-policy' content='default-src *'>",
    "a font from elsewhere": "<link rel='preload' href='https://example.com/x.woff' as='font'>",
    "a manifest": "<link rel='manifest' href='x.json'>",
    "a remark": "<!-- who wrote this -->",
    "a narrow view": "<meta name='viewport' content='width=1200, user-scalable=no'>",
}


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    body = root.find("body")
    elements = [one for one in body.iter() if isinstance(one.tag, str)]
    texts = with_text(elements)
    for kind, change in TEXTS.items():
        yield from tried(root, kind, texts, text_changed(change), saved)
    kinds = {"is lost": removed, "stands twice": doubled, "changes places": swapped}
    for name, damage in kinds.items():
        for tag in (
            "p",
            "li",
            "tr",
            "td",
            "th",
            "h2",
            "h3",
            "a",
            "dt",
            "dd",
            "table",
            "caption",
            "img",
            "section",
            "ol",
            "ul",
        ):
            yield from tried(root, f"{tag} {name}", root.iter(tag), damage, saved)
    for name, hide in HIDING.items():
        yield from tried(root, f"something is {name}", texts, hide, saved)
    for name, (path, alter) in {**ATTRIBUTES, **KINDS}.items():
        yield from tried(root, name, root.xpath(path), alter, saved)
    for name, markup in PUT_IN.items():
        yield from tried(root, f"put in: {name}", root.xpath("//main//p"), _behind(markup), saved)
    yield Fault("the page has no document type", "", _in_old_way(data))
    for name, markup in IN_HEAD.items():
        yield from tried(root, f"put in: {name}", [root.find("head")], _into(markup), saved)


def _in_old_way(data: bytes) -> bytes:
    return data.replace(b"<!DOCTYPE html>", b"", 1)


def saved(root: Any) -> bytes:
    """The page as UTF-8."""
    return b"<!DOCTYPE html>\n" + bytes(etree.tostring(root, method="html", encoding="utf-8"))


def _wrapped(element: Any, tag: str) -> Any:
    made = etree.Element(tag)
    made.text, element.text = element.text, None
    return made


def _around(element: Any, tag: str) -> Any:
    made = etree.Element(tag)
    made.append(copy.deepcopy(element))
    made[0].tail = None
    element.text, element[:] = None, []
    return made


def _parted(element: Any) -> None:
    """Puts a line break into the middle of the longest word that an element begins with."""
    word = max((element.text or "").split(), key=len)
    before, _, after = element.text.partition(word)
    element.text = before + word[: len(word) // 2]
    element.insert(0, etree.Element("br"))
    element[0].tail = word[len(word) // 2 :] + after


def _behind(markup: str) -> Change:
    return lambda element: element.addnext(html.fragment_fromstring(markup))


def _into(markup: str) -> Change:
    return lambda element: element.append(html.fragment_fromstring(markup))
