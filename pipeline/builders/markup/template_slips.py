"""Slips in the page templates: what is no Jinja, found before a page is built."""

from __future__ import annotations

from jinja2 import Environment, TemplateSyntaxError

from pipeline.editions.assets import Assets
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place


def template_findings(assets: Assets) -> tuple[Finding, ...]:
    """An error for each page template that is no Jinja, at its line."""
    findings = []
    for path, data in assets.templates.items():
        file = f"templates/{path}"
        if not path.endswith(".jinja"):
            continue
        try:
            Environment(autoescape=True).parse(data.decode("utf-8"))
        except TemplateSyntaxError as wrong:
            hint = "compare the line with the template in the repository"
            findings.append(
                error("bad-template", f"this template cannot be read: {wrong.message}", Place(file, wrong.lineno), hint)
            )
        except UnicodeDecodeError:
            findings.append(error("bad-template", "this template is not UTF-8 text", Place(file), "save it as UTF-8"))
    return tuple(findings)
