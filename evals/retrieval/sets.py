"""The public sets, read from a folder: what is indexed, what is asked, what answers."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.domain import Guideline, SessionNote, Visibility
from assistant.retrieval.chunks import TRAIL, sections

csv.field_size_limit(10**9)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the texts or ids that answer it; ``category`` 5 of LoCoMo has no answer.

    ``gold`` is the answer in the words of whoever made the set.
    """

    text: str
    answers: tuple[str, ...]
    category: int = 0
    gold: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A pair's sessions as notes, one a session, with questions and their evidence lines."""

    name: str
    notes: tuple[SessionNote, ...]
    questions: tuple[Question, ...]
    ends_on: date
    speakers: tuple[str, str]


def locomo(folder: Path) -> Iterator[Conversation]:
    """LoCoMo's conversations, a file each."""
    yield from map(conversation, sorted((folder / "locomo").glob("*.json")))


def conversation(path: Path) -> Conversation:
    """One of LoCoMo's conversations: each session a note of "Name: text" lines."""
    content = json.loads(path.read_text("utf-8"))
    lines: dict[str, str] = {}
    notes = []
    numbers = sorted(int(m[1]) for k in content if (m := re.fullmatch(r"session_(\d+)", k)))
    for number in numbers:
        turns = [(t["dia_id"], _line(t)) for t in content[f"session_{number}"]]
        lines |= dict(turns)
        held = content[f"session_{number}_date_time"].split(" on ")[1]
        notes.append(
            SessionNote(
                id=f"{path.stem}-{number}",
                pair_id=path.stem,
                session=number,
                author="first@example.org",
                visibility=Visibility.PAIR,
                text="\n".join(line for _, line in turns),
                held_on=_day(held),
            )
        )
    questions = []
    for row in content["qa"]:
        ids = dict.fromkeys(i for e in row["evidence"] for i in re.findall(r"D\d+:\d+", e))
        evidence = tuple(lines[i] for i in ids if i in lines)
        if evidence:
            gold = str(row.get("answer", ""))
            questions.append(Question(row["question"], evidence, row["category"], gold))
    last = max(n.held_on for n in notes if n.held_on)
    speakers = (content["speaker_a"], content["speaker_b"])
    return Conversation(path.stem, tuple(notes), tuple(questions), last, speakers)


def _day(printed: str) -> date:
    """The day in "8 May, 2023"."""
    return datetime.strptime(printed, "%d %B, %Y").replace(tzinfo=UTC).date()


def _line(turn: dict[str, str]) -> str:
    return f"{turn['speaker']}: {' '.join(turn['text'].split())}"


def scifact(folder: Path) -> tuple[list[Guideline], list[Question]]:
    """SciFact's abstracts as guidelines, its 300 test claims with the ids of their abstracts."""
    documents = []
    with (folder / "scifact" / "corpus_train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            documents.append(Guideline(row["doc_id"], row["title"], _abstract(row["abstract"])))
    claims: dict[str, str] = {}
    for name in ("claims_train.csv", "claims_validation.csv"):
        with (folder / "scifact" / name).open(encoding="utf-8", newline="") as file:
            claims |= {row["id"]: row["claim"] for row in csv.DictReader(file)}
    relevant: dict[str, list[str]] = {}
    for line in (folder / "scifact" / "qrels_test.tsv").read_text("utf-8").splitlines()[1:]:
        claim, document, score = line.split("\t")
        if int(score) > 0:
            relevant.setdefault(claim, []).append(document)
    return documents, [
        Question(claims[c], tuple(ids)) for c, ids in relevant.items() if c in claims
    ]


def _abstract(printed: str) -> str:
    """The sentences of an abstract that was written to CSV as a printed list of strings."""
    quoted = r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\""
    found = re.findall(rf"(?:{quoted})(?=[\s\]])", printed)
    return " ".join((one or other).strip() for one, other in found)


def handbooks(folder: Path) -> list[Guideline]:
    """The public handbooks' pages, in Markdown without front matter."""
    pages = []
    for path in sorted((folder / "handbooks").rglob("*.md")):
        if path.stem.upper().startswith(("LICENSE", "README")):
            continue
        text = path.read_text("utf-8")
        front = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        titled = re.search(r"^title:\s*(.*)$", front[1] if front else "", re.MULTILINE)
        body = text[front.end() :] if front else text
        first = re.search(r"^# (.*)$", body, re.MULTILINE)
        title = titled[1].strip("\"' ") if titled else first[1] if first else path.stem
        source = path.relative_to(folder / "handbooks").as_posix()
        pages.append(Guideline(source, title, body))
    return pages


def heading_questions(folder: Path) -> tuple[list[Guideline], list[Question]]:
    """The handbooks' sections, and each heading that is a question with its section's source.

    The section of such a heading is left with its parent's trail: only its text can answer.
    """
    parts, questions = list[Guideline](), list[Question]()
    for page in handbooks(folder):
        for trail, text in sections(page.title, page.text):
            above, _, heading = trail.rpartition(TRAIL)
            asks = bool(above) and heading.endswith("?")
            parts.append(Guideline(f"{page.source}#{len(parts)}", above if asks else trail, text))
            questions += [Question(heading, (parts[-1].source,))] if asks else []
    return parts, questions


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting's turns as one note, with queries and the turns that answer them."""

    note: SessionNote
    questions: tuple[Question, ...]


def qmsum(folder: Path) -> Iterator[Meeting]:
    """QMSum's validation meetings with those queries that have relevant spans of turns."""
    rows = (folder / "qmsum" / "val.jsonl").read_text("utf-8").splitlines()
    for number, row in enumerate(rows):
        content = json.loads(row)
        turns = [
            f"{t['speaker']}: {' '.join(t['content'].split())}"
            for t in content["meeting_transcripts"]
        ]
        questions = []
        for query in content["specific_query_list"]:
            spans = [(int(a), int(b)) for a, b in query.get("relevant_text_span", [])]
            answers = tuple(turns[i] for a, b in spans for i in range(a, min(b + 1, len(turns))))
            if answers:
                questions.append(Question(query["query"], answers))
        note = SessionNote(
            f"m{number}", f"m{number}", 1, "a@example.org", Visibility.PAIR, "\n".join(turns)
        )
        yield Meeting(note, tuple(questions))
