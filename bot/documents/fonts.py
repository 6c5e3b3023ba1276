"""The fonts of the page: Bitstream Vera, which reportlab ships. Embedded, so that ×, – and ½ show everywhere."""

from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"


@cache
def register() -> None:
    """Makes the fonts known to reportlab, once."""
    for name in (PLAIN, BOLD, ITALIC):
        registerFont(TTFont(name, f"{name}.ttf"))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
