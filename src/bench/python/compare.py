"""Times AtrousJ and other programs on the same data, in turns within one run, and prints Markdown.

Every program is a process that waits until it is asked (contestants.py, Contestant.java). Processes
are started anew several times ("forks"), since just-in-time compilers do not always come to the
same code.
"""

import argparse
import functools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import report

HERE = Path(__file__).resolve().parent
MAIN = "io.github.atrousj.bench.Contestant"
WRITE = "io.github.atrousj.bench.WriteData"
VECTOR = ["--add-modules", "jdk.incubator.vector"]
PLAIN = ["-Datrousj.accelerator=off"]
LARGE_PAGES = ["-XX:+UseTransparentHugePages"]
PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")
SLOW = 3000  # ms: such a program takes one turn only
PAUSE = 0.03  # s, so that the spinning threads of the program before come to rest

# ImageJ's Convolver continues the edges, so its results are compared inside this margin.
MARGINS = {"W1": 4, "W2": 16, "W3": 18, "W4": 64, "W8": 0}

PYTHON_PROGRAMS = {
    "torch": ("W1", "W2", "W3", "W4", "W5", "W6", "W7"),
    "channels_last": ("W6", "W7"),
    "jit": ("W6", "W7"),
    "opencv": ("W1", "W2", "W3", "W4", "W8"),
    "classes": ("W2", "W3"),
    "scipy": ("W1", "W2", "W3", "W4", "W5"),
}
MODULES = {"opencv": "cv2", "classes": "cv2", "scipy": "scipy"}


class Contestant:
    """A running program and the times it has taken."""

    def __init__(self, kind, command, threads):
        self.kind, self.command, self.threads = kind, command, threads
        self.title, self.note, self.times, self.last, self.process = kind, "", {}, 0.0, None

    def start(self, log):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def await_ready(self):
        words = self.answer("ready")
        self.title = words[0]
        self.note = words[1] if len(words) > 1 else ""

    def answer(self, expected):
        """The words after the expected one; libraries may print lines of their own."""
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"{self.kind} ended: {' '.join(map(str, self.command))}")
            words = line.rstrip("\n").split("\t")
            if words[0] == expected:
                return words[1:]

    def ask(self, *words):
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def run(self, threads, seconds):
        """Times one turn; not kept."""
        self.ask("run", threads, seconds)
        times = [float(w) for w in self.answer("times")]
        self.last = times[-1]
        return times

    def turn(self, threads, seconds):
        self.times.setdefault(threads, []).extend(self.run(threads, seconds))

    def result(self, threads, file):
        self.ask("write", threads, file)
        self.answer("written")
        return np.fromfile(file, "<f4") if os.path.exists(file) else None

    def stop(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()


def contestants(work, folder, options):
    """What takes part in a piece of work, AtrousJ first."""
    several = options.threads
    single = [1]
    found = []
    # Where a JVM gets large pages for the asking; NumPy's arrays have them there without.
    asking = PAGES.exists() and "[madvise]" in PAGES.read_text(encoding="utf-8")
    ways = [PLAIN, VECTOR] + ([PLAIN + LARGE_PAGES, VECTOR + LARGE_PAGES] if asking else [])
    for java in options.java:
        for loops in ways:
            base = [f"{java}/bin/java", *loops, "-Xmx3g", "-cp", options.classpath, MAIN]
            found.append(Contestant("atrousj", base + ["atrousj", work, folder], several))
    first = f"{options.java[0]}/bin/java"
    java = [first, *VECTOR, "-Xmx3g", "-Djava.awt.headless=true", "-cp", options.classpath, MAIN]
    for kind, works in PYTHON_PROGRAMS.items():
        if work in works and has_module(options.python, MODULES.get(kind, "torch")):
            command = [options.python, str(HERE / "contestants.py"), kind, work, folder]
            found.append(Contestant(kind, command, single if kind == "scipy" else several))
    if (Path(folder) / "model.onnx").exists():
        found.append(Contestant("onnx", java + ["onnx", work, folder], several))
    if work in MARGINS:
        found.append(Contestant("imagej", java + ["imagej", work, folder], single))
    found.append(Contestant("copy", java + ["copy", work, folder], several))
    found.append(Contestant("fma", java + ["fma", work, folder], several))
    return found


@functools.lru_cache
def has_module(python, name):
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0


def prepare(work, folder, options):
    """Writes the data; gives bytes and multiply-adds."""
    command = [f"{options.java[0]}/bin/java", "-Xmx3g", "-cp", options.classpath, WRITE, work, folder]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if work != "W8" and has_module(options.python, "torch"):
        subprocess.run([options.python, str(HERE / "networks.py"), work, folder], check=True)
    moved, operations = answer.split()
    return int(moved), int(operations)


def difference(contestant, truth, folder, work, out_shape):
    """The largest difference of a result from AtrousJ's."""
    file = os.path.join(folder, "result.bin")
    result = contestant.result(contestant.threads[0], file)
    if result is None:
        return None
    os.remove(file)
    if truth is None:
        return result
    a, b = result, truth
    if contestant.kind == "imagej" and MARGINS[work]:
        m = MARGINS[work]
        a, b = (v.reshape(out_shape)[:, m:-m, m:-m] for v in (a, b))
    return float(np.abs(a - b).max())


def measure(work, options):
    """Runs one piece of work; gives the rows of the table."""
    rows = {}
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        moved, operations = prepare(work, folder, options)
        for fork in range(options.forks):
            say(f"{work}: start {fork + 1} of {options.forks}")
            with open(os.path.join(folder, "log"), "w+") as log:
                measure_once(work, folder, options, log, rows, fork == 0)
    for row in rows.values():
        row.bytes, row.operations = moved, operations
    return list(rows.values())


def measure_once(work, folder, options, log, rows, first):
    everyone = contestants(work, folder, options)
    ready = []
    for c in everyone:
        c.start(log)
    for c in everyone:
        try:
            c.await_ready()
            ready.append(c)
        except RuntimeError as e:
            log.seek(0)
            say(f"{work}: {e}\n{log.read()[-2000:]}")
    try:
        for c in ready:
            for i, threads in enumerate(c.threads):
                times = c.run(threads, options.warm if i == 0 else options.warm / 3)
                if times[0] > SLOW:
                    c.times[threads] = times
        for turn in range(options.turns):
            for threads in options.threads:
                shift = turn % len(ready)
                for c in ready[shift:] + ready[:shift]:
                    if threads in c.threads and (c.last < SLOW or threads not in c.times):
                        time.sleep(PAUSE)
                        c.turn(threads, options.seconds)
        truth = None
        for c in ready:
            for threads, times in sorted(c.times.items()):
                row = rows.setdefault((c.title, threads), report.Row(work, c.kind, c.title, threads))
                row.times.extend(times)
                row.note = row.note or c.note
            if first and c.kind not in ("copy", "fma") and (c.kind != "atrousj" or truth is None):
                found = difference(c, truth, folder, work, out_shape(work, truth))
                if truth is None:
                    truth = found
                else:
                    for threads in c.times:
                        rows[(c.title, threads)].note = f"{found:.1g}"
    finally:
        for c in everyone:
            c.stop()


def out_shape(work, truth):
    if truth is None:
        return None
    side = 4096 if work in ("W2", "W8") else 2048
    return (-1, side, side)


def say(text):
    print(text, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", nargs="+", required=True, help="homes of the JDKs to use")
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--commit", default="unknown")
    parser.add_argument("--works", default="W1,W2,W3,W4,W5,W6,W7,W8")
    parser.add_argument("--threads", default=None, help="such as 1,2; default 1 and all processors")
    parser.add_argument("--forks", type=int, default=2)
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=0.3, help="of a turn")
    parser.add_argument("--warm", type=float, default=1.5, help="seconds of warming up")
    parser.add_argument("--scratch", default=None)
    options = parser.parse_args()
    processors = os.cpu_count()
    given = options.threads or f"1,{processors}"
    options.threads = sorted({int(t) for t in given.split(",")})
    machine = report.Machine(options.java, options.commit)
    rows = []
    for work in options.works.split(","):
        rows += measure(work, options)
    print(report.markdown(rows, machine))


if __name__ == "__main__":
    main()
