"""Which companies' models can be chosen, and what each needs before it can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import urlsplit

from assistant.errors import Invalid
from assistant.writers.chatting.faults import Place


@dataclass(frozen=True, slots=True)
class Provider:
    """One company's models, as LangChain reaches them.

    ``package`` is what must be installed; ``key`` the environment variable of its key, None when
    it needs none; ``address`` where requests go unless ``UPMENTOR_MODEL_URL`` says otherwise.
    """

    name: str
    title: str
    package: str
    key: str | None
    address: str
    strict: bool = False


_ALL = (
    Provider("openai", "OpenAI", "langchain-openai", "OPENAI_API_KEY",
             "https://api.openai.com/v1", strict=True),
    Provider("anthropic", "Anthropic", "langchain-anthropic", "ANTHROPIC_API_KEY",
             "https://api.anthropic.com"),
    Provider("google_genai", "Google", "langchain-google-genai", "GOOGLE_API_KEY",
             "https://generativelanguage.googleapis.com"),
    Provider("xai", "xAI", "langchain-xai", "XAI_API_KEY", "https://api.x.ai/v1/", strict=True),
    Provider("perplexity", "Perplexity", "langchain-perplexity", "PPLX_API_KEY",
             "https://api.perplexity.ai"),
    Provider("ollama", "Ollama", "langchain-ollama", None, "http://localhost:11434"),
)  # fmt: skip
PROVIDERS: Mapping[str, Provider] = {p.name: p for p in _ALL}
OWN_KEY = "UPMENTOR_MODEL_KEY"
"""The key that is sent to ``UPMENTOR_MODEL_URL``; a company's own key never goes there."""

_TAKE_URL = ("openai", "ollama")
_BEGINNINGS = {
    "gpt-": "openai", "chatgpt": "openai", "o1": "openai", "o3": "openai", "o4": "openai",
    "claude": "anthropic", "gemini": "google_genai", "grok": "xai", "sonar": "perplexity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that was chosen: of which provider, by which name, at which address."""

    provider: Provider
    name: str
    url: str | None

    @property
    def engine(self) -> str:
        """How drafts name the writer: ``openai:gpt-5``."""
        return f"{self.provider.name}:{self.name}"

    @property
    def address(self) -> str:
        return self.url or self.provider.address

    @property
    def host(self) -> str:
        """The only host that is written to, with its port if it has one."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def key_name(self) -> str | None:
        """The environment variable that holds the key."""
        return OWN_KEY if self.url else self.provider.key

    @property
    def place(self) -> Place:
        key = self.key_name or "its settings"
        return Place(self.host, self.name, key, self.provider.name in _TAKE_URL)

    def key(self, env: Mapping[str, str]) -> str | None:
        """The key to send, if there is one."""
        return (env.get(self.key_name, "").strip() or None) if self.key_name else None

    def problem(self, env: Mapping[str, str]) -> str | None:
        """What is still missing before this model can be asked, in one sentence, or None."""
        provider = self.provider
        if find_spec(provider.package.replace("-", "_")) is None:
            return (
                f"{provider.title}'s models need the package {provider.package}: install it with "
                f'pip install "{provider.package}<5", or unset UPMENTOR_MODEL.'
            )
        if provider.key and not self.url and not self.key(env):
            return (
                f"{provider.title}'s models need a key: set {provider.key}, or unset "
                "UPMENTOR_MODEL to write offline."
            )
        return None


def choose(model: str, url: str | None = None) -> Choice:
    """The choice that ``UPMENTOR_MODEL`` and ``UPMENTOR_MODEL_URL`` make.

    A model is written ``provider:name``; without a provider a name that says whose it is will do,
    and with an address it is taken to speak OpenAI's protocol.

    Raises:
        Invalid: when the provider or the address is none, with what can be written instead.
    """
    before, colon, name = model.strip().partition(":")
    provider = PROVIDERS.get(before.lower().replace("-", "_")) if colon else None
    if provider is None:
        name = model.strip()
        begun = next((p for b, p in _BEGINNINGS.items() if name.lower().startswith(b)), None)
        found = "openai" if url else begun
        if found is None:
            raise Invalid(
                f"UPMENTOR_MODEL is {model!r}; write it as provider:model, with one of "
                f"{', '.join(PROVIDERS)}."
            )
        provider = PROVIDERS[found]
    if not name:
        raise Invalid("UPMENTOR_MODEL names a provider but no model; write provider:model.")
    if url and provider.name not in _TAKE_URL:
        raise Invalid(
            f"UPMENTOR_MODEL_URL is for {' and '.join(_TAKE_URL)} models; unset it for "
            f"{provider.title}, or write the model as openai:{name} if that address speaks "
            "OpenAI's protocol."
        )
    return Choice(provider, name, _address(url) if url else None)


def _address(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid(
            f"UPMENTOR_MODEL_URL is {url!r}; write an address such as http://127.0.0.1:8000/v1."
        )
    return url.strip()
