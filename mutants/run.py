#!/usr/bin/env python3
"""Puts bugs in, one at a time, and lists those that no test notices.

    python3 mutants/run.py [--folders src/back,src/layout] [--sample 40] [--seed 1] [--work target/mutants] [--jobs 2]
                           [--named 'mark_lines|fn trim']

The bugs are those of `cargo mutants --list`; of each folder a sample is drawn with a fixed seed (0 takes all). `plant` puts
all of them into one copy of the sources, each behind a switch, so that one build holds them and a bug costs a run of tests
instead of a build. Each test is run once without a bug and notes which switches it meets; a bug is then tried with these
tests only, the quickest first, because a test that never meets a bug cannot notice it. What a bug does to the tests is
kept in WORK/results.jsonl, so that a broken run goes on where it ended. `--again` forgets it. `--named` tries the bugs whose
names match as well, outside the figures: those that a test was written for.

Ends with 1 when fewer than --least of a hundred bugs of some folder are noticed.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

FOLDERS = "src/back,src/layout,src/cli,src/doc,src/transform,src/math,src/front"
# Tests that take minutes, that read the sources themselves, or that only measure speed.
PASSED_OVER = {"mutations", "lines", "pandoc", "pathological", "architecture", "generated", "hardening"}
SWITCHES = """//! The switches of planted bugs.
use std::io::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

static CHOSEN: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("PLANTED_BUG").ok()?.parse().ok());
static MET: LazyLock<Option<std::ffi::OsString>> = LazyLock::new(|| std::env::var_os("PLANTED_MET"));
static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

/// True if this bug is switched on.
pub fn on(bug: usize) -> bool {
    if !SEEN[bug].load(Ordering::Relaxed) {
        SEEN[bug].store(true, Ordering::Relaxed);
        if let Some(path) = &*MET {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
            drop(file.map(|mut file| file.write_all(format!("{bug}\\n").as_bytes())));
        }
    }
    *CHOSEN == Some(bug)
}
"""


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def folder_of(path, folders):
    return max((f for f in folders if path.startswith(f + "/") or path == f), key=len, default=None)


def draw(given, folders):
    """The sample: a list of bugs as `cargo mutants` names them, with an id each."""
    command = ["cargo", "mutants", "--list", "--json", "--no-shuffle"]
    listed = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=given.root).stdout)
    by_folder = collections.defaultdict(list)
    for bug in listed:
        by_folder[folder_of(bug["file"], folders)].append(bug)
    drawn = []
    for folder in folders:
        all_here = sorted(by_folder[folder], key=lambda bug: (bug["file"], bug["name"]))
        chosen = random.Random(f"{given.seed} {folder}").sample(all_here, min(given.sample or len(all_here), len(all_here)))
        say(f"{folder}: {len(chosen)} of {len(all_here)} bugs")
        drawn += [dict(bug, folder=folder) for bug in chosen]
    if given.named:
        names = {bug["name"] for bug in drawn}
        named = [bug for bug in listed if re.search(given.named, bug["name"]) and bug["name"] not in names]
        say(f"{len(named)} more by their names")
        drawn += [dict(bug, folder="named") for bug in named]
    for number, bug in enumerate(drawn):
        bug["id"] = number
    return drawn


def offset(starts, lines, place):
    line = lines[place["line"] - 1]
    return starts[place["line"] - 1] + len(line[: place["column"] - 1].encode())


def plant(given, tree, drawn):
    """Writes all files with bugs anew, each bug behind its switch; returns the ids that cannot be planted, and the reasons."""
    refused = {}
    by_file = collections.defaultdict(list)
    for bug in drawn:
        by_file[bug["file"]].append(bug)
    for name, bugs in by_file.items():
        shutil.copyfile(os.path.join(given.root, name), os.path.join(tree, name))
        lines = open(os.path.join(tree, name), encoding="utf-8", newline="").read().splitlines(keepends=True)
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line.encode()))
        rows = []
        for bug in bugs:
            span = bug["span"]
            start, end = (offset(starts, lines, span[side]) for side in ("start", "end"))
            rows.append(f"{bug['id']}\t{bug['genre']}\t{start}\t{end}\t{bug['replacement']}".replace("\n", " "))
        switch = "offprint::planted::on" if name.startswith("src/cli/") else "crate::planted::on"
        command = [given.plant, os.path.join(tree, name), switch]
        run = subprocess.run(command, input="\n".join(rows), text=True, stdout=subprocess.PIPE, check=True)
        for row in run.stdout.splitlines():
            number, why = row.split("\t")
            refused[int(number)] = why
    return refused


def messages(command, given, tree):
    # No lines for debuggers, because nobody looks.
    environment = dict(os.environ, CARGO_TARGET_DIR=given.target, CARGO_TERM_COLOR="never", CARGO_INCREMENTAL="0",
                       CARGO_PROFILE_DEV_DEBUG="0")
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=tree, env=environment)
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def build(given, tree, drawn):
    """Builds the tests with as many bugs as compile; returns the executables and the reasons for leaving out the others."""
    refused = plant(given, tree, drawn)
    while True:
        code, said = messages(["cargo", "test", "--no-run", "--lib", "--bins", f"-j{given.jobs}", "--message-format=json"], given, tree)
        if code == 0:
            break
        wrong = set()
        for message in said:
            if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
                continue
            for span in message["message"]["spans"]:
                if span["is_primary"]:
                    text = open(os.path.join(tree, span["file_name"]), "rb").read()
                    before = re.findall(rb"planted::on\((\d+)\)", text[: span["byte_start"]])
                    after = re.findall(rb"planted::on\((\d+)\)", text[span["byte_start"] : span["byte_end"]])
                    wrong |= {int(number) for number in (after[:1] or before[-1:])}
        if not wrong:
            errors = [m["message"]["rendered"] for m in said if m.get("reason") == "compiler-message" and m["message"]["level"] == "error"]
            sys.exit("the planted sources do not compile:\n" + "\n".join(errors[:5]))
        say(f"{len(wrong)} bugs do not compile")
        refused.update(dict.fromkeys(wrong, "does not compile"))
        standing = [bug for bug in drawn if bug["id"] not in refused]
        for bug in drawn:
            shutil.copyfile(os.path.join(given.root, bug["file"]), os.path.join(tree, bug["file"]))
        plant(given, tree, standing)
    code, said = messages(["cargo", "test", "--no-run", f"-j{given.jobs}", "--message-format=json"], given, tree)
    if code != 0:
        sys.exit("the tests do not build")
    made = [m for m in said if m.get("reason") == "compiler-artifact" and m["profile"]["test"] and m.get("executable")]
    return {m["target"]["name"] + ("" if m["target"]["kind"] != ["lib"] else " (lib)"): m["executable"] for m in made}, refused


def run_tests(executable, names, tree, environment, limit):
    """True if these tests pass, and the seconds they took; None if they had to be stopped."""
    begun = time.monotonic()
    command = [executable, "--exact", "--test-threads=2", *names]
    environment = dict(os.environ, CARGO_MANIFEST_DIR=tree, **environment)
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=tree,
                             env=environment, start_new_session=True)
    try:
        passed = child.wait(limit) == 0
    except subprocess.TimeoutExpired:
        passed = None
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return passed, time.monotonic() - begun


def baseline(given, tree, executables):
    """Every test alone: its seconds and the bugs it meets. Tests that fail without a bug are left out."""
    jobs = []
    for target, executable in executables.items():
        if target in PASSED_OVER:
            continue
        listed = subprocess.run([executable, "--list", "--format=terse"], stdout=subprocess.PIPE, text=True, cwd=tree).stdout
        jobs += [(target, line[: -len(": test")]) for line in listed.splitlines() if line.endswith(": test")]
    notes = os.path.join(given.work, "met")
    shutil.rmtree(notes, ignore_errors=True)
    os.makedirs(notes)

    def one(numbered):
        number, (target, name) = numbered
        note = os.path.join(notes, str(number))
        passed, seconds = run_tests(executables[target], [name], tree, {"PLANTED_MET": note}, 600)
        met = sorted({int(line) for line in open(note)}) if os.path.exists(note) else []
        if not passed:
            # The note itself may make it fail, such as when files may not grow; then it counts as meeting all bugs.
            passed, seconds = run_tests(executables[target], [name], tree, {}, 600)
            met = list(range(given.count))
        return {"target": target, "name": name, "passed": passed, "seconds": seconds, "met": met}

    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        return list(pool.map(one, enumerate(jobs)))


def judge(bug, tests, executables, tree):
    """The tests' verdict on one bug: noticed (with the test's file), stopped, missed, or met by no test."""
    reaching = collections.defaultdict(list)
    for test in tests:
        if test["passed"] and bug["id"] in test["met"]:
            reaching[test["target"]].append(test)
    if not reaching:
        return {"verdict": "unmet"}
    cost = {target: sum(test["seconds"] for test in here) for target, here in reaching.items()}
    for target in sorted(reaching, key=cost.get):
        names = [test["name"] for test in sorted(reaching[target], key=lambda test: test["seconds"])]
        limit = 30 + 5 * cost[target]
        passed, _ = run_tests(executables[target], names, tree, {"PLANTED_BUG": str(bug["id"])}, limit)
        # On a busy machine a test may fail for another reason, so it must pass without the bug.
        if not passed and run_tests(executables[target], names, tree, {}, limit)[0]:
            return {"verdict": "noticed" if passed is False else "stopped", "by": target}
    return {"verdict": "missed", "after": sum(len(here) for here in reaching.values())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folders", default=FOLDERS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="target/mutants")
    parser.add_argument("--target", help="a target folder, warm if possible; WORK/target without")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--named", help="a regular expression: bugs with such names are tried too")
    parser.add_argument("--least", type=int, default=85)
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    given.root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    given.work = os.path.abspath(given.work)
    given.target = os.path.abspath(given.target or os.path.join(given.work, "target"))
    folders = given.folders.split(",")
    results = os.path.join(given.work, "results.jsonl")
    state = os.path.join(given.work, "state.json")
    if given.again:
        shutil.rmtree(given.work, ignore_errors=True)
    os.makedirs(given.work, exist_ok=True)
    tree = os.path.join(given.work, "tree")
    if os.path.exists(state):
        kept = json.load(open(state))
        drawn, executables, refused, tests = kept["drawn"], kept["executables"], kept["refused"], kept["tests"]
        refused = {int(number): why for number, why in refused.items()}
    else:
        drawn = draw(given, folders)
        subprocess.run(["cargo", "build", "-q", "--manifest-path", os.path.join(given.root, "mutants/Cargo.toml"), "--target-dir",
                        os.path.join(given.work, "plant")], check=True)
        given.plant = os.path.join(given.work, "plant/debug/plant")
        listed = subprocess.run(["git", "ls-files", "-z"], stdout=subprocess.PIPE, check=True, cwd=given.root).stdout
        for name in listed.decode().split("\0")[:-1]:
            if os.path.lexists(os.path.join(given.root, name)):
                os.makedirs(os.path.dirname(os.path.join(tree, name)), exist_ok=True)
                shutil.copy2(os.path.join(given.root, name), os.path.join(tree, name), follow_symlinks=False)
        with open(os.path.join(tree, "src/planted.rs"), "w") as file:
            file.write(SWITCHES.replace("COUNT", str(len(drawn))))
        library = os.path.join(tree, "src/lib.rs")
        text = open(library).read()
        with open(library, "w") as file:
            file.write(text.replace("\npub mod apart;", "\npub mod apart;\n#[allow(missing_docs, clippy::all)]\npub mod planted;", 1))
        executables, refused = build(given, tree, drawn)
        say(f"{len(executables)} executables; {len(refused)} bugs cannot be planted")
        given.count = len(drawn)
        tests = baseline(given, tree, executables)
        for test in tests:
            if not test["passed"]:
                say("fails without a bug:", test["target"], test["name"])
        say(f"{len(tests)} tests take {sum(test['seconds'] for test in tests):.0f} s one by one")
        json.dump({"drawn": drawn, "executables": executables, "refused": refused, "tests": tests}, open(state, "w"))
    known = {}
    if os.path.exists(results):
        known = {row["id"]: row for row in map(json.loads, open(results))}
    lock = threading.Lock()

    def one(bug):
        row = dict(judge(bug, tests, executables, tree), id=bug["id"])
        with lock, open(results, "a") as file:
            file.write(json.dumps(row) + "\n")
            known[bug["id"]] = row
            if row["verdict"] in ("missed", "unmet"):
                say(row["verdict"], bug["name"])

    # Folders in turn, so that an interrupted run has a fair sample of each.
    order = sorted((bug for bug in drawn if bug["id"] not in refused and bug["id"] not in known),
                   key=lambda bug: (bug["id"] % max(1, given.sample), bug["folder"]))
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        list(pool.map(one, order))
    report(folders, drawn, refused, known, given)


def report(folders, drawn, refused, known, given):
    print("\n| folder | drawn | not planted | noticed | stopped | missed | met by no test | noticed of 100 |\n|:--|--:|--:|--:|--:|--:|--:|--:|")
    poor = False
    for folder in folders:
        here = [bug for bug in drawn if bug["folder"] == folder]
        count = collections.Counter(known[bug["id"]]["verdict"] for bug in here if bug["id"] in known)
        judged = sum(count.values())
        share = 100 * (count["noticed"] + count["stopped"]) / judged if judged else 0
        poor |= share < given.least
        left_out = sum(bug["id"] in refused for bug in here)
        print(f"| {folder} | {len(here)} | {left_out} | {count['noticed']} | {count['stopped']} | {count['missed']} | {count['unmet']} | {share:.0f} |")
    print()
    for bug in drawn:
        row = known.get(bug["id"], {})
        if row.get("verdict") in ("missed", "unmet") or bug["folder"] == "named" and row:
            print(f"{row['verdict']:7} {bug['name']} {row.get('by', '')}")
    sys.exit(1 if poor else 0)


if __name__ == "__main__":
    main()
