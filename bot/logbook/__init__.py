"""The log and the rules together: what is due, what follows from what was lifted, and what was lifted when."""
