"""What every table is made of."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped


class Moment(TypeDecorator[datetime]):
    """A UTC moment; SQLite drops the timezone, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    type_annotation_map: ClassVar[dict[Any, Any]] = dict.fromkeys(
        (list[str], list[Any], dict[str, Any]), JSON
    ) | {datetime: Moment}


def versioned(version: Mapped[int]) -> dict[str, Any]:
    """Compare the version that was read in every UPDATE; a change in between is a conflict."""
    return {"version_id_col": version, "version_id_generator": False}
