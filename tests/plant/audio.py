"""Faults in a finished recording (MP3): its transcript, its chapters, its facts, and its sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.plant import Fault, spread
from tests.plant.trees import TEXTS

HEAD = 10  # bytes of the head of a tag, and of each of its frames
START = b"\xff\xfe"
Frame = tuple[bytes, bytes]


def _parts(data: bytes) -> tuple[list[Frame], bytes]:
    """The frames of the tag, and the sound behind it."""
    size = 0
    for byte in data[6:HEAD]:
        size = size << 7 | byte
    frames, at = [], HEAD
    while at < HEAD + size:
        end = at + HEAD + int.from_bytes(data[at + 4 : at + 8], "big")
        frames.append((data[at : at + 4], data[at + HEAD : end]))
        at = end
    return frames, data[HEAD + size :]


def _packed(frames: list[Frame], sound: bytes) -> bytes:
    body = b"".join(name + len(data).to_bytes(4, "big") + b"\0\0" + data for name, data in frames)
    return b"ID3\x03\0\0" + bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0)) + body + sound


def _entries(words: bytes) -> tuple[bytes, list[tuple[str, int]]]:
    """What stands before the transcript, and each clip with its millisecond."""
    at = words.index(b"\0\0", 8) + 2
    head, found = words[:at], []
    while at < len(words):
        end = at
        while words[end : end + 2] != b"\0\0":
            end += 2
        found.append((words[at:end].decode("utf-16"), int.from_bytes(words[end + 2 : end + 6], "big")))
        at = end + 6
    return head, found


Entries = list[tuple[str, int]]


def _swapped(clips: Entries, at: int) -> Entries:
    """Two clips that say each other's words."""
    if at + 1 == len(clips):
        return clips
    (one, start), (other, after) = clips[at : at + 2]
    return [*clips[:at], (other, start), (one, after), *clips[at + 2 :]]


CLIPS: dict[str, Callable[[Entries, int], Entries]] = {
    "a clip is lost": lambda clips, at: clips[:at] + clips[at + 1 :],
    "a clip stands twice": lambda clips, at: clips[: at + 1] + clips[at:],
    "clips change places": _swapped,
    "a clip begins after the next": lambda clips, at: [
        *clips[:at],
        (clips[at][0], clips[at][1] + 60_000),
        *clips[at + 1 :],
    ],
    "a clip begins a second late": lambda clips, at: [
        *clips[:at],
        (clips[at][0], clips[at][1] + 1_000),
        *clips[at + 1 :],
    ],
    "a clip is put in": lambda clips, at: [*clips[:at], ("Vote for us.", clips[at][1]), *clips[at:]],
    "the rest is lost": lambda clips, at: clips[:at],
}


def _transcript(head: bytes, clips: Entries) -> Frame:
    said = ((text.encode("utf-16-le", "surrogatepass"), moment.to_bytes(4, "big")) for text, moment in clips)
    return b"SYLT", head + b"".join(START + text + b"\0\0" + moment for text, moment in said)


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    frames, sound = _parts(data)
    place = [name for name, _ in frames].index(b"SYLT")
    head, entries = _entries(frames[place][1])
    kinds = {kind: _of_words(change) for kind, change in TEXTS.items()} | CLIPS
    for kind, change in kinds.items():
        for at in spread(range(len(entries))):
            changed = change(list(entries), at)
            if changed != entries:
                own = [*frames[:place], _transcript(head, changed), *frames[place + 1 :]]
                yield Fault(kind, f"clip {at + 1}: {entries[at][0][:30]}", _packed(own, sound))
    yield from _frames(frames, sound)
    yield from _sound(_packed(frames, b""), sound, [moment for _, moment in entries])


def _of_words(change: Callable[[str], str]) -> Callable[[Entries, int], Entries]:
    return lambda all, at: [*all[:at], (change(all[at][0]), all[at][1]), *all[at + 1 :]]


def _frames(frames: list[Frame], sound: bytes) -> Iterator[Fault]:
    """Chapters and facts that are lost, stand twice, or begin elsewhere."""
    for at, (name, body) in enumerate(frames):
        shown = name.decode()
        yield Fault(f"a {shown} is lost", f"frame {at}", _packed(frames[:at] + frames[at + 1 :], sound))
        if name == b"CHAP":
            yield Fault("a chapter stands twice", f"frame {at}", _packed(frames[: at + 1] + frames[at:], sound))
            first = body.index(b"\0") + 1
            late = (int.from_bytes(body[first : first + 4], "big") + 1234).to_bytes(4, "big")
            moved = body[:first] + late + body[first + 4 :]
            other = body.replace("a".encode("utf-16-le"), "o".encode("utf-16-le"), 1)
            for kind, new in (("a chapter begins elsewhere", moved), ("a chapter has another title", other)):
                if new != body:
                    yield Fault(kind, f"frame {at}", _packed([*frames[:at], (name, new), *frames[at + 1 :]], sound))


def _sound(tag: bytes, sound: bytes, moments: list[int]) -> Iterator[Fault]:
    """Parts of the sound that are lost; the frames of an MP3 have one length, so bytes stand for time."""
    length = moments[-1] + 2000
    for at in spread(range(len(moments) - 1), 3):
        cut = len(sound) * moments[at] // length
        yield Fault("the sound ends early", f"clip {at + 1}", tag + sound[:cut])
        end = len(sound) * moments[at + 1] // length
        yield Fault("the sound of a clip is lost", f"clip {at + 1}", tag + sound[:cut] + sound[end:])
    yield Fault("there is no sound", "the whole", tag)
    yield Fault("the sound is noise", "the whole", tag + b"\x00" * len(sound))
