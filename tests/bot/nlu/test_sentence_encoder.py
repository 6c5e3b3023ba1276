"""The 8-bit encoder held against full precision, against strange input, and against damage to its files."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.sentence_encoder import DIMENSIONS, ENCODER_FOLDER, EncoderError, SentenceEncoder

HERE = Path(__file__).parent
SENTENCES = (HERE / "reference_sentences.txt").read_text(encoding="utf-8").splitlines()
STRANGE = {
    "empty": "",
    "blank": " \n\t",
    "nul": "\x00",
    "replacement": "\ufffd",
    "surrogate": "\ud800",
    "emoji": "\U0001f4aa\U0001f3fd",
    "arabic": "كم مرة",
    "japanese": "何回ですか",
    "right to left mark": "\u202edesrever",
    "one long word": "a" * 10_000,
    "wall of text": "rest? " * 2_000,
}
LAST_BIT = 1e-6  # what the order of float32 additions may change


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def full_precision() -> np.ndarray:
    return np.load(HERE / "reference_vectors.npy")


@pytest.fixture
def folder_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ENCODER_FOLDER, tmp_path / "encoder"))


def test_the_references_are_many_different_unit_vectors(full_precision: np.ndarray) -> None:
    assert full_precision.shape == (len(SENTENCES), DIMENSIONS)
    assert len(set(SENTENCES)) == len(SENTENCES) >= 40
    assert np.linalg.norm(full_precision, axis=1) == pytest.approx(1, abs=LAST_BIT)
    assert (full_precision @ full_precision.T - np.eye(len(SENTENCES))).max() < 0.95


def test_vectors_stay_close_to_full_precision(encoder: SentenceEncoder, full_precision: np.ndarray) -> None:
    cosines = (encoder.encode(SENTENCES) * full_precision).sum(axis=1)
    assert cosines.mean() >= 0.999
    assert cosines.min() >= 0.99, SENTENCES[int(cosines.argmin())]


def test_the_likeness_of_two_sentences_stays_that_of_full_precision(
    encoder: SentenceEncoder, full_precision: np.ndarray
) -> None:
    vectors = encoder.encode(SENTENCES)
    assert np.abs(vectors @ vectors.T - full_precision @ full_precision.T).max() < 0.02


def test_the_same_question_in_other_words_is_nearer_than_another_question(encoder: SentenceEncoder) -> None:
    texts = ["How long should I rest between sets?", "minutes of break between two sets", "How much protein?"]
    question, paraphrase, other = encoder.encode(texts)
    assert question @ paraphrase > question @ other + 0.2


def test_vectors_are_float32_of_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(SENTENCES[:3])
    assert (vectors.shape, vectors.dtype) == ((3, DIMENSIONS), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=LAST_BIT)


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_has_the_same_vector_alone_and_in_company(encoder: SentenceEncoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in SENTENCES])
    together = encoder.encode(SENTENCES)
    assert np.abs(together - alone).max() < LAST_BIT
    assert np.abs(encoder.encode(SENTENCES[::-1])[::-1] - together).max() < LAST_BIT


def test_another_encoder_gives_the_same_bits(encoder: SentenceEncoder) -> None:
    assert np.array_equal(SentenceEncoder().encode(SENTENCES[:9]), encoder.encode(SENTENCES[:9]))


def test_upper_and_lower_case_are_one(encoder: SentenceEncoder) -> None:
    upper, lower = encoder.encode(["  How Often Should I BENCH?\n", "how often should i bench?"])
    assert upper @ lower == pytest.approx(1, abs=LAST_BIT)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_gets_a_unit_vector(encoder: SentenceEncoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=LAST_BIT)


def test_stray_surrogates_do_not_change_the_meaning(encoder: SentenceEncoder) -> None:
    plain, stray = encoder.encode(["how often should I bench", "how often should I bench\ud83d"])
    assert np.array_equal(plain, stray)


def test_an_emoji_in_two_halves_is_that_emoji(encoder: SentenceEncoder) -> None:
    whole, halves = encoder.encode(["leg day \U0001f4aa", "leg day \ud83d\udcaa"])
    assert np.array_equal(whole, halves)


def test_of_a_wall_of_text_the_start_counts(encoder: SentenceEncoder) -> None:
    start = "rest " * 126  # with the two marks around it 128 tokens
    first, longer, shorter = encoder.encode([start, start + "protein " * 90, start[:-5]])
    assert np.array_equal(first, longer)
    assert not np.array_equal(first, shorter)


def test_a_page_of_blanks_does_not_hide_the_question(encoder: SentenceEncoder) -> None:
    plain, late = encoder.encode(["how often should i bench", "\n" * 9_000 + "how often should i bench"])
    assert np.array_equal(plain, late)


def test_the_committed_files_are_the_ones_in_the_checksums() -> None:
    lines = (ENCODER_FOLDER / "checksums.txt").read_text().splitlines()
    paths = [ENCODER_FOLDER / name for name in ("model.onnx", "tokenizer.json")]
    assert lines == [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in paths]


def test_nothing_is_read_before_it_is_needed(tmp_path: Path) -> None:
    lazy = SentenceEncoder(tmp_path / "nowhere")
    with pytest.raises(EncoderError, match="nowhere"):
        lazy.load()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "checksums.txt"])
def test_a_missing_file_is_named(folder_copy: Path, name: str) -> None:
    (folder_copy / name).unlink()
    with pytest.raises(EncoderError, match=name):
        SentenceEncoder(folder_copy).load()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_changed_file_is_named(folder_copy: Path, name: str) -> None:
    path = folder_copy / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(EncoderError, match=f"{name}: not the file that checksums.txt names"):
        SentenceEncoder(folder_copy).encode(["hi"])


@pytest.mark.parametrize("content", [b"", b"\xff\x00 not a list", b"model.onnx\n\n"])
def test_a_broken_list_of_checksums_stops_the_encoder(folder_copy: Path, content: bytes) -> None:
    (folder_copy / "checksums.txt").write_bytes(content)
    with pytest.raises(EncoderError, match=r"checksums\.txt"):
        SentenceEncoder(folder_copy).load()


def test_a_model_that_cannot_run_says_which_onnx_runtime_it_takes(folder_copy: Path) -> None:
    (folder_copy / "model.onnx").write_bytes(b"no model")
    tokenizer_line = (folder_copy / "checksums.txt").read_text().splitlines()[1]
    model_line = f"{hashlib.sha256(b'no model').hexdigest()}  model.onnx"
    (folder_copy / "checksums.txt").write_text(f"{model_line}\n{tokenizer_line}\n")
    with pytest.raises(EncoderError, match=r"model\.onnx: needs ONNX Runtime 1\.22 or later"):
        SentenceEncoder(folder_copy).load()


def test_it_runs_without_pytorch_and_without_a_hub() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from bot.nlu.sentence_encoder import SentenceEncoder\n"
        "unwanted = {'torch', 'transformers', 'huggingface_hub'} & set(sys.modules)\n"
        "print(SentenceEncoder().encode(['hi']).shape, unwanted or 'none')"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[2])
    assert (done.returncode, done.stdout.strip()) == (0, f"(1, {DIMENSIONS}) none"), done.stderr
