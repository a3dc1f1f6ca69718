"""The structure holds: imports go down only, third-party libraries stay behind their walls, files and functions stay small."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))

# The layer of a module is that of the first pattern that fits its name; imports go to the same or a lower layer.
LAYERS = [
    (0, ["place", "findings", "model", "rules*"]),
    (1, ["walk", "show*", "model_json", "placed_yaml*", "markdown*", "content*"]),
    (
        2,
        [
            "kinds*",
            "extractors*",
            "passes*",
            "checks*",
            "looks",
            "site*",
            "words",
            "assets",
            "dates",
            "library",
            "status*",
            "link*",
            "diff*",
            "schema",
            "start",
            "edition",
            "set_out*",
            "contrast",
            "reading",
        ],
    ),
    (3, ["builders*", "verifiers*", "proof*", "verify", "conformance*"]),
    (
        4,
        [
            "verbs*",
            "cli",
            "__main__",
            "project",
            "checking",
            "preview",
            "cache",
            "building",
            "packing",
            "record",
            "extracting",
            "scanned",
        ],
    ),
]
WALLS = {
    "pdfplumber": ["extractors.pdf*", "verifiers.pdf*"],
    "pdfminer": ["extractors.pdf*", "verifiers.pdf*"],
    "docx": ["extractors.docx*", "builders.docx*", "verifiers.docx*"],
    "weasyprint": ["builders.pdf*"],
    "pydyf": ["builders.pdf*"],
    "jinja2": ["builders.page*"],
    "markupsafe": ["builders.page*"],
    "yaml": ["placed_yaml"],
}
MAX_FILE, MAX_FUNCTION, MAX_PARAMETERS = 400, 40, 5


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "pipeline").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(name: str) -> int:
    for number, patterns in LAYERS:
        if any(fnmatch(name, pattern) for pattern in patterns):
            return number
    raise AssertionError(
        f"pipeline.{name} stands in no layer; see LAYERS in this test and the map in pipeline/__init__.py"
    )


def imported(path: Path) -> list[tuple[int, str]]:
    """(line, dotted module) of each import, those inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only_and_walls_hold(path: Path) -> None:
    name = module_name(path)
    if not name:
        return
    own = layer(name)
    known = {module_name(other) for other in MODULES}
    wrong = []
    for line, target in imported(path):
        top = target.split(".")[0]
        if top == "pipeline" and target != "pipeline" and target.removeprefix("pipeline.") in known:
            if layer(target.removeprefix("pipeline.")) > own:
                wrong.append(f"{path.name}:{line} imports {target}, which is a layer above")
        elif top in WALLS and not any(fnmatch(name, pattern) for pattern in WALLS[top]):
            wrong.append(f"{path.name}:{line} imports {top}; only {', '.join(WALLS[top])} may")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    wrong = []
    if text.count("\n") > MAX_FILE:
        wrong.append(f"{path.name} has {text.count(chr(10))} lines; the most is {MAX_FILE}")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            parameters = (
                len(node.args.args)
                + len(node.args.kwonlyargs)
                - (1 if node.args.args and node.args.args[0].arg in ("self", "cls") else 0)
            )
            if length > MAX_FUNCTION:
                wrong.append(f"{path.name}:{node.lineno} {node.name} has {length} lines; the most is {MAX_FUNCTION}")
            if parameters > MAX_PARAMETERS:
                wrong.append(
                    f"{path.name}:{node.lineno} {node.name} has {parameters} parameters; the most is {MAX_PARAMETERS}"
                )
    assert not wrong, "\n".join(wrong)


def test_inputs_and_outputs_meet_only_in_the_model() -> None:
    for path in MODULES:
        name = module_name(path)
        for line, target in imported(path):
            for one, other in (
                ("extractors", "builders"),
                ("builders", "extractors"),
                ("builders", "verifiers"),
                ("verifiers", "builders"),
            ):
                assert not (name.startswith(one) and target.startswith(f"pipeline.{other}.")), (
                    f"{name}:{line} imports {target}"
                )
