"""The quality of search on public sets and on the project's own questions, as one table.

    python -m evals.retrieval.run [--data PATH] [--sets own,locomo,scifact,handbooks,qmsum]

Everything goes through the product's own Search, with passages and vectors in memory. PATH holds
the public sets; without it only the project's own questions are asked. ``--cache FILE`` keeps
vectors between runs; ``--without FEATURE,...`` leaves features out, to see what they gain.

locomo: one note a session, a pair a conversation, 60 hits taken in rank order and cut.
scifact: an abstract is a guideline; documents rank by their best hit among 60.
handbooks: a heading that is a question is asked, and its section is to be found among all of
    them. The heading itself is taken away first: its section then has its parent's trail, and
    only its text can answer.
qmsum: a meeting is a note; the share of the relevant turns within 4,000 characters.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from assistant.domain import Passage, Scope
from assistant.retrieval import ranking
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.found import Found
from assistant.retrieval.search import Search
from evals.program import open_demo
from evals.retrieval import own, sets
from evals.retrieval.answered import answers
from evals.retrieval.memory import GUIDELINES, READER, RememberingEmbedder, indexed
from evals.retrieval.scores import evidence_share, ndcg

HITS = 60
Row = tuple[str, str, float]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", default="own,locomo,scifact,handbooks,qmsum")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--without", default="")
    options = parser.parse_args()
    for name in filter(None, options.without.split(",")):
        _leave_out(name)
    embedder = RememberingEmbedder(options.cache) if options.cache else MiniLMEmbedder()
    left_out = bool(options.without)
    print("| Set | Measure | Upmentor |\n|---|---|---|")
    for name in options.sets.split(","):
        if name == "own":
            rows = own_rows(embedder) + ([] if left_out else answered_rows())
        elif options.data is None:
            continue
        else:
            rows = MEASURES[name](options.data, embedder)
        for which, measure, value in rows:
            print(f"| {which} | {measure} | {value:.3f} |", flush=True)


def _leave_out(name: str) -> None:
    for kind in ("NOTE_WEIGHTS", "TRANSCRIPT_WEIGHTS", "GUIDELINE_WEIGHTS"):
        setattr(ranking, kind, {k: v for k, v in getattr(ranking, kind).items() if k != name})


def locomo_rows(data: Path, embedder: MiniLMEmbedder) -> list[Row]:
    """Share of the evidence within 2,000 and 4,000 characters, and speed."""
    shares, times = [], []
    for talk in sets.locomo(data):
        search = _over([p for note in talk.notes for p in note_passages(note)], embedder)
        scope = Scope(READER, talk.name, guidelines=False)
        for question in talk.questions:
            if question.category == 5:
                continue
            found = search.find(question.text, scope, HITS, today=talk.ends_on)
            texts = [hit.passage.text for hit in found.hits]
            shares.append([evidence_share(texts, question.answers, b) for b in (2000, 4000)])
            times.append(found.timings_ms["search"])
    return [
        ("LoCoMo", "evidence in 2,000 characters", _mean(s[0] for s in shares)),
        ("LoCoMo", "evidence in 4,000 characters", _mean(s[1] for s in shares)),
        ("LoCoMo", "search without embedding, p50 ms", median(times)),
        ("LoCoMo", "search without embedding, p95 ms", quantiles(times, n=20)[-1]),
    ]


def scifact_rows(data: Path, embedder: MiniLMEmbedder) -> list[Row]:
    """nDCG@10 of the abstracts."""
    documents, questions = sets.scifact(data)
    search = _over([p for doc in documents for p in guideline_passages(doc)], embedder)
    gains = []
    for question in questions:
        found = search.find(question.text, GUIDELINES, HITS)
        ranked = list(dict.fromkeys(hit.passage.source for hit in found.hits))
        gains.append(ndcg(ranked, question.answers))
    return [("SciFact", "nDCG@10", _mean(gains))]


def handbook_rows(data: Path, embedder: MiniLMEmbedder) -> list[Row]:
    """Whether the section is found whose heading was the question."""
    parts, questions = sets.heading_questions(data)
    search = _over([p for part in parts for p in guideline_passages(part)], embedder)
    places = []
    for question in questions:
        (source,) = question.answers
        found = search.find(question.text, GUIDELINES, HITS)
        ranked = list(dict.fromkeys(hit.passage.source for hit in found.hits))
        places.append(ranked.index(source) if source in ranked else HITS)
    return [
        ("Handbooks", f"first of {len(questions)} questions", _mean(p == 0 for p in places)),
        ("Handbooks", "section among the first five", _mean(p < 5 for p in places)),
        ("Handbooks", "MRR@10", _mean(1 / (p + 1) if p < 10 else 0 for p in places)),
    ]


def qmsum_rows(data: Path, embedder: MiniLMEmbedder) -> list[Row]:
    """The relevant turns' share found within 4,000 characters of a meeting."""
    shares = []
    for meeting in sets.qmsum(data):
        search = _over(note_passages(meeting.note), embedder)
        scope = Scope(READER, meeting.note.pair_id, guidelines=False)
        for question in meeting.questions:
            found = search.find(question.text, scope, 200)
            texts = [hit.passage.text for hit in found.hits]
            shares.append(evidence_share(texts, question.answers, 4000))
    return [("QMSum", "relevant turns in 4,000 characters", _mean(shares))]


def own_rows(embedder: MiniLMEmbedder) -> list[Row]:
    """The project's own questions: found among the first hits, and what is refused."""
    asked = [case for case in own.cases() if case.split == "test"]
    world = own.world(embedder, asked[0].asked_on)
    rows: list[Row] = []
    for kind in sorted({case.type for case in asked}):
        found = [(case, world.ask(case)) for case in asked if case.type == kind]
        if kind == "unanswerable":
            rows += _refused(found)
            continue
        places = [own.place(case, answer) for case, answer in found]
        rows += [
            ("Own", f"{kind}: first", _mean(p == 0 for p in places)),
            (
                "Own",
                f"{kind}: among the first five",
                _mean(p is not None and p < 5 for p in places),
            ),
            ("Own", f"{kind}: refused", _mean(not f.answerable for _, f in found)),
        ]
    return rows


def answered_rows() -> list[Row]:
    """The project's own questions, as the offline writer answers them."""
    asked = [case for case in own.cases() if case.split == "test"]
    with TemporaryDirectory() as home:
        coach = open_demo(Path(home), asked[0].asked_on)
        found = list(answers(coach, asked))
        coach.close()
    rows: list[Row] = []
    for kind in ("guideline", "note"):
        some = [one for one in found if one.case.type == kind]
        rows += [
            ("Own", f"{kind}: the offline answer begins with it", _mean(a.first for a in some)),
            ("Own", f"{kind}: the offline answer holds it", _mean(a.within for a in some)),
        ]
    none = [one.refused for one in found if one.case.type == "unanswerable"]
    some_refused = [one.refused for one in found if one.case.type != "unanswerable"]
    return [
        *rows,
        ("Own", "unanswerable: the offline writer refuses", _mean(none)),
        ("Own", "answerable: the offline writer refuses", _mean(some_refused)),
    ]


def _refused(found: Sequence[tuple[own.Case, Found]]) -> Iterator[Row]:
    """The share of unanswerable questions that is refused: of all, and by what they ask for."""
    yield ("Own", "unanswerable: refused", _mean(not f.answerable for _, f in found))
    for kind in sorted({case.kind for case, _ in found}):
        some = [not f.answerable for case, f in found if case.kind == kind]
        yield ("Own", f"unanswerable, {kind} ({len(some)}): refused", _mean(some))


def _over(passages: Sequence[Passage], embedder: MiniLMEmbedder) -> Search:
    store, index = indexed(passages, embedder)
    return Search(store, index, embedder)


def _mean(values: Iterable[float]) -> float:
    numbers = [float(v) for v in values]
    return sum(numbers) / max(len(numbers), 1)


MEASURES = {
    "locomo": locomo_rows,
    "scifact": scifact_rows,
    "handbooks": handbook_rows,
    "qmsum": qmsum_rows,
}

if __name__ == "__main__":
    main()
