"""The source formats, one line each. To add one: write a module with `extract`, add its line.

An extractor turns bytes into a `Flow` (`flow.py`): `extract(data: bytes, name: str) -> Flow`, with `name` for messages. It raises
`Unreadable` where nothing can be read. `assemble.py` makes a `Document` of a flow, whatever the format.
"""

SOURCES = {
    ".pdf": "pipeline.sources.pdf.extract",
    ".docx": "pipeline.sources.docx.extract",
}
