"""The language of the screen and the language of the papers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from friendly_desktop import formats
from friendly_desktop.i18n import LANGUAGES, PSEUDO, _, in_vietnamese, language, ngettext, use_language
from friendly_desktop.pseudo_language import longer


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


def test_papers_are_vietnamese_while_the_screen_is_english():
    assert (_("Đóng"), language()) == ("Close", "en")
    with in_vietnamese():
        assert (_("Đóng"), language()) == ("Đóng", "vi")
        assert ngettext("{n} tệp", "{n} tệp", 2) == "{n} tệp"
        assert formats.file_size(2_700_000) == "2,7 MB"
    assert (_("Đóng"), formats.file_size(2_700_000)) == ("Close", "2.7 MB")


def test_another_thread_keeps_its_language():
    with in_vietnamese(), ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(_, "Đóng").result() == "Close"


def test_an_error_ends_the_vietnamese_block():
    with pytest.raises(ValueError, match="giữa chừng"), in_vietnamese():
        raise ValueError("giữa chừng")
    assert language() == "en"


def test_the_pseudo_language_makes_words_longer_and_leaves_fields_alone():
    assert longer("Đã thêm {n} tệp.") == "[Đãộ thêmộẵ {n} tệpộ.]"
    assert longer("Tệp Word (*.docx)") == "[Tệpộ Wordộẵ (*.docx)]"
    assert longer("<b>Lưu</b>\n") == "[<b>Lưuộ</b>\n]"
    assert longer("") == ""


def test_the_pseudo_language_is_for_developers_and_never_for_papers():
    use_language(PSEUDO)
    assert PSEUDO not in LANGUAGES
    assert (_("Đóng"), ngettext("{n} tệp", "{n} tệp", 2), language()) == ("[Đóngộẵ]", "[{n} tệpộ]", "vi")
    with in_vietnamese():
        assert _("Đóng") == "Đóng"
