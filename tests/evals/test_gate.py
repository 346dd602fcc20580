import pytest

from evals.drafts import gate
from evals.drafts.support import unsupported
from tests.evals.conftest import Measured

pytestmark = pytest.mark.timeout(600)  # the first test waits for some 150 drafts


def test_every_draft_is_good_enough(measured: Measured) -> None:
    """No draft is under 70 %, no kind under 80 %, and drafts differ where they should."""
    found = gate.failures(*measured)
    assert not found, "\n".join(found)


def test_every_source_resolves(measured: Measured) -> None:
    """No statement of any draft names a source that its reader cannot open."""
    verdicts, _ = measured
    broken = [v.view.case.id for v in verdicts if v.resolved[0] != v.resolved[1]]
    assert not broken


def test_no_statement_is_unsupported(measured: Measured) -> None:
    """Numbers, dates and quotations of every statement stand in its sources."""
    verdicts, _ = measured
    found = [
        f"{v.view.case.id}: {why}: {statement.text}"
        for v in verdicts
        for statement, why in unsupported(v.view)
    ]
    assert not found, "\n".join(found)


def test_every_agendas_minutes_sum_to_what_was_asked(measured: Measured) -> None:
    """No agenda, short or long, loses a point on its minutes."""
    verdicts, _ = measured
    lost = [v.view.case.id for v in verdicts for c, _ in v.lost if c.name == "minutes_add_up"]
    assert not lost
