"""Which pages there are, and who gets which."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from streamlit.navigation.page import Page

from assistant.domain import Role

_HERE = Path(__file__).parent
_PARTNERS = frozenset({Role.MENTOR, Role.MENTEE})
_ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Route:
    """One page: its file in this folder, its name, and the roles it is for."""

    file: str
    title: str
    icon: str
    roles: frozenset[Role]

    def page(self, file: str = "", *, first: bool = False, listed: bool = True) -> Page:
        """The page as Streamlit's navigation takes it; ``file`` shows another in its place."""
        return Page(
            _HERE / f"{file or self.file}.py",
            title=self.title,
            icon=f":material/{self.icon}:",
            url_path=self.file,
            default=first,
            visibility="visible" if listed else "hidden",
        )


ROUTES = (
    Route("home", "Home", "home", _PARTNERS),
    Route("review", "Review", "fact_check", frozenset({Role.REVIEWER})),
    Route("program", "Program", "groups", frozenset({Role.ADMIN})),
    Route("guidelines", "Guidelines", "menu_book", frozenset({Role.ADMIN})),
    Route("model", "Model", "memory", frozenset({Role.ADMIN})),
    Route("ask", "Ask", "forum", _ALL),
    Route("prepare", "Prepare", "event_note", _PARTNERS),
    Route("rehearse", "Rehearse", "record_voice_over", _PARTNERS),
    Route("explain", "Explain", "lightbulb", _PARTNERS),
    Route("notes", "Notes", "edit_note", _PARTNERS),
    Route("progress", "Progress", "trending_up", _PARTNERS),
)
SIGN_IN = Route("sign_in", "Sign in", "login", frozenset())


def pages_for(roles: Collection[Role]) -> list[Page]:
    """The pages of somebody with these roles; without any role, only the sign-in page.

    The address of a page that is not theirs shows the sign-in page, or says that it is not.
    """
    mine = [r for r in ROUTES if not r.roles.isdisjoint(roles)]
    listed = [r.page(first=i == 0) for i, r in enumerate(mine or [SIGN_IN])]
    instead = "elsewhere" if mine else "sign_in"
    return listed + [r.page(instead, listed=False) for r in ROUTES if r not in mine]
