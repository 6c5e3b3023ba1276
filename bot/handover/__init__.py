"""A human takes over: who, when, and what they need to know. Pure: stores are read elsewhere, the clock is given."""
