"""The files that builders need besides the content, read into memory by the command line so that builders stay pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

INSTEAD = ".png"
"""What the name of a drawing has behind it in that of the same picture in dots, for programs that show no SVG."""


@dataclass(frozen=True)
class Assets:
    """`templates` by their path below `templates/` ("fonts/Arimo.ttf"), `pictures` by theirs below `content/`."""

    templates: Mapping[str, bytes] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """A template as text. Raises KeyError where there is none of that name."""
        return self.templates[path].decode("utf-8")

    def under(self, folder: str) -> dict[str, bytes]:
        """The templates below a folder, by their path within it."""
        start = folder.rstrip("/") + "/"
        return {path[len(start) :]: data for path, data in self.templates.items() if path.startswith(start)}
