"""A sentence of a note told in the third person, or nothing when that cannot be done well.

A summary says what was done and learned, not how somebody felt or is; it names the two
partners and nobody else; and it quotes only where the pair alone reads. So a first-person
sentence is told with its author's name, and a sentence that would need guessing is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant import naming
from assistant.domain import Pair, Person
from assistant.language import daywords, lexicon, tokens
from assistant.writers import facts
from assistant.writers.offline.excluded import excluded
from assistant.writers.third_parties import APPOSITION, NOBODY, Others

LONGEST = 240
"""Characters of a reported sentence; longer ones are left out."""

_MARKS = re.compile(r"[?{}<>|\\\[\]`]|, I (?:only|just)\b|, \w+ (?:think|believe)s?,")
_TERM = re.compile(r"[a-z][a-z'-]*(?: [a-z'-]+){0,2}$")
"""A word or two in quotation marks is a term; more is somebody's words."""
_SMALL = re.compile(r"^[a-zà-öø-ÿ]|(?<![.\w])i(?![.\w])")
"""How a sentence looks that is typed without capitals."""
_PRESENT = {"am": "is", "have": "has", "do": "does", "i've": "has", "i'm": "is"}
_ADVERBS = frozenset(
    "also now still never only first always then once again just later already myself even".split()
)
_THIRD_PARTY = re.compile(
    rf"{APPOSITION.pattern}|(?<=[a-z] )(?P<c>[A-Z][a-z]+) (?:in|from) (?:the )?(?!at\b)[a-z]+"
    r"(?: team| department| desk)?"
)
_TO_HER = re.compile(
    r"\b(?:get|gets|got|give|gave|gives|show|showed|send|sent|tell|told|hand|handed) $"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who wrote the note and with whom, and what the two keep out of every text."""

    author: Person
    partner: Person
    pair: Pair
    known: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    pronoun: str = ""


def voice(pair: Pair, author: str, texts: Iterable[str] = (), named: Others = NOBODY) -> Voice:
    """The voice of one partner; other people are ``named`` or looked for in ``texts``, the notes.

    A word with a capital in the pair's own records is taken for a name of no third person.
    """
    side = pair.side_of(author)
    me = pair.person(side) if side else pair.mentor
    other = pair.mentee if me is pair.mentor else pair.mentor
    own = me.names | other.names
    records = " ".join([*(g.text for g in pair.goals), *(a.text for a in pair.actions)])
    known = _capitals(records) | set(facts.words(f"{me.title} {other.title}"))
    held = list(texts)
    others = (frozenset().union(*map(_capitals, held)) - known - own) | named.sure
    return Voice(
        me,
        other,
        pair,
        frozenset(known - own - named.sure),
        others,
        _pronoun(other.called, held),
    )


def _pronoun(name: str, texts: Iterable[str]) -> str:
    """How the notes speak of a person, "he" or "she", from the words that follow the name."""
    he = she = 0
    for text in texts:
        for after in re.findall(rf"\b{re.escape(name)}\b([^.]*)", text):
            he += len(re.findall(r"\b(?:he|him|his)\b", after))
            she += len(re.findall(r"\b(?:she|her|hers)\b", after))
    return "" if he == she else ("he" if he > she else "she")


def _capitals(text: str) -> frozenset[str]:
    """The words that stand with a capital within a sentence."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-ZÀ-Ö][a-zà-ö][\w-]*", daywords.without_days(text)))


def told(sentence: str, before: str, who: Voice) -> str | None:
    """The sentence in the third person, or None when it is unfit for a summary.

    ``before`` is what stands before the sentence in its paragraph, for "he" and "she". Where
    somebody writes without capitals no name can be seen, so that nothing of it is told.
    """
    text = who.author.untitled(who.partner.untitled(facts.plain(sentence).rstrip()))
    unfit = text[-1:] not in ".!" or _SMALL.search(text) or _either_may_be_meant(text, who)
    if len(text.split()) < 5 or unfit:
        return None
    text = text.replace("that myself", "that")
    if re.search(r"\b(?:I|I did) learn", text):
        text = re.sub(r"\bus\b", "the company", text.replace(" to us", ""))
    if (
        _MARKS.search(text)
        or lexicon.says("unsafe", text)
        or not all(_TERM.match(quote) for quote in facts.quotes(text))
        or text.count('"') % 2
    ):
        return None
    if any(lexicon.says(c, text) for c in ("personal", "between_them")) or excluded(text, who.pair):
        return None
    text = lexicon.cue("opening").sub("", text).lstrip()
    text = text[:1].upper() + text[1:]
    if lexicon.says("dangling", text):
        return None
    anonymous = _without_third_parties(text, who)
    if anonymous is None:
        return None
    resolved = _resolve_partner(anonymous, before, who)
    if resolved is None or _points_back(resolved, who):
        return None
    result = _third_person(resolved, who)
    if result is None or len(result) > LONGEST:
        return None
    result = re.sub(r"^What (\w+) learned is (that|how|to)\b", r"\1 learned \2", result)
    result = re.sub(r'"([^"]+)"', r"“\1”", result)
    return result[:1].upper() + result[1:].rstrip("!.") + "."


def _either_may_be_meant(text: str, who: Voice) -> bool:
    """Whether a first name that both partners have stands without a family name."""
    if not who.author.apart:
        return False
    shared = who.author.names & who.partner.names
    apart = (who.author.names | who.partner.names) - shared
    bare = rf"(?<![\w-])(?:{'|'.join(map(re.escape, shared))})(?![\w-])"
    followed = "|".join(map(re.escape, apart))
    return re.search(rf"{bare}(?! (?:{followed})\b)" if followed else bare, text) is not None


def _points_back(text: str, who: Voice) -> bool:
    """Whether "it" or "them" stands where the sentence has not yet named a thing."""
    pointer = re.search(r"\b(?:it|its|they|them)\b|\bthis (?:is|was)\b", text)
    if pointer is None:
        return False
    names = {tokens.stem(n) for n in who.author.names | who.partner.names}
    named = set(tokens.stems(text[: pointer.start()])) - names - {"learn", "promis", "said"}
    return len(named) < 2


def _without_third_parties(text: str, who: Voice) -> str | None:
    """The text with somebody else's name turned into "a colleague"; None when unsure."""
    own = who.author.names | who.partner.names

    def anonymous(match: re.Match[str]) -> str:
        name = match.group("a") or match.group("b") or match.group("c")
        if name in own or name in who.known or name in ("I", "We", "He", "She"):
            return match.group()
        opening = match.start() == 0
        tail = " " if match.group().endswith(", ") else ""
        return ("A" if opening else "a") + " colleague" + tail

    text = _THIRD_PARTY.sub(anonymous, text)
    for match in naming.capitalised(text):
        token = match.group().removesuffix("'s")
        inner = match.start() > 0 and text[match.start() - 2] not in ".:!"
        if token in own or token in who.known or token in ("I", "I'd", "I've", "I'm", "I'll"):
            continue
        if inner and not daywords.days(token) and not token.isupper():
            return None
        if not inner and token in who.others:
            return None
    return text


def _resolve_partner(text: str, before: str, who: Voice) -> str | None:
    """The text with "he" and "she" put as the partner's name where nobody else can be meant."""
    partner = who.partner.called
    pronoun = re.search(r"\b(?:he|she|He|She|his|His|her|Her|him|hers)\b", text)
    if pronoun is None or partner in text[: pronoun.start()]:
        return text
    word = pronoun.group()
    named = [
        t
        for t in re.findall(r"\b[A-Z][a-z]+", f"{before} {text[: pronoun.start()]}")
        if t == partner or t in who.others
    ]
    same = word.lower() in (("he", "him", "his") if who.pronoun == "he" else ("she", "her", "hers"))
    someone = re.search(r"\b(?:colleague|customer|tester|adviser|somebody|someone)s?\b", text)
    if not same or someone or not named or named[-1] != partner:
        return None
    rest = text[pronoun.end() :]
    bare = {"he": True, "she": True, "him": True, "her": _is_object(text, pronoun)}
    if word.lower() == "hers":
        return None
    name = partner if bare.get(word.lower()) else f"{partner}'s"
    return text[: pronoun.start()] + name + rest


def _is_object(text: str, pronoun: re.Match[str]) -> bool:
    """Whether "her" is somebody ("told her that") and not whose something is ("her phone")."""
    following = re.match(
        r"[.,;]| (?:to|how|that|what|and|a|the|in|on|for)\b", text[pronoun.end() :]
    )
    return bool(_TO_HER.search(text[: pronoun.start()]) or following)


def _third_person(text: str, who: Voice) -> str | None:
    me, both = who.author.called, f"{who.author.called} and {who.partner.called}"
    one, other = re.escape(me), re.escape(who.partner.called)
    text = re.sub(r"\b[Oo]ur\b", lambda m: "The" if m.start() == 0 else "the", text)
    text = re.sub(r"\b(?:the own)\b", "their own", text)
    text = re.sub(rf"\b{other} and I\b|\bI and {other}(?!\w)", lambda _: both, text)
    whole = text.startswith(both) or bool(re.match(r"We\b", text))
    text = re.sub(r"^We\b", lambda _: both, text)
    if re.search(r"\bwe\b", text):
        if not whole and not re.search(rf"\b(?:{one}|I|{other})\b.*\bwe\b", text):
            return None
        if not whole:
            return None
        text = re.sub(r"\bwe\b", "they", text)
    text = re.sub(r"^(I \w+[^,;:]*?),? (and|but) I (\w+)", _joined, text)
    told_text = _subjects(text, me)
    if told_text is None:
        return None
    told_text = re.sub(r"(?i)\bme\b", lambda _: me, told_text)
    told_text = re.sub(r"(?i)\bmy\b", lambda _: f"{me}'s", told_text)
    if told_text.count(me) > 2:
        return None
    return told_text


def _joined(match: re.Match[str]) -> str:
    """Two clauses of one author with the second "I" left out."""
    verb = match.group(3)
    return f"{match.group(1)} {match.group(2)} {_present(verb) or verb}"


def _present(verb: str) -> str | None:
    """The form of a verb after "she", as far as the verb is known."""
    if verb in _PRESENT or verb not in lexicon.words("verbs") | lexicon.words("states"):
        return _PRESENT.get(verb)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if verb.endswith(('ch', 'sh', 's', 'x', 'o')) else 's'}"


def _subjects(text: str, me: str) -> str | None:
    """Each "I" and its verb in the third person; None when a verb is not known."""
    parts = re.split(r"(\bI(?:'m|'ve|'d|'ll)?\b)", text)
    result = parts[0]
    for pronoun, rest in zip(parts[1::2], parts[2::2], strict=True):
        short = {"I'm": " is", "I've": " has", "I'd": " would", "I'll": " will"}.get(pronoun)
        if short:
            result += me + short + rest
            continue
        following = rest.split()
        at = next((i for i, t in enumerate(following) if t.strip(",") not in _ADVERBS), None)
        if at is None:
            return None
        verb = following[at].strip(",.;:")
        if verb == "did" and at + 1 < len(following) and following[at + 1] == "learn":
            rest = rest.replace("did learn", "learned", 1)
        elif not tokens.is_verb_form(verb):
            if present := _present(verb):
                rest = re.sub(rf"\b{verb}\b", present, rest, count=1)
            elif not verb.endswith("ed"):
                return None
        result += me + rest
    return result
