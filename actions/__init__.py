"""Custom actions: tracker in, coaching rule, response out. Thin; no words, no numbers, no I/O."""
