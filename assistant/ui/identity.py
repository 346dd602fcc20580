"""Whom the identity provider vouches for, from the claims that came with the sign-in."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from assistant.coach import Coach
from assistant.errors import Invalid, Refused, UpmentorError


class SignedOut(Refused):
    """This sign-in was ended; its person may sign in again."""


_OF_ONE_SIGN_IN = ("iss", "sub", "email", "iat", "nonce")


def address(claims: Mapping[str, Any], *, trusting: bool) -> str:
    """The address that the provider says it has checked; empty when nobody is signed in.

    ``trusting`` accepts a provider that says nothing about it, never one that says it did not.

    Raises:
        Refused: when the provider does not vouch for the address.
    """
    if not claims.get("is_logged_in"):
        return ""
    told, checked = claims.get("email"), claims.get("email_verified")
    if not isinstance(told, str) or not told.strip():
        raise Refused(
            "Your organisation's sign-in sent no e-mail address, so Upmentor cannot tell who you "
            "are; ask whoever runs Upmentor to request the e-mail claim (docs/sign-in.md)."
        )
    if checked is None and not trusting:
        raise Refused(
            "Your organisation's sign-in does not say whether your e-mail address was checked, so "
            "Upmentor lets nobody in by it; ask whoever runs Upmentor to read docs/sign-in.md."
        )
    if checked is not None and checked is not True and str(checked).strip().lower() != "true":
        raise Refused(
            "Your organisation's sign-in says that your e-mail address was not checked; confirm "
            "the address there, sign out here, and sign in again."
        )
    return told.strip().lower()


def mark(claims: Mapping[str, Any]) -> str:
    """What tells this sign-in from every other, without telling whose it is.

    Empty when the provider sent nothing that differs from one sign-in to the next.
    """
    if not claims.get("is_logged_in") or not (claims.get("iat") or claims.get("nonce")):
        return ""
    told = json.dumps([str(claims.get(name)) for name in _OF_ONE_SIGN_IN])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def provider_configured() -> bool:
    """Whether Streamlit knows an identity provider to sign people in with."""
    return "is_logged_in" in st.user


def sign_in() -> None:
    """Send the browser to the identity provider.

    Raises:
        Invalid: when its settings are not complete.
    """
    try:
        st.login()
    except StreamlitAuthError as error:
        raise Invalid(
            "Sign-in is not set up completely; whoever runs Upmentor finds what [auth] in "
            ".streamlit/secrets.toml needs in docs/sign-in.md."
        ) from error


def vouched_for(trusting: bool) -> str:
    """The address of whoever is signed in through the provider; Refused when it is not checked."""
    return address(st.user.to_dict(), trusting=trusting)


def still_good(coach: Coach) -> None:
    """Pass unless this sign-in was ended, in this browser tab or another.

    Raises:
        SignedOut: when it was.
    """
    sign_in = mark(st.user.to_dict())
    if sign_in and coach.sign_in_revoked(sign_in):
        raise SignedOut("This sign-in was ended, here or in another window.")


def sign_out(coach: Coach) -> None:
    """End the sign-in on the server, so that no copy of its cookie is good, and in the browser."""
    if st.user.get("is_logged_in"):
        if sign_in := mark(st.user.to_dict()):
            with suppress(UpmentorError):  # the browser forgets in any case
                coach.revoke_sign_in(sign_in)
        st.logout()
