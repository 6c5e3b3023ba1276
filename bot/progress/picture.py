"""A picture with its words."""

from dataclasses import dataclass

from bot.progress.canvas import SHARPNESS, WIDTH, Canvas


@dataclass(frozen=True)
class Picture:
    """A PNG and what it shows, in plain words with the figures. Without anything to draw `png` is None.

    `width` and `height` are those of the PNG; shown at a third of them it fills a phone.
    """

    png: bytes | None
    alt: str
    width: int = 0
    height: int = 0


def picture_of(canvas: Canvas, alt: str) -> Picture:
    """The picture that a canvas has become."""
    return Picture(canvas.png(), alt, WIDTH * SHARPNESS, canvas.height * SHARPNESS)


def words_only(alt: str) -> Picture:
    """No picture, as there is nothing to draw; the words say so."""
    return Picture(None, alt)
