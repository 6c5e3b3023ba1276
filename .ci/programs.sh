# Every program that can be asked for, held to every property (tests/bot/programs); `make test` has tried a sample.
.venv/bin/python -m tests.bot.programs.whole
