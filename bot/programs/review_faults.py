"""Every fault of a routine, the gravest first."""

from collections.abc import Callable, Iterator

from bot.programs.review import Fault, Review
from bot.programs.review_movements import legs, many_days, missing, order, progress, pulls, sore
from bot.programs.review_reps import reps_amiss
from bot.programs.review_volume import crammed, low, once, over, short_of_size

Check = Callable[[Review], Iterator[Fault]]


def reps(review: Review) -> Iterator[Fault]:
    yield from (
        Fault(kind, values, figures) for kind, values, figures in reps_amiss(review.week, review.goal, review.age)
    )


CHECKS: tuple[Check, ...] = (
    sore, missing, many_days, crammed, low, pulls, once, reps, over, legs, order, short_of_size,
)  # fmt: skip


def find_faults(review: Review) -> tuple[Fault, ...]:
    """The gravest first; if there are any, a rule for adding weight is the last, unless the routine tells one."""
    found = tuple(fault for check in CHECKS for fault in check(review))
    return (*found, progress()) if found and not review.tells_progress else found
