"""Telling a check for robots from a page."""

import re

_SIGNS = re.compile(
    r"challenge-platform|cf-browser-verification|just a moment\.\.\.|checking your browser|_incapsula_resource"
    r"|g-recaptcha|h-captcha|captcha-delivery|enable javascript and cookies|ddos protection"
    r"|document\.cookie\s*=.{0,600}(?:location|reload)"
    r"|đang kiểm tra trình duyệt|xác minh bạn (?:là|không phải)|tôi không phải (?:là )?(?:người máy|robot)",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def is_bot_check(page: str) -> bool:
    """Whether a page asks for proof of a human reader, and holds hardly any words beside that."""
    if len(page) > 200_000 or not _SIGNS.search(page):
        return False
    return len(_MARKUP.sub(" ", page).split()) < 150
