"""Programs: what a lifter trains in a week, and from week to week. Pure Python on top of bot.coaching."""
