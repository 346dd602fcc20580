from importlib.util import find_spec

import pytest

from assistant.drafts import Kind
from assistant.errors import Invalid
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.modes import price_of
from assistant.writers.chatting.providers import PROVIDERS, choose
from tests.writers import demo


@pytest.mark.parametrize(
    ("model", "url", "engine", "host"),
    [
        ("openai:gpt-5", None, "openai:gpt-5", "api.openai.com"),
        ("gpt-5-mini", None, "openai:gpt-5-mini", "api.openai.com"),
        ("claude-x", None, "anthropic:claude-x", "api.anthropic.com"),
        (
            "google-genai:gemini-x",
            None,
            "google_genai:gemini-x",
            "generativelanguage.googleapis.com",
        ),
        ("qwen2.5:7b", "http://127.0.0.1:8000/v1", "openai:qwen2.5:7b", "127.0.0.1:8000"),
        ("ollama:llama3:8b", None, "ollama:llama3:8b", "localhost:11434"),
        ("openai:m", "https://user:secret@models.example/v1", "openai:m", "models.example"),
    ],
)
def test_a_model_is_named_by_provider_and_name(
    model: str, url: str | None, engine: str, host: str
) -> None:
    """The provider is read from the name, and the host is told without a password."""
    chosen = choose(model, url)
    assert (chosen.engine, chosen.host) == (engine, host)


@pytest.mark.parametrize(
    ("model", "url", "told"),
    [
        ("mystery", None, "write it as provider:model"),
        ("openai:", None, "no model"),
        ("anthropic:x", "http://127.0.0.1/v1", "unset it for Anthropic"),
        ("openai:x", "ftp://127.0.0.1/v1", "write an address such as"),
        ("openai:x", "not an address", "write an address such as"),
    ],
)
def test_a_wrong_choice_says_what_to_write(model: str, url: str | None, told: str) -> None:
    """What cannot be used is refused in one sentence."""
    with pytest.raises(Invalid, match=told):
        choose(model, url)


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=lambda p: p.name)
def test_what_is_missing_is_named(provider: object) -> None:
    """Without its package or key a provider says exactly what to install or set."""
    chosen = next(p for p in PROVIDERS.values() if p is provider)
    writer = ChatWriter(f"{chosen.name}:some-model")
    problem = writer.problem()
    if find_spec(chosen.package.replace("-", "_")) is None:
        assert problem is not None
        assert f'pip install "{chosen.package}' in problem
    elif chosen.key:
        assert problem is not None
        assert f"set {chosen.key}" in problem
    if problem:
        with pytest.raises(Invalid, match="models need"):
            next(writer.write(demo.brief(Kind.ANSWER, None, question="Cadence?")))


def test_a_price_is_two_numbers() -> None:
    """A price is read as it is set, or refused with an example."""
    assert price_of("2.50,10") == (2.5, 10.0)
    assert price_of("") is price_of(None) is None
    for wrong in ("2.5", "a,b", "1,2,3", "-1,2", "nan,1"):
        with pytest.raises(Invalid, match=r"such as 2\.50,10"):
            price_of(wrong)
