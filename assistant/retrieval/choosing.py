"""Which embedder is chosen, where its texts go, and opening it.

Built in is MiniLM, on this machine. Any other is written ``provider:model`` and opened by
LangChain. What leaves the machine follows from where it runs: one that stays on this machine
embeds everything; one that does not is given guidelines and questions, never a note. Notes keep
the built-in embedder then.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit

from langchain_core.embeddings import Embeddings

from assistant.errors import Invalid
from assistant.retrieval.embedders import (
    ByKind,
    Embedder,
    EmbeddingsFault,
    MiniLMEmbedder,
    built_in,
)
from assistant.retrieval.prepared import PreparedEmbedder

PROVIDERS = (
    "azure_ai", "azure_openai", "bedrock", "cohere", "google_genai", "google_vertexai",
    "huggingface", "mistralai", "ollama", "openai",
)  # fmt: skip
OWN_KEY = "UPMENTOR_EMBEDDINGS_KEY"
"""The key that is sent to ``UPMENTOR_EMBEDDINGS_URL``; a company's own key never goes there."""

_ADDRESSES = {"openai": "https://api.openai.com/v1", "ollama": "http://localhost:11434"}
_SECONDS = 15.0
_AT_ONCE = 16  # texts in a request, so that a small server answers in time
_REST = 30.0  # seconds without another try after an embedder has failed

Hide = Callable[[Sequence[str]], list[str]]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Choice:
    """An embedder by its setting (None: built in) and the address of one's own server."""

    setting: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """The name of its vectors. It follows from the model alone: a server may move."""
        if self.setting is None:
            return MiniLMEmbedder.id
        slug = re.sub(r"[^a-z0-9]+", "-", self.setting.lower()).strip("-")[:40]
        return f"{slug}-{hashlib.sha256(self.setting.encode()).hexdigest()[:8]}"

    @property
    def ids(self) -> tuple[str, str]:
        """The names of its vectors of notes, and of guidelines."""
        return self.notes.id, self.id

    @property
    def notes(self) -> "Choice":
        """The embedder of notes: itself, or the built-in one where texts would leave."""
        return self if self.stays else Choice()

    @property
    def provider(self) -> str:
        return (self.setting or "").partition(":")[0].lower()

    @property
    def host(self) -> str:
        """Where its texts go: a host with its port, or whose service; empty for no server."""
        if self.setting is None or self.provider == "huggingface":
            return ""
        return urlsplit(self._address).netloc or self.provider

    @property
    def stays(self) -> bool:
        """Whether it runs on this machine, so that nothing leaves."""
        name = urlsplit(self._address).hostname or ""
        try:
            return not self.host or name == "localhost" or ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def label(self) -> str:
        """How a person names it: ``openai:NAME at HOST``."""
        if self.setting is None:
            return self.id
        return f"{self.setting} at {self.host}" if self.host else self.setting

    @property
    def sends(self) -> str:
        """What leaves the machine, in one sentence."""
        if self.stays:
            return "nothing leaves this machine"
        return f"guidelines and questions go to {self.host}; notes stay on this machine"

    @property
    def _address(self) -> str:
        return self.url or _ADDRESSES.get(self.provider, "")


def choose(setting: str | None, url: str | None = None) -> Choice:
    """The choice that ``UPMENTOR_EMBEDDINGS`` and ``UPMENTOR_EMBEDDINGS_URL`` make.

    Raises:
        Invalid: when the provider or the address is none, with what can be written instead.
    """
    if setting is None:
        if url:
            raise Invalid("UPMENTOR_EMBEDDINGS_URL needs UPMENTOR_EMBEDDINGS, as openai:MODEL.")
        return Choice()
    provider, _, model = (part.strip() for part in setting.partition(":"))
    provider = provider.lower().replace("-", "_")
    if provider not in PROVIDERS or not model:
        raise Invalid(
            f"UPMENTOR_EMBEDDINGS is {setting!r}; write it as provider:model, with one of "
            f"{', '.join(PROVIDERS)}."
        )
    if url is None:
        return Choice(f"{provider}:{model}")
    parts = urlsplit(url.strip())
    if provider not in _ADDRESSES:
        raise Invalid(f"UPMENTOR_EMBEDDINGS_URL is for {' and '.join(_ADDRESSES)} models.")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise Invalid(
            "UPMENTOR_EMBEDDINGS_URL is no address such as http://127.0.0.1:8000/v1; a key goes "
            f"into {OWN_KEY}."
        )
    return Choice(f"{provider}:{model}", url.strip())


class Opener:
    """Opens choices; only the ``chosen`` one may send anything off this machine.

    ``env`` holds the keys, ``knowledge`` the guidelines' prepared vectors; ``hide`` takes people's
    names and addresses out of the texts that leave.
    """

    def __init__(self, chosen: Choice, env: Mapping[str, str], knowledge: Path, hide: Hide) -> None:
        self._chosen, self._env, self._hide = chosen, env, hide
        self._own = PreparedEmbedder(knowledge, built_in())

    def __call__(self, choice: Choice) -> Embedder:
        """The embedder of a choice; it is opened with its first text."""
        if choice.setting is None:
            return self._own
        if choice.stays:
            return Lazy(choice.label, lambda: self._open(choice))
        return ByKind(Lazy(choice.label, lambda: self._open(choice), self._hide), self._own)

    def _open(self, choice: Choice) -> Embeddings:
        if not choice.stays and choice.host != self._chosen.host:
            raise EmbeddingsFault(
                f"The embeddings {choice.label} are not chosen any more, so nothing is sent there."
            )
        key: str | None = None
        if choice.url:
            # A key belongs to the address that it was set for.
            key = self._env.get(OWN_KEY) if choice.url == self._chosen.url else None
        elif choice.provider == "openai":
            key = self._env.get("OPENAI_API_KEY")
            if not key:
                raise EmbeddingsFault(
                    f"The embeddings {choice.setting} need a key: set OPENAI_API_KEY, or unset "
                    "UPMENTOR_EMBEDDINGS."
                )
        return _opened(choice, key or "no-key")


def _opened(choice: Choice, key: str) -> Embeddings:
    from langchain.embeddings import init_embeddings

    settings: dict[str, Any] = {}
    if choice.provider == "ollama":
        client = {"timeout": 2 * _SECONDS, "follow_redirects": False, "trust_env": not choice.stays}
        settings = {"base_url": choice._address, "client_kwargs": client}
    elif choice.provider == "openai":
        from openai import DefaultHttpxClient

        settings = {
            "base_url": choice._address,
            "api_key": key,
            "timeout": _SECONDS,
            "max_retries": 1,
            "chunk_size": _AT_ONCE,
            # Counting tokens would download a vocabulary; no passage is longer than a window.
            "check_embedding_ctx_length": False,
            "http_client": DefaultHttpxClient(
                follow_redirects=False, trust_env=not choice.stays, timeout=_SECONDS
            ),
        }
    embedder = init_embeddings(choice.setting or "", **settings)
    if not isinstance(embedder, Embeddings):
        raise EmbeddingsFault(f"{choice.setting} does not name a text embedding model.")
    return embedder


class Lazy(Embeddings):
    """An embedder that is opened with its first text, and whose faults are told in one sentence.

    After a fault it rests for half a minute, so that questions do not wait for it again and
    again. No sentence carries a key or a text, since errors of other libraries may hold both.
    """

    def __init__(
        self, label: str, open_: Callable[[], Embeddings], hide: Hide | None = None
    ) -> None:
        self.label = label
        self._open = open_
        self._hide = hide
        self._opened: Embeddings | None = None
        self._failed: tuple[float, EmbeddingsFault] | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of the texts, in order.

        Raises:
            EmbeddingsFault: when the embedder cannot be opened, or does not answer.
        """
        hidden = self._hide(texts) if self._hide else texts
        return self._asked(lambda embedder: embedder.embed_documents(hidden))

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question.

        Raises:
            EmbeddingsFault: as above.
        """
        (hidden,) = self._hide([text]) if self._hide else [text]
        return self._asked(lambda embedder: embedder.embed_query(hidden))

    def _asked(self, ask: Callable[[Embeddings], Answer]) -> Answer:
        if self._failed and monotonic() < self._failed[0]:
            raise self._failed[1]
        try:
            if self._opened is None:
                self._opened = self._open()
            answer = ask(self._opened)
        except Exception as error:
            fault = error if isinstance(error, EmbeddingsFault) else self._fault(error)
            self._failed = (monotonic() + _REST, fault)
            raise fault from error
        self._failed = None
        return answer

    def _fault(self, error: Exception) -> EmbeddingsFault:
        status = getattr(error, "status_code", None)
        if isinstance(error, ImportError):
            package = re.search(r"pip install ([\w-]+)", str(error))
            wanted = f"the package {package[1]}" if package else "a package that is not installed"
            return EmbeddingsFault(f"The embeddings {self.label} need {wanted}.")
        if status in (401, 403):
            why = "the key was refused"
        elif status == 404:
            why = "there is no such model or address"
        elif status == 429:
            why = "the service is too busy, or its credit is used up"
        elif status is not None:
            why = f"the service answered with an error ({status})"
        elif "connect" in type(error).__name__.lower() or "timeout" in type(error).__name__.lower():
            why = "the service does not answer"
        else:
            why = f"{type(error).__name__}; are its key and its settings right?"
        return EmbeddingsFault(f"The embeddings {self.label} cannot be used: {why}.")
