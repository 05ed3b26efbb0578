"""Decode text as browsers do, by the labels of the WHATWG Encoding Standard.

Labels and codecs come from `webencodings`. What its codecs lack of the standard is here.
"""

import codecs

import webencodings

# The codecs of Python that read more of an encoding, as the standard does.
WIDER = {
    "gbk": ["gb18030"],
    "big5": ["cp950"],
    "euc-jp": ["euc_jis_2004"],
    "iso-2022-jp": ["iso2022_jp_ext"],
}
# Letters of the standard that a codec of Python reads as others.
OTHER_LETTERS = {"koi8-u": str.maketrans("╝╬", "ўЎ")}
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
            return text.translate(OTHER_LETTERS.get(name, {}))
        except UnicodeDecodeError as error:
            failure = failure or error
    assert failure  # noqa: S101  for the reader of types
    raise failure


def _browser(error: UnicodeError) -> tuple[str, int]:
    """The bytes of single-byte encodings that the standard maps to themselves, and the euro sign
    of Windows in Chinese text."""
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        if error.encoding == "gb18030" and byte == 0x80:
            return "€", error.start + 1
        if error.encoding == "charmap" and 0x80 <= byte <= 0x9F:
            return chr(byte), error.start + 1
    raise error


codecs.register_error("plenary-browser", _browser)
