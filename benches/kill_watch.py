#!/usr/bin/env python3
"""Kills nights of the watch at random moments, starts them again, and compares what they leave with an undisturbed night.

    cargo build --release -p boardlift-cli -p boardlift-standin
    benches/kill_watch.py [--boardlift target/release/boardlift] [--standin target/release/boardlift-standin]
                          [--councils 20] [--papers 200] [--kills 50] [--seed 1]

After each kill (SIGKILL) every Parquet file of the dataset is read whole. When a night has come to its end, the dataset must
be the undisturbed one byte for byte, `.boardlift` left aside, and no paper may have been sent more often than nights were
killed while it was on its way: the stand-in's log tells. Needs pyarrow (`pip install -r benches/requirements.txt`).
"""

import argparse
import collections
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kill import compare, readable, wait
from watch import requests


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardlift", default="target/release/boardlift")
    parser.add_argument("--standin", default="target/release/boardlift-standin")
    parser.add_argument("--councils", type=int, default=20)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(arguments, Path(folder)))


def run(arguments, folder):
    log = folder / "log.tsv"
    many = ["--many", str(arguments.councils), str(arguments.papers), "--pause", "5ms"]
    with open(log, "w") as out:
        command = [arguments.standin, "--sources", str(folder / "sources.toml"), *many]
        standin = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out)
    while "serving\n" not in log.read_text():
        time.sleep(0.01)
    try:
        return nights(arguments, folder, log)
    finally:
        standin.stdin.close()
        standin.wait()


def nights(arguments, folder, log):
    def started(name):
        command = [arguments.boardlift, "--quiet", "fetch", "--sources", str(folder / "sources.toml")]
        command += ["--archive", str(folder / f"archive-{name}"), "--dataset", str(folder / name)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    begin = time.monotonic()
    if started("undisturbed").wait() != 0:
        print("the undisturbed night failed")
        return 1
    whole = time.monotonic() - begin
    time.sleep(0.5)
    print(f"undisturbed: {whole:.1f} s, {len(requests(log))} requests")

    dice = random.Random(arguments.seed)
    kills, rounds = 0, 0
    while kills < arguments.kills:
        before, killed = len(requests(log)), 0
        while True:
            process = started("disturbed")
            wait(process, dice.uniform(0, whole * 0.8))
            if process.poll() is not None or kills >= arguments.kills:
                process.wait()
                break
            process.kill()
            process.wait()
            kills, killed = kills + 1, killed + 1
            readable(folder / "disturbed")
        rounds += 1
        # The stand-in tells its log ten times a second.
        time.sleep(0.5)
        fine = compare(folder / "disturbed", folder / "undisturbed", rounds)
        if not fine or not frugal(requests(log)[before:], killed):
            return 1
        shutil.rmtree(folder / "disturbed")
        shutil.rmtree(folder / "archive-disturbed")
    print(f"{kills} kills in {rounds} rounds")
    return 0


def frugal(asked, killed):
    """Whether each paper was sent once, and once more at most for each kill that could have met it."""
    papers = (r for r in asked if r.status == 200 and ("/documents/" in r.target or "/downloads/" in r.target))
    sent = collections.Counter((r.site, r.target) for r in papers)
    again = sum(count - 1 for count in sent.values())
    hosts = len({r.site for r in asked})
    print(f"  {sum(sent.values())} papers sent, {again} of them again, after {killed} kills")
    return again <= killed * hosts


if __name__ == "__main__":
    main()
