"""The table of faults: what a service does, the sentence that is told, the requests it took."""

from dataclasses import dataclass

from assistant.writers.chatting.patience import Waits
from tests.writers.wire import DONE, Reply, delta, drafted, event, failed, page, said

WAITS = Waits(patience=6, connect=2, pause=0.02)
IMPATIENT = Waits(patience=0.9, connect=0.5, pause=0.02)
TEXT = drafted("One whole statement.", "Another whole statement.", "A third whole statement.")
HALF = TEXT[: TEXT.index("Another") + 5]
HEAD = [*said(HALF, finish=None, tokens=None).pieces, 0.1]  # one statement and a half
DRIP = [delta(content='{"ti'), *[piece for _ in range(40) for piece in (b": still here\n\n", 0.05)]]

BUSY = "HOST takes no more requests at the moment: try again"
QUOTA = "The account at HOST has used up its credit: ask whoever manages it."
SLOW = "HOST is too slow: no whole sentence arrived within 0.9 seconds."
BROKEN = "The connection to HOST broke before the draft was whole."
UNFINISHED = "HOST ended its answer before the draft was whole."
GARBLED = "HOST sent an answer that cannot be read."
NO_MODEL = "What answers at HOST is not a chat model: check UPMENTOR_MODEL and UPMENTOR_MODEL_URL."
EMPTY = "scripted sent an answer with nothing in it."
SERVER = "HOST failed three times: try again later."
FORBIDDEN = (
    "The key may not use scripted at HOST: choose another model, or ask whoever manages the "
    "account."
)
UNKNOWN = "There is no model scripted at HOST: check UPMENTOR_MODEL and UPMENTOR_MODEL_URL."
MOVED = (
    "HOST points to another address, which is not followed: check UPMENTOR_MODEL and "
    "UPMENTOR_MODEL_URL."
)
NO_DRAFT = "scripted did not write a draft that can be read: choose a more capable model."
NOTHING = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": []}


@dataclass(frozen=True)
class Row:
    """One way to fail: the replies, and what comes of them."""

    name: str
    script: tuple[Reply, ...]
    sentence: str
    attempts: int = 1
    partial: bool = False
    waits: Waits = WAITS


TABLE = [
    Row(
        "401",
        (failed(401, "Incorrect API key: sk-canary"),),
        "HOST refused the key: check UPMENTOR_MODEL_KEY.",
    ),
    Row("403", (failed(403),), FORBIDDEN),
    Row("404", (failed(404),), UNKNOWN),
    Row("429", (failed(429),), f"{BUSY} in a minute.", 3),
    Row("429, wait", (failed(429, retry_after="0"),), f"{BUSY} in a minute.", 3),
    Row("429, long wait", (failed(429, retry_after="60"),), f"{BUSY} in 60 seconds."),
    Row("quota", (failed(429, "You exceeded your current quota", "insufficient_quota"),), QUOTA),
    Row("402", (failed(402),), QUOTA),
    Row("500", (failed(500),), SERVER, 3),
    Row("502, HTML", (page(502),), SERVER, 3),
    Row(
        "read timeout", (Reply([3.0]),), "HOST did not answer within 0.9 seconds.", waits=IMPATIENT
    ),
    Row("slow drip", (Reply(DRIP),), SLOW, waits=IMPATIENT),
    Row("slow words", (said("x" * 200, size=1, pause=0.03),), SLOW, waits=IMPATIENT),
    Row("reset midway", (Reply(HEAD, end="reset"),), BROKEN, 1, True),
    Row("cut midway", (Reply(HEAD, end="cut"),), BROKEN, 1, True),
    Row("no finish reason", (said(TEXT, finish=None),), UNFINISHED, 1, True),
    Row("unknown finish reason", (said(TEXT, finish="whim"),), UNFINISHED, 1, True),
    Row("bad JSON", (Reply([*HEAD, b"data: {nope\n\n"]),), GARBLED, 1, True),
    Row("bad UTF-8", (Reply([*HEAD, b'data: {"id": "\xff\xfe"}\n\n']),), GARBLED, 1, True),
    Row("HTML", (page(),), NO_MODEL),
    Row("no stream", (Reply([b"{}"], content_type="application/json"),), NO_MODEL),
    Row("empty choices", (Reply([event(NOTHING), DONE]),), EMPTY),
    Row("no choices", (Reply([DONE]),), EMPTY),
    Row("empty content", (Reply([delta(role="assistant"), delta("stop"), DONE]),), EMPTY),
    Row(
        "length",
        (said(HALF, finish="length"),),
        "The draft is longer than scripted may write in one answer.",
        1,
        True,
    ),
    Row(
        "content filter",
        (said(HALF, finish="content_filter"),),
        "The content filter of HOST stopped the answer.",
        1,
        True,
    ),
    Row(
        "refusal",
        (Reply([delta(role="assistant"), delta(refusal="I cannot help."), delta("stop"), DONE]),),
        "scripted declined to write this.",
    ),
    Row(
        "brief too long",
        (failed(400, "maximum context length is 10", "context_length_exceeded"),),
        "The brief is longer than scripted can read at once.",
    ),
    Row("moved", (failed(307, location="http://elsewhere.invalid/v1"),), MOVED),
    Row(
        "every way refused",
        (failed(400, "no"),),
        "HOST rejected the request: scripted may not support it.",
        3,
    ),
    Row("broken draft", (said('{"title": "x", "sections": [{"heading" "y"}]}'),), NO_DRAFT, 3),
    Row(
        "error in the stream",
        (Reply([*HEAD, event({"error": {"message": "overloaded"}})]),),
        BROKEN,
        1,
        True,
    ),
]
