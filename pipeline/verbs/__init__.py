"""The verbs of the command line, one line each: module and help. A verb has `add(parser)` and `run(args, project) -> int`."""

VERBS = {
    "make": ("pipeline.verbs.make", "extract what is new, then check, build and verify everything"),
    "extract": ("pipeline.verbs.extract", "read old documents into content files"),
    "check": ("pipeline.verbs.check", "say what is wrong with the content, and what readers would stumble over"),
    "status": ("pipeline.verbs.status", "say what has become of every agreed action, on a day"),
    "link": ("pipeline.verbs.link", "propose missing links between the records of different documents"),
    "translate": ("pipeline.verbs.translate", "write a file for translators, or make content of one that came back"),
    "diff": ("pipeline.verbs.diff", "say what changed between two versions of a publication"),
    "new": ("pipeline.verbs.new", "write a commented starting file for a new document"),
    "easy-read": ("pipeline.verbs.easy_read", "start the Easy Read of a publication, or say what it still lacks"),
    "schema": ("pipeline.verbs.schema", "print the JSON Schema of content files, for editor programs"),
    "serve": ("pipeline.verbs.serve", "show the site on this computer, and build anew what a save changed"),
    "build": ("pipeline.verbs.build", "make editions of the publications"),
    "batch": ("pipeline.verbs.batch", "read and build thousands of documents, on this machine or on many"),
    "verify": ("pipeline.verbs.verify", "read finished files back and prove that they say what the content says"),
    "reference": ("pipeline.verbs.reference", "write the template of the Word styles, never over a changed one"),
    "rules": ("pipeline.verbs.rules", "list every rule of checks and verifiers, with its reference"),
    "show": ("pipeline.verbs.show", "print any YAML, PDF or DOCX as a tree, as JSON or as plain words"),
}
