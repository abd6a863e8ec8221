"""Which characters a case's text may hold: everything that a reader sees, and nothing hidden.

Text is kept exactly as given or refused by name; nothing is dropped or replaced here.
"""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BREAKS = frozenset("\n\t")
_LAST_OF_PLANE = 0xFFFE
_IDEOGRAPHS = range(0x20000, 0x40000)
_WORDS = {
    "Cc": "控制字符",
    "Cf": "不可见的格式字符",
    "Cs": "不完整的代理字符",
    "Co": "自造字",
    "Cn": "未定义的字符",
    "Zl": "行分隔符",
    "Zp": "段分隔符",
}


def hidden_characters(text: str, *, breaks: bool) -> tuple[str, ...]:
    r"""The characters of a text that may not stand in a document, each once, in order.

    Args:
        text: any text.
        breaks: whether a line break and a tab are allowed, as in a clause of several lines.

    >>> hidden_characters("𠮷", breaks=False), hidden_characters("a\u202eb", breaks=True)
    ((), ('\u202e',))
    """
    if text.isprintable():
        return ()
    return tuple(
        dict.fromkeys(
            sign
            for sign in text
            if not sign.isprintable() and _is_hidden(sign) and not (breaks and sign in _BREAKS)
        )
    )


def _is_hidden(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category == "Cn" and ord(sign) in _IDEOGRAPHS:
        # Planes 2 and 3 are for ideographs; this Python may be older than the newest of them.
        return ord(sign) & _LAST_OF_PLANE == _LAST_OF_PLANE
    return category in _HIDDEN


def character_name(sign: str) -> str:
    r"""What a hidden character is, for a reader who cannot see it.

    >>> character_name("\u202e")
    'U+202E（不可见的格式字符）'
    """
    return f"U+{ord(sign):04X}（{_WORDS.get(unicodedata.category(sign), '字符')}）"
