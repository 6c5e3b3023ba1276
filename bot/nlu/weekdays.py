"""Training days by name: "mwf", "mon wed fri", "monday to friday"."""

from collections.abc import Sequence
from functools import cache

from bot.nlu.canonical import read_lexicon
from bot.nlu.lexicon import Phrase
from bot.nlu.quantities import Found
from bot.nlu.scope import words
from bot.nlu.token import is_figure

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
LETTERS = {"m": 0, "tu": 1, "t": 1, "w": 2, "th": 3, "r": 3, "f": 4, "sa": 5, "su": 6}
GROUPS = frozenset({"weekend", "weekday", "weekdays", "weeknight", "weeknights"})
ALL_FORMS = frozenset([*DAYS, *SHORT_FORMS, *LETTERS, *GROUPS])
FEWEST_LETTERS = 3  # "m/f" tells a sex
BESIDE_WORK = ("after", "before")
WEEK = 7
APART = 3
JOINED = 10  # as far apart, if nothing but `joining` words stands between
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
    if not named or not are_meant(texts, named[1], named[2]):
        return None
    return Found("training_weekdays", list(named[0]), named[1], named[2])


def names_days(texts: Sequence[str]) -> bool:
    """Whether a message has any word for a day of the week, or letters for several."""
    return not ALL_FORMS.isdisjoint(texts)


def weekday_places(texts: Sequence[str]) -> list[int]:
    """Tokens of the days named near each other: of the first sentence that names two or more, else of the first."""
    runs: list[list[int]] = [[]]
    is_apart = False
    for at, text in enumerate(texts):
        if text in words("sentence_ends"):
            if _are_several(texts, runs[-1]):
                break
            runs, is_apart = [*runs, []], False
        elif text in DAYS and not is_apart and not (at and texts[at - 1] in day_words("unsure")):
            is_apart = bool(runs[-1]) and not _is_near(texts, runs[-1][-1], at)
            runs[-1] += [] if is_apart else [at]
    return next((run for run in runs if _are_several(texts, run)), next((run for run in runs if run), []))


def _is_near(texts: Sequence[str], one: int, other: int) -> bool:
    between = texts[one + 1 : other]
    is_joined = all(text in day_words("joining") or is_figure(text) for text in between)
    return other - one <= (JOINED if is_joined else APART)


def _are_several(texts: Sequence[str], places: Sequence[int]) -> bool:
    return len({DAYS[texts[at]] for at in places}) > 1


def _named(texts: Sequence[str], is_dashed: bool) -> tuple[tuple[int, ...], int, int] | None:
    """The days in their order, and the tokens that name them."""
    for at, text in enumerate(texts):
        if text in SHORT_FORMS and (text != "weekends" or _are_only_weekends(texts, at)):
            return SHORT_FORMS[text], at, at + 1
        if text in LETTERS and texts[at + 1 : at + 2] == ["/"] and (letters := _letters(texts, at)):
            return letters, at, at + 2 * len(letters) - 1
    run = weekday_places(texts)
    days = sorted({DAYS[texts[at]] for at in run})
    if len(days) < 2:
        return None
    between = texts[run[0] + 1 : run[-1]]
    if not day_words("not_between").isdisjoint(_without_work_before(between)):
        return None
    if len(run) == 2 and (is_dashed or (len(between) == 1 and between[0] in day_words("ranging"))):
        first, last = DAYS[texts[run[0]]], DAYS[texts[run[1]]]
        days = sorted((first + more) % WEEK for more in range((last - first) % WEEK + 1))
    return tuple(days), run[0], run[-1] + 1


def _are_only_weekends(texts: Sequence[str], at: int) -> bool:
    return "only" in texts[max(at - 2, 0) : at + 3] and texts[at + 1 : at + 2] != ["off"]


def _without_work_before(between: Sequence[str]) -> list[str]:
    """Without the work of "monday after work, thursday"."""
    return [text for at, text in enumerate(between) if text != "work" or between[max(at - 1, 0)] not in BESIDE_WORK]


def _letters(texts: Sequence[str], first: int) -> tuple[int, ...]:
    """The days of "m/w/f" that begin at a token, if they are three or more in their order."""
    end = first + 1
    while end + 1 < len(texts) and texts[end] == "/" and texts[end + 1] in LETTERS and end - first < 2 * WEEK:
        end += 2
    days = tuple(LETTERS[text] for text in texts[first:end:2])
    return days if len(days) >= FEWEST_LETTERS and list(days) == sorted(set(days)) else ()


@cache
def day_words(group: str) -> frozenset[str]:
    """A group of lexicon/weekdays.yml."""
    return frozenset(str(word) for word in read_lexicon("weekdays")[group])


def without_times(behind: Sequence[str]) -> list[str]:
    """The tokens without those that say when on the day: "after football practice"."""
    starts = [at for at, text in enumerate(behind) if text in BESIDE_WORK]
    return list(behind[: starts[0]] if starts else behind)


def are_meant(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the words around say nothing else of the days: asked about, taken, of rest, or in the past."""
    begin = first
    while begin > max(first - REACH, 0) and texts[begin - 1] not in words("breaks"):
        begin -= 1
    lead, behind = list(texts[begin:first]), list(texts[end : end + REACH])
    stop = next((at for at, text in enumerate(behind) if text in words("breaks")), len(behind))
    others = day_words("not_to_train") | words("negations")
    if not others.isdisjoint([*lead, *without_times(behind[:stop])]) or not day_words("not_before").isdisjoint(lead):
        return False
    is_request = bool(lead) and lead[0] in day_words("asked_politely") and lead[1:2] != ["i"]
    is_asked = bool(lead) and (lead[0] in words("asking") or behind[stop : stop + 1] == ["?"])
    return is_request or not is_asked
