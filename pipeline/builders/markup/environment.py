"""The page templates `templates/*.jinja` as Jinja has them, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket

from pipeline.builders.markup.text import marked
from pipeline.editions.assets import Assets


def environment(assets: Assets) -> Environment:
    """The Jinja environment over `templates/*.jinja`: everything is escaped, an unknown name is an error.

    It is made once for the same templates, for compiling them takes longer than a page.
    """
    return _environment(tuple((path, data) for path, data in assets.templates.items() if path.endswith(".jinja")))


@lru_cache(maxsize=4)
def _environment(templates: tuple[tuple[str, bytes], ...]) -> Environment:
    files = dict(templates)

    def load(name: str) -> tuple[str, str | None, Callable[[], bool] | None] | None:
        """The text of a template, and the file that a finding about it names."""
        try:
            return (files[name].decode("utf-8"), f"templates/{name}", None) if name in files else None
        except UnicodeDecodeError as wrong:
            message = "this template is not UTF-8 text"
            raise TemplateSyntaxError(message, 1, name, f"templates/{name}") from wrong

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_Compiled(),
    )
    made.filters["marked"] = marked
    return made


class _Compiled(BytecodeCache):
    """The code of compiled templates in memory, by Jinja's keys; code of other templates or another Python is not taken."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template the code that is known of it."""
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template."""
        self.code[bucket.key] = bucket.bytecode_to_string()


def compile_templates(assets: Assets, known: Mapping[str, bytes] = MappingProxyType({})) -> dict[str, bytes]:
    """Compiles every template, so that processes which are forked later need not; gives and takes what was compiled before."""
    made = environment(assets)
    assert isinstance(made.bytecode_cache, _Compiled)
    made.bytecode_cache.code |= known
    for name in assets.templates:
        if name.endswith(".jinja"):
            made.get_template(name)
    return made.bytecode_cache.code
