"""Errors of the dialogue package.

DialogueError
├── ModelError      no usable model; says which file and what to do
└── PayloadError    a button that this conversation never offered
"""


class DialogueError(Exception):
    """Base of everything the dialogue package raises; the message may be shown to the lifter."""


class ModelError(DialogueError):
    """There is no model, or it cannot be read."""


class PayloadError(DialogueError):
    """A payload is no button of this conversation."""
