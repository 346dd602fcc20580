"""Asking: a question is read once, and goes where it is answered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from assistant import permissions
from assistant.coach.base import question_text
from assistant.coach.drafting import FOUND_FOR_A_DRAFT, Drafting
from assistant.domain import Pair, Person, Side
from assistant.drafts import Kind
from assistant.errors import NotFound
from assistant.language.lexicon import says
from assistant.questions import CHANGES, LEANING, UNSEARCHED, Question, Want
from assistant.retrieval.followup import contextual
from assistant.retrieval.found import Found
from assistant.retrieval.reading import reading
from assistant.retrieval.spelling import mend
from assistant.stored import DraftRecord, Message

_SUBJECT = re.compile(
    r"(?i)\b(?:about|on|around|regarding) ((?!the agenda|it\b|that\b).+?)[?.! ]*$"
)
"""What a request for another kind of draft says that it should be about."""
ROUTES = {
    Want.STARTERS: Kind.STARTERS,
    Want.AGENDA: Kind.AGENDA,
}
"""What is answered with another kind of draft."""
MINUTES = 45
TURNS = 8
"""Questions before one, that it can lean on."""


class Asking(Drafting):
    """A person's questions, alone or in a conversation of their own."""

    def ask(
        self,
        reader: str,
        question: str,
        pair_id: str | None = None,
        conversation_id: str | None = None,
        *,
        offline: bool = False,
    ) -> Iterator[DraftRecord]:
        """An answer as it is written; the last value is complete, checked and stored.

        ``offline`` asks the offline writer although a model is chosen.
        With a conversation, earlier turns give a follow-up its meaning, and both turns are kept:
        the question before it is answered. A question for another kind of draft gets that one.

        Raises:
            Invalid: when the question is empty or too long.
            NotFound: when the pair or the conversation is not the reader's.
        """
        if conversation_id is not None:
            *_, talk = self._talk(reader, conversation_id, pair_id)
            asked = self._records.add_question(talk, question_text(question))
            return self.answer(reader, conversation_id, asked, pair_id, offline=offline)
        person = self._person(reader)
        pair, side = self._pair_or_only(person, pair_id)
        return self._answer(person, question_text(question), pair, side, offline=offline)

    def answer(
        self,
        reader: str,
        conversation_id: str,
        asked: int,
        pair_id: str | None = None,
        *,
        offline: bool = False,
    ) -> Iterator[DraftRecord]:
        """The answer to a stored question, as ``ask`` gives it; what was asked later is no part.

        Raises:
            NotFound: when the pair, the conversation or the question is not the reader's.
        """
        person, pair, side, talk = self._talk(reader, conversation_id, pair_id)
        turns = self._records.messages(talk)
        message = next((m for m in turns if m.id == asked and m.role == "person"), None)
        if message is None:
            raise NotFound("There is no such question, or it is not yours.")
        return self._answer(
            person,
            message.text,
            pair,
            side,
            [m for m in turns if (m.answers or m.id) < asked],
            (talk, asked),
            offline=offline,
        )

    def _answer(
        self,
        person: Person,
        text: str,
        pair: Pair | None,
        side: Side | None,
        history: Sequence[Message] = (),
        place: tuple[str, int] | None = None,
        *,
        offline: bool,
    ) -> Iterator[DraftRecord]:
        question = read_question(text, history)
        kind = ROUTES.get(question.want) if question.want else None
        if kind is not None and pair is not None and side is not None:
            drafts = self._compose(person, kind, pair, side, MINUTES, question.topic, offline)
        else:
            drafts = self._answered(person, question, pair, side, history, offline)
        record: DraftRecord | None = None
        for record in drafts:
            if not record.complete:
                yield record
        if record is None:
            return
        if place is not None:
            # The answer's words stay in its draft, which is re-authorised whenever it is read.
            self._records.add_answer(*place, record.id)
        yield record

    def _answered(
        self,
        person: Person,
        question: Question,
        pair: Pair | None,
        side: Side | None,
        history: Sequence[Message],
        offline: bool,
    ) -> Iterator[DraftRecord]:
        started = perf_counter()
        scope = permissions.scope_for(person, pair)
        found = Found(question.text)
        if self._model is not None and not offline:
            question = for_model(question)
        if question.want not in UNSEARCHED:
            found = self._find(question.whole, scope, pair, FOUND_FOR_A_DRAFT, quoting=True)
        question = replace(
            question,
            text=mend(question.text, found.misspelt),
            in_context=mend(question.in_context, found.misspelt),
        )
        brief = replace(
            self._brief(Kind.ANSWER, person, pair, side, scope),
            question=question.text,
            in_context=question.in_context,
            want=question.want,
            recalls=question.recalls,
            style=question.style,
            hits=found.near,
            stretches=found.stretches,
            sure=found.answerable,
            history=tuple(history),
        )
        yield from self._write(brief, scope, found, started, offline)


def read_question(text: str, history: Sequence[Message] = ()) -> Question:
    """The question, with what it wants, and what it leans on of the questions before it.

    A wish about the last answer ("shorter") is that answer's question again, with a style; a
    question that only points back ("and session 2?") wants what the one before it wanted.
    """
    return _read(text, [m for m in history if m.role == "person"][-TURNS:])


def _read(text: str, asked: Sequence[Message]) -> Question:
    want, recalls = reading().read(text)
    if says("two_tellings", text):
        want = Want.BOTH_SIDES
    earlier = asked[-1] if asked else None
    whole = contextual(text, asked)
    in_context = whole if whole != text else ""
    if earlier is not None and want in CHANGES | LEANING | {Want.TO_AGENDA}:
        before = _read(earlier.text, asked[:-1])
        if want in CHANGES:
            return replace(before, style=want, typed=text)
        if want is Want.TO_AGENDA:
            return Question(text, before.whole, want)
        want, recalls = before.want, before.recalls
    subject = _SUBJECT.search(text) if want in ROUTES else None
    topic = subject.group(1) if subject else ""
    return Question(text, in_context, want, recalls, topic=topic)


def for_model(question: Question) -> Question:
    """The question as it was typed: a model sees the turns before, and searches for all it can."""
    leaning = question.in_context or (question.text if question.style else "")
    return Question(question.typed or question.text, leaning)
