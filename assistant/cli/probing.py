"""``upmentor check --model``: one small call that shows whether the chosen model works."""

from argparse import Namespace
from typing import Any

from assistant.cli import opening
from assistant.cli.output import say, say_json, warn
from assistant.coach import Probed

WAYS = {
    "json_schema": "a JSON schema, which the model's service enforces",
    "tool_calling": "tool calling",
    "plain_json": "plain JSON, mended where brackets are missing",
}


def check_model(arguments: Namespace) -> int:
    """Tell time, tokens and the way a draft's JSON is got, or what went wrong with exit code 1."""
    with opening.coach(opening.settings()) as coach:
        found = coach.probe_model()
    if arguments.json:
        say_json(_as_dict(found))
    else:
        _say(found)
    if found.problem:
        warn(found.problem)
    return 1 if found.problem else 0


def _say(probed: Probed) -> None:
    found = probed.found
    if found is None:
        return
    say(f"model: {probed.engine} at {probed.host}")
    if found.mode is not None:
        say(f"structured output: {WAYS[found.mode]}")
    if found.first_ms is not None:
        say(f"first statement after {found.first_ms:.0f} ms, all after {found.total_ms:.0f} ms")
    spent = found.usage
    counted = " (counted here; the service told none)" if spent.counted else ""
    requests = f"{found.attempts} request{'' if found.attempts == 1 else 's'}"
    say(f"tokens: {spent.tokens_in} in, {spent.tokens_out} out{counted}, in {requests}")
    for notice in found.notices:
        say(f"note: {notice}")


def _as_dict(probed: Probed) -> dict[str, Any]:
    value: dict[str, Any] = {
        "works": probed.problem is None,
        "engine": probed.engine or None,
        "host": probed.host or None,
        "problem": probed.problem,
    }
    if (found := probed.found) is not None:
        value |= {
            "structured_output": found.mode,
            "first_ms": None if found.first_ms is None else round(found.first_ms, 1),
            "total_ms": round(found.total_ms, 1),
            "tokens_in": found.usage.tokens_in,
            "tokens_out": found.usage.tokens_out,
            "tokens_counted": found.usage.counted,
            "requests": found.attempts,
            "notices": list(found.notices),
        }
    return value
