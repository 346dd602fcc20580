"""Settings, read once from an environment mapping that is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Invalid


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which engines write and embed; None means offline.

    ``reader`` is the folder of a model that reads again what search found.
    ``price`` is "in,out" for a million tokens; ``model_seconds`` the longest wait for the next
    statement and ``model_seconds_total`` for a whole draft; ``context`` the tokens that the model
    reads at once, None when its server tells; the ``tokens_by_`` allowances are for a day;
    ``trust_email`` takes an address although the identity provider does not say it was checked.
    """

    home: Path
    database_url: str
    knowledge: Path
    model: str | None = None
    model_url: str | None = None
    embeddings: str | None = None
    embeddings_url: str | None = None
    reader: Path | None = None
    price: str | None = None
    model_seconds: int = 30
    model_seconds_total: int = 300
    context: int | None = None
    tokens_by_person: int = 200_000
    tokens_by_program: int = 2_000_000
    trust_email: bool = False

    @property
    def index_path(self) -> Path:
        return self.home / "index"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Settings from ``UPMENTOR_*`` variables.

        Raises:
            Invalid: when one of them cannot be used, naming it.
        """
        home_text = env.get("UPMENTOR_HOME", ".upmentor")
        if not home_text.strip():
            raise Invalid("UPMENTOR_HOME is empty; name a folder or unset it.")
        home = Path(home_text).expanduser().resolve()
        database = env.get("UPMENTOR_DATABASE_URL") or f"sqlite:///{home / 'upmentor.db'}"
        return cls(
            home=home,
            database_url=database,
            knowledge=Path(env.get("UPMENTOR_KNOWLEDGE") or shipped("knowledge")),
            model=env.get("UPMENTOR_MODEL") or None,
            model_url=env.get("UPMENTOR_MODEL_URL") or None,
            embeddings=env.get("UPMENTOR_EMBEDDINGS") or None,
            embeddings_url=env.get("UPMENTOR_EMBEDDINGS_URL") or None,
            reader=Path(named).expanduser() if (named := env.get("UPMENTOR_READER")) else None,
            price=env.get("UPMENTOR_MODEL_PRICE") or None,
            model_seconds=_whole(env, "UPMENTOR_MODEL_SECONDS", 30),
            model_seconds_total=_whole(env, "UPMENTOR_MODEL_SECONDS_TOTAL", 300),
            context=_whole(env, "UPMENTOR_MODEL_CONTEXT", 0) or None,
            tokens_by_person=_whole(env, "UPMENTOR_MODEL_TOKENS_PERSON", 200_000),
            tokens_by_program=_whole(env, "UPMENTOR_MODEL_TOKENS_PROGRAM", 2_000_000),
            trust_email=_switch(env, "UPMENTOR_TRUST_EMAIL"),
        )


def _whole(env: Mapping[str, str], name: str, usual: int) -> int:
    text = env.get(name, "").strip()
    if text and not text.isdecimal():
        raise Invalid(f"{name} is a whole number.")
    return int(text) if text else usual


def _switch(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "").strip()
    if text not in {"", "0", "1"}:
        raise Invalid(f"{name} is 1 or 0.")
    return text == "1"


def shipped(name: str) -> Path:
    """A file or folder that lies beside the package here, and inside it once installed."""
    inside = Path(__file__).resolve().parent / name
    return inside if inside.exists() else inside.parent.parent / name
