"""What a request reports is there, in every combination of the options of `reports build`, and nothing else is.

Each combination runs the command itself: options, builders, volumes and the words on the terminal are all real, and only the
document is small. All combinations of twelve options are too many, so a covering set of them is made: in the quick test each
two values of two options meet, in the slow one each three of three. Every format is asked for together with the others, and
alone.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from pipeline.builders import EASY_READ, EASY_READ_FORMATS, formats
from pipeline.editions import looks
from tests.editions import assets, picture
from tests.projects import paper, project, reports
from tests.test_output_folders import broken, names

OUT = "elsewhere"
STATUSES = ("published", "draft", "")
OPTIONS = {
    "--look": ("", "giant-print", "yellow-on-black", "clear-print"),
    "--size": ("", "24pt", "30"),
    "--paper": ("", "a3"),
    "--colours": ("", "black on yellow", "#000000-on-#ffffff"),
    "--face": ("", "Atkinson Hyperlegible"),
    "--spacing": ("", "2"),
    "--width": ("", "40"),
    "--code": ("", "ueb-g1"),
    "--cells": ("", "30"),
    "--lines": ("", "20"),
    "--tables": ("", "grid", "list", "paragraph"),
    "--pages-per-volume": ("", "1", "500"),
    "--out": ("", OUT),
    "status": STATUSES,
}
"""The values of each option, "" where it is not given; `status` is that of the document."""
EVERY_OPTION = {**OPTIONS, "--look": ("", *looks.names(assets())), "--paper": ("", "A4", "A3")}
"""On A5 the foot of a volume in 36 point has no room, so such a request is refused."""
SLOW = "audio"
EASY = """\
title: How we ask you
ideas:
  - covers: leader
    picture: {file: crest.png, alt: The crest}
    text: The council asks you what you need.
sections:
  - id: what
    heading: What we do
    ideas:
      - covers: CL1
        picture: {file: crest.png, decorative: yes}
        text: We ask you what you need.
"""
Request = dict[str, str]


def covering(options: dict[str, tuple[str, ...]], strength: int) -> Iterator[Request]:
    """Requests in which each choice of values of this many options occurs; each is the best of some made up by chance."""
    chance = random.Random(strength)
    missing = {
        frozenset(zip(keys, values, strict=True))
        for keys in combinations(options, strength)
        for values in product(*(options[key] for key in keys))
    }
    while missing:
        first = dict(min(missing, key=sorted))
        tried = [{key: first.get(key, chance.choice(values)) for key, values in options.items()} for _ in range(50)]
        covered = [missing.intersection(map(frozenset, combinations(one.items(), strength))) for one in tried]
        best = max(range(len(tried)), key=lambda number: len(covered[number]))
        missing -= covered[best]
        yield tried[best]


def title(request: Request) -> str:
    """A request as it is typed."""
    return " ".join(f"{key} {value}" for key, value in request.items() if value)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("requests") / "project", "plan")
    (folder / "content" / "plan.easy-read.yaml").write_text(EASY, "utf-8")
    (folder / "content" / "crest.png").write_bytes(picture("navy"))
    return folder


def check(root: Path, request: Request, asked: Iterable[str], said: pytest.CaptureFixture[str]) -> None:
    """Makes a request in some formats: what is reported lies there, nothing else does, and all addresses lead somewhere."""
    asked = tuple(asked)
    content = paper(root, "plan")
    text = re.sub(r"(?m)^status: .*\n", "", content.read_text("utf-8"))
    content.write_text(f"status: {request['status']}\n{text}" if request["status"] else text, "utf-8")
    for name in ("output", OUT):
        shutil.rmtree(root / name, ignore_errors=True)
    divisible = "pdf" in asked or "braille" in asked  # for others the option is refused
    given = {key: value for key, value in request.items() if value and key in OPTIONS and key != "status"}
    given = {key: value for key, value in given.items() if divisible or key != "--pages-per-volume"}
    options = [part for key, value in given.items() for part in (key, str(root / value) if key == "--out" else value)]
    assert reports(root, "build", "plan", *(part for one in asked for part in ("--format", one)), *options) == 0
    output = said.readouterr()
    told = output.out.splitlines()
    lines = [line for line in told if " words, same" in line]
    files = [name for line in lines for name in line.split(" (")[0].split(", ")]
    beside = [name for line in told if line.startswith("  with ") for name in line[len("  with ") :].split(", ")]
    assert len(lines) == len(asked) + (len(EASY_READ_FORMATS) - 1) * asked.count(EASY_READ)
    assert f"built {len(files) + told.count('assets')} file" in output.out
    folder = next(path for path in (root / OUT, *root.glob("output/*")) if (path / files[0]).is_file())
    assert folder.name == (request["--out"] or "requests") or not options
    alone = folder.name in ("requests", OUT)  # what goes to the site has its style sheet for all pages
    there = {name for name in names(folder) if alone or not name.startswith("assets/")}
    assert there - {"build.json"} == {*files, *beside}
    assert set(re.findall(r"[\w.-]+\.(?:html|pdf|docx|odt|epub|txt)\b", output.err)) <= set(files)
    for page in folder.glob("*.html"):
        around = ("index.html", "accessibility-statement.html", "feed.xml")
        assert [one for one in broken(page) if not one.endswith(around)] == []
    volumes = [name for name in files if "-volume-" in name]
    for ending in {name.rpartition(".")[2] for name in volumes}:
        own = [name for name in volumes if name.endswith(ending)]
        assert own == sorted(own)
        assert all(name.endswith(f"-of-{len(own)}.{ending}") for name in own)
    assert not any("per-volume" in name for name in files)
    assert bool(volumes) == (request["--pages-per-volume"] == "1" and divisible)
    _looks_as_asked(folder, request)


def _looks_as_asked(folder: Path, request: Request) -> None:
    """A web page has the size, colours and spacing that were asked for."""
    style = "".join(path.read_text("utf-8") for path in folder.glob("assets/*.css"))
    signs = {
        ("--size", "24pt"): "font-size: 200.0%",
        ("--colours", "black on yellow"): "--ground: #ffff00",
        ("--spacing", "2"): "line-height: 2",
    }
    for (key, value), sign in signs.items():
        assert not style or request[key] != value or sign in style


PLAIN = dict.fromkeys(OPTIONS, "")
FULL = {key: values[-1] for key, values in OPTIONS.items()}
QUICK = list(covering(OPTIONS, 2))


@pytest.mark.parametrize("asked", QUICK, ids=title)
def test_all_files_of_a_request_are_there_and_look_as_asked(
    root: Path, asked: Request, capsys: pytest.CaptureFixture[str]
) -> None:
    check(root, asked, [one for one in formats() if one != SLOW], capsys)


@pytest.mark.parametrize("asked", [PLAIN, FULL], ids=["plain", "full"])
@pytest.mark.parametrize("format", [one for one in formats() if one != SLOW])
def test_all_files_of_a_request_for_one_format_are_there(
    root: Path, asked: Request, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check(root, asked, [format], capsys)


@pytest.mark.slow
def test_all_files_of_a_request_are_there_whatever_three_options_meet(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    for request in covering(EVERY_OPTION, 3):
        try:
            check(root, request, formats(), capsys)
        except AssertionError as why:
            wrong.append(f"{title(request)}: {str(why)[:200]}")
    assert wrong == []
