"""What a note proposes as actions, each with the partner who said or was given it.

Only what is said plainly becomes a proposal, and only for one of the two partners: no owner is
better than a wrong one. Conditions, doubts, questions and states ("will be sixty") are none.
"""

import re
from collections.abc import Iterator
from typing import Literal

from assistant.domain import Pair, Person, SessionNote
from assistant.language.lexicon import says
from assistant.language.tokens import opens
from assistant.writers.offline import text
from assistant.writers.offline.actionlists import PAUSE, listed
from assistant.writers.partners import Partners
from assistant.writers.turns import Turn, turns

_VERB = re.compile(
    r"(?:['’]ll|\s+(?:will|shall|(?:am|is) going to|"
    r"(?:have |has )?(?:promised|agreed|offered|undertook|undertaken) to)|(?<=\bi)['’]m going to)"
    r"\s+(?!(?:not|never|no longer)\b)",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"^(?:(?:also|then|now|just|certainly|definitely|gladly|personally)\s+)+")
_CLAUSE = re.compile(r"[,;:–—(]|\b(?:and|but|so|then|because)\b", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(
    r",?\s+(?:and|but|so)\s+(?:i|he|she|it|we|they|you)\b|,\s+(?:i|he|she|we|they)\s", re.IGNORECASE
)
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|(?<!\w)['‘](?=\w).*?(?<=[\w.,!?])['’](?!\w)"
)
_SHORT = re.compile(
    r"\b(?:approx|incl|oct|nov|dec|jan|feb|mar|apr|aug|sept?|mr|mrs|dr|prof|vs)\.$", re.IGNORECASE
)
_I = re.compile(r"(?<![\w'’.])i$", re.IGNORECASE)
_HE_SHE = re.compile(r"(?<![\w'’])(?:he|she)$", re.IGNORECASE)
_JOINED = re.compile(r"\b([^\W\d_][\w'’-]*)\s+(?:and|&|or)\s+(?:i|he|she)$", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w'’-])[^\W\d_a-z][\w'’-]*[^\W\d_A-Z]")
_NO_PERSON = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday english german french""".split()
)
_WRAPPED = 60
"""Characters; a shorter line of a note ends with its thought, a longer one may be wrapped."""


def proposals(note: SessionNote, pair: Pair) -> list[tuple[str, str]]:
    """(text, owner's e-mail) of each thing that a note says one of the partners will do."""
    side = pair.side_of(note.author)
    if side is None:
        return []
    author, partner = pair.person(side), pair.person(side.other)
    people = Partners(pair)
    found, rest = listed(note.text, people)
    for turn in turns(rest, author, people):
        found += _promised(turn, author, partner, people)
    known: dict[tuple[str, str], None] = {}
    for words, owner in found:
        if 2 < len((task := _task(words)).split()) < 40:
            known.setdefault((task, owner.email))
    return list(known)


def _task(words: str) -> str:
    plain = text.plain(words).strip(" .!;,:–—-\"'”’")
    plain = re.sub(r"(?:,?\s+(?:and|but|so|then|because))+$", "", plain)
    return plain[:1].upper() + plain[1:]


def _promised(
    turn: Turn, author: Person, partner: Person, people: Partners
) -> Iterator[tuple[str, Person]]:
    """What a turn promises; "he" and "she" are the partner only where nobody else can be meant."""
    body = _QUOTED.sub(lambda m: " " * len(m.group()), turn.text)
    both = all(re.search(p, body, re.I) for p in (r"\b(?:he|him|his)\b", r"\b(?:she|her)\b"))
    last: Person | Literal["stranger"] | None = None
    for sentence in _sentences(body):
        verbs = [] if sentence.endswith("?") else list(_VERB.finditer(sentence))
        for verb in verbs:
            lead = sentence[: verb.start()]
            meant = _last_named(lead, author, people) or last
            only = not turn.spoken and (meant == partner or (meant is None and not both))
            owner, start = _subject(lead, turn, partner if only else None, people)
            task = _ADVERBS.sub("", sentence[verb.end() : _end(sentence, verb.end())])
            if owner and not _unsure(lead[:start]) and not says("no_task", task):
                yield task, owner
        last = _last_named(sentence, author, people) or last


def _subject(
    lead: str, turn: Turn, other: Person | None, people: Partners
) -> tuple[Person | None, int]:
    """Who is the subject of a verb that follows ``lead``, and where the subject begins.

    ``other`` is whom "he" and "she" mean here, if anybody.
    """
    if (joined := _JOINED.search(lead)) and _person_like(joined[1]):
        return None, 0
    if own := _I.search(lead):
        return turn.by, own.start()
    if turn.spoken and turn.by is None:
        return None, 0
    if pronoun := _HE_SHE.search(lead):
        return other, pronoun.start()
    return people.ending(lead) or (None, 0)


def _last_named(
    piece: str, author: Person, people: Partners
) -> Person | Literal["stranger"] | None:
    """The last person whom a piece of a sentence names, except the author, who is "I"."""
    found: Person | Literal["stranger"] | None = None
    for name in _NAMED.finditer(piece):
        known = people.ending(piece[: name.end()])
        if known and known[0] == author:
            continue
        first = name.start() == 0 and opens(name.group())
        if known is not None or (_person_like(name.group()) and not first):
            found = known[0] if known else "stranger"
    return found


def _person_like(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _NO_PERSON


def _unsure(lead: str) -> bool:
    return bool(says("condition", lead) or says("doubtful", _CLAUSE.split(lead)[-1]))


def _end(sentence: str, start: int) -> int:
    """Where a promise ends: with the sentence, a short line, or before another subject."""
    end = len(sentence)
    for line in re.finditer(r"\n", sentence[start:]):
        at = start + line.start()
        if at - (sentence.rfind("\n", 0, at) + 1) < _WRAPPED:
            end = at
            break
    cut = _NEXT_CLAUSE.search(sentence, start + 8, end)
    return cut.start() if cut else end


def _sentences(body: str) -> Iterator[str]:
    """Sentences, cut also where the next one begins with a small letter."""
    for sentence in text.sentences(body):
        rest = ""
        for piece in PAUSE.split(sentence):
            rest = f"{rest} {piece}".strip()
            if rest and not _SHORT.search(rest):
                yield rest
                rest = ""
        if rest:
            yield rest
