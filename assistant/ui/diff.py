"""What changed between two versions of a draft, word by word."""

from difflib import SequenceMatcher

from assistant.drafts import Draft
from assistant.ui.markup import escape


def html(before: Draft, after: Draft) -> str:
    """The statements that differ, with removed and added words marked; equal ones are left out."""
    old = [s.text for s in before.statements()]
    new = [s.text for s in after.statements()]
    lines: list[str] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            continue
        gone, came = old[a:b], new[c:d]
        paired = min(len(gone), len(came))
        lines += [_words(x, y) for x, y in zip(gone[:paired], came[:paired], strict=True)]
        lines += [f"<del>{escape(x)}</del>" for x in gone[paired:]]
        lines += [f"<ins>{escape(y)}</ins>" for y in came[paired:]]
    if not lines:
        return '<p class="up-small">No wording changed.</p>'
    return f'<ul class="up-list up-diff">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _words(before: str, after: str) -> str:
    old, new = before.split(), after.split()
    out = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = escape(" ".join(old[a:b])), escape(" ".join(new[c:d]))
        if verb == "equal":
            out.append(gone)
            continue
        out += [f"<del>{gone}</del>"] * bool(gone) + [f"<ins>{came}</ins>"] * bool(came)
    return " ".join(out)
