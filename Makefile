# Type `make` to see what there is.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup chat test lint lock
.SILENT:

# Nothing that is said leaves this machine, and TensorFlow, which Rasa imports whatever it runs, keeps quiet.
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 2

READY := .venv/.ready

help: ## show this list
	sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(READY) ## install everything into .venv (needs Python 3.11; PYTHON=… names another one)
	echo "Ready. Next: make chat, or .venv/bin/spotter --help"

$(READY): requirements.lock pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" .ci/setup

chat: $(READY) ## talk to the coach; the first time it sets up and trains
	.venv/bin/spotter chat

test: $(READY) ## run all tests (ARGS="-k rep_range" picks some)
	.venv/bin/python -m pytest $(ARGS)

lint: $(READY) ## check format, style and types
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

lock: ## make requirements.lock anew from pyproject.toml
	PYTHON="$(PYTHON)" .ci/lock
