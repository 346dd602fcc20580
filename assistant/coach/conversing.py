"""A person's own conversations, and opening what a citation points to."""

from assistant import permissions
from assistant.coach.base import Base, limited, question_text
from assistant.coach.briefs import passage_citation
from assistant.errors import Invalid, NotFound
from assistant.stored import Citation, Conversation, Message

NAME_LIMIT = 100


class Conversing(Base):
    """Conversations belong to one person; nobody else sees that they exist."""

    def start_conversation(self, reader: str, title: str, pair_id: str | None = None) -> str:
        """A new conversation of the reader's own; returns its id."""
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        title = question_text(title)
        return self._records.start_conversation(person.email, pair.id if pair else None, title)

    def named_conversation(
        self, reader: str, name: str, title: str, pair_id: str | None = None
    ) -> Conversation:
        """The reader's own conversation whose id is the name, started if there is none yet.

        Raises:
            Invalid: when the name or the title is empty or too long.
            NotFound: when the pair or the conversation is not the reader's.
        """
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        title = question_text(title)
        if not name.strip() or not name.isprintable():
            raise Invalid("A conversation needs a printable name, such as a word or a date.")
        name = limited(name.strip(), NAME_LIMIT, "conversation's name")
        return self._records.named_conversation(
            person.email, name, pair.id if pair else None, title
        )

    def put_question(
        self, reader: str, question: str, conversation_id: str, pair_id: str | None = None
    ) -> int:
        """Store a question in a conversation, to be answered next; returns its message's id.

        Raises:
            Invalid: when the question is empty or too long.
            NotFound: when the pair or the conversation is not the reader's.
        """
        text = question_text(question)
        *_, talk = self._talk(reader, conversation_id, pair_id)
        return self._records.add_question(talk, text)

    def conversations(self, reader: str, pair_id: str | None = None) -> list[Conversation]:
        """The reader's own conversations, newest first."""
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        return self._records.conversations(person.email, pair.id if pair else None)

    def messages(self, reader: str, conversation_id: str) -> list[Message]:
        """The turns of one of the reader's own conversations, oldest first."""
        person = self._person(reader)
        talk = self._records.conversation_of(person.email, conversation_id)
        return self._records.messages(talk.id)

    def passage(self, reader: str, passage_id: str, pair_id: str | None = None) -> Citation:
        """The passage behind a citation, if the reader may read it at this moment."""
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        scope = permissions.scope_for(person, pair)
        found = self._records.readable([passage_id], scope)
        if passage_id not in found:
            raise NotFound("This passage is gone, or is not yours to read.")
        people = (pair.mentor, pair.mentee) if pair else ()
        return passage_citation(found[passage_id], {p.email: p.name for p in people})

    def passage_context(self, reader: str, passage_id: str, pair_id: str | None = None) -> str:
        """The whole note, or the guideline's whole section, around a readable passage."""
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        scope = permissions.scope_for(person, pair)
        passage = self._records.readable([passage_id], scope).get(passage_id)
        if passage is None:
            raise NotFound("This passage is gone, or is not yours to read.")
        around = self._records.of_sources([passage.source], scope)[passage.source]
        same = [p.text for p in around if p.kind is passage.kind and p.heading == passage.heading]
        return "\n\n".join(same)
