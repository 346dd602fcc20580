"""What a person would lose with a browser page: text not saved yet, and being signed in."""

from collections.abc import Mapping
from datetime import timedelta

from assistant.coach.base import Base, limited
from assistant.errors import Invalid, Refused
from assistant.stored import TypedText

TYPED_LIMIT = 200_000
"""More than any field takes, so that what is too long to save is kept while it is shortened."""
STAYS_SIGNED_IN = timedelta(days=30)


class Typed(Base):
    """Typed text belongs to one person; nobody else sees that it exists.

    Staying signed in by a sign-in's id is for the demo program alone, where people pick a name;
    in any other the identity provider's cookie does it.
    """

    def keep_typed(self, reader: str, place: str, form: str, text: str) -> bool:
        """Keep what stands in a field of the reader's; False when its form was ended already.

        Raises:
            Invalid: when the text is longer than ``TYPED_LIMIT`` characters.
        """
        person = self._person(reader)
        if not (0 < len(place) <= 200 and 0 < len(form) <= 64):
            raise Invalid("There is no such field.")
        return self._records.keep_typed(
            person.email, place, form, limited(text, TYPED_LIMIT, "text")
        )

    def typed(self, reader: str, place: str) -> TypedText | None:
        """What the reader typed into a field and did not save."""
        return self._records.typed(self._person(reader).email, place)

    def typed_places(self, reader: str) -> list[str]:
        """The fields in which something of the reader's is not saved."""
        return self._records.typed_places(self._person(reader).email)

    def end_typed(self, reader: str, forms: Mapping[str, str]) -> None:
        """Forget what was typed into forms, by place: it was saved, or given up."""
        self._records.end_typed(self._person(reader).email, forms)

    def start_sign_in(self, reader: str) -> str:
        """Note that a person of the demo program signed in; returns the sign-in's id.

        Raises:
            Refused: when the program is a real one.
        """
        person = self._person(reader)
        if not self._records.is_demo():
            raise Refused("This program signs people in through its identity provider.")
        return self._records.start_sign_in(person.email)

    def signed_in(self, sign_in: str) -> str:
        """Whose sign-in of the demo program this is; empty when it is over or nobody's.

        Whether that person may still do anything is decided by each use case, as ever.
        """
        if not self._records.is_demo():
            return ""
        return self._records.signed_in(sign_in, STAYS_SIGNED_IN) or ""

    def hand_sign_in(self, sign_in: str) -> bool:
        """Whether a sign-in may be put into a cookie: once."""
        return self._records.hand_sign_in(sign_in)

    def end_sign_in(self, sign_in: str) -> None:
        """From now on a cookie with this sign-in is nobody's."""
        self._records.end_sign_in(sign_in)
