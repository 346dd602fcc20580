"""Rehearsing a hard moment without a model: the scripted ladder.

The reader climbs three steps, each from the guideline on the situation and for
the reader's own side: what helps, words to try, an exit line. What they typed is held against the
behaviours that the guidelines name. The same words always get the same answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import Side
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.language.lexicon import says
from assistant.writers import FEEDBACK, Brief, Material, Step, Turn
from assistant.writers.offline import concerns, escalation, guides, situations, text
from assistant.writers.offline.guides import Line
from assistant.writers.offline.text import inferred, quoted

STEPS = 3
SCRIPTED = (
    "This is the scripted ladder from the guidelines, not a conversation: nobody answers, and the "
    "steps are the same for everybody."
)
KEPT_NOWHERE = "Nothing of this rehearsal is stored; it is gone when you leave or start again."
_MARKS = '“”"'
_DEFAULT = "disagreement challenge speaking up"
_TASKS = (
    "Write how you would begin, in one to three sentences, as you would say them.",
    "Say it again, with one of these lines or with your own words.",
    "Suppose it happens once more. Write how you would end the topic and keep the door open.",
)
_DONE = (
    "You have been through all three steps. Take one sentence with you, and say it aloud once "
    "before the session."
)


_BEHAVIOURS = {
    "thanks": ("You said thank you.", "You did not say thank you."),
    "apology": ("You apologised.", "There is no apology in your words."),
    "permission": (
        "You asked for permission first.",
        "You did not ask whether the moment is right.",
    ),
    "experience": (
        "You spoke from what you saw or need yourself.",
        "Nothing in your words says what you saw yourself.",
    ),
    "question": ("You asked a question.", "There is no question in what you wrote."),
    "proposal": (
        "You made a concrete proposal.",
        "You proposed nothing that the other could say yes to.",
    ),
}
"""What is said of a behaviour that a guideline names, where it was seen and where it is missing."""


def guideline(brief: Brief) -> Material | None:
    """The situation guideline that fits what is rehearsed (the brief's question), if any."""
    options = guides.of_kind(brief.materials, "situation")
    if not options:
        return None
    best = situations.ranked(brief.question, options)[0]
    if best.known:
        return best.material
    return situations.ranked(f"{brief.question} {_DEFAULT}", options)[0].material


def concerned(brief: Brief, turns: Sequence[Turn]) -> bool:
    """Whether somebody reports what must not be rehearsed away: harm, retaliation, danger."""
    said = [brief.question, *(turn.text for turn in turns if turn.mine)]
    return any(concerns.concern(words) for words in said)


def rehearse(brief: Brief, turns: Sequence[Turn]) -> Step:
    """The next step after the reader's turns, with what it stands on and whether it is the last."""
    guide, harm = guideline(brief), concerned(brief, turns)
    over = sum(turn.mine for turn in turns) >= STEPS or guide is None or harm
    return Step(step(brief, turns), guide, harm, over)


def step(brief: Brief, turns: Sequence[Turn] = ()) -> Draft:
    """The next step of the ladder after the reader's turns, with feedback on the last one."""
    if concerned(brief, turns):
        told = " ".join([brief.question, *(turn.text for turn in turns if turn.mine)])
        title = "This leaves the pair: whom to turn to"
        sections = escalation.sections(replace(brief, question=told))
        return Draft(Kind.POWER_DYNAMICS, title, tuple(sections))
    guide = guideline(brief)
    if guide is None:
        missing = inferred(
            "The guidelines hold nothing on such moments; an admin can add one of the kind "
            "“situation”."
        )
        sections = (Section("Not in the guidelines", None, (missing,)),)
        return Draft(Kind.POWER_DYNAMICS, "No rehearsal", sections, abstained=True)
    own = [turn.text for turn in turns if turn.mine]
    side = brief.side or Side.MENTOR
    feedback = tuple(_feedback(own[-1], guide, side, brief)) if own else ()
    sections = (Section(FEEDBACK, None, feedback), *_rung(len(own), guide, side))
    at = f"step {len(own) + 1} of {STEPS}" if len(own) < STEPS else "the end"
    title = f"{guide.guideline.title}: {at}"
    return Draft(Kind.POWER_DYNAMICS, title, tuple(s for s in sections if s.statements))


def _rung(done: int, guide: Material, side: Side) -> Iterator[Section]:
    if done == 0:
        happens = guides.section(guide, "What happens")[:1]
        yield Section("How this works", None, (inferred(SCRIPTED), inferred(KEPT_NOWHERE)))
        yield Section("The moment", None, _quoted(happens))
        yield Section("Step 1: what helps", None, _quoted(_own(guide, side, "what helps")[:3]))
    elif done == 1:
        yield Section("Step 2: words to try", None, _quoted(_own(guide, side, "words to try")[:4]))
    elif done == 2:
        exits = guides.section(guide, "An exit line")
        own = [one for one in exits if one.label.lower() in (side.value, "")]
        yield Section("Step 3: an exit line", None, _quoted(own[:1]))
    if done < STEPS:
        yield Section("Your turn", None, (inferred(_TASKS[done]),))
        return
    further = guides.section(guide, "When to take it further")[:2]
    yield Section("Where you are", None, (inferred(_DONE), *_quoted(further)))


def _feedback(said: str, guide: Material, side: Side, brief: Brief) -> Iterator[Statement]:
    """At most three remarks: what was seen first, then one thing that is missing."""
    own = _own(guide, side, "what helps")
    others = guides.of_kind(brief.materials, "situation")
    everywhere = own + [one for m in others for one in _own(m, side, "what helps")]
    near = max(
        _own(guide, side, "words to try"), key=lambda o: text.overlap(said, o.text), default=None
    )
    remarks = []
    if says("said.blame", said) and (line := _named("blame", everywhere)):
        blames = "Your words judge the person, or speak of always and never."
        remarks.append(_remark(blames, line))
    if near is not None and text.overlap(said, near.text) >= 0.5:
        remarks.append(_remark("This is close to a line of the guideline.", near))
    gaps: list[Statement] = []
    for behaviour, (done, missing) in _BEHAVIOURS.items():
        if line := _named(behaviour, own):
            seen = says(f"said.{behaviour}", said)
            (remarks if seen else gaps).append(_remark(done if seen else missing, line))
    if len(re.findall(r"[.!?]+(?:\s|$)", said)) > STEPS and (
        line := next((o for o in everywhere if re.search("sentences? or fewer", o.text)), None)
    ):
        gaps.insert(0, _remark("This is long for one turn.", line))
    found = [*remarks[:2], *gaps[:1]]
    if not found and own:
        found = [_remark("None of the behaviours it names was recognised in your words.", own[0])]
    yield from found


def _named(behaviour: str, lines: Sequence[Line]) -> Line | None:
    return next((one for one in lines if says(f"advised.{behaviour}", one.text)), None)


def _remark(seen: str, line: Line) -> Statement:
    words = line.text.strip(_MARKS)
    return inferred(f"{seen} The guideline says: “{words}”", line.source)


def _own(guide: Material, side: Side, about: str) -> list[Line]:
    lines = guides.section(guide, f"For the {side.value}")
    return [one for one in lines if about in one.heading.lower()]


def _quoted(lines: Sequence[Line]) -> tuple[Statement, ...]:
    return tuple(quoted(one.text, one.source) for one in lines)
