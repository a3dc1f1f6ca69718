"""Slips in the page templates that are found before a page is built: what is no Jinja, and names that lead nowhere.

A block that the template above does not have would be lost in silence, and so would the words of a page without its main block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes

from pipeline.builders.markup.environment import environment
from pipeline.editions.assets import Assets
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place

HINT = "compare the line with the template in the repository"
Trees = Mapping[str, nodes.Template]


def template_findings(assets: Assets) -> tuple[Finding, ...]:
    """An error for each slip in a page template, at its line."""
    findings: list[Finding] = []
    trees: dict[str, nodes.Template] = {}
    made = environment(assets)
    for path, data in assets.templates.items():
        if path.endswith(".jinja"):
            try:
                trees[path] = made.parse(data.decode("utf-8"))
            except TemplateSyntaxError as wrong:
                message = f"this template cannot be read: {wrong.message}"
                findings.append(error("bad-template", message, Place(f"templates/{path}", wrong.lineno), HINT))
            except UnicodeDecodeError:
                place = Place(f"templates/{path}")
                findings.append(error("bad-template", "this template is not UTF-8 text", place, "save it as UTF-8"))
    if findings:
        return tuple(findings)
    return tuple(finding for path in trees for finding in _names(path, trees, made))


def not_loaded(wrong: BaseException) -> Finding | None:
    """The finding for a template that is not there, or that could not be loaded; None for another exception."""
    if isinstance(wrong, TemplateNotFound):
        file = f"templates/{wrong.name}"
        return error("no-template", f"{file} is missing", Place(file), "take it from the repository")
    if isinstance(wrong, TemplateSyntaxError):
        place = Place(wrong.filename or "", wrong.lineno)
        return error("bad-template", f"this template cannot be read: {wrong.message}", place, HINT)
    return None


def _names(path: str, trees: Trees, made: Environment) -> Iterator[Finding]:
    """An error for each name of a template, a block, a filter or a test that there is not."""

    def slip(message: str, line: int = 1) -> Finding:
        return error("bad-template", message, Place(f"templates/{path}", line), HINT)

    for node in trees[path].find_all((nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)):
        if (name := _name(node)) not in trees:
            yield slip(f"there is no template “{name}”", node.lineno)
    for used in trees[path].find_all(nodes.Filter):
        if used.name not in made.filters:
            yield slip(f"there is no filter “{used.name}”", used.lineno)
    for asked in trees[path].find_all(nodes.Test):
        if asked.name not in made.tests:
            yield slip(f"there is no test “{asked.name}”", asked.lineno)
    above = next((name for node in trees[path].find_all(nodes.Extends) if (name := _name(node)) in trees), "")
    if not above:
        return
    theirs = {block.name: block for block in trees[above].find_all(nodes.Block)}
    ours = {block.name: block for block in trees[path].find_all(nodes.Block)}
    for name in ours.keys() - theirs.keys():
        yield slip(f"{above} has no block “{name}”, so what stands in it would be lost", ours[name].lineno)
    for name in theirs.keys() - ours.keys():
        if theirs[name].required:
            yield slip(f"the block “{name}” is missing, which {above} asks for")


def _name(node: nodes.Node) -> str:
    template = getattr(node, "template", None)
    return str(template.value) if isinstance(template, nodes.Const) else ""
