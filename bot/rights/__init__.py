"""A lifter's rights over everything that is kept: taken away, brought back, brought in from elsewhere, erased."""
