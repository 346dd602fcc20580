import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writers.chatting import patterns
from assistant.writers.chatting.pseudonyms import Pseudonyms, visible


def found(text: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in patterns.spans(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("mail me: o'brien+x@sub.b.example.", "Email", "o'brien+x@sub.b.example"),
        ("card 4111-1111-1111-1111 now", "Card", "4111-1111-1111-1111"),
        ("to DE89 3704 0044 0532 0130 00 today", "Account", "DE89 3704 0044 0532 0130 00"),
        ("gb82west12345698765432, please", "Account", "gb82west12345698765432"),
        ("from 192.168.10.254", "Network", "192.168.10.254"),
        ("ring (0)30 / 901820 soon", "Phone", "(0)30 / 901820"),
        ("+1-944-435-4352x04732", "Phone", "+1-944-435-4352x04732"),
        ("tel: 2125550123", "Phone", "2125550123"),
        ("on 2026-12-22 0151 234 5678", "Phone", "0151 234 5678"),
    ],
)
def test_a_form_is_known(text: str, kind: str, value: str) -> None:
    """Each kind of personal data is found whole."""
    assert found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03 (3 November 2026), 3.11.2026, 2025-2026",
        "12:30-13:15, 45 minutes, session 3 of 6, 40 slides to 12",
        "1 000 000 users and 1.234.567 rows",
        "passage n-0123456789abcdef",
    ],
)
def test_dates_and_amounts_stay(text: str) -> None:
    """What the draft reasons with is not hidden."""
    assert not found(text)


def test_checksums_are_checked() -> None:
    """A number with a wrong checksum is no card and no account."""
    assert patterns.is_card("4111 1111 1111 1111")
    assert not patterns.is_card("4111 1111 1111 1112")
    assert not patterns.is_card("0000 0000 0000 0000")
    assert patterns.is_account("DE89370400440532013000")
    assert not patterns.is_account("DE89370400440532013001")


@given(st.text(alphabet="0123456789 +-().,@abEx/\n", max_size=60))
def test_hiding_is_undone_by_restoring(text: str) -> None:
    """Whatever is hidden comes back exactly."""
    names = Pseudonyms([], [text])
    assert names.restore(names.hide(text)) == visible(text)
