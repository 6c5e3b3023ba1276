"""Errors of the store. None of their messages quotes what is kept.

StoreError
├── StoreUnavailableError   the database cannot be reached, read or written; says which and what to do
├── StoreVersionError       the database was made by a newer Spotter
├── RecordError             a record that cannot be kept: names the field, and what is expected of it
├── MissingError            what is to be changed is not there, or another lifter's
│   └── NoSuchLifterError   the lifter was erased, or became one with another: look the conversation up again
├── ChangedError            a record is no longer what the change was made for: read it and try again
├── ConsentMissingError     the lifter has not agreed that this is kept
└── JoinCodeError           a code that cannot be used; `refusal` says why
"""

from enum import StrEnum


class StoreError(Exception):
    """Base of everything the store raises."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached, read or written."""


class StoreVersionError(StoreError):
    """The database was made by a newer Spotter."""


class RecordError(StoreError):
    """A record that cannot be kept: names the field, and what is expected of it."""


class MissingError(StoreError):
    """What is to be changed is not there, or it is another lifter's."""


class NoSuchLifterError(MissingError):
    """The lifter was erased, or became one with another: look the conversation up again."""

    def __init__(self) -> None:
        super().__init__("The lifter is not there (erased, or joined with another). Look the conversation up again.")


class ChangedError(StoreError):
    """A record is no longer what the change was made for: read it and try again."""


class ConsentMissingError(StoreError):
    """The lifter has not agreed that this is kept."""


class CodeRefusal(StrEnum):
    """Why a code to join two conversations cannot be used."""

    UNKNOWN = "unknown"  # never made, mistyped, or replaced by a newer one
    EXPIRED = "expired"
    USED = "used"
    OWN = "own"  # typed where it was shown, or where it was already joined


class JoinCodeError(StoreError):
    """A code that cannot be used; `refusal` says why."""

    def __init__(self, refusal: CodeRefusal) -> None:
        super().__init__(f"The code cannot be used: {refusal}. Ask for a new one.")
        self.refusal = refusal
