"""What can go wrong with programs.

CoachingError                      (bot.coaching.errors)
└── ProgramError
    ├── NothingFitsError           equipment, complaints and dislikes leave no exercise to train with
    ├── UnknownTemplateError       there is no template of that name
    └── OutdatedRequestError       a request that was kept cannot be read any more
"""

from bot.coaching.errors import CoachingError


class ProgramError(CoachingError):
    """A program that cannot be written."""


class NothingFitsError(ProgramError):
    """Equipment, complaints and dislikes leave no exercise to train with."""


class UnknownTemplateError(ProgramError):
    """There is no template of that name; the message lists those that there are."""


class OutdatedRequestError(ProgramError):
    """A request that was kept cannot be read: broken, or it names what there no longer is. Ask for a new program."""
