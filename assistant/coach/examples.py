"""The example questions of guidelines: an admin sees, changes and confirms them."""

from collections.abc import Mapping
from dataclasses import replace

from assistant import permissions
from assistant.coach.briefs import material
from assistant.coach.writing import Running, Writing
from assistant.domain import Passage, Person, Role
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid, NotFound
from assistant.retrieval.chunks import question_passages
from assistant.retrieval.example_questions import (
    MAX_CHARS,
    proposed_questions,
    read_questions,
    typed_questions,
)
from assistant.stored import SectionQuestions
from assistant.writers import Brief, Material

NO_MODEL = "No model is in use, so none can propose questions; write them, or use the headings'."
ALL_ASKED = "Every section of this guideline has example questions that somebody has looked at."
NO_PROPOSAL = "The model proposed no question for a section of this guideline; nothing was kept."
MOST_PROPOSED = 6


class Examples(Writing):
    """Proposed questions help nobody's search and are suggested to nobody until they are saved."""

    def example_questions(self, reader: str, source: str) -> list[SectionQuestions]:
        """The sections of a guideline with their questions, in reading order.

        A section that nobody has given any gets some proposed: a model's, if one was asked, else
        those that its heading stands for.

        Raises:
            NotFound: when there is no such guideline in force.
            Refused: when the reader is not an admin.
        """
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        passages = self._in_force(person, source)
        stored = self._records.section_questions(source)
        sections = []
        for heading, made in proposed_questions(passages).items():
            section = stored.get(heading, SectionQuestions(heading))
            if section.questions or section.looked_at or section.proposed:
                sections.append(section)
            else:
                sections.append(replace(section, proposed=made))
        return sections

    def without_questions(self, reader: str) -> frozenset[str]:
        """The guidelines in force that have no example questions at all.

        Raises:
            Refused: when the reader is not an admin.
        """
        permissions.with_role(self._person(reader), Role.ADMIN)
        sources = frozenset(g.source for g in self._records.guidelines())
        return sources - self._records.sources_with_questions()

    def save_example_questions(self, reader: str, source: str, typed: Mapping[str, str]) -> None:
        """Make what was typed, one question a line, the questions of these sections, by heading.

        No line at all is an answer, too: nothing is proposed for the section any more. What was
        saved here stands even when the guideline's file is ingested again.

        Raises:
            Invalid: when a question is too long, or a section has too many.
            NotFound: when the guideline or the section is gone.
            Refused: when the reader is not an admin.
        """
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        asked = {heading: typed_questions(heading, text) for heading, text in typed.items()}
        passages = question_passages(source, asked)
        self._records.save_questions(person.email, source, list(asked), passages)
        self._engine.follow()

    def save_question_file(self, reader: str, source: str, name: str, content: bytes) -> int:
        """Save the questions in a file of that name as an admin's, for the sections it names.

        Returns:
            How many sections it names with a question.

        Raises:
            Invalid: when the file is none of example questions for this guideline.
            NotFound: when there is no such guideline in force.
            Refused: when the reader is not an admin.
        """
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        passages = self._in_force(person, source)
        asked: dict[str, list[str]] = {}
        for question in read_questions(name, content, passages):
            asked.setdefault(question.heading, []).append(question.text)
        self.save_example_questions(
            person.email, source, {heading: "\n".join(texts) for heading, texts in asked.items()}
        )
        return len(asked)

    def propose_example_questions(self, reader: str, source: str) -> int:
        """Ask the chosen model for questions for the sections that nobody has given any.

        Only the text of those sections is sent. Its proposals wait for an admin to look at them.

        Returns:
            How many sections got some.

        Raises:
            Invalid: when no model is in use, no section lacks questions, or none was proposed.
            ModelError: when the chosen model gave no whole answer.
            Refused: when the reader is not an admin, or an allowance for the day is used up.
        """
        sections = self.example_questions(reader, source)
        person = self._person(reader)
        model = self._model
        if model is None or self._records.model_off():
            raise Invalid(NO_MODEL)
        bare = {s.heading for s in sections if not s.questions and not s.looked_at}
        if not bare:
            raise Invalid(ALL_ASKED)
        guide = self._bare_sections(person, source, bare)
        brief = Brief(Kind.ANSWER, person, self._today(), self._program(), materials=(guide,))
        call = model.examples(brief)
        running = Running(model.engine, "", iter(()), call)
        last = None
        for draft in self._metered(call, model.engine, running, person.email, kept=False):
            last = draft or last
        proposed = _by_section(last, guide)
        if not proposed:
            raise Invalid(NO_PROPOSAL)
        self._records.propose_questions(person.email, source, model.engine, proposed)
        return len(proposed)

    def _in_force(self, person: Person, source: str) -> list[Passage]:
        scope = permissions.scope_for(person, None)
        passages = self._records.of_sources([source], scope)[source]
        if not passages:
            raise NotFound("There is no such guideline.")
        return passages

    def _bare_sections(self, person: Person, source: str, headings: set[str]) -> Material:
        guideline = next(g for g in self._records.guidelines() if g.source == source)
        passages = self._in_force(person, source)
        return material(guideline, [p for p in passages if p.heading in headings])


def _by_section(draft: Draft | None, guide: Material) -> dict[str, list[str]]:
    """What a model proposed, by the section that it names as its source.

    A proposal in which something is wrong, such as an address, is left out.
    """
    headings = {pid: heading for pid, heading, _ in guide.passages}
    proposed: dict[str, list[str]] = {}
    for statement in draft.statements() if draft else ():
        heading = next((headings[s] for s in statement.sources if s in headings), None)
        text = " ".join(statement.text.split())
        if heading is None or statement.flag or len(text) > MAX_CHARS:
            continue
        questions = proposed.setdefault(heading, [])
        if text not in questions and len(questions) < MOST_PROPOSED:
            questions.append(text)
    return proposed
