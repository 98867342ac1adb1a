"""A receiver in every bad mood there is, as a process: ``python -m tests.gateway.forms.run_receiver PORT JOURNAL SEED``.

It writes down what it received before it answers, answers 200 half of the time, and otherwise 500, a status that the form
does not count as success, nothing at all, or half of something. While the file ``JOURNAL.kind`` is there it is kind.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from tests.gateway.receiver import Answer, Received, Receiver

MOODS = [Answer(200)] * 10 + [Answer(500)] * 3 + [Answer(201)] * 3 + [
    Answer(trouble="hang"),
    Answer(trouble="drop"),
    Answer(trouble="drop"),
    Answer(trouble="half"),
]  # fmt: skip


def main(port: int, journal: Path, seed: int) -> None:
    moods = random.Random(seed)
    written = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def answer(came: Received) -> Answer:
        os.write(written, f"{came.key} {came.message['navn']}\n".encode())
        return Answer(200) if journal.with_suffix(".kind").exists() else moods.choice(MOODS)

    with Receiver(answer, asked_port=port) as receiver:
        receiver.closing.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
