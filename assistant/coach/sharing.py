"""Letting HR see a summary takes both partners; either takes it back alone."""

from dataclasses import dataclass

from assistant import permissions
from assistant.coach.base import limited
from assistant.coach.drafting import Drafting
from assistant.domain import Pair, Role
from assistant.drafts import (
    WITHHELD,
    Draft,
    Place,
    Section,
    Statement,
    for_review,
    without_claim,
)
from assistant.errors import Invalid, Refused
from assistant.stored import DraftRecord, Evidence, ReleaseState, ReviewStep, Snapshot
from assistant.writers.striking import leaving

Places = frozenset[Place]


@dataclass(frozen=True, slots=True)
class HrCopy:
    """What HR would read; ``along`` are the places that leave because a struck one did."""

    draft: Draft
    along: frozenset[Place]


class Sharing(Drafting):
    """Release, withdrawal, and the reviewer's work on what was released."""

    def release(
        self, reader: str, draft_id: str, version: int, struck: Places = frozenset()
    ) -> ReleaseState:
        """Consent to HR seeing one version of a summary, without the struck statements.

        With a statement leaves whatever else tells the same. When both partners consent to the
        same version, HR receives a frozen copy without what either of them struck.

        Raises:
            Refused: when the draft is not a summary, or keeps a statement that a check doubts.
            Conflict: when the summary was changed since this version.
        """
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        permissions.releasable(record)
        if pair is None:
            raise Refused("Only a pair's summary can be released to HR.")
        shown = self._shown(person, record, pair)
        left = [
            s for s in shown.draft.strike(_leaving(shown, pair, struck)).statements()
            if s != WITHHELD
        ]  # fmt: skip
        if any(s.flag for s in left):
            raise Refused("Strike or correct the marked statements first; they lack support.")
        if any(not s.sources for s in left):
            raise Refused("Strike the statements without a source first.")
        if not left:
            raise Refused("Everything is struck; there is nothing to release.")
        self._records.set_release(person.email, record.id, version, struck)
        state = self._state(record, pair)
        if state.mentor and state.mentee and state.mentor.version == state.mentee.version:
            self._freeze(shown, pair, state)
            state = self._state(record, pair)
        return state

    def hr_copy(self, reader: str, draft_id: str, struck: Places = frozenset()) -> HrCopy:
        """What HR would read if the reader released the summary without the struck statements.

        What the partner struck in a release of the same version is left out as well.
        """
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        shown = self._shown(person, permissions.releasable(record), pair)
        if pair is None:
            raise Refused("Only a pair's summary can be released to HR.")
        gone = _leaving(shown, pair, struck)
        along = gone - struck
        for given in self._records.releases(record.id).values():
            if given.person != person.email and given.version == record.version:
                gone |= _leaving(shown, pair, given.struck)
        return HrCopy(for_review(shown.draft.strike(gone)), along)

    def withdraw(self, reader: str, draft_id: str) -> ReleaseState:
        """Take one's own release back, or leave a withheld copy withheld.

        HR's copy is gone from the next call on.
        """
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        permissions.releasable(record)
        self._records.withdraw(person.email, record.id)
        return self._state(record, pair)

    def release_state(self, reader: str, draft_id: str) -> ReleaseState:
        """Who has released a summary so far, and what became of it."""
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        return self._state(permissions.releasable(record), pair)

    def _state(self, record: DraftRecord, pair: Pair | None) -> ReleaseState:
        given = self._records.releases(record.id)
        status = self._records.snapshot_status(record.id) or (None, "")
        mentor = given.get(pair.mentor.email) if pair else None
        mentee = given.get(pair.mentee.email) if pair else None
        return ReleaseState(record.id, record.version, mentor, mentee, *status)

    def _freeze(self, record: DraftRecord, pair: Pair, state: ReleaseState) -> None:
        struck: Places = frozenset()
        for given in (state.mentor, state.mentee):
            struck |= _leaving(record, pair, given.struck) if given else frozenset()
        body = for_review(record.draft.strike(struck))
        cited = set(body.sources())
        evidence = [
            Evidence(c.passage_id, c.kind, c.heading, c.date)
            for c in record.citations
            if c.passage_id in cited
        ]
        self._records.freeze(record.id, record.version, body, record.engine, evidence)

    def review_queue(self, reader: str) -> list[Snapshot]:
        """Every released summary, those that wait for a decision first."""
        permissions.with_role(self._person(reader), Role.REVIEWER)
        return self._records.snapshots()

    def snapshot(self, reader: str, snapshot_id: str) -> Snapshot:
        """One released summary: HR's whole world of a pair."""
        permissions.with_role(self._person(reader), Role.REVIEWER)
        return self._records.snapshot(snapshot_id)

    def review_versions(self, reader: str, snapshot_id: str) -> list[ReviewStep]:
        """What reviewers did with a summary so far, oldest first."""
        permissions.with_role(self._person(reader), Role.REVIEWER)
        return self._records.steps(snapshot_id)

    def revise(
        self, reader: str, snapshot_id: str, version: int, texts: dict[tuple[int, int], str]
    ) -> Snapshot:
        """Correct statements of a summary: place to new wording; an empty wording removes one.

        Raises:
            Invalid: when nothing changes, or a wording is longer than 2,000 characters.
            Conflict: when another reviewer changed it meanwhile.
        """
        person = permissions.with_role(self._person(reader), Role.REVIEWER)
        snapshot = self._records.snapshot(snapshot_id)
        body = _reworded(snapshot.draft, texts)
        if body == snapshot.draft:
            raise Invalid("Nothing was changed.")
        body = without_claim(body)  # nobody has looked who is named in the new wording
        return self._records.review(person.email, snapshot_id, version, "edit", body, "")

    def approve(
        self, reader: str, snapshot_id: str, version: int, decided: frozenset[int]
    ) -> Snapshot:
        """Approve a summary after deciding each of its sections; ``decided`` are their places.

        Raises:
            Refused: when a section was not decided, for reading is what makes a review one.
        """
        person = permissions.with_role(self._person(reader), Role.REVIEWER)
        snapshot = self._records.snapshot(snapshot_id)
        open_ones = [s.heading for i, s in enumerate(snapshot.draft.sections) if i not in decided]
        if open_ones:
            raise Refused(f"Read and tick each section first; still open: {open_ones[0]}.")
        body = snapshot.draft
        return self._records.review(person.email, snapshot_id, version, "approve", body, "")

    def return_to_pair(self, reader: str, snapshot_id: str, version: int, reason: str) -> Snapshot:
        """Send a summary back to the pair, with the reason they will read.

        Raises:
            Invalid: when no reason is given, or one longer than 2,000 characters.
        """
        person = permissions.with_role(self._person(reader), Role.REVIEWER)
        reason = limited(reason.strip(), 2_000, "reason")
        if not reason:
            raise Invalid("Say why you return it; the pair will read your reason.")
        snapshot = self._records.snapshot(snapshot_id)
        return self._records.review(
            person.email, snapshot_id, version, "return", snapshot.draft, reason
        )


def _leaving(record: DraftRecord, pair: Pair, struck: Places) -> Places:
    lines = {c.passage_id: c.text for c in record.citations if c.kind == "record"}
    return leaving(record.draft, struck, lines, (pair.mentor.name, pair.mentee.name))


def _reworded(draft: Draft, texts: dict[tuple[int, int], str]) -> Draft:
    if any(len(t) > 2_000 for t in texts.values()):
        raise Invalid("A statement has 2,000 characters at most; shorten it.")
    places = {(i, j) for i, s in enumerate(draft.sections) for j in range(len(s.statements))}
    if not set(texts) <= places:
        raise Invalid("There is no such statement in this summary.")
    sections = tuple(
        Section(
            section.heading,
            section.minutes,
            tuple(
                Statement(
                    texts.get((i, j), s.text).strip(), s.sources, s.basis, s.owner, s.due, s.flag
                )
                for j, s in enumerate(section.statements)
                if texts.get((i, j), s.text).strip()
            ),
        )
        for i, section in enumerate(draft.sections)
    )
    return Draft(draft.kind, draft.title, tuple(s for s in sections if s.statements))
