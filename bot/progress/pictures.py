"""All pictures of progress, each as a PNG and words: see Picture. Safe to draw in several threads."""

from bot.progress.body_mass_picture import body_mass_picture
from bot.progress.calendar_picture import calendar_picture
from bot.progress.lift_pictures import reps_picture, strength_picture
from bot.progress.muscle_picture import muscle_picture
from bot.progress.picture import Picture
from bot.progress.review_picture import review_picture
from bot.progress.theme import ThemeName
from bot.progress.tonnage_picture import tonnage_picture

__all__ = [
    "Picture", "ThemeName", "body_mass_picture", "calendar_picture", "muscle_picture", "reps_picture",
    "review_picture", "strength_picture", "tonnage_picture",
]  # fmt: skip
