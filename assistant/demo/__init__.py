"""The demo program: a fictional company whose dates follow the day it is loaded."""

import json
import re
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

_OFFSET = re.compile(r"@([+-]?\d+)")


def load(today: date) -> dict[str, Any]:
    """The demo program in the shape of PROGRAM.json, with dates counted from ``today``.

    In the file a date is written as the days before or after today: "@-21" is three weeks ago.
    """
    text = files(__package__).joinpath("program.json").read_text(encoding="utf-8")
    program: dict[str, Any] = _dated(json.loads(text), today)
    return program


def _dated(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {key: _dated(inner, today) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, today) for inner in value]
    if isinstance(value, str) and (offset := _OFFSET.fullmatch(value)):
        return (today + timedelta(days=int(offset[1]))).isoformat()
    return value
