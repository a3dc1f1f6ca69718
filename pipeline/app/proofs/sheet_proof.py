"""The proof that a finished style sheet has the rules that the templates make, in their order, and no others.

The colours of a palette, the type and the size of a look may differ: `verifiers/css` measures them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from pipeline.app.template_slips import slip_of
from pipeline.builders.html.assets import style_sheet
from pipeline.editions.assets import Assets
from pipeline.editions.site import Brand
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.css.verify import rules

MOST_FINDINGS = 10
OF_LOOKS = frozenset({("html", "font-size"), ("body", "font-family"), ("body", "line-height")})
"""Selector and property that a look for one reader changes."""


def prove(files: Mapping[str, bytes], assets: Assets) -> Iterator[Finding]:
    """An error for each rule of a style sheet that is lost, changed, moved or put in."""
    for name, data in files.items():
        if name.endswith(".css"):
            try:
                wanted = _rules(style_sheet(assets, Brand()))
            except Exception as wrong:
                slip = slip_of(wrong)
                if slip is None:
                    raise
                yield slip
            else:
                yield from islice(_differences(_rules(data), wanted, name), MOST_FINDINGS)


def _differences(found: list[str], wanted: list[str], file: str) -> Iterator[Finding]:
    for kind, i, j, k, m in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        changes = () if kind == "equal" else [("lacks the rule", wanted[i:j]), ("has besides the rule", found[k:m])]
        for what, some in changes:
            for rule in some:
                yield error("css-rules", f"{file} {what} “{rule[:100]}”", Place(file), "build it again")


@lru_cache(maxsize=4)
def _rules(data: bytes) -> list[str]:
    return [
        f"{condition} {selector} {{ {name}: {'' if name.startswith('--') or (selector, name) in OF_LOOKS else value} }}".strip()
        for condition, selector, declarations in rules(data.decode("utf-8", "replace"))
        for name, value in declarations or [("", "")]
    ]
