"""Brings a voice to the pace that is asked for: so many words a minute over all speech of a recording, without its pauses.

How many words a voice says in a minute depends on the text: short words go faster than long ones and figures. So some sentences
are said first, and the speed of the voice is set by what they take. Speeds come in steps, so that a small change of a publication
leaves the voice, and with it all kept clips, as they are. A sentence of short words is then said more slowly by itself, so that
none is hurried; one of long words or figures keeps the speed of the voice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.builders.audio.sentences import Clip, Sentence
from pipeline.builders.audio.voices import RATE, Samples, SpeechVoice

STEP = 0.04
"""Between two speeds, as a part of the speed that is set: 6 words a minute at 150."""
PACE_PLAY = 4.0
"""Words a minute by which a speed may miss the pace that is asked for; a nearer one is looked for beyond that."""
SAMPLE = 60
"""Sentences that are said to find the speed."""
TRIES = 5
EDGES = 0.07
"""Seconds of silence that a clip keeps at its ends."""
HURRIED, LONG = 10, 8
"""A sentence of at least so many words may exceed the pace by so many words a minute."""
SLOWEST = 0.75
"""How much more slowly a sentence may be said than the others."""
Say = Callable[["Sentence", SpeechVoice], "Clip"]


def measured(clips: Sequence[Clip]) -> float:
    """Words a minute of some clips, without pauses; 0 where nothing is said."""
    words = sum(1 for clip in clips for word in clip.said.split() if any(map(str.isalnum, word)))
    seconds = sum(max(0.0, len(clip.samples) / RATE - EDGES) for clip in clips)
    return words / seconds * 60 if seconds else 0.0


def unhurried(voice: SpeechVoice, said: str, sound: Callable[[Samples], Samples]) -> Samples:
    """The sound of a sentence, more slowly where its words are so short that it would be hurried. `sound` trims it."""
    samples = sound(voice.say(said))
    words = sum(1 for word in said.split() if any(map(str.isalnum, word)))
    if not voice.pace or words < LONG:
        return samples
    factor = 1.0
    for _ in range(TRIES):
        pace = words / max(0.1, len(samples) / RATE - EDGES) * 60
        if pace <= voice.pace + HURRIED or factor <= SLOWEST:
            break
        factor = max(SLOWEST, factor * min(0.98, (voice.pace + HURRIED) / pace))
        samples = sound(voice.at(voice.factor * factor).say(said))
    return samples


def at_pace(voice: SpeechVoice, sentences: Sequence[Sentence], say: Say) -> SpeechVoice:
    """The voice at the speed at which these sentences come nearest to its pace."""
    if not voice.pace or not sentences:
        return voice
    sample = (
        [sentences[number * len(sentences) // SAMPLE] for number in range(SAMPLE)]
        if len(sentences) > SAMPLE
        else sentences
    )
    steps, missed = 0, dict[int, float]()
    for _ in range(TRIES):
        pace = measured([say(sentence, voice.at(1 + steps * STEP)) for sentence in sample])
        missed[steps] = pace - voice.pace
        if not pace or abs(missed[steps]) <= PACE_PLAY:
            break
        factor = (1 + steps * STEP) * voice.pace / pace
        nearer = round((factor - 1) / STEP)
        steps = nearer if nearer != steps else steps - (1 if missed[steps] > 0 else -1)
        if steps in missed:
            break
    best = min(missed, key=lambda one: abs(missed[one]))
    return voice.at(1 + best * STEP) if best else voice
