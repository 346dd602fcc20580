"""Questions to start from on the page Ask: example questions that fit who asks, and when."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from assistant import permissions
from assistant.coach.base import Base
from assistant.domain import Guideline, Passage, Role, Scope, Stage
from assistant.language.plain_questions import plain_question, words_of

SUGGESTED = 4
NEVER = ("escalation",)
"""Topics of guidelines whose questions are suggested to nobody: a report of harm is no idea."""
_OTHERS = {
    Role.MENTOR: re.compile(r"(?i)\bmy mentor\b|\b(?:the|a|my) junior\b|\bmy (?:pa|board|team)\b"),
    Role.MENTEE: re.compile(r"(?i)\bmy (?:mentee|leader)\b|\b(?:the|a) (?:leader|senior)\b"),
    Role.REVIEWER: re.compile(r"(?i)\b(?:my|our) (?:mentor|mentee|leader|partner|pair)\b"),
    Role.ADMIN: re.compile(r"(?i)\b(?:my|our) (?:mentor|mentee|leader|partner|pair)\b"),
}
"""Words of a question that somebody in this role would not ask."""
_ASKS_FOR_HELP = re.compile(r"(?:(?:How|What) (?:do|can|should)|May|Can|Should) (?:I|we)\b")
"""How a question begins that sounds right on a page, whoever typed it."""
_PROGRAMS = re.compile(r"\b(?:program|template|notice|reviewer)\b")
"""Words of a heading over what those who run the program do, and no pair asks about."""


class Suggesting(Base):
    """Suggestions come from the guidelines' example questions; no note is read for them."""

    _plain: tuple[str, tuple["_Plain", ...]] = ("", ())  # of which state of the guidelines

    def suggestions(self, reader: str, pair_id: str | None = None) -> tuple[str, ...]:
        """Up to four questions for the reader: the same ones while their pair stays in its stage.

        Raises:
            NotFound: when the pair is not the reader's.
        """
        person = self._person(reader)
        pair, side = self._pair_or_only(person, pair_id)
        role = Role(side.value) if side else next(r for r in Role if r in person.roles)
        stage = pair.stage(self._program()) if pair else None
        place = f"{pair.id if pair else ''}\0{role}\0{stage}"
        fitting = []
        for one in self._plain_questions(permissions.scope_for(person, None)):
            near = _near(one.guideline, role, stage)
            if near is not None and not _for_another(one, role):
                drawn = sha256(f"{place}\0{one.question}".encode()).hexdigest()
                unasked = _ASKS_FOR_HELP.match(one.question) is None
                fitting.append((near, unasked, drawn, one))
        chosen: dict[str, str] = {}  # one question a guideline, by its source
        for *_, one in sorted(fitting, key=lambda f: f[:3]):
            chosen.setdefault(one.guideline.source, one.question)
        return tuple(dict.fromkeys(chosen.values()))[:SUGGESTED]

    def _plain_questions(self, scope: Scope) -> tuple["_Plain", ...]:
        """All that may be suggested to somebody; the same for every reader of guidelines."""
        stamp, _ = self._records.stamps(scope)
        known, held = self._plain
        if known != stamp:
            held = tuple(_plain(self._records.guidelines(), self._records.example_questions(scope)))
            self._plain = stamp, held
        return held


@dataclass(frozen=True, slots=True)
class _Plain:
    """A question that may be shown, with its guideline and the heading of its section."""

    guideline: Guideline
    heading: str
    question: str


def _plain(guidelines: Iterable[Guideline], asked: Iterable[Passage]) -> Iterator[_Plain]:
    texts = {g.source: (g, words_of(f"{g.title} {g.text}")) for g in guidelines}
    known = frozenset().union(*(words for _, words in texts.values()))
    for passage in asked:
        guideline, own = texts[passage.source]
        if set(NEVER).isdisjoint(guideline.topics) and (
            question := plain_question(passage.text, known, own)
        ):
            yield _Plain(guideline, passage.heading, question)


def _near(guideline: Guideline, role: Role, stage: Stage | None) -> int | None:
    """How far a guideline is from what the reader needs now, None when it is not for them."""
    if role not in guideline.audience:
        return None
    if role in (Role.REVIEWER, Role.ADMIN):
        return len(guideline.audience)  # what is for them alone comes first
    if stage is not None and stage in guideline.stages:
        return 0
    if "any" not in guideline.stages:
        return None
    return 2 if guideline.kind == "explainer" else 1


def _for_another(one: _Plain, role: Role) -> bool:
    """Whether a question is of a section for another side, or put as that side would."""
    heading = one.heading.rsplit(">", 1)[-1].strip().lower()
    other = heading.startswith("for the ") and not heading.startswith(f"for the {role}")
    other |= role in (Role.MENTOR, Role.MENTEE) and bool(_PROGRAMS.search(heading))
    return other or bool(_OTHERS[role].search(one.question))
