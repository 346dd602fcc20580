"""What a fault of the database means to the person who meets it, whichever database it is."""

from sqlalchemy.exc import DBAPIError, OperationalError

from assistant.errors import Conflict, LostStore, StoreError, UpmentorError

CHANGED = "Somebody else changed this at the same moment; reload it, then try again."
BUSY = "The store is busy: another program is writing to it. Try again in a moment."
FULL = "The disk is full or failing; nothing was saved."
READ_ONLY = "The store cannot be written; check the folder's permissions or UPMENTOR_HOME."
DAMAGED = (
    "The store is damaged; restore a backup of its database, or put it aside and start anew with: "
    "upmentor init --new"
)

# PostgreSQL names what happened by a code, whatever language it speaks.
_CONFLICTS = {"23505", "40001", "40P01"}  # taken already, could not be put in order, deadlock
_SENTENCES = {
    "55P03": BUSY,
    "57014": BUSY,
    "53100": FULL,
    "58030": FULL,
    "25006": "The database is read-only; nothing was saved.",
    "28000": "PostgreSQL refused the name or password in UPMENTOR_DATABASE_URL.",
    "28P01": "PostgreSQL refused the name or password in UPMENTOR_DATABASE_URL.",
    "3D000": "PostgreSQL has no database of that name; make it first (createdb).",
    "42501": "The database's user may not do this; give it the rights to its schema and tables.",
    "53300": "PostgreSQL takes no more connections; try again, or raise max_connections.",
    "57P03": "PostgreSQL is starting or stopping; try again in a moment.",
}
# Of a connection that failed there is no code, only words.
_WORDS = {
    "password": "28P01",
    "authentication": "28P01",
    "role ": "28000",
    "too many clients": "53300",
    "remaining connection slots": "53300",
    "starting up": "57P03",
    "shutting down": "57P03",
}


def fault(error: DBAPIError) -> UpmentorError:
    """A database error as one of ours, with a sentence that says what to do."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    reason = str(error.orig).lower()
    if state in _CONFLICTS or "unique constraint failed" in reason:
        return Conflict(CHANGED)
    if state or "connection" in reason:
        return StoreError(_told(state, reason))
    if "malformed" in reason or "not a database" in reason:
        return LostStore(DAMAGED)
    return StoreError(_sentence(error, reason))


def _told(state: str | None, reason: str) -> str:
    """A sentence for what PostgreSQL says."""
    if state is None:
        state = next((code for word, code in _WORDS.items() if word in reason), None)
        if 'database "' in reason and "does not exist" in reason:
            state = "3D000"
    if state is None or (state[:2] in {"08", "57"} and state not in _SENTENCES):
        return "The database did not answer; check UPMENTOR_DATABASE_URL and that it is running."
    return _SENTENCES.get(state, "The records refused this change; nothing was saved.")


def _sentence(error: DBAPIError, reason: str) -> str:
    """A sentence for what SQLite says."""
    if "locked" in reason or "busy" in reason:
        return BUSY
    if "readonly" in reason or "read-only" in reason:
        return READ_ONLY
    if "unable to open" in reason:
        return (
            "The store cannot be opened; check that its database is there, the folder's "
            "permissions, or UPMENTOR_HOME."
        )
    if "disk is full" in reason or "disk i/o" in reason:
        return FULL
    if isinstance(error, OperationalError):
        return "The database did not answer; check UPMENTOR_DATABASE_URL."
    return "The records refused this change; nothing was saved."
