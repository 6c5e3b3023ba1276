"""What can go wrong with a file. No message quotes what is in it.

TransferError
├── UnreadableFileError    it cannot be opened, or is no text
└── UnknownFormatError     it is text, but of none of the apps that are known
"""


class TransferError(Exception):
    """A file that cannot be read at all; rows that cannot be read are reported in the Reading."""


class UnreadableFileError(TransferError):
    """It cannot be opened, or is no text."""


class UnknownFormatError(TransferError):
    """Its first line is the header of none of the formats."""
