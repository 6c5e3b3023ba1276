"""What can go wrong with a lifter's rights. No message quotes what is kept.

RightsError
├── ArchiveError      a file is no export of Spotter's, or a broken one
└── UnfinishedError   an erasure that something held up: says what is left, and what to do
"""


class RightsError(Exception):
    """Base of everything that this package raises."""


class ArchiveError(RightsError):
    """A file is no export of Spotter's, or a broken one."""


class UnfinishedError(RightsError):
    """The records are gone, but traces of them are not yet: erasing again finishes it."""
