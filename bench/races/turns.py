"""What the Python sides of races share: they answer words of standard input, a line of JSON each."""

import json
import sys
import time
from pathlib import Path


def say(**fields):
    print(json.dumps(fields), flush=True)


def peak_bytes():
    """The process's largest resident set, as the kernel counts it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return 1024 * int(line.split()[1])


def take(start, turn, answer):
    """`go N` runs the turn N times and tells the seconds of one, `end` tells the peak memory; other
    lines are answered by `answer`, which gives the fields."""
    say(loadSeconds=time.perf_counter() - start)
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "go":
            times = int(rest[0])
            start = time.perf_counter()
            for _ in range(times):
                turn()
            say(seconds=(time.perf_counter() - start) / times)
        elif word == "end":
            say(peakBytes=peak_bytes())
        else:
            say(**answer(word, *rest))
