"""A value and what was found while it was made: who wants the value has to take the findings with it.

    @collecting
    def load(into: Collector, path: Path) -> Look:
        look = read(path).take(into)             # what `read` has found, `load` has found too
        into.add(warning("look-old", "…"))
        return look                              # load(path) gives a WithFindings[Look]

A `WithFindings` has no attribute for its value and cannot be unpacked. It opens for a `Collector` only, and an empty one that
nobody reads is not to be had: `collecting` and `carrying` make theirs and give on what these took. So `mypy` refuses code that
takes the value and leaves the findings; see `docs/decisions/0012-findings-cannot-be-dropped.md`.
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
    """Takes findings and answers for them. `findings` are those that it has taken."""

    findings: list[Finding]

    @abstractmethod
    def add(self, *findings: Finding) -> None:
        """Takes some findings."""


class WithFindings(Generic[T_co]):
    """A value that only a collector of its findings can open. The findings alone can be read: nothing is lost with the value."""

    def __init__(self, value: T_co, findings: Iterable[Finding] = ()) -> None:
        self.findings: Findings = tuple(findings)
        self.__dict__["value"] = value  # no attribute that a type knows

    def take(self, into: Collector) -> T_co:
        """The value; the findings go to the collector."""
        into.add(*self.findings)
        value: T_co = self.__dict__["value"]
        return value

    def without(self, rules: Container[str]) -> WithFindings[T_co]:
        """The same without the findings of some rules, which follow from another finding."""
        return WithFindings(self.take(_Collected()), (one for one in self.findings if one.rule not in rules))

    def by_line(self) -> WithFindings[T_co]:
        """The same with its findings in the order of their lines."""
        ordered = sorted(self.findings, key=lambda finding: (finding.place.line, finding.place.column))
        return WithFindings(self.take(_Collected()), ordered)


class Carrier(Protocol):
    """A dataclass that has findings among its fields, such as a `Flow` or what was `Built`."""

    @property
    def findings(self) -> Findings: ...


C = TypeVar("C", bound=Carrier)


class _Collected(Collector):
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        self.findings += findings


def collecting(work: Callable[Concatenate[Collector, P], T]) -> Callable[P, WithFindings[T]]:
    """A function that gives its value with everything that it put into its collector."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> WithFindings[T]:
        into = _Collected()
        return WithFindings(work(into, *args, **kwargs), into.findings)

    return run


def carrying(work: Callable[Concatenate[Collector, P], C]) -> Callable[P, C]:
    """A function whose value carries everything that it put into its collector, before the findings that it has already."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> C:
        into = _Collected()
        made: Any = work(into, *args, **kwargs)
        carried: C = replace(made, findings=(*into.findings, *made.findings))
        return carried

    return run


Teller = Callable[..., WithFindings[Any] | Carrier | Iterable[Finding]] | cached_property[WithFindings[Any]]


def told_elsewhere(made: WithFindings[T], by: Teller) -> T:
    """The value alone; `by` is the function that tells its findings at another place."""
    assert by is not None
    return made.take(_Collected())
