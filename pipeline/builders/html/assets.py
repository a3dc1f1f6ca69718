"""What all pages of the site share: the style sheet in the colours of the brand, and the logo."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.filter import MOST_CHOICES
from pipeline.builders.logo import logo_fault
from pipeline.builders.markup.environment import environment
from pipeline.editions.assets import Assets
from pipeline.editions.contrast import BLACK, WHITE, brand_findings, mixed, nearest, ratio, readable
from pipeline.editions.looks import USUAL_FACE, Look
from pipeline.editions.paper.fonts import BOLD, FontFile, fonts
from pipeline.editions.progress import status_colours
from pipeline.editions.site import STANDARD, Brand, Site

DARK_GROUND, DARK_INK = "#14181c", "#f2f3f4"
NOT_IN_ADDRESSES = re.compile(r"[^A-Za-z0-9._-]+")
FOCUS, FOCUS_INK = "#ffdd00", "#0b0c0c"
# Below these widths (em of the table's text) the tables of so many columns are set as lists: about 9 em for a column.
SHAPES = (
    (24, ".columns-2"),
    (34, ".columns-3"),
    (42, ".columns-4"),
    (52, ":is(.columns-5, .columns-6)"),
    (64, ".columns-7"),
    (96, ".columns-many"),
)


def build(job: SiteJob) -> Built:
    """Style sheet, logo and icon. A brand that cannot be read is refused; the nearest readable one is shown instead."""
    findings = list(brand_findings(job.site.brand, job.site.place))
    files = {style_address(job.assets, job.site): style_sheet(job.assets, job.site.brand)}
    files |= brand_files(job.assets, job.site)
    if fault := logo_fault(job.site, job.assets.pictures):
        findings.append(fault)
    return Built(files, tuple(findings))


def brand_files(assets: Assets, site: Site) -> dict[str, bytes]:
    """The logo and the icon by their addresses."""
    logo, (address, data) = site.brand.logo, icon(assets, site)
    return {address: data} | ({asset(logo, assets): assets.pictures[logo]} if logo in assets.pictures else {})


def style_address(assets: Assets, site: Site) -> str:
    """The address of the style sheet. It changes with its contents, so that no browser shows a page with an old one."""
    inputs = (
        assets.templates.get("style.css.jinja", b""),
        assets.templates.get("labels.css", b""),
        repr(site.brand).encode(),
    )
    return f"assets/style-{hashlib.sha256(b''.join(inputs)).hexdigest()[:8]}.css"


def asset(file: str, assets: Assets) -> str:
    """Where a picture of the content lies on the site, never outside its folder; the name changes with its bytes.

    Signs that an address would have to encode, such as spaces, become hyphens.
    """
    parts = [NOT_IN_ADDRESSES.sub("-", part) for part in file.split("/") if part not in ("", ".", "..")]
    if file in assets.pictures:
        mark, (name, dot, ending) = hashlib.sha256(assets.pictures[file]).hexdigest()[:8], parts[-1].rpartition(".")
        parts[-1] = parts[-1] if mark in name else f"{name}-{mark}{dot}{ending}"
    return "/".join(["assets", *parts])


def icon(assets: Assets, site: Site) -> tuple[str, bytes]:
    """The picture in the tab of a browser: the logo, or the first letter of the council in its colours."""
    if (logo := site.brand.logo) in assets.pictures:
        return asset(logo, assets), assets.pictures[logo]
    brand = readable(site.brand)
    letter = escape(site.council.strip()[:1].upper() or "•", quote=False)
    data = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{brand.accent}"/>'
        '<text x="16" y="23" font-family="sans-serif" font-size="20" font-weight="bold" text-anchor="middle" '
        f'fill="{brand.accent_ink}">{letter}</text></svg>\n'
    ).encode()
    return f"assets/icon-{hashlib.sha256(data).hexdigest()[:8]}.svg", data


def site_head(assets: Assets, site: Site) -> dict[str, str]:
    """What the head and the top of every page say of the site: its style sheet, logo, icon, and picture for other sites."""
    logo = asset(site.brand.logo, assets) if site.brand.logo else ""
    drawn = site.url and site.brand.logo.lower().endswith((".png", ".jpg", ".jpeg"))
    return {
        "style": style_address(assets, site),
        "logo": logo,
        "icon": icon(assets, site)[0],
        "image": f"{site.url.rstrip('/')}/{logo}" if drawn else "",
    }


def style_sheet(assets: Assets, brand: Brand, look: Look | None = None) -> bytes:
    """`templates/style.css.jinja` in the colours of the brand, or as a look asks for, and the labels of lists, as UTF-8."""
    if look is not None and (look.ink, look.ground) != (BLACK, WHITE):
        brand = replace(brand, ink=look.ink, ground=look.ground, accent=look.ink, accent_ink=look.ground)
    brand = readable(brand)
    own = look if look is not None and look.name != STANDARD else None
    dark = Brand(
        ink=brand.ink if ratio(brand.ink, DARK_GROUND) >= 12 else DARK_INK,
        ground=DARK_GROUND,
        accent=brand.accent,
        accent_ink=brand.accent_ink,
    )
    template = environment(assets).get_template("style.css.jinja")
    fixed = own is not None and (own.ink, own.ground) != (BLACK, WHITE)
    colours = {"light": palette(brand), "dark": palette(brand if fixed else dark)}
    sheet = template.render(**colours, shapes=SHAPES, look=own, choices=MOST_CHOICES)
    faces = _faces(assets, own) if own else ""
    return f"{faces}{sheet}\n{assets.text('labels.css')}".encode()


def face_files(assets: Assets, look: Look) -> dict[FontFile, str]:
    """The fonts of the face that a copy asks for, each with its address; none of the usual face, whose shapes machines have."""
    own = [font for font in fonts(assets) if font.family == look.face] if look.face != USUAL_FACE else []
    addresses = {}
    for font in own:
        path = PurePosixPath(font.path)
        addresses[font] = f"assets/{path.stem}-{hashlib.sha256(font.data).hexdigest()[:8]}{path.suffix}"
    return addresses


def _faces(assets: Assets, look: Look) -> str:
    """The rules that name these fonts."""
    return "".join(
        f'@font-face {{ font-family: "{font.family}"; src: url("{address.removeprefix("assets/")}"); '
        f"font-weight: {'bold' if font.weight >= BOLD else 'normal'}; font-style: {'italic' if font.italic else 'normal'}; "
        "font-display: swap; }\n"
        for font, address in face_files(assets, look).items()
    )


def palette(brand: Brand) -> dict[str, str]:
    """The colours of one scheme by the names of their CSS properties.

    Text must pass on the tint as well as on the ground; edges that carry meaning have 3:1 (WCAG 1.4.11).
    """
    tint = mixed(brand.ground, brand.ink, 0.045)
    return {
        "ink": brand.ink,
        "ground": brand.ground,
        "tint": tint,
        "quiet": nearest(mixed(brand.ink, brand.ground, 0.3), tint),
        "line": mixed(brand.ground, brand.ink, 0.28),
        "accent": brand.accent,
        "accent-ink": brand.accent_ink,
        "accent-edge": nearest(brand.accent, tint, 3.0),
        "link": nearest(brand.accent, tint),
        "focus": FOCUS,
        "focus-ink": FOCUS_INK,
        "focus-edge": brand.ink,
        **status_colours(brand.ground),
    }
