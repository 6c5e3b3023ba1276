"""Reading messages: what a lifter asks and says, from the words."""
