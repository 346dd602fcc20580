"""Sign-ins that were ended before the browser's cookie for them expires."""

from datetime import timedelta

from sqlalchemy import delete

from .store import Store, now
from .tables import StampRow

COOKIE_DAYS = 30
"""How long Streamlit's cookie for a sign-in is good."""

_PREFIX = "signed-out:"


class SignInRecords:
    """By the mark of a sign-in, which tells nothing of the person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def revoke_sign_in(self, mark: str) -> None:
        """Note that this sign-in is over, and forget those whose cookies have expired."""
        today = now().date()
        oldest = (today - timedelta(days=COOKIE_DAYS + 1)).toordinal()
        with self._store.begin(write=True) as sql:
            sql.execute(
                delete(StampRow).where(StampRow.name.startswith(_PREFIX), StampRow.value < oldest)
            )
            sql.merge(StampRow(name=_PREFIX + mark, value=today.toordinal()))

    def sign_in_revoked(self, mark: str) -> bool:
        """Whether this sign-in was ended."""
        with self._store.begin() as sql:
            return sql.get(StampRow, _PREFIX + mark) is not None
