"""How a ranked list is judged."""

import math
from collections.abc import Sequence


def evidence_share(texts: Sequence[str], evidence: Sequence[str], budget: int) -> float:
    """The share of the evidence lines found in the first ``budget`` characters of the texts.

    The texts are taken in rank order. A line is found when 60 % of its characters, from either
    end, lie in what is taken, whatever the size of the passages.
    """
    taken = "\n".join(texts)[:budget]
    return sum(_held(line, taken) for line in evidence) / max(len(evidence), 1)


def _held(line: str, taken: str) -> bool:
    part = math.ceil(0.6 * len(line))
    return line[:part] in taken or line[-part:] in taken


def relevant_share(texts: Sequence[str], evidence: Sequence[str], budget: int) -> float:
    """The share of the first ``budget`` characters that stands in lines of the evidence.

    What is shorter is judged by what there is; 0 when there is nothing.
    """
    lines = "\n".join(texts)[:budget].splitlines()
    held = sum(len(line) for line in lines if any(line in one for one in evidence))
    return held / max(sum(map(len, lines)), 1)


def ndcg(ranked: Sequence[str], relevant: Sequence[str], k: int = 10) -> float:
    """Normalised discounted gain of the first ``k``, each relevant id worth the same."""
    gain = sum(1 / math.log2(i + 2) for i, doc in enumerate(ranked[:k]) if doc in relevant)
    best = sum(1 / math.log2(i + 2) for i in range(min(k, len(relevant))))
    return gain / best if best else 0.0
