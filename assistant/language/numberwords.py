"""Numbers as they are spelled in words."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

NUMBER_WORDS: dict[str, int] = {word: n for n, word in enumerate(_UNITS)}
NUMBER_WORDS |= {word: 20 + 10 * n for n, word in enumerate(_TENS)}
NUMBER_WORDS |= {
    f"{ten}-{unit}": 20 + 10 * t + u
    for t, ten in enumerate(_TENS)
    for u, unit in enumerate(_UNITS)
    if 0 < u < 10
}
NUMBER_WORDS |= {"hundred": 100, "thousand": 1000, "dozen": 12, "twice": 2}
ORDINAL_WORDS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS, start=1)}
ORDINAL_WORDS |= {f"twenty-{w}": 20 + n for n, w in enumerate(_ORDINALS[:9], start=1)}
ORDINAL_WORDS |= {"thirtieth": 30, "thirty-first": 31}
