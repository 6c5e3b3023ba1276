"""What the exercises of a log are called, also those that the catalogue does not have."""

from collections.abc import Iterator, Sequence

from bot.nlu.log_regions import Region
from bot.nlu.log_text import NUMBER, WORD, LogText
from bot.nlu.log_words import words
from bot.nlu.set_drafts import Draft

LONGEST = 2
"""Unknown words in front of an exercise's name that make another of it: "jefferson curls"."""
KNOWN = ("done", "to_log", "before_names", "skipped", "excepting")


def names_of(text: LogText, signs: str, regions: Sequence[Region]) -> dict[int, range]:
    """For each region, by its number, the tokens that name its exercise; none if nothing does."""
    return {number: _name(text, signs, region) for number, region in enumerate(regions)}


def unname(text: LogText, drafts: Sequence[Draft], names: dict[int, range]) -> None:
    """Of an exercise with an unknown word in its name nothing is known."""
    for each in drafts:
        name = names[each.entry[0]]
        if len(name) > 1 or (name and name.start not in text.exercises):
            each.exercise = None


def said_name(text: LogText, name: range) -> str:
    """The words of a name, canonical."""
    return " ".join(text.exercises[at].words if at in text.exercises else text.texts[at] for at in name)


def _name(text: LogText, signs: str, region: Region) -> range:
    if region.place is not None:
        first = region.place
        while first > max(region.place - LONGEST, 0) and _is_strange(text, signs, first - 1):
            first -= 1
        return range(first, region.place + 1)
    line = region.spans[0]
    stop = next((at for at in line if signs[at] == NUMBER), line.stop)
    named = list(_last_run(text, signs, range(line.start, stop)))
    vague = next((at for at in line if text.texts[at] in words("vague_names")), None)
    if vague is not None:
        return range(vague, vague + 1)
    return range(named[0], named[-1] + 1) if named else range(0)


def _last_run(text: LogText, signs: str, span: range) -> Iterator[int]:
    """The unknown words in a span with nothing but unknown words between."""
    strange = [at for at in span if _is_strange(text, signs, at)]
    for at in strange:
        if all(other in strange for other in range(at, strange[-1])):
            yield at


def _is_strange(text: LogText, signs: str, at: int) -> bool:
    word = text.texts[at]
    if signs[at] != WORD or not word.isalpha() or word.endswith(("ed", "ing", "ly")):
        return False
    return all(word not in words(group) for group in KNOWN)
