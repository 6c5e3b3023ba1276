"""Writes a drawn sheet as a PNG with a palette: a third of the bytes of full colour, and faster."""

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MOST = 256
"""The colours that a palette holds. Rarer ones, all of them edges of letters and lines, become the nearest of these."""
USUAL = 1 << 13
"""A drawn sheet has fewer colours than that; to look for more of them takes long."""
CODES = 1 << 24
"""A colour's code is red, green and blue as three bytes, red the lowest."""


def png_of(sheet: NDArray[np.uint8]) -> bytes:
    """The PNG of an opaque sheet (height × width × 4, RGBA). The colours that cover most of it are kept exactly."""
    height, width, _ = sheet.shape
    codes = np.ascontiguousarray(sheet).view("<u4").reshape(height, width) & np.uint32(CODES - 1)
    colours = _by_frequency(sheet)
    picture = Image.fromarray(_numbered(codes, colours), mode="P")
    picture.putpalette(colours[:MOST].astype(np.uint8).tobytes())
    found = BytesIO()
    picture.save(found, "png")
    return found.getvalue()


def _by_frequency(sheet: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Every colour as red, green and blue, the most frequent first."""
    picture = Image.fromarray(sheet).convert("RGB")
    counted: Any = picture.getcolors(USUAL) or picture.getcolors(CODES)
    return np.array([colour for _, colour in sorted(counted, reverse=True)], dtype=np.int32)


def _numbered(codes: NDArray[np.uint32], colours: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Each pixel as the place of its colour, or of the nearest, in the palette."""
    places = np.zeros(CODES, dtype=np.uint8)
    kept, rare = colours[:MOST], colours[MOST:]
    places[_codes(kept)] = np.arange(len(kept), dtype=np.uint8)
    if len(rare):
        apart = rare[:, None, :] - kept[None, :, :]
        places[_codes(rare)] = np.argmin((apart * apart).sum(axis=2), axis=1).astype(np.uint8)
    found: NDArray[np.uint8] = places[codes]
    return found


def _codes(colours: NDArray[np.int32]) -> NDArray[np.int32]:
    return colours[:, 0] | colours[:, 1] << 8 | colours[:, 2] << 16
