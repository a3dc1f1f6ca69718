"""Nothing throws findings away: the type of a value that was found wanting opens for a collector of the findings only.

`mypy` proves it in `make test`: each `type: ignore` below would be told as unused, were the line before it allowed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.model.findings import error, grouped, warning
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, WithFindings, carrying, collecting, reported_elsewhere
from tests.opened import opened

ROOT = Path(__file__).parent.parent
FOUND = warning("kind-part", "a part"), warning("cache-damaged", "a cache")


@collecting
def size(into: Collector, text: str) -> int:
    into.add(FOUND[0])
    return len(text)


@collecting
def twice(into: Collector, text: str) -> int:
    number = size(text).take(into)
    into.add(FOUND[1])
    return 2 * number


def refused_by_mypy() -> None:
    """Every way to the value that leaves its findings."""
    made = size("x")
    print(made.value)  # type: ignore[attr-defined]
    print(made + 1)  # type: ignore[operator]
    print(made[0])  # type: ignore[index]
    _number, _ = made  # type: ignore[misc]
    made.take()  # type: ignore[call-arg]
    made.take([])  # type: ignore[arg-type]
    made.take(Collector())  # type: ignore[abstract]
    reported_elsewhere(made, len)  # type: ignore[arg-type]


def test_what_is_found_on_the_way_arrives_with_the_value() -> None:
    assert opened(twice("plan")) == (8, FOUND)


def test_a_value_that_carries_findings_gets_those_on_its_way_before_its_own() -> None:
    from pipeline.model.flow import Flow

    @carrying
    def read(into: Collector) -> Flow:
        size("x").take(into)
        return Flow((), findings=FOUND[1:])

    assert read().findings == FOUND


def test_findings_alone_can_be_read_and_put_in_order() -> None:
    made: WithFindings[str] = WithFindings("x", FOUND)
    assert made.without({"kind-part"}).findings == FOUND[1:]
    assert reported_elsewhere(made, size) == "x"


def lost(tree: ast.Module) -> list[str]:
    """Pairs of a value and findings, in which the one is taken without the other, and calls that only throw findings away."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Expr | ast.Assign)]
    givers = {node.name for node in nodes if isinstance(node, ast.FunctionDef) and _gives(node.returns)}
    found = []
    for node in nodes:
        pair = node.returns if isinstance(node, ast.FunctionDef) else None
        if isinstance(pair, ast.Subscript) and ast.unparse(pair.value) == "tuple" and isinstance(pair.slice, ast.Tuple):
            found += [ast.unparse(pair) for part in pair.slice.elts if _gives(part)]
        called = (
            node.value.func if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call) else None
        )
        unused = isinstance(node, ast.Expr) or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_")
        if unused and isinstance(called, ast.Name) and called.id in givers:
            found.append(ast.unparse(node))
    return found


def _gives(returns: ast.expr | None) -> bool:
    kinds = {"Findings", *(f"{kind}[Finding]" for kind in ("list", "Iterator", "Iterable")), "tuple[Finding, ...]"}
    return returns is not None and ast.unparse(returns) in kinds


def test_findings_are_in_no_pair_and_in_no_call_that_stands_alone() -> None:
    found = [
        (path.name, one)
        for path in (ROOT / "pipeline").rglob("*.py")
        for one in lost(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["def a() -> tuple[int, Findings]: ...", "def a() -> Findings: ...\na()", "def a() -> Findings: ...\n_ = a()"],
)
def test_what_the_type_cannot_see_is_seen(text: str) -> None:
    assert len(lost(ast.parse(text))) == 1


def test_words_that_like_findings_are_about_are_all_named() -> None:
    found = [
        error("easy-read-hard-word", f"“{word}” is a hard word", Place("a.yaml", line))
        for line, word in enumerate("ABCDE", 1)
    ]
    assert next(iter(grouped(found))).endswith("… and 4 more like it on lines 2, 3, 4, 5: “B”, “C”, “D”, “E”")


def test_each_page_that_is_not_full_is_told_with_its_number() -> None:
    found = [warning("page-not-full", f"page {n} is 28% full", Place("plan.pdf")) for n in range(2, 9)]
    assert [f"page {n} is" in text for n, text in zip(range(2, 9), grouped(found), strict=True)] == [True] * 7
