"""Signs, in a file name or title, that a document may not belong into the evidence.

Nothing here reads the document. Law 25/2018/QH14 (Luật Tố cáo), article 8(3), forbids disclosing who
denounced; scans of identity papers do not prove a criterion. It is a warning, never a refusal: a report
*about* such work is proper evidence.
"""

import re

from friendly_desktop.domain.text import fold, nfc, same_tone_places
from friendly_desktop.i18n import _

# The number of an identity card: place of birth 001 to 096, century and sex, year, six digits.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}(?!\d)")
_IDENTITY_WORDS = ("cccd", "cmnd", "căn cước", "chứng minh nhân dân", "hộ chiếu", "số định danh")
_DENUNCIATION_WORDS = ("tố cáo",)
# "Báo cáo công tác tiếp công dân, giải quyết khiếu nại, tố cáo" is about the work, not about a person.
_ABOUT_THE_WORK = ("khiếu nại tố cáo", "khiếu nại và tố cáo")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", same_tone_places(nfc(text)).replace("_", " ")))


def _contains(text: str, phrase: str) -> bool:
    if f" {same_tone_places(phrase)} " in f" {text} ":
        return True
    # A name typed without any tone mark is compared without them; with tone marks "tổ cao" is not "tố cáo".
    return fold(text) == text and f" {fold(phrase)} " in f" {text} "


def privacy_warning(*texts: str) -> str:
    """A sentence of warning when a name or title hints at identity papers or a denunciation, else "".

    Args:
        texts: the file name, the title and whatever else the person wrote about the document.
    """
    joined = " . ".join(texts)
    words = _words(joined)
    for phrase in _ABOUT_THE_WORK:
        words = words.replace(same_tone_places(phrase), " ")
        if fold(words) == words:
            words = words.replace(fold(phrase), " ")
    if any(_contains(words, phrase) for phrase in _DENUNCIATION_WORDS):
        return _(
            "Tên tệp cho thấy tài liệu có thể liên quan đến đơn tố cáo. Pháp luật cấm tiết lộ thông tin về "
            "người tố cáo: hãy kiểm tra và bỏ tệp này ra nếu đúng như vậy. Chương trình chỉ xem tên tệp, "
            "không đọc nội dung."
        )
    if _IDENTITY_NUMBER.search(joined) or any(_contains(words, phrase) for phrase in _IDENTITY_WORDS):
        return _(
            "Tên tệp cho thấy tài liệu có thể chứa giấy tờ tùy thân hoặc số định danh của công dân. Hãy kiểm tra "
            "và chỉ giữ lại nếu thật cần thiết. Chương trình chỉ xem tên tệp, không đọc nội dung."
        )
    return ""
