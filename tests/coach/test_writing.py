"""A chosen model is metered, capped, switched off by the admin, and never silently replaced."""

import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.errors import Invalid, ModelError, NotFound, Refused
from assistant.stored import Spent as Took
from assistant.writers import Brief
from tests.coach.conftest import open_coach

MENTOR, MENTEE, ADMIN = "mentor1@a.example", "mentee1@a.example", "admin@a.example"


@dataclass
class Spent:
    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = False


@dataclass
class Call:
    """Writes two statements, or fails after the first."""

    brief: Brief
    fails: bool
    notices: list[str] = field(default_factory=lambda: ["Asked as plain JSON."])
    counts: Mapping[str, int] = field(default_factory=lambda: {"notes": 60, "total": 100})
    usage: Spent = field(default_factory=Spent)
    cost: float | None = 0.01
    sent: tuple[bytes, ...] = ()
    attempts: int = 1
    complete: bool = True
    growing: str = ""
    doing: str = ""
    mode: str = "json_schema"

    def live(self) -> Iterator[Draft | None]:
        yield None
        self.sent = (b'{"messages": "what left"}',)
        self.usage = Spent(120, 40)
        first = Statement("Send the link.", ("record:action:action-1",), Basis.RECORD)
        yield Draft(self.brief.kind, "By a model", (Section("One", None, (first,)),))
        if self.fails:
            raise ModelError("The model's connection broke off; what had arrived is kept.")
        second = Statement("Ninety leaders failed.", ("record:action:action-1",), Basis.GROUNDED)
        yield Draft(self.brief.kind, "By a model", (Section("One", None, (first, second)),))


class Model:
    engine, host = "test:model", "127.0.0.1"

    def __init__(self) -> None:
        self.fails = False
        self.asked: list[frozenset[str]] = []
        self.briefs: list[Brief] = []

    def version(self, kind: Kind) -> str:
        return f"prompt-{kind}"

    def problem(self) -> str | None:
        return None

    def call(self, brief: Brief, allowed_notes: Collection[str] = frozenset()) -> Call:
        self.asked.append(frozenset(allowed_notes))
        self.briefs.append(brief)
        return Call(brief, self.fails)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def coach(template: Path, tmp_path: Path, model: Model) -> Iterator[Coach]:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    made = open_coach(tmp_path, lambda _: model, 20_000, 30_000)
    yield made
    made.close()


def test_a_models_draft_is_checked_like_any_other(coach: Coach) -> None:
    """A claim that its source does not hold is marked, whoever wrote it."""
    record = list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))[-1]
    assert (record.engine, record.prompt_version) == ("test:model", "prompt-starters")
    first, second = record.draft.statements()
    assert first.flag is None
    assert second.flag
    assert record.notices == ("Asked as plain JSON.",)


def test_what_left_is_shown_to_the_person_who_asked(coach: Coach) -> None:
    """The very text that was sent is kept with its tokens, for that person alone."""
    record = list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))[-1]
    left = coach.what_left(MENTOR, record.id)
    assert (left.sent, left.tokens_in, left.tokens_out) == ('{"messages": "what left"}', 120, 40)
    with pytest.raises(NotFound):
        coach.what_left(MENTEE, record.id)


def test_a_failed_call_is_said_kept_and_not_replaced(coach: Coach, model: Model) -> None:
    """What had arrived is kept as a part, for good, and the spend is in the ledger."""
    model.fails = True
    drafts = coach.draft(MENTOR, Kind.STARTERS, "pair-1")
    assert next(drafts).complete is False
    assert next(drafts).complete is False
    with pytest.raises(ModelError, match="broke off") as caught:
        next(drafts)
    (kept,) = coach.drafts(MENTOR, "pair-1")
    assert (kept.id, kept.complete) == (caught.value.kept, False)
    assert [s.text for s in kept.draft.statements()] == ["Send the link."]
    assert kept.notices == ("Asked as plain JSON.", str(caught.value))
    assert coach.model_status(MENTOR).spent_by_reader == 160
    edited = coach.save_draft(MENTOR, kept.id, kept.draft, 1)
    assert not coach.get_draft(MENTOR, edited.id).complete


def test_a_stopped_draft_is_kept_as_a_part(coach: Coach) -> None:
    """Stop keeps what is there; before anything is there, it keeps nothing."""
    drafts = coach.draft(MENTOR, Kind.STARTERS, "pair-1")
    next(drafts)
    drafts.close()  # type: ignore[attr-defined]
    assert coach.drafts(MENTOR, "pair-1") == []
    drafts = coach.draft(MENTOR, Kind.STARTERS, "pair-1")
    next(drafts), next(drafts)
    drafts.close()  # type: ignore[attr-defined]
    (kept,) = coach.drafts(MENTOR, "pair-1")
    assert not kept.complete
    assert "stopped before it was whole" in kept.notices[-1]
    assert coach.what_left(MENTOR, kept.id).tokens_in == 120


def test_a_part_of_a_summary_is_its_authors_and_is_never_released(
    coach: Coach, model: Model
) -> None:
    """The partner does not see it, and HR cannot get it."""
    model.fails = True
    with pytest.raises(ModelError):
        list(coach.draft(MENTOR, Kind.SUMMARY, "pair-1"))
    (kept,) = coach.drafts(MENTOR, "pair-1", Kind.SUMMARY)
    with pytest.raises(Refused, match="not finished"):
        coach.release(MENTOR, kept.id, 1)
    assert coach.drafts(MENTEE, "pair-1", Kind.SUMMARY) == []
    with pytest.raises(NotFound):
        coach.get_draft(MENTEE, kept.id)


def test_what_a_draft_took_is_stored_with_it(coach: Coach) -> None:
    """Opened again it has its notices for both, and tokens and cost for who asked alone."""
    *_, record = coach.draft(MENTOR, Kind.SUMMARY, "pair-1")
    again = coach.get_draft(MENTOR, record.id)
    assert (
        again.spent
        == record.spent
        == Took(120, 40, 0.01, {"notes": 60, "total": 100}, counted=False, mode="json_schema")
    )
    assert again.notices == ("Asked as plain JSON.",)
    theirs = coach.get_draft(MENTEE, record.id)
    assert (theirs.notices, theirs.spent) == (again.notices, None)
    assert all(r.spent is None for r in coach.drafts(MENTEE, "pair-1"))


def test_the_operators_test_call_is_the_programs(coach: Coach) -> None:
    """It is in the ledger, counts for nobody's own allowance, and keeps to the program's."""
    before = coach.model_status(ADMIN).spent_by_program
    assert coach.probe_model().found is not None
    now = coach.model_status(ADMIN)
    assert (now.spent_by_program, now.spent_by_reader) == (before + 160, 0)
    with pytest.raises(Refused, match="The program's allowance"):
        _probe_until_refused(coach)


def _probe_until_refused(coach: Coach) -> None:
    for _ in range(1_000):
        coach.probe_model()


def test_an_offline_draft_is_written_on_request_and_labelled(coach: Coach, model: Model) -> None:
    """Asking for an offline draft does not ask the model, and the draft says who wrote it."""
    record = list(coach.draft(MENTOR, Kind.STARTERS, "pair-1", offline=True))[-1]
    assert record.engine == "offline"
    assert model.asked == []


def test_a_model_judges_what_search_doubts(coach: Coach, model: Model) -> None:
    """Passages that may not answer go to the model as such; the offline writer only shows them."""
    coach.reindex()
    vague = (
        "length of a session with a doctor",
        "the length of a meeting",
        "session length in a class",
        "how long is a lesson with the doctor",
        "is there a length for meetings of the board",
        "forty-five minutes in the waiting room",
        "how many minutes does the kettle take",
    )
    tried = {q: coach.search(MENTOR, q, "pair-1") for q in vague}
    question, found = next(
        (q, f)
        for q, f in tried.items()
        if f.near and not f.answerable and "forty-five" in f.near[0].passage.text
    )
    list(coach.ask(MENTOR, question, "pair-1"))
    assert model.briefs[-1].hits == found.near
    assert not model.briefs[-1].sure
    offline = list(coach.ask(MENTOR, question, "pair-1", offline=True))[-1].draft
    assert offline.abstained
    assert "forty-five minutes" in next(s.text for s in offline.sections[-1].statements)


def test_what_has_nothing_to_do_with_the_question_is_not_sent(coach: Coach, model: Model) -> None:
    """Far below the floor no passage goes to the model."""
    coach.reindex()
    list(coach.ask(MENTOR, "How many minutes to Rome?", "pair-1"))
    assert model.briefs[-1].hits == ()


def test_a_misspelt_question_is_answered_as_it_was_meant(coach: Coach, model: Model) -> None:
    """The writer gets the mended question; the conversation keeps what was typed."""
    coach.reindex()
    talk = coach.start_conversation(MENTOR, "Short", "pair-1")
    record = list(coach.ask(MENTOR, "How long does a sesion last?", "pair-1", talk))[-1]
    assert "“sesion” was read as “session”." in record.notices
    assert model.briefs[-1].question == "How long does a session last?"
    offline = list(coach.ask(MENTOR, "How long does a sesion last?", "pair-1", offline=True))[-1]
    kept = coach.get_draft(MENTOR, offline.id)
    assert (kept.notices, kept.spent) == (("“sesion” was read as “session”.",), None)
    said = [m.text for m in coach.messages(MENTOR, talk) if m.role == "person"]
    assert said == ["How long does a sesion last?"]


def test_a_misspelt_topic_is_drafted_as_it_was_meant(coach: Coach, model: Model) -> None:
    """A topic is mended and that is told; the pair's goals are searched without a word of it."""
    coach.reindex()
    record = list(coach.draft(MENTOR, Kind.EXPLAINER, "pair-1", topic="dashbords"))[-1]
    assert model.briefs[-1].question == "dashboards"
    assert "“dashbords” was read as “dashboards”." in record.notices
    agenda = list(coach.draft(MENTOR, Kind.AGENDA, "pair-1"))[-1]
    assert agenda.notices == ("Asked as plain JSON.",)


def test_a_spent_allowance_refuses_before_anything_leaves(coach: Coach, model: Model) -> None:
    """The call that could pass the cap is refused, and the sum of the ledger stays below it."""
    with pytest.raises(Refused, match="Your allowance"):
        _ask_until_refused(coach, MENTOR, "pair-1")
    assert 10_000 < coach.model_status(MENTOR).spent_by_reader <= 20_000
    assert len(model.asked) < 1_000


def test_the_programs_allowance_counts_everybody(coach: Coach) -> None:
    """Several people together are stopped at the program's cap."""
    with pytest.raises(Refused, match="Your allowance"):
        _ask_until_refused(coach, MENTOR, "pair-1")
    with pytest.raises(Refused, match="The program's allowance"):
        _ask_until_refused(coach, "mentor2@a.example", "pair-2")
    assert 20_000 < coach.model_status(ADMIN).spent_by_program <= 30_000


def _ask_until_refused(coach: Coach, reader: str, pair_id: str) -> None:
    for _ in range(1_000):
        list(coach.ask(reader, "What about dashboards?", pair_id))


def test_the_admins_switch_holds_for_everybody(coach: Coach, model: Model) -> None:
    """Switched off, the next draft is offline and the status says so."""
    assert coach.switch_model(ADMIN, True).off
    assert list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))[-1].engine == "offline"
    assert model.asked == []
    assert coach.switch_model(ADMIN, False).active


def test_a_private_note_needs_its_authors_leave(coach: Coach, model: Model) -> None:
    """Only the notes that their author allowed are named to the model's writer."""
    list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))
    coach.allow_note(MENTOR, "private-1", True)
    list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))
    coach.allow_note(MENTOR, "private-1", False)
    list(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))
    assert model.asked == [frozenset(), frozenset({"private-1"}), frozenset()]
    with pytest.raises(NotFound):
        coach.allow_note(MENTEE, "private-1", True)
    with pytest.raises(Invalid, match="shared"):
        coach.allow_note(MENTOR, "shared-1", True)


def test_a_shared_note_is_of_no_concern_here(coach: Coach) -> None:
    """A note that becomes shared keeps no consent of its own."""
    note = next(n for n in coach.notes(MENTOR, "pair-1") if n.visibility is Visibility.PRIVATE)
    assert note.id not in coach.allowed_notes(MENTOR)
