"""The structure holds: imports go down only, third-party libraries stay behind their walls, files and functions stay small."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))

# The layer of a room: imports go to the same or a lower layer.
LAYERS = {
    "model": 0,
    **dict.fromkeys(("content", "ooxml", "kinds", "rules", "braille"), 1),
    **dict.fromkeys(("sources", "assemble", "merge", "library", "checks", "passes", "editions", "translation"), 2),
    **dict.fromkeys(("builders", "verifiers", "conformance"), 3),
    **dict.fromkeys(("app", "batch", "web", "verbs", "cli", "__main__"), 4),
}
# Pairs of rooms of which the first may not import the second, whatever their layers.
STRANGERS = [
    ("sources", "assemble"),
    ("sources", "builders"),
    ("builders", "sources"),
    ("builders", "assemble"),
    ("builders", "verifiers"),
    ("verifiers", "builders"),
    ("verifiers", "sources"),
    ("verifiers", "assemble"),
    ("builders.office", "builders.docx"),
    ("builders.office", "builders.odt"),
    ("builders.odt", "builders.docx"),
    ("builders.markup", "builders.html"),
    ("builders.markup", "builders.print"),
]
WALLS = {
    "pdfplumber": ["sources.pdf.*", "verifiers.pdf.*"],
    "pdfminer": ["sources.pdf.*", "verifiers.pdf.*"],
    "docx": ["ooxml.*", "sources.docx.*", "builders.docx.*", "builders.office.*", "verifiers.docx.*"],
    "weasyprint": ["builders.print", "builders.print.*"],
    "pydyf": ["builders.print.*"],
    "jinja2": ["builders.markup.*", "builders.html.*", "builders.print.*"],
    "markupsafe": ["builders.markup.*", "builders.html.*", "builders.print.*", "builders.epub.*"],
    "tinycss2": ["verifiers.css.*"],
    "uharfbuzz": ["editions.drawings.lettering"],
    "bidi": ["editions.drawings.lettering"],
    "yaml": ["content.yaml.*"],
    "ctypes": ["braille.liblouis", "builders.print"],
    "hibari": ["builders.audio.voices"],
    "fsspec": ["batch.folders"],
    "distributed": ["batch.dask_engine"],
    "pyarrow": ["batch.outcomes"],
    "polib": ["translation.po"],
    "py3langid": ["assemble.languages"],
    "babel": [
        "assemble.languages",
        "kinds.languages",
        "translation.facts",
        "translation.letters",
        "translation.locale_words",
    ],
    "soundfile": ["builders.audio.*", "verifiers.audio.*"],
}
MOST_MODULES = 25
MAX_FILE, MAX_FUNCTION, MAX_PARAMETERS = 400, 40, 5
# In the reader of tables one idea is one file.
MAX_TABLES_FILE = 600
TABLES = ROOT / "pipeline/sources/pdf/tables"


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "pipeline").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(name: str) -> int:
    room = name.split(".")[0]
    assert room in LAYERS, f"pipeline.{name} stands in no layer; see LAYERS here and the map in pipeline/__init__.py"
    return LAYERS[room]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that a module is made of, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imported(path: Path) -> tuple[tuple[int, str], ...]:
    """(line, dotted module) of each import, those inside functions too."""
    found = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return tuple(found)


def test_imports_go_down_only_and_walls_hold() -> None:
    known = {module_name(path) for path in MODULES}
    wrong: list[str] = []
    for path in MODULES:
        if name := module_name(path):
            wrong += _wrong_imports(path, name, known)
    assert not wrong, "\n".join(wrong)


def _wrong_imports(path: Path, name: str, known: set[str]) -> Iterator[str]:
    own, shown = layer(name), path.relative_to(ROOT)
    for line, target in imported(path):
        top = target.split(".")[0]
        if top == "pipeline" and target != "pipeline" and target.removeprefix("pipeline.") in known:
            if layer(target.removeprefix("pipeline.")) > own:
                yield f"{shown}:{line} imports {target}, which is a layer above"
        elif top in WALLS and not any(fnmatch(name, pattern) for pattern in WALLS[top]):
            yield f"{shown}:{line} imports {top}; only {', '.join(WALLS[top])} may"


def test_files_and_functions_stay_small() -> None:
    wrong = [message for path in MODULES for message in _too_large(path)]
    assert not wrong, "\n".join(wrong)


def _too_large(path: Path) -> Iterator[str]:
    shown, lines = path.relative_to(ROOT), path.read_text("utf-8").count("\n")
    most = MAX_TABLES_FILE if path.parent == TABLES else MAX_FILE
    if lines > most:
        yield f"{shown} has {lines} lines; the most is {most}"
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            parameters = (
                len(node.args.args)
                + len(node.args.kwonlyargs)
                - (1 if node.args.args and node.args.args[0].arg in ("self", "cls") else 0)
            )
            if length > MAX_FUNCTION:
                yield f"{shown}:{node.lineno} {node.name} has {length} lines; the most is {MAX_FUNCTION}"
            if parameters > MAX_PARAMETERS:
                yield f"{shown}:{node.lineno} {node.name} has {parameters} parameters; the most is {MAX_PARAMETERS}"


@pytest.mark.parametrize(("importer", "stranger"), STRANGERS)
def test_rooms_that_must_not_know_each_other_do_not(importer: str, stranger: str) -> None:
    wrong = [
        f"{module_name(path)}:{line} imports {target}"
        for path in MODULES
        if f"{module_name(path)}.".startswith(f"{importer}.")
        for line, target in imported(path)
        if f"{target}.".startswith(f"pipeline.{stranger}.")
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_imports_one_that_imports_it() -> None:
    """Imports that are for types only count as well: what two modules share belongs in one below both."""
    names = {f"pipeline.{module_name(path)}": path for path in MODULES}
    found = {name: [entry for entry in imported(path) if entry[1] in names] for name, path in names.items()}
    # "from pipeline.room import module" does not import the room itself
    arrows = {
        name: {
            target for line, target in targets if not any(f"{target}." in other and at == line for at, other in targets)
        }
        for name, targets in found.items()
    }
    TopologicalSorter(arrows).prepare()


def test_no_folder_holds_more_modules_than_a_reader_can_survey() -> None:
    counts = Counter(path.parent.relative_to(ROOT) for path in MODULES if path.name != "__init__.py")
    assert [f"{folder} holds {count}" for folder, count in counts.items() if count > MOST_MODULES] == []
