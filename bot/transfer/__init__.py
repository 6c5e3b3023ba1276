"""A training log in and out as a file: what other apps export, and Spotter's own."""
