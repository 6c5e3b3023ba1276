# Line coverage of the rules module; `make test` in .ci/run has collected it. No data is an error too.
.venv/bin/coverage report --include='bot/coaching/*' --fail-under=95
