import pytest

from assistant.domain import Visibility
from assistant.drafts import Kind
from tests import demo_store
from tests.demo_store import MENTEE, MENTOR, PAIR, REVIEWER

from .stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ATTACKS = (
    "<script>alert('note')</script>",
    "<img src='http://evil.example/html.png' onerror='alert(1)'>",
    "![inline](http://evil.example/inline.png)",
    "![reference][r]",
    "[r]: http://evil.example/reference.png",
    "<http://evil.example/auto> http://evil.example/bare www.evil.example",
    "[click](http://evil.example/link) [js](javascript:alert(2))",
    "<iframe src='http://evil.example/frame'></iframe>",
    "<style>body { background: url(http://evil.example/css) }</style>",
    ":material/home: $$\\href{http://evil.example/tex}{x}$$",
)
NOTE = "I learned this today.\n\n" + "\n\n".join(ATTACKS)
ACTION = "I will send ![action](http://evil.example/action.png) <img src=x onerror=alert(3)> soon."


@pytest.fixture(scope="module")
def home(home):  # type: ignore[no-untyped-def]
    """The file's store, with active content wherever a person or an admin can write."""
    hostile = f"# {ATTACKS[1]} {ATTACKS[2]}\n\n## Hostile cadence {ATTACKS[2]}\n\n{NOTE}\n"
    with demo_store.opened(home) as coach:
        coach.save_note(MENTOR, PAIR, 3, f"{NOTE}\n\n{ACTION}", Visibility.PAIR)
        coach.add_guideline(demo_store.ADMIN, "hostile.md", hostile.encode())
        coach.add_goal(MENTOR, PAIR, f"Goal {' '.join(ATTACKS)}"[:490])
        coach.add_action(MENTOR, PAIR, 3, f"Do {' '.join(ATTACKS[:4])}"[:490], MENTEE, None)
        coach.start_conversation(MENTOR, ATTACKS[2], PAIR)
        *_, summary = coach.draft(MENTOR, Kind.SUMMARY, PAIR)
        for person in (MENTOR, MENTEE):
            doubted = frozenset(
                (i, j)
                for i, section in enumerate(summary.draft.sections)
                for j, said in enumerate(section.statements)
                if said.flag or not said.sources
            )
            coach.release(person, summary.id, summary.version, doubted)
    return home


@pytest.mark.parametrize("person", [MENTOR, MENTEE])
def test_a_partners_pages_run_nothing(stage: Stage, person: str) -> None:
    """Hostile notes, goals, actions, titles and guidelines are text: no request, no dialog."""
    page = stage.page
    stage.sign_in(person)
    stage.see("evil.example")
    for title in ("Ask", "Prepare", "Explain", "Notes", "Progress"):
        stage.go(title)
        if title == "Ask":
            question = page.locator('[data-testid="stChatInput"] textarea')
            question.fill(f"What is the hostile cadence? {ATTACKS[2]} {ATTACKS[1]}")
            question.press("Enter")
            stage.see("Was this useful?")
        if title == "Prepare":
            stage.press("Draft the agenda")
        if title == "Progress":
            page.get_by_role("tab", name="Summary for HR").click()
            stage.see("Your release")
        stage.settle()
        _nothing_active(stage)


def test_the_reviewers_page_runs_nothing(stage: Stage) -> None:
    """What reached HR's copy is text there too."""
    stage.sign_in(REVIEWER)
    stage.press("Read and decide")
    stage.see("Evidence")
    _nothing_active(stage)


def test_the_admins_page_runs_nothing(stage: Stage) -> None:
    """A hostile guideline is shown as text."""
    page = stage.page
    stage.sign_in(demo_store.ADMIN)
    stage.go("Guidelines")
    box = page.locator('[data-testid="stSelectbox"] input').first
    box.click()
    box.fill("evil")
    page.keyboard.press("Enter")
    stage.see("evil.example/inline.png")
    _nothing_active(stage)


def _nothing_active(stage: Stage) -> None:
    found = stage.page.evaluate(
        "() => [...document.querySelectorAll('.stMain img, .stMain iframe, .stMain script,"
        " .stMain a, .stMain [onerror], .stSidebar img')]"
        ".map(e => e.src || e.href || e.outerHTML).filter(a => a.includes('evil'))"
    )
    assert found == []
