"""How much personal data the pseudonyms find: recall by kind on labelled texts, and what is hidden
without need.

    python -m evals.privacy --data generated.json

The file is a list of ``{"full_text", "spans": [{"entity_type", "start_position", "end_position"},
…]}``, as github.com/microsoft/presidio-research publishes (MIT). A labelled place counts as hidden
when none of its letters and digits is left where it was. A card number counts only if it passes
Luhn's sum, since no other is one.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.writers.chatting import patterns
from assistant.writers.chatting.pseudonyms import Pseudonyms, visible

KINDS = {
    "EMAIL_ADDRESS": "e-mail address",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "account (IBAN)",
    "PHONE_NUMBER": "telephone number",
    "IP_ADDRESS": "network address",
    "US_SSN": "social security number",
}


def measure(entries: list[dict[str, Any]]) -> tuple[dict[str, list[bool]], Counter[str], int]:
    """By label whether each place was hidden; what else was hidden by kind; texts restored."""
    hidden: dict[str, list[bool]] = {label: [] for label in KINDS}
    extra: Counter[str] = Counter()
    restored = 0
    for entry in entries:
        text = entry["full_text"]
        places = patterns.spans(text)
        labelled = [
            (s["entity_type"], s["start_position"], s["end_position"]) for s in entry["spans"]
        ]
        for label, start, end in labelled:
            if label not in KINDS:
                continue
            if label == "CREDIT_CARD" and not patterns.is_card(text[start:end]):
                continue
            left = [
                at
                for at in range(start, end)
                if text[at].isalnum() and not any(p.start <= at < p.end for p in places)
            ]
            hidden[label].append(not left)
        for place in places:
            if all(place.end <= start or place.start >= end for _, start, end in labelled):
                extra[place.kind] += 1
        names = Pseudonyms([], [text])
        restored += names.restore(names.hide(text)) == visible(text)
    return hidden, extra, restored


def main() -> int:
    """Print the table; 1 when a recall is below the promise or a text is not restored."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="labelled texts (JSON)")
    parser.add_argument("--least", type=float, default=0.98, help="recall that must be reached")
    chosen = parser.parse_args()
    entries = json.loads(chosen.data.read_text(encoding="utf-8"))
    hidden, extra, restored = measure(entries)
    print(f"{'kind':26}{'hidden':>8}{'of':>6}{'recall':>8}")
    missed = False
    for label, found in hidden.items():
        if found:
            recall = sum(found) / len(found)
            missed |= recall < chosen.least
            print(f"{KINDS[label]:26}{sum(found):>8}{len(found):>6}{recall:>8.3f}")
    print(f"hidden without a label: {dict(extra) or 'nothing'}")
    print(f"restored exactly: {restored} of {len(entries)} texts")
    return int(missed or restored != len(entries))


if __name__ == "__main__":
    raise SystemExit(main())
