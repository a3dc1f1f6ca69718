"""Pictures of an OpenDocument edition: anchored as characters, with a description or marked decorative."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.builders.odt.xml import Element, o, q
from pipeline.builders.office.picture_size import fitted, pixel_size, svg_size
from pipeline.builders.office.shared import LOGO, LOGO_SIZE
from pipeline.editions.assets import INSTEAD
from pipeline.editions.edition import ImageView
from pipeline.model.findings import Finding, error
from pipeline.ooxml.elements import printable

MEDIA = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}
MOST_OF_A_PAGE = 10_000  # twentieths of a point that a picture may be high


@dataclass
class Pictures:
    """The pictures of one file by their path in the package, with their media types."""

    files: dict[str, bytes]
    factor: float = 1.0
    parts: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _count: int = 0

    def frame(self, view: ImageView, width: int) -> Element | None:
        """The picture no wider than `width` twentieths of a point, None (with a finding) where it cannot be shown."""
        data, suffix = self.files.get(view.file), view.file.lower().rsplit(".", 1)[-1]
        size = None if data is None else svg_size(data) if suffix == "svg" else pixel_size(data)
        if data is None or size is None or suffix not in MEDIA:
            message = f"the picture “{view.file}” cannot be shown; the edition has its alternative text instead"
            self.findings.append(error("picture-unusable", message, hint="save it as PNG or JPEG", block=view.block))
            return None
        self._count += 1
        images = [self._image(data, suffix)]
        if dots := self.files.get(view.file + INSTEAD):
            images.append(self._image(dots, "png"))  # for programs that do not show the drawing before it
        wide, high = LOGO_SIZE if view.block == LOGO else (width, MOST_OF_A_PAGE)
        shown = fitted(size, (wide, high), self.factor)
        made = o("draw:frame", *images, draw__name=f"{view.file} {self._count}", text__anchor_type="as-char")
        for name, length in (("width", shown[0]), ("height", shown[1])):
            made.set(q(f"svg:{name}"), f"{length / 20:.2f}pt")
        if view.decorative:
            made.set(q("loext:decorative"), "true")
        else:
            description = o("svg:desc")
            description.text = printable(view.alt)
            made.append(description)
        return made

    def _image(self, data: bytes, suffix: str) -> Element:
        path = f"Pictures/picture{self._count}.{suffix}"
        self.parts[path], self.media[path] = data, MEDIA[suffix]
        return o("draw:image", xlink__href=path, xlink__type="simple", xlink__show="embed", xlink__actuate="onLoad")
