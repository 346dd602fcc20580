"""What a pair writes down: notes, sessions, actions, goals and check-ins."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant import permissions
from assistant.coach.base import NOTE_LIMIT, Base, limited
from assistant.domain import (
    ActionItem,
    CheckIn,
    GoalStatus,
    Pair,
    Person,
    SessionNote,
    SessionStatus,
    Visibility,
)
from assistant.errors import Invalid, NotFound
from assistant.records import Proposal
from assistant.retrieval.chunks import note_passages


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A note as it was kept, and the actions that it proposes.

    ``withheld`` is True when HR's copy of a summary rested on it and is emptied now.
    """

    note: SessionNote
    proposals: tuple[Proposal, ...]
    withheld: bool = False


class Noting(Base):
    """Partners write; what one keeps private stays unseen by everybody else."""

    def notes(self, reader: str, pair_id: str) -> list[SessionNote]:
        """The pair's notes that the reader may read, oldest session first."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        return self._readable_notes(person, pair)

    def save_note(
        self,
        reader: str,
        pair_id: str,
        session: int,
        text: str,
        visibility: Visibility = Visibility.PRIVATE,
        note_id: str | None = None,
        version: int | None = None,
    ) -> SavedNote:
        """Keep a new note, or another text of one's own; it is searchable when this returns.

        Raises:
            Invalid: when the text is empty or too long, or there is no such session.
            Conflict: when the note was changed since ``version`` was read.
            Refused: when the note is the partner's, or the pair has ended.
        """
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        text = limited(text.strip(), NOTE_LIMIT, "note")
        if not text:
            raise Invalid("The note is empty; write at least one sentence.")
        withheld = False
        if note_id is None:
            note = self._records.add_note(
                person.email, pair.id, session, text, visibility, note_passages
            )
        else:
            old = self._records.note(note_id)
            permissions.own_note(person, old, pair)
            note, withheld = self._records.change_note(
                person.email, note_id, version or old.version, text, visibility, note_passages
            )
        self._engine.follow()
        proposed = self._records.propose(note, self._writer.proposals(note, pair))
        return SavedNote(note, tuple(proposed), withheld)

    def delete_note(self, reader: str, note_id: str, version: int) -> bool:
        """Delete one's own note for good; True when HR's copy of a summary was withheld for it.

        It leaves the search and every draft at once; actions accepted from it stay. It can be
        deleted after the pair has ended, too.

        Raises:
            Conflict: when the note was changed since ``version`` was read.
            Refused: when the note is the partner's.
        """
        self._own_note(reader, note_id)
        withheld = self._records.delete_note(self._person(reader).email, note_id, version)
        self._engine.follow()
        return withheld

    def hr_reads(self, reader: str, note_id: str) -> bool:
        """Whether HR can read, right now, a summary that rests on this note of one's own."""
        self._own_note(reader, note_id)
        return self._records.rests_on(note_id)

    def _own_note(self, reader: str, note_id: str) -> SessionNote:
        person = self._person(reader)
        note = self._records.note(note_id)
        pair, _ = self._pair(person, note.pair_id)
        return permissions.own_note(person, note, pair)

    def proposals(self, reader: str, pair_id: str) -> list[Proposal]:
        """The actions proposed from the reader's own notes, not yet accepted or dismissed."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        return self._records.proposals(pair.id, person.email)

    def accept_action(
        self, reader: str, proposal_id: str, owner: str, due_on: date | None = None
    ) -> ActionItem:
        """Turn a proposal of one's own into an action of the pair."""
        person = self._person(reader)
        pair = self._pair_of_proposal(person, proposal_id)
        if pair.side_of(owner) is None:
            raise Invalid("An action belongs to one of the two partners.")
        action = self._records.decide_proposal(person.email, proposal_id, True, owner, due_on)
        if action is None:
            raise NotFound("There is no such proposal any more.")
        return action

    def dismiss_action(self, reader: str, proposal_id: str) -> None:
        """Put a proposal of one's own away."""
        person = self._person(reader)
        self._pair_of_proposal(person, proposal_id)
        self._records.decide_proposal(person.email, proposal_id, False)

    def _pair_of_proposal(self, person: Person, proposal_id: str) -> Pair:
        for pair in self._own_pairs(person):
            if any(p.id == proposal_id for p in self._records.proposals(pair.id, person.email)):
                return permissions.open_pair(pair)
        raise NotFound("There is no such proposal any more.")

    def add_action(
        self, reader: str, pair_id: str, session: int, text: str, owner: str, due_on: date | None
    ) -> ActionItem:
        """Agree on a new action of one of the two partners."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        text = limited(text.strip(), 500, "action")
        if not text:
            raise Invalid("The action is empty; write what will be done.")
        if pair.side_of(owner) is None:
            raise Invalid("An action belongs to one of the two partners.")
        return self._records.add_action(person.email, pair.id, session, text, owner, due_on)

    def finish_action(self, reader: str, pair_id: str, action_id: str) -> None:
        """Mark an action done today."""
        self._mark(reader, pair_id, action_id, self._today())

    def reopen_action(self, reader: str, pair_id: str, action_id: str) -> None:
        """Mark an action open again."""
        self._mark(reader, pair_id, action_id, None)

    def _mark(self, reader: str, pair_id: str, action_id: str, on: date | None) -> None:
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        self._records.finish_action(person.email, pair.id, action_id, on)

    def add_goal(self, reader: str, pair_id: str, text: str, due_on: date | None = None) -> None:
        """Agree on another goal of the pair."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        text = limited(text.strip(), 500, "goal")
        if not text:
            raise Invalid("The goal is empty; write what the two of you want to reach.")
        self._records.add_goal(person.email, pair.id, text, due_on)

    def set_goal(self, reader: str, pair_id: str, goal_id: str, status: GoalStatus) -> None:
        """Say whether a goal is open, met or dropped."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        self._records.set_goal(person.email, pair.id, goal_id, status)

    def log_session(
        self,
        reader: str,
        pair_id: str,
        number: int,
        status: SessionStatus,
        held_on: date | None,
        minutes: int = 45,
    ) -> None:
        """Plan a session, or say that it was held or cancelled.

        Raises:
            Invalid: when the number skips one, the date does not fit, or the length is absurd.
        """
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        last = max((s.number for s in pair.sessions), default=0)
        if not 1 <= number <= last + 1:
            raise Invalid(f"Sessions are numbered one by one; the next new one is {last + 1}.")
        if status is SessionStatus.HELD and (held_on is None or held_on > self._today()):
            raise Invalid("A session that was held has a date, today or earlier.")
        if held_on is not None and abs(held_on - self._today()) > timedelta(days=1_500):
            raise Invalid("The date is too far away; check the year.")
        if not 0 < minutes <= 480:
            raise Invalid("A session lasts 1 to 480 minutes.")
        self._records.log_session(
            person.email, pair.id, number, status, held_on, minutes, note_passages
        )

    def check_in(
        self, reader: str, pair_id: str, session: int, useful: int, heard: int, comment: str = ""
    ) -> None:
        """Answer the two questions after a session, each from 1 to 5."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        permissions.open_pair(pair)
        if not (1 <= useful <= 5 and 1 <= heard <= 5):
            raise Invalid("Answer both questions from 1 to 5.")
        comment = limited(comment.strip(), 1_000, "comment")
        self._records.check_in(pair.id, CheckIn(session, person.email, useful, heard, comment))
