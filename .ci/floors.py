"""Fails unless a report of `rasa test core` counts enough stories, all of them right: floors.py REPORT LEAST."""

import json
import sys
from pathlib import Path

report, least = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), int(sys.argv[2])
counted = report["conversation_accuracy"]
print(f"stories: {counted['correct']} of {counted['total']} right, at least {least} wanted")
sys.exit(counted["total"] < least or counted["correct"] < counted["total"])
