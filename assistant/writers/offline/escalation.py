"""Matters that leave the pair: saying whom to turn to, and nothing that coaches.

Harassment, retaliation, discrimination and danger (``concerns.concern``) go to the contact that
the program configured.
"""

from collections.abc import Sequence

from assistant.domain import Contact, Side
from assistant.drafts import Section, Statement
from assistant.writers import Brief, Material, recordtext
from assistant.writers.offline import concerns, guides, text
from assistant.writers.offline.text import inferred, quoted, recorded


def contact_for(brief: Brief) -> tuple[Contact | None, bool]:
    """The contact to name, and whether one was passed over because it is the partner."""
    pair = brief.pair
    partners = {pair.mentor.email, pair.mentee.email} if pair else set()
    partners |= {brief.reader.email}
    passed = False
    for purpose in ("safeguarding", "program"):
        contact = brief.program.contact(purpose)
        if contact and contact.email.lower() in partners:
            passed = True
        elif contact:
            return contact, passed
    return None, passed


def contact_statement(brief: Brief) -> Statement:
    """Whom the program configured for safety, or that nobody is configured."""
    contact, passed = contact_for(brief)
    if contact is None:
        why = (
            "The configured contact is one of the two of you"
            if passed
            else "This program has no contact configured"
        )
        return inferred(
            f"{why}, so no name can be given here; use the contact in your program notice or "
            "any reporting channel your employer offers."
        )
    role = (
        "for safety and confidential matters"
        if contact.purpose == "safeguarding"
        else "for the program"
    )
    return recorded(
        f"Your contact {role} is {contact.name}, {contact.email}.",
        recordtext.PROGRAM,
    )


def sections(brief: Brief) -> Sequence[Section]:
    """What to do instead of coaching: the contact, what to write down, what stays private."""
    guide = _guideline(brief.materials)
    lines = guides.lines(guide) if guide else []
    emergency = _pick(lines, "emergency") or [
        inferred("In immediate danger, call the emergency number first.")
    ]
    named = [contact_statement(brief)]
    danger = concerns.concern(brief.question) == "danger"
    first = [*emergency, *named] if danger else [*named, *emergency]
    first += _pick(lines, "leave the pair") or [
        inferred("What you describe is not something for the two of you to settle alone.")
    ]
    first += _pick(lines, "drafts no advice")
    first += _pick(lines, "right word")
    return tuple(
        s
        for s in (
            Section("Whom to turn to now", None, tuple(first)),
            Section("What you can do", None, tuple(_to_do(brief, guide))),
            Section("What to write down, for yourself", None, tuple(_record(lines))),
            Section("What stays confidential, and its limits", None, tuple(_limits(brief, lines))),
            Section("If you asked about the subject in general", None, (_general(),)),
        )
        if s.statements
    )


def _guideline(materials: Sequence[Material]) -> Material | None:
    return next((m for m in materials if "escalation" in m.guideline.topics), None) or next(
        (m for m in materials if "escalation" in m.guideline.title.lower()), None
    )


def _pick(lines: Sequence[guides.Line], *phrases: str) -> list[Statement]:
    """The first line that holds each phrase, unchanged."""
    found = []
    for phrase in phrases:
        line = next((one for one in lines if phrase in one.text.lower()), None)
        if line:
            found.append(quoted(line.text, line.source))
    return found


def _to_do(brief: Brief, guide: Material | None) -> list[Statement]:
    side = brief.side or Side.MENTOR
    lines = guides.section(guide, f"For the {side.value}") if guide else []
    return [quoted(one.text, one.source) for one in lines if "write down" not in one.text.lower()]


def _record(lines: Sequence[guides.Line]) -> list[Statement]:
    return [
        *_pick(lines, "write down for yourself", "not a session note"),
        inferred(
            "Note the date, the time, the place, the words as you remember them and who else was "
            "there, "
            "and keep any messages."
        ),
    ]


def _limits(brief: Brief, lines: Sequence[guides.Line]) -> list[Statement]:
    found: list[Statement] = []
    if brief.pair and brief.pair.agreement.confidentiality:
        found.append(
            recorded(
                f"Your agreement says: “{text.plain(brief.pair.agreement.confidentiality)}”",
                recordtext.agreement_id(brief.pair),
            )
        )
    found += _pick(lines, "above confidentiality", "limits of confidentiality", "good faith")
    return found or [
        inferred("Confidentiality between two people ends where safety or the law begins.")
    ]


def _general() -> Statement:
    return inferred(
        "If nobody was treated like this and you want to talk about the subject in a session, "
        "ask for conversation starters on it instead."
    )
