"""Questions and topics to start from, by role."""

from assistant.domain import Role

QUESTIONS = {
    Role.MENTOR: (
        "How do I disagree with a leader without damaging the relationship?",
        "What should we agree on in the first session?",
        "What did we leave unfinished last time?",
        "What do I do when my mentee keeps checking email?",
    ),
    Role.MENTEE: (
        "How do I take a challenge from someone junior without closing it down?",
        "What did I promise to do before the next session?",
        "How much time should I set aside to prepare?",
        "What stays confidential between us, and what are the limits?",
    ),
    Role.REVIEWER: (
        "What may a progress summary say about a person?",
        "When do I return a summary to the pair?",
        "What are the limits of confidentiality?",
        "Who handles a report of harassment or retaliation?",
    ),
    Role.ADMIN: (
        "How should pairs be matched?",
        "How often should a pair meet, and for how long?",
        "What do I do after two cancellations in a row?",
        "How is the program measured?",
    ),
}

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
