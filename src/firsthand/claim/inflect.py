"""Write out what a language file abbreviates: a verb in all its forms, a set of words by its name.

In: a pattern with `collect~` or `{person}`, and the sets of the file.  Out: the pattern with everything
written out. The forms follow the rules of English spelling; verbs that follow none stand in a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_VERB = re.compile(r"([a-z]+)~")
_SET = re.compile(r"\{([a-z_]+)\}")
_VOWELS = "aeiou"
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")  # swab, scan, strip: one syllable
_EITHER = re.compile(r".*[aeiou]l")  # enrol, travel: with one l or two
_IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "been", "being", "be"),
    "begin": ("begins", "began", "begun", "beginning"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "bringing"),
    "build": ("builds", "built", "building"),
    "buy": ("buys", "bought", "buying"),
    "come": ("comes", "came", "coming"),
    "cut": ("cuts", "cutting"),
    "do": ("does", "did", "done", "doing"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "feed": ("feeds", "fed", "feeding"),
    "find": ("finds", "found", "finding"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "have": ("has", "had", "having"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "leave": ("leaves", "left", "leaving"),
    "lend": ("lends", "lent", "lending"),
    "let": ("lets", "letting"),
    "lose": ("loses", "lost", "losing"),
    "make": ("makes", "made", "making"),
    "pay": ("pays", "paid", "paying"),
    "put": ("puts", "putting"),
    "read": ("reads", "reading"),
    "run": ("runs", "ran", "running"),
    "say": ("says", "said", "saying"),
    "see": ("sees", "saw", "seen", "seeing"),
    "sell": ("sells", "sold", "selling"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "setting"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spit": ("spits", "spat", "spitting"),
    "stick": ("sticks", "stuck", "sticking"),
    "submit": ("submits", "submitted", "submitting"),
    "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "telling"),
    "transfer": ("transfers", "transferred", "transferring"),
    "withhold": ("withholds", "withheld", "withholding"),
    "write": ("writes", "wrote", "written", "writing"),
}


def written_out(pattern: str, sets: Mapping[str, str]) -> str:
    """*pattern* with its sets and its verbs written out; what is no set stays as it is.

    >>> written_out("{force} to scan~", {"force": "(?:oblige~|tell~)"})
    '(?:oblig(?:e|es|ed|ing)|(?:tell|tells|told|telling)) to scan(?:s|ned|ning)?'
    """
    if "{" in pattern and sets:
        pattern = _SET.sub(lambda hit: sets.get(hit.group(1), hit.group()), pattern)
    return _VERB.sub(lambda hit: forms(hit.group(1)), pattern) if "~" in pattern else pattern


def forms(verb: str) -> str:
    """A pattern for all forms of an English verb.

    >>> forms("carry"), forms("enrol"), forms("press")
    ('carr(?:y|ies|ied|ying)', 'enroll?(?:s|ed|ing)?', 'press(?:es|ed|ing)?')
    """
    if verb in _IRREGULAR:
        return f"(?:{'|'.join(dict.fromkeys((verb, *_IRREGULAR[verb])))})"
    if verb.endswith("e"):
        return f"{verb[:-1]}(?:e|es|ed|ing)"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}(?:y|ies|ied|ying)"
    if _DOUBLED.fullmatch(verb):
        return f"{verb}(?:s|{verb[-1]}ed|{verb[-1]}ing)?"
    if _EITHER.fullmatch(verb):
        return f"{verb}l?(?:s|ed|ing)?"
    third = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return f"{verb}(?:{third}|ed|ing)?"
