"""A cross-encoder of a few hundred bytes: it looks for one word in the passage.

The ONNX file is written here field by field (protobuf's wire format), since the package that
writes such files is not among the project's.
"""

import hashlib
import struct
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

FLOAT, INT64 = 1, 7


def reader_folder(folder: Path, word: str, logits: int = 1) -> Path:
    """A folder that UPMENTOR_READER can name; the model says yes where a passage holds the word.

    The word in the question does not count. ``logits`` are the values it gives for each passage.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, word: 3}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    content = _model(vocabulary[word], logits)
    (folder / "model.onnx").write_bytes(content)
    (folder / "checksum.txt").write_text(hashlib.sha256(content).hexdigest() + "\n")
    return folder


def _model(token: int, logits: int) -> bytes:
    """One logit is 4 where the token is in the passage and -4 where it is not; two are 2 and -2."""
    slopes = {1: [8.0], 2: [-4.0, 4.0]}.get(logits, [1.0] * logits)
    nodes = [
        _node("Equal", ["input_ids", "token"], "same"),
        _node("Cast", ["same"], "found", to=FLOAT),
        _node("Cast", ["token_type_ids"], "second", to=FLOAT),
        _node("Mul", ["found", "second"], "held"),
        _node("ReduceMax", ["held"], "any", axes=[1]),
        _node("MatMul", ["any", "slopes"], "sloped"),
        _node("Sub", ["sloped", "half"], "logits"),
    ]
    initializers = [
        _tensor("token", INT64, [1], struct.pack("<q", token)),
        _tensor("slopes", FLOAT, [1, logits], struct.pack(f"<{logits}f", *slopes)),
        _tensor("half", FLOAT, [logits], struct.pack(f"<{logits}f", *(s / 2 for s in slopes))),
    ]
    inputs = [_value(name, INT64, ["n", "length"]) for name in ("input_ids", "token_type_ids")]
    graph = b"".join(
        [
            *(_bytes(1, node) for node in nodes),
            _bytes(2, b"graph"),
            *(_bytes(5, tensor) for tensor in initializers),
            *(_bytes(11, value) for value in inputs),
            _bytes(12, _value("logits", FLOAT, ["n", logits])),
        ]
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, 13))


def _node(op: str, inputs: Sequence[str], output: str, **attributes: int | list[int]) -> bytes:
    named = b"".join(_bytes(1, name.encode()) for name in inputs)
    given = b"".join(_bytes(5, _attribute(name, value)) for name, value in attributes.items())
    return named + _bytes(2, output.encode()) + _bytes(4, op.encode()) + given


def _attribute(name: str, value: int | list[int]) -> bytes:
    named = _bytes(1, name.encode())
    if isinstance(value, int):
        return named + _number(3, value) + _number(20, 2)
    return named + b"".join(_number(8, one) for one in value) + _number(20, 7)


def _tensor(name: str, kind: int, shape: Sequence[int], raw: bytes) -> bytes:
    sizes = b"".join(_number(1, size) for size in shape)
    return sizes + _number(2, kind) + _bytes(8, name.encode()) + _bytes(9, raw)


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(
        _bytes(1, _number(1, size) if isinstance(size, int) else _bytes(2, size.encode()))
        for size in shape
    )
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    parts = [value >> shift & 0x7F for shift in range(0, max(1, value.bit_length()), 7)]
    return bytes([*(part | 0x80 for part in parts[:-1]), parts[-1]])
