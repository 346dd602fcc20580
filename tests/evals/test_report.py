from pathlib import Path

import pytest

from assistant.drafts import Kind
from evals import report
from evals.drafts import gate
from evals.drafts.across import compare
from evals.drafts.judging import judge
from tests.evals.samples import saying, view


def test_a_table_replaces_only_what_stands_between_its_markers(tmp_path: Path) -> None:
    """Text around the markers stays, an older table goes."""
    path = tmp_path / "README.md"
    path.write_text("a\n<!-- drafts -->\nold\n<!-- end drafts -->\nb\n")
    report.put("drafts", ["new"], path)
    assert path.read_text() == "a\n<!-- drafts -->\nnew\n<!-- end drafts -->\nb\n"


def test_missing_markers_are_told(tmp_path: Path) -> None:
    """A file without the markers is left as it is."""
    path = tmp_path / "README.md"
    path.write_text("nothing\n")
    with pytest.raises(ValueError, match="end startup"):
        report.put("startup", ["new"], path)
    assert path.read_text() == "nothing\n"


def test_the_tables_name_low_cases_and_what_they_lost() -> None:
    """A case under 80 % is listed with the checks that cost it points."""
    low = judge(saying("Do you like it?", only=True)(view(Kind.AGENDA)))
    lines = "\n".join(report.drafts([low, judge(view(Kind.ANSWER))], []))
    assert "| agenda | 1 |" in lines
    assert "minutes add up (0)" in lines
    assert "| answer | 1 | 100.0 % |" in lines


def test_the_gate_names_low_drafts_low_kinds_and_kinds_without_a_draft() -> None:
    """A draft under 70 %, a kind under 80 % and a kind nobody judged each give one line."""
    low = judge(saying("Do you like it?", only=True)(view(Kind.AGENDA)))
    found = "\n".join(gate.failures([low], compare([])))
    assert "agenda sample: " in found
    assert "agenda: " in found
    assert "summary: no draft was judged" in found
    assert "agenda: two pairs: 0 % the same" in found


def test_the_gate_lets_good_drafts_pass() -> None:
    """Drafts with all their points give no line."""
    assert gate.failures([judge(view(kind)) for kind in Kind], []) == []
