"""How people write councils' names: other names and codes, short forms, words for the kind.

A written name is taken apart into its core (“st helens” of “St. Helens MBC”) and the kind of
council it claims to be (“MBC”), since people differ about the second and the register may too.
"""

from __future__ import annotations

import re
import unicodedata

WORDS = {
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "derbys": "derbyshire",
    "glos": "gloucestershire",
    "gloucs": "gloucestershire",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "hunts": "huntingdonshire",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "northants": "northamptonshire",
    "northumb": "northumberland",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "som": "somerset",
    "staffs": "staffordshire",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
    "saint": "st",
}
"""Shorter ways to write a word of a name."""

DIRECTIONS = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "ne": "north east",
    "nw": "north west",
    "se": "south east",
    "sw": "south west",
}
"""Shorter ways to write a direction; not at the end, where “ne” may grow to “newcastle”."""

LINKS = frozenset({"and", "of", "the", "upon", "on", "in", "with", "under"})
"""Words that people leave out or swap."""

KINDS = {
    "county": "county",
    "cc": "county or city",
    "city": "city",
    "borough": "borough",
    "bc": "borough",
    "metropolitan": "metropolitan",
    "met": "metropolitan",
    "mbc": "metropolitan",
    "mdc": "metropolitan",
    "district": "district",
    "dc": "district",
    "london": "london",
    "lb": "london",
    "lbc": "london",
    "unitary": "unitary",
    "ua": "unitary",
    "royal": "borough",
    "rb": "borough",
    "council": "",
    "corporation": "",
    "authority": "",
}
"""Words that say what kind of council it is; the core of a name is without them."""


# By the short name in the register.
ALIASES: dict[str, tuple[str, ...]] = {
    # Renamed, or given the style of a city, without becoming another council.
    "Folkestone and Hythe": ("Shepway", "Folkestone", "FHDC"),
    "Colchester": ("Colchester City Council",),
    "Southend-on-Sea": ("Southend", "Southend-on-Sea City Council"),
    "Milton Keynes": ("MK", "Milton Keynes City Council"),
    "Doncaster": ("Doncaster Metropolitan Borough Council", "DMBC"),
    "Greenwich": ("RBG",),
    # County councils until 2009; the name stayed.
    "Cornwall": ("Cornwall County Council",),
    "Shropshire": ("Shropshire County Council", "Salop"),
    "Wiltshire": ("Wiltshire County Council",),
    # Abbreviations and short forms.
    "Barking and Dagenham": ("LBBD", "Barking"),
    "Barrow-in-Furness": ("Barrow",),
    "Basingstoke and Deane": ("Basingstoke", "BDBC"),
    "Bath and North East Somerset": ("BANES", "B&NES", "BathNES", "Bath"),
    "Blackburn with Darwen": ("BwD", "Blackburn"),
    "Bournemouth, Christchurch and Poole": ("BCP",),
    "Bracknell Forest": ("Bracknell",),
    "Brighton and Hove": ("BHCC", "Brighton"),
    "Central Bedfordshire": ("CBC",),
    "Cheshire East": ("East Cheshire", "CEC"),
    "Cheshire West and Chester": ("CWAC", "CWaC", "CW&C", "Cheshire West", "West Cheshire"),
    "City of London": ("CoL", "City of London Corporation", "Corporation of London"),
    "County Durham": ("DCC",),
    "East Riding of Yorkshire": ("ERYC", "East Riding", "East Yorkshire"),
    "Epsom and Ewell": ("Epsom",),
    "Hammersmith and Fulham": ("LBHF", "H&F", "Hammersmith"),
    "Herefordshire": ("Hereford",),
    "Hinckley and Bosworth": ("HBBC", "Hinckley"),
    "Isle of Wight": ("IoW", "IWC"),
    "Isles of Scilly": ("IoS", "Scilly", "Scilly Isles"),
    "Kensington and Chelsea": ("RBKC", "K&C", "Kensington"),
    "Kings Lynn and West Norfolk": ("BCKLWN", "KLWN", "KL&WN", "Kings Lynn", "West Norfolk"),
    "Kingston upon Hull": ("Hull",),
    "Kingston upon Thames": ("RBK", "Kingston"),
    "Newark and Sherwood": ("NSDC", "Newark"),
    "Newcastle upon Tyne": ("Newcastle",),
    "Newcastle-under-Lyme": ("NULBC", "Newcastle"),
    "North East Lincolnshire": ("NEL", "NELC"),
    "North Lincolnshire": ("NLC",),
    "North Northamptonshire": ("NNC",),
    "Nuneaton and Bedworth": ("NBBC", "Nuneaton"),
    "Oadby and Wigston": ("Oadby",),
    "Redcar and Cleveland": ("RCBC", "Redcar"),
    "Reigate and Banstead": ("RBBC", "Reigate"),
    "Richmond upon Thames": ("LBRUT", "Richmond"),
    "Somerset West and Taunton": ("SWT",),
    "St Albans": ("SADC", "St Albans District Council", "St Albans City Council"),
    "Stockton-on-Tees": ("Stockton",),
    "Stoke-on-Trent": ("Stoke",),
    "Stratford-on-Avon": ("Stratford-upon-Avon", "Stratford"),
    "Taunton Deane": ("Taunton",),
    "Telford and Wrekin": ("Telford", "T&W"),
    "Tonbridge and Malling": ("TMBC", "Tonbridge"),
    "Tower Hamlets": ("LBTH",),
    "Vale of White Horse": ("VOWH", "White Horse"),
    "Waltham Forest": ("LBWF",),
    "Welwyn Hatfield": ("Welwyn",),
    "West Northamptonshire": ("WNC",),
    "Westmorland and Furness": ("W&F",),
    "Weymouth and Portland": ("Weymouth", "WPBC"),
    "Windsor and Maidenhead": ("RBWM", "Windsor", "Maidenhead"),
}

# Areas that no single council serves: what a written name may mean instead.
AREAS: dict[str, tuple[str, ...]] = {
    "Bedfordshire": ("Bedford", "Central Bedfordshire"),
    "Berkshire": (
        "Bracknell Forest",
        "Reading",
        "Slough",
        "West Berkshire",
        "Windsor and Maidenhead",
        "Wokingham",
    ),
    "Cheshire": ("Cheshire East", "Cheshire West and Chester"),
}

# Codes of the Office for National Statistics that boundary changes replaced in 2012 and 2013.
FORMER_CODES: dict[str, str] = {
    "E06000048": "E06000057",  # Northumberland
    "E07000097": "E07000242",  # East Hertfordshire
    "E07000100": "E07000240",  # St Albans
    "E07000101": "E07000243",  # Stevenage
    "E07000104": "E07000241",  # Welwyn Hatfield
    "E08000020": "E08000037",  # Gateshead
}


def plain(text: str) -> str:
    """The text in small letters without marks, short forms written out: “n. lincs” as in full."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’`]", "", letters)).split()
    written = [DIRECTIONS.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(WORDS.get(word, word) for word in written)


def core(text: str) -> str:
    """What is left of a `plain` text without words for the kind of council and small words.

    A text of nothing else stays as it is; so do “London” and “City”, of which one is a name.
    """
    words = [word for word in text.split() if word not in LINKS]
    if set(words) >= {"city", "london"}:
        return "city london"
    return " ".join(word for word in words if word not in KINDS) or text


def kinds(text: str) -> frozenset[str]:
    """The kinds of council that the words of a `plain` text claim."""
    return frozenset(KINDS[word] for word in text.split() if KINDS.get(word))
