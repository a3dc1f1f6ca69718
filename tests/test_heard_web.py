"""Every kind of page and of block as the screen reader Orca says it in Chromium, on a wide screen and on a phone.

The words of a page are all said, in order; what is said by itself and after each key is a case in `tests/cases/heard/`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from pipeline.verifiers.html.verify import verify
from tests.heard.applications import Browser, browser
from tests.heard.cases import held, lines, pressed
from tests.heard.desktop import desktop
from tests.heard.words import differences
from tests.page_kinds import KINDS, pages

pytestmark = pytest.mark.slow

AROUND = ["ctrl+Home", "h", "h", "h", "m", "m", "k", "k", "l"]
TABLE = ["ctrl+Home", "t", "alt+shift+Down", "alt+shift+Right", "alt+shift+Right", "alt+shift+Down", "alt+shift+Left"]
NOTES = ["ctrl+Home", "k … [note 1]", "Return", "k … Back to", "Return"]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with desktop(tmp_path_factory.mktemp("heard")) as at, browser(at, pages()) as opened:
        yield opened


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("file", KINDS)
def test_a_page_is_heard_as_written_and_word_for_word(reader: Browser, file: str, width: int) -> None:
    data = pages()[file]
    said = reader.open(file, width)
    assert differences(said, [one.text for one in verify(data, file).words]) == []
    language = html.document_fromstring(data).get("lang", "")
    found = [f"# {KINDS[file]}, {width} px wide", "= (say all)", *lines(said, language)]
    keys = TABLE if b"<table" in data else []
    if width > 320:
        keys = [*AROUND, *keys, *(NOTES if b'class="notes"' in data else ())]
    held(f"{file.removesuffix('.html').replace('/', '-')}-{width}", [*found, *pressed(reader.desktop, keys, language)])
