"""Rules about how the commands are used and which files they may read and write."""

from pipeline.rules import Rule

RULES = (
    Rule("cannot-read", "A file cannot be read.", "check its name and permissions"),
    Rule("cannot-write", "A file or folder cannot be written.", "choose another folder, or change its permissions"),
    Rule("no-project", "The folder holds no project.", "run the command inside the project"),
    Rule("no-content", "There is no publication to build.", "run reports extract"),
    Rule("no-source", "There is neither content nor a source.", "put PDF or DOCX files into source_docs/"),
    Rule("same-name", "Two sources would become one content file.", "give one of them another name"),
    Rule("left-aside", "Something in source_docs is no source.", "save it as DOCX or PDF, in source_docs itself"),
    Rule("unknown-source", "There is no source of that name.", "use one of those that are named"),
    Rule("unknown-publication", "There is no publication of that name.", "use one of those that are named"),
    Rule("unknown-format", "There is no such format.", "use one of those that are named"),
    Rule("unknown-look", "There is no such look.", "use one of those that are named"),
    Rule("unknown-look-key", "A look has no such value.", "use one of those that are named"),
    Rule("bad-level", "A heading level is none of 1 to 6.", "use one of 1 to 6"),
    Rule("bad-look", "A value of a look cannot be.", "use what the message names"),
    Rule("unknown-ending", "Files of that kind cannot be read.", "use one of the kinds that are named"),
    Rule("content-exists", "A content file is there already and was left as it is.", "extract to another folder"),
    Rule("too-large", "A source is too large to read.", "split it"),
    Rule("unknown-version", "There is no such file or revision to compare.", "give a file or a git revision"),
    Rule("unknown-kind", "There is no kind of paper of that name.", "use one of those that are named"),
    Rule("bad-name", "A name cannot be that of a paper.", "small letters, digits and hyphens"),
    Rule("port-taken", "The port for the preview cannot be used.", "choose another with --port"),
    Rule("bad-date", "What was given as a date is none.", "write for example 2018-10-01"),
    Rule("no-proposal", "No link is proposed for that record.", "run reports link to see the proposals"),
    Rule("cannot-link", "A link could not be entered without touching other lines.", "enter it by hand"),
    Rule("not-built", "A published edition has not been built.", "run reports build"),
    Rule("program-fault", "The program met something that it does not expect.", "report it with the file"),
    Rule("no-record", "The build record is missing or damaged.", "run make reports"),
)
