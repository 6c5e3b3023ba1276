"""The rules module: what a coach would say, as values with sources. Pure Python, no words, no I/O but its own files."""
