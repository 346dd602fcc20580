"""Recognising what leaves the pair: harassment, retaliation, discrimination and danger.

By word patterns, in the ways people say it. A word too many is recognised rather than one too
few: an unneeded pointer to the contact costs little, a coached-through threat costs much.
"""

import re

_WHO = r"(?:me|my|her|his|him|them|their|us)"
_BODY = r"(?:body|looks?|appearance|legs?|figure|breasts?|chest|bum|skirt|dress|clothes|hair|lips|weight)"
_TRAIT = (
    r"(?:black|white|brown|asian|african|arab|muslim|jewish|christian|hindu|sikh|gay|lesbian|bi(?:sexual)?"
    r"|trans(?:gender)?|queer|disabled|autistic|deaf|blind|pregnant|(?:a )?(?:woman|man|girl|mother|father|"
    r"foreigner|immigrant|migrant)|female|male|foreign|race|gender|sex|religion|faith|skin(?: colou?r)?|"
    r"accent|age|disability|pregnancy|nationality|ethnicity|origin|sexuality|colou?r|hijab|headscarf|"
    r"too (?:old|young))"
)
_MISUSE = (
    r"(?:inappropriate|unwanted|unwelcome|suggestive|lewd|creepy|explicit|intimate|flirty|dirty|sexual|"
    r"sexist|racist|obscene|offensive|disgusting|abusive|hateful|improper)"
)
_THING = (
    r"(?:messages?|texts?|comments?|remarks?|jokes?|photos?|pictures?|images?|videos?|touch\w*|contact|"
    r"advances?|attention|behaviou?r|conduct|e-?mails?|dms?|invitations?|gestures?|questions?|calls?|gifts?|"
    r"names?|language)"
)

_PATTERNS: dict[str, tuple[str, ...]] = {
    "danger": (
        r"suicid\w*|self[- ]?harm\w*|(?:kill|harm|cut)(?:ing|s|ed)? (?:myself|himself|herself|themselves)",
        r"end (?:my|his|her|their) (?:own )?life|take (?:my|his|her|their) own life|want(?:s|ed)? to die"
        r"|(?:don'?t|do not|doesn'?t) want to (?:live|be here any ?more)|no reason to live",
        r"kill(?:s|ed|ing)? (?:me|him|her|you|us)|violen(?:t|ce|tly)|weapons?\b|\bgun\b|\bknife\b",
        r"assault\w*|\brap(?:e|ed|ing|ist)\b|beat(?:s|en|ing)? (?:me|him|her)\b|attack(?:s|ed|ing)? (?:me|her|him)\b",
        r"(?:he|she|they|leader|mentor|mentee|boss|director) (?:hit|hits|slapped|slaps|punched|kicked|choked|"
        r"shoved|grabbed) (?:me|her|him)\b(?! (?:up|with|that))|(?:push|shov)ed me (?:against|into|over|down)",
        r"in danger|physically (?:hurt|threat\w*)|(?:domestic|child) (?:abuse|violence)",
        r"(?:un|not |n'?t (?:feel )?|not feel )safe\b|fear for my (?:life|safety)",
    ),
    "harassment": (
        r"harass\w*|molest\w*|grop(?:e|ed|es|ing)|fondl\w*|stalk(?:s|ed|er|ing)|sexual\w*",
        r"(?<!story )(?<!words )(?<!speech )(?<!that )(?<!this )(?<!which )(?<!\bit )(?<!example )"
        rf"(?:touch|strok|rubb?|squeez|kiss|hugg?|pinch|caress|grabb?)(?:es|e|s|ed|ing)? {_WHO}\b",
        rf"tr(?:y|ies|ied|ying) to (?:touch|kiss|hug|grab) {_WHO}\b",
        r"hands? (?:is |was |were |are )?(?:on|up|under|around|against) (?:me|my|her|his)|arm (?:a?round) (?:me|my|her|him)"
        r"|(?:brush|press|rub)(?:es|ed|ing)? (?:up )?against me|too close to me",
        rf"{_MISUSE}\b(?: \w+)? {_THING}|(?:was|is|being|been|acts?|acted|behav\w+|got|gets) (?:\w+ )?inappropriate\w*",
        r"flirt\w*|hit(?:s|ting)? on me|c[ao]m(?:e|es|ing) on to me|ma(?:de|kes?|king) a pass|sleep with"
        r"|ask(?:s|ed|ing)? me (?:out\b|on a date|for a date)|wants? to date|nudes?\b|naked|undress\w*",
        rf"(?:comment|remark|joke|compliment)\w*(?: \w+)? (?:on|about) my {_BODY}"
        rf"|(?:star|leer|look|gawp|ogl)(?:es?|s|ed|ing)? at my {_BODY}|leer(?:s|ed|ing)? at me",
        r"(?:come|came|go|alone|meet|stay|invit\w+ me|drinks?) (?:\w+ ){0,3}(?:to|in|at|back to) (?:his|her|their) "
        r"(?:hotel|room|home|house|flat|apartment|place)",
        r"(?:text|call|messag|writ)\w* me (?:\w+ ){0,3}(?:at night|late|at midnight|after midnight|every night)"
        r"|follow(?:s|ed|ing) me (?:home|to|around)|late[- ]night (?:texts?|messages?|calls?)",
        r"bull(?:y|ied|ies|ying)|humiliat\w*|(?:tr(?:y|ies|ied|ying) to )intimidate|intimidat(?:es|ed|ing) me"
        r"|degrad(?:es?|ed|ing) me|mobbing|belittl\w*|abus(?:e|ed|es|ive|ing|er)\b",
        r"(?:scream|shout|yell|sw[eo]a?r|curs)\w* at (?:me|her|him)|insult(?:s|ed|ing)?\b|mock(?:s|ed|ing)? (?:me|my|her|him)",
        r"call(?:s|ed|ing)? me (?:names|an? \w+|stupid|useless|worthless|fat|ugly|sweetheart|babe|baby|honey|darling)\b",
        r"(?:scared|afraid|frightened|terrified) of (?:him|her|them|being alone|my (?:mentee|mentor|leader|boss))",
        r"block(?:s|ed|ing)? (?:the|my) (?:door|way)|(?:won'?t|will not|would ?n[o']t|did ?n[o']t) let me (?:go|leave)"
        r"|(?:won'?t|will not|doesn'?t|does not|refuses to|did ?n[o']t) stop (?:call|text|messag|contact|writ|follow)ing",
        r"creep(?:s|ed|y|ing)? me out|makes? my skin crawl",
    ),
    "retaliation": (
        r"retaliat\w*|reveng\w*|reprisal\w*|pay(?:ing)?[- ]?back for|punish\w*|blackmail\w*|extort\w*|blacklist\w*",
        r"(?<!phishing )(?<!security )(?<!cyber )threat(?:s|en|ens|ened|ening)?\b(?! (?:model|intel|landscape|actor)\w*)",
        r"(?:los[et]|losing|loses?|cost(?:s|ing)? me|risk(?:s|ing)?|keep|threat\w+|end(?:s|ed)?|worried about|worry about) "
        r"(?:my|our|her|his|the) (?:job|position|role|contract|promotion|bonus|visa|place|career|livelihood)",
        r"(?:fir|sack)(?:e|ed|es|ing) me|(?:be|get|got|getting|being|been) (?:fired|sacked|dismissed|laid off|let go)"
        r"|dismiss(?:es|ed)? me|have me (?:fired|removed|moved)",
        r"(?:ruin|end|hurt|damage|destroy|finish|harm|wreck|sink)(?:s|ed|ing)? (?:my|her|his) (?:career|reputation|chances|future|job)",
        r"(?:my )?career (?:is|would be|will be) over|demot(?:e|ed|es|ing|ion)|get(?:ting|s)? back at me|(?:make|made) me pay"
        r"|ma(?:ke|de) (?:my|her|his) life (?:hell|hard|difficult|miserable)|(?:I'?ll|I will|I'?d|I would|you'?ll|you will) regret",
        r"(?:bad|worse|poor|low|lower|negative) (?:review|reference|rating|appraisal|score|evaluation)\w* (?:\w+ ){0,6}"
        r"(?:if|because|after|unless|since|when) ",
        r"(?:took|taken|take|removed|dropped|moved|kicked|thr[eo]wn?|cut|froze|frozen|shut|left)(?: me)? "
        r"(?:off|out|from|to)(?: \w+){0,6} (?:after|because|since|for) (?:I|speaking|saying|reporting|telling)\b",
        r"(?:get|gets|getting|got) me (?:fired|sacked|dismissed|moved|removed)"
        r"|(?:never|not|n'?t) (?:get|be) promoted|make sure I (?:never|don'?t|do not|lose|am)",
        r"if I (?:refuse|say no|report|complain|tell|speak up)(?: \w+){0,3} (?:he|she|they|my \w+)(?:'ll| will| would"
        r"| might| could) (?:tell|cut|take|give|fire|remove|move|block|make|end|report)",
        r"(?:contract|job|promotion|review|rating|bonus|shifts?|hours)\b(?: \w+){0,8} (?:if|because|after|unless|since) I "
        r"(?:complain|report|refus|tell|told|sa(?:y|id) no|speak|spoke|disagree)\w*",
        r"(?:since|after|because|when) I (?:have |had )?(?:complain|report|refus|said no|turned (?:him|her|them|it) down|"
        r"reject|blew the whistle|spoke (?:up|out))\w*",
        r"(?:if I|for) (?:tell|told|report|complain|refus|speak(?:ing)? (?:up|out))\w*(?: \w+){0,8} "
        r"(?:job|contract|promotion|review|fired|consequences|trouble|regret|punish\w*|against me)",
        r"(?:consequences|trouble|against me)(?: \w+){0,6} if I (?:tell|report|complain|refuse|speak|say no)",
        r"(?:told|tells|asked|asks|order\w*|warn\w*|forc\w*|pressur\w*) me (?:\w+ )?(?:not to tell|to keep (?:it |this |that )?"
        r"(?:quiet|secret)|to stay silent|to say nothing|to lie|to falsify|to backdate|to hide|to destroy)",
        r"(?:use|using|used|hold|held|holding) (?:\w+ ){1,5}against me",
    ),
    "discrimination": (
        r"discriminat\w*|racis[mt]\w*|racial\w*|sexis[mt]|homophob\w*|transphob\w*|islamophob\w*|anti-?semit\w*"
        r"|xenophob\w*|ageis[mt]|ableis[mt]|misogyn\w*|bigot\w*|hate speech|\bn-word\b|(?:racial |ethnic )?slurs?\b",
        rf"because (?:(?:I'?m|I am|I was|she'?s|she is|he'?s|he is|they'?re|they are|of (?:my|her|his|their)|of being) )"
        rf"(?:an? )?{_TRAIT}\b",
        rf"(?:jok|mock|laugh|mak(?:e|es|ing) fun|imitat|comment|remark|insult)\w*(?: \w+){{0,4}} (?:my|her|his|their) "
        rf"(?:{_TRAIT}|wheelchair|food|name|faith|gods?|country)",
        rf"(?:jokes?|remarks?|comments?) about (?:women|men|gays?|black|muslims?|jews?|foreigners|immigrants|disabled|"
        rf"{_TRAIT})",
        r"(?:women|girls|foreigners|immigrants|people like (?:me|you)) (?:can'?t|cannot|shouldn'?t|should not|don'?t belong|"
        r"do not belong|aren'?t able|are not able)",
    ),
}
_COMPILED = {
    kind: re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
    for kind, patterns in _PATTERNS.items()
}


def concern(words: str) -> str | None:
    """What a question may be about that leaves the pair, or None.

    One of "danger", "harassment", "retaliation", "discrimination", the gravest first.
    """
    flat = " ".join(words.split()).replace("’", "'")
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(flat)), None)
