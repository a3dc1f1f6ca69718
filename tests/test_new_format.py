"""A format is added by a folder, a verifier and one line; everything else knows it then."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.builders import BUILDERS, Builder
from tests.projects import SITE, project, reports

LINE = Builder("toy.build", "toy.verify", ".toy", "Toy", "text/x-toy", linear=True)
BUILD = """
from pipeline.builders import Built
from pipeline.editions import words
from pipeline.editions.reading import Voice
from pipeline.editions.site import EditionName
from pipeline.editions.spoken.passages import pieces, script


def build(job):
    added = words.load(job.assets, job.document.language)
    voice = Voice(job.edition, added.texts)
    lines = [list(pieces(one, voice)) for one in script(job.edition, job.site, added).passages]
    text = "|".join("".join(piece.text for piece in line) for line in lines)
    file = EditionName("toy", job.look.name).file(job.document.name, ".toy")
    return Built({file: text.encode()}, (), tuple(piece for line in lines for piece in line))
"""
VERIFY = """
from pipeline.verifiers import Reading, AnchoredText


def verify(data, file):
    said = tuple(AnchoredText(line) for line in data.decode().split("|"))
    return Reading(said, "".join(f"{one.text}\\n" for one in said))
"""


def test_a_format_is_added_by_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "parts" / "toy"
    package.mkdir(parents=True)
    for name, text in (("__init__", ""), ("build", BUILD), ("verify", VERIFY)):
        (package / f"{name}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setitem(BUILDERS, "toy", LINE)
    folder = project(tmp_path / "p", "plan", site=SITE.replace("- html\n  - pdf\n  - docx", "- html\n  - toy"))
    try:
        assert reports(folder, "build") == 0
        assert reports(folder, "verify") == 0
        made = folder / "output" / "public" / "plan.toy"
        assert "Ask residents what they need" in made.read_text("utf-8")
        assert 'href="plan.toy"' in (folder / "output" / "public" / "plan.html").read_text("utf-8")
        assert reports(folder, "build", "plan", "--format", "toy", "--look", "large-print") == 0
        assert (folder / "output" / "requests" / "plan-large-print.toy").is_file()
        made.write_text(made.read_text("utf-8").replace("residents", "nobody"), "utf-8")
        capsys.readouterr()
        assert reports(folder, "verify") == 1
        assert "lacks “residents”" in capsys.readouterr().err
        assert reports(folder, "verify", str(made)) == 1
        told = capsys.readouterr()
        assert "Ask nobody what they need" in told.out
        assert "lacks “residents”" in told.err
    finally:
        for name in ("toy.build", "toy.verify", "toy"):
            sys.modules.pop(name, None)
