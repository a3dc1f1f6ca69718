"""Faults in a finished PDF: in its tags, its links, what it says of itself, what it does; `pdf_pages` damages what pages show."""

# ruff: noqa: E501, ARG005 (tables of small changes read best a line each)

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.plant import Fault, pdf_pages, spread

Tag = Any
Change = Callable[[Pdf, Any], object]


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    for kind, (find, change) in {**_tag_faults(), **_link_faults(), **_file_faults()}.items():
        yield from tried(data, kind, find, change)
    for kind, (find, change) in pdf_pages.faults().items():
        yield from tried(data, kind, find, change)
    yield Fault("something stands behind its end", "", data + b"\n% who wrote this\n")


def tried(data: bytes, kind: str, find: Callable[[Pdf], Iterable[Any]], change: Change) -> Iterator[Fault]:
    """One fault for each thing that `find` finds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(list(find(pdf)))
    for number in spread(range(count)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if change(pdf, list(find(pdf))[number]) is False:
                continue
            out = io.BytesIO()
            with warnings.catch_warnings(action="ignore"):  # the library tells of a damage that was meant
                pdf.save(out, static_id=True)
            yield Fault(kind, f"number {number + 1}", out.getvalue())


# ------------------------------------------------------------------------------------------------ tags


def kids(tag: Tag) -> list[Any]:
    """What an element holds."""
    inside = tag.get("/K")
    return [] if inside is None else list(inside) if isinstance(inside, Array) else [inside]


def tags(*kinds: str) -> Callable[[Pdf], list[Tag]]:
    """All elements of these kinds, of every kind where none is named."""

    def walk(tag: Tag) -> Iterator[Tag]:
        if isinstance(tag, Dictionary) and "/S" in tag:
            if not kinds or str(tag.S)[1:] in kinds:
                yield tag
            for kid in kids(tag):
                yield from walk(kid)

    return lambda pdf: [one for top in kids(pdf.Root.StructTreeRoot) for one in walk(top)]


def having(find: Callable[[Pdf], list[Tag]], key: str) -> Callable[[Pdf], list[Tag]]:
    """Those that have an entry."""
    return lambda pdf: [one for one in find(pdf) if key in one]


def named(kind: str) -> Change:
    """A change of the kind of an element."""
    return lambda _, tag: setattr(tag, "S", Name(f"/{kind}"))


def put(key: str, value: Any) -> Change:
    """A change that gives an element an entry."""
    return lambda _, tag: tag.__setitem__(key, value)


def without(key: str) -> Change:
    """A change that takes an entry away."""
    return lambda _, tag: tag.__delitem__(key)


def attribute(key: str, value: Any) -> Change:
    """A change of an attribute of an element."""

    def change(_: Pdf, tag: Tag) -> bool:
        held = tag.get("/A")
        if held is None or key not in held or held[key] == value:
            return False
        if value is None:
            del held[key]
        else:
            held[key] = value
        return True

    return change


def _around(tag: Tag, make: Callable[[list[Any], int], list[Any]]) -> bool:
    parent = tag.P
    inside = kids(parent)
    at = next((n for n, one in enumerate(inside) if isinstance(one, Dictionary) and one.objgen == tag.objgen), -1)
    if at < 0:
        return False
    parent.K = Array(make(inside, at))
    return True


def drop(_: Pdf, tag: Tag) -> bool:
    """Takes an element out of the tree."""
    return _around(tag, lambda inside, at: inside[:at] + inside[at + 1 :])


def double(_: Pdf, tag: Tag) -> bool:
    """Names an element twice."""
    return _around(tag, lambda inside, at: [*inside[: at + 1], *inside[at:]])


def swap(_: Pdf, tag: Tag) -> bool:
    """Changes places with what follows."""
    last = kids(tag.P)[-1]
    if isinstance(last, Dictionary) and last.objgen == tag.objgen:
        return False
    return _around(tag, lambda inside, at: inside[:at] + inside[at : at + 2][::-1] + inside[at + 2 :])


def _unwrap(_: Pdf, tag: Tag) -> bool:
    for kid in kids(tag):
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = tag.P
        elif not isinstance(kid, Dictionary):
            return False
    return _around(tag, lambda inside, at: [*inside[:at], *kids(tag), *inside[at + 1 :]])


def _tag_faults() -> dict[str, tuple[Any, Any]]:
    texts = tags("P", "H1", "H2", "H3", "H4", "LBody", "TD", "TH", "Caption", "Lbl", "Link", "Span")
    found: dict[str, tuple[Any, Any]] = {}
    for kind in (
        "P",
        "H2",
        "H3",
        "L",
        "LI",
        "LBody",
        "Lbl",
        "Table",
        "TR",
        "TD",
        "TH",
        "Caption",
        "Link",
        "Note",
        "Figure",
        "Sect",
        "TOCI",
    ):
        for what, change in {"is lost": drop, "stands twice": double, "changes places": swap}.items():
            found[f"{kind} {what}"] = (tags(kind), change)
    for old, new in (
        ("H1", "P"), ("H2", "P"), ("H2", "H3"), ("H3", "H2"), ("H4", "H3"), ("P", "H2"), ("P", "H3"), ("P", "BlockQuote"), ("P", "Caption"),
        ("TH", "TD"), ("TD", "TH"), ("L", "Div"), ("LI", "P"), ("LBody", "Lbl"), ("Caption", "P"), ("Table", "Div"), ("TR", "Div"),
        ("BlockQuote", "Div"), ("Link", "Span"), ("Note", "P"), ("Reference", "Span"), ("Figure", "Span"), ("THead", "TBody"), ("TOC", "L"),
        ("P", "Artifact"), ("P", "NonStruct"), ("P", "Private"), ("Span", "Code"), ("P", "Formula"), ("P", "Form"),
    ):  # fmt: skip
        found[f"{old} becomes {new}"] = (tags(old), named(new))
    found |= {
        "words are replaced in the tags": (texts, put("/ActualText", String("something else"))),
        "words are emptied in the tags": (texts, put("/ActualText", String(""))),
        "words get an alternative": (
            tags("P", "H2", "TD", "LI", "Span", "Link"),
            put("/Alt", String("something else")),
        ),
        "words get an expansion": (tags("P", "H2", "TD", "LBody"), put("/E", String("something else"))),
        "an expansion is another": (having(tags("Span"), "/E"), put("/E", String("something else"))),
        "an expansion is lost": (having(tags("Span"), "/E"), without("/E")),
        "words get a language": (texts, put("/Lang", String("fr"))),
        "a language is lost": (having(tags("Span"), "/Lang"), without("/Lang")),
        "a language is another": (having(tags(), "/Lang"), put("/Lang", String("de"))),
        "a title is put in": (tags("H2", "P"), put("/T", String("something else"))),
        "an alternative text is lost": (tags("Figure"), without("/Alt")),
        "an alternative text is another": (tags("Figure"), put("/Alt", String("A cat"))),
        "a figure gets words": (tags("Figure"), put("/ActualText", String("A cat"))),
        "an anchor is lost": (having(tags(), "/ID"), without("/ID")),
        "an anchor is another": (having(tags(), "/ID"), put("/ID", String("other"))),
        "a scope is turned to row": (tags("TH"), attribute("/Scope", Name.Row)),
        "a scope is turned to column": (tags("TH"), attribute("/Scope", Name.Column)),
        "a scope is lost": (tags("TH"), attribute("/Scope", None)),
        "a cell loses its headers": (tags("TD"), attribute("/Headers", None)),
        "a cell names another header": (tags("TD"), attribute("/Headers", Array([String("table1.0.0")]))),
        "a cell spans columns": (tags("TD"), lambda _, tag: tag.__setitem__("/A", Dictionary(O=Name.Table, ColSpan=2))),
        "a list is numbered otherwise": (tags("L"), attribute("/ListNumbering", Name.UpperRoman)),
        "a list loses its numbering": (tags("L"), attribute("/ListNumbering", None)),
        "a list has no markers": (tags("L"), attribute("/ListNumbering", Name("/None"))),
        "a box is elsewhere": (tags("Figure"), attribute("/BBox", Array([0, 0, 0, 0]))),
        "an element is taken out of its frame": (tags("BlockQuote", "Div", "LI", "TR", "TBody", "Reference"), _unwrap),
    }
    return found


# ------------------------------------------------------------------------------------------------ links


def links_of(pdf: Pdf) -> list[Any]:
    """All links_of."""
    return [one for page in pdf.pages for one in page.obj.get("/Annots", [])]


def _links(key: str) -> Callable[[Pdf], list[Any]]:
    return lambda pdf: [one for one in links_of(pdf) if key in one]


def action(**entries: Any) -> Change:
    """A change of what a link does."""

    def change(_: Pdf, link: Any) -> None:
        if "/Dest" in link:
            del link["/Dest"]
        link.A = Dictionary(**entries)

    return change


def _link_faults() -> dict[str, tuple[Any, Any]]:
    return {
        "an address is another": (_links("/A"), action(S=Name.URI, URI=String("https://example.com/elsewhere"))),
        "a place is another": (_links("/Dest"), put("/Dest", String("title"))),
        "a place is nowhere": (_links("/Dest"), put("/Dest", String("nowhere"))),
        "a place is a bare page": (_links("/Dest"), lambda pdf, link: link.__setitem__("/Dest", Array([pdf.pages[0].obj, Name.Fit]))),
        "a link runs a script": (links_of, action(S=Name.JavaScript, JS=String("app.alert(1)"))),
        "a link starts a program": (links_of, action(S=Name.Launch, F=String("calc.exe"))),
        "a link leads to another file": (links_of, action(S=Name.GoToR, F=String("other.pdf"), D=String("x"))),
        "a link sends a form": (links_of, action(S=Name.SubmitForm, F=String("https://example.com/"))),
        "a link does a second thing": (_links("/A"), lambda _, link: link.A.__setitem__("/Next", Dictionary(S=Name.JavaScript, JS=String("1")))),
        "a link does something when it is passed": (links_of, put("/AA", Dictionary(E=Dictionary(S=Name.JavaScript, JS=String("1"))))),
        "a link announces something else": (links_of, put("/Contents", String("something else"))),
        "a link announces nothing": (links_of, without("/Contents")),
        "a link is all over the page": (links_of, lambda pdf, link: setattr(link, "Rect", Array([0, 0, 595, 842]))),
        "a link has a border": (links_of, lambda pdf, link: setattr(link, "BS", Dictionary(W=6, S=Name.S))),
        "a link lies elsewhere": (links_of, put("/Rect", Array([0, 0, 1, 1]))),
        "the area of a link lies elsewhere": (_links("/QuadPoints"), put("/QuadPoints", Array([0, 0, 1, 0, 0, 1, 1, 1]))),
        "a link is hidden": (links_of, put("/F", 2)),
        "a link is not printed or seen": (links_of, put("/F", 32)),
        "a link is a note": (links_of, put("/Subtype", Name.Text)),
        "a link is a form field": (links_of, put("/Subtype", Name.Widget)),
        "a link has a picture over it": (links_of, put("/AP", Dictionary(N=Dictionary()))),
        "a link is gone": (lambda pdf: [page for page in pdf.pages if page.obj.get("/Annots")], lambda _, page: page.obj.Annots.__delitem__(0)),
        "a named place is elsewhere": (lambda pdf: list(range(0, len(pdf.Root.Names.Dests.Names), 2)), _moved_place),
        "a named place is lost": (lambda pdf: list(range(0, len(pdf.Root.Names.Dests.Names), 2)), _lost_place),
    }  # fmt: skip


def _moved_place(pdf: Pdf, index: int) -> bool:
    names = pdf.Root.Names.Dests.Names
    page = next((one.obj for one in pdf.pages if one.obj.objgen != names[index + 1][0].objgen), None)
    if page is None:
        return False
    names[index + 1] = Array([page, Name.XYZ, 0, 0, 0])
    return True


def _lost_place(pdf: Pdf, index: int) -> None:
    names = pdf.Root.Names.Dests.Names
    del names[index + 1], names[index]


# ------------------------------------------------------------------------------------------------ the file


def _root(pdf: Pdf) -> list[Any]:
    return [pdf.Root]


def _bookmarks(pdf: Pdf) -> list[Any]:
    found, waiting = [], [pdf.Root.Outlines.get("/First")]
    while waiting:
        one = waiting.pop()
        if one is not None:
            found.append(one)
            waiting += [one.get("/Next"), one.get("/First")]
    return found


def _metadata(old: bytes, new: bytes) -> Change:
    def change(pdf: Pdf, _: Any) -> bool:
        data = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(data.replace(old, new))
        return old in data

    return change


def _attached(pdf: Pdf, _: Any) -> None:
    pdf.attachments["evil.exe"] = b"MZ"


def _exchanged(pdf: Pdf, _: Any) -> None:
    """The first two pages lead to each other's elements."""
    first, second = pdf.pages[0].obj, pdf.pages[1].obj
    first.StructParents, second.StructParents = second.StructParents, first.StructParents


def _file_faults() -> dict[str, tuple[Any, Any]]:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    found: dict[str, tuple[Any, Any]] = {
        "a script runs on opening": (_root, put("/OpenAction", script)),
        "a place opens first": (_root, lambda pdf, root: root.__setitem__("/OpenAction", Array([pdf.pages[-1].obj, Name.Fit]))),
        "a script runs on closing": (_root, put("/AA", Dictionary(WC=script))),
        "a script has a name": (_root, lambda pdf, root: root.Names.__setitem__("/JavaScript", Dictionary(Names=Array([String("x"), script])))),
        "a script runs on a page": (lambda pdf: list(pdf.pages), lambda _, page: page.obj.__setitem__("/AA", Dictionary(O=script))),
        "there is a form": (_root, put("/AcroForm", Dictionary(Fields=Array()))),
        "there is a form of XML": (_root, put("/AcroForm", Dictionary(Fields=Array(), XFA=String("x")))),
        "it is a collection": (_root, put("/Collection", Dictionary())),
        "there are layers": (_root, put("/OCProperties", Dictionary(OCGs=Array(), D=Dictionary()))),
        "it asks for other versions": (_root, put("/Requirements", Array([Dictionary(S=Name.EnableJavaScripts)]))),
        "addresses have another base": (_root, put("/URI", Dictionary(Base=String("https://example.com/")))),
        "it has no language": (_root, without("/Lang")),
        "it has another language": (_root, put("/Lang", String("fr"))),
        "it is not marked": (_root, lambda _, root: root.MarkInfo.__setitem__("/Marked", False)),
        "its tags are suspect": (_root, lambda _, root: root.MarkInfo.__setitem__("/Suspects", True)),
        "it shows its file name": (_root, without("/ViewerPreferences")),
        "it hides its menus": (_root, lambda _, root: root.ViewerPreferences.__setitem__("/HideToolbar", True)),
        "it opens full screen": (_root, put("/PageMode", Name.FullScreen)),
        "its pages are numbered otherwise": (_root, put("/PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.r)])))),
        "its pages have no numbers": (_root, without("/PageLabels")),
        "it has no bookmarks": (_root, without("/Outlines")),
        "a bookmark says something else": (_bookmarks, put("/Title", String("something else"))),
        "a bookmark leads elsewhere": (_bookmarks, lambda pdf, one: one.__setitem__("/Dest", Array([pdf.pages[-1 if one.get("/Dest")[0].objgen == pdf.pages[0].obj.objgen else 0].obj, Name.XYZ, 0, 0, 0]))),
        "a bookmark runs a script": (_bookmarks, put("/A", script)),
        "roles are mapped": (_root, lambda _, root: root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.H1))),
        "classes are mapped": (_root, lambda _, root: root.StructTreeRoot.__setitem__("/ClassMap", Dictionary(X=Dictionary(O=Name.Table, ColSpan=3)))),
        "it has no attached data": (_root, lambda _, root: root.Names.__delitem__("/EmbeddedFiles")),
        "another file is attached": (_root, _attached),
        "the attached data are others": (_root, lambda _, root: root.Names.EmbeddedFiles.Names[1].EF.F.write(b"id,x\n")),
        "its title is another": (_root, _metadata(b"Every node: a paper", b"Another paper")),
        "its author is another": (_root, _metadata(b"<rdf:li>Policy team", b"<rdf:li>Someone else")),
        "its publisher is another": (_root, _metadata(b"<rdf:li>Sample Council", b"<rdf:li>Another council")),
        "its language is said to be another": (_root, _metadata(b"<rdf:li>en-GB", b"<rdf:li>fr")),
        "its summary is another": (_root, _metadata(b"A paper that holds everything.", b"Vote for us.")),
        "its rights are others": (_root, _metadata(b"Open licence", b"All rights reserved")),
        "it does not claim PDF/UA": (_root, _metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>")),
        "its information is another": (_root, lambda pdf, _: pdf.docinfo.__setitem__("/Title", String("Another paper"))),
        "its keywords are others": (_root, lambda pdf, _: pdf.docinfo.__setitem__("/Keywords", String("secret"))),
        "its metadata hold more": (_root, _metadata(b"</rdf:RDF>", b"<rdf:Description xmlns:x='http://x/'><x:a>secret</x:a></rdf:Description></rdf:RDF>")),
        "pages exchange their marks": (_root, _exchanged),
        "its information has more": (_root, lambda pdf, _: pdf.docinfo.__setitem__("/Secret", String("x"))),
    }  # fmt: skip
    return found
