# The dialogue as Rasa sees it: the data are valid, and every story goes as written, with its text really parsed.
# `rasa test core` passes by accident in three ways: labelled intents (so --e2e), failures without an exit code (so
# --fail-on-prediction-errors), and no story found (so floors.py).
export RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 PYTHONWARNINGS=ignore
.venv/bin/rasa data validate --fail-on-warnings --max-history 3 --quiet
.venv/bin/spotter train
rm -rf results/core
.venv/bin/rasa test core --e2e --fail-on-prediction-errors --model models/spotter.tar.gz --stories tests/stories \
    --out results/core --no-plot --quiet
.venv/bin/python .ci/floors.py results/core/story_report.json 50
