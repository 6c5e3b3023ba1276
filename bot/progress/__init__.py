"""A lifter's progress from the log: series of figures, pictures of them, and the review of a week."""
