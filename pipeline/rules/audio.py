"""Rules about recordings: what a builder meets, and finished MP3, M4B and DAISY 2.02 files."""

from pipeline.rules import Rule

_BUILD = "report it: the builder is at fault"
_VOICE = "choose another voice in templates/voices.yaml"
_UKAAF = "UKAAF MS01"
RULES = (
    Rule("audio-missing", "A voice, or a package that sound needs, is missing.", "run the command named"),
    Rule("audio-ffmpeg", "The audio book (M4B) was not made, because ffmpeg is missing.", "run the command named"),
    Rule("audio-language", "Words of another language have no voice of their own.", "add one to templates/voices.yaml"),
    Rule(
        "pronunciation",
        "An entry of a pronunciation file does not say how a word is said.",
        "write a respelling or IPA",
    ),
    Rule("audio-silent", "Nothing is heard for some words.", _VOICE, "", _UKAAF),
    Rule("audio-disk", "The disk is full; the clips made so far are kept.", "make room, then build again"),
    Rule("audio-unreadable", "The file is not sound of its kind.", "build it again"),
    Rule("audio-facts", "The recording does not say its title, publisher and language.", _BUILD, "", _UKAAF),
    Rule("audio-chapters", "Chapters and clips do not fit each other.", _BUILD, "", _UKAAF),
    Rule("audio-times", "The clips do not follow each other, or the sound ends before them.", _BUILD),
    Rule("audio-pace", "Words are said too fast or too slowly.", "change pace: in templates/voices.yaml", "", _UKAAF),
    Rule("audio-volume", "Some clips are much louder than others.", _BUILD, "", _UKAAF),
    Rule("daisy-unreadable", "The file is not a DAISY 2.02 book.", "build it again"),
    Rule("daisy-facts", "The book lacks a fact that DAISY 2.02 asks for.", _BUILD, "", "DAISY 2.02"),
    Rule("daisy-link", "Text and sound of the book do not name each other.", _BUILD, "", "DAISY 2.02"),
    Rule("daisy-times", "The clips of a part do not follow each other in time.", _BUILD, "", "DAISY 2.02"),
)
