"""The comparison as Markdown: a summary by piece of work, then every program."""

import os
import statistics
import subprocess
import time
from datetime import date

TITLES = {
    "W1": "3×3, rate 4, 2048²",
    "W2": "5×5, rate 8, 4096²",
    "W3": "ASPP of one channel, 2048²",
    "W4": "starlet, 5 scales, 2048²",
    "W5": "3×3×3, rate 2, 256×256×128",
    "W6": "context module, 16 channels, 256²",
    "W7": "ASPP head, 64 channels, 128²",
    "W8": "8-bit Laplacian, rate 4, 4096²",
}
LIMITS = ("copy", "fma")


class Row:
    """The times of one program with so many threads on one piece of work."""

    def __init__(self, work, kind, title, threads):
        self.work, self.kind, self.title, self.threads = work, kind, title, threads
        self.times, self.note, self.bytes, self.operations = [], "", 0, 0

    @property
    def least(self):
        return min(self.times)

    @property
    def label(self):
        if self.kind == "copy":
            return f"*copy: {self.bytes / self.least / 1e6:.0f} GB/s*"
        if self.kind == "fma":
            return f"*multiply-add: {2 * self.operations / self.least / 1e6:.0f} GFLOP/s*"
        return self.title


class Machine:
    """What the times belong to."""

    def __init__(self, javas, commit):
        self.cpu = cpu_name()
        self.processors = os.cpu_count()
        self.java = [java_version(j) for j in javas]
        self.commit = commit
        self.busy = busy_share()

    def markdown(self):
        lines = [
            f"- {date.today().isoformat()}, commit {self.commit}",
            f"- {self.cpu}, {self.processors} processors, {os.uname().sysname} {os.uname().machine}",
            f"- {'; '.join(self.java)}",
            f"- large pages of memory (transparent huge pages): {large_pages()}",
            f"- before the run, other work took {100 * self.busy:.0f} % of the processors"
            + ("; **the machine was busy: do not trust these times**" if self.busy > 0.1 else ""),
        ]
        return "\n".join(lines)


def busy_share(seconds=2):
    """The share of the processors that is in use while this program sleeps."""

    def read():
        with open("/proc/stat", encoding="utf-8") as f:
            ticks = [int(n) for n in f.readline().split()[1:9]]
        return sum(ticks), ticks[3] + ticks[4]

    try:
        total, idle = read()
        time.sleep(seconds)
        later, later_idle = read()
    except OSError:
        return float("nan")
    return 1 - (later_idle - idle) / max(1, later - total)


def large_pages():
    """Who gets them: "always", "madvise" for those who ask, "never"."""
    try:
        with open("/sys/kernel/mm/transparent_hugepage/enabled", encoding="utf-8") as f:
            return f.read().split("[")[1].split("]")[0]
    except (OSError, IndexError):
        return "not known"


def cpu_name():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            for line in f:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip() + instructions()
    except OSError:
        pass
    return os.uname().machine


def instructions():
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        flags = f.read().split()
    return next((f" ({n})" for n in ("avx512f", "avx2", "asimd") if n in flags), "")


def java_version(home):
    out = subprocess.run([f"{home}/bin/java", "-version"], capture_output=True, text=True).stderr
    return out.splitlines()[1].replace("OpenJDK Runtime Environment ", "OpenJDK ").strip()


def number(ms):
    return f"{ms:.2f}" if ms < 10 else f"{ms:.1f}" if ms < 100 else f"{ms:.0f}"


def ratio(r):
    return f"{r:.2f} ×" if r < 10 else f"{r:.0f} ×"


def markdown(rows, machine):
    return "\n\n".join([machine.markdown(), summary(rows), everything(rows)])


def summary(rows):
    """One line a piece of work: the best other program against AtrousJ with as many threads."""
    columns = list(dict.fromkeys(r.title for r in rows if r.kind == "atrousj"))
    lines = [
        "| | work | best other program | threads | ms | "
        + " | ".join(c.replace("AtrousJ, ", "") for c in columns)
        + " | copy ms | multiply-add ms |",
        "|---|---|---|---|---|" + "---|" * (len(columns) + 2),
    ]
    for work in dict.fromkeys(r.work for r in rows):
        ours = [r for r in rows if r.work == work]
        others = [r for r in ours if r.kind != "atrousj" and r.kind not in LIMITS]
        best = min(others, key=lambda r: r.least, default=None)
        threads = best.threads if best else max(r.threads for r in ours)
        same = {r.title: r for r in ours if r.threads == threads}
        limits = {r.kind: number(r.least) for r in ours if r.kind in LIMITS and r.threads == threads}
        cells = [work, TITLES[work], best.title if best else "none", str(threads)]
        cells.append(number(best.least) if best else "–")
        cells += [versus(same.get(c), best) for c in columns]
        cells += [limits.get("copy", "–"), limits.get("fma", "–")]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def versus(row, best):
    if row is None:
        return "–"
    if best is None:
        return number(row.least)
    r = best.least / row.least
    text = f"{number(row.least)} ({ratio(r)})"
    return text if r >= 1 else f"**{text}**"


def everything(rows):
    lines = [
        "| | program | threads | min ms | median | max | runs | against AtrousJ | difference |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for work in dict.fromkeys(r.work for r in rows):
        for row in sorted((r for r in rows if r.work == work), key=lambda r: (r.threads, r.least)):
            own = [r for r in rows if r.work == work and r.kind == "atrousj"]
            alike = [r.least for r in own if r.threads == row.threads]
            against = ratio(row.least / min(alike)) if alike else "–"
            cells = [
                work,
                row.label,
                str(row.threads),
                number(row.least),
                number(statistics.median(row.times)),
                number(max(row.times)),
                str(len(row.times)),
                against,
                row.note or "–",
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
