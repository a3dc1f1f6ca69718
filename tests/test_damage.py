"""What the program keeps for itself (cache, build record, kept extractions) may be damaged in any way: it is made anew, and told.

The damage is made by rule: each node of the JSON in turn becomes each other kind of value, or is taken out.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import unchanged
from pipeline.app.cache import Cache
from pipeline.app.kept import recorded, stored
from pipeline.model import document_json
from pipeline.model.walk import canonical
from tests.documents import every_node
from tests.projects import SITE, project, reports

OTHERS: tuple[Any, ...] = (
    None, True, -1, 10**400, 0.5, "", "../../content/plan.yaml", "/etc/passwd", "a\0b", "\ud800", "x" * 300, [], {}, [[]],
    {"type": "Text"}, [1], {"a": None},
)  # fmt: skip
TAKEN_OUT = object()
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "last byte": lambda data: data[:-2],
    "binary": lambda _: bytes(range(256)) * 50,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "deep": lambda _: b"[" * 200_000,
    "deep objects": lambda _: b'{"data":' * 100_000,
    "twice": lambda data: data + data,
    "not JSON": lambda _: b"NaN",
    "huge": lambda _: b" " * (stored.MOST_KEPT_BYTES + 1),
    "digits": lambda _: b"9" * 10_000,
    "another version": lambda data: json.dumps(json.loads(data).get("data", {"files": []})).encode(),
}


def damaged(data: Any, step: int = 1) -> Iterator[str]:
    """The JSON of the data with a node taken out or another value in its place: of all these faults each `step`th."""
    faults = [(path, other) for path in _paths(data, ()) for other in (*OTHERS, TAKEN_OUT)]
    for path, other in faults[::step]:
        if not path:
            yield json.dumps(None if other is TAKEN_OUT else other)
            continue
        within = reduce(lambda node, key: node[key], path[:-1], data)
        before = copy.copy(within)
        if other is TAKEN_OUT:
            del within[path[-1]]
        else:
            within[path[-1]] = other
        if within != before:
            yield json.dumps(data)
        within.clear()
        within.update(before) if isinstance(within, dict) else within.extend(before)


def _paths(data: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield from _paths(value, (*path, key))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built, with all that the program keeps."""
    made = project(tmp_path_factory.mktemp("damage") / "project", "plan", site=SITE.replace("  - pdf\n  - docx\n", ""))
    assert reports(made, "make") == 0
    assert reports(made, "check") == 0
    return made


def cache_of(root: Path) -> Cache:
    return Cache(root / "output" / "public", root / ".cache")


@pytest.fixture
def whole(root: Path) -> Iterator[dict[Path, bytes]]:
    """The kept files as they were, put back after the test."""
    files = [cache_of(root).path, root / "output/public/build.json", root / unchanged.FILE, root / unchanged.CHECKS]
    kept = {path: path.read_bytes() for path in files}
    yield kept
    for path, data in kept.items():
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(data)


def test_any_node_of_the_cache_that_is_damaged_makes_it_as_good_as_none(root: Path, whole: dict[Path, bytes]) -> None:
    path, record = cache_of(root).path, recorded.written(root / "output" / "public")
    data = json.loads(whole[path])
    data["data"]["made"] = dict(list(data["data"]["made"].items())[:2])
    for changed in damaged(data, 3):
        path.write_text(changed, "utf-8")
        cache = cache_of(root)
        assert (cache.damaged, cache.written) == (True, record), changed
    for kept in (root / unchanged.FILE, root / unchanged.CHECKS):
        for changed in damaged(json.loads(whole[kept]), 3):
            kept.write_text(changed, "utf-8")
            with pytest.raises(stored.Damaged):
                stored.load(kept)


def test_a_record_with_a_damaged_node_is_none_or_names_only_files_of_its_folder(
    root: Path, whole: dict[Path, bytes]
) -> None:
    path = root / "output/public/build.json"
    data = json.loads(whole[path])
    data["pages"] = dict(list(data["pages"].items())[:2])
    kinds = set()
    for changed in damaged(data):
        path.write_text(changed, "utf-8")
        for name, one in recorded.entries(path.parent).items():
            assert {key: type(value) for key, value in one.items()} == recorded.ENTRY
            stored.inside(name)
        for name in recorded.pages(path.parent):
            stored.inside(name)
        kinds.add(recorded.damaged(path.parent))
    assert kinds == {True, False}, "a value of the right type is seen by its hash, in the cache"


def test_a_kept_extraction_with_a_damaged_node_is_no_document_or_a_whole_one() -> None:
    whole = json.loads(document_json.dump(every_node()))
    loaded = 0
    for changed in damaged(whole, 29):
        try:
            document = document_json.load(changed)
        except document_json.WrongJson:
            continue
        loaded += 1
        list(canonical(document))  # a text in the place of another text, or a list that is empty: all types are right
    assert 20 < loaded < 500


@pytest.mark.parametrize("damage", BYTES)
def test_damaged_bytes_are_as_good_as_none(
    root: Path,
    whole: dict[Path, bytes],
    damage: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(stored, "MOST_KEPT_BYTES", 2**20)
    for path, data in whole.items():
        path.write_bytes(BYTES[damage](data))
    assert recorded.damaged(root / "output/public") or damage == "another version"
    assert cache_of(root).damaged
    assert unchanged.recall(root) is None
    assert reports(root, "check") == 0
    assert "checks.json was damaged, or is of another version; everything is checked again" in capsys.readouterr().err
    with pytest.raises(document_json.WrongJson):
        document_json.load(BYTES[damage](document_json.dump(every_node()).encode()).decode("utf-8", "replace"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _value(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'": "', b'": "0', 1))


ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "a folder": _folder,
    "a pipe": _pipe,
    "a device": _device,
    "a value": _value,
}


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("accident", ACCIDENTS)
def test_the_next_make_says_what_was_damaged_and_leaves_what_was_before(
    root: Path, accident: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def made() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in sorted((root / "output").rglob("*")) if path.is_file()}

    before = made()
    for path in (root / unchanged.FILE, root / "output/public/build.json", cache_of(root).path):
        ACCIDENTS[accident](path)
    capsys.readouterr()
    assert reports(root, "make") == 0
    assert "(cache-damaged)" in (said := capsys.readouterr().err)
    assert "(record-damaged)" in said or accident == "a value"  # without a cache nobody knows the record's hash
    assert made() == before
