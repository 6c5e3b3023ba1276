"""Loads without a unit that are likely pounds."""

from collections.abc import Collection

PLATES_IN_POUNDS = frozenset({135, 155, 185, 205, 225, 245, 275, 295, 315, 335, 365, 385, 405, 455, 495, 545})
"""Loads of a bar with the usual plates in pounds; in kg hardly anybody lifts just these."""
FULL_PLATES_IN_POUNDS = frozenset({135, 225, 315, 405, 495})


def look_like_pounds(loads: Collection[float | None]) -> bool:
    """Whether all loads are what plates in pounds make: several of them, or one with full plates only."""
    found = set(loads)
    return bool(found) and found <= PLATES_IN_POUNDS and (len(found) > 1 or found <= FULL_PLATES_IN_POUNDS)
