"""Decode text as browsers do, by the labels of the WHATWG Encoding Standard.

Labels and codecs come from `webencodings`. What its codecs lack of the standard is here.
"""

import codecs
import re
from pathlib import Path

import webencodings

# The codecs of Python that read more of an encoding, as the standard does.
WIDER = {"gbk": ["gb18030"], "iso-2022-jp": ["iso2022_jp_ext"]}
# Letters of the standard that a codec of Python reads as others.
CHINESE = str.maketrans(
    "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795"
    "\ue796\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
    "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18"
    "\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)
JAPANESE = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
OTHER_LETTERS = {
    "koi8-u": str.maketrans("╝╬", "ўЎ"),
    "gbk": CHINESE,
    "gb18030": CHINESE,
    "euc-jp": JAPANESE,
    "iso-2022-jp": JAPANESE,
    "big5": str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡"),
}
# Letters of the standard that no codec of Python reads as Big5: "c6de" is "〃".
BIG5 = {
    word[:4]: word[4:]
    for word in Path(__file__).with_name("big5.txt").read_text(encoding="utf-8").split()
}
# The codecs of Python that lack the rows of Windows, with the byte of their first row.
JIS = {"euc_jp": 0xA1, "iso2022_jp": 0x21, "iso2022_jp_ext": 0x21}
# What Python makes of single bytes in Shift_JIS that browsers refuse.
NO_LETTER = re.compile("[\uf8f0-\uf8f3]")
# The labels of the standard for text that browsers refuse to read.
REFUSED = ("replacement", "x-user-defined")


class UnknownEncoding(ValueError):
    """The label names no encoding that browsers read."""


def encoding_named(label: str) -> str:
    """The name of an encoding: "windows-1254" for "iso-8859-9". Raises `UnknownEncoding`."""
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name in REFUSED:
        raise UnknownEncoding(f"“{label}” is no encoding that browsers know.")
    return encoding.name


def decode(data: bytes, name: str) -> str:
    """`data` in the encoding with that name. Raises `UnicodeDecodeError`."""
    own = webencodings.lookup(name).codec_info.name
    failure: UnicodeDecodeError | None = None
    for codec in [own, *WIDER.get(name, [])]:
        try:
            text = data.decode(codec, "plenary-browser")
            if name == "shift_jis" and (match := NO_LETTER.search(text)):
                start = len(text[: match.start()].encode("cp932"))
                raise UnicodeDecodeError(name, data, start, start + 1, "no letter")
            return text.translate(OTHER_LETTERS.get(name, {}))
        except UnicodeDecodeError as error:
            failure = failure or error
    assert failure  # noqa: S101  for the reader of types
    raise failure


def _browser(error: UnicodeError) -> tuple[str, int]:
    """What the standard reads where a codec of Python fails: bytes of single-byte encodings that
    stand for themselves, the euro sign of Windows in Chinese text, and letters of two bytes."""
    if isinstance(error, UnicodeDecodeError):
        byte, pair = error.object[error.start], error.object[error.start : error.start + 2]
        if error.encoding == "gb18030" and byte == 0x80:
            return "€", error.start + 1
        if error.encoding == "charmap" and 0x80 <= byte <= 0x9F:
            return chr(byte), error.start + 1
        if error.encoding == "big5hkscs" and (letter := BIG5.get(pair.hex())):
            return letter, error.start + 2
        if error.encoding in JIS and (letter := _of_windows(pair, JIS[error.encoding])):
            return letter, error.start + 2
    raise error


def _of_windows(pair: bytes, first: int) -> str:
    """A letter in a row of JIS X 0208 that only Windows has: "①", "髙". Empty for no letter."""
    row, cell = (byte - first for byte in pair.ljust(2, b"\0"))
    if not (0 <= row < 94 and 0 <= cell < 94):
        return ""
    lead, place = row // 2 + 0x81, cell + 94 * (row % 2) + 0x40
    try:
        return bytes((lead + 0x40 * (lead > 0x9F), place + (place > 0x7E))).decode("cp932")
    except UnicodeDecodeError:
        return ""


codecs.register_error("plenary-browser", _browser)
