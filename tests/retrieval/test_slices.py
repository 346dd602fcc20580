import numpy as np
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


def test_a_slice_knows_which_rows_hold_a_word() -> None:
    """Any of the words in any of the rows is enough; a word that nobody used is nowhere."""
    part = sliced("We agreed on a pilot.", "The budget is open.")
    assert part.hold(["budget", "zebra"], [0, 1])
    assert not part.hold(["budget"], [0])
    assert not part.hold(["zebra"], [0, 1])
