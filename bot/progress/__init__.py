"""A lifter's progress from the log: series of figures, pictures of them, and the review of a week."""

import logging

# matplotlib warns where its list of fonts (see bot/settings.py) cannot be kept, and goes on: that is nothing to tell.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
