"""What stands at the address of a page that is not for this person's role."""

import streamlit as st

from assistant.domain import Role
from assistant.ui import parts, routes, wiring, words


def show() -> None:
    """The page."""
    person = wiring.coach().person(wiring.reader())
    roles = words.names([words.ROLES[r].lower() for r in Role if r in person.roles])
    parts.head("This page is not for your role", f"You are signed in as {roles}.")
    first = next(r for r in routes.ROUTES if not r.roles.isdisjoint(person.roles))
    if st.button(f"Go to {first.title}", type="primary"):
        st.switch_page(first.page())


if __name__ == "__main__":
    show()
