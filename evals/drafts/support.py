"""Which statements are not borne out by what they cite.

Independent of the check the app itself makes: every statement's sources must resolve, quoted
words must stand in a source, and numbers and dates of a claim must occur in its sources.
"""

from assistant.drafts import Basis, Statement
from evals.drafts.view import View
from evals.drafts.words import dates, numbers, plain, quotes, words

_LABELS = {str(n) for n in range(1, 4)}  # "one topic", "2 of the 3": counting, not a claim


def unsupported(view: View) -> list[tuple[Statement, str]]:
    """The statements that are not supported, each with what is wrong."""
    found = [(s, _doubt(view, s)) for s in view.statements]
    return [(s, doubt) for s, doubt in found if doubt]


def resolved(view: View) -> tuple[int, int]:
    """How many of the sources that the statements name resolve, and how many they name."""
    named = [source for s in view.statements for source in s.sources]
    return sum(view.record.citation(s) is not None for s in named), len(named)


def _doubt(view: View, statement: Statement) -> str:
    if statement.flag:
        return f"flagged: {statement.flag}"
    if any(view.record.citation(s) is None for s in statement.sources):
        return "a source does not resolve"
    if statement.basis is Basis.INFERRED:
        return ""
    if not statement.sources:
        return "no source"
    said = plain(" ".join(view.cited(statement)))
    if statement.basis is Basis.QUOTED:
        return _misquoted(statement.text, said)
    if missing := dates(statement.text) - dates(said):
        return f"the date {min(missing).isoformat()} is not in its sources"
    if missing_numbers := numbers(statement.text) - numbers(said) - _LABELS:
        return f"the number {sorted(missing_numbers)[0]} is not in its sources"
    return ""


def _misquoted(text: str, said: str) -> str:
    """Quoted words: the statement whole, or what stands in its marks or after its label."""
    text = plain(text)
    tried = [[text], [text.strip('"')], quotes(text), [text.partition(": ")[2]]]
    if any(found and all(_within(q, said) for q in found) for found in tried):
        return ""
    return "the quoted words are not in its source"


def _within(quote: str, said: str) -> bool:
    wanted = words(quote)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(said))} "
