import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.slices import ByGroup
from tests.retrieval.test_ranking import sliced

VALUES = st.sampled_from([-0.2, 0.0, 0.1, 0.3, 0.9])


@given(st.lists(st.tuples(st.integers(0, 4), VALUES), min_size=1, max_size=40))
def test_a_group_counts_by_its_three_best(rows: list[tuple[int, float]]) -> None:
    """Each row gets the mean of its group's three best values, equal ones counted each."""
    known: dict[int, int] = {}
    groups = np.array([known.setdefault(group, len(known)) for group, _ in rows])
    values = np.array([value for _, value in rows], dtype=np.float32)
    wanted = [np.sort(values[groups == group])[-3:].mean() for group in groups]
    assert np.allclose(ByGroup(groups).best(values), wanted, atol=1e-6)


def test_lines_of_a_transcript_are_told_from_written_notes() -> None:
    """A source most of whose lines name a speaker is spoken, all its passages with it."""
    talk = "Mina: Shall we begin?\nLeo: Yes, with the pilot.\nMina: It runs.\n"
    part = sliced("We agreed on a pilot.\nNext steps: write to Leo.", talk)
    spoken = {p.source for p, said in zip(part.passages, part.spoken, strict=True) if said}
    assert spoken == {"n1"}
    assert part.spoken.sum() == sum(p.source == "n1" for p in part.passages)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("# Power\n\n## For the mentor\n\nAsk first.", 1),
        ("# Power\n\n## For the mentee\n\nAsk first.", -1),
        ("# Power\n\n- **Mentee:** Ask first.", -1),
        ("# Power\n\n## For the mentee\n\n- **Mentor:** Ask first.", 1),
        ("# Power\n\n- **Mentor:** Ask first.\n- **Mentee:** Answer.", 0),
        ("# Power\n\nThe mentor asks first.", 0),
    ],
)
def test_a_guideline_addresses_a_side(text: str, side: int) -> None:
    """Labels in a passage say whom it addresses, else its heading does, else both."""
    assert sliced(text, guideline=True).addressed.tolist() == [side]
