"""The gym's file: the example is read, and whatever is wrong is named by file and key, with what to do."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.errors import GymError
from bot.handover.gym_file import read_gym
from bot.handover.hours import DAY, Span
from bot.handover.terms import Speciality
from bot.store.handover_records import HandoverReason
from tests.bot.handover.gyms import FILE, GYM, ONE, THREE

TEXT = FILE.read_text(encoding="utf-8")


def read(text: str, folder: Path) -> object:
    file = folder / "gym.yml"
    file.write_text(text, encoding="utf-8")
    return read_gym(file)


def test_the_example_is_read() -> None:
    assert GYM.zone.key == "Europe/Berlin"
    assert GYM.hours.week[0] == (Span(360, 1320),)
    assert GYM.hours.week[6] == (Span(540, 780), Span(960, 1200))
    assert GYM.hours.on(date(2026, 12, 25)) == ()
    assert GYM.hours.on(date(2026, 12, 24)) == (Span(480, 720),)
    assert GYM.offer
    assert (GYM.offer.one_to_ones, GYM.offer.price) == (3, "99 EUR")
    assert ONE.specialities == {Speciality.STRENGTH, Speciality.COMPLAINTS}
    assert ONE.languages == ("en", "de")
    assert GYM.escalation_minutes[HandoverReason.RED_FLAG] == 2
    assert set(GYM.escalation_minutes) == set(HandoverReason)


def test_the_example_invents_nobody() -> None:
    assert [each.name for each in GYM.trainers] == ["Trainer one", "Trainer two", "Trainer three"]
    assert GYM.contact.email.endswith(".example")
    assert ".example/" in GYM.offer.link


def test_a_trainer_is_there_on_a_holiday_only_while_the_gym_is_open() -> None:
    assert ONE.hours.on(date(2026, 12, 24)) == (Span(480, 720),)  # a Thursday, 6:00–14:00 else
    assert ONE.hours.on(date(2026, 12, 25)) == ()
    assert THREE.hours.on(date(2027, 1, 1)) == ()  # a Friday: the gym is open, and this trainer never there


def test_a_trainer_is_found_by_id() -> None:
    assert GYM.trainer("trainer-one") is ONE
    assert GYM.trainer("somebody") is None


WRONG = [
    ("name: Example Gym", "name: 7", "name", "text"),
    ("name: Example Gym", "", "name", "missing"),
    ("name: Example Gym", "name: Example Gym\nnames: x", "names", "one of the keys"),
    ("zone: Europe/Berlin", "zone: Europe/Atlantis", "zone", "time zone"),
    ("zone: Europe/Berlin", "zone: ../../etc/passwd", "zone", "time zone"),
    ("email: desk@gym.example", "email: desk", "contact.email", "address"),
    ("monday: 06:00-22:00", "monday: 6 to 10", "opening_hours.monday", "06:00-22:00"),
    ("monday: 06:00-22:00", "monday: 22:00-06:00", "opening_hours.monday", "next day"),
    ("monday: 06:00-22:00", "monday: 06:00-24:30", "opening_hours.monday", "24:00"),
    ("monday: 06:00-22:00", "monday: 06:70-22:00", "opening_hours.monday", "24:00"),
    ("monday: 06:00-22:00", "monday: 10:00", "opening_hours.monday", "06:00-22:00"),
    ("monday: 06:00-22:00", "monday: []", "opening_hours.monday", "list of at least 1"),
    ("[09:00-13:00, 16:00-20:00]", "[09:00-13:00, 12:00-20:00]", "opening_hours.sunday", "overlap"),
    ("  sunday: [09:00", "  someday: [09:00", "opening_hours.someday", "one of the keys"),
    ("2026-12-25: closed", "25 December: closed", "exceptional_days.25 December", "2026-12-24"),
    ("2026-12-25: closed", "2026-13-45: closed", "exceptional_days.2026-13-45", "2026-12-24"),
    ("2026-12-25: closed", "2026-12-24: closed", "line", "twice"),
    ("exceptional_days:\n  2026", "exceptional_days: none\nrest:\n  2026", "rest", "one of the keys"),
    ("link: https://gym.example", "link: https://[gym", "offer.link", "https://"),
    ("one_to_ones: 3", "one_to_ones: 0", "offer.one_to_ones", "1 to 100"),
    ("one_to_ones: 3", "one_to_ones: true", "offer.one_to_ones", "whole number"),
    ('price: "99 EUR"', "price: 99", "offer.price", "currency"),
    ('price: "99 EUR"', 'price: "99"', "offer.price", "currency"),
    ("link: https:", "link: http:", "offer.link", "https://"),
    ("link: https://gym.example", "link: javascript:alert(1)//", "offer.link", "https://"),
    ("link: https://gym.example", "link: https://a:b@gym.example", "offer.link", "https://"),
    ("link: https://gym.example", 'link: https://gym.example/"onclick', "offer.link", "https://"),
    ("[strength, complaints]", "[strength, yoga]", "trainers.1.specialities.2", "strength, hypertrophy"),
    ("languages: [en, de]", "languages: [en, xx]", "trainers.1.languages.2", "en"),
    ("languages: [en, de]", "languages: [no]", "trainers.1.languages.1", "quotes"),
    ("languages: [en, de]", "languages: []", "trainers.1.languages", "at least 1"),
    ("id: trainer-two", "id: trainer-one", "trainers.2", "twice"),
    ("id: trainer-two", "id: Trainer Two", "trainers.2.id", "trainer-one"),
    ("capacity: 3", "capacity: many", "trainers.3.capacity", "whole number"),
    ("monday: 06:00-14:00", "monday: 01:00-05:00", "trainers.1.hours", "Monday"),
    ("red_flag: 2", "red_flag: 3", "escalation_minutes.red_flag", "1 to 2"),
    ("  plateau: 60\n", "", "escalation_minutes.plateau", "missing"),
    ("  plateau: 60", "  plateau: 60\n  lunch: 5", "escalation_minutes.lunch", "one of the keys"),
]


@pytest.mark.parametrize(("old", "new", "key", "expected"), WRONG, ids=[f"{key}: {new}" for _, new, key, _ in WRONG])
def test_what_is_wrong_is_named_by_file_and_key(old: str, new: str, key: str, expected: str, tmp_path: Path) -> None:
    assert old in TEXT
    with pytest.raises(GymError) as caught:
        read(TEXT.replace(old, new, 1), tmp_path)
    told = str(caught.value)
    assert str(tmp_path / "gym.yml") in told
    assert key in told
    assert expected in told
    assert ";" in told, "it says what to do"


def test_a_gym_that_nobody_can_reach_is_refused(tmp_path: Path) -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith(("  phone:", "  email:"))]
    with pytest.raises(GymError, match="contact: expected a phone or an email"):
        read("\n".join(lines), tmp_path)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("exceptional_days", "none", "exceptional_days: expected keys with a value each"),
        ("trainers", [], "trainers: expected a list of at least 1"),
        ("trainers", [{}] * 201, "trainers: expected at most 200"),
        ("contact", "desk", "contact: expected the keys phone, email, address"),
    ],
)
def test_what_has_another_shape_is_named(key: str, value: object, expected: str, tmp_path: Path) -> None:
    with pytest.raises(GymError, match=expected):
        read(yaml.safe_dump(yaml.safe_load(TEXT) | {key: value}), tmp_path)


def test_without_offer_and_exceptions_it_is_read_too(tmp_path: Path) -> None:
    content = yaml.safe_load(TEXT)
    del content["offer"], content["exceptional_days"]
    gym = read(yaml.safe_dump(content), tmp_path)
    assert (gym.offer, gym.hours.exceptions) == (None, {})


def test_a_day_may_go_on_to_midnight_and_around_the_clock(tmp_path: Path) -> None:
    gym = read(TEXT.replace("monday: 06:00-22:00", "monday: 00:00-24:00", 1), tmp_path)
    assert gym.hours.week[0] == (Span(0, DAY),)


@pytest.mark.parametrize("content", ["", "- a\n- b", "just words", "name: [", "{", "\tname: x", "name: &a [*a]"])
def test_what_is_no_gym_at_all_is_refused_kindly(content: str, tmp_path: Path) -> None:
    with pytest.raises(GymError, match=r"docs/gym\.yml"):
        read(content, tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GymError, match=r"cannot be read .* begin with a copy of docs/gym\.yml"):
        read_gym(tmp_path / "none.yml")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "gym.yml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(GymError, match="UTF-8"):
        read_gym(tmp_path / "gym.yml")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GymError, match="at most"):
        read(TEXT + "#" * 200_000, tmp_path)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LEAVES, inner, max_size=3))
KEYS = sorted(yaml.safe_load(TEXT))


@given(key=st.sampled_from(KEYS), value=VALUES)
def test_whatever_stands_under_a_key_nothing_but_a_gym_error_comes(
    key: str, value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = yaml.safe_load(TEXT) | {key: value}
    try:
        gym = read(yaml.safe_dump(content, allow_unicode=True), tmp_path_factory.getbasetemp())
    except GymError as error:
        assert "gym.yml" in str(error)  # noqa: PT017  either is right
    else:
        assert gym.trainers
