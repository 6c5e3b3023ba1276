"""Finds the numbers of a message that may belong to sets, with what the words beside them say of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.nlu.log_text import NUMBER, READ, LogText
from bot.nlu.quantity_fields import WORDS_FOR_REPS
from bot.nlu.set_terms import LOADLIKE, Num, Role, Term, terms_of

SECONDS = {"c": 1, "m": 60}
MINUTE = 60
LENGTHS = frozenset({"m", "meter", "meters", "metre", "metres", "yard", "yards", "ft", "feet", "step", "steps"})
"""What carries are counted in, besides seconds."""
PASSED = "aei()"
"""Signs that change nothing between two numbers: "at about", "( ", "each"."""
COUNTS = {"s": Role.SETS, "r": Role.REPS, "P": Role.PLATES}
LIMBS = ("arm", "leg", "handed", "sided")


def read_terms(text: LogText, signs: str, spans: Sequence[range], timed: bool, own_body: bool) -> list[Term]:
    """The terms in some spans of tokens. `signs`: those of the text, with tildes for what was read before.

    `timed`: seconds and minutes are what is counted. `own_body`: a large number may be one of reps.
    """
    numbers = [number for span in spans for number in _Numbers(text, signs, span, timed).all()]
    return terms_of(numbers, signs, own_body)


@dataclass(frozen=True)
class _Numbers:
    """Those in a span."""

    text: LogText
    signs: str
    span: range
    timed: bool

    def all(self) -> Iterator[Num]:
        at = last = self.span.start
        while at < self.span.stop:
            found = self._number(at)
            if found is None or self._is_stray(found):
                at += 1
                continue
            between = self.signs[last:at]
            joint = "".join(sign for sign in between if sign not in PASSED)
            yield replace(found, joint=joint, is_enclosed="(x" in between)
            at = last = found.end

    def _sign(self, at: int) -> str:
        return self.signs[at] if self.span.start <= at < self.span.stop else ""

    def _text(self, at: int) -> str:
        return self.text.texts[at] if self.span.start <= at < self.span.stop else ""

    def _number(self, at: int) -> Num | None:
        """The number at a token; a bar, body weight and "a triple" count as such."""
        sign = self._sign(at)
        if sign == "y" and self._text(at + 1) not in LIMBS:
            return Num(WORDS_FOR_REPS[self._text(at)], at, at + 1, role=Role.REPS)
        if sign == "B" and self._sign(at + 1) in ("x", "f", "n") and self._sign(at - 1) not in ("k", "n"):
            return Num(0, at, at + 1, role=Role.BAR)
        if sign == "b":
            return Num(0, at, at + 1, role=Role.BODY)
        return self._figure(at) if sign == NUMBER else None

    def _figure(self, at: int) -> Num:
        end = at + 2 if self._sign(at + 1) == "p" else at + 1
        is_minus = self._is_minus(at)
        is_added = is_minus or self._sign(at - 1) == "+"
        return self._with_unit(Num(float(self._text(at)), at, end, is_added=is_added, is_minus=is_minus))

    def _is_minus(self, at: int) -> bool:
        """Whether a minus stands close to it, and behind a blank."""
        start, _ = self.text.span(at, at + 1)
        before = self.text.said[max(start - 2, 0) : start]
        return len(before) > 1 and before[-1] in "-–−" and before[0] == " "

    def _with_unit(self, number: Num) -> Num:
        sign = self._sign(number.end)
        if sign == "k":
            unit = "lb" if self._text(number.end) == "lb" else "kg"
            return replace(number, unit=unit, role=Role.LOAD, end=number.end + 1)
        if sign in SECONDS:
            return self._with_time(number, SECONDS[sign])
        if self.timed and self._text(number.end) in LENGTHS:
            return replace(number, role=Role.TIME, end=number.end + 1)
        if self.timed and sign == ":" and self._sign(number.end + 1) == NUMBER:
            rest = float(self._text(number.end + 1))
            if rest < MINUTE:
                return replace(number, value=number.value * MINUTE + rest, role=Role.TIME, end=number.end + 2)
        return self._with_count(number)

    def _with_time(self, number: Num, factor: int) -> Num:
        """Seconds or minutes, "1 min 30 sec" together; "30s" of what is not timed is a pair of dumbbells."""
        if not self.timed:
            return replace(number, is_plural=self._is_letter(number.end), end=number.end + 1)
        behind = self._number(number.end + 1) if factor == MINUTE else None
        rest = behind.value if behind and behind.role is Role.TIME else 0
        end = behind.end if behind and rest else number.end + 1
        return replace(number, value=number.value * factor + rest, role=Role.TIME, end=end)

    def _is_letter(self, at: int) -> bool:
        start, stop = self.text.span(at, at + 1)
        return self.text.said[start:stop].lower() == "s"

    def _with_count(self, number: Num) -> Num:
        """The number with what a word says that it counts: "3 working sets", "5 good reps", "2 plates", "3 singles"."""
        at = number.end
        while self._sign(at) == "H":
            at += 1
        role = COUNTS.get(self._sign(at))
        if role:
            return self._with_more(replace(number, role=role, end=at + 1))
        is_to_failure = self._sign(at) == "x" and self._sign(at + 1) == READ
        counts_sets = self._sign(at) == "y" or is_to_failure or self._text(at).startswith("xf")
        return replace(number, role=Role.SETS) if counts_sets else number

    def _with_more(self, number: Num) -> Num:
        """Plates with what else is on each side: "1 plate + 10"."""
        more = self._number(number.end + 1) if self._sign(number.end) == "+" else None
        if number.role is not Role.PLATES or more is None or more.role not in (None, Role.LOAD):
            return number
        return replace(number, more=more.value, unit=more.unit, end=more.end)

    def _is_stray(self, number: Num) -> bool:
        """Whether it is none of the notation: a time, the "one" of "one more", one among words that are not known."""
        before, behind = self._sign(number.at - 1), self._sign(number.end)
        if not number.is_plain or behind in ("x", "k", "s", "r"):
            return False
        start, stop = self.text.span(number.at, number.at + 1)
        is_word = self.text.said[start:stop].isalpha() and number.value < LOADLIKE
        if self._sign(number.end - 1) in SECONDS or (number.value == 1 and is_word and before != "f"):
            return True
        return (is_word and before in ("_", "i", "", "&", "w")) or (before == "_" and behind in ("_", "", ".", ","))
