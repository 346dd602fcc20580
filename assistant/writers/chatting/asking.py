"""What a model is sent: the rules, the question, and as its context the material between marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from assistant import prompts, tokens
from assistant.domain import Side
from assistant.drafts import Kind
from assistant.errors import Invalid
from assistant.writers import Brief
from assistant.writers.chatting.packing import GUIDELINES, NOTES, RECORDS, Piece, pack, pieces
from assistant.writers.chatting.pseudonyms import Known, Pseudonyms, visible

MOST_ASKED = 2_000
"""The most tokens of a question and the questions before it."""
MESSAGE = "{question}\n{context}\n"
"""The second message; the first are the rules."""
_AROUND_MESSAGES = 11  # tokens of two messages in the chat protocol
_LETTERS = {RECORDS: "R", NOTES: "N", GUIDELINES: "G"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is sent, names hidden, and how to read its answer.

    ``sources`` maps the short ids used in the messages to passage and record ids; ``counts`` are
    tokens by part (instructions, question, records, notes, guidelines, and their total).
    """

    rules: str
    question: str
    context: str
    sources: Mapping[str, str]
    counts: Mapping[str, int]
    pseudonyms: Pseudonyms
    texts: str

    @property
    def messages(self) -> tuple[str, str]:
        """The two messages as the model gets them."""
        return self.rules, MESSAGE.format(question=self.question, context=self.context)


@dataclass(frozen=True, slots=True)
class Room:
    """How much a model is sent: tokens of material, and tokens in all (None: no limit).

    A ``small`` model gets the short rules. ``model`` says how tokens are counted.
    """

    material: int
    whole: int | None = None
    small: bool = False
    model: str | None = None


def request(brief: Brief, people: Sequence[Known], room: Room) -> Request:
    """The messages for a brief that ``consent.shareable`` gave, within the room there is.

    Raises:
        Invalid: when the question is longer than a model is sent.
    """
    return fitted(brief, prompts.load(brief.kind), _earlier(brief), pieces(brief), people, room)


def fitted(
    brief: Brief,
    prompt: prompts.Prompt,
    earlier: str,
    found: Sequence[Piece],
    people: Sequence[Known],
    room: Room,
) -> Request:
    """The messages of a prompt for a brief, with what was said earlier and the best pieces.

    Raises:
        Invalid: when the question is longer than a model is sent.
    """
    asked = tokens.count(f"{brief.question}\n{earlier}", room.model)
    if asked > min(MOST_ASKED, MOST_ASKED if room.whole is None else room.whole // 3):
        raise Invalid("The question is too long to send to a model; shorten it.")
    budget = room.material
    if room.whole is not None:
        bare = _assembled(brief, prompt, earlier, (), people, room)
        budget = max(0, min(budget, room.whole - bare.counts["total"]))
    return _assembled(brief, prompt, earlier, pack(found, budget, room.model), people, room)


def _assembled(
    brief: Brief,
    prompt: prompts.Prompt,
    earlier: str,
    taken: Sequence[Piece],
    people: Sequence[Known],
    room: Room,
) -> Request:
    asked = {"question": brief.question, "earlier": earlier}
    about = {
        "reader": _reader(brief),
        "today": f"{brief.today.isoformat()}, a {brief.today:%A}",
        "standing": _standing(brief),
        "minutes": str(brief.minutes),
    }
    names = Pseudonyms(people, [*asked.values(), *about.values(), *(p.text for p in taken)])
    hidden = {key: names.hide(value) for key, value in {**about, **asked}.items()}
    ids, texts = _short_ids(taken), [names.hide(p.text) for p in taken]
    mark = _mark(texts)
    blocks = [
        f"<<{mark} {short}>>\n{text}\n<<{mark} end {short}>>"
        for short, text in zip(ids, texts, strict=True)
    ]
    context = "\n\n".join(blocks) or "(There is no material.)"
    values = {k: v or "(nothing)" for k, v in hidden.items() if k in prompt.placeholders}
    rules = prompts.rules(room.small).fill({"mark": mark})
    everything = visible("\n".join((*asked.values(), *about.values(), *(p.text for p in taken))))
    sources = {short: p.source for short, p in zip(ids, taken, strict=True)}
    asking = Request(rules, prompt.fill(values), context, sources, {}, names, everything)
    return replace(asking, counts=_counts(asking, hidden, taken, texts, room.model))


def known_people(brief: Brief, roster: Sequence[Known] = ()) -> list[Known]:
    """Everybody whose name must not leave: the pair first, then contacts, then the roster."""
    own = [brief.reader]
    if brief.pair is not None:
        own = [brief.pair.mentor, brief.pair.mentee, brief.reader]
    first = [Known(p.name, p.email, p.title) for p in own]
    contacts = [Known(c.name, c.email) for c in brief.program.contacts]
    return list(dict.fromkeys([*first, *contacts, *roster]))


def _reader(brief: Brief) -> str:
    if brief.pair is None or brief.side is None:
        return "a person of the program who is in no pair"
    who = "mentor, who teaches" if brief.side is Side.MENTOR else "mentee, the leader who learns"
    return f"{brief.reader.full}, the {who}"


def _standing(brief: Brief) -> str:
    pair = brief.pair
    if pair is None:
        return "No pair is concerned."
    upcoming = pair.next_session()
    planned = brief.program.sessions_planned
    said = f"The mentor is {pair.mentor.full}, the mentee {pair.mentee.full}."
    if upcoming is not None:
        said += f" Their next session is session {upcoming.number} of {planned}."
    return f"{said} Stage of the pair: {brief.stage.value}." if brief.stage else said


def _earlier(brief: Brief) -> str:
    if brief.kind is not Kind.ANSWER:
        return ""
    return " / ".join(turn.text[:300] for turn in brief.history[-4:])


def _short_ids(taken: Sequence[Piece]) -> list[str]:
    numbers = dict.fromkeys(_LETTERS, 0)
    ids = []
    for piece in taken:
        numbers[piece.part] += 1
        ids.append(f"{_LETTERS[piece.part]}{numbers[piece.part]}")
    return ids


def _mark(texts: Sequence[str]) -> str:
    """A mark that no text of the material holds, and that none of its authors could foresee."""
    joined = "\n".join(texts)
    mark = sha256(joined.encode()).hexdigest()[:8]
    while re.search(mark, joined):
        mark = sha256(mark.encode()).hexdigest()[:8]
    return mark


def _counts(
    asking: Request,
    hidden: Mapping[str, str],
    taken: Sequence[Piece],
    texts: Sequence[str],
    model: str | None,
) -> dict[str, int]:
    parts = dict.fromkeys((RECORDS, NOTES, GUIDELINES), 0)
    for piece, text in zip(taken, texts, strict=True):
        parts[piece.part] += tokens.count(text, model)
    total = sum(tokens.count(text, model) for text in asking.messages) + _AROUND_MESSAGES
    question = tokens.count(f"{hidden['question']} {hidden['earlier']}".strip(), model)
    rest = total - question - sum(parts.values())
    return {"instructions": rest, "question": question, **parts, "total": total}
