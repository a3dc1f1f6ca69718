"""Nothing throws findings away: every call of a function that gives findings takes them, in all of the code.

A call may not stand as a statement of its own, its findings may not be named `_`, and no other part may be picked out of its
result. Who wants the value alone writes `told_elsewhere(…, by)` and names the function that tells the findings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GIVES = {"Findings", "Lines", "nodes.Lines", "placed_yaml.Lines"}
GIVES |= {
    f"{kind}[Finding{more}]" for kind, more in (("list", ""), ("tuple", ", ..."), ("Iterator", ""), ("Iterable", ""))
}
WHOLE = -1


@dataclass
class Code:
    """The modules of the code by name, and the functions that give findings: at which place of a tuple, or as a whole."""

    modules: dict[str, ast.Module]
    gives: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module, tree in self.modules.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.returns and (place := _place(node.returns)) is not None:
                    self.gives[module, node.name] = place

    def lost(self) -> Iterator[str]:
        """Each place where findings are thrown away."""
        for module, tree in self.modules.items():
            names = _imports(tree)
            for node in ast.walk(tree):
                if self._loses(node, module, names):
                    yield f"{module}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"

    def _loses(self, node: ast.AST, module: str, names: Mapping[str, tuple[str, str]]) -> bool:
        if not isinstance(node, ast.Expr | ast.Assign | ast.Subscript) or not isinstance(node.value, ast.Call):
            return False
        place = self._gives(node.value.func, module, names)
        if place is None or isinstance(node, ast.Expr):
            return place is not None
        if isinstance(node, ast.Assign):
            parts = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else [node.targets[0]]
            taken = parts[place if len(parts) > 1 else 0]
            return isinstance(taken, ast.Name) and taken.id.startswith("_")
        return place != WHOLE and not (isinstance(node.slice, ast.Constant) and node.slice.value == place)

    def _gives(self, function: ast.expr, module: str, names: Mapping[str, tuple[str, str]]) -> int | None:
        """Where a called function gives findings; None where it gives none."""
        if isinstance(function, ast.Name):
            return self.gives.get((module, function.id), self.gives.get(names.get(function.id, ("", ""))))
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            of = function.value.id
            inside = module if of == "self" else ".".join(names.get(of, ("", "")))
            return self.gives.get((inside, function.attr))
        return None


def _place(returns: ast.expr) -> int | None:
    if ast.unparse(returns) in GIVES:
        return WHOLE
    if (
        isinstance(returns, ast.Subscript)
        and ast.unparse(returns.value) == "tuple"
        and isinstance(returns.slice, ast.Tuple)
    ):
        return next((at for at, part in enumerate(returns.slice.elts) if ast.unparse(part) in GIVES), None)
    return None


def _imports(tree: ast.Module) -> dict[str, tuple[str, str]]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {one.asname or one.name: (str(node.module), one.name) for node in found for one in node.names}


def code() -> Code:
    modules = {}
    for path in (ROOT / "pipeline").rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        modules[name] = ast.parse(path.read_text("utf-8"))
    return Code(modules)


def test_no_code_throws_findings_away() -> None:
    found = code()
    assert len(found.gives) > 150
    assert list(found.lost()) == []


GIVER = "def read() -> tuple[int, Findings]: ...\ndef check() -> Findings: ...\ndef each() -> Iterator[Finding]: ...\n"


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("value, _ = read()", True),
        ("value = read()[0]", True),
        ("value = a.read()[0]", True),
        ("value, _found = a.read()", True),
        ("check()", True),
        ("_ = check()", True),
        ("a.each()", True),
        ("value, found = read()", False),
        ("_, found = read()", False),
        ("found = read()[1]", False),
        ("found = a.check()", False),
        ("value = told_elsewhere(read(), check)", False),
    ],
)
def test_findings_that_are_thrown_away_are_seen(words: str, lost: bool) -> None:
    modules = {"b.a": GIVER, "c": GIVER + "from b import a\n" + words}
    assert bool(list(Code({name: ast.parse(text) for name, text in modules.items()}).lost())) is lost
