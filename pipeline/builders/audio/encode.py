"""Encodes sound: MP3 by ffmpeg if it is installed, else by libsndfile; M4B only by ffmpeg.

ffmpeg runs as a separate program. It is about five times faster than libsndfile, which cannot make M4B.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.builders.audio.id3 import Chapter, RecordingFacts
from pipeline.builders.audio.voices import RATE, Samples
from pipeline.model import temporary

if TYPE_CHECKING:
    from pipeline.builders.audio.sentences import Clip

BITS = 48  # kilobits per second: enough for one voice
LEVEL = 0.75  # the compression level of libsndfile for 48 kbit/s at this rate
FRAME = 576  # samples in an MP3 frame at 24,000 per second (MPEG-2, layer III)
SILENCE = 0.2  # seconds; a restarted encoder drops the last 0.05 of the sound before
_SAMPLES_IN = f"-f f32le -ar {RATE} -ac 1 -i pipe:0".split()
_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)  # kbit/s by the index in a frame's head


def mp3(samples: Samples, cuts: Sequence[int] = ()) -> bytes:
    """Returns MP3 frames without a tag. `cuts` are the frames, each after silence, at which the sound may be cut."""
    if shutil.which("ffmpeg"):
        command = [*_SAMPLES_IN, "-c:a", "libmp3lame", "-b:a", f"{BITS}k"]
        # Without a bit reservoir, frames are independent, so that the sound can be cut into chapters.
        command += ["-reservoir", "0", "-bitexact", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1"]
        encoded = _ffmpeg(command, samples.astype("<f4").tobytes())
        if encoded:
            return encoded
    # libsndfile always uses the reservoir: a frame may need bits of earlier ones. So each part is encoded separately.
    ends = [*cuts, len(samples) // FRAME + FRAME]
    return b"".join(
        packet
        for start, end in zip([0, *cuts], ends, strict=True)
        for packet in frames(_by_libsndfile(samples[start * FRAME : end * FRAME]))[: end - start]
    )


def _by_libsndfile(samples: Samples) -> bytes:
    import soundfile

    data = io.BytesIO()
    options = {"bitrate_mode": "CONSTANT", "compression_level": LEVEL}
    soundfile.write(data, samples, RATE, format="MP3", subtype="MPEG_LAYER_III", **options)
    return data.getvalue()


def m4b(samples: Samples, facts: RecordingFacts, chapters: Sequence[Chapter]) -> bytes:
    """Returns an audio book with chapters (AAC), or b"" without ffmpeg."""
    if not shutil.which("ffmpeg"):
        return b""
    with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
        path, target = Path(folder) / "chapters.txt", Path(folder) / "made.m4b"
        path.write_text(_metadata(facts, chapters), "utf-8")
        command = [*_SAMPLES_IN, "-i", str(path), "-map", "0:a", "-map_metadata", "1"]
        command += ["-c:a", "aac", "-b:a", f"{BITS}k", "-bitexact", "-f", "ipod", "-y", str(target)]
        _ffmpeg(command, samples.astype("<f4").tobytes())
        return target.read_bytes() if target.exists() else b""


def _ffmpeg(arguments: list[str], data: bytes) -> bytes:
    ran = subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", *arguments], input=data, capture_output=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else b""


def _metadata(facts: RecordingFacts, chapters: Sequence[Chapter]) -> str:
    """Returns the facts and chapters in the format FFMETADATA."""
    lines = [
        ";FFMETADATA1",
        f"title={_escaped(facts.title)}",
        f"artist={_escaped(facts.publisher)}",
        f"date={facts.year}",
    ]
    for chapter in chapters:
        lines += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={round(chapter.start * 1000)}",
            f"END={round(chapter.end * 1000)}",
        ]
        lines.append(f"title={_escaped(chapter.title)}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "=;#\\\n" else sign for sign in text)


def cuts(clips: Sequence[Clip]) -> Iterator[int]:
    """Yields the frames at which a recording may be cut: where a clip begins after silence."""
    return (int(after.start * RATE / FRAME) for before, after in pairwise(clips) if after.start - before.end >= SILENCE)


def frames(data: bytes) -> list[bytes]:
    """Returns the frames of MP3 data, so that a recording can be cut into chapters without encoding it again."""
    packets = []
    position = 0
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] & 0xE0 == 0xE0:
        head = data[position + 2]
        size = 72_000 * _RATES[head >> 4] // RATE + ((head >> 1) & 1)
        if size <= 0:
            break
        packets.append(data[position : position + size])
        position += size
    return packets
