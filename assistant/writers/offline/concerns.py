"""Recognising what leaves the pair: harassment, retaliation, discrimination and danger."""

from assistant.language import lexicon


def concern(words: str) -> str | None:
    """What a question may be about that leaves the pair, or None.

    One of "danger", "harassment", "retaliation", "discrimination", the gravest first.
    """
    found = (name for name in lexicon.family("concern") if lexicon.says(name, words))
    return next(found, "").removeprefix("concern.") or None
