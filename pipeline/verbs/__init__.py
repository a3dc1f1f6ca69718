"""The verbs of the command line, one line each: module and help. A verb has `add(parser)` and `run(args, project) -> int`."""

VERBS = {
    "build": ("pipeline.verbs.build", "make editions of the publications"),
}
