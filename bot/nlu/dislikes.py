"""The exercises that a lifter does not want: "I hate lunges", "no burpees please", "take out the leg press".

The patterns are in lexicon/dislike.yml. What is asked, told of others or of one day is no dislike.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.collapsed import Collapsed
from bot.nlu.families import exercises_named
from bot.nlu.quantities import Found
from bot.nlu.scope import sentence_of, words
from bot.nlu.token import is_figure

EXERCISE = "EX[WB]"
AND = r"(?:(?:,|and|or|nor|&|\+|/|plus|no|any|the|a|an|doing|either|also|not) ){1,3}"
MOST_LISTED = 8
CLAUSE_ENDS = frozenset({".", "?", "!", ";", ":", ",", "(", ")"})
PLEASE = frozenset({"please", "pls", "plz"})
SUBJECTS = frozenset({"you", "u", "we", "ya"})
REACH = 24
_MACRO = re.compile(r"<(\w+)>")


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("dislike")
    return content


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_lexicon()[group])


@cache
def patterns(lexicon: str, group: str) -> re.Pattern[str]:
    """The ways of a group of lexicon/<lexicon>.yml as one pattern; the exercises are in the group that has matched."""
    content = read_lexicon(lexicon)
    listed = f"{EXERCISE}(?: {AND}{EXERCISE}){{0,{MOST_LISTED - 1}}}"
    macros = {**content["macros"], "list": f"({listed})"}
    ways = (_MACRO.sub(lambda name: _MACRO.sub("", macros[name.group(1)]), way) for way in content[group])
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)")


def read_dislikes(collapsed: Collapsed) -> Iterator[Found]:
    """`disliked`, an id each; a word for a family of exercises ("lunges") gives all of it but those named otherwise."""
    unwanted = sorted({at for group in RULES for at in _unwanted(collapsed, group)} | _spoken_of(collapsed))
    wanted = {each.value for at, each in collapsed.exercises.items() if at not in unwanted}
    for at in {tuple(collapsed.said(at)): at for at in reversed(unwanted)}.values():
        named = collapsed.exercises[at].value
        for exercise_id in exercises_named(collapsed.said(at), named):
            if exercise_id == named or exercise_id not in wanted:
                yield Found("disliked", exercise_id, at, at + 1)


def _unwanted(collapsed: Collapsed, group: str) -> Iterator[int]:
    """Tokens of the exercises that the patterns of a group speak of."""
    texts, canonical = collapsed.texts, collapsed.canonical
    for match in patterns("dislike", group).finditer(canonical.text):
        first, end = canonical.first_token(match.start()), canonical.end_token(match.end())
        listed = match.span(match.lastindex or 0)
        places = range(canonical.first_token(listed[0]), canonical.end_token(listed[1]))
        named = [at for at in places if at in collapsed.exercises]
        kept = named if group == BEHIND else _of_this_sentence(texts, named)
        if RULES[group](texts, first, end) and (kept != named or not _is_limited(texts, end, group)):
            yield from kept


def _of_this_sentence(texts: Sequence[str], named: list[int]) -> list[int]:
    """Without what begins another sentence: "no lunges, squats are ok" and "hate dips, bench 80"."""
    behind = texts[named[-1] + 1 : named[-1] + 2]
    if len(named) == 1 or not behind or not (behind[0] in _words("goes_on") or is_figure(behind[0])):
        return named
    commas = [at for at in range(named[0], named[-1]) if texts[at] == ","]
    last = commas[-1] if commas else named[-1] - 1
    return [at for at in named if at < last]


def _is_limited(texts: Sequence[str], end: int, group: str) -> bool:
    """Whether the exercise is part of another name ("squat form"), or meant on some days or in some numbers only."""
    behind = []
    for text in texts[end : end + 4]:
        if text in CLAUSE_ENDS:
            break
        behind.append(text)
    if not behind:
        return False
    if behind[0] in _words("not_before") or not _words("at_times").isdisjoint(behind):
        return True
    is_counted = is_figure(behind[0]) or behind[0] in _words("how_often")
    return group != WITHOUT and (is_counted or (behind[0] in ("from", "for") and is_figure(" ".join(behind[1:2]))))


def is_felt(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the lifter says so of himself."""
    begin = _clause(texts, first, CLAUSE_ENDS | _words("joints"))
    lead = texts[begin:first]
    return _words("not_of_the_lifter").isdisjoint(lead) and not _opens_question(lead)


def is_felt_behind(texts: Sequence[str], first: int, end: int) -> bool:
    """As `is_felt`; "my bench sucks" is about the lifter's strength."""
    return texts[max(first - 1, 0)] != "my" and is_felt(texts, first, end)


def is_ordered(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether it is an order ("skip dips"), a wish ("want to skip"), or a request ("can you skip")."""
    begin = _clause(texts, first, CLAUSE_ENDS)
    lead = [text for text in texts[begin:first] if text not in _words("between_subject_and_order")]
    last, before = (["", "", *lead])[-1], (["", "", *lead])[-2]
    if last in SUBJECTS:
        return before in _words("asked_of_the_coach") and "still" not in texts[end : end + REACH]
    if last == "to":
        is_wish = not _words("wishing").isdisjoint(lead) and _words("not_of_the_lifter").isdisjoint(lead)
        return is_wish and not _opens_question(lead)
    return last not in _words("no_order_behind") and (not _asks(texts, first, end) or _requests(texts, first))


def _is_left_out(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether it is a wish or a request, and not told of the past or turned round ("can't live without squats")."""
    lead = texts[_clause(texts, first, CLAUSE_ENDS) : first]
    is_wished = lead[-2:-1] in (["that"], ["which"])  # "a program that has no squats"
    if texts[first] == "no" and lead and lead[-1] in _words("no_wish_behind") and not is_wished:
        return False
    if texts[first] != "no" and not _words("turned").isdisjoint(lead):
        return False
    return not _asks(texts, first, end) or _requests(texts, first)


BEHIND, WITHOUT = "felt_behind", "without"
RULES: dict[str, Callable[[Sequence[str], int, int], bool]] = {
    "felt": is_felt,
    BEHIND: is_felt_behind,
    "ordered": is_ordered,
    WITHOUT: _is_left_out,
}


def _spoken_of(collapsed: Collapsed) -> set[int]:
    """The only exercise that was named before a "them" which is hated."""
    texts, canonical = collapsed.texts, collapsed.canonical
    match = patterns("dislike", "felt_of_them").search(canonical.text)
    if not match:
        return set()
    first = canonical.first_token(match.start())
    named = [at for at in collapsed.exercises if at < first]
    is_clear = len({collapsed.exercises[at].value for at in named}) == 1 and is_felt(texts, first, first)
    return {named[-1]} if is_clear else set()


def _clause(texts: Sequence[str], at: int, ends: frozenset[str]) -> int:
    """Where the clause of token `at` begins, at most REACH tokens before it."""
    first = at
    while first > max(at - REACH, 0) and texts[first - 1] not in ends:
        first -= 1
    return first


def _opening(lead: Sequence[str]) -> str:
    return next((text for text in lead if text not in _words("openers")), "")


def _opens_question(lead: Sequence[str]) -> bool:
    return _opening(lead) in words("asking") - {"any"}


def _asks(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the part between two signs that holds the tokens `first` to `end` is a question."""
    behind = next((text for text in texts[end : end + REACH] if text in CLAUSE_ENDS), "")
    lead, goes_on = texts[_clause(texts, first, CLAUSE_ENDS) : first], texts[end : end + 2]
    turns = len(goes_on) > 1 and goes_on[0] in words("asking") and goes_on[1] in ("i", "my", "it")  # "can I"
    return behind == "?" or turns or _opens_question(lead)


def _requests(texts: Sequence[str], first: int) -> bool:
    """Whether the sentence of token `first` asks politely for a program: "can you make me one with no dips?"."""
    begin, end = sentence_of(texts, first)
    lead = texts[begin:first]
    is_polite = not _opens_question(lead) or _opening(lead) in _words("asked_politely")
    return is_polite and not (PLEASE.isdisjoint(texts[begin:end]) and _words("of_a_program").isdisjoint(lead))
