"""Teach the sentence encoder our own examples. Not part of the set-up: it needs PyTorch, in an environment of its own.

    pip install torch tokenizers safetensors pyyaml numpy
    python -m tools.finetune_encoder --weights DIR --out TAUGHT
    python tools/convert_encoder.py --weights TAUGHT --out bot/nlu/encoder

DIR holds the published all-MiniLM-L6-v2. Writes `model.safetensors` with the same tensors and the
vectors of the reference sentences, and copies `tokenizer.json`.

The encoder and one direction per intent are trained together: the cosine between a text's vector and its intent's
direction should be the largest. Some texts are mistyped at random. Some are two or three texts in one: the whole should
be found between their intents (a hazard among harmless texts stays a hazard), and the mean of the words of each, as
they stand in the whole, at its own. The messages of data/several_topics/encoder.jsonl, which ask several things, should
be found between these. Beside that, each word as it stands there votes for intents, and the votes for those of the
text should outweigh the others'. Directions and votes are thrown away: `spotter train` fits its own regression, so
that examples can be added without teaching the encoder anew.

`--leave-out 0/5` keeps a fifth of the examples of each intent for measuring and prints how many of them are read
rightly, which is the honest cross-validation: the shipped encoder has seen every example.
"""

import argparse
import hashlib
import math
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bot.nlu.hazard_intents import is_hazard
from bot.nlu.several_topics import Several, read_several
from bot.training_examples import Example, read_examples
from bot.typing_slips import mistyped

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH, INNER, WORDS, POSITIONS, MAX_TOKENS = 6, 12, 384, 1536, 30522, 512, 128
EPSILON, DROPOUT = 1e-12, 0.1
EPOCHS, BATCH, ENCODER_RATE, DIRECTION_RATE, WARM_UP = 4, 32, 1e-4, 2e-3, 0.1
REPORTED = 50  # batches between two lines of progress
LENGTHS_MIXED = 20  # characters by which the texts of a batch differ
SHARPNESS, SMOOTHING, MISTYPED, TWO, THREE, LONGEST_JOINED, SEED = 20.0, 0.1, 0.25, 0.4, 0.1, 160, 0
VOTE_RATE, VOTE_SHARE, VOTE_SPREAD, VOTE_START, NO_VOTE = 1e-3, 0.3, 0.01, -7.0, -30.0
JOINS = (" and ", ", ", ". ", " also ", " + ", "? ", " - ", "\n", ", also ", ". also ", " & ", ", and ", " / ")
NEVER_JOINED = {"ask_why", "ask_sources", "ask_bot", "ask_help", "ask_profile"}
ROOT = Path(__file__).resolve().parent.parent
TOPICS, SEVERAL = ROOT / "data" / "topics", ROOT / "data" / "several_topics" / "encoder.jsonl"
REFERENCE = ROOT / "tests" / "bot" / "nlu" / "reference_sentences.txt"
NAMES = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "types": "embeddings.token_type_embeddings",
    "norm": "embeddings.LayerNorm",
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer of the published model."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.attention_norm, self.outer_norm = (nn.LayerNorm(WIDTH, EPSILON) for _ in range(2))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        query, key, value = (_heads(part(x)) for part in (self.query, self.key, self.value))
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        x = self.attention_norm(x + self.dropout(self.mixed(attended.transpose(1, 2).reshape(x.shape))))
        return self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


def _heads(x: Tensor) -> Tensor:
    return x.view(*x.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)


class Encoder(nn.Module):
    """Token ids and mask (n, tokens) -> vectors (n, 384) of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, EPSILON)
        self.layers, self.dropout = nn.ModuleList(Layer() for _ in range(LAYERS)), nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return mean_vectors(self.in_context(ids, mask), mask)

    def in_context(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The vector of each token as it stands there (n, tokens, 384)."""
        places = self.positions.weight[: ids.shape[1]] + self.types.weight[0]
        x = self.dropout(self.norm(self.words(ids) + places))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def mean_vectors(words: Tensor, mask: Tensor) -> Tensor:
    """The mean over the tokens that a mask (n, tokens) names, at length 1 (n, 384)."""
    kept = mask[:, :, None].float()
    return functional.normalize((words * kept).sum(1) / kept.sum(1), dim=-1)


def published_name(name: str) -> str:
    """Our name of a tensor -> its name in the published file."""
    *path, part, kind = name.split(".")
    layer = f"encoder.layer.{path[1]}." if path else ""
    return f"{layer}{NAMES[part]}.{kind}"


class Reader:
    """Turns texts into ids and mask (n, tokens), and for each token the characters that it stands for."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def __call__(self, texts: Sequence[str]) -> tuple[Tensor, Tensor, list[list[tuple[int, int]]]]:
        read = [self._tokenizer.encode(text) for text in texts]
        ids = [each.ids for each in read]
        padded = torch.zeros(len(ids), max(map(len, ids)), dtype=torch.long)
        mask = torch.zeros(padded.shape, dtype=torch.bool)
        for at, row in enumerate(ids):
            padded[at, : len(row)], mask[at, : len(row)] = torch.tensor(row), True
        return padded, mask, [each.offsets for each in read]


@dataclass(frozen=True)
class Draw:
    """A text of a batch: the intents (numbers) that it should be found between, and where the texts in it stand."""

    text: str
    owners: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...] = ()
    """First character, end and intent of each; () when it is one text."""


class Examples:
    """Texts and their intents, and how they are spoilt and joined for a batch."""

    def __init__(self, examples: Sequence[Example], several: Sequence[Several], chance: random.Random) -> None:
        self.texts = [text for text, _ in examples]
        self.intents = sorted({intent for _, intent in examples})
        self.owners = [self.intents.index(intent) for _, intent in examples]
        self._several = [Draw(text, tuple(map(self.intents.index, intents))) for text, intents in several]
        self._is_hazard = [is_hazard(intent) for _, intent in examples]
        self._joinable = [
            at
            for at, (text, intent) in enumerate(examples)
            if len(text) < LONGEST_JOINED and "_" in intent and intent not in NEVER_JOINED
        ]
        self._can_join = set(self._joinable)
        self._chance = chance

    def __len__(self) -> int:
        return len(self.texts) + len(self._several)

    def batches(self) -> Iterator[list[Draw]]:
        """All texts once, some joined or mistyped, each batch of about one length."""
        drawn = [*map(self._one, range(len(self.texts))), *self._several]
        self._chance.shuffle(drawn)
        by_length = sorted(drawn, key=lambda each: len(each.text) + self._chance.random() * LENGTHS_MIXED)
        batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
        self._chance.shuffle(batches)
        for batch in batches:
            yield [self._perhaps_mistyped(each) for each in batch]

    def shares(self, batch: Sequence[Draw]) -> Tensor:
        """The share of each intent in the texts (n, intents)."""
        shares = torch.full((len(batch), len(self.intents)), SMOOTHING / len(self.intents))
        for row, each in enumerate(batch):
            for owner in each.owners:
                shares[row, owner] += (1 - SMOOTHING) / len(each.owners)
        return shares

    def _perhaps_mistyped(self, draw: Draw) -> Draw:
        if draw.places or self._chance.random() >= MISTYPED:
            return draw
        return replace(draw, text=mistyped(draw.text, self._chance))

    def _one(self, at: int) -> Draw:
        drawn = self._chance.random()
        count = 1 if at not in self._can_join else 3 if drawn < THREE else 2 if drawn < THREE + TWO else 1
        if count == 1:
            return Draw(self.texts[at], (self.owners[at],))
        together = [at, *(self._chance.choice(self._joinable) for _ in range(count - 1))]
        self._chance.shuffle(together)
        text, places = "", []
        for number, each in enumerate(together):
            text = self._joined(text) if number else ""
            places.append((len(text), len(text) + len(self.texts[each]), self.owners[each]))
            text += self.texts[each]
        grave = [self.owners[each] for each in together if self._is_hazard[each]]
        told = grave if len(grave) == 1 else [self.owners[each] for each in together]
        return Draw(text, tuple(told), tuple(places))

    def _joined(self, text: str) -> str:
        join = self._chance.choice(JOINS)
        is_new_sentence = join in (". ", "\n", "? ") and self._chance.random() < 0.5
        return (text if is_new_sentence else text.rstrip(" ?.!")) + join


def taught(encoder: Encoder, reader: Reader, examples: Examples) -> Tensor:
    """Train the encoder in place; returns the direction of each intent (intents, 384)."""
    vectors, owners = encoded(encoder, reader, examples.texts), torch.tensor(examples.owners)
    means = [vectors[owners == at].mean(0) for at in range(len(examples.intents))]
    directions = nn.Parameter(functional.normalize(torch.stack(means), dim=1))
    votes = nn.Linear(WIDTH, len(examples.intents))
    nn.init.normal_(votes.weight, std=VOTE_SPREAD)
    nn.init.constant_(votes.bias, VOTE_START)
    encoder.words.weight.requires_grad = False  # rare words keep their places among the others
    moving = [each for each in encoder.parameters() if each.requires_grad]
    groups = [
        {"params": moving, "lr": ENCODER_RATE},
        {"params": [directions], "lr": DIRECTION_RATE},
        {"params": votes.parameters(), "lr": VOTE_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(examples) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        encoder.train()
        losses = []
        for batch in examples.batches():
            loss = loss_of(encoder, reader, directions, votes, batch, examples.shares(batch))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            pace.step()
            losses.append(loss.item())
            if not len(losses) % REPORTED:
                print(f"epoch {epoch + 1}: {len(losses) * BATCH} texts, loss {np.mean(losses):.3f}", flush=True)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return directions.detach()


def loss_of(
    encoder: Encoder, reader: Reader, directions: Tensor, votes: nn.Linear, batch: Sequence[Draw], shares: Tensor
) -> Tensor:
    """How far the texts of a batch, the texts within them and the votes of their words are from their intents."""
    ids, mask, offsets = reader([each.text for each in batch])
    words = encoder.in_context(ids, mask)
    loss = functional.cross_entropy(SHARPNESS * mean_vectors(words, mask) @ directions.T, shares)
    sums = torch.logsumexp(votes(words).masked_fill(~mask[:, :, None], NO_VOTE), 1)
    is_asked = torch.zeros_like(sums)
    for row, each in enumerate(batch):
        is_asked[row, list(each.owners)] = 1
    wrong = functional.binary_cross_entropy_with_logits(sums, is_asked, reduction="sum")
    loss = loss + VOTE_SHARE * wrong / len(batch)
    rows, masks, owners = [], [], []
    for row, each in enumerate(batch):
        for first, end, owner in each.places:
            inside = torch.tensor([first <= start < stop <= end for start, stop in offsets[row]])
            if inside.any():  # it may stand behind the last token that is read
                rows.append(row)
                owners.append(owner)
                masks.append(functional.pad(inside, (0, ids.shape[1] - len(inside))))
    if not rows:
        return loss
    parts = mean_vectors(words[rows], torch.stack(masks))
    of_parts = functional.cross_entropy(
        SHARPNESS * parts @ directions.T, torch.tensor(owners), label_smoothing=SMOOTHING
    )
    return loss + of_parts * len(rows) / len(batch)


@torch.no_grad()
def encoded(encoder: Encoder, reader: Reader, texts: Sequence[str]) -> Tensor:
    """Vectors (n, 384) of texts, without dropout."""
    encoder.eval()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    vectors = torch.empty(len(texts), WIDTH)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = encoder(*reader([texts[at] for at in batch])[:2])
    return vectors


def split(examples: Sequence[Example], fold: str) -> tuple[list[Example], list[Example]]:
    """Examples to learn from and to measure with; of "0/5" every fifth of an intent, from the first, is kept back."""
    first, of = map(int, fold.split("/"))
    count: dict[str, int] = {}
    learnt, kept = [], []
    for example in random.Random(SEED).sample(examples, len(examples)):
        count[example[1]] = count.get(example[1], -1) + 1
        (kept if count[example[1]] % of == first else learnt).append(example)
    return learnt, kept


def verified_weights(path: Path) -> dict[str, Tensor]:
    """The published tensors by name; exits when the file is not the published one."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != WEIGHTS_SHA256:
        sys.exit(f"{path}: sha256 {found}, expected {WEIGHTS_SHA256} (the published all-MiniLM-L6-v2)")
    return load(content)


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach all-MiniLM-L6-v2 our examples.")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the published files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--leave-out", metavar="N/OF", help="a part of the examples to measure with")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    found = sorted((text.lower(), intent) for text, intent in read_examples(TOPICS))
    learnt, kept = split(found, options.leave_out) if options.leave_out else (found, [])
    several = [(text.lower(), intents) for text, intents in read_several(SEVERAL)]
    examples = Examples(learnt, several, random.Random(SEED))
    encoder, reader = Encoder(), Reader(options.weights / "tokenizer.json")
    published = verified_weights(options.weights / "model.safetensors")
    encoder.load_state_dict({name: published[published_name(name)] for name in encoder.state_dict()})
    directions = taught(encoder, reader, examples)
    if kept:
        likest = (encoded(encoder, reader, [text for text, _ in kept]) @ directions.T).argmax(1)
        right = [examples.intents[at] == intent for at, (_, intent) in zip(likest, kept, strict=True)]
        print(f"{np.mean(right):.1%} of {len(kept)} examples kept back are read rightly")
    options.out.mkdir(parents=True, exist_ok=True)
    tensors = {published_name(name): tensor.contiguous() for name, tensor in encoder.state_dict().items()}
    save_file(published | tensors, options.out / "model.safetensors")
    shutil.copy(options.weights / "tokenizer.json", options.out)
    sentences = REFERENCE.read_text(encoding="utf-8").splitlines()
    alone = torch.cat([encoded(encoder, reader, [sentence]) for sentence in sentences])
    np.save(options.out / "reference_vectors.npy", alone.numpy())


if __name__ == "__main__":
    main()
