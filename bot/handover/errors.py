"""Errors of the handover. None of their messages quotes what a lifter said.

HandoverError
├── GymError         the gym's file cannot be used: names file and key, what is expected, and what to do
└── BookingError     a trial that cannot be booked so; the message is for whoever asked
"""


class HandoverError(Exception):
    """Base of everything that this package raises."""


class GymError(HandoverError):
    """The gym's file cannot be used."""


class BookingError(HandoverError):
    """A trial that cannot be booked so."""
