"""Templates in which no slip was found, kept compiled: finding slips and compiling take longer than building a page.

They are kept in `.cache/templates.json` and hold while the templates, the program and its libraries are the same.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

from pipeline.app import template_slips, unchanged
from pipeline.app.kept import stored
from pipeline.builders.markup.environment import compile_templates
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings

FILE = ".cache/templates.json"


def slips(root: Path, assets: Assets, write: Callable[[Path, bytes], None]) -> Findings:
    """What is wrong with the templates of a project; `write` keeps them where nothing is."""
    state = unchanged.program(root)
    try:
        data = stored.load(root / FILE)
        if data["state"] == state:
            compile_templates(assets, {name: b64decode(code) for name, code in data["compiled"].items()})
            return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # none is kept, or it is damaged
    found = template_slips.slips(assets)
    if not found:
        compiled = {name: b64encode(code).decode() for name, code in compile_templates(assets).items()}
        write(root / FILE, stored.dump({"state": state, "compiled": compiled}))
    return found
