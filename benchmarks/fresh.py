"""Runs one command in a process of its own and writes what it cost; started by path, imports next to nothing.

    python benchmarks/fresh.py RESULT.json COMMAND…

The kernel counts the memory of whoever starts a process as that process's own peak until it has its own program.
So whoever starts it must be small, and a benchmark that holds a county in memory is not.
"""

import json
import os
import resource
import subprocess
import sys
import time


def main() -> None:
    """Wall and CPU seconds (children included), peak bytes of the largest process, exit code."""
    started = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        code = subprocess.run(sys.argv[2:], stdout=nowhere, check=False).returncode
    wall = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[1], "w", encoding="ascii") as out:
        json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024,
                   "code": code}, out)


if __name__ == "__main__":
    main()
