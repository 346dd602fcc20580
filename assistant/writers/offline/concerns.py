"""Recognising what leaves the pair: harassment, retaliation, discrimination and danger.

By word patterns, in the ways people say it. A word too many is recognised rather than one too
few: an unneeded pointer to the contact costs little, a coached-through threat costs much.
"""

import re

_WHO = r"(?:me|my|her|his|him|them|their|us)"
_BODY = (
    r"(?:body|looks?|appearance|legs?|figure|breasts?|chest|bum|skirt|dress|clothes|hair"
    r"|lips|weight)"
)
_TRAIT = (
    r"(?:black|white|brown|asian|african|arab|muslim|jewish|christian|hindu|sikh|gay|lesbian"
    r"|bi(?:sexual)?|trans(?:gender)?|queer|disabled|autistic|deaf|blind|pregnant"
    r"|(?:a )?(?:woman|man|girl|mother|father|foreigner|immigrant|migrant)|female|male|foreign"
    r"|race|gender|sex|religion|faith|skin(?: colou?r)?|accent|age|disability|pregnancy"
    r"|nationality|ethnicity|origin|sexuality|colou?r|hijab|headscarf|too (?:old|young))"
)
_MISUSE = (
    r"(?:inappropriate|unwanted|unwelcome|suggestive|lewd|creepy|explicit|intimate|flirty|dirty"
    r"|sexual|sexist|racist|obscene|offensive|disgusting|abusive|hateful|improper|insulting)"
)
_THING = (
    r"(?:messages?|texts?|comments?|remarks?|jokes?|photos?|pictures?|images?|videos?|touch\w*"
    r"|contact|advances?|attention|behaviou?r|conduct|e-?mails?|dms?|invitations?|gestures?"
    r"|questions?|calls?|gifts?|names?|language)"
)
_SOMEONE = r"(?:he|she|they|leader|mentor|mentee|boss|director|manager|partner)"
_HURT = r"(?:ruin|end|hurt|damage|destroy|finish|harm|wreck|sink|kill)(?:s|ed|ing)?"
_INSULT = (
    r"(?:names|stupid|useless|worthless|fat|ugly|sweetheart|babe|baby|honey|darling|crazy"
    r"|(?:an? )?(?:idiot|liar|loser|fool|bitch|slut|whore|moron|cow|pig|disgrace|failure"
    r"|troublemaker))"
)
_LESS = r"(?:bad|worse|poor|low|lower|negative)"
_RATING = r"(?:review|reference|rating|appraisal|score|evaluation)\w*"
_SPOKE = (
    r"(?:complain|report|refus|reject|blew the whistle|said no|spoke (?:up|out)"
    r"|turned (?:him|her|them|it) down)\w*"
)

_PATTERNS: dict[str, tuple[str, ...]] = {
    "danger": (
        r"suicid\w*|self[- ]?harm\w*",
        r"(?:kill|harm|cut|hurt)(?:ing|s|ed)? (?:myself|himself|herself|themselves)",
        r"(?:end|take) (?:my|his|her|their) (?:own )?life|want(?:s|ed)? to die|no reason to live",
        r"(?:don'?t|do not|doesn'?t) want to (?:live|be here any ?more)",
        r"kill(?:s|ed|ing)? (?:me|him|her|you|us)\b|violen(?:t|ce|tly)|weapons?\b|gun\b|knife\b",
        r"assault\w*|rap(?:e|ed|ing|ist)\b",
        r"(?:beat(?:s|en|ing)?|attack(?:s|ed|ing)?) (?:me|her|him)\b",
        rf"{_SOMEONE} (?:hits?|slap(?:s|ped)|punche[sd]|kick(?:s|ed)|choke[sd]|shove[sd]) "
        r"(?:me|her|him)\b(?! (?:up|with|that))",
        r"(?:pushed|shoved) (?:me|her|him) (?:against|over|down|away|into (?:a|the) (?:wall|door))",
        r"(?:I(?:'m| am| feel)|(?:he|she|someone|somebody|we|they)(?:'s|'re| is| are)|life(?: is)?"
        r"|put(?:s|ting)? (?:me|her|him)) in danger",
        r"physically (?:hurt|threat\w*)|(?:domestic|child) (?:abuse|violence)",
        r"fear for my (?:life|safety)",
        r"unsafe|not (?:feel(?:ing)? )?safe\b|\w*n'?t (?:feel )?safe\b",
    ),
    "harassment": (
        r"harass\w*|molest\w*|grop(?:e|ed|es|ing)|fondl\w*|stalk(?:s|ed|er|ing)|sexual\w*",
        r"(?<!story )(?<!words )(?<!speech )(?<!that )(?<!this )(?<!which )(?<!\bit )(?<!example )"
        rf"(?:touch|strok|rubb?|squeez|kiss|hugg?|pinch|caress|grabb?)(?:es|e|s|ed|ing)? {_WHO}\b",
        rf"tr(?:y|ies|ied|ying) to (?:touch|kiss|hug|grab) {_WHO}\b",
        r"hands? (?:is |was |were |are )?(?:on|up|under|around|against) (?:me|my|her|his)\b",
        r"arm a?round (?:me|my|her|him)|(?:brush|press|rub)(?:es|ed|ing)? (?:up )?against me",
        rf"too close to me|{_MISUSE} (?:\w+ )?{_THING}\b",
        r"(?:was|is|being|been|acts?|acted|behav\w+|got|gets) (?:\w+ )?inappropriate\w*",
        r"flirt\w*|hit(?:s|ting)? on me|c[ao]m(?:e|es|ing) on to me|ma(?:de|kes?|king) a pass",
        r"sleep with|wants? to date|nudes?\b|naked|undress\w*",
        r"ask(?:s|ed|ing)? me (?:out\b|on a date|for a date)",
        rf"(?:comment|remark|joke|compliment)\w*(?: \w+)? (?:on|about) my {_BODY}\b",
        rf"(?:star|leer|look|gawp|ogl)(?:es?|s|ed|ing)? at my {_BODY}\b|leer(?:s|ed|ing)? at me",
        r"(?:come|came|go|alone|meet|stay|invit\w+ me|drinks?) (?:\w+ ){0,3}(?:to|in|at|back to) "
        r"(?:his|her|their) (?:hotel|room|home|house|flat|apartment|place)\b",
        r"(?:text|call|messag|writ)\w* me (?:\w+ ){0,3}"
        r"(?:at night|late|at midnight|after midnight|every night)",
        r"follow(?:s|ed|ing) me (?:home|to|around)|late[- ]night (?:texts?|messages?|calls?)",
        r"bull(?:y|ied|ies|ying)|humiliat\w*|degrad(?:es?|ed|ing) me|mobbing|belittl\w*",
        r"(?:tr(?:y|ies|ied|ying) to )intimidate|intimidat(?:es|ed|ing) me",
        r"abus(?:e|ed|es|ive|ing|er)\b",
        r"(?:scream|shout|yell|sw[eo]a?r|curs)\w* at (?:me|her|him)\b",
        r"(?:insult|mock)(?:s|ed|ing)? (?:me|my|her|him)\b",
        rf"call(?:s|ed|ing)? me {_INSULT}\b",
        r"(?:scared|afraid|frightened|terrified) of "
        r"(?:him|her|them|being alone|my (?:mentee|mentor|leader|boss))\b",
        r"block(?:s|ed|ing)? (?:the|my) (?:door|way)",
        r"(?:won'?t|will not|would ?n[o']t|did ?n[o']t) let me "
        r"(?:leave|go)\b(?! (?:first|on|through|over|ahead|into|back))",
        r"(?:won'?t|will not|doesn'?t|does not|refuses to|did ?n[o']t) stop "
        r"(?:call|text|messag|contact|writ|follow)ing",
        r"creep(?:s|ed|y|ing)? me out|makes? my skin crawl",
    ),
    "retaliation": (
        r"retaliat\w*|reveng\w*|reprisal\w*|punish\w*|blackmail\w*|extort\w*|blacklist\w*",
        r"(?<!feel )(?<!feels )(?<!felt )(?<!feeling )threaten(?:s|ed|ing)?\b",
        rf"feel\w* threatened by (?:{_WHO}|my)\b",
        r"(?:made|makes|making|received|got|sent|veiled|open|direct) (?:\w+ )?threats?\b",
        r"threats? (?:against|from (?:him|her|my)|to (?:me|my))\b",
        r"(?:los[et]|losing|loses?|cost(?:s|ing)? me|risk(?:s|ing)?|keep|end(?:s|ed)?"
        r"|worr\w+ about) "
        r"(?:my|our|her|his) (?:job|position|role|contract|promotion|bonus|visa|place|career)\b",
        r"(?:fir|sack)(?:e|ed|es|ing) me\b|dismiss(?:es|ed)? me\b|have me (?:fired|removed|moved)",
        r"(?:be|get|got|getting|being|been|gets? me|got me|getting me) "
        r"(?:fired|sacked|dismissed|laid off|let go)\b",
        rf"{_HURT} (?:my|her|his) (?:career|reputation|chances|future|job)\b",
        r"(?:my )?career (?:is|would be|will be) over|demot(?:e|ed|es|ing|ion)",
        r"get(?:ting|s)? back at me|(?:make|made) me pay|ma(?:ke|de) (?:my|her|his) life "
        r"(?:hell|hard|difficult|miserable)",
        r"(?:I'?ll|I will|I'?d|I would|you'?ll|you will) regret",
        rf"{_LESS} {_RATING} (?:\w+ ){{0,6}}(?:if|because|after|unless|since|when) ",
        r"(?:took|taken|take|removed|dropped|moved|kicked|thr[eo]wn?|cut|froze|frozen|shut|left)"
        r"(?: me)? (?:off|out|from|to)(?: \w+){0,6} (?:after|because|since|for) "
        r"(?:I|speaking|saying|reporting|telling)\b",
        r"(?:never|not|\w*n't) (?:get|be) promoted|make sure I (?:never|don'?t|do not|lose|am)\b",
        r"if I (?:refuse|say no|report|complain|tell|speak up)(?: \w+){0,3} (?:he|she|they|my \w+)"
        r"(?:'ll| will| would| might| could) "
        r"(?:tell|cut|take|give|fire|remove|move|block|make|end|report)",
        r"(?:contract|job|promotion|review|rating|bonus|shifts?|hours)\b(?: \w+){0,8} "
        r"(?:if|because|after|unless|since) I "
        r"(?:complain|report|refus|tell|told|sa(?:y|id) no|speak|spoke|disagree)\w*",
        rf"(?:since|after|because) I (?:have |had )?{_SPOKE}",
        r"(?:consequences|trouble|against me)(?: \w+){0,6} "
        r"if I (?:tell|report|complain|refuse|speak|say no)",
        r"(?:told|tells|asked|asks|order\w*|warn\w*|forc\w*|pressur\w*) me (?:\w+ )?"
        r"(?:not to tell|to keep (?:it |this |that )?(?:quiet|secret)|to stay silent"
        r"|to say nothing|to lie|to falsify|to backdate|to hide|to destroy)",
        r"(?:use|using|used|hold|held|holding) (?:\w+ ){1,5}against me\b",
    ),
    "discrimination": (
        r"discriminat\w*|racis[mt]\w*|racial\w*|sexis[mt]|homophob\w*|transphob\w*|islamophob\w*",
        r"anti-?semit\w*|xenophob\w*|ageis[mt]|ableis[mt]|misogyn\w*|bigot\w*|hate speech|n-word\b",
        r"(?:racial |ethnic )?slurs?\b",
        r"because (?:I'?m|I am|I was|she'?s|she is|he'?s|he is|they'?re|they are|of (?:my|her|his"
        rf"|their)|of being) (?:an? )?{_TRAIT}\b",
        r"(?:jok|mock|laugh|mak(?:e|es|ing) fun|imitat|comment|remark|insult)\w*(?: \w+){0,4} "
        rf"(?:my|her|his|their) (?:{_TRAIT}|wheelchair|food|name|faith|gods?|country)\b",
        r"(?:jokes?|remarks?|comments?) about (?:women|men|gays?|black|muslims?|jews?|foreigners"
        rf"|immigrants|disabled|{_TRAIT})\b",
        r"(?:women|girls|foreigners|immigrants|people like (?:me|you)) (?:can'?t|cannot|shouldn'?t"
        r"|should not|don'?t belong|do not belong|aren'?t able|are not able)",
    ),
}
_COMPILED = {
    kind: re.compile(r"(?i)(?<!\w)(?:" + "|".join(f"(?:{p})" for p in patterns) + ")")
    for kind, patterns in _PATTERNS.items()
}


def concern(words: str) -> str | None:
    """What a question may be about that leaves the pair, or None.

    One of "danger", "harassment", "retaliation", "discrimination", the gravest first.
    """
    flat = " ".join(words.split()).replace("’", "'")
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(flat)), None)
