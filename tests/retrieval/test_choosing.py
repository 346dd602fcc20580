from collections.abc import Sequence
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from assistant.errors import Invalid
from assistant.retrieval.choosing import Choice, Lazy, Opener, choose
from assistant.retrieval.embedders import ByKind, EmbeddingsFault, MiniLMEmbedder
from tests.fakes import WordEmbedder

OPENAI = "openai:text-embedding-3-small"
OWN = "http://127.0.0.1:8000/v1"


def unchanged(texts: Sequence[str]) -> list[str]:
    return list(texts)


def opener(chosen: Choice, **env: str) -> Opener:
    return Opener(chosen, env, Path("nowhere"), unchanged)


def test_no_setting_is_the_built_in_embedder() -> None:
    """Without a setting everything stays here, under the built-in embedder's name."""
    chosen = choose(None)
    assert chosen.ids == (MiniLMEmbedder.id, MiniLMEmbedder.id)
    assert (chosen.stays, chosen.sends) == (True, "nothing leaves this machine")


@pytest.mark.parametrize("setting", ["nonsense", "no-such-provider:x", "openai:", ":x", "openai"])
def test_a_wrong_setting_is_told(setting: str) -> None:
    """What cannot be an embedder is refused with what to write instead."""
    with pytest.raises(Invalid, match="provider:model, with one of"):
        choose(setting)


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        (None, OWN),
        ("cohere:x", OWN),
        ("openai:x", "127.0.0.1:8000"),
        ("openai:x", "ftp://127.0.0.1"),
        ("openai:x", "http://me:secret@127.0.0.1/v1"),
    ],
)
def test_a_wrong_address_is_told(setting: str | None, url: str) -> None:
    """An address that cannot be used is refused, and a password in it is not repeated."""
    with pytest.raises(Invalid, match="UPMENTOR_EMBEDDINGS_URL") as told:
        choose(setting, url)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("choice", "stays", "host"),
    [
        (choose(OPENAI), False, "api.openai.com"),
        (choose(OPENAI, OWN), True, "127.0.0.1:8000"),
        (choose(OPENAI, "http://localhost/v1"), True, "localhost"),
        (choose(OPENAI, "http://[::1]:80/v1"), True, "[::1]:80"),
        (choose(OPENAI, "http://embeddings.a.example/v1"), False, "embeddings.a.example"),
        (choose(OPENAI, "http://127.0.0.1.a.example/v1"), False, "127.0.0.1.a.example"),
        (choose("ollama:nomic"), True, "localhost:11434"),
        (choose("huggingface:org/model"), True, ""),
        (choose("Google-GenAI:x"), False, "google_genai"),
    ],
)
def test_what_leaves_follows_from_where_it_runs(choice: Choice, stays: bool, host: str) -> None:
    """Only what runs on this machine is given notes."""
    assert (choice.stays, choice.host) == (stays, host)
    assert (choice.notes == choice) is stays
    assert ("notes stay on this machine" in choice.sends) is not stays


def test_a_name_of_vectors_follows_from_the_whole_model_name() -> None:
    """Long names that begin alike differ; another address of the same model does not."""
    one = choose("huggingface:sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2")
    two = choose("huggingface:sentence-transformers/paraphrase-multilingual-mpnet-base-v2")
    assert one.id != two.id
    assert choose("openai:a.b").id != choose("openai:a-b").id
    assert choose(OPENAI, OWN).id == choose(OPENAI, "http://localhost:1/v1").id


def test_notes_have_an_embedder_on_this_machine() -> None:
    """Opened for a service, guidelines and notes have an embedder each; notes' is built in."""
    chosen = choose(OPENAI)
    both = opener(chosen)(chosen)
    assert isinstance(both, ByKind)
    assert getattr(both.notes, "id", None) == MiniLMEmbedder.id
    assert not isinstance(opener(choose(OPENAI, OWN))(choose(OPENAI, OWN)), ByKind)


@pytest.mark.parametrize(
    ("chosen", "asked", "told"),
    [
        (choose(OPENAI), choose(OPENAI), "set OPENAI_API_KEY"),
        (choose("cohere:x"), choose("cohere:x"), "need the package langchain-cohere"),
        (choose(None), choose(OPENAI), "not chosen any more, so nothing is sent there"),
        (choose("openai:b", "http://b.a.example"), choose(OPENAI), "not chosen any more"),
    ],
)
def test_what_cannot_be_opened_is_told(chosen: Choice, asked: Choice, told: str) -> None:
    """A missing key or package, or a service that is not chosen any more, is one sentence."""
    both = opener(chosen, OTHER="x")(asked)
    assert isinstance(both, ByKind)
    with pytest.raises(EmbeddingsFault, match=told):
        both.guidelines.embed_query("a question")


class Failing(Embeddings):
    """Fails with its text, as libraries do, and counts."""

    def __init__(self) -> None:
        self.asked = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += 1
        raise ValueError(f"cannot embed {texts} with sk-secret")

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_a_fault_repeats_no_text_and_is_not_tried_again_at_once() -> None:
    """The sentence holds neither text nor key; the next question does not wait again."""
    failing = Failing()
    lazy = Lazy("openai:x at here", lambda: failing)
    for _ in range(3):
        with pytest.raises(EmbeddingsFault) as told:
            lazy.embed_query("a private question")
        assert "private" not in str(told.value)
        assert "secret" not in str(told.value)
    assert failing.asked == 1


def test_what_leaves_is_hidden_first() -> None:
    """Texts and questions pass through what hides names."""
    seen: list[str] = []

    class Seeing(WordEmbedder):
        def embed_query(self, text: str) -> list[float]:
            seen.append(text)
            return super().embed_query(text)

    lazy = Lazy("x", Seeing, lambda texts: [text.replace("Leo", "Person-1") for text in texts])
    lazy.embed_documents(["Leo leads."])
    lazy.embed_query("Who is Leo?")
    assert seen == ["Person-1 leads.", "Who is Person-1?"]
