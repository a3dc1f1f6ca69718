"""Words of a PDF that a line or a comment strikes through are kept, and told as such."""

from __future__ import annotations

import pytest

from pipeline.model.flow import FlowParagraph
from tests.pdf_pages import drawn, read, told
from tests.test_pdf_hidden import SECRET, WORDS, commented, with_page

QUADS = [40, 111, 76, 111, 40, 97, 76, 97]
STRUCK = {
    "a thin box": (drawn(WORDS + SECRET + "40 103 37 1 re f"), "Secret"),
    "a line": (drawn(WORDS + SECRET + "1 w 40 103.4 m 77 103.4 l S"), "Secret"),
    "a line in pieces": (drawn(WORDS + SECRET + "40 103 15 1 re f 55 103 22 1 re f"), "Secret"),
    "through several words": (drawn(WORDS + SECRET + "40 153.5 67 1 re f"), "Seen words"),
    "a comment": (with_page(WORDS + SECRET, commented("StrikeOut", QuadPoints=QUADS, C=[1, 0, 0])), "Secret"),
    "a low line": (drawn(WORDS + SECRET + "40 101.4 37 1 re f"), "Secret"),
    "a line on the baseline": (drawn(WORDS + SECRET + "40 100.6 37 1 re f"), ""),
    "a line at the top of capitals": (drawn(WORDS + SECRET + "40 107 37 1 re f"), ""),
    "a line that goes on": (drawn(WORDS + SECRET + "40 103 90 1 re f"), ""),
    "a thick line": (drawn("0.8 G 12 w 40 103.4 m 77 103.4 l S 0 G " + WORDS + SECRET), ""),
    "a thick bar": (drawn(WORDS + SECRET + "40 103 37 3 re f"), ""),
    "a comment that underlines": (with_page(WORDS + SECRET, commented("Underline", QuadPoints=QUADS)), ""),
    "a comment elsewhere": (with_page(WORDS + SECRET, commented("StrikeOut", QuadPoints=[90 + at * 0.1 for at in QUADS])), ""),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), STRUCK.values(), ids=STRUCK)
def test_a_line_or_comment_through_words_is_told(data: bytes, words: str) -> None:
    found = [one.message for one in read(data).findings if one.rule == "struck-through"]
    assert told(data).split() == ["Seen", "words", "Secret"]
    asked = [block.doubt for block in read(data).blocks if isinstance(block, FlowParagraph) and block.doubt]
    assert asked == [f"“{words}” is struck through in the source; does it still apply?"] * bool(words)
    assert found == [f"text that is struck through was kept as plain text: “{words}”"] * bool(words)


def test_a_long_text_that_is_struck_through_is_cut_short() -> None:
    words = (
        "BT /F 6 Tf 10 100 Td (many words that no longer hold, many words that no longer hold, many words of old) Tj ET"
    )
    page = with_page(WORDS + words, commented("StrikeOut", QuadPoints=[8, 106, 298, 106, 8, 98, 298, 98]))
    (message,) = [one.message for one in read(page).findings if one.rule == "struck-through"]
    assert message.endswith(" …”")
