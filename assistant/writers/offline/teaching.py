"""What is taught, looked at and given back in a session: goals, topics, learning."""

from datetime import date

from assistant.domain import Goal, GoalStatus, Side, Stage
from assistant.drafts import Statement
from assistant.writers import Material, recordtext
from assistant.writers.offline import guides, text, themes, topics
from assistant.writers.offline.signals import Signal, own_learning
from assistant.writers.offline.table import Table
from assistant.writers.offline.text import inferred, quoted, recorded
from assistant.writers.offline.topics import Topic


def goal_line(goal: Goal, today: date) -> Statement:
    """A goal with its status and its date."""
    status = {GoalStatus.OPEN: "open", GoalStatus.MET: "met", GoalStatus.DROPPED: "dropped"}
    dated = ""
    if goal.due_on and goal.status is GoalStatus.OPEN:
        dated = f", due {text.day(goal.due_on)}"
        dated += ", a date that has passed" if goal.due_on < today else ""
    line = f"Goal, {status[goal.status]}{dated}: “{text.plain(goal.text)}”"
    return recorded(line, recordtext.goal_id(goal))


def goals(table: Table) -> list[Statement]:
    """The goals the stage asks for, each with what a note says was seen or done."""
    pair, brief = table.pair, table.brief
    if brief.stage is Stage.NEW:
        shown = topics.goals_of(pair, GoalStatus.OPEN)
        found = [goal_line(g, brief.today) for g in shown]
        asks = text.matters(table.of(Side.MENTEE), Signal.QUESTION, Signal.WISH, limit=12)
        found += table.ask(asks, 1)
        return [*found, *_stage_question(table)]
    shown = topics.goals_of(pair, GoalStatus.OPEN, GoalStatus.MET, GoalStatus.DROPPED)
    if brief.stage is Stage.LATE:
        main = {t.goal.id for t in table.topics[:1] if t.goal}
        shown = [g for g in shown if g.status is GoalStatus.OPEN and g.id not in main][:1]
    found = []
    for goal in shown:
        found.append(goal_line(goal, brief.today))
        seen = topics.evidence(goal, [s for s in table.sentences if s.text not in table.used])
        if seen and not seen.part:
            table.used.add(seen.text)
            found.append(table.told(seen))
        elif brief.stage in (Stage.MIDPOINT, Stage.CLOSING, Stage.ENDED):
            found.append(
                inferred(
                    "I found no line on that goal in your notes, so ask what each saw or did.",
                    recordtext.goal_id(goal),
                )
            )
    return found


def topic(lead: str, table: Table) -> list[Statement]:
    """What the reader asked for, then the main topic once, then questions from the notes."""
    return [*_asked_for(table), *_of_stage(lead, table)]


def _asked_for(table: Table) -> list[Statement]:
    """The reader's own topic with an open question, once, where no heading carries it."""
    first = next(iter(table.topics), None)
    if first is None or not first.asked or first.name in table.used:
        return []
    table.used.add(first.name)
    name = table.brief.reader.called
    return [inferred(f"{name}'s topic, “{first.name}”: what should be clear about it by the end?")]


def _of_stage(lead: str, table: Table) -> list[Statement]:
    """The main topic once, then what the notes of the side that leads left open."""
    stage = table.brief.stage
    wanted: tuple[Signal, ...] = (
        Signal.DISAGREEMENT,
        Signal.WISH,
        Signal.UNFINISHED,
        Signal.QUESTION,
    )
    if lead == "mentee":
        wanted = (Signal.QUESTION, Signal.WISH, Signal.UNFINISHED)
        asks = text.matters(topics.recent(table.of(Side.MENTEE)), *wanted, limit=12)
        return table.ask(asks, 1)
    if stage in (Stage.CLOSING, Stage.ENDED):
        wanted = (Signal.QUESTION, Signal.LEARNING, Signal.OUTCOME)
        asks = text.matters(topics.recent(table.of(Side.MENTEE)), *wanted, limit=12)
        return [*table.ask(asks, 2), *_stage_question(table)]
    if stage is Stage.MIDPOINT or table.main_given:
        asks = text.matters(table.sentences, *wanted, limit=12)
        found = table.ask(asks, 2)
        return [*found, *(_stage_question(table) if stage is Stage.MIDPOINT else [])]
    table.main_given = True
    return _main_topic(table)


def _main_topic(table: Table) -> list[Statement]:
    """The goal or action behind the main topic, two questions on it, and what is carried over."""
    found: list[Statement] = []
    for one in table.topics[:1]:
        if one.goal:
            ref = recordtext.goal_id(one.goal)
            found.append(recorded(f"Goal: “{text.plain(one.goal.text)}”", ref))
        else:
            found += _material_for(one, table)
        found += table.ask(list(one.said), 2)
    for one in table.topics[1:3]:
        if one.carried:
            found += table.ask(list(one.said), 1)
    return [*found, *_theme_question(table)]


def _material_for(topic: Topic, table: Table) -> list[Statement]:
    """The mentor's open action that prepares a topic, if one does."""
    mentor = table.pair.mentor
    for one in table.pair.open_actions():
        if one.owner == mentor.email and text.shared(topic.name, one.text):
            line = f"{mentor.called} brings: “{text.plain(one.text)}”"
            return [recorded(line, recordtext.action_id(one))]
    return []


def _stage_question(table: Table) -> list[Statement]:
    """One question of the stage's starters, for the mentor to ask."""
    stage = Stage.CLOSING if table.brief.stage is Stage.ENDED else table.brief.stage or Stage.EARLY
    starters = guides.of_kind(table.brief.materials, "starters")
    return _could_ask(table, guides.for_stage(starters, stage.value), "")


def _theme_question(table: Table) -> list[Statement]:
    """One question of the starters on the theme, for the mentor to ask."""
    about = " ".join([*(t.name for t in table.topics[:1]), themes.of_pair(table.brief)])
    starters = guides.for_stage(guides.of_kind(table.brief.materials, "starters"), "any")
    return _could_ask(table, themes.fitting(about, starters), about)


def _could_ask(table: Table, materials: list[Material], about: str) -> list[Statement]:
    for material in materials[:1]:
        lines = guides.section(material, "For the mentor to ask")
        lines = [one for one in lines if not text.excluded(one.text, table.pair)]
        order = sorted(
            range(len(lines)),
            key=lambda i: (-text.shared(about, lines[i].text), (i - table.number) % len(lines)),
        )
        for i in order[:1]:
            ref = recordtext.pair_id(table.pair)
            line = f"{table.name(Side.MENTOR)} could ask: {lines[i].text}"
            return [quoted(line, lines[i].source, ref)]
    return []


def learning(table: Table) -> list[Statement]:
    """One thing each side wrote down as learned; for a restart, the dates that were missed."""
    if table.brief.stage is Stage.STALLED:
        return _missed(table)
    found = []
    for side in Side:
        learned = text.matters(table.of(side), Signal.LEARNING, limit=8)
        plain = [s for s in learned if own_learning(s.text)] or learned
        found += [table.told(s) for s in table.take(plain, 1)]
    return found


def _missed(table: Table) -> list[Statement]:
    found = []
    for session in table.pair.cancelled()[-2:]:
        dated = f", planned for {text.day(session.held_on)}," if session.held_on else ""
        side = table.pair.side_of(session.cancelled_by or "")
        by = f" by {table.name(side)}" if side else ""
        ref = recordtext.session_id(table.pair, session.number)
        found.append(recorded(f"Session {session.number}{dated} was cancelled{by}.", ref))
    return [*found, *_stage_question(table)]


def giving_back(table: Table) -> list[Statement]:
    """What the mentor wants and the leader offers, from records and notes."""
    pair, mentor, mentee = table.pair, table.pair.mentor, table.pair.mentee
    ref = recordtext.pair_id(pair)
    found = []
    wants = [w for w in mentor.wants if not text.excluded(w, pair)]
    offers = [o for o in mentee.offers if not text.excluded(o, pair)]
    if wants:
        found.append(recorded(f"{mentor.called} wants to learn: {'; '.join(wants)}.", ref))
    if offers:
        found.append(recorded(f"{mentee.called} offers: {'; '.join(offers)}.", ref))
    for goal in topics.goals_of(pair, GoalStatus.OPEN):
        if topics.for_mentor(goal, pair):
            found.append(
                recorded(
                    f"A goal for {mentor.called}: “{text.plain(goal.text)}”",
                    recordtext.goal_id(goal),
                )
            )
            break
    spoken = {Signal.WISH, Signal.QUESTION, Signal.COMMITMENT}
    own = " ".join(g.text for g in pair.goals if topics.for_mentor(g, pair))
    near = topics.about(f"{'. '.join(wants)} {own}", table.sentences, limit=9)
    wished = [s for s in near if s.signals & spoken and text.shared(f"{wants} {own}", s.text) > 1]
    found += [table.told(s) for s in table.take(wished, 1)]
    if not wants and not found:
        found.append(
            inferred(f"Nothing is on record about what {mentor.called} wants, so ask first.", ref)
        )
    return found
