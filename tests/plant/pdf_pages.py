"""Faults in what the pages of a PDF show: to the eye, or to the ear, or to one of them only."""

# ruff: noqa: E501, ARG005 (tables of small changes read best a line each)

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

Change = Callable[[Pdf, Any], object]
SHOWING = ("TJ", "Tj", "'", '"')


def faults() -> dict[str, tuple[Any, Any]]:
    """Every kind of fault, with where it can be planted and how."""
    before = {
        "white text": b"1 g", "white text in RGB": b"1 1 1 rg", "pale text": b"0.8 g", "grey text": b"0.49 g",
        "orange text": b"0.97 0.58 0.12 rg", "text in cyan": b"1 0 0 0 k", "invisible text": b"3 Tr",
        "clipped text": b"7 Tr", "outlined text": b"1 Tr 0 w", "raised text": b"400 Ts", "text far apart": b"200 Tc",
        "narrow text": b"1 Tz", "text that overlaps": b"-20 Tc",
    }  # fmt: skip
    found: dict[str, tuple[Any, Any]] = {kind: (shown, _before(operators)) for kind, operators in before.items()}
    found |= {
        "text off the page": (placed, _placed(lambda m: [*m[:4], 5000, m[5]])),
        "text above the page": (placed, _placed(lambda m: [*m[:4], m[4], -5000])),
        "text turned over": (placed, _placed(lambda m: [-m[0], m[1], m[2], m[3], m[4], m[5]])),
        "text upside down": (placed, _placed(lambda m: [m[0], m[1], m[2], -m[3], m[4], m[5]])),
        "text turned": (placed, _placed(lambda m: [0, m[0], m[3], 0, m[4], m[5]])),
        "tiny text": (placed, _placed(lambda m: [m[0] * 0.05, m[1], m[2], m[3] * 0.05, m[4], m[5]])),
        "text moved down": (placed, _placed(lambda m: [*m[:4], m[4], m[5] + 60])),
        "text in another size": (fonts_set, _sized),
        "glyphs are others": (shown, _other_glyphs),
        "glyphs are lost": (shown, lambda pdf, at: _replaced(pdf, at, lambda one: [Array()], None)),
        "words are replaced in a mark": (marked, _actual("something else")),
        "words are emptied in a mark": (marked, _actual("")),
        "words become an artifact": (marked, _artifact),
        "a mark gets a language": (marked, _in_mark("/Lang", pikepdf.String("fr"))),
        "a mark gets an alternative": (marked, _in_mark("/Alt", pikepdf.String("something else"))),
        "a mark gets an expansion": (marked, _in_mark("/E", pikepdf.String("something else"))),
        "words are transparent": (shown, _state(ca=0)),
        "words are nearly transparent": (shown, _state(ca=0.15)),
        "words are blended away": (shown, _state(BM=Name.Screen)),
        "words have a soft mask": (shown, _state(SMask=Dictionary(S=Name.Alpha, G=Dictionary()))),
        "words are in a layer that is off": (shown, _layer),
        "words are clipped away": (shown, _before(b"q 0 0 1 1 re W n", b"Q")),
    }
    for colour, operators in {"white": b"1 1 1 rg", "black": b"0 0 0 rg", "red": b"1 0 0 rg"}.items():
        found[f"a {colour} box covers the page"] = (pages, _over(b"q " + operators + b" 0 0 2000 2000 re f Q"))
        found[f"a {colour} box covers a part"] = (pages, _over(b"q " + operators + b" 90 550 300 250 re f Q"))
    found |= {
        "a picture covers a part": (pages, _picture),
        "words are put in that nobody hears": (pages, _words),
        "a form is put over the page": (pages, _form),
        "a page is lost": (pages, lambda pdf, n: pdf.pages.__delitem__(n)),
        "a page stands twice": (pages, lambda pdf, n: pdf.pages.append(pdf.pages[n])),
        "pages change places": (pages, _swapped),
        "a page is turned": (pages, _page("/Rotate", 180)),
        "a page is turned on its side": (pages, _page("/Rotate", 90)),
        "a page is cut off": (pages, _page("/CropBox", Array([0, 0, 100, 100]))),
        "a page is tiny": (pages, _page("/MediaBox", Array([0, 0, 100, 100]))),
        "a page has other units": (pages, _page("/UserUnit", 9)),
        "a page is turned by itself": (pages, _page("/Dur", 1)),
        "a page fades": (pages, _page("/Trans", Dictionary(S=Name.Fade))),
        "a page has no tab order": (pages, lambda pdf, n: pdf.pages[n].obj.__delitem__("/Tabs")),
        "a page tabs by rows": (pages, _page("/Tabs", Name.R)),
        "a stamp lies on a page": (pages, _annotation(Subtype=Name.Stamp)),
        "a note lies on a page": (pages, _annotation(Subtype=Name.Text, Contents=pikepdf.String("Vote for us"))),
        "free text lies on a page": (pages, _annotation(Subtype=Name.FreeText, Contents=pikepdf.String("Vote"), DA=pikepdf.String("0 g"))),
        "a field lies on a page": (pages, _annotation(Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("x"))),
        "a blackening lies on a page": (pages, _annotation(Subtype=Name.Redact)),
        "a film lies on a page": (pages, _annotation(Subtype=Name.RichMedia)),
        "a link lies on a page": (pages, _annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=pikepdf.String("https://example.com/")))),
        "a font gives other characters": (fonts, _other_characters),
        "a font gives no characters": (fonts, lambda _, font: font.__delitem__("/ToUnicode")),
        "a font has other glyphs": (fonts, _mapped),
        "a font has other widths": (fonts, lambda _, font: font.DescendantFonts[0].__setitem__("/W", Array([0, 400, 5]))),
        "a font is not embedded": (fonts, lambda _, font: font.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2")),
        "a picture is another": (pictures, lambda _, one: one.write(bytes(len(one.read_bytes())))),
        "a pixel of a picture is another": (pictures, _pixel),
        "a picture has other colours": (pictures, lambda _, one: one.__setitem__("/Decode", Array([1, 0, 1, 0, 1, 0]))),
        "a picture has a mask": (pictures, lambda pdf, one: one.__setitem__("/SMask", _mask(pdf))),
        "a picture hides a colour": (pictures, lambda _, one: one.__setitem__("/Mask", Array([0, 255, 0, 255, 0, 255]))),
        "a picture is mirrored": (placed_pictures, _turned([-1, 0, 0, 1, 1, 0])),
        "a picture stands on its head": (placed_pictures, _turned([1, 0, 0, -1, 0, 1])),
        "a picture is tiny": (placed_pictures, _turned([0.01, 0, 0, 0.01, 0, 0])),
        "a picture is squeezed": (placed_pictures, _turned([1, 0, 0, 0.1, 0, 0])),
        "a picture stands elsewhere": (placed_pictures, _turned([1, 0, 0, 1, 0.5, 0])),
        "a picture is off the page": (placed_pictures, _turned([1, 0, 0, 1, 0, 90])),
        "a picture is clipped away": (placed_pictures, _before(b"q 0 0 0.1 0.1 re W n", b"Q")),
        "a picture is not painted": (placed_pictures, lambda pdf, at: _replaced(pdf, at, lambda _: [], "n")),
        "a letter is covered": (placed, _on_words("1 1 1 rg 0 0 4 8 re f")),
        "words are struck through": (placed, _on_words("0 0 0 rg 0 2.5 40 0.8 re f")),
        "the upper half of words is covered": (placed, _on_words("1 1 1 rg 0 3 60 8 re f")),
        "the lower half of words is covered": (placed, _on_words("1 1 1 rg 0 -2 60 5 re f")),
        "a white line covers words": (placed, _on_words("1 1 1 RG 6 w 0 3 m 40 3 l S")),
        "a shading covers words": (placed, _shaded),
        "a page is of other paper": (later_pages, _other_paper),
        "a picture stands twice": (placed_pictures, _twice),
        "a foot has other glyphs": (feet, _other_glyphs),
        "a foot is lost": (feet, lambda pdf, at: _replaced(pdf, at, lambda one: [Array([])], None)),
        "a word has a gap": (shown, _parted(-600)),
        "letters lie on each other": (shown, _parted(500)),
        "a picture is covered": (placed_pictures, _before(b"", b"0 g 0 0 1 1 re f")),
        "half a picture is covered": (placed_pictures, _before(b"", b"1 g 0 0 0.5 1 re f")),
    }  # fmt: skip
    return found


def pages(pdf: Pdf) -> list[int]:
    """The numbers of the pages."""
    return list(range(len(pdf.pages)))


def later_pages(pdf: Pdf) -> list[int]:
    """The numbers of the pages after the first."""
    return pages(pdf)[1:]


def feet(pdf: Pdf) -> list[tuple[int, int]]:
    """What stands at the foot of pages."""
    found = []
    for number, page in enumerate(pdf.pages):
        foot = False
        for index, one in enumerate(pikepdf.parse_content_stream(page)):
            if str(one.operator) == "BDC":
                foot = isinstance(one.operands[1], Dictionary) and one.operands[1].get("/Subtype") == Name.Footer
            elif foot and str(one.operator) == "TJ":
                found.append((number, index))
    return found


def _instructions(*operators: str) -> Callable[[Pdf], list[tuple[int, int]]]:
    """The places of operators outside of artifacts."""

    def find(pdf: Pdf) -> list[tuple[int, int]]:
        found = []
        for number, page in enumerate(pdf.pages):
            marks: list[bool] = []
            for index, one in enumerate(pikepdf.parse_content_stream(page)):
                name = str(one.operator)
                if name in ("BDC", "BMC"):
                    marks.append(one.operands[0] == Name.Artifact)
                elif name == "EMC":
                    marks.pop()
                elif name in operators and not any(marks):
                    found.append((number, index))
        return found

    return find


shown = _instructions(*SHOWING)
placed = _instructions("Tm")
placed_pictures = _instructions("Do")
fonts_set = _instructions("Tf")


def marked(pdf: Pdf) -> list[tuple[int, int]]:
    """Marks of the tag tree."""
    return [
        (number, index)
        for number, page in enumerate(pdf.pages)
        for index, one in enumerate(pikepdf.parse_content_stream(page))
        if str(one.operator) == "BDC" and isinstance(one.operands[1], Dictionary) and "/MCID" in one.operands[1]
    ]


def fonts(pdf: Pdf) -> list[Any]:
    """The fonts of the file."""
    found = {font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()}
    return [font for _, font in sorted(found.items())]


def pictures(pdf: Pdf) -> list[Any]:
    """The pictures of the file."""
    found = {one.objgen: one for page in pdf.pages for one in page.obj.Resources.get("/XObject", {}).values()}
    return [one for one in found.values() if one.get("/Subtype") == Name.Image]


def _pixel(_: Pdf, picture: Any) -> None:
    """Changes the colour of the pixel in the middle."""
    data = bytearray(picture.read_bytes())
    data[len(data) // 2] ^= 0x40
    picture.write(bytes(data))


def _mask(pdf: Pdf) -> Any:
    """A mask of one pixel that shows nothing of a picture."""
    mask = Stream(pdf, bytes(1))
    mask.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )  # fmt: skip
    return pdf.make_indirect(mask)


def _turned(matrix: list[float]) -> Change:
    """Puts a picture elsewhere or turns it, within the square that it fills."""
    return _before(f"q {' '.join(map(str, matrix))} cm".encode(), b"Q")


def _write(pdf: Pdf, number: int, instructions: list[Any]) -> None:
    pdf.pages[number].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _raw(operators: bytes) -> list[Any]:
    with pikepdf.new() as pdf:
        return list(pikepdf.parse_content_stream(Page(Dictionary(Type=Name.Page, Contents=Stream(pdf, operators)))))


def _replaced(pdf: Pdf, at: tuple[int, int], operands: Callable[[Any], list[Any]], operator: str | None) -> None:
    number, index = at
    found = list(pikepdf.parse_content_stream(pdf.pages[number]))
    one = found[index]
    name = pikepdf.Operator(operator) if operator else one.operator
    found[index] = pikepdf.ContentStreamInstruction(operands(one), name)
    _write(pdf, number, found)


def _before(operators: bytes, after: bytes = b"") -> Change:
    def change(pdf: Pdf, at: tuple[int, int]) -> None:
        number, index = at
        found = list(pikepdf.parse_content_stream(pdf.pages[number]))
        _write(pdf, number, [*found[:index], *_raw(operators), found[index], *_raw(after), *found[index + 1 :]])

    return change


def _placed(move: Callable[[list[float]], list[float]]) -> Change:
    return lambda pdf, at: _replaced(pdf, at, lambda one: move([float(value) for value in one.operands]), None)


def _sized(pdf: Pdf, at: tuple[int, int]) -> None:
    _replaced(pdf, at, lambda one: [one.operands[0], float(one.operands[1]) * 0.3], None)


def _other_glyphs(pdf: Pdf, at: tuple[int, int]) -> bool:
    """Exchanges the first two glyphs that differ."""
    changed = False

    def operands(one: Any) -> list[Any]:
        nonlocal changed
        strings = [bytes(part) for part in one.operands[0] if isinstance(part, pikepdf.String)]
        data = bytearray(b"".join(strings))
        for start in range(0, len(data) - 3, 2):
            if data[start : start + 2] != data[start + 2 : start + 4]:
                data[start : start + 4] = data[start + 2 : start + 4] + data[start : start + 2]
                changed = True
                break
        return [Array([pikepdf.String(bytes(data))])]

    _replaced(pdf, at, operands, None)
    return changed


def _actual(text: str) -> Change:
    return _in_mark("/ActualText", pikepdf.String(text))


def _in_mark(key: str, value: Any) -> Change:
    def operands(one: Any) -> list[Any]:
        made = Dictionary({**dict(one.operands[1]), key: value})
        return [one.operands[0], made]

    return lambda pdf, at: _replaced(pdf, at, operands, None)


def _artifact(pdf: Pdf, at: tuple[int, int]) -> None:
    _replaced(pdf, at, lambda _: [Name.Artifact, Dictionary(Type=Name.Layout)], None)


def _state(**entries: Any) -> Change:
    def change(pdf: Pdf, at: tuple[int, int]) -> None:
        _resource(pdf, at[0], "/ExtGState", Dictionary(**entries))
        _before(b"/Planted gs")(pdf, at)

    return change


def _layer(pdf: Pdf, at: tuple[int, int]) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("off")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    resources = pdf.pages[at[0]].obj.Resources
    resources.Properties = Dictionary(L=group)
    _before(b"/OC /L BDC", b"EMC")(pdf, at)


def _resource(pdf: Pdf, number: int, kind: str, value: Any) -> None:
    """Gives a page a resource named Planted."""
    resources = pdf.pages[number].obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind]["/Planted"] = value


def _over(operators: bytes) -> Change:
    def change(pdf: Pdf, number: int) -> None:
        inside = b"/Artifact BMC " + operators + b" EMC"
        page = pdf.pages[number]
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(b" Q " + inside))

    return change


def _on_words(operators: str) -> Change:
    """Paints in points from where words begin."""

    def change(pdf: Pdf, at: tuple[int, int]) -> None:
        number, index = at
        place = list(pikepdf.parse_content_stream(pdf.pages[number]))[index].operands[4:]
        x, y = (0.75 * float(side) for side in place)
        top = float(pdf.pages[number].obj.MediaBox[3])
        _over(f"q 1 0 0 1 {x:.2f} {top - y:.2f} cm {operators} Q".encode())(pdf, number)

    return change


def _shaded(pdf: Pdf, at: tuple[int, int]) -> None:
    white = Array([1, 1, 1])
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=white, C1=white, N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Function=function)
    shading.Extend = Array([True, True])
    _resource(pdf, at[0], "/Shading", shading)
    _on_words("0 -2 10 12 re W n /Planted sh")(pdf, at)


def _twice(pdf: Pdf, at: tuple[int, int]) -> None:
    number, index = at
    name = str(list(pikepdf.parse_content_stream(pdf.pages[number]))[index].operands[0])
    _over(f"q 30 0 0 20 500 60 cm {name} Do Q".encode())(pdf, number)


def _other_paper(pdf: Pdf, number: int) -> None:
    page = pdf.pages[number].obj
    for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[key] = Array([0, 0, 1200, 1700])


def _parted(move: int) -> Change:
    """Moves the second letter of words, in thousandths of the size."""

    def change(pdf: Pdf, at: tuple[int, int]) -> bool:
        changed = False

        def operands(one: Any) -> list[Any]:
            nonlocal changed
            data = b"".join(bytes(part) for part in one.operands[0] if isinstance(part, pikepdf.String))
            changed = len(data) >= 8
            return [Array([pikepdf.String(data[:2]), move, pikepdf.String(data[2:])])]

        _replaced(pdf, at, operands, None)
        return changed

    return change


def _picture(pdf: Pdf, number: int) -> None:
    image = Stream(pdf, bytes([200]) * 3)
    image.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
    )  # fmt: skip
    _resource(pdf, number, "/XObject", pdf.make_indirect(image))
    _over(b"q 300 0 0 250 90 550 cm /Planted Do Q")(pdf, number)


def _words(pdf: Pdf, number: int) -> None:
    """Glyphs of a font of the page, as an artifact."""
    page = pdf.pages[number]
    name = next(iter(page.obj.Resources.Font.keys()))
    data = next(one for one in pikepdf.parse_content_stream(page) if str(one.operator) in SHOWING)
    codes = b"".join(bytes(part) for part in data.operands[0] if isinstance(part, pikepdf.String))[:16].hex().encode()
    _over(b"BT " + name.encode() + b" 14 Tf 1 0 0 1 100 300 Tm <" + codes + b"> Tj ET")(pdf, number)


def _form(pdf: Pdf, number: int) -> None:
    form = Stream(pdf, b"0 0 2000 2000 re f")
    form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 2000, 2000]))
    _resource(pdf, number, "/XObject", pdf.make_indirect(form))
    _over(b"/Planted Do")(pdf, number)


def _swapped(pdf: Pdf, number: int) -> bool:
    if number + 1 >= len(pdf.pages):
        return False
    page = pdf.pages[number + 1]
    del pdf.pages[number + 1]
    pdf.pages.insert(number, page)
    return True


def _page(key: str, value: Any) -> Change:
    return lambda pdf, number: pdf.pages[number].obj.__setitem__(key, value)


def _annotation(**entries: Any) -> Change:
    def change(pdf: Pdf, number: int) -> None:
        made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([90, 550, 390, 800]), F=4, **entries))
        page = pdf.pages[number].obj
        page.Annots = Array([*page.get("/Annots", []), made])

    return change


def _other_characters(_: Pdf, font: Any) -> bool:
    """Exchanges two characters of the ToUnicode map."""
    data = font.ToUnicode.read_bytes()
    found = list(re.finditer(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]{4})>", data))
    if len(found) < 2:
        return False
    one, other = found[0], found[len(found) // 2]
    if one[2] == other[2]:
        return False
    changed = bytearray(data)
    changed[one.start(2) : one.end(2)], changed[other.start(2) : other.end(2)] = other[2], one[2]
    font.ToUnicode.write(bytes(changed))
    return True


def _mapped(pdf: Pdf, font: Any) -> None:
    """Shows other glyphs for the same codes."""
    codes = range(2000)
    font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(
        b"".join(((code + 1) % 65536).to_bytes(2, "big") for code in codes)
    )
