"""The page to print: everything on it, nothing over an edge or over something else, the same bytes each time."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pypdfium2
import pytest

from bot.coaching.exercise import exercise
from bot.coaching.terms import BodyPart
from bot.documents import sections
from bot.documents.cells import load
from bot.documents.log import logs
from bot.documents.pdf import MOST_BOXES, as_pdf
from bot.documents.visits import all_visits, stretches
from bot.documents.warm_up import warm_up
from bot.documents.words import say
from bot.programs.builder import build
from bot.programs.template import all_templates
from tests.bot.documents.programs import NAMES, REQUESTS, program

A4, LETTER = (842, 595), (792, 612)
EDGE = 13 / 25.4 * 72 - 1
Box = tuple[float, float, float, float]
MOST_PAGES = {"one short day": 3, "two days, dumbbells": 5, "made by hand": 4, "six long days": 8}
USUAL_MOST = 9


@dataclass(frozen=True)
class Page:
    text: str
    size: tuple[int, int]
    boxes: tuple[Box, ...]


@cache
def pdf(name: str) -> bytes:
    return as_pdf(program(name))


def read(content: bytes) -> Iterator[Page]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        for page in document:
            text = page.get_textpage()
            boxes = tuple(text.get_rect(at) for at in range(text.count_rects()))
            yield Page(flat(text.get_text_range()), (round(page.get_width()), round(page.get_height())), boxes)


@cache
def pages(name: str) -> tuple[Page, ...]:
    return tuple(read(pdf(name)))


def flat(text: str) -> str:
    """Without the breaks of lines, which may be in a long word."""
    return "".join(text.split())


def whole(name: str) -> str:
    return "".join(page.text for page in pages(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_on_a_page(name: str) -> None:
    given, text = program(name), whole(name)
    told = [
        given.title, given.author, *sections.facts(given), *(rule for phase in given.phases for rule in phase.rules),
        *warm_up(given), *sections.how_to_read(given), *sections.gave_up(given), *given.why, *sections.next_up(given),
        *sections.sources(given), say("notes.boxes"),
    ]  # fmt: skip
    assert [each for each in told if flat(each) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_is_on_the_front_page_and_nothing_else_is(name: str) -> None:
    given, (front, *others) = program(name), pages(name)
    notes = (*sections.how_to_read(given), *warm_up(given), *(rule for phase in given.phases for rule in phase.rules))
    assert [each for each in notes if flat(each) not in front.text] == []
    assert all(flat(say("columns.exercise")) in page.text for page in others[:-1])


@pytest.mark.parametrize("name", all_templates())
def test_the_rules_of_every_program_by_name_are_together_in_front(name: str) -> None:
    given = build(replace(REQUESTS["percents"], template=name, complaints=(BodyPart.ANKLE,)))
    front, second, *others = read(as_pdf(given))
    plan, logged = (second, others[0]) if name == "starting_strength" else (front, second)
    assert all(flat(rule) in plan.text for phase in given.phases for rule in phase.rules)
    assert flat(say("notes.boxes")) in plan.text
    assert flat(say("columns.exercise")) in logged.text


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_and_every_load_is_on_a_page(name: str) -> None:
    text, hard = whole(name), [visit for visit in all_visits(program(name)) if not visit.goes_up]
    lines = {line for visit in hard for line in visit.workout.prescriptions}
    assert {title for line in lines if (title := flat(exercise(line.exercise).title)) not in text} == set()
    assert {told for line in lines if (told := flat(load(line))) not in text} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_workout_is_on_one_page_with_its_heading_and_its_weeks(name: str) -> None:
    for stretch in stretches(program(name)):
        for log in logs(stretch, MOST_BOXES):
            told = [flat(each) for each in (log.title, *log.headings, *(row.exercise for row in log.rows))]
            assert any(all(each in page.text for each in told) for page in pages(name)), log.title


@pytest.mark.parametrize("name", NAMES)
def test_the_log_has_a_box_for_every_visit(name: str) -> None:
    written = [log for stretch in stretches(program(name)) for log in logs(stretch, MOST_BOXES)]
    assert sum(len(log.headings) for log in written) == len(all_visits(program(name)))
    assert all(len(row.boxes) == len(log.headings) <= MOST_BOXES for log in written for row in log.rows)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_reaches_the_edge_of_the_page(name: str) -> None:
    for page in pages(name):
        width, height = page.size
        assert page.boxes
        assert all(left >= EDGE and right <= width - EDGE for left, _, right, _ in page.boxes)
        assert all(bottom >= EDGE - 3 and top <= height - EDGE for _, bottom, _, top in page.boxes)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_other_text(name: str) -> None:
    assert [pair for page in pages(name) for pair in combinations(page.boxes, 2) if overlap(*pair) > 1] == []


def overlap(one: Box, other: Box) -> float:
    """The smaller side of what two boxes share, in points."""
    sides = (min(one[at + 2], other[at + 2]) - max(one[at], other[at]) for at in (0, 1))
    return max(0, min(sides))


def test_the_overlap_check_sees_an_overlap() -> None:
    assert overlap((0, 0, 10, 10), (5, 5, 20, 20)) == 5
    assert overlap((0, 0, 10, 10), (11, 0, 20, 10)) == 0


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_few_numbered_and_full(name: str) -> None:
    found = pages(name)
    assert 2 <= len(found) <= MOST_PAGES.get(name, USUAL_MOST)
    assert all(flat(f"Page {at} of {len(found)}") in page.text for at, page in enumerate(found, 1))
    assert all(len(page.text) > 300 for page in found)


@pytest.mark.parametrize("name", NAMES)
def test_kilos_are_on_a4_and_pounds_on_letter(name: str) -> None:
    wanted = LETTER if program(name).request.mass_unit == "lb" else A4
    assert {page.size for page in pages(name)} == {wanted}


@pytest.mark.parametrize("name", NAMES)
def test_it_says_whose_it_is_and_in_which_language(name: str) -> None:
    with closing(pypdfium2.PdfDocument(pdf(name))) as document:
        told = document.get_metadata_dict()
    assert (told["Title"], told["Author"], told["Creator"]) == (program(name).title, program(name).author, "Spotter")
    assert b"/Lang (en)" in pdf(name)


def test_its_fonts_are_in_it() -> None:
    assert pdf("made by hand").count(b"/FontFile2") == 2


def test_it_is_black_and_grey_on_white() -> None:
    with closing(pypdfium2.PdfDocument(pdf("six days"))) as document:
        colours = document[1].render(scale=0.5).to_pil().convert("RGB").getcolors(100_000)
    assert colours
    assert max(colours)[1] == (255, 255, 255)
    assert all(max(colour) - min(colour) <= 4 for _, colour in colours)


@pytest.mark.parametrize("name", ["made by hand", "twelve weeks in pounds"])
def test_the_same_program_gives_the_same_bytes(name: str) -> None:
    assert as_pdf(program(name)) == pdf(name)


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from bot.documents.pdf import as_pdf; from tests.bot.documents.programs import program; "
        "print(hashlib.sha256(as_pdf(program('made by hand'))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(pdf("made by hand")).hexdigest()
