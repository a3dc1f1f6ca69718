"""The source formats, one line each. To add one: write a module with `extract`, add its line.

An extractor turns bytes into a `Flow` (`flow.py`): `extract(data: bytes, name: str) -> Flow`, with `name` for messages. It raises
`Unreadable` where nothing can be read. `assemble.py` makes a `Document` of a flow, whatever the format. It may have `prepare()`
as well, which works out what it needs for every file.
"""

from importlib import import_module

SOURCES = {
    ".pdf": "pipeline.sources.pdf.extract",
    ".docx": "pipeline.sources.docx.extract",
    # Read by way of a Word file that LibreOffice makes of them (app/older_formats.py).
    ".odt": "pipeline.sources.docx.extract",
    ".doc": "pipeline.sources.docx.extract",
    ".rtf": "pipeline.sources.docx.extract",
    ".xlsx": "pipeline.sources.xlsx.extract",
    # Refused, with a message that says how to save them.
    ".xls": "pipeline.sources.xlsx.extract",
    ".ods": "pipeline.sources.xlsx.extract",
}


def load(suffix: str) -> None:
    """Loads what reads files with an ending and what that needs for every file, so that processes forked later need not."""
    prepare = getattr(import_module(SOURCES[suffix]), "prepare", None)
    if prepare is not None:
        prepare()
