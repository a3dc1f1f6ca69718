"""The printed edition: laid out by WeasyPrint, tagged and finished here.

The engine looks for each of its libraries under the names of every system, and for each name that Linux does not know Python
asks the linker and a compiler. Here they are asked for by the names of Linux straight away, which saves a third of a second.
"""

from __future__ import annotations

import ctypes.util
import importlib
import sys


def _nowhere(name: str) -> str | None:  # noqa: ARG001 (as `find_library` is called)
    return None


def _load_engine() -> None:
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        importlib.import_module("weasyprint")
    except OSError:  # a library of another name: the long way finds it, or says which one is missing
        ctypes.util.find_library = search
        importlib.import_module("weasyprint")
    finally:
        ctypes.util.find_library = search


_load_engine()
