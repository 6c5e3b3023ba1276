"""Errors of the coaching package.

CoachingError
├── KnowledgeError     a guideline, source or exercise file is broken; names file and key
└── OutOfRangeError    a question's number lies where the method does not hold; names field, value and limits
"""


class CoachingError(Exception):
    """Base of everything the rules module raises."""


class KnowledgeError(CoachingError):
    """A knowledge file is broken. The message names the file, the key and what was expected."""


class OutOfRangeError(CoachingError):
    """A number is outside the range in which a method is valid."""

    def __init__(self, field: str, value: float, low: float, high: float, unit: str) -> None:
        self.field, self.value, self.low, self.high, self.unit = field, value, low, high, unit
        super().__init__(f"{field} = {value:g} {unit}, expected {low:g} to {high:g} {unit}")
