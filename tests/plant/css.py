"""Faults in the style sheet of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.plant import Fault, spread

TARGETS = ("p", "body", "td", "h1", "li", "a", "main", ".box", "caption", "blockquote")
DECLARATIONS = (
    "display: none", "visibility: hidden", "opacity: 0", "color: #fff", "color: transparent", "font-size: 1px",
    "text-indent: -9999px", "position: absolute; left: -9999px", "clip-path: inset(50%)", "height: 0; overflow: hidden",
    "transform: scaleX(-1)", "content: 'Vote for us'", "background: #000", "text-transform: uppercase", "filter: blur(9px)",
    "-webkit-text-security: disc", "direction: rtl", "animation: x 1s infinite", "background-image: url(https://example.com/x)",
    "text-decoration: line-through", "order: 2", "float: right", "unicode-bidi: bidi-override",
    "color: #ddd", "max-height: 1em; overflow: hidden", "scale: 0", "translate: -200vw", "zoom: 0.1", "font-variant: small-caps",
    "list-style: none", "list-style-type: disc", "color: var(--ground)", "line-height: 0", "letter-spacing: -2em",
    "width: 0.1rem",
    "font-size: 90rem", "white-space: nowrap", "padding-inline-start: 200rem", "max-height: 0", "columns: 40", "flex: 0 0 0",
    "border-width: 60rem", "background: var(--focus)", "min-height: 900rem", "hyphens: none", "text-align: end",
)  # fmt: skip
RULES = (
    "@import url('https://example.com/x.css');", "@font-face { font-family: x; src: url(https://example.com/x.woff) }",
    "p::before { content: 'not ' }", "td::after { content: '0' }", "li::marker { content: '' }", "h1::first-line { color: #fff }",
    "@media print { main { display: none } }", "@media (max-width: 40em) { td { display: none } }",
)  # fmt: skip


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    text = data.decode()
    for target in TARGETS:
        for declaration in DECLARATIONS:
            yield Fault(declaration, target, f"{text}\n{target} {{ {declaration} }}\n".encode())
    for rule in RULES:
        yield Fault("a rule is put in", rule, f"{rule}\n{text}\n{rule}\n".encode())
    for found in spread(re.finditer(r"@counter-style [^{]*\{[^}]*suffix: \"[^\"]*\"", text)):
        yield Fault(
            "a label ends otherwise", found[0][:40], (text[: found.end() - 1] + '!"' + text[found.end() :]).encode()
        )
    for found in spread(re.finditer(r"#[0-9a-f]{6}", text)):
        for colour in ("#ffffff", "#808080"):
            changed = text[: found.start()] + colour + text[found.end() :]
            if changed != text:
                yield Fault(f"a colour is {colour}", f"{found[0]} at {found.start()}", changed.encode())
    for found in spread(re.finditer(r"(?<=\n)[^\n{}@]+\{[^{}]*\}", text), 3):
        yield Fault("a rule is lost", found[0][:60], (text[: found.start()] + text[found.end() :]).encode())
