"""People's e-mail addresses are nobody's to copy: each becomes a mark before anything else is read."""

import re
from urllib.parse import unquote

MASK = "…@…"
"""What stands for an e-mail address."""

_AT = r"(?:\s{0,3}[(\[{<]\s?(?:at|@)\s?[)\]}>]\s{0,3}|\s{1,3}[_*-]at[_*-]\s{1,3})"
_DOT = r"\s{0,3}(?:[(\[{<]\s?dot\s?[)\]}>]|[_*-]dot[_*-])\s{0,3}"
_SIGN = re.compile(r"＠|﹫|&(?:#0{0,5}64|#x0{0,5}40|commat);", re.IGNORECASE)
_WORD_OF_LINK = re.compile(r"[^\s<>\"()]+")
_BREAKS = r"\s@<>()\[\]{},;:\"|/\\"
_PART = rf"[^{_BREAKS}]{{1,255}}"
# From where it begins: it may be of any length.
_LOCAL = rf"(?<![^{_BREAKS}])[^{_BREAKS}]++"
# A host has a dot and a letter, which `recall@5` has not.
_HOST = rf"(?=[^{_BREAKS}]{{0,64}}\.\w)(?=[^{_BREAKS}]{{0,64}}[^\W\d_]){_PART}"
# Not the full stop behind it.
_ADDRESS = re.compile(rf"(?:mailto:{_LOCAL}@{_PART}|{_LOCAL}@{_HOST})(?<=\w)", re.IGNORECASE)
_DOMAIN = (
    r"(?:edu|com|org|net|gov|mil|int|io|ai|dev|info|eu|uk|de|fr|ch|at|nl|be|es|it|se|no|dk|fi"
    r"|pl|ca|us|au|nz|jp|cn|in|br|il|kr|sg|hk)"
)
_NAMED_HOST = rf"(?:[\w-]{{1,64}}\.){{1,4}}(?i:{_DOMAIN})(?![\w-])"
# Several people at one host, somebody apart from it, or a host alone. Names in capitals beside it are left as they are.
_LOW = r"[a-z0-9][\w.+-]*+"
_APART = re.compile(
    rf"(?:mailto:)?(?:\{{[^{{}}\n]{{1,200}}\}}|\"[^\"\n]{{1,64}}\"|(?<![\w.+-])(?:{_LOW}[,/]){{0,20}}+[\w.+-]++)"
    rf"\s{{0,3}}@\s{{0,3}}{_NAMED_HOST}"
    rf"|(?:(?<![\w.+-]){_LOW}\s{{0,3}})?[(\[]@{_NAMED_HOST}[)\]]|(?<![\w.+-])@{_NAMED_HOST}"
)
# What stands at an address of the web, as against somebody.
_NO_NAME = (
    r"(?:available|found|posted|hosted|online|live|look|looking|see|is|are|be|it|them|here|up|more|page|pages|website"
    r"|site|slides|notes|recordings?|videos?|materials?|readings?|papers?|code|forms?|held|sign|register|submit|read)"
)
# Between plain words `at` is a word of English, unless a `dot` or the end of a domain follows it.
_SPELT = re.compile(
    rf"(?<![\w.+-])[\w.+-]++(?:{_AT}[\w-]{{1,64}}(?:(?:{_DOT}|\s+dot\s+|\.)[\w-]{{1,64}})+"
    rf"|\s{{1,3}}at\s{{1,3}}[\w-]{{1,64}}(?:(?:{_DOT}|\s{{1,3}}dot\s{{1,3}})[\w-]{{1,64}})+)"
    rf"|(?<![\w.+-])(?!{_NO_NAME}\s)[\w.+-]{{1,64}}\s{{1,3}}at\s{{1,3}}(?:[\w-]{{1,64}}\.){{1,4}}{_DOMAIN}(?![\w/-]|\.\w)",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Put a mark in place of each e-mail address in a text, also where it is spelt `ada at example dot edu`.

    What is no address stays: `recall@5`, `available at example.edu`.
    """
    text = _SIGN.sub("@", text)
    if "%40" in text:
        text = _WORD_OF_LINK.sub(lambda word: MASK if _leads_to_somebody(word[0]) else word[0], text)
    return _SPELT.sub(MASK, _ADDRESS.sub(MASK, _APART.sub(MASK, text)))


def _leads_to_somebody(link: str) -> bool:
    return "%40" in link and bool(_ADDRESS.search(unquote(link)))
