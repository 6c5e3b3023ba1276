"""The next load up or down that can be put together, and stays within the limits."""

from dataclasses import dataclass
from math import floor, inf, isclose

from bot.coaching.advice import Mass
from bot.coaching.exercise import Exercise, Loading
from bot.coaching.figures import constant
from bot.coaching.limits import cap_load_increase
from bot.coaching.log import is_loaded
from bot.coaching.plates import common_plates
from bot.coaching.rounding import Tool, smallest_step, to_show, tool_for
from bot.coaching.terms import MassUnit
from bot.coaching.units import PERCENT, from_kg, to_kg


@dataclass(frozen=True)
class Loads:
    """What an exercise can be loaded with, in the lifter's unit.

    `finest`: the lifter's own smallest step (small plates, or a rack with few dumbbells); None for the common one.
    `may_jump`: a single step may be more than the limit for a week, as a program's author has it.
    """

    exercise: Exercise
    unit: MassUnit
    finest: float | None = None
    may_jump: bool = False

    @property
    def tool(self) -> Tool:
        return tool_for(self.exercise.loading)

    def smallest_step(self, load_kg: float) -> float:
        """The smallest step at a load, in the unit: a pair of plates on a bar, one plate on a belt."""
        if self.finest is not None:
            return self.finest
        if self.exercise.loading is Loading.BODYWEIGHT:
            return min(common_plates(self.unit))
        like_a_bar = self.exercise.loading is Loading.BARBELL or not is_loaded(self.exercise)
        heavy = constant("rounding", f"light_below_{self.tool}_{self.unit}")
        return smallest_step(heavy if like_a_bar else from_kg(load_kg, self.unit), self.unit, self.tool)

    def show(self, load_kg: float) -> Mass:
        """A load as it was lifted."""
        return to_show(load_kg, self.unit)

    def nearest(self, load_kg: float) -> Mass:
        """The nearest load that can be put together; of two equally near ones the lighter."""
        step = self.smallest_step(load_kg)
        steps = from_kg(load_kg, self.unit) / step
        below = floor(steps) if not isclose(steps, round(steps)) else round(steps)
        return Mass(step * (below if steps - below <= below + 1 - steps else below + 1), self.unit)

    def up(self, load_kg: float, step: float) -> Mass | None:
        """The load a step (in the unit) above, or a smaller step where the limit asks for it.

        None if there is none within the limit, and a jump is not allowed.
        """
        smallest = self.smallest_step(load_kg)
        for wanted in dict.fromkeys((max(step, smallest), smallest)):
            found = self.above(load_kg, wanted)
            if self._is_allowed(load_kg, found):
                return found
        return self.jump(load_kg) if self.may_jump else None

    def jump(self, load_kg: float) -> Mass:
        """The smallest step up there is, whatever the limit says."""
        return self.above(load_kg, self.smallest_step(load_kg))

    def down(self, load_kg: float, percent: float) -> Mass | None:
        """So many percent less, at least a step; None where nothing can be taken off: an empty bar, the body alone."""
        smallest_kg = to_kg(self.smallest_step(load_kg), self.unit)
        for wanted_kg in (load_kg * (1 - percent / PERCENT), load_kg - smallest_kg):
            found = self.nearest(wanted_kg)
            if self.lightest(load_kg) <= found.value and _is_less(found, load_kg):
                return found
        return None

    def lightest(self, load_kg: float) -> float:
        """The least that a load can be lowered to, in the unit: the bar that it is on, or any help for who has some."""
        if not is_loaded(self.exercise):
            return 0 if load_kg >= 0 else -inf
        if self.exercise.loading is Loading.BARBELL:
            bar = constant("plates", f"bar_{self.unit}")
            return bar if from_kg(load_kg, self.unit) >= bar else constant("plates", f"light_bar_{self.unit}")
        return self.smallest_step(0)

    def above(self, load_kg: float, step: float) -> Mass:
        """The nearest load to one that is a step (in the unit) more, whatever the limit says."""
        return self.nearest(load_kg + to_kg(step, self.unit))

    def _is_allowed(self, load_kg: float, found: Mass) -> bool:
        """Within the limit for a week. What hangs on the body is small beside the body, so there is none for it."""
        if load_kg <= 0 or not is_loaded(self.exercise):
            return True
        found_kg = to_kg(found.value, self.unit)
        capped = cap_load_increase(load_kg, found_kg)
        return capped >= found_kg or isclose(capped, found_kg)


def _is_less(found: Mass, load_kg: float) -> bool:
    found_kg = to_kg(found.value, found.unit)
    return found_kg < load_kg and not isclose(found_kg, load_kg)
