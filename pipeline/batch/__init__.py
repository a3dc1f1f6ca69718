"""Many documents: a folder of sources becomes a folder of content and editions, on one machine or on many.

    folders.py    folders anywhere, by their address: a disk, S3 and its like, whatever fsspec knows
    job.py        what is asked for one source; what became of it
    work.py       one source, from its bytes to its files: read, assembled, built, proved; its manifest is written last
    guard.py      one source in a process of its own with limits; whatever happens to it costs only itself
    processes.py  the engine on one machine;  dask_engine.py: the engine on many
    server.py     what a Dask worker starts, so that guarded processes can be forked from a quiet one
    outcomes.py   what became of everything, as CSV, Parquet and a page

The manifest of a document, `TARGET/manifest/NAME.json`, is the only state. So a run that was killed anywhere goes on where it
was, machines need not know of each other, and no list of everything is kept in one place.
"""
