"""Errors of the store.

StoreError
├── StoreUnavailableError   the database cannot be reached, read or written; says which and what to do
└── StoreVersionError       the database was made by a newer Spotter
"""


class StoreError(Exception):
    """Base of everything the store raises. No message of these quotes what is kept."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached, read or written."""


class StoreVersionError(StoreError):
    """The database was made by a newer Spotter."""
