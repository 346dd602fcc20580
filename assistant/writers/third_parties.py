"""Who else is named in what a pair wrote, and the same words without those names.

HR reads goals and actions in a summary, so whoever is named there besides the two partners would
be named to HR. Sure to be a person are those of the program, whoever is addressed with a title,
and whoever the pair's own texts tell of as one ("Desmond said", "ask Desmond"). A name becomes
"someone" where the sentence stays whole with it; else the words stay with the pair, and that is
said. What nothing tells from a thing is not seen ("sort the Tanaka list").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from assistant import naming
from assistant.domain import Pair
from assistant.drafts import PAIR_ONLY, Draft, Statement, without_claim
from assistant.language import daywords, lexicon
from assistant.writers import claims, facts

KEPT = "whose words stay with the pair"
"""Ends what stands for a goal or an action that cannot be told without naming somebody."""
NAMES_ANOTHER = "This names somebody other than the two partners"

APPOSITION = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Hh]is|[Hh]er) (?:[a-z-]+ ){1,4}?[a-z]+, (?P<b>[A-Z][a-z]+)\b,?"
    r"|(?P<a>[A-Z][a-z]+), (?:the|my|our|his|her|who) [a-z][a-z -]*?(?=,|\.|$| about| for| to| "
    r"whether)(?:,(?= \w))?"
)
"""Somebody told with what they are: "our controller, Desmond" or "Desmond, the controller"."""
_TOLD_OF = re.compile(
    r"(?<![\w'’-])([^\W\d_][\w'’-]*) (?:said|says|asked|asks|told|tells|wrote|writes|replied|"
    r"answered|explained|suggested|promised|agreed|offered|thinks|wants|joined)\b"
)
_ADDRESSED = re.compile(
    r"\b(?i:ask|asked|tell|told|thank|thanked|remind|reminded|phone|phoned|"
    r"(?:talk|talked|speak|spoke) (?:to|with)) ([^\W\d_][\w'’-]*)"
)
_LEAD = re.compile(r"([\w'’-]*)(\W*)$")
_FOLLOWS = re.compile(
    r"['’]s |,? (?:will|is|was|has|had|can|could|should|may|must|and|or|to|[a-z]+(?:ed|[^s\W]s)) "
    r"|\W*$"
)
"""What may follow "Someone" at the beginning of a sentence."""
_FITS_NOT = re.compile(r"-|\s+[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Others:
    """Single words that name somebody else; ``shared`` ones name a partner as well."""

    sure: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def named_in(self, text: str) -> bool:
        """Whether the text names somebody else."""
        return self._in_a_compound(text) or any(True for _ in self._spans(text))

    def left_out(self, text: str) -> str | None:
        """The text with "someone" for each name; None when that would break a sentence."""
        if self._in_a_compound(text):
            return None
        done, at = "", 0
        for start, end in self._spans(text):
            word, marks = _LEAD.findall(text[:start])[0]
            opens = not word or any(mark in marks for mark in ".!?")
            fits = (
                _FOLLOWS.match(text, end)
                if opens
                else marks == " " and word.lower() in lexicon.words("before_names")
            )
            if not fits or _FITS_NOT.match(text, end):
                return None
            done, at = done + text[at:start] + ("Someone" if opens else "someone"), end
        return re.sub(r"(?i)\b(someone (?:and|or) someone)\b", r"\1 else", done + text[at:])

    def _in_a_compound(self, text: str) -> bool:
        """Whether a name is a part of a word, as in "the Abara-plan"."""
        words = (_bare(m[0]) for m in naming.capitalised(text) if "-" in m[0])
        return any(self.sure & set(w.split("-")) for w in words if w not in self.own | self.sure)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where somebody else is named: titles, given and family names together."""
        for run in _runs(text):
            named = [i for i in range(len(run)) if self._names_another(text, run, i)]
            if not named:
                continue
            first = min(i for i, word in enumerate(run) if i in named or self._leads(word[0]))
            last = named[-1]
            while last + 1 < len(run) and self._goes_on(run[last + 1][0]):
                last += 1
            yield run[first].start(), run[last].start() + len(_bare(run[last][0]))

    def _names_another(self, text: str, run: Sequence[re.Match[str]], at: int) -> bool:
        bare = _bare(run[at][0])
        calendar = bare in ("May", "March") or bool(daywords.days(bare))
        everyday = bare.lower() in lexicon.words("ordinary_names") or claims.is_everyday(bare)
        if bare not in self.sure or not (everyday or calendar):
            return bare in self.sure
        before = text[: run[at].start()].rstrip(" ")[-1:]
        opens = not before or before in ".!?:;(\"“'"
        follows = at + 1 < len(run) and _bare(run[at + 1][0]) in self.sure
        return follows or bare != run[at][0] or not (opens or calendar)

    def _leads(self, word: str) -> bool:
        return word in self.shared or naming.is_honorific(word)

    def _goes_on(self, word: str) -> bool:
        bare = _bare(word)
        return not daywords.days(bare) and (bare not in self.own or bare in self.shared)


NOBODY = Others()


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Words with a capital that stand beside each other: "Ask Dr. Desmond Abara"."""
    run: list[re.Match[str]] = []
    for word in naming.capitalised(text):
        if run and not re.fullmatch(r"\.? ", text[run[-1].end() : word.start()]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", word.replace("’", "'"))


def of_pair(pair: Pair, roster: Iterable[str], texts: Iterable[str]) -> Others:
    """Whoever is named besides the two: people of the program, and those the texts tell of."""
    own = pair.mentor.names | pair.mentee.names
    both = (pair.mentor.name, pair.mentee.name)
    listed = [naming.read(name).words for name in roster if name not in both]
    words = {w for names in listed for w in names if len(w) > 1} | set(_told_of(list(texts)))
    return Others(frozenset(words - own), frozenset(words & own), own)


def _told_of(texts: Sequence[str]) -> Iterator[str]:
    """The words that the texts use as a person's name."""
    small = {w for text in texts for w in facts.words(text) if w.islower()}
    for text in texts:
        found = [m[1] for pattern in (_TOLD_OF, _ADDRESSED) for m in pattern.finditer(text)]
        found += [m["a"] or m["b"] for m in APPOSITION.finditer(text)]
        found += [word for run in _runs(text) if (word := _titled([m[0] for m in run]))]
        for word in map(_bare, found):
            if not word[:1].isupper() or any(c.isupper() for c in word[1:]):
                continue
            plain = word.lower()
            everyday = {plain, plain.removesuffix("s")} & (
                small | lexicon.words("stop") | lexicon.words("programs")
            )
            if not everyday and not claims.names_nobody(word):
                yield word


def _titled(run: Sequence[str]) -> str:
    """The name after a title, if there is one: "Abara" of "Dr. J. Abara"."""
    after = dropwhile(lambda word: not naming.is_honorific(word), run)
    return next((w for w in after if len(w) > 1 and not naming.is_honorific(w)), "")


def marked(draft: Draft, others: Others) -> Draft:
    """A summary whose statements for HR are doubted where they name somebody else."""

    def judged(statement: Statement) -> Statement:
        if not others.named_in(statement.text):
            return statement
        doubts = dict.fromkeys(d for d in (statement.flag, NAMES_ANOTHER) if d)
        return replace(statement, flag="; ".join(doubts))

    sections = (
        s if s.heading == PAIR_ONLY else replace(s, statements=tuple(map(judged, s.statements)))
        for s in draft.sections
    )
    return replace(draft, sections=tuple(sections))


def still_true(draft: Draft, pair: Pair, others: Others) -> Draft:
    """The draft without the sentence that nobody else is named, when it does not hold there.

    Any word with a capital within a sentence, quotations too, counts as a name unless it is one
    of the two's or in their titles.
    """
    titles = naming.capitalised(f"{pair.mentor.title} {pair.mentee.title}")
    own = pair.mentor.names | pair.mentee.names | {word[0] for word in titles}
    texts = [s.text for s in draft.statements()]
    if any(others.named_in(text) or claims.stranger(text, own) for text in texts):
        return without_claim(draft)
    return draft
