"""Text is decoded as browsers decode it."""

import pytest

from cms.text.encodings import UnknownEncoding, decode, encoding_named


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("iso-8859-9", b"\x93\xddzmir\x94", "“İzmir”"),
        ("latin1", b"\x96 caf\xe9 \x81", "– café \x81"),
        ("us-ascii", b"\x85", "…"),
        ("gb2312", b"\x80 \xc4\xe3\xba\xc3 \x95\xb4", "€ 你好 暣"),
        ("x-sjis", b"\x87\x40\x93\xfa\x96\x7b", "①日本"),
        ("euc-jp", b"\xad\xa1", "①"),
        ("ks_c_5601-1987", b"\x8c\x63", "똠"),
        ("tis-620", b"\xa1\xa4 \x85", "กค …"),
        ("windows-874", b"\xa1", "ก"),
        ("koi8-ru", b"\xae\xbe\xc1", "ўЎа"),
        ("csISO2022JP", b"\x1b$BF|K\\\x1b(B", "日本"),
        # Rows that only Windows has, beside letters that all have: they name people.
        ("euc-jp", b"\xfc\xe2\xb6\xb6 1\xa1\xc12 \xf9\xd4", "髙橋 1～2 﨎"),
        ("iso-2022-jp", b"\x1b$B-!|bF|\x1b(B", "①髙日"),
        ("big5", b"\xac\xf9\xbf\xab\xa1E\xa5v \xa3\xe1 \xc6\xde \x87\xc2", "約翰‧史 € 〃 鿇"),
        ("gbk", b"\xa8\xbc \xfe\x59", "ḿ 龴"),
    ],
)
def test_a_label_means_what_it_means_in_browsers(label, data, text):
    assert decode(data, encoding_named(label)) == text


@pytest.mark.parametrize("label", ["utf-7", "hz-gb-2312", "klingon", ""])
def test_what_browsers_do_not_read_is_refused(label):
    with pytest.raises(UnknownEncoding):
        encoding_named(label)


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("windows-1255", b"\xd9"),  # no letter of Hebrew has it
        ("x-sjis", b"\x93\xfa\xa0"),
        ("euc-jp", b"\xa2\xaf"),
        ("iso-2022-jp", b"\x1b$B\x22\x2f\x1b(B"),
    ],
)
def test_a_byte_without_a_letter_is_refused(label, data):
    with pytest.raises(UnicodeDecodeError):
        decode(data, encoding_named(label))
