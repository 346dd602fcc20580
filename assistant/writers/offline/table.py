"""What lies on the table for one session, and which sentences were already said."""

from dataclasses import dataclass, field

from assistant.domain import Pair, Side
from assistant.drafts import Statement
from assistant.writers import Brief
from assistant.writers.offline import questions, text
from assistant.writers.offline.text import Said, quoted
from assistant.writers.offline.topics import Topic


@dataclass(slots=True)
class Table:
    """What lies on the table for one session: its number, topics, notes, and what was used."""

    brief: Brief
    pair: Pair
    number: int
    topics: list[Topic]
    sentences: list[Said]
    safety: list[Statement] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    main_given: bool = False
    asked: bool = False

    def of(self, side: Side) -> list[Said]:
        """The sentences that one side wrote."""
        email = self.pair.person(side).email
        return [s for s in self.sentences if s.note.author == email]

    def name(self, side: Side) -> str:
        """The first name of the partner on that side."""
        return self.pair.person(side).called

    def take(self, candidates: list[Said], count: int) -> list[Said]:
        """The first sentences not said in this agenda before, now marked as said."""
        fresh = [s for s in candidates if s.text not in self.used and text.alone(s.text) < 2.0]
        self.used.update(s.text for s in fresh[:count])
        return fresh[:count]

    def ask(self, candidates: list[Said], count: int) -> list[Statement]:
        """Up to ``count`` sentences that leave something open, each with a question to both.

        When none does, one sentence is quoted as it stands.
        """
        today = self.brief.today
        left_open = [s for s in candidates if questions.leaves_open(s, self.pair, today)]
        chosen = self.take(left_open, count)
        if not chosen and not self.asked:
            others = text.matters(self.sentences, limit=len(self.sentences))
            left_open = [s for s in others if questions.leaves_open(s, self.pair, today)]
            chosen = self.take(left_open, 1)
        self.asked = self.asked or bool(chosen)
        chosen = chosen or self.take(candidates, 1)
        return [questions.for_both(one, self.pair, today) for one in chosen]

    def told(self, one: Said, before: str = "") -> Statement:
        """The sentence with its author, and nothing added."""
        words = text.attributed(one, self.pair, self.brief.today)
        return quoted(f"{before}{words}", one.source)
