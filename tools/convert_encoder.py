"""Make the sentence encoder's files from weights of all-MiniLM-L6-v2. Not part of the set-up.

    pip install onnx safetensors
    python tools/convert_encoder.py --weights DIR --out bot/nlu/encoder

DIR holds `model.safetensors` and `tokenizer.json` as published, or as `tools/finetune_encoder.py` wrote them. Writes
`model.onnx`, `tokenizer.json` and `checksums.txt`; the same weights and the same version of onnx give the same bytes.

The graph is written out by hand: token ids of sentences of equal length in, unit vectors out, so it needs no
padding and no mask. Weights are 8-bit integers with one scale per block of 64; ONNX Runtime quantises each
token's activations by itself, so a sentence has the same vector alone and in company. (One scale for a whole
tensor of activations, the usual dynamic quantisation, moves a vector by up to 0.03 in cosine with the company
it keeps.)
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load

LAYERS, HEADS, WIDTH, MAX_TOKENS = 6, 12, 384, 128
BLOCK = 64
LARGEST = 127  # of a signed 8-bit integer, symmetric
ZERO_POINT = 128  # what MatMulNBits takes for zero when it is given no zero points
LAYER_NORM_EPSILON = 1e-12
CONTRIB = "com.microsoft"


class Graph:
    """Collects the nodes and constants of an ONNX graph; each method returns the name of its output."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, output: str = "", **attributes: object) -> str:
        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        """x @ weight.T + bias, the weight in 8 bits with a scale per block of one output's inputs."""
        weight = self.weights[f"{name}.weight"]
        outputs, inputs = weight.shape
        integers, scales = quantised(weight.reshape(outputs, inputs // BLOCK, BLOCK))
        return self.node(
            "MatMulNBits",
            x,
            self.constant(f"{name}.integers", (integers.astype(np.int16) + ZERO_POINT).astype(np.uint8)),
            self.constant(f"{name}.scales", scales.reshape(-1)),
            "",
            "",
            self.constant(f"{name}.bias", self.weights[f"{name}.bias"]),
            domain=CONTRIB,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,  # compute in 8-bit integers
        )

    def normalised_sum(self, x: str, residual: str, name: str) -> str:
        """Layer normalisation of x + residual."""
        gain = self.constant(f"{name}.gain", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        total = self.node("Add", x, residual)
        return self.node("LayerNormalization", total, gain, bias, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def embeddings(self, ids: str) -> str:
        """Word (8 bits, a scale per word) + position + token type."""
        integers, scales = quantised(self.weights["embeddings.word_embeddings.weight"])
        rows = self.node("Gather", self.constant("words.integers", integers), ids)
        scale = self.node("Gather", self.constant("words.scales", scales), ids)
        words = self.node("Mul", self.node("Cast", rows, to=TensorProto.FLOAT), scale)
        token_type = self.weights["embeddings.token_type_embeddings.weight"][0]
        table = self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + token_type
        zero, length = self.constant("zero", np.array([0])), self.node("Shape", ids, start=1, end=2)
        positions = self.node("Slice", self.constant("positions", table), zero, length, zero)
        return self.normalised_sum(words, positions, "embeddings.LayerNorm")

    def layer(self, x: str, name: str) -> str:
        """One transformer layer: self-attention, then the feed-forward network."""
        inputs = [self.linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        attended = self.node("MultiHeadAttention", *inputs, domain=CONTRIB, num_heads=HEADS)
        attended = self.linear(attended, f"{name}.attention.output.dense")
        x = self.normalised_sum(attended, x, f"{name}.attention.output.LayerNorm")
        hidden = self.node("Gelu", self.linear(x, f"{name}.intermediate.dense"))
        return self.normalised_sum(self.linear(hidden, f"{name}.output.dense"), x, f"{name}.output.LayerNorm")

    def unit_mean(self, x: str) -> str:
        """The mean over the tokens, at length 1."""
        mean = self.node("ReduceMean", x, self.constant("tokens_axis", np.array([1])), keepdims=0)
        return self.node("LpNormalization", mean, axis=-1, p=2, output="vectors")


def quantised(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """8-bit integers and the float32 scales of the last axis: values are about integers * scales."""
    scales = np.abs(values).max(axis=-1, keepdims=True).astype(np.float32) / np.float32(LARGEST)
    return np.rint(values / scales).astype(np.int8), scales


def encoder_model(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The ONNX model: input_ids (n, tokens) int64 -> vectors (n, 384) float32."""
    graph = Graph(weights)
    x = graph.embeddings("input_ids")
    for number in range(LAYERS):
        x = graph.layer(x, f"encoder.layer.{number}")
    vectors = helper.make_tensor_value_info(graph.unit_mean(x), TensorProto.FLOAT, ["n", WIDTH])
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "tokens"])
    whole = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", [ids], [vectors], graph.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(whole, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model


def unpadded_tokenizer(path: Path) -> bytes:
    """The published tokenizer without padding, cut at MAX_TOKENS."""
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    tokenizer["padding"] = None
    tokenizer["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert all-MiniLM-L6-v2 to 8-bit ONNX.")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    options = parser.parse_args()
    weights = load((options.weights / "model.safetensors").read_bytes())
    files = {
        "model.onnx": encoder_model(weights).SerializeToString(),
        "tokenizer.json": unpadded_tokenizer(options.weights / "tokenizer.json"),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    (options.out / "checksums.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
