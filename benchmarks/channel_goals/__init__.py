"""The goals of shared/SECURITY.md, section 6, through the whole server: real channels, real coach, real database.

    .venv/bin/python -m benchmarks.channel_goals                          all of them, with numbers that take an hour
    .venv/bin/python -m benchmarks.channel_goals S1 --count 100000        one of them, with its number
    .venv/bin/python -m benchmarks.channel_goals R1 R2 --count 20

`spotter serve` runs in a process of its own, with a home and settings of its own, on a free port of the loopback.
Lifters write to it as a website, Slack and Telegram would; Slack and Telegram are played by a server on the loopback
that checks each call (`far_side.py`). What is acknowledged, answered and delivered is read from the database and from
what arrived.
"""
