"""What every system is asked, and how its answers are judged: one code for all of them.

A task is documents to index together and questions about them. Judging sees only the hits'
documents and texts, in rank order.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import demo
from assistant.domain import SessionNote
from assistant.retrieval.files import GuidelineReader, guideline_files
from evals.retrieval import own
from evals.retrieval.scores import evidence_share, ndcg, relevant_share
from evals.retrieval.sets import Question, heading_questions, locomo, qmsum, scifact

READER = "reader@example.org"
SOME_DAY = date(2026, 1, 1)

Row = dict[str, Any]
Hits = Sequence[tuple[str, str]]
Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """Documents that are indexed together, the questions, and the answers' documents.

    ``world`` is who asks, about which pair, on which day: what Upmentor may use.
    """

    name: str
    documents: tuple[Row, ...]
    questions: tuple[Question, ...]
    world: Row


@dataclass(frozen=True, slots=True)
class Corpus:
    """A set: where its files are, how its tasks are made and its answers judged."""

    name: str
    folder: str
    tasks: Callable[[Path], Iterator[Task]]
    judge: Callable[[Task, Question, Hits], Scores]
    depth: int = 80
    """Hits asked for: enough to fill 4,000 characters with single lines."""


def of_locomo(folder: Path) -> Iterator[Task]:
    """A task a pair of people, a document a session; questions of categories 1 to 4."""
    for talk in locomo(folder):
        questions = tuple(q for q in talk.questions if q.category != 5)
        yield Task(talk.name, _notes(talk.notes), questions, _world(talk.name, talk.ends_on))


def of_qmsum(folder: Path) -> Iterator[Task]:
    """A task a meeting, which is its only document."""
    for meeting in qmsum(folder):
        if meeting.questions:
            name = meeting.note.pair_id
            yield Task(name, _notes([meeting.note]), meeting.questions, _world(name, SOME_DAY))


def of_scifact(folder: Path) -> Iterator[Task]:
    """All abstracts, a document each; the test claims."""
    documents, questions = scifact(folder)
    rows = tuple(_guideline(d.source, d.title, d.text) for d in documents)
    yield Task("scifact", rows, tuple(questions), _world(None, SOME_DAY))


def of_handbooks(folder: Path) -> Iterator[Task]:
    """A document a section, titled by its trail of headings.

    A heading that is a question is asked, and left out of its section's trail.
    """
    parts, questions = heading_questions(folder)
    rows = tuple(_guideline(part.source, part.title, part.text) for part in parts)
    yield Task("handbooks", rows, tuple(questions), _world(None, SOME_DAY))


def of_own(folder: Path) -> Iterator[Task]:
    """Those of the project's own questions that have an answer and that nothing was fitted on.

    A task a reader and pair. The documents are the shipped guidelines and those notes of the pair
    that the reader may read.
    """
    asked: dict[tuple[str, str | None, date], list[Question]] = {}
    for case in own.cases():
        if case.type in ("guideline", "note") and case.split == "test":
            quotes = tuple(" ".join(quote.split()) for _, quote in case.relevant)
            key = (case.reader, case.pair, case.asked_on)
            asked.setdefault(key, []).append(Question(case.question, quotes))
    knowledge = folder / "knowledge"
    pages = []
    with GuidelineReader() as reader:
        for path in guideline_files(knowledge):
            source = path.relative_to(knowledge).as_posix()
            page, _ = reader.read(source, path.read_bytes())
            pages.append(_guideline(page.source, page.title, page.text))
    for (reader, pair, day), questions in asked.items():
        notes, people = _of_demo(reader, pair, day)
        world = {**_world(pair, day), "reader": reader, "people": people}
        yield Task(f"{reader} {pair}", (*pages, *notes), tuple(questions), world)


def judge_evidence(task: Task, question: Question, hits: Hits) -> Scores:
    """The evidence inside the first 2,000 and 4,000 characters, and its sessions among five."""
    texts = [text for _, text in hits]
    homes = {
        next(row["id"] for row in task.documents if line in row["text"])
        for line in question.answers
    }
    first = list(dict.fromkeys(document for document, _ in hits))[:5]
    return {
        "2,000": evidence_share(texts, question.answers, 2000),
        "4,000": evidence_share(texts, question.answers, 4000),
        "R@5": len(homes.intersection(first)) / len(homes),
    }


def judge_meeting(task: Task, question: Question, hits: Hits) -> Scores:
    """The relevant turns inside the first 2,000 and 4,000 characters; how much of 500 is."""
    texts = [text for _, text in hits]
    return {
        "2,000": evidence_share(texts, question.answers, 2000),
        "4,000": evidence_share(texts, question.answers, 4000),
        "500": relevant_share(texts, question.answers, 500),
    }


def judge_documents(task: Task, question: Question, hits: Hits) -> Scores:
    """nDCG@10 over the documents of the hits, and whether one of the first five is right."""
    ranked = list(dict.fromkeys(document for document, _ in hits))
    return {
        "nDCG@10": ndcg(ranked, question.answers),
        "hit@1": float(ranked[:1] != [] and ranked[0] in question.answers),
        "hit@5": float(any(d in question.answers for d in ranked[:5])),
    }


def judge_quotes(task: Task, question: Question, hits: Hits) -> Scores:
    """Whether an answering sentence is among the first five hits, and in 1,000 characters.

    Any of the sentences answers; a whole passage that lies inside a sentence counts as well.
    """
    texts = [" ".join(text.split()) for _, text in hits]

    def held(parts: Sequence[str]) -> float:
        return float(
            any(q in t or (len(t) > 40 and t in q) for t in parts for q in question.answers)
        )

    return {
        "hit@5": held(texts[:5]),
        "1,000": float(any(evidence_share(texts, [q], 1000) for q in question.answers)),
        "2,000": evidence_share(texts, question.answers, 2000),
    }


CORPORA = {
    c.name: c
    for c in (
        Corpus("locomo", "locomo", of_locomo, judge_evidence),
        Corpus("own", "", of_own, judge_quotes),
        Corpus("handbooks", "handbooks", of_handbooks, judge_documents),
        Corpus("scifact", "scifact", of_scifact, judge_documents),
        Corpus("qmsum", "qmsum", of_qmsum, judge_meeting, depth=200),
    )
}


def _guideline(name: str, title: str, text: str) -> Row:
    return {"id": name, "kind": "guideline", "title": title, "text": text.strip("\n")}


def _notes(notes: Sequence[SessionNote]) -> tuple[Row, ...]:
    return tuple(
        {
            "id": n.id,
            "kind": "note",
            "text": n.text,
            "session": n.session,
            "date": n.held_on.isoformat() if n.held_on else None,
            "author": n.author,
        }
        for n in notes
    )


def _world(pair: str | None, today: date) -> Row:
    return {"reader": READER, "pair": pair, "today": today.isoformat(), "people": []}


def _of_demo(reader: str, pair: str | None, day: date) -> tuple[list[Row], list[list[str]]]:
    """The notes of a pair of the demo program that a reader may read, and the pair's people."""
    program = demo.load(day)
    names = {p["email"]: p["name"] for p in program["people"]}
    for known in program["pairs"]:
        if known["id"] == pair:
            rows = [
                {
                    "id": note["id"],
                    "kind": "note",
                    "text": note["text"],
                    "session": session["number"],
                    "date": session["held_on"] and str(session["held_on"]),
                    "author": note["author"],
                }
                for session in known["sessions"]
                for note in session["notes"]
                if note["visibility"] == "pair" or note["author"] == reader
            ]
            return rows, [[e, names[e]] for e in (known["mentor"], known["mentee"])]
    return [], []
