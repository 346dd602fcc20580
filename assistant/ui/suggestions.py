"""Questions and situations to start from."""

from assistant.domain import Pair, Role
from assistant.ui import wiring

MOST, FEWEST = 4, 3

OWN_NOTES = {
    Role.MENTOR: "What did we leave unfinished last time?",
    Role.MENTEE: "What did I promise to do before the next session?",
}
"""What a pair's own notes and records answer, once the two have met."""
USUAL = {
    Role.MENTOR: (
        "How do I disagree with a leader without damaging the relationship?",
        "How much time does a session need?",
        "What stays confidential between us, and what are the limits?",
    ),
    Role.MENTEE: (
        "How do I take a challenge from someone junior without closing it down?",
        "How much time should I set aside to prepare?",
        "What stays confidential between us, and what are the limits?",
    ),
    Role.REVIEWER: (
        "What may a progress summary say about a person?",
        "When do I return a summary to the pair?",
        "What are the limits of confidentiality?",
    ),
    Role.ADMIN: (
        "How should pairs be matched?",
        "How often should a pair meet, and for how long?",
        "What do I do after two cancellations in a row?",
    ),
}
"""What is suggested where too few of the guidelines' example questions fit."""

SITUATIONS = (
    "I disagree with something the other said",
    "I keep being interrupted",
    "I am asked to speak for a whole group",
    "The leader multitasks or cancels",
    "There is a long silence",
    "My idea was used without credit",
    "The feedback was unwelcome",
    "I was praised and it felt wrong",
    "Something personal was shared",
)


def questions(pair: Pair | None) -> list[str]:
    """What to ask first: example questions for the stage and side, and one on the pair's notes."""
    person = wiring.coach().person(wiring.reader())
    side = pair.side_of(person.email) if pair else None
    role = Role(side.value) if side else next(r for r in Role if r in person.roles)
    own = [OWN_NOTES[role]] if pair and pair.held() and role in OWN_NOTES else []
    found = list(wiring.coach().suggestions(person.email, pair.id if pair else None))
    if len(found) < FEWEST:
        found = list(dict.fromkeys([*found, *USUAL[role]]))[:FEWEST]
    return [*found[: MOST - len(own)], *own]
