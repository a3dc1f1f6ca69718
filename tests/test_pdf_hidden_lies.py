"""Words of a PDF drawn as other letters, lines that lie on each other, words in stripes; what looks alike and is read."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pikepdf
import pytest

from tests.pdf_pages import drawn, printed, read, told
from tests.test_pdf_hidden import SECRET, WORDS

HTML = "<p>Big map</p><p>Secret 147</p><p>Secret 147</p>"
LIES = "in letters that are drawn as others"
TYPED, CLIPPED = "under other letters", "outside of what the page shows"


def lying(family: str, *pairs: tuple[str, str], weight: str = "normal") -> bytes:
    """A printed page whose font reads the first letter of each pair as the second."""
    data = printed(HTML, f"body {{ font-family: '{family}'; font-weight: {weight} }}")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            codes = font.ToUnicode.read_bytes().decode().splitlines()
            for one, other in pairs:
                codes = [line.replace(f" <{ord(one):04x}>", f" <?{ord(other):04x}>") for line in codes]
            font.ToUnicode = pdf.make_stream("\n".join(codes).replace("?", "").encode())
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def lines(apart: float, size: float = 12, text: str = "Others") -> bytes:
    """The secret, and another text so many points below it."""
    return drawn(f"{WORDS}{SECRET}BT /F {size} Tf 40 {100 - apart} Td ({text}) Tj ET")


def striped(width: float, gap: float, level: bool = True) -> bytes:
    """The secret, clipped into stripes of that width with gaps between them."""
    count = int(60 / (width + gap))
    stripes = (f"30 {92 + at * (width + gap)} 120 {width} re" if level else f"{30 + at * (width + gap)} 90 {width} 24 re"
               for at in range(count))  # fmt: skip
    return drawn(f"{WORDS}q {' '.join(stripes)} W n {SECRET}Q")


def covered(width: float, gap: float) -> bytes:
    """The secret under white stripes of that width."""
    stripes = (f"30 {92 + at * (width + gap)} 120 {width} re f" for at in range(int(24 / (width + gap))))
    return drawn(f"{WORDS}{SECRET}1 g {' '.join(stripes)}")


HIDDEN = {
    "a figure drawn as another": (partial(lying, "Liberation Sans", ("1", "8")), LIES, "847"),
    "a figure in a font with serifs": (partial(lying, "Liberation Serif", ("4", "7")), LIES, "177"),
    "a figure in a typewriter font": (partial(lying, "Liberation Mono", ("7", "1")), LIES, "141"),
    "letters in heavy type": (partial(lying, "DejaVu Sans", ("e", "o"), ("t", "m"), weight="bold"), LIES, "Socrom"),
    "two letters that change places": (partial(lying, "Liberation Sans", ("r", "k"), ("k", "r")), LIES, "Secket"),
    "a letter of capitals": (partial(lying, "Liberation Serif", ("S", "R")), LIES, "Recret"),
    "lines four points apart": (partial(lines, 4), TYPED, "Secret"),
    "lines three points apart, in other sizes": (partial(lines, 3.2, 11), TYPED, "Secret"),
    "lines two points apart": (partial(lines, -2), TYPED, "Secret"),
    "a clip of level stripes": (partial(striped, 1, 4), CLIPPED, "Secret"),
    "a clip of upright stripes": (partial(striped, 0.6, 2.4, level=False), CLIPPED, "Secret"),
    "white stripes over it": (partial(covered, 3.4, 1), "under a white box", "Secret"),
}


@pytest.mark.parametrize(("make", "reason", "word"), HIDDEN.values(), ids=HIDDEN)
def test_such_words_are_set_aside_and_stop_the_publication(make: Callable[[], bytes], reason: str, word: str) -> None:
    flow = read(data := make())
    assert ("Big map" if reason == LIES else "Seen words") in told(data)
    assert word not in told(data)
    assert word in [aside.text for aside in flow.asides if aside.reason == reason]
    assert any(reason in one.message for one in flow.findings if one.rule == "hidden-words")


SEEN = {
    **{
        f"true letters of {family}, {weight}": partial(lying, family, weight=weight)
        for family in ("Liberation Sans", "Liberation Serif", "Liberation Mono", "DejaVu Sans", "URW Gothic", "Z003", "C059")
        for weight in ("normal", "bold")
    },
    "lines six points apart": partial(lines, 6),
    "small figures close below": partial(lines, 4, 7),
    "the same word close below": partial(lines, 1.5, text="Secret"),
    "a clip of wide stripes": partial(striped, 3, 1),
    "a clip of wide upright stripes": partial(striped, 3, 1, level=False),
    "thin white lines over it": partial(covered, 0.5, 3),
}  # fmt: skip


@pytest.mark.parametrize("make", SEEN.values(), ids=SEEN)
def test_words_that_can_be_seen_are_read(make: Callable[[], bytes]) -> None:
    flow = read(data := make())
    assert not [one.message for one in flow.findings if one.rule == "hidden-words"]
    assert "Secret" in told(data)


def test_a_bullet_that_is_read_as_a_letter_is_a_bullet() -> None:
    with pikepdf.open(io.BytesIO(printed("<p>Seen words</p><p>S</p>"))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"> <0053>", b"> <006e>"))
        pdf.save(out := io.BytesIO())
    assert told(out.getvalue()) == "words\nn"
