"""What a server of one's own tells about itself before it is asked for anything else.

Servers that speak OpenAI's protocol list their models at ``/models``, Ollama at ``/api/tags``;
llama.cpp and vLLM say there how much a model reads at once. Nothing of anybody is sent with that.
"""

import json
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from assistant.writers.chatting.providers import Choice

OLLAMA_CONTEXT = 8_192
"""Ollama reads what it is told to, and by itself cuts a longer brief without a word."""
SECONDS = 2.0
MOST_BYTES = 1_000_000
SMALL_CONTEXT = 6_000
SMALL_MODEL = 3_000_000_000
"""A model with fewer parameters gets short rules, little material and a short form to fill."""


@dataclass(frozen=True, slots=True)
class Served:
    """``context`` is how many tokens the model reads at once, ``size`` its parameters.

    ``listed`` when a server of one's own told its models: it is there, and may read slowly.
    """

    context: int | None = None
    size: int | None = None
    listed: bool = False

    @property
    def small(self) -> bool:
        """Whether little is to be asked of this model at once."""
        tight = self.context is not None and self.context < SMALL_CONTEXT
        return tight or (self.size is not None and self.size < SMALL_MODEL)


UNKNOWN = Served()


def look(choice: Choice, key: str | None) -> Served | None:
    """What the server at ``UPMENTOR_MODEL_URL`` tells; None when nobody answers there in time."""
    if choice.provider.name == "ollama":
        models = _listed(choice.address, "/api/tags", "models", key)
    elif choice.url and choice.provider.name == "openai":
        models = _listed(choice.url, "/models", "data", key)
    else:
        return UNKNOWN
    if not models:
        return UNKNOWN if models is not None else None
    mine = next((m for m in models if choice.name in _names(m)), models[0])
    if choice.provider.name == "ollama":
        return Served(OLLAMA_CONTEXT, _size(_inside(mine, "details")), listed=True)
    told = _inside(mine, "meta")
    context = _number(told.get("n_ctx")) or _number(mine.get("max_model_len"))
    return Served(context, _number(told.get("n_params")), listed=True)


def _listed(url: str, path: str, name: str, key: str | None) -> list[dict[str, Any]] | None:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    made = HTTPSConnection if secure else HTTPConnection
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    connection = made(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        with closing(connection):
            connection.request("GET", f"{parts.path.rstrip('/')}{path}", headers=headers)
            answer = connection.getresponse()
            value = json.loads(answer.read(MOST_BYTES)) if answer.status == 200 else None
    except (OSError, HTTPException):
        return None
    except ValueError:
        return []
    listed = value.get(name) if isinstance(value, dict) else None
    return [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []


def _names(model: Mapping[str, Any]) -> list[object]:
    aliases = model.get("aliases")
    return [model.get("id"), model.get("name"), *(aliases if isinstance(aliases, list) else [])]


def _inside(model: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = model.get(name)
    return value if isinstance(value, dict) else {}


def _size(details: Mapping[str, Any]) -> int | None:
    """Parameters as Ollama writes them: 7.6B or 134.52M."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([MB])", str(details.get("parameter_size")))
    return int(float(found[1]) * {"M": 1e6, "B": 1e9}[found[2]]) if found else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None
