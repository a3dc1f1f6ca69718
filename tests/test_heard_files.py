"""Word, OpenDocument and PDF files as the screen reader Orca says them in LibreOffice Writer and in the viewer Evince.

Orca's say all in Writer passes over pictures and over notes at the foot of the page; every other word is said, in order.
Evince gives readers the words of a page line by line as they are printed, whatever the tags say: cells of a row can be mixed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app.verify import read_back
from tests.editions import edition, file_of
from tests.heard.applications import viewer, writer
from tests.heard.cases import held, lines, pressed
from tests.heard.desktop import desktop
from tests.heard.words import UNHEARD, differences

pytestmark = pytest.mark.slow

PASSED_OVER = ("The crest of the council", "The crest", "1 See Appendix A.")
"""The alternative texts and the note of the document with every node."""
TABLE = (
    ("alt+shift+Down", "Row 2, column 1.", "R1"),
    ("alt+shift+Right", "Row 2, column 2.", "Progress"),
    ("alt+shift+Down", "Row 3, column 2.", "Not stated"),
    ("alt+shift+Left", "Row 3, column 1.", "Agreed action", "Ask residents"),
    ("alt+shift+Up", "Row 2, column 1.", "Train staff"),
)
"""Keys from the head of a table through its cells, and what is said at least; the rest changes from run to run."""


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_writer_says_every_word_of_the_text_in_order(format: str, tmp_path: Path) -> None:
    name, data = file_of(edition(format), format)
    path = tmp_path / name
    path.write_bytes(data)
    reading = read_back(data, name)
    assert reading is not None
    with desktop(tmp_path / "desktop") as at:
        writer(at, path)
        said = at.say_all()
        found = differences(said, [one.text for one in reading.words], "link")
        passed = [one for one in found if any(one.startswith(f"not said: “{text}”") for text in PASSED_OVER)]
        assert found == passed
        keys = pressed(at, ["ctrl+Home", *["Down"] * 21], "en-GB")
        pressed(at, ["Down … Progress in 2021", "Down", "Insert+z"], "en-GB")
        for key, *wanted in TABLE:
            heard = " ".join(pressed(at, [key], "en-GB"))
            assert [text for text in wanted if text not in heard] == [], heard
    held(f"every-node-{format}", ["# every node, in Writer", "= (say all)", *lines(said, "en-GB"), *keys])


def test_evince_says_every_word_of_a_pdf(tmp_path: Path) -> None:
    name, data = file_of(edition("pdf"), "pdf")
    path = tmp_path / name
    path.write_bytes(data)
    reading = read_back(data, name)
    assert reading is not None
    with desktop(tmp_path / "desktop") as at:
        viewer(at, path)
        said = at.say_all()
    heard = "".join("".join(one.text.translate(UNHEARD).split()) for one in said)
    words = [word for one in reading.words for word in one.text.translate(UNHEARD).split()]
    unsaid = {word for word in words if word not in heard}
    assert unsaid <= set(" ".join(PASSED_OVER).split()), "Evince has no alternative texts; all other words are said"
