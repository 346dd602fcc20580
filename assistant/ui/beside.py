"""The addresses beside the pages: keep what is typed, and stay signed in to the demo.

A page's script calls them, with a value that the page was signed: nothing else is believed.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.coach import STAYS_SIGNED_IN
from assistant.errors import UpmentorError
from assistant.ui import staying, wiring

MOST_BYTES = 1_000_000
Answer = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """Where a page's script posts to; under the base path, if one is set."""
    base = st.get_option("server.baseUrlPath").strip("/")
    within = f"/{base}/upmentor" if base else "/upmentor"
    answers = {"typed": _typed, "sign-in": _sign_in, "leave": _leave}
    return [Route(f"{within}/{n}", _safe(a), methods=["POST"]) for n, a in answers.items()]


def _safe(answer: Callable[[dict[str, Any], Request], Response]) -> Answer:
    """Read a small JSON object of this very site, and answer it beside the event loop."""

    async def respond(request: Request) -> Response:
        if request.headers.get("content-type") != "application/json":
            return Response(status_code=415)
        try:
            body = bytearray()
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Response("This is too long to keep.", 413)
            value = json.loads(body)
            if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
                return Response(status_code=400)
            return await run_in_threadpool(answer, value, request)
        except (ClientDisconnect, UnicodeDecodeError, ValueError, RecursionError):
            return Response(status_code=400)
        except UpmentorError as error:
            return Response(str(error), 409)

    return respond


def _typed(value: dict[str, str], _: Request) -> Response:
    reader = staying.reader_of(value.get("token", ""))
    if not reader:
        return Response(status_code=403)
    place, form, text = (value.get(name, "") for name in ("place", "form", "text"))
    kept = wiring.coach().keep_typed(reader, place, form, text)
    return Response(status_code=204 if kept else 205)


def _sign_in(value: dict[str, str], request: Request) -> Response:
    cookie = staying.cookie_for(value.get("ticket", ""))
    if not cookie:
        return Response(status_code=403)
    response = Response(status_code=204)
    response.set_cookie(
        staying.cookie_name(),
        cookie,
        max_age=round(STAYS_SIGNED_IN.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


def _leave(_: dict[str, str], request: Request) -> Response:
    """Drop the cookie, unless somebody signed in with another one since."""
    response = Response(status_code=204)
    name = staying.cookie_name()
    if name in request.cookies and not staying.sign_in_of(request.cookies[name]):
        response.delete_cookie(name, httponly=True, samesite="strict")
    return response
