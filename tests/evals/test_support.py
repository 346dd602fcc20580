from dataclasses import replace

import pytest

from assistant.drafts import Kind
from evals.drafts.support import resolved, unsupported
from evals.drafts.view import View
from tests.evals.samples import citation, parsed, redrawn, view


def drawn(line: str, said: str) -> View:
    """A view of one statement whose source says something."""
    shown = redrawn(view(Kind.ANSWER), parsed(Kind.ANSWER, f"# T\n## S\n{line}"))
    told = tuple(citation(c.passage_id, said) for c in shown.record.citations)
    return replace(shown, record=replace(shown.record, citations=told))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Leo opened 11 slides. | grounded | n-leo", "We opened 11 slides with Leo."),
        ("It is due on 2 May 2026. | record | record:a", "Due 2026-05-02."),
        ("Leo wrote: “a chart needs a purpose” | quoted | n-leo", "So a chart needs a purpose."),
        ("You: Start small. | quoted | any.md", "- **Mentor:** Start small."),
        ("What would help? | inferred", ""),
    ],
)
def test_what_its_source_says_is_supported(line: str, said: str) -> None:
    """A statement stands when its source holds its numbers, dates and quoted words."""
    assert unsupported(drawn(line, said)) == []


@pytest.mark.parametrize(
    ("line", "said", "why"),
    [
        ("Leo opened 12 slides. | grounded | n-leo", "We opened 11 slides.", "number 12"),
        ("It is due on 3 May 2026. | record | record:a", "Due 2026-05-02.", "2026-05-03"),
        ("Leo wrote: “a chart lies” | quoted | n-leo", "A chart needs a purpose.", "quoted words"),
        ("Leo opened slides. | grounded", "", "no source"),
    ],
)
def test_what_its_source_does_not_say_is_not(line: str, said: str, why: str) -> None:
    """A number, date or quotation that its source does not hold is told."""
    [(_, doubt)] = unsupported(drawn(line, said))
    assert why in doubt


def test_a_flag_of_the_app_counts() -> None:
    """A statement that the app itself doubts is unsupported."""
    shown = view(Kind.ANSWER)
    flagged = redrawn(shown, shown.draft.map(lambda s: replace(s, flag="doubtful")))
    assert len(unsupported(flagged)) == 2


def test_a_source_that_does_not_resolve_is_counted() -> None:
    """Sources without a citation count as named but not resolved."""
    shown = view(Kind.ANSWER)
    bare = replace(shown, record=replace(shown.record, citations=()))
    assert resolved(bare) == (0, 2)
    assert "does not resolve" in unsupported(bare)[0][1]
