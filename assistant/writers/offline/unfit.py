"""What never stands in a summary, whoever wrote it in a note."""

import re

PERSONAL = re.compile(
    r"(?i)\b(nervous\w*|proud\w*|afraid|fear\w*|asham\w*|shame|enjoy\w*|disappoint\w*|reliev\w*|"
    r"relief|"
    r"glad|happy|happily|unhappy|sad|sadly|impatien\w*|embarrass\w*|surpris\w*|annoy\w*|angr\w*|"
    r"upset|excit\w*|worr(?:y|ied|ies)|anxi\w*|frustrat\w*|mood\w*|feel|feels|feeling|felt|"
    r"hurt\w*|stung|"
    r"sting\w*|uncomfortable|awkward\w*|comfortable|admir\w*|appreciat\w*|courage\w*|tempted|"
    r"liked?|loved?|hated?|grateful|pleased|sorry|pity|quiet|laugh\w*|smil\w*|blush\w*|cry|cried|"
    r"generous\w*|kind|kindly|clever\w*|careful|shy|calm\w*|polite\w*|patient|stubborn\w*|"
    r"honest\w*|"
    r"brilliant\w*|talent\w*|gifted|lazy|arrogan\w*|humble|modest|confident|confidence|bright|"
    r"personalit\w*|character|attitude|temper\w*|reproach|blame\w*|fault|"
    r"ill|illness|sick\w*|stress\w*|burn-?out|pregnan\w*|tired|exhaust\w*|medica\w*|therap\w*|"
    r"diagnos\w*|anxiety|depress\w*|age|aged|ages|young\w*|elder\w*|older|oldest|generation\w*|"
    r"retire\w*|millennial\w*|boomer\w*|years? old|married|husband|wife|partner's|family|"
    r"religio\w*|ethnic\w*|gender|gay|lesbian|immigra\w*|accent|"
    r"better than|the best|worse than|ranks? (?:first|last)|rating|rated|score[ds]?|weak|"
    r"rubbish|useless|stupid|hopeless|great|excellent|wonderful|perfect)\b"
)
"""Moods, traits, health, age, private life and ratings: never in a summary."""

BETWEEN_THEM = re.compile(
    r"(?i)\b(interrupt\w*|cut(?:s|ting)? \w+ off|hand sign|the sign|prais\w*|apolog\w*|cancel\w*|"
    r"took (?:a|two|the) calls?|phone call|the floor|disagree\w*|argu(?:e|ed|ing|ment)|objected|"
    r"silen\w+|secret\w*|confiden\w+|complain\w*|asked twice|to finish my|stopped steering)\b"
)
"""How the two treat each other: theirs to report, in their check-ins."""
