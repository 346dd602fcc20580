"""Full stops that end no sentence: abbreviations, ordinals and months."""

TITLES = frozenset(
    """mr mrs ms mx dr prof hon rev st sr sra mme mlle hr fr frl ing dipl gen capt sgt lt col
    messrs vs cf ca approx incl excl resp bzw vgl evtl ggf sog bspw inkl exkl zzgl bzgl abzgl
    usf tel ext attn w/ p.ex e.g i.e z.b d.h u.a p.ej viz aka""".split()
)
"""Something follows these, so that they end no sentence at all."""

NUMBERED = frozenset(
    "no nos nr nrs vol vols p pp fig figs eq ch sec art para ref item vers ver bd abs ziff".split()
)
"""These end none when a number follows: "No. 4", but "She said no. We left."."""

CLOSING = frozenset(
    """etc usw al a.m p.m inc ltd co corp jr bros dept min max sec hrs hr mins jan feb mar apr jun
    jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun okt dez""".split()
)
"""These end one only before a new beginning: "at 9.30 a.m. we met", "at 9 p.m. We met"."""

MONTHS = frozenset(
    """january february march april may june july august september october november december
    januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin
    juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre jan feb mar mär apr jun jul aug sep sept okt oct
    nov dez dec""".split()
)
"""After "21." these go on with a date."""

BEFORE_ORDINALS = frozenset(
    "am der die das dem den des vom zum zur bis im beim seit ab ins unser unsere unsere".split()
)
"""German words after which "3." is "third"."""
