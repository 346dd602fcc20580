"""Drafting, and reading what was drafted."""

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from assistant import permissions
from assistant.coach.base import limited
from assistant.coach.briefs import (
    discreet,
    materials,
    note_materials,
    reauthorised,
)
from assistant.coach.finding import Finding
from assistant.domain import Pair, Person, Role, Scope, Side
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid, NotFound
from assistant.retrieval.found import Found
from assistant.retrieval.spelling import mend
from assistant.stored import DraftRecord
from assistant.writers import Brief, third_parties
from assistant.writers.checks import check

MINUTES = range(15, 61)
FOUND_FOR_A_DRAFT = 12


class Drafting(Finding):
    """The Coach finds, writes, checks and keeps."""

    def draft(
        self,
        reader: str,
        kind: Kind,
        pair_id: str,
        minutes: int = 45,
        topic: str = "",
        *,
        offline: bool = False,
    ) -> Iterator[DraftRecord]:
        """A draft of a kind for the reader's pair, as it is written; the last one is stored.

        ``offline`` asks the offline writer although a model is chosen.

        Raises:
            Invalid: when minutes are not 15 to 60 or the topic is too long.
            NotFound: when the pair is not the reader's.
            ModelError: while iterating, when the chosen model did not give a whole draft.
        """
        person = self._person(reader)
        if kind is Kind.ANSWER:
            raise Invalid("An answer needs a question; use ask.")
        if minutes not in MINUTES:
            raise Invalid("A session has 15 to 60 minutes; choose a number in between.")
        topic = limited(topic.strip(), 400, "topic")
        pair, side = self._pair(person, pair_id)
        return self._compose(person, kind, pair, side, minutes, topic, offline)

    def _compose(
        self,
        person: Person,
        kind: Kind,
        pair: Pair,
        side: Side,
        minutes: int,
        topic: str,
        offline: bool,
    ) -> Iterator[DraftRecord]:
        started = perf_counter()
        scope = permissions.scope_for(person, pair, shared_only=kind is Kind.SUMMARY)
        query = topic or " ".join(g.text for g in pair.goals)[:400]
        found = Found(query)
        if query and kind is not Kind.SUMMARY:
            found = self._find(query, scope, pair, FOUND_FOR_A_DRAFT)
        brief = self._brief(kind, person, pair, side, scope)
        if kind is Kind.SUMMARY:
            brief = discreet(brief, self._roster())
        hits = found.hits if found.answerable or not topic else ()
        meant = mend(topic, found.misspelt)
        brief = replace(brief, question=meant, minutes=minutes, hits=hits)
        yield from self._write(brief, scope, found, started, offline)

    def _brief(
        self, kind: Kind, person: Person, pair: Pair | None, side: Side | None, scope: Scope
    ) -> Brief:
        program = self._program()
        notes = self._readable_notes(person, pair, shared_only=scope.shared_only) if pair else []
        return Brief(
            kind=kind,
            reader=pair.person(side) if pair and side else person,
            today=self._today(),
            program=program,
            role=_role(person, side),
            pair=pair,
            side=side,
            stage=pair.stage(program) if pair else None,
            notes=note_materials(self._records, notes, scope),
            materials=materials(self._records, kind, scope),
        )

    def drafts(self, reader: str, pair_id: str, kind: Kind | None = None) -> list[DraftRecord]:
        """The drafts of the pair that the reader may see, newest first."""
        person = self._person(reader)
        pair, _ = self._pair(person, pair_id)
        own = [
            r
            for r in self._records.drafts(pair.id, kind)
            if permissions.may_read_draft(person, r, pair)
        ]
        return [self._shown(person, r, pair) for r in own]

    def get_draft(self, reader: str, draft_id: str, version: int | None = None) -> DraftRecord:
        """One draft in its newest or a given version, as the reader may see it now."""
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id, version)
        return self._shown(person, record, pair)

    def save_draft(self, reader: str, draft_id: str, draft: Draft, version: int) -> DraftRecord:
        """Keep an edited draft as its next version; statements that changed are checked again.

        Editing a summary takes back both partners' releases.

        Raises:
            Invalid: when the edited draft is of another kind or has no title.
            Conflict: when somebody saved another version meanwhile.
        """
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        if draft.kind is not record.draft.kind or not draft.title.strip():
            raise Invalid("An edited draft keeps its kind and needs a title.")
        checked = check(draft, {c.passage_id: c.text for c in record.citations})
        flagged = dict(zip(draft.statements(), checked.statements(), strict=True))
        untouched = set(record.draft.statements())
        merged = draft.map(lambda s: s if s in untouched else flagged[s])
        if draft.kind is Kind.SUMMARY and pair is not None:
            others = third_parties.of_pair(pair, self._roster(), ())
            merged = third_parties.still_true(third_parties.marked(merged, others), pair, others)
        saved = self._records.change_draft(person.email, record.id, version, merged)
        if record.draft.kind is Kind.SUMMARY:
            self._records.drop_releases(person.email, record.id)
        return self._shown(person, saved, pair)

    def feedback(self, reader: str, draft_id: str, useful: bool, reason: str = "") -> None:
        """Keep whether a draft was useful to its reader, and why."""
        person = self._person(reader)
        record, _ = self._readable_draft(person, draft_id)
        reason = limited(reason.strip(), 2_000, "reason")
        self._records.set_feedback(record.id, person.email, useful, reason)

    def _roster(self) -> list[str]:
        contacts = [c.name for c in self._program().contacts]
        return [*(p.name for p in self._records.people()), *contacts]

    def _readable_draft(
        self, person: Person, draft_id: str, version: int | None = None
    ) -> tuple[DraftRecord, Pair | None]:
        if not isinstance(draft_id, str):
            raise NotFound(permissions.NO_DRAFT)
        record = self._records.draft(draft_id, version)
        pair = self._records.pair(record.pair_id) if record.pair_id else None
        return permissions.readable_draft(person, record, pair), pair

    def _shown(self, person: Person, record: DraftRecord, pair: Pair | None) -> DraftRecord:
        if record.author != person.email:
            record = replace(record, spent=None)
        shared = record.draft.kind is Kind.SUMMARY
        scope = permissions.scope_for(person, pair, shared_only=shared)
        cited = [c.passage_id for c in record.citations if c.kind == "note"]
        return reauthorised(record, self._records.readable(cited, scope))


def _role(person: Person, side: Side | None) -> Role | None:
    """In which role a person reads: their side of the pair, else the first that is theirs."""
    if side is not None:
        return Role(side.value)
    order = (Role.REVIEWER, Role.ADMIN, Role.MENTOR, Role.MENTEE)
    return next((role for role in order if role in person.roles), None)
