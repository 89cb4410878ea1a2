"""Pages that stand before an article and are none: paywall stubs, consent walls, and checks for robots.

Their words ("17 vendors", "$1 for 6 months") would be taken for claims of the story. What counts is what is left of a
text when the words of the barrier are taken away: an article that ends with "Subscribe to our newsletter" is one.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Barrier:
    """What stands before the article, and what to do about it."""

    rule: str
    next_step: str


PAYWALL = Barrier(
    "it is the stub of an article behind a paywall", "Read it with the outlet's subscription and save its text as .txt"
)
CONSENT = Barrier(
    "it is a page that asks for consent to cookies, not an article", "Consent in a browser and save the page as .html"
)
ROBOTS = Barrier(
    "it is a page that keeps robots out, not an article", "Open it in a browser and save the page as .html"
)

# That the rest is to be had only by who pays or signs in. "Subscribe" alone says no such thing: newsletters do.
_CUT_OFF = re.compile(
    r"\b(?:subscribe|sign (?:up|in)|log ?in|register|join)(?: (?:now|today|here|for free|or \w+(?: \w+)?))? (?:to|and) "
    r"(?:continue|keep|carry on|finish|read (?:on|more of|the (?:full|rest|whole)|this)"
    r"|(?:unlock|access|view|get) (?:this|the (?:full|rest)|full|unlimited|all|premium))"
    r"|\bto (?:continue|keep|finish) reading(?:,| this| the| please| you| for)"
    r"|\bcontinue reading (?:this (?:article|story) )?(?:with|by|for) (?:a|an|your|just|only|free)\b"
    r"|\bto (?:read|access|view|unlock|enjoy) (?:the (?:full|rest|whole|complete)|this|full|unlimited|all of this|our) "
    r"(?:article|story|content|text|piece|post|premium|of (?:this|the) (?:article|story))"
    r"|\b(?:this|the (?:full|rest of (?:this|the))) (?:article|story|content|report|post)? ?(?:is|are|was) "
    r"(?:(?:exclusively|only|just|reserved|available) ){0,3}(?:for|to|available to) (?:our |paying |paid |registered |digital |premium )*"
    r"(?:subscribers?|members|premium)"
    r"|\byou(?:’|')?(?:ve| have) (?:reached|used|read|hit|exceeded) (?:all )?(?:of )?(?:your|the|\w+ of your) "
    r"(?:\w+ )?(?:free |monthly |complimentary |article |story )+"
    r"|\bno (?:free )?articles? (?:left|remaining)\b|\bunlock this (?:article|story)\b|\bstart your (?:free )?trial\b"
    r"|\bsubscribe (?:now |today )?(?:for|from) (?:only |just |as little as )?[$£€]\d[\d.]*(?: (?:a|per|for)|/)",
    re.IGNORECASE,
)
# Labels that in the margin belong to other stories, but in the text of a stub to this one.
_LABELS = re.compile(
    r"\b(?:exclusive (?:to|for)|for|available to) (?:our )?(?:paying |premium |digital )?subscribers only\b"
    r"|\bsubscriber[- ](?:only|exclusive)\b|\balready (?:a |an )?(?:paying |digital |premium )?(?:subscriber|member)\?",
    re.IGNORECASE,
)
_CONSENTS = re.compile(
    r"\bbefore you (?:continue|proceed) to\b|\b(?:accept|reject|allow|decline|manage) (?:all|cookies|and (?:continue|close)|my choices)\b"
    r"|\bwe(?: and our (?:\d+ )?(?:\w+ )?partners)? (?:use|store|place) (?:\w+ ){0,3}cookies"
    r"|\bstore and/or access information on a device|\b(?:your|manage|cookie|privacy|consent) (?:privacy |cookie |consent )?"
    r"(?:choices|preferences|settings|options)\b|\bwe value your privacy\b|\blegitimate interests?\b|\bcookie policy\b"
    r"|\bwithdraw (?:your )?consent\b|\b(?:our|\d+) (?:\w+ )?(?:partners|vendors)\b.{0,80}\b(?:data|cookies|consent)\b",
    re.IGNORECASE,
)
_CHECKS = re.compile(
    r"\b(?:verify|confirm|prove|checking (?:if|that)|make sure) (?:that )?you(?:’|')?(?: are|re) (?:a |not a )?(?:human|robot|bot|person)"
    r"|\benable (?:javascript|js)(?: and cookies)? (?:to (?:continue|view|proceed)|in your browser)|\bchecking your browser before\b"
    r"|\b(?:complete|solve) (?:the|this) (?:captcha|security check|challenge)|\bunusual (?:traffic|activity) from your\b"
    r"|\byou (?:don(?:’|')t|do not) have permission to access\b|\bare you a robot\b|\bray id\b|\bpress (?:&|and) hold\b"
    r"|\bjavascript is (?:disabled|not available|required)",
    re.IGNORECASE,
)
# One of these stands in whatever the patterns find; looking for them is much quicker.
_STEMS = (
    "subscri", "sign ", "log in", "login", "register", "join", "reading", "to read", "to access", "to view", "to unlock",
    "to enjoy", "members", "premium", "free article", "articles left", "articles remaining", "unlock", "trial", "you've",
    "you’ve", "you have", "already a", "cookie", "consent", "before you", "accept all", "reject all", "allow all", "choices", "decline",
    "preferences", "privacy", "legitimate interest", "on a device", "partners", "vendors", "manage", "human", "robot",
    "javascript", "your browser", "captcha", "security check", "unusual", "permission to access", "ray id", "and hold",
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_LEAST_ARTICLE_WORDS = 40  # less than this beside a barrier is no article, whatever the barrier
_STUB_WORDS = 180  # what outlets show of an article before the paywall: one to three paragraphs
_MOST_WORDS = 1_500  # a longer text is no barrier, whatever it says in its margin


def barrier_of(text: str, around: str = "", *, is_free: bool | None = None) -> Barrier | None:
    """Return what stands before the article, or None when the text is one.

    `around` are the other words of the page that the text was taken from; `is_free` is what the page declares.
    """
    if len(text) > 12 * _MOST_WORDS:
        return None
    lowered = text.lower()
    told = any(stem in lowered for stem in _STEMS)
    for barrier, cue in ((ROBOTS, _CHECKS), (CONSENT, _CONSENTS)) if told else ():
        if cue.search(text) and _words_beside(text, cue) < _LEAST_ARTICLE_WORDS:
            return barrier
    cut = is_free is False or (told and (_CUT_OFF.search(text) or _LABELS.search(text))) or _CUT_OFF.search(around)
    return PAYWALL if cut and _words_beside(text, _CUT_OFF) < _STUB_WORDS else None


def barrier_instead(around: str) -> Barrier | None:
    """Return what a page without any article is, by its words; None when they do not tell."""
    for barrier, cue in ((ROBOTS, _CHECKS), (CONSENT, _CONSENTS), (PAYWALL, _CUT_OFF)):
        if cue.search(around):
            return barrier
    return None


def _words_beside(text: str, cue: re.Pattern[str]) -> int:
    """Count the words of the sentences that do not speak of the barrier."""
    return sum(len(_WORD.findall(part)) for part in _SENTENCE_END.split(text) if not cue.search(part))
