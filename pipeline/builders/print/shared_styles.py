"""Works out the styles of the elements of a document so that those that look alike have one: its memory and its time.

The engine shares styles between elements that the same rules match, below the same parent. Here nearly every parent has a
style of its own, because its `id` counts as a rule, and so has all that stands in it. That name is not inherited. So here the
style of one parent stands for those of all that differ in nothing but their names, and rules are weighed once for each kind of
element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations

NAME = "anchor"
"""The property that the engine makes of an `id`."""
CHANGED, CELLS = "break_inside", ("td", "th")
"""Cells and elements with a rule for this property share styles as the engine would have it: boxes change them."""
AT_ELEMENTS = "element"
"""The origin of what stands at an element: its `style`, `id` and `lang`, with the weight of the author's style sheets."""

Values = dict[str, Any]


class StyleRule(NamedTuple):
    """What a rule says of an element or of a part of it, and how much it weighs (CSS Cascading 4, 6)."""

    part: str | None
    declarations: Any
    origin: str
    layer: float
    specificity: tuple[int, int, int]


def compute(style_for: Any, html: Any, sheets: Any, hints: bool, *others: Any) -> None:
    """Stands for the making of the engine's `StyleFor`, which gives the style of an element; the others are fonts and targets."""
    style_for._sheets = sheets
    style_for.font_config, target_collector = others
    style_for.initial_page_sizes = {"box": None, "area": None}
    style_for._cascaded_styles, style_for._computed_styles = {}, {}
    at_elements = _at_elements(html, hints)
    made = _Made(style_for, html, target_collector)
    for wrapper in html.wrapper_element.iter_subtree():
        made.element(wrapper, [*at_elements.get(wrapper.etree_element, ()), *_matched(wrapper, sheets)])
    style_for._cascaded_styles.clear()


class _Made:
    """The styles of the elements so far, and which of them can be had again.

    `stands` has for each element the style that its children inherit from, `groups` the number of those among which the engine
    would share styles.
    """

    def __init__(self, style_for: Any, html: Any, target_collector: Any) -> None:
        self.style_for, self.html, self.target_collector = style_for, html, target_collector
        self.styles = style_for._computed_styles
        self.stands: dict[Any, Any] = {None: None}
        self.groups: dict[Any, int] = {None: 0}
        self.alike: dict[Any, Any] = {}
        self.values: dict[Any, dict[str | None, Values]] = {}

    def element(self, wrapper: Any, rules: list[StyleRule]) -> None:
        """Gives the next element its style, and those of its parts."""
        element, parent = wrapper.etree_element, wrapper.parent.etree_element if wrapper.parent else None
        signs = tuple(map(_sign, rules))
        kind = (element.tag, id(self.stands[parent]), signs)
        at_itself = element if any(rule.origin == AT_ELEMENTS for rule in rules) else None
        group = (self.groups[parent], at_itself, signs)
        self.groups[element] = self.groups.setdefault(group, len(self.groups))
        named = any(name == NAME for rule in rules for name, *_ in rule.declarations)
        values = None if named else self.values.get(kind)
        if values is None:
            values = self.values[kind] = _cascade(rules)
        for part, own in values.items():
            alone = not part and (named or element.tag in CELLS or CHANGED in own)
            key = (kind, part, self.groups[element] if alone else None)
            if key not in self.alike:
                self.alike[key] = self._style(element, parent, part, own)
            self.styles[element, part] = self.alike[key]
            if not part:
                self.stands[element] = self.alike.setdefault(kind, self.alike[key])

    def _style(self, element: Any, parent: Any, part: str | None, values: Values) -> Any:
        above = element if part else parent
        self.style_for._cascaded_styles[element, part] = values
        where = {"root": self.html.etree_element, "base_url": self.html.base_url}
        self.style_for.set_computed_styles(
            element, above, pseudo_type=part, target_collector=self.target_collector, **where
        )
        style = self.styles[element, part]
        style.parent_style = self.stands[above]
        return style


def _at_elements(html: Any, hints: bool) -> dict[Any, list[StyleRule]]:
    """The rules that stand at elements."""
    found: dict[Any, list[StyleRule]] = {}
    for specificity, element, given, base in find_style_attributes(html.etree_element, hints, html.base_url):
        declarations = tuple(preprocess_declarations(base, given))
        found.setdefault(element, []).append(StyleRule(None, declarations, AT_ELEMENTS, inf, specificity))
    return found


def _matched(wrapper: Any, sheets: Any) -> Iterator[StyleRule]:
    """The rules of style sheets that match an element."""
    for sheet, origin, weight in sheets:
        for specificity, _, part, (declarations, layer) in sheet.matcher.match(wrapper):
            order = inf if layer is None else sheet.layers.index(layer)
            yield StyleRule(part, declarations, origin, order, weight or specificity)


def _sign(rule: StyleRule) -> Any:
    """What sets a rule apart from others; names of elements are all one."""
    if rule.origin != AT_ELEMENTS:
        return rule.part, id(rule.declarations), rule.specificity
    return repr([one for one in rule.declarations if one[0] != NAME])


def _cascade(rules: Iterable[StyleRule]) -> dict[str | None, Values]:
    """The values of an element (None) and of its parts, each with its weight."""
    found: dict[str | None, Values] = {None: {}}
    for rule in rules:
        values = found.setdefault(rule.part, {})
        origin = "author" if rule.origin == AT_ELEMENTS else rule.origin
        for name, value, important in rule.declarations:
            weight = (declaration_precedence(origin, important), rule.layer, rule.specificity)
            if name not in values or values[name][1] <= weight:
                values[name] = value, weight
    return found
