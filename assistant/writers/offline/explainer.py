"""The tech explainer: one topic in business terms, for this leader's work and this pair.

The words are a guideline's, sentence by sentence; what is ours is the choice: the topic, the
leader's function, and what the pair's notes and goals have to do with it. The leader gets the
explanation; the mentor gets what is needed to explain it to this leader.
"""

from collections.abc import Iterator, Sequence

from assistant.domain import Side
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.language import daywords, lexicon, tokens
from assistant.writers import Brief, Material
from assistant.writers import recordtext as rec
from assistant.writers.offline import concerns, escalation, guides, subjects, text
from assistant.writers.offline.guides import Line
from assistant.writers.offline.text import inferred, quoted, recorded

ANY_LEADER = "Any leader"
"""The explainers' label for what holds in every function."""


def compose(brief: Brief) -> Draft:
    """The explainer of the topic asked for, or of one chosen from the pair's goals and wants.

    An unknown topic is said to be unknown, with what to add; ``abstained`` is True then.
    """
    if concerns.concern(brief.question):
        title = "This leaves the pair: whom to turn to"
        return Draft(Kind.EXPLAINER, title, tuple(escalation.sections(brief)[:2]))
    options = guides.of_kind(brief.materials, "explainer")
    asked = text.plain(brief.question)
    choice = subjects.named(asked, options, brief) if asked else subjects.chosen(options, brief)
    if choice is None:
        return _unknown(asked, options, brief)
    material, why = choice
    parts = _for_mentor if brief.side is Side.MENTOR else _for_leader
    sections = tuple(s for s in parts(brief, material, why) if s.statements)
    leader = brief.pair.mentee.called if brief.pair else "you"
    audience = f"how to explain it to {leader}" if brief.side is Side.MENTOR else f"for {leader}"
    return Draft(Kind.EXPLAINER, f"{material.guideline.title}: {audience}", sections)


def _for_leader(brief: Brief, material: Material, why: Sequence[Statement]) -> Iterator[Section]:
    yield Section("Why this topic", None, tuple(why))
    yield Section("In one sentence", None, tuple(_lines(material, "In one sentence")))
    yield Section("A business analogy", None, tuple(_lines(material, "A business analogy")))
    yield Section("What it is, in three sentences", None, tuple(_lines(material, "What it is")[:3]))
    yield Section(_changes_heading(brief), None, tuple(_changes(brief, material)))
    yield Section("One risk and how it is handled", None, tuple(_lines(material, "One risk")))
    yield Section("Five minutes, hands on", None, tuple(_lines(material, "A five-minute task")))
    yield Section(f"Ask {_mentor(brief)}", None, tuple(_questions(brief, material)))
    yield Section("What is uncertain", None, tuple(_uncertain(material)))


def _for_mentor(brief: Brief, material: Material, why: Sequence[Statement]) -> Iterator[Section]:
    how = guides.section(material, "For the mentor")
    start = [one for one in how if one.text.startswith(("Start", "Leave out", "Never"))]
    show = [one for one in how if one.text.startswith(("Show", "Let "))]
    check = [one for one in how if one.text.startswith("Check understanding")]
    wrong = [one for one in how if "misunderstanding" in one.text]
    rest = [one for one in how if one not in (*start, *show, *check, *wrong)]
    leader = brief.pair.mentee.called if brief.pair else "the leader"
    yield Section("Why this topic", None, tuple(why))
    yield Section("Where to start", None, tuple(_quoted(start)))
    yield Section("What it is, to have at hand", None, tuple(_lines(material, "What it is")[:3]))
    yield Section("The analogy", None, tuple(_lines(material, "A business analogy")))
    yield Section("Show it", None, tuple(_quoted([*show, *rest])))
    yield Section(_changes_heading(brief), None, tuple(_changes(brief, material)))
    yield Section("Check, and the usual misunderstanding", None, tuple(_quoted([*check, *wrong])))
    yield Section("One risk to name", None, tuple(_lines(material, "One risk")))
    yield Section(
        f"Five minutes for {leader}, hands on",
        None,
        tuple(_lines(material, "A five-minute task")),
    )
    yield Section(
        f"Questions {leader} may ask you", None, tuple(_lines(material, "Questions for your"))
    )
    yield Section("What is uncertain", None, tuple(_uncertain(material)))


def _lines(material: Material, heading: str) -> list[Statement]:
    """Every sentence below the heading that begins so, word for word."""
    exact = [o for o in guides.lines(material) if o.heading.lower() == heading.lower()]
    return _quoted(exact or guides.section(material, heading))


def _quoted(lines: Sequence[Line]) -> list[Statement]:
    return [quoted(one.text, one.source) for one in lines]


def _mentor(brief: Brief) -> str:
    return brief.pair.mentor.called if brief.pair else "your mentor"


def _changes_heading(brief: Brief) -> str:
    if brief.pair is None:
        return "What it changes for your work"
    leader = brief.pair.mentee
    if brief.side is Side.MENTOR:
        return f"What it changes for {leader.called}, {leader.title}".rstrip(", ")
    return (
        f"What it changes for your work as {leader.title}"
        if leader.title
        else ("What it changes for your work")
    )


def _changes(brief: Brief, material: Material) -> Iterator[Statement]:
    """What the guideline says for the leader's function, then what the pair's own words add."""
    by_function = guides.section(material, "What it changes")
    title = brief.pair.mentee.title if brief.pair else ""
    wanted = function_of(title)
    fitting = _labelled(by_function, wanted) if wanted else []
    general = _labelled(by_function, ANY_LEADER)
    yield from _quoted(fitting or general)
    if fitting:
        yield from _quoted(general[:1])
    elif title and brief.pair is not None:
        yield inferred(
            f"I found no line for a {title} in the guideline; ask your partner for an example "
            "from that work."
        )
    yield from _from_the_pair(brief, material)


def function_of(title: str) -> str | None:
    """The function of a title, "Chief Financial Officer" giving "Finance"; None when unknown."""
    found = (name for name in lexicon.family("function") if lexicon.says(name, title))
    return next(found, "").removeprefix("function.").capitalize() or None


def _labelled(lines: Sequence[Line], label: str) -> list[Line]:
    """The line with the label and the unlabelled sentences that follow it."""
    found: list[Line] = []
    within = False
    for one in lines:
        within = one.label.lower() == label.lower() if one.label or one.item else within
        if within:
            found.append(one)
    return found


def _from_the_pair(brief: Brief, material: Material) -> Iterator[Statement]:
    pair = brief.pair
    if pair is None:
        return
    goal = next(iter(subjects.goals_on(material, pair)), None)
    if goal is not None:
        yield recorded(
            f"Your goal on it: {rec.bare(goal.text)} ({goal.status.value}).", rec.goal_id(goal)
        )
    for one in subjects.said_on(material, brief)[:2]:
        yield quoted(text.attributed(one, pair, brief.today, brief.reader.email), one.source)


def _questions(brief: Brief, material: Material) -> Iterator[Statement]:
    lines = guides.section(material, "Questions for your")
    pair = brief.pair
    goals = subjects.goals_on(material, pair) if pair else []
    near = {s for goal in goals for s in tokens.stems(goal.text)}
    ranked = sorted(lines, key=lambda one: -len(near & set(tokens.stems(one.text))))
    yield from _quoted(ranked[:2])


def _uncertain(material: Material) -> list[Statement]:
    said = _lines(material, "What is still uncertain")
    reviewed = material.guideline.reviewed
    if reviewed and not any(d.year for s in said for d in daywords.days(s.text)):
        said.append(inferred(f"The guideline was last reviewed in {reviewed}."))
    return said


def _unknown(asked: str, options: Sequence[Material], brief: Brief) -> Draft:
    """Says that the topic is not among the explainers, what is nearest, and what to add."""
    if not options:
        first = inferred("The guidelines hold no explainers yet.")
    elif asked:
        first = inferred(f"I found no explainer on “{asked[:80]}” in the guidelines.")
    else:
        first = inferred("I found no explainer that fits the goals and wishes in your records.")
    lines = [first]
    near = subjects.nearest(asked, options, brief)
    if near:
        titles = text.listed([f"“{m.guideline.title}”" for m in near])
        sources = tuple(pid for m in near for pid, _, _ in m.passages[:1])
        topics = "nearest topic here is" if len(near) == 1 else "nearest topics here are"
        lines.append(inferred(f"The {topics} {titles}.", *sources))
    elif options:
        shown = subjects.examples(options, brief.pair)
        titles = text.listed([f"“{m.guideline.title}”" for m in shown])
        sources = tuple(pid for m in shown for pid, _, _ in m.passages[:1])
        lines.append(
            inferred(f"None of the topics here is near it; among them are {titles}.", *sources)
        )
    add = inferred(
        "To add it, an admin writes a guideline of the kind “explainer” with the same headings as "
        "the others."
    )
    contact = brief.program.contact("program")
    ask = (
        recorded(
            f"Ask {contact.name}, {contact.email}, your contact for the program, to have it added.",
            rec.PROGRAM,
        )
        if contact and contact.email != brief.reader.email
        else inferred("Whoever runs your program can have it added.")
    )
    title = f"Not among the explainers: {asked[:80]}" if asked else "No explainer fits yet"
    sections = (
        Section("What is not known here", None, tuple(lines)),
        Section("What to add", None, (add, ask)),
    )
    return Draft(Kind.EXPLAINER, title, sections, abstained=True)
