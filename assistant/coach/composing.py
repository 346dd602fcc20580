"""From a brief to a stored draft: written part by part, cited, checked, and kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from assistant.coach.briefs import cite, names_of
from assistant.coach.writing import Running, Writing
from assistant.domain import Passage, Scope
from assistant.drafts import Draft, Kind
from assistant.errors import ModelError
from assistant.retrieval.found import Found
from assistant.stored import DraftRecord
from assistant.writers import Brief
from assistant.writers.checks import check, keep_flags
from assistant.writers.recordtext import evidence, record_texts
from assistant.writers.third_parties import Others, marked

STOPPED = "This draft was stopped before it was whole."


class Composing(Writing):
    """Writes drafts; what a model had written when it failed or was stopped is kept as a part."""

    def _write(
        self, brief: Brief, scope: Scope, found: Found, started: float, offline: bool
    ) -> Iterator[DraftRecord]:
        lines, texts, names = record_texts(brief), evidence(brief), names_of(brief)
        written = perf_counter()
        running = self._running(brief, offline)
        record = DraftRecord(
            id="",
            pair_id=brief.pair.id if brief.pair else None,
            author=brief.reader.email,
            draft=Draft(brief.kind, ""),
            version=0,
            engine=running.engine,
            prompt_version=running.version,
            created_at=datetime.now(UTC),
            minutes=brief.minutes if brief.kind is Kind.AGENDA else None,
            topic=brief.question,
            complete=False,
            notices=tuple(
                f"“{word}” was read as “{meant}”."
                for word, meant in found.misspelt.items()
                if meant in brief.question.lower()
            ),
        )
        shown, known = record, dict[str, Passage | None]()
        try:
            with closing(running.drafts) as drafts:  # type: ignore[type-var]
                for draft in drafts:
                    self._person(brief.reader.email)  # whoever is shut out meanwhile sees no more
                    if draft is not None:
                        self._look_up([s for s in draft.sources() if s in texts], scope, known)
                        readable = {i: p for i, p in known.items() if p is not None}
                        cited = cite(draft, readable, lines, names)
                        shown = replace(record, draft=draft, citations=cited)
                    yield replace(shown, growing=running.growing, doing=running.doing)
        except (GeneratorExit, KeyboardInterrupt, ModelError) as ending:
            told = str(ending) or STOPPED
            if shown.draft.sections and running.spent is not None:
                part = self._kept(
                    replace(shown, notices=(*shown.notices, told)),
                    running, scope, texts, lines, brief.others,
                )  # fmt: skip
                if isinstance(ending, ModelError):
                    ending.kept = part.id
            raise
        if shown is record:
            return
        ended = perf_counter()
        timings = {
            **{k: round(v, 2) for k, v in found.timings_ms.items()},
            "write": round(1000 * (ended - written), 2),
            "total": round(1000 * (ended - started), 2),
        }
        whole = replace(shown, timings_ms=timings, complete=True)
        yield self._kept(whole, running, scope, texts, lines, brief.others)

    def _look_up(
        self, sources: Sequence[str], scope: Scope, known: dict[str, Passage | None]
    ) -> None:
        """Add to what is known which of these passages may be read."""
        if new := [s for s in sources if s not in known]:
            found = self._records.readable(new, scope)
            known |= {source: found.get(source) for source in new}

    def _kept(
        self,
        record: DraftRecord,
        running: Running,
        scope: Scope,
        texts: Mapping[str, str],
        lines: Mapping[str, str],
        others: Others,
    ) -> DraftRecord:
        """Check what was written against what may be read now, and store it."""
        sources = [s for s in record.draft.sources() if s in texts]
        readable = self._records.readable(sources, scope)
        held = {i: t for i, t in texts.items() if i in readable}
        checked = marked(keep_flags(record.draft, check(record.draft, held, lines)), others)
        still = tuple(c for c in record.citations if c.kind == "record" or c.passage_id in readable)
        return self._records.add_draft(
            replace(
                record,
                draft=checked,
                citations=still,
                notices=(*running.notices, *record.notices),
                spent=running.spent,
            ),
            running.reserved,
        )
