"""Sentences to vectors of meaning: all-MiniLM-L6-v2 in 8 bits, run by ONNX Runtime, without network.

EncoderError: a file of the encoder is missing, changed or unreadable; names the file and what to do.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

ENCODER_FOLDER = Path(__file__).parent / "encoder"
DIMENSIONS = 384
BATCH = 8  # beyond it, batches gain no speed
MAX_CHARACTERS = 4_000  # far more than the 128 tokens that are read, and 2 ms of the tokenizer's time
ERRORS_ONLY = 3


class EncoderError(Exception):
    """A file of the sentence encoder cannot be used. The message names the file and what to do."""


class SentenceEncoder:
    """Turns sentences into unit vectors whose dot product is the likeness of their meaning.

    Reads its files at the first use, or at `load()`. Threads may share it. A call runs on `threads` cores.
    """

    def __init__(self, folder: Path = ENCODER_FOLDER, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads

    def load(self) -> None:
        """Read the files now. Raises EncoderError."""
        _ = self._tokenizer, self._session

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors (n, 384) float32 of length 1, in the order of the texts, whatever else is among them.

        Reads the first 128 tokens of a text; upper and lower case are one. A text without words gets a
        vector too. Raises EncoderError when the encoder's files are unusable.
        """
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        ids = [self._tokenizer.encode(clean(text)).ids for text in texts]
        for batch in batches_of_equal_length(ids):
            tokens = np.array([ids[index] for index in batch], dtype=np.int64)
            vectors[batch] = self._session.run(["vectors"], {"input_ids": tokens})[0]
        return vectors

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(verified(self._folder / "tokenizer.json"))

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        path, options = verified(self._folder / "model.onnx"), onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = ERRORS_ONLY
        try:
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's errors have no base of their own
            found = onnxruntime.__version__
            raise EncoderError(f"{path}: needs ONNX Runtime 1.22 or later, found {found}: {error}") from error


def clean(text: str) -> str:
    """The text as the tokenizer takes it: cut to size, split surrogates joined, stray ones replaced."""
    return text.strip()[:MAX_CHARACTERS].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def batches_of_equal_length(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Indices of at most BATCH token lists of one length, so that none needs padding."""

    def length(index: int) -> int:
        return len(ids[index])

    for _, group in groupby(sorted(range(len(ids)), key=length), key=length):
        indices = list(group)
        yield from (indices[start : start + BATCH] for start in range(0, len(indices), BATCH))


def verified(path: Path) -> str:
    """The file's name, once its sha256 is found in `checksums.txt` beside it. Raises EncoderError."""
    try:
        listed = path.with_name("checksums.txt").read_text("ascii", "replace").splitlines()
        with path.open("rb") as file:
            line = f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}"
    except OSError as error:
        message = f"{error.filename}: {error.strerror}. Restore it from the repository."
        raise EncoderError(message) from error
    if line not in listed:
        raise EncoderError(f"{path}: not the file that checksums.txt names. Restore it from the repository.")
    return str(path)
