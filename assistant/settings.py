"""Settings, read once from an environment mapping that is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Invalid


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which engines write and embed; None means offline."""

    home: Path
    database_url: str
    knowledge: Path
    model: str | None = None
    model_url: str | None = None
    embeddings: str | None = None
    demo: bool = False

    @property
    def index_path(self) -> Path:
        return self.home / "index"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Settings from ``UPMENTOR_*`` variables.

        Raises:
            Invalid: when ``UPMENTOR_HOME`` is empty.
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
        )


def shipped(name: str) -> Path:
    """A file or folder that lies beside the package here, and inside it once installed."""
    inside = Path(__file__).resolve().parent / name
    return inside if inside.exists() else inside.parent.parent / name
