"""From the terms of one exercise to its sets: each load finds its reps, before it or behind it."""

from collections.abc import Sequence

from bot.coaching.exercise import Loading
from bot.nlu.said_workout import Unsure
from bot.nlu.set_entries import Entries, Entry
from bot.nlu.set_roles import LIGHTEST, LIGHTEST_OTHERS, MOST_REPS, OWN, Told, roles_of
from bot.nlu.set_terms import LOADLIKE, Num, Role, Term

MOST_LISTED_REPS, MOST_OWN_REPS = 60, 1000
BARE_RPE = (5, 10)
MOST_WORDS_BETWEEN = 3
"""Unknown words between a load and its reps."""
NEUTRAL = "aei:(D)ko"
"""Signs between reps and the load that belongs to them."""


def fill(terms: Sequence[Term], loading: Loading | None) -> list[Entry]:
    """The entries that some terms tell of an exercise with this loading (None: not known), in their order."""
    filling = _Filling(terms, loading)
    for at, term in enumerate(terms):
        filling.take(at, term)
    filling.entries.close()
    return filling.entries.closed


class _Filling:
    """Takes one term after the other."""

    def __init__(self, terms: Sequence[Term], loading: Loading | None) -> None:
        self.entries = Entries()
        self._terms = terms
        self._loading = loading
        self._is_own = loading in OWN

    @property
    def _open(self) -> Entry:
        return self.entries.open

    def _behind(self, at: int) -> Term | None:
        """The next term."""
        return self._terms[at + 1] if at + 1 < len(self._terms) else None

    def take(self, at: int, term: Term) -> None:
        """Read one term."""
        is_far = term.gap.count("_") > MOST_WORDS_BETWEEN
        is_new = term.is_apart and (self._open.reps or (self._open.loads and "." in term.gap))
        if is_far or is_new:
            self.entries.close()
        if term.is_chain:
            self._take_chain(at, term)
        elif term.is_list:
            self._take_list(at, term)
        else:
            self._take_one(at, term)

    # "3x5", "100x5", "3x5x100"

    def _take_chain(self, at: int, term: Term) -> None:
        if self._is_pair_of_bells(term):
            self._add_load(at, term, term.parts[1])
            return
        roles = roles_of(term, self._loading, self._told_load(at, term))
        if roles.load and not roles.reps:
            self._add_load(at, term, roles.load)
            self._add_sets(at, term, roles.sets)
            return
        is_multiplied = self._open.sets is not None and not self._open.reps and roles.sets is None
        if self._open.reps or (roles.load and self._open.loads) or not (is_multiplied or self._open.sets is None):
            self.entries.close()
        self._open.put(term, sets=roles.sets, reps=roles.reps, loads=roles.load)
        if roles.is_doubtful:
            self._open.doubts.add(Unsure.ORDER)

    def _is_pair_of_bells(self, term: Term) -> bool:
        """Whether it is the 2x30 kg of "2x30 kg, 3x10" of an exercise with two dumbbells."""
        if len(term.parts) != 2 or term.only.value != 2 or self.entries.last_load:
            return False
        if self._loading is not Loading.DUMBBELL_EACH:
            return self._loading is None and term.tail == "D" and term.parts[1][0].is_load
        others = [each for each in self._terms if each is not term]
        tells_reps = any(not each.is_one or each.only.role in (Role.REPS, Role.TIME) for each in others)
        return tells_reps and not any(number.is_load for each in others for number in each.numbers)

    def _told_load(self, at: int, term: Term) -> Told:
        """Whether the load of some numbers is told beside them, or before."""
        behind, last = self._behind(at), self.entries.last_load
        if (self._open.loads and not self._open.reps) or (behind and self._is_load_beside(behind)):
            return Told.BESIDE
        return Told.BEFORE if last is not None and term.only.value < last.value / 2 else Told.NO

    def _is_load_beside(self, term: Term) -> bool:
        is_joined = term.lead in ("@", "w", "+") or not term.gap.strip(NEUTRAL)
        is_number = term.is_one and (term.only.is_load or term.only.is_plain)
        return is_joined and is_number and not _could_be_effort(term)

    # "8, 7, 6", "60/70/80"

    def _take_list(self, at: int, term: Term) -> None:
        numbers = term.parts[0]
        if numbers[0].is_load or self._lists_loads(at, numbers):
            self._add_load(at, term, numbers)
        elif self._begins_with_load(at, term):
            self._add_load(at, term, numbers[:1])
            self._open.doubts.add(Unsure.ORDER)
            self._open.put(term, reps=numbers[1:])
        elif self._is_outcome(term):
            self._open.sets = None
            self._open.put(term, reps=numbers)
        else:
            self.entries.add_reps(term)

    def _lists_loads(self, at: int, numbers: Sequence[Num]) -> bool:
        """ "60/70/80 for 5", "60/70/80 5/5/5"."""
        if self._is_own or self._open.loads or min(number.value for number in numbers) < LOADLIKE:
            return False
        behind = self._behind(at)
        if behind is not None and behind.lead == "@" and self._is_load_beside(behind):
            return False
        return bool(self._open.reps) or (behind is not None and not behind.is_apart)

    def _begins_with_load(self, at: int, term: Term) -> bool:
        """Whether the first of "curls 12 10 10 8" is the load: no other is told."""
        first, second = term.parts[0][:2]
        if self._is_own or self._loading is None or second.joint or self.entries.last_load:
            return False
        behind = self._terms[at + 1 :]
        is_told = any(number.is_load or each.lead in ("@", "w") for each in behind for number in each.parts[0])
        return not is_told and first.value > second.value and first.value >= self._lightest()

    def _lightest(self) -> float:
        return LIGHTEST.get(self._loading, LIGHTEST_OTHERS) if self._loading else LOADLIKE

    def _is_outcome(self, term: Term) -> bool:
        """Whether a list tells what came of sets told before: "3x5 at 110: 5, 5, 3"."""
        numbers = term.parts[0]
        if self._open.sets != len(numbers) or len(self._open.reps) != 1 or term.is_apart:
            return False
        return all(number.value <= self._open.reps[0].value for number in numbers)

    # "5 reps", "60 kg", "for 5", "100"

    def _take_one(self, at: int, term: Term) -> None:
        number = term.only
        if self._is_end_of_range(term):
            self._open.doubts.add(Unsure.REPS)
            self._open.end = number.end
        elif number.role is Role.SETS:
            self._add_sets(at, term, int(number.value))
        elif number.role in (Role.REPS, Role.TIME):
            self.entries.add_reps(term)
        elif self._is_effort(term):
            self._open.rpe, self._open.end = number.value, number.end
        elif number.is_load or term.lead in ("@", "w", "+"):
            self._add_load(at, term, term.parts[0])
        elif term.lead in ("x", "f", "o"):
            self._take_counted(at, term)
        else:
            self._take_bare(at, term)

    def _is_end_of_range(self, term: Term) -> bool:
        """Whether it is the 10 of "8-10"."""
        is_close = term.gap in ("-", "r-") and bool(self._open.reps)
        return is_close and term.only.is_plain and not self._open.is_list

    def _is_effort(self, term: Term) -> bool:
        """Whether it is the 8 of "3x5 @ 8": the load is told, or cannot be so light."""
        low, high = BARE_RPE
        is_figure = term.lead == "@" and not term.only.role and not term.only.is_plural
        if not is_figure or not low <= term.only.value <= high or not self._open.reps:
            return False
        return self.entries.last_load is not None or self._is_own or self._loading is Loading.BARBELL

    def _take_counted(self, at: int, term: Term) -> None:
        """A number behind "x", "for" or "of": reps, else sets, else the load."""
        number, entry = term.only, self._open
        if not entry.reps and number.value <= self._most_reps():
            self.entries.add_reps(term)
        elif term.lead == "x" and entry.sets is None and len(entry.reps) == 1 and number.value <= MOST_REPS:
            entry.put(term, sets=int(number.value))
        elif entry.reps and not entry.loads and not self._is_own and number.value > MOST_REPS:
            self._add_load(at, term, term.parts[0])
        elif term.lead == "f" and entry.reps:
            self.entries.add_reps(term)
        else:
            self._take_bare(at, term)

    def _most_reps(self) -> float:
        return MOST_OWN_REPS if self._is_own else MOST_LISTED_REPS

    def _take_bare(self, at: int, term: Term) -> None:
        number, behind = term.only, self._behind(at)
        is_led_by_load = behind is not None and behind.is_one and behind.lead == "@" and not _could_be_effort(behind)
        is_reps = number.is_whole and is_led_by_load and number.value <= MOST_REPS
        if is_reps or self._is_own_reps(behind, number):
            self.entries.add_reps(term)
        elif self._open.wants_reps and number.is_whole and number.value <= self._most_reps():
            self.entries.add_reps(term)
            self._open.is_loose = bool(term.gap.strip("ae"))
        else:
            self._add_load(at, term, term.parts[0])

    def _is_own_reps(self, behind: Term | None, number: Num) -> bool:
        """Whether it is the 20 of "push-ups 20"; the 10 of "dips 10 3x8" leads to its sets."""
        leads = behind is not None and behind.is_chain and not behind.gap.strip("ae") and not behind.only.is_load
        return self._is_own and number.is_whole and not leads

    # sets and loads

    def _add_sets(self, at: int, term: Term, sets: int | None) -> None:
        if sets is None:
            return
        behind, entry = self._behind(at), self._open
        leads = behind is not None and not behind.is_apart and _takes_sets(behind)
        is_other = entry.reps and (leads or (entry.is_list and sets != len(entry.reps)))
        if entry.sets is not None or is_other:
            self.entries.close()
        self._open.put(term, sets=sets)

    def _add_load(self, at: int, term: Term, loads: tuple[Num, ...]) -> None:
        self.entries.add_load(term, loads, self._belongs_to_last(at, term))

    def _belongs_to_last(self, at: int, term: Term) -> bool:
        """Whether a load belongs to the reps before it, and does not lead to the next."""
        if term.lead in ("@", "w", "+", "o", "x"):
            return True
        behind = self._behind(at)
        leads = behind is not None and not behind.is_apart and _lacks_load(behind)
        if self.entries.last_load is not None and leads:
            return False
        return not leads or not term.gap.strip(NEUTRAL)


def _could_be_effort(term: Term) -> bool:
    number = term.only
    return term.lead == "@" and not (number.role or number.is_plural or number.is_added) and number.value <= BARE_RPE[1]


def _takes_sets(term: Term) -> bool:
    """Whether sets counted before are those of a term: "3 sets of 5", "3 sets 100x5"."""
    if term.only.role is Role.SETS:
        return False
    return term.lead in ("o", "x") or term.is_chain or term.only.role is Role.REPS or not term.gap.strip("ae")


def _lacks_load(term: Term) -> bool:
    """Whether a term is sets and reps alone."""
    if ("," in term.gap and term.is_one) or any(number.is_load for number in term.numbers):
        return False
    is_scheme = term.is_chain and term.only.value <= MOST_REPS
    return is_scheme or term.is_list or term.only.role in (Role.SETS, Role.REPS) or term.lead in ("f", "x")
