"""Sets that are told together, while they are read."""

from dataclasses import dataclass, field

from bot.nlu.said_workout import Unsure
from bot.nlu.set_terms import Num, Part, Role, Term


@dataclass
class Entry:
    """Sets that are told together. `reps`: one for all, or one for each; `loads` likewise; `sets` if they are counted.

    Tokens `first` to before `end`. `is_loose`: reps that only their place shows.
    """

    first: int = 0
    end: int = 0
    sets: int | None = None
    reps: Part = ()
    loads: Part = ()
    rpe: float | None = None
    is_loose: bool = False
    doubts: set[Unsure] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return self.sets is None and not self.reps and not self.loads

    @property
    def is_body_alone(self) -> bool:
        """Whether nothing but "bodyweight" was said, if anything."""
        return not self.reps and self.sets is None and all(each.role is Role.BODY for each in self.loads)

    @property
    def wants_reps(self) -> bool:
        return bool(self.loads or self.sets is not None) and not self.reps

    @property
    def is_list(self) -> bool:
        return len(self.reps) > 1

    def put(self, term: Term, sets: int | None = None, reps: Part = (), loads: Part = ()) -> None:
        """Take what a term says."""
        if self.is_empty and not self.end:
            self.first = term.first
        self.end = max(term.end, self.end)
        self.sets = self.sets if sets is None else sets
        self.reps, self.loads = reps or self.reps, loads or self.loads


class Entries:
    """The entries of one exercise in their order; `open` is the one that is being told."""

    def __init__(self) -> None:
        self.closed: list[Entry] = []
        self.open = Entry()

    @property
    def last_load(self) -> Num | None:
        """The load told last."""
        loads = [entry.loads for entry in [*self.closed, self.open] if entry.loads]
        return loads[-1][-1] if loads else None

    def close(self) -> None:
        """End the open entry. Without a load of its own it has the one told before."""
        if not self.open.is_body_alone:
            last = self.last_load
            if self.open.reps and not self.open.loads and last is not None:
                self.open.loads = (last,)
            self.closed.append(self.open)
        self.open = Entry()

    def add_reps(self, term: Term) -> None:
        """Reps of the open entry, or of a new one if it has some."""
        if self.open.reps:
            self.close()
        self.open.put(term, reps=term.parts[0])

    def add_load(self, term: Term, loads: Part, belongs: bool) -> None:
        """A load of the open entry, if it has none and the load `belongs` to its reps; else of a new one.

        Entries before that wait for a load have it too: "5x5, 3x8 at 50".
        """
        is_told = bool(self.open.loads) and (bool(self.open.reps) or term.lead != "+")
        if is_told or (self.open.reps and not belongs):
            self.close()
        self.open.put(term, loads=loads)
        if self.open.reps:
            self._fill_waiting(loads[:1])

    def _fill_waiting(self, loads: Part) -> None:
        for waiting in reversed(self.closed):
            if waiting.loads:
                return
            waiting.loads = loads
