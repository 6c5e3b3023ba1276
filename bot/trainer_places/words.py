"""Reads words.yml and fills it in."""

from pathlib import Path

from bot.words_file import Words

FILE = Path(__file__).parent / "words.yml"
say = Words(FILE).say
