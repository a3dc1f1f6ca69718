"""Finds the fewest items of a content file that must move to reach the order of a new extraction."""

from __future__ import annotations

from pipeline.merge.tree import FileTree


def before_in(tree: FileTree, name: str, other: FileTree) -> str:
    """The item before this one, among those that the other version has in the same container; "" for the first."""
    container = tree.items[name].container
    names = [n for n in tree.order[container] if n == name or n in other.order.get(container, ())]
    place = names.index(name)
    return names[place - 1] if place else ""


def jumped(before: FileTree, after: FileTree) -> list[str]:
    """Returns the items that the source moved: into another container, or out of the longest sequence that kept its order."""
    result = []
    for container, names in after.order.items():
        common = [name for name in names if name in before.items]
        stayed = [name for name in common if before.items[name].container == container]
        places = {name: before.order[container].index(name) for name in stayed}
        in_order = _longest_rising(stayed, places)
        result += [name for name in common if name not in in_order]
    return result


def _longest_rising(names: list[str], places: dict[str, int]) -> set[str]:
    """Returns the longest increasing subsequence: names whose old places rise in the new order."""
    best: list[list[str]] = []
    for name in names:
        fitting = [run for run in best if places[run[-1]] < places[name]]
        best.append([*_longest(fitting), name])
    return set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []
