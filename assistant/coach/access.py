"""Who may come in: switching a person off and on, and ending a sign-in."""

from assistant import permissions
from assistant.coach.base import Base
from assistant.domain import Person, Role
from assistant.errors import Refused


class Access(Base):
    """What changes here holds from the next call on, in every process and open browser tab."""

    def roster(self, reader: str) -> list[Person]:
        """Everybody in the program, for an admin.

        Raises:
            Refused: when the reader is not an admin.
        """
        permissions.with_role(self._person(reader), Role.ADMIN)
        return self._records.people()

    def switch_access(self, reader: str, email: str, off: bool) -> Person:
        """Switch a person's access off or on; nothing of theirs changes.

        Raises:
            Refused: when the reader is not an admin, means themselves, or would leave no admin.
            NotFound: when nobody has this address.
        """
        admin = permissions.with_role(self._person(reader), Role.ADMIN)
        if off and self._records.person(email).email == admin.email:
            raise Refused("You cannot switch off your own access; ask another admin to do it.")
        return self._records.disable(email, off, admin.email, keep_admin=True)

    def disable(self, email: str, disabled: bool = True) -> Person:
        """Shut a person out, or let them in again: the operator's way, for anybody.

        Raises:
            NotFound: when nobody has this address.
        """
        return self._records.disable(email, disabled)

    def revoke_sign_in(self, mark: str) -> None:
        """End a sign-in for good, whoever still holds a cookie of it."""
        self._records.revoke_sign_in(mark)

    def sign_in_revoked(self, mark: str) -> bool:
        """Whether a sign-in was ended for good."""
        return self._records.sign_in_revoked(mark)
