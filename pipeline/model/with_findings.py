"""A value together with the findings of its making: code cannot take the value and drop the findings.

    @collecting
    def load(into: Collector, path: Path) -> Look:
        look = read(path).take(into)             # the findings of `read` become findings of `load`
        into.add(warning("look-old", "…"))
        return look                              # load(path) gives a WithFindings[Look]

A `WithFindings` has no public attribute for its value and cannot be unpacked: `take` needs a `Collector`. Only `collecting`
and `carrying` create collectors, and they pass on the findings. So `mypy` refuses code that takes the value and leaves the
findings; see `docs/decisions/0012-findings-cannot-be-dropped.md`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from functools import cached_property, wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from pipeline.model.findings import Finding, Findings

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")


class Collector(ABC):
    """Receives findings, and passes them on. `findings` are those received so far."""

    findings: list[Finding]

    @abstractmethod
    def add(self, *findings: Finding) -> None:
        """Receives findings."""


class WithFindings(Generic[T_co]):
    """A value that can be taken only with its findings. The findings can also be read alone."""

    def __init__(self, value: T_co, findings: Iterable[Finding] = ()) -> None:
        self.findings: Findings = tuple(findings)
        self.__dict__["value"] = value  # no attribute that a type knows

    def take(self, into: Collector) -> T_co:
        """Returns the value and adds the findings to the collector."""
        into.add(*self.findings)
        value: T_co = self.__dict__["value"]
        return value

    def without(self, rules: Container[str]) -> WithFindings[T_co]:
        """Returns the same value without the findings of rules that only follow from another finding."""
        return WithFindings(
            self.take(_Collected()), (finding for finding in self.findings if finding.rule not in rules)
        )

    def by_line(self) -> WithFindings[T_co]:
        """Returns the same value with its findings in the order of their lines."""
        ordered = sorted(self.findings, key=lambda finding: (finding.place.line, finding.place.column))
        return WithFindings(self.take(_Collected()), ordered)


class Carrier(Protocol):
    """A dataclass with a field `findings`, such as `Flow` or `Built`."""

    @property
    def findings(self) -> Findings: ...


C = TypeVar("C", bound=Carrier)


class _Collected(Collector):
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        self.findings += findings


def collecting(work: Callable[Concatenate[Collector, P], T]) -> Callable[P, WithFindings[T]]:
    """Decorates a function so that it returns its value with the findings in its collector."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> WithFindings[T]:
        into = _Collected()
        return WithFindings(work(into, *args, **kwargs), into.findings)

    return run


def carrying(work: Callable[Concatenate[Collector, P], C]) -> Callable[P, C]:
    """Decorates a function so that the findings in its collector come before those that its value already carries."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> C:
        into = _Collected()
        result: Any = work(into, *args, **kwargs)
        carried: C = replace(result, findings=(*into.findings, *result.findings))
        return carried

    return run


Reporter = Callable[..., WithFindings[Any] | Carrier | Iterable[Finding]] | cached_property[WithFindings[Any]]


def reported_elsewhere(result: WithFindings[T], by: Reporter) -> T:
    """Returns the value alone; `by` is the function that reports the findings elsewhere."""
    assert by is not None
    return result.take(_Collected())
