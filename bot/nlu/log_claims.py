"""What a message tells as done: no question, plan, wish, habit or fact, nothing of others and nothing left undone."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.log_text import EXERCISE, LINE, LogText
from bot.nlu.log_words import lexicon, patterns, words

ENDS = ".?!l"
QUESTION = "?"
NEAR, FAR = 4, 9


@dataclass(frozen=True)
class Claims:
    """`blocked`: tokens of which nothing is told as done; `deeds`: those that tell of one.

    `is_request`: the message asks to write something down; `is_asking`: it asks a question.
    """

    blocked: frozenset[int]
    deeds: frozenset[int]
    is_request: bool
    is_asking: bool

    @property
    def is_done(self) -> bool:
        """Whether a deed is told, or the message asks for the log."""
        return bool(self.deeds) or self.is_request


@dataclass(frozen=True)
class _Sentence:
    text: LogText
    first: int
    end: int
    has_day: bool

    @property
    def is_marked(self) -> bool:
        return self.text.signs[self.end : self.end + 1] == QUESTION

    @property
    def start(self) -> int:
        """Where it begins behind "ok so"."""
        at = self.first
        while at < self.end - 1 and self.text.texts[at] in words("openers"):
            at += 1
        return at


def read_claims(text: LogText, has_day: bool) -> Claims:
    """`has_day`: whether the message names a day that is over."""
    blocked: set[int] = set(text.others)
    deeds: set[int] = set()
    is_request = is_asking = heading = False
    for sentence in _sentences(text, has_day):
        if heading and sentence.first < sentence.end:
            blocked.update(range(sentence.first, sentence.end))
        logs = _log_request(sentence)
        asked = None if logs is not None or sentence.start >= sentence.end else _question(sentence, sentence.start)
        told = _blocked(sentence, logs, asked)
        blocked.update(told)
        deeds.update(at for at in range(sentence.first, sentence.end) if at not in blocked and _is_deed(text, at))
        is_request, is_asking = is_request or logs is not None, is_asking or asked is not None
        heading = _is_heading(sentence, told) or (heading and sentence.first < sentence.end)
    return Claims(frozenset(blocked), frozenset(deeds), is_request, is_asking)


def _sentences(text: LogText, has_day: bool) -> Iterator[_Sentence]:
    first = 0
    for at, sign in enumerate([*text.signs, "."]):
        if sign in ENDS:
            yield _Sentence(text, first, at, has_day)
            first = at + 1


def _is_heading(sentence: _Sentence, told: set[int]) -> bool:
    """Whether a line announces a plan: "tomorrow:"."""
    end = sentence.end
    is_line = sentence.text.texts[end : end + 1] == [LINE] and sentence.text.signs[end - 1 : end] == ":"
    return is_line and sentence.end - 1 in told


def _log_request(sentence: _Sentence) -> int | None:
    """The token behind "log" in "can you log squats ..."; None if it is no request to write something down."""
    texts = sentence.text.texts
    for at in range(sentence.start, min(sentence.start + FAR, sentence.end)):
        if sentence.text.signs[at] in "nE" or texts[at] in ("how", "where", "did"):
            return None
        if texts[at] in words("to_log") or " ".join(texts[at : at + 2]) in words("to_log_in_two"):
            return None if texts[at + 1 : at + 2] and texts[at + 1] in words("not_to_log") else at + 1
    return None


def _blocked(sentence: _Sentence, logs: int | None, asked: int | None) -> set[int]:
    everything = set(range(sentence.first, sentence.end))
    start = sentence.start if logs is None else logs
    if start >= sentence.end:
        return set()
    if (logs is None and _is_request(sentence.text.texts, start)) or _is_habit(sentence):
        return everything
    end = sentence.end if asked is None else asked
    return set(range(end, sentence.end)) | set(_wished(sentence, start, end, logs is not None))


def _is_request(texts: list[str], at: int) -> bool:
    return texts[at] in words("requests") or " ".join(texts[at : at + 2]) in words("requests_in_two")


def _is_habit(sentence: _Sentence) -> bool:
    """Whether it tells what is done again and again: "100 push-ups a day"."""
    said = " ".join(sentence.text.texts[sentence.first : sentence.end])
    return any(pattern.search(said) for pattern in patterns("habits"))


def _question(sentence: _Sentence, start: int) -> int | None:
    """Where a question begins."""
    texts = sentence.text.texts
    for at in range(start, sentence.end):
        opens = at == start or sentence.text.signs[at - 1] in ",-(:" or texts[at - 1] in words("openers")
        if opens and _asks(texts, at):
            return at
    if not sentence.is_marked:
        return None
    told = [at for at in range(start, sentence.end) if _is_deed(sentence.text, at)]
    commas = [at for at in range(start, sentence.end) if sentence.text.signs[at] == ","]
    return commas[-1] if told and commas and told[0] < commas[-1] else start


def _asks(texts: list[str], at: int) -> bool:
    behind = " ".join(texts[at + 1 : at + 2])
    if texts[at] == "did":
        return behind in words("asked_of_deeds") and " ".join(texts[at + 1 : at + 3]) not in words("deeds_of_it")
    if texts[at] in words("asking_in_front"):
        return behind in words("asked")
    return texts[at] in words("asking")


def _wished(sentence: _Sentence, start: int, end: int, is_request: bool) -> Iterator[int]:
    """Tokens told as wished, planned, usual or not done."""
    texts = sentence.text.texts
    is_wish = is_denied = False
    is_told = is_request
    for at in range(start, end):
        if texts[at] in words("denied_until"):
            is_denied = False
        if texts[at] in words("denied") and "rep" not in texts[at + 1 : at + 1 + NEAR]:
            is_denied = True
        elif _turns(sentence, at) or (not is_told and _is_general(sentence, at)):
            is_wish = True
        elif texts[at] in words("anew") or _ends_wish(texts, at):
            is_wish = False
        is_told = is_told or (_is_deed(sentence.text, at) and not is_wish)
        if is_wish or is_denied:
            yield at


def _turns(sentence: _Sentence, at: int) -> bool:
    """Whether what follows a token is not told as done: wished, planned, to come, or compared with."""
    texts = sentence.text.texts
    before, behind = " ".join(texts[max(at - 1, 0) : at]), " ".join(texts[at + 1 : at + 2])
    if texts[at] in words("turning_in_front"):
        return behind in lexicon()["turning_in_front"][texts[at]]
    if texts[at] == "last":
        return behind in words("times") and "n" in sentence.text.signs[sentence.first : at]
    if texts[at] == "able":
        return before not in words("able_behind")
    if texts[at] not in words("not_done") or before in words("as_before"):
        return False
    if texts[at] in words("as_planned_before") and behind in words("workouts"):
        return False
    return behind not in words("only_behind")


def _is_general(sentence: _Sentence, at: int) -> bool:
    """Whether a plan, a fact or a habit begins here: "my program", "my bench max is", "I bench"."""
    texts, signs = sentence.text.texts, sentence.text.signs
    if texts[at] in words("plans") or texts[at] == "rm" or texts[at : at + 2] == ["rep", "max"]:
        return True
    near = range(at + 1, min(at + 1 + NEAR, sentence.end))
    if texts[at] == "my":
        ahead = next((other for other in near if signs[other] == "n"), near.stop)
        return any(texts[other] in words("facts") for other in range(at + 1, ahead))
    is_own = texts[at] in ("i", "we") and at + 1 < sentence.end and not sentence.has_day
    if not is_own or not {"today", "tonight", "todays"}.isdisjoint(texts[sentence.first : sentence.end]):
        return False
    return texts[at + 1] in words("doing") or (signs[at + 1] == EXERCISE and not _is_deed(sentence.text, at + 1))


def _ends_wish(texts: list[str], at: int) -> bool:
    before = " ".join(texts[max(at - 1, 0) : at])
    return texts[at] in words("over") and before not in words("to_do")


def _is_deed(text: LogText, at: int) -> bool:
    """Whether a token says that something was done: "did", "squatted"."""
    if at in text.exercises:
        return not words("done").isdisjoint(text.exercises[at].words.split())
    before = " ".join(text.texts[max(at - 1, 0) : at])
    return text.texts[at] in words("done") and before not in words("to_do")
