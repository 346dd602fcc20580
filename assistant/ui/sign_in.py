"""Sign-in: a picker of fictional people in the demo program, the identity provider otherwise."""

import streamlit as st

from assistant.domain import Role
from assistant.ui import identity, parts, sheet, staying, wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

WHAT = {
    Role.MENTOR: "Junior colleague who teaches. Prepares sessions and finds words to challenge up.",
    Role.MENTEE: "Senior leader who learns. Gets technology explained in business terms.",
    Role.REVIEWER: "Reads progress summaries that both partners released. Never reads a note.",
    Role.ADMIN: "Keeps the guidelines and sees how far each pair is, in counts only.",
}

PROMISES = (
    ("Private by default", "A note is yours alone until you share it with your partner."),
    ("Released by two", "HR reads a summary only after both of you released it."),
    ("Sources at hand", "Each statement opens its passage, or says that it is a suggestion."),
)


def show() -> None:
    """The page."""
    st.html("<style>.stSidebar, .stAppHeader { display: none; }</style>")
    left, _, right = st.columns([11, 1, 9], gap="medium")
    with left:
        st.html('<p class="up-brand">Upmentor</p>')
        parts.head(
            "The junior teaches. The leader learns. Both come prepared.",
            "Prepare a session in fifteen minutes, ask what the program's guidelines say, "
            "and keep notes that only the two of you can read.",
        )
        st.html(sheet.listing(f"<strong>{a}</strong><br>{b}" for a, b in PROMISES))
    with right, st.container(border=True):
        if wiring.coach().is_demo():
            _demo()
        else:
            _provider()


def _demo() -> None:
    st.html(
        f'{sheet.tag("Demo mode", "warn")}<h2 class="up-h2" style="margin-top:.7rem">'
        'Choose who to be</h2><p class="up-small">Everyone here is fictional and there is no '
        "password. A real program signs people in through its identity provider.</p>"
    )
    people = wiring.coach().sign_in_choices()
    role = st.radio(
        "Role",
        list(Role),
        format_func=words.ROLES.__getitem__,
        captions=[WHAT[r] for r in Role],
        key=Key.PICKED.at("role"),
    )
    fitting = {p.email: p for p in people if role in p.roles}
    address = st.selectbox(
        "Person",
        list(fitting),
        format_func=lambda e: sheet.person_line(fitting[e]),
        key=Key.PICKED.at(role),
    )
    if address:
        name = fitting[address].called
        st.button(f"Continue as {name}", on_click=_continue, type="primary", width="stretch")


def _continue() -> None:
    """Sign in whoever is picked at the moment of the press, whatever the button was named."""
    role = st.session_state.get(Key.PICKED.at("role"))
    picked = st.session_state.get(Key.PICKED.at(role))
    choices = {p.email for p in wiring.coach().sign_in_choices() if role in p.roles}
    if picked in choices:
        staying.sign_in(picked)


def _provider() -> None:
    st.html(
        '<h2 class="up-h2" style="margin-top:0">Sign in</h2>'
        f'<p class="up-small">{escape("Use the account of your organisation.")}</p>'
    )
    if identity.provider_configured():
        if st.button("Sign in with your organisation", type="primary", width="stretch"):
            with parts.sentences():
                identity.sign_in()
    else:
        st.warning(
            "No identity provider is configured: add an [auth] section to "
            ".streamlit/secrets.toml with redirect_uri, cookie_secret, client_id, client_secret "
            "and server_metadata_url, then start Upmentor again "
            "(docs/sign-in.md).".replace("[", "\\[")
        )


if __name__ == "__main__":
    show()
