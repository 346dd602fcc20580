"""What two processes say to each other: a JSON object, and vectors if there are any."""

import json
import struct
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_HEAD = struct.Struct(
    "!III"
)  # bytes of JSON, rows, numbers in a row (0 where there are no vectors)


def write_frame(stream: BinaryIO, value: dict[str, Any], vectors: Vectors | None = None) -> None:
    """Write one frame, at once."""
    text = json.dumps(value).encode("ascii")
    rows, width = (0, 0) if vectors is None else vectors.shape
    stream.write(_HEAD.pack(len(text), rows, width))
    stream.write(text)
    if vectors is not None:
        stream.write(np.ascontiguousarray(vectors, dtype=np.float32).tobytes())
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], Vectors | None] | None:
    """The next frame; None when there is none or the other side broke off within it."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, rows, width = _HEAD.unpack(head)
    text, numbers = stream.read(length), stream.read(4 * rows * width)
    if len(text) + len(numbers) < length + 4 * rows * width:
        return None
    vectors = np.frombuffer(numbers, dtype=np.float32).reshape(rows, width) if width else None
    return json.loads(text), vectors
