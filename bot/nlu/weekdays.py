"""Training days by name: "mwf", "mon wed fri", "monday to friday"."""

from collections.abc import Sequence
from functools import cache

from bot.nlu.canonical import read_lexicon
from bot.nlu.lexicon import Phrase
from bot.nlu.quantities import Found
from bot.nlu.scope import words

DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays"),
            ("tue", "tues", "tuesday", "tuesdays"),
            ("wed", "weds", "wednesday", "wednesdays"),
            ("thu", "thur", "thurs", "thursday", "thursdays"),
            ("fri", "friday", "fridays"),
            ("sat", "saturday", "saturdays"),
            ("sun", "sunday", "sundays"),
        )
    )
    for name in names
}
SHORT_FORMS = {"mwf": (0, 2, 4), "tts": (1, 3, 5), "mtwtf": (0, 1, 2, 3, 4), "mtthf": (0, 1, 3, 4), "weekends": (5, 6)}
WEEK = 7
APART = 3
REACH = 12


def read_weekdays(texts: Sequence[str], is_dashed: bool = False) -> Phrase | None:
    """How many days are named, if there are two or more, each near the one before."""
    named = _named(texts, is_dashed)
    return Phrase("days_per_week", str(len(named[0])), *named[1:]) if named else None


def read_training_weekdays(texts: Sequence[str], is_dashed: bool = False) -> Found | None:
    """The same days as numbers, where the lifter says that he can train on them; 0 is Monday.

    `is_dashed`: whether the message has a dash between two of them ("mon-fri").
    """
    named = _named(texts, is_dashed)
    if not named or not _is_meant(texts, named[1], named[2]):
        return None
    return Found("training_weekdays", list(named[0]), named[1], named[2])


def weekday_places(texts: Sequence[str]) -> list[int]:
    """Tokens of the days that are named near each other."""
    places = [at for at, text in enumerate(texts) if text in DAYS]
    run = places[:1]
    for at in places[1:]:
        if at - run[-1] > APART:
            break
        run.append(at)
    return run


def _named(texts: Sequence[str], is_dashed: bool) -> tuple[tuple[int, ...], int, int] | None:
    """The days in their order, and the tokens that name them."""
    for at, text in enumerate(texts):
        if text in SHORT_FORMS and (text != "weekends" or "only" in texts[max(at - 2, 0) : at + 3]):
            return SHORT_FORMS[text], at, at + 1
    run = weekday_places(texts)
    days = sorted({DAYS[texts[at]] for at in run})
    if len(days) < 2:
        return None
    between = texts[run[0] + 1 : run[-1]]
    if len(run) == 2 and (is_dashed or (len(between) == 1 and between[0] in _words("ranging"))):
        first, last = DAYS[texts[run[0]]], DAYS[texts[run[1]]]
        days = sorted((first + more) % WEEK for more in range((last - first) % WEEK + 1))
    return tuple(days), run[0], run[-1] + 1


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(str(word) for word in read_lexicon("weekdays")[group])


def _is_meant(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the words around say nothing else of the days: asked about, taken, of rest, or in the past."""
    begin = first
    while begin > max(first - REACH, 0) and texts[begin - 1] not in words("breaks"):
        begin -= 1
    lead, behind = list(texts[begin:first]), list(texts[end : end + REACH])
    stop = next((at for at, text in enumerate(behind) if text in words("breaks")), len(behind))
    others = _words("not_to_train") | words("negations")
    if not others.isdisjoint([*lead, *behind[:stop]]) or not _words("not_before").isdisjoint(lead):
        return False
    is_request = bool(lead) and lead[0] in _words("asked_politely") and lead[1:2] != ["i"]
    is_asked = bool(lead) and (lead[0] in words("asking") or behind[stop : stop + 1] == ["?"])
    return is_request or not is_asked
