#!/usr/bin/env python3
"""Watches many generated councils for two nights, and sets the time beside what politeness alone takes.

    cargo build --release -p boardlift-cli -p boardlift-standin
    benches/watch.py [--boardlift target/release/boardlift] [--standin target/release/boardlift-standin]
                     [--councils 150] [--papers 2000] [--pause 0.25] [--hosts 150] [--archive-only]

Each council is a host of its own on the loopback address. Between two requests to one host lies the pause, so that no
night can be shorter than the requests of the busiest host, but for one, times the pause: that is politeness's bound.
A night's time over that bound says what the program adds; all hosts are asked at once for it (`--hosts`), and
`--archive-only` leaves out the reading. All is told from the stand-in's log, which also shows whether
two requests to a host overlapped and whether what was known was asked for by condition.
"""

import argparse
import collections
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Request = collections.namedtuple("Request", "site asked ended status bytes condition target")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardlift", default="target/release/boardlift")
    parser.add_argument("--standin", default="target/release/boardlift-standin")
    parser.add_argument("--councils", type=int, default=150)
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--pause", type=float, default=0.25, help="seconds")
    parser.add_argument("--hosts", type=int, default=150, help="hosts that are asked at once")
    parser.add_argument("--archive-only", action="store_true", help="fetch, and read nothing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(arguments, Path(folder)))


def run(arguments, folder):
    sources, log = folder / "sources.toml", folder / "log.tsv"
    pause = f"{round(arguments.pause * 1000)}ms"
    many = ["--many", str(arguments.councils), str(arguments.papers)]
    with open(log, "w") as out:
        standin = subprocess.Popen(
            [arguments.standin, "--sources", str(sources), "--pause", pause, *many], stdin=subprocess.PIPE, stdout=out
        )
    while "serving\n" not in log.read_text():
        if standin.poll() is not None:
            return 1
        time.sleep(0.01)
    print(f"{arguments.councils} councils with {arguments.papers} papers, {arguments.pause} s between two requests")
    told = sum(night(arguments, folder, number) for number in (1, 2))
    standin.stdin.close()
    standin.wait()
    return 1 if told else 0


def night(arguments, folder, number):
    before = len(requests(folder / "log.tsv"))
    begin = time.monotonic()
    process = subprocess.Popen(
        [arguments.boardlift, "--quiet", "fetch", "--sources", str(folder / "sources.toml")]
        + ["--archive", str(folder / "archive"), "--hosts", str(arguments.hosts)]
        + ([] if arguments.archive_only else ["--dataset", str(folder / "dataset")]),
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    # The stand-in tells its log ten times a second.
    time.sleep(0.5)
    asked = requests(folder / "log.tsv")[before:]
    return tell(arguments, number, seconds, os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, asked)


def requests(log):
    rows = (line.split("\t") for line in log.read_text().splitlines())
    return [Request(r[0], float(r[1]), float(r[2]), int(r[3]), int(r[4]), r[5], r[6]) for r in rows if len(r) == 7]


def tell(arguments, number, seconds, code, megabytes, asked):
    hosts = collections.defaultdict(list)
    for request in asked:
        hosts[request.site].append(request)
    pairs = [pair for own in hosts.values() for pair in zip(own, own[1:])]
    gaps = [after.asked - before.asked for before, after in pairs]
    overlaps = sum(after.asked < before.ended for before, after in pairs)
    busiest = max((len(own) for own in hosts.values()), default=0)
    bound = (busiest - 1) * arguments.pause
    papers = [request for request in asked if "/documents/" in request.target or "/downloads/" in request.target]
    plain = sum(request.condition == "plain" for request in papers)
    print(f"night {number}: {seconds:.1f} s, exit code {code}, {megabytes:.0f} MB at most")
    print(f"  {len(asked)} requests to {len(hosts)} hosts, {len(papers)} of them for papers, {plain} of these unconditional")
    print(f"  shortest time between two requests to a host {min(gaps, default=0):.3f} s, {overlaps} overlaps")
    print(f"  busiest host {busiest} requests, politeness's bound {bound:.1f} s, time over bound {seconds / max(bound, 0.001):.2f}")
    return overlaps + (code not in (0, 1))


if __name__ == "__main__":
    main()
