"""A program as pages to print: the plan in front, a log of each workout to write in, the reasons at the end."""

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageBreak, PageTemplate, Spacer

from bot.documents import sections
from bot.documents.cells import minutes
from bot.documents.fonts import PLAIN, register
from bot.documents.log import Log, logs
from bot.documents.page_columns import Block, height_of, side_by_side
from bot.documents.page_log import Page, on_page, pages_of, sheet
from bot.documents.page_style import FOOT, GAP, MARGIN, SIZES, page_size, paragraph
from bot.documents.page_tables import glance_table, week_tables
from bot.documents.visits import Stretch, stretches, weeks_of
from bot.documents.warm_up import warm_up
from bot.documents.words import say
from bot.programs.program import Program

LANGUAGE = "en"
MAKER = "Spotter"
MOST_BOXES = 9
BLANK = "_" * 24


def as_pdf(program: Program) -> bytes:
    """The program as a PDF, A4 across or US Letter for lifters of pounds. The same program gives the same bytes."""
    register()
    width, height = page_size(program.request.mass_unit)
    story = partial(_story, program, width - 2 * MARGIN, height - 2 * MARGIN - FOOT)
    logged = _log_pages(program, width - 2 * MARGIN, height - 2 * MARGIN - FOOT)
    _, pages = _laid_out(program, story(logged), 0)
    content, _ = _laid_out(program, story(logged), pages)
    return content


def _laid_out(program: Program, story: Iterator[Flowable], pages: int) -> tuple[bytes, int]:
    """The file and the number of its pages; `pages` is the number to print at their foot."""
    (width, height), file = page_size(program.request.mass_unit), BytesIO()
    document = BaseDocTemplate(
        file, pagesize=(width, height), invariant=1, lang=LANGUAGE, creator=MAKER,
        title=program.title, author=program.author, subject=", ".join(sections.facts(program)),
    )  # fmt: skip
    frame = Frame(MARGIN, MARGIN + FOOT, width - 2 * MARGIN, height - 2 * MARGIN - FOOT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=partial(_foot, title=program.title, pages=pages)))
    document.build(list(story))
    return file.getvalue(), int(document.page)


def _foot(canvas: Canvas, document: BaseDocTemplate, title: str, pages: int) -> None:
    canvas.setFont(PLAIN, SIZES["small"])
    width, _ = document.pagesize
    canvas.drawString(MARGIN, MARGIN, title)
    canvas.drawCentredString(width / 2, MARGIN, say("labels.name_and_start", blank=BLANK))
    canvas.drawRightString(width - MARGIN, MARGIN, say("labels.page", page=str(document.page), pages=str(pages)))


def _story(program: Program, width: float, height: float, logged: Iterable[Page]) -> Iterator[Flowable]:
    yield from _front(program, width, height)
    for page in logged:
        yield PageBreak()
        yield from on_page(page, width)
    yield KeepTogether([Spacer(0, GAP), _reasons(program, width)])


def _log_pages(program: Program, width: float, height: float) -> list[Page]:
    """The pages of the logs; each phase begins on a new one, and the reasons come below the last."""
    *others, last = ([sheet(log, _note(log, each, program), width) for log in logs(each, MOST_BOXES)]
                     for each in stretches(program))  # fmt: skip
    below = _reasons(program, width).wrap(width, height)[1] + GAP
    return [*(page for sheets in others for page in pages_of(sheets, height)), *pages_of(last, height, below)]


def _front(program: Program, width: float, height: float) -> list[Flowable]:
    """The plan on one page, in smaller letters if it must be; or else its sentences on a page of their own."""
    for text in ("body", "fine"):
        parts = list(_plan(program, width, text))
        if height_of(parts, width) <= height:
            return parts
    *tables, sentences = _plan(program, width, "body")
    return [*tables, PageBreak(), sentences]


def _plan(program: Program, width: float, text: str) -> Iterator[Flowable]:
    """Title, tables, and last the sentences, in letters of the size `text`."""
    run = stretches(program)
    yield paragraph(program.title, "title")
    yield paragraph(" · ".join((*sections.facts(program), say("labels.by", author=program.author))), "facts")
    yield paragraph(say("headings.week_at_a_glance"), "heading")
    yield glance_table(run, width)
    if tables := week_tables(run, width):
        yield paragraph(say("headings.week_by_week"), "heading")
        yield from tables
    else:
        yield Spacer(0, GAP)
    told = list(sections.rules(program))
    told.append((say("headings.warm_up"), warm_up(program)))
    told.append((say("headings.how_to_read"), (*sections.how_to_read(program), say("notes.boxes"))))
    yield side_by_side([_block(heading, each, text) for heading, each in told], width)


def _reasons(program: Program, width: float) -> Flowable:
    told = {
        "gave_up": sections.gave_up(program),
        "why": program.why,
        "next_up": sections.next_up(program),
        "sources": sections.sources(program),
    }
    return side_by_side([_block(say(f"headings.{name}"), each) for name, each in told.items() if each], width)


def _block(heading: str, told: Iterable[str], text: str = "body") -> Block:
    return [paragraph(heading, "heading"), *(paragraph(each, text) for each in told)]


def _note(log: Log, stretch: Stretch, program: Program) -> str:
    shown = [each for each in stretch.weeks if each.number in log.weeks]
    weeks = weeks_of(stretch.phase if len(program.phases) > 1 else None, shown)
    return f"{weeks} · {minutes(log.minutes)}"
