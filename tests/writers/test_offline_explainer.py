from dataclasses import replace

import pytest

from assistant.domain import Pair, Person, Program, Role, Side
from assistant.drafts import Basis, Draft, Kind
from assistant.writers.offline import explainer
from tests.writers import demo


def drafted(
    question: str = "",
    pair: str = "pair-dashboards",
    side: Side = Side.MENTEE,
    **changes: object,
) -> Draft:
    brief = demo.brief(Kind.EXPLAINER, pair, side, question, **changes)
    return demo.checked(brief, explainer.compose(brief))


def headings(draft: Draft) -> list[str]:
    return [s.heading for s in draft.sections]


def section(draft: Draft, start: str) -> list[str]:
    return [s.text for p in draft.sections if p.heading.startswith(start) for s in p.statements]


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("dashboards", "Data literacy and dashboards"),
        ("How do passkeys work?", "Phishing and passkeys"),
        ("RAG", "Retrieval-augmented generation"),
        ("What is a large language model?", "Generative AI and language models"),
        ("AI", "Generative AI and language models"),
        ("GDPR", "Data privacy"),
        ("zero trust", "Zero trust"),
        ("cloud costs", "The cloud and its cost"),
        ("low code", "Low-code and automation"),
        ("captions", "Digital accessibility"),
        ("short video", "Social media and short video"),
    ],
)
def test_the_topic_asked_for_is_found_by_title_or_topics(topic: str, title: str) -> None:
    """People's words for a topic lead to its explainer."""
    draft = drafted(topic)
    assert not draft.abstained
    assert draft.title.startswith(f"{title}: ")


@pytest.mark.parametrize("topic", ["blockchain", "quantum computing", "microservices", "5G"])
def test_an_unknown_topic_is_said_to_be_unknown(topic: str) -> None:
    """A topic without an explainer is named as missing, with what to add and whom to ask."""
    draft = drafted(topic)
    assert draft.abstained
    told = [s.text for s in draft.statements()]
    assert told[0] == f"I found no explainer on “{topic}” in the guidelines."
    assert any("kind “explainer”" in t for t in told)
    assert any("Elspeth Marlowe" in t for t in told)
    assert demo.flags(draft) == []


def test_an_unknown_topic_comes_with_known_ones_as_examples() -> None:
    """Nothing near is said to be nothing near, and three known topics are named."""
    near = [s.text for s in drafted("microservices").statements() if "near" in s.text]
    assert near[0].startswith("None of the topics here is near it; among them are ")
    assert "“Data literacy and dashboards”" in near[0]
    assert near[0].count("“") == 3


def test_a_leader_gets_the_eight_parts_in_business_terms() -> None:
    """Analogy, three sentences, this leader's work, one risk, a task, questions, uncertainty."""
    draft = drafted("dashboards")
    assert headings(draft) == [
        "In one sentence",
        "A business analogy",
        "What it is, in three sentences",
        "What it changes for your work as Chief Financial Officer",
        "One risk and how it is handled",
        "Five minutes, hands on",
        "Ask Priya",
        "What is uncertain",
    ]
    assert len(section(draft, "What it is, in three")) == 3
    assert all(t.endswith("?") for t in section(draft, "Ask Priya"))
    assert any("As of November 2026" in t for t in section(draft, "What is uncertain"))


def test_a_mentor_gets_what_is_needed_to_explain_it() -> None:
    """Where to start, a demonstration, a check, the misunderstanding, and a task to give."""
    draft = drafted("dashboards", side=Side.MENTOR)
    assert draft.title == "Data literacy and dashboards: how to explain it to Charles"
    assert section(draft, "Where to start")[0].startswith("Start with")
    assert section(draft, "Show it")[0].startswith("Show ")
    check = section(draft, "Check, and the usual misunderstanding")
    assert check[0].startswith("Check understanding by asking")
    assert any("misunderstanding" in t for t in check[1:])
    assert section(draft, "Five minutes for Charles")


@pytest.mark.parametrize("pair", tuple(demo.pairs()))
@pytest.mark.parametrize("side", list(Side))
def test_every_demo_pair_gets_a_supported_explainer(pair: str, side: Side) -> None:
    """Without a topic one is chosen with a reason, and nothing in it is doubted."""
    draft = drafted("", pair, side)
    assert not draft.abstained
    assert section(draft, "Why this topic")[0].startswith("Chosen because")
    assert demo.flags(draft) == []
    assert all(s.sources for s in draft.statements() if s.basis is not Basis.INFERRED)


@pytest.mark.parametrize(
    ("pair", "title"),
    [
        ("pair-accessibility", "Digital accessibility"),
        ("pair-prompting", "Prompting"),
        ("pair-cloud", "The cloud and its cost"),
        ("pair-passkeys", "Phishing and passkeys"),
        ("pair-lowcode", "Low-code and automation"),
        ("pair-collaboration", "Collaboration tools"),
    ],
)
def test_the_chosen_topic_is_the_pairs_own(pair: str, title: str) -> None:
    """The topic chosen for a pair is what its goals and wishes are about."""
    assert drafted("", pair).title.startswith(f"{title}: ")


def test_the_same_topic_reads_differently_for_two_leaders() -> None:
    """A finance and a risk leader get their own function's line, goal and notes."""
    finance = section(drafted("dashboards"), "What it changes")
    risk = section(drafted("dashboards", "pair-passkeys"), "What it changes")
    assert "before the monthly close" in finance[0]
    assert "risk register" in risk[0]
    assert any("40 slides to 12" in t for t in finance)


def test_the_pairs_notes_on_the_topic_are_quoted_with_their_author() -> None:
    """What the notes said about the topic stands beside what it changes."""
    told = section(drafted("dashboards"), "What it changes")
    assert any(t.startswith("Priya wrote after session") for t in told)


def test_a_leader_of_no_known_function_gets_what_holds_for_any_leader() -> None:
    """A title that names no function falls back to the line for any leader, and says so."""
    pair = demo.pairs()["pair-dashboards"]
    poet = Person("p@a.example", "Pia Holm", "Poet in Residence", frozenset({Role.MENTEE}))
    other = Pair("p", pair.mentor, poet, sessions=pair.sessions)
    brief = demo.brief(Kind.EXPLAINER, question="dashboards", side=Side.MENTEE)
    draft = explainer.compose(replace(brief, pair=other, notes=(), reader=poet))
    lines = section(draft, "What it changes")
    assert lines[0].startswith("Data literacy lets a leader ask three questions")
    assert any("I found no line for a Poet in Residence" in t for t in lines)


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("Chief Financial Officer", "Finance"),
        ("Director of Customer Service", "Customer service"),
        ("General Counsel", "Legal"),
        ("Chief Marketing Officer", "Marketing"),
        ("Chief Operating Officer", "Operations"),
        ("Chief Risk Officer", "Risk"),
        ("Sales Director", "Sales"),
        ("Chief People Officer", "People"),
        ("CISO", "Risk"),
        ("Head of HR", "People"),
        ("Chief Executive Officer", None),
        ("", None),
    ],
)
def test_a_title_tells_the_function(title: str, function: str | None) -> None:
    """Leaders' titles are read as the functions the explainers speak of."""
    assert explainer.function_of(title) == function


def test_no_explainers_at_all_is_said() -> None:
    """With no explainer among the guidelines the draft says that, and who can add one."""
    draft = drafted("dashboards", materials=(), program=Program("Plain"))
    assert draft.abstained
    assert next(draft.statements()).text == "The guidelines hold no explainers yet."


def test_harassment_is_not_explained() -> None:
    """A topic that reports harm leads to the contact and to nothing else."""
    draft = drafted("he touched me and threatened me")
    assert draft.title == "This leaves the pair: whom to turn to"
    assert "Hannah Brightwell" in next(draft.statements()).text
