from datetime import date
from pathlib import Path

import pytest

from evals.drafts.across import Comparison
from evals.drafts.bench import measure
from evals.drafts.judging import Verdict

Measured = tuple[list[Verdict], list[Comparison]]


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Every case judged once, over a store with the demo program."""
    home: Path = tmp_path_factory.mktemp("evals-home")
    return measure(home, date(2026, 11, 20))
