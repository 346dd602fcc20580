"""What can go wrong, one class a reason; the message is shown to the user as it is.

    UpmentorError
    ├── Invalid        the input cannot be used: what is wrong, and what to do
    ├── NotFound       no such record, or none that this person may know of
    ├── Refused        the record exists in the person's own world, but the verb is not theirs
    ├── Conflict       somebody else changed it meanwhile; nothing was overwritten
    ├── StoreError     the store is locked, read-only, too old or out of reach
    │   ├── NoStore    there is none yet
    │   └── LostStore  there was one, and it is gone, emptied or damaged
    └── ModelError     a chosen model could not answer; an offline draft can be offered

A foreign pair or draft raises NotFound, never Refused: whether it exists is not told.
"""


class UpmentorError(Exception):
    """Base of everything a user may be told in one clear sentence."""


class Invalid(UpmentorError):
    """The input cannot be used."""


class NotFound(UpmentorError):
    """No such record for this person."""


class Refused(UpmentorError):
    """This person may not do that here."""


class Conflict(UpmentorError):
    """The record was changed by somebody else meanwhile."""


class StoreError(UpmentorError):
    """The store cannot be used as it is."""


class NoStore(StoreError):
    """There is no store where one is looked for."""


class LostStore(StoreError):
    """There was a store, and it is gone, emptied or damaged."""


class ModelError(UpmentorError):
    """The chosen model did not answer usably.

    ``kept`` is the id of the draft that holds what had arrived, marked as not finished;
    ``notices`` tell which ways of asking had been tried before.
    """

    kept: str = ""
    notices: tuple[str, ...] = ()
