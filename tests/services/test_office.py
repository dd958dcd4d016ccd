"""The office: entered once, cleaned, and read back as documents need it."""

import unicodedata

import pytest

from friendly_desktop.domain.office import Office, Person, Signatory, SigningForm, UnitType
from friendly_desktop.domain.settings import LANGUAGE
from friendly_desktop.errors import AppError
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage.database import Database


@pytest.fixture
def service(tmp_path):
    db = Database(tmp_path / "Nguyễn Đức" / "office.sqlite")
    yield OfficeService(db)
    db.close()


def test_an_office_is_not_set_up_before_its_name_was_saved(service):
    assert service.office() == Office()


def test_the_office_comes_back_composed_and_trimmed(service):
    saved = service.save_office(
        Office(
            unit_type=UnitType.PHUONG,
            name=unicodedata.normalize("NFD", "  Lê Thanh  Nghị "),
            province="Hải Phòng",
            authority="Ủy ban nhân dân thành phố Hải Phòng",
            recipients=("Như trên", "", "Lưu: VT"),
        )
    )
    assert saved.name == "Lê Thanh Nghị"
    assert saved.place == "Lê Thanh Nghị"
    assert saved.recipients == ("Như trên", "Lưu: VT")
    assert saved.set_up
    assert service.office() == saved


def test_an_office_needs_a_name(service):
    with pytest.raises(AppError, match="Chưa có tên"):
        service.save_office(Office(name="   "))


def test_the_same_unit_twice_is_one_unit(service):
    first = service.save_unit("Văn phòng HĐND và UBND")
    assert service.save_unit(" văn phòng  HĐND và UBND") == first
    assert [unit.name for unit in service.units()] == ["Văn phòng HĐND và UBND"]


def test_renaming_a_unit_to_a_name_in_use_is_refused(service):
    service.save_unit("Phòng Kinh tế")
    other = service.save_unit("Phòng Văn hóa - Xã hội")
    with pytest.raises(AppError, match="Đã có phòng, bộ phận"):
        service.save_unit("phòng kinh tế", other.id)


def test_people_are_listed_by_given_name(service):
    for name in ("Nguyễn Văn Đức", "Trần Thị An", "Lê Văn Bình"):
        service.save_person(Person(0, name, "Công chức"))
    assert [person.name for person in service.people()] == ["Trần Thị An", "Lê Văn Bình", "Nguyễn Văn Đức"]


def test_removing_a_unit_keeps_its_people(service):
    unit = service.save_unit("Phòng Kinh tế")
    service.save_person(Person(0, "Lê Văn Bình", "Chuyên viên", unit.id))
    service.remove_unit(unit.id)
    assert [(person.name, person.unit_id) for person in service.people()] == [("Lê Văn Bình", None)]


def test_the_first_signatory_is_the_usual_one_and_there_is_only_one(service):
    first = service.save_signatory(Signatory(0, "Nguyễn Thị Hoa"))
    assert first.default
    second = service.save_signatory(Signatory(0, "Phạm Văn Nam", SigningForm.DEPUTY, default=True))
    assert [(one.id, one.default) for one in service.signatories()] == [(second.id, True), (first.id, False)]


def test_settings_are_kept(service):
    assert service.setting(LANGUAGE) == "vi"
    service.set_setting(LANGUAGE, "en")
    assert service.setting(LANGUAGE) == "en"


def test_a_pasted_list_of_hamlets_is_cleaned_and_added_once(service):
    service.save_hamlet("Thôn Đồng Quýt")
    added = service.save_hamlets(
        "1. Thôn  An Lạc;\n- Tổ dân phố số 10\n\n• tổ dân phố số 2.\nthôn đồng quýt\nThôn An Lạc"
    )
    assert [one.name for one in added] == ["Thôn An Lạc", "Tổ dân phố số 10", "tổ dân phố số 2"]
    assert [one.name for one in service.hamlets()] == [
        "Thôn An Lạc",
        "Thôn Đồng Quýt",
        "tổ dân phố số 2",
        "Tổ dân phố số 10",
    ]


def test_a_hamlet_is_renamed_unless_the_name_is_taken(service):
    first, second = service.save_hamlet("Thôn Hoà Bình"), service.save_hamlet("Thôn An Lạc")
    assert service.save_hamlet("thôn hòa bình") == first
    with pytest.raises(AppError, match="Tên đã có"):
        service.save_hamlet("Thôn Hòa Bình", second.id)
    assert service.save_hamlet("Thôn Hòa Bình", first.id).name == "Thôn Hòa Bình"
    service.remove_hamlet(first.id)
    assert [one.name for one in service.hamlets()] == ["Thôn An Lạc"]
    with pytest.raises(AppError, match="Chưa nhập tên"):
        service.save_hamlet("  ")
