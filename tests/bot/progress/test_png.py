"""The palette of a picture: its colours are kept exactly, and the rest come near."""

from io import BytesIO

import numpy as np
from PIL import Image

from bot.progress.png import MOST, png_of


def sheet(colours: np.ndarray) -> np.ndarray:
    """A sheet of these colours, one pixel each in rows of ten, the first of them on all the rest."""
    pixels = np.tile(np.array([*colours[0], 255], dtype=np.uint8), (200, 10, 1))
    for at, colour in enumerate(colours):
        pixels[at // 10, at % 10, :3] = colour
    return pixels


def read(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def test_few_colours_come_back_as_they_were() -> None:
    given = sheet(np.array([[at, 255 - at, 7] for at in range(MOST)], dtype=np.uint8))
    assert (read(png_of(given)) == given[..., :3]).all()


def test_of_many_the_frequent_come_back_and_the_others_near() -> None:
    colours = np.array([[at % 256, (3 * at) % 256, 128 + at // 256] for at in range(1000)], dtype=np.uint8)
    given = sheet(colours)
    given[150:] = [*colours[0], 255]
    given[140:150] = [1, 2, 3, 255]
    back = read(png_of(given))
    assert (back[140:] == given[140:, :, :3]).all()
    palette = np.unique(back.reshape(-1, 3), axis=0).astype(int)
    assert len(palette) <= MOST
    for wanted, shown in zip(given[:100, :, :3].reshape(-1, 3).astype(int), back[:100].reshape(-1, 3), strict=True):
        nearest = ((palette - wanted) ** 2).sum(axis=1).min()
        assert ((shown - wanted) ** 2).sum() == nearest
