"""Which of the sets of a message warmed up: "warmed up 60x5, 80x3, then ...", "60x5 (warm-up)"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.log_text import LINE, LogText
from bot.nlu.log_words import patterns, words
from bot.nlu.set_drafts import Draft

CLOSE = "(a~f"


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Words for a warm-up in tokens `first` to before `end`; `is_several`: of all sets before, if it stands behind."""

    first: int
    end: int
    is_several: bool


def read_warm_ups(text: LogText, read: set[int]) -> list[WarmUp]:
    """Where warm-ups are told, in order; their tokens are added to `read`."""
    if words("hints_of_warm_ups").isdisjoint(text.texts):
        return []
    found = [
        WarmUp(tokens.start, tokens.stop, is_several=bool(match.groupdict().get("several")))
        for match, tokens in text.find(patterns("warm_ups"), read)
    ]
    return sorted(found, key=lambda each: each.first)


def mark_warm_ups(text: LogText, warm_ups: Sequence[WarmUp], drafts: Sequence[Draft]) -> None:
    """Mark the sets that warmed up."""
    flags = _warmed_up(text, warm_ups, [(each.first, each.end) for each in drafts])
    for draft, is_warm_up in zip(drafts, flags, strict=True):
        draft.is_warm_up = is_warm_up


def _warmed_up(text: LogText, warm_ups: Sequence[WarmUp], spans: Sequence[tuple[int, int]]) -> list[bool]:
    flags = [False] * len(spans)
    for each in warm_ups:
        before = [at for at, (first, _) in enumerate(spans) if first < each.first]
        if before and _is_close(text, spans[before[-1]][1], each.first):
            chosen = before if each.is_several else [at for at in before if spans[at] == spans[before[-1]]]
            flags = [
                flag or (at in chosen and _same_part(text, spans[at][1], each.first)) for at, flag in enumerate(flags)
            ]
        else:
            end = _end_of_warm_up(text, each.end)
            flags = [flag or each.first <= first < end for flag, (first, _) in zip(flags, spans, strict=True)]
    return flags


def _is_close(text: LogText, end: int, first: int) -> bool:
    return set(text.signs[end:first]) <= set(CLOSE) | {"_", "i"} and first - end <= 2


def _same_part(text: LogText, end: int, first: int) -> bool:
    """Whether nothing between tells of a new part: an exercise, a full stop."""
    return not set(text.signs[end:first]) & set("E.")


def _end_of_warm_up(text: LogText, at: int) -> int:
    """Where the warm-up that begins at a token ends: at "then", "work sets", the end of the line or the sentence.

    Alone on its line it is a heading, and holds up to the next such word or exercise.
    """
    rest = text.texts[at : at + 2]
    if rest[:1] == [LINE] or rest == [":", LINE]:
        at += rest.index(LINE) + 1
        stops = words("work") - {LINE, "then"}
    else:
        stops = words("work")
    started = False
    while at < len(text.texts):
        started = started or text.signs[at] == "n"
        is_end = text.texts[at] in stops or (text.signs[at] in ".E" and started)
        if is_end:
            return at
        at += 1
    return at
