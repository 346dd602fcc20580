"""Questions the reader can say to the partner: the stage's, the theme's and this pair's own."""

from collections.abc import Sequence
from datetime import date

from assistant.domain import Goal, GoalStatus, Pair, Side, Stage
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.writers import Brief, Material, recordtext
from assistant.writers.offline import concerns, escalation, guides, questions, text, themes, topics
from assistant.writers.offline.guides import Line
from assistant.writers.offline.text import Said, inferred, quoted, recorded

_ON_TOPIC = {
    Side.MENTOR: (
        "what have you already tried?",
        "where would it matter most in your own work?",
        "what would you like to be able to do with it?",
    ),
    Side.MENTEE: (
        "what should I understand about it first?",
        "where do you meet it in your own work?",
        "what would you have me try before we meet again?",
    ),
}


def compose(brief: Brief) -> Draft:
    """Starters for the reader's side, or where to turn when the topic is not one for the pair."""
    topic = text.plain(brief.question)
    if concerns.concern(topic):
        title = "This leaves the pair: whom to turn to"
        return Draft(Kind.STARTERS, title, tuple(escalation.sections(brief)))
    pair, side = brief.pair, brief.side or Side.MENTOR
    if topic and text.excluded(topic, pair):
        topic = ""
        first = [_left_out(brief)]
    else:
        first = []
    stage_guides = guides.for_stage(guides.of_kind(brief.materials, "starters"), _stage(brief))
    theme_guides = _themes(brief, topic, stage_guides)
    partner = pair.person(side.other).called if pair else "your partner"
    own = _from_pair(brief, topic, side)
    heading = "from your notes and goals"
    if topic and len(own) < 3 and theme_guides:
        own += [q for q in _from_pair(brief, "", side) if q not in own][: 3 - len(own)]
    elif topic and len(own) < 3:
        own += [inferred(f"On “{topic}”: {asked}") for asked in _ON_TOPIC[side]]
        heading = "on your topic"
    sections = [
        Section(
            "Where the two of you stand", None, (*first, *_standing(brief, stage_guides, topic))
        ),
        Section(f"For you to ask {partner}: {heading}", None, tuple(own)),
    ]
    seen: set[str] = set()
    for material in (
        [*theme_guides[:1], *stage_guides[:1]] if topic else [*stage_guides[:1], *theme_guides[:1]]
    ):
        title = _about(material)
        asked = _questions(brief, material, side, topic, seen)
        sections.append(Section(f"For you to ask {partner}: {title}", None, tuple(asked)))
    chosen = [*stage_guides[:1], *theme_guides[:1]]
    sections.append(
        Section("What helps while you talk", None, tuple(_behaviours(brief, chosen, partner, side)))
    )
    sections.append(Section("An exit line", None, (_exit(chosen, side, topic),)))
    title = f"Conversation starters for {brief.reader.called}"
    title += f": {text.shorten(topic, 80)}" if topic else f", the {side.value}"
    return Draft(Kind.STARTERS, title, tuple(s for s in sections if s.statements))


def _stage(brief: Brief) -> str:
    stage = brief.stage or Stage.EARLY
    return (Stage.CLOSING if stage is Stage.ENDED else stage).value


def _left_out(brief: Brief) -> Statement:
    refs = (recordtext.agreement_id(brief.pair),) if brief.pair else ()
    return recorded(
        "That topic is excluded in your agreement, so these starters leave it out.", *refs
    )


def _themes(brief: Brief, topic: str, not_these: Sequence[Material]) -> list[Material]:
    """The guidelines of questions for the topic, or for what the pair works on."""
    rest = [
        m
        for m in guides.of_kind(brief.materials, "starters")
        if m not in not_these and "any" in m.guideline.stages
    ]
    return themes.fitting(topic or themes.of_pair(brief), rest)


def _standing(brief: Brief, stage_guides: Sequence[Material], topic: str) -> list[Statement]:
    """Which session comes next, what the stage asks for, and what is missing."""
    found = []
    if brief.pair:
        found.append(next_session(brief, brief.pair))
    for material in stage_guides[:1]:
        found += [
            quoted(one.text, one.source) for one in guides.section(material, "When to use")[:1]
        ]
    known = themes.fitting(topic, guides.of_kind(brief.materials, "starters")) if topic else []
    if topic and not known:
        found.append(
            inferred(
                f"I found no questions on “{topic}” in the guidelines, so the general ones below "
                f"fit the stage only."
            )
        )
    if topic and brief.pair and not _about_topic(topics.usable(brief), topic):
        found.append(inferred(f"I found no line on “{topic}” in your notes."))
    elif brief.pair and not brief.notes:
        found.append(
            inferred("There are no notes yet that you can read, so nothing is drawn from them.")
        )
    return found


def next_session(brief: Brief, pair: Pair) -> Statement:
    """The number and date of the next session, as the records have it."""
    planned = brief.program.sessions_planned
    upcoming = pair.next_session()
    if brief.stage is Stage.ENDED:
        held = len(pair.held())
        return recorded(
            f"The pair is closed. Sessions held: {held or 'none'} of {planned} planned.",
            recordtext.pair_id(pair),
        )
    if upcoming is None:
        return recorded("No further session is planned; no date is set.", recordtext.pair_id(pair))
    on = f", planned for {text.day(upcoming.held_on)}" if upcoming.held_on else ", no date set"
    return recorded(
        f"The next session is session {upcoming.number} of {planned}{on}.",
        recordtext.session_id(pair, upcoming.number),
    )


def _about_topic(sentences: Sequence[Said], topic: str) -> list[Said]:
    return [one for one in sentences if text.shared(topic, one.text)]


def _from_pair(brief: Brief, topic: str, side: Side) -> list[Statement]:
    """Up to five questions from the reader's own words, the notes, a goal and an open action."""
    pair = brief.pair
    if pair is None:
        return []
    found = questions.own_words(brief, topic)[:1]
    sentences = topics.usable(brief)
    near = _about_topic(sentences, topic) if topic else sentences
    theirs = [s for s in near if s.note.author != brief.reader.email and not s.speaker]
    mine = [s for s in near if s.note.author == brief.reader.email and not s.speaker]
    used: set[str] = set()
    for group, count in ((theirs, 2), (mine, 1)):
        ranked = text.matters(group, limit=30)
        left_open = [s for s in ranked if questions.leaves_open(s, pair, brief.today)]
        chosen = _different(left_open, used, count)
        if not chosen and group is theirs:
            chosen = _different(ranked, used, 1)
        found += [questions.to_partner(one, brief) for one in chosen]
    for one in _different(text.matters([s for s in near if s.speaker], limit=6), used, 1):
        found.append(questions.for_both(one, pair, brief.today))
    goals = _goals(brief, pair, topic)
    found += [questions.on_goal(goal, brief.stage, side) for goal in goals[:1]]
    actions = [
        a
        for a in sorted(
            pair.open_actions(),
            key=lambda a: (a.owner == brief.reader.email, a.due_on or brief.today),
        )
        if not text.excluded(a.text, pair) and (not topic or text.shared(topic, a.text))
    ]
    found += [questions.on_action(a, brief) for a in actions[:1]]
    return found


def _different(sentences: Sequence[Said], used: set[str], count: int) -> list[Said]:
    """The first ``count`` sentences that come from notes' passages not used before."""
    found: list[Said] = []
    for one in sentences:
        if len(found) < count and one.source not in used and not one.part:
            used.add(one.source)
            found.append(one)
    return found


def _goals(brief: Brief, pair: Pair, topic: str) -> list[Goal]:
    """The goals to ask about, the one that fits the topic and the stage best first."""
    at_end = brief.stage in (Stage.CLOSING, Stage.ENDED)
    wanted = [g for g in pair.goals if g.status is GoalStatus.OPEN]
    wanted += [g for g in pair.goals if g.status is GoalStatus.MET] if at_end else []
    usable = [g for g in wanted if not text.excluded(g.text, pair)]
    if topic:
        usable = [g for g in usable if text.shared(topic, g.text)]
    return sorted(usable, key=lambda g: (g.status is GoalStatus.MET, g.due_on or date.max))


def _about(material: Material) -> str:
    """What a guideline of starters is about: "Starters about trust" gives "about trust"."""
    title = material.guideline.title
    return title.removeprefix("Starters ").strip() if title.startswith("Starters ") else title


def _questions(
    brief: Brief, material: Material, side: Side, topic: str, seen: set[str]
) -> list[Statement]:
    """Three questions of the guideline for the reader's side, those nearest the pair first."""
    lines = guides.section(material, f"For the {side.value} to ask", f"For the {side.value}")
    lines = [one for one in lines or guides.lines(material) if one.text.rstrip('"').endswith("?")]
    lines = [
        one for one in lines if one.text not in seen and not text.excluded(one.text, brief.pair)
    ]
    about = topic or themes.of_pair(brief)
    several = brief.stage in (Stage.EARLY, Stage.LATE) or "any" in material.guideline.stages
    number = len(brief.pair.held()) if brief.pair and several else 0
    order = sorted(
        range(len(lines)),
        key=lambda i: (
            -min(text.shared(lines[i].text, about), 2),
            (i - 3 * number) % max(len(lines), 1),
        ),
    )[:3]
    chosen = [lines[i] for i in sorted(order)]
    seen.update(one.text for one in chosen)
    return [quoted(one.text, one.source) for one in chosen]


def _behaviours(
    brief: Brief, materials: Sequence[Material], partner: str, side: Side
) -> list[Statement]:
    """One behaviour for each of the two, two for the reader."""
    found: list[Statement] = []
    refs = (recordtext.pair_id(brief.pair),) if brief.pair else ()
    for whose, name, count in ((side, "You", 2), (side.other, partner, 1)):
        lines = [
            one for m in materials for one in _labelled(guides.section(m, "Behaviours"), whose)
        ]
        for one in lines[:: max(1, len(lines) // count)][:count] if lines else []:
            found.append(
                quoted(f"{name}: {one.text}", one.source, *(refs if name == partner else ()))
            )
    if not found:
        found = [
            inferred("You: ask one question, then wait until the answer is finished."),
            inferred(
                f"{partner}: answer from your own work, and say so when you would rather not "
                f"answer."
            ),
        ]
    return found


def _labelled(lines: Sequence[Line], side: Side) -> list[Line]:
    return [one for one in lines if one.label.lower() == side.value]


def _exit(materials: Sequence[Material], side: Side, topic: str) -> Statement:
    for material in reversed(materials) if topic else materials:
        for one in _labelled(guides.section(material, "An exit line"), side):
            return quoted(one.text, one.source)
    return inferred("“Let us leave it there for today and pick it up next time.”")
