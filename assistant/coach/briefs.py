"""Putting together what a writer is given, and resolving what it cited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.domain import Guideline, Passage, PassageKind, Scope, SessionNote
from assistant.drafts import WITHHELD, Draft, Kind, Statement
from assistant.language.sentences import sentences
from assistant.records import Records
from assistant.stored import Citation, DraftRecord
from assistant.writers import Brief, Material, NoteMaterial, third_parties

MATERIALS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ANSWER: (),
    Kind.AGENDA: ("agenda", "starters"),
    Kind.STARTERS: ("starters",),
    Kind.POWER_DYNAMICS: ("situation",),
    Kind.EXPLAINER: ("explainer",),
    Kind.SUMMARY: (),
}
"""The kinds of guideline that each kind of draft is assembled from."""

ALWAYS = "escalation"
"""Guidelines on this topic go into every brief: a report of harm is never coached through."""


def materials(records: Records, kind: Kind, scope: Scope) -> tuple[Material, ...]:
    """The guidelines a kind is assembled from, each with its passages."""
    chosen = [
        g
        for g in records.guidelines((*MATERIALS[kind], "program"))
        if g.kind in MATERIALS[kind] or ALWAYS in g.topics
    ]
    passages = records.of_sources([g.source for g in chosen], scope)
    return tuple(material(g, passages[g.source]) for g in chosen)


def material(guideline: Guideline, passages: Sequence[Passage]) -> Material:
    """A guideline with those of its passages."""
    return Material(guideline, tuple((p.id, p.heading, p.text) for p in passages))


def note_materials(
    records: Records, notes: Sequence[SessionNote], scope: Scope
) -> tuple[NoteMaterial, ...]:
    """The notes with their passages, as far as the scope still holds them."""
    passages = records.of_sources([n.id for n in notes], scope)
    return tuple(
        NoteMaterial(n, tuple((p.id, p.text) for p in passages[n.id]))
        for n in notes
        if passages[n.id]
    )


def discreet(brief: Brief, roster: Iterable[str]) -> Brief:
    """A summary's brief with nobody but the two named in goals, actions, titles and reasons.

    Every writer, and the records that its statements are held against, read the pair this way.
    ``roster`` are the names of the program's people and contacts.
    """
    pair = brief.pair
    if pair is None:
        return brief
    texts = [m.note.text for m in brief.notes] + [g.text for g in pair.goals]
    texts += [*(a.text for a in pair.actions), pair.end_reason]
    others = third_parties.of_pair(pair, roster, texts)

    def told(words: str, what: str) -> str:
        kept = f"{what} that names someone else, {third_parties.KEPT}"
        return others.left_out(words) or (kept if words.strip() else words)

    reasons = [told(s, "A reason") for s in sentences(pair.end_reason)]
    pair = replace(
        pair,
        mentor=replace(pair.mentor, title=others.left_out(pair.mentor.title) or ""),
        mentee=replace(pair.mentee, title=others.left_out(pair.mentee.title) or ""),
        end_reason=" ".join(r if r.endswith((".", "!", "?")) else f"{r}." for r in reasons),
        goals=tuple(replace(g, text=told(g.text, "a goal")) for g in pair.goals),
        actions=tuple(replace(a, text=told(a.text, "an action")) for a in pair.actions),
    )
    return replace(brief, pair=pair, others=others)


def cite(
    draft: Draft, found: Mapping[str, Passage], lines: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Citation, ...]:
    """A citation for every source of the draft that resolves, in order of first use.

    ``found`` are readable passages and ``lines`` record lines, by id; ``names`` people's names
    by e-mail address.
    """
    citations = []
    for source in draft.sources():
        if source in found:
            citations.append(passage_citation(found[source], names))
        elif source in lines:
            kind = source.split(":")[1]
            heading = f"Program records: {kind.replace('_', ' ')}"
            citations.append(Citation(source, "record", source, heading, None, None, lines[source]))
    return tuple(citations)


def passage_citation(passage: Passage, names: Mapping[str, str]) -> Citation:
    """A passage as it is quoted: for a note, with its session and whose note it is."""
    heading = passage.heading
    if passage.kind is PassageKind.NOTE and passage.author:
        heading = f"{heading}, note by {names.get(passage.author, passage.author)}"
    return Citation(
        passage.id,
        passage.kind.value,
        passage.source,
        heading,
        passage.session,
        passage.date,
        passage.text,
    )


def names_of(brief: Brief) -> dict[str, str]:
    """People's names by e-mail address, as far as the brief knows them."""
    people = [brief.reader, *((brief.pair.mentor, brief.pair.mentee) if brief.pair else ())]
    return {p.email: p.name for p in people}


def reauthorised(record: DraftRecord, readable: Mapping[str, Passage]) -> DraftRecord:
    """A stored draft as its reader may see it now.

    What it cites from notes was readable when it was written. A passage that is not readable
    any more is not shown again, neither as a citation nor in a statement that rests on it.
    """
    gone = {
        c.passage_id for c in record.citations if c.kind == "note" and c.passage_id not in readable
    }
    if not gone:
        return record

    def kept(statement: Statement) -> Statement:
        return statement if gone.isdisjoint(statement.sources) else WITHHELD

    citations = tuple(c for c in record.citations if c.passage_id not in gone)
    return replace(record, draft=record.draft.map(kept), citations=citations)
