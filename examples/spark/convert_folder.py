#!/usr/bin/env python3
"""Converts a folder of articles with Spark: each partition drives one `convert --stream` worker.

    pip install pyspark
    spark-submit convert_folder.py articles/ out/ --to pdf,epub --size large --convert /usr/local/bin/convert

In local mode (the default without a cluster) this runs on one machine; on a cluster the same script runs everywhere
the binary and the folders are. With --ship the bytes of articles and outputs travel through Spark instead of a shared
folder, and articles cannot use pictures beside them. With --package the Python package `offprint` makes the articles in
Spark's own workers, and no binary is needed.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
import threading


def work(paths, options):
    """One partition: starts a worker, feeds it, and yields (path, ok, message) for each article."""
    paths = list(paths)
    if not paths:
        return
    command = [options["convert"], "--stream", "--jobs", str(options["jobs"])]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        # A thread of its own: the worker answers while it is still being fed.
        with worker.stdin as stdin:
            for number, path in enumerate(paths):
                stdin.write(json.dumps(request(number, path, options)).encode() + b"\n")

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    answered = set()
    for line in worker.stdout:
        answer = json.loads(line)
        answered.add(answer["id"])
        path = paths[answer["id"]]
        if options["ship"]:
            keep(path, answer, options)
        yield path, answer["ok"], "; ".join(e["message"] for e in answer["errors"])
    feeder.join()
    worker.wait()
    for number, path in enumerate(paths):
        if number not in answered:
            yield path, False, f"the worker ended with {worker.returncode} before it answered"


def request(number, path, options):
    line = {"id": number, "name": path, "to": options["to"], "options": options["options"]}
    if options["ship"]:
        with open(path, "rb") as file:
            line["base64"] = base64.b64encode(file.read()).decode()
    else:
        line.update(path=path, output=options["out"] + "/")
        del line["name"]
    return line


def keep(path, answer, options):
    """Writes outputs that came with the answer, whole or not at all."""
    stem = os.path.splitext(os.path.basename(path))[0]
    for output in answer["outputs"]:
        data = base64.b64decode(output["base64"]) if "base64" in output else output["content"].encode()
        write(os.path.join(options["out"], f"{stem}.{output['format']}"), data)
        # The pictures of a Markdown file lie beside it, and nowhere else.
        for file in output.get("files", []):
            target = os.path.normpath(os.path.join(options["out"], file["name"]))
            if target.startswith(os.path.join(options["out"], "")):
                write(target, base64.b64decode(file["base64"]))


def write(target, data):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target + ".part", "wb") as file:
        file.write(data)
    os.replace(target + ".part", target)


def in_python(paths, options):
    """One partition without a worker of its own: the package makes each article here, and yields as `work` does."""
    import offprint

    pictures = {}
    for path in paths:
        folder, name = os.path.split(path)
        if folder not in pictures:
            pictures[folder] = beside(folder)
        with open(path, "rb") as file:
            article = offprint.Article(file.read(), name=name, pictures=pictures[folder])
        try:
            for to in options["to"]:
                output = offprint.convert(article, to=to, **options["options"])
                output.save(os.path.join(options["out"], f"{os.path.splitext(name)[0]}.{output.extension}"))
            yield path, True, ""
        except offprint.OffprintError as error:
            yield path, False, str(error)


def beside(folder):
    """The pictures in a folder and the folders in it, by the names that articles there use."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")):
                path = os.path.join(parent, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def clashes(paths):
    """Articles whose outputs would have the same name: each worker sees only its own share, so it is asked here."""
    stems = {}
    for path in paths:
        stems.setdefault(os.path.splitext(os.path.basename(path))[0], []).append(path)
    return [same for same in stems.values() if len(same) > 1]


def articles(folder):
    known = (".txt", ".md", ".markdown", ".html", ".htm", ".eml", ".mhtml")
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.lower().endswith(known))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="folder of articles")
    parser.add_argument("out", help="folder for the outputs")
    parser.add_argument("--to", default="pdf")
    parser.add_argument("--size")
    parser.add_argument("--style")
    parser.add_argument("--convert", default="convert", help="the binary, as the workers find it")
    parser.add_argument("--partitions", type=int, default=0, help="by default four for each core of the cluster")
    parser.add_argument("--jobs", type=int, default=1, help="articles at once in a worker; Spark runs one a core")
    parser.add_argument("--ship", action="store_true", help="no shared folder: bytes travel through Spark")
    parser.add_argument("--package", action="store_true", help="use the Python package `offprint` and no binary")
    args = parser.parse_args()
    make = in_python if args.package else work
    os.makedirs(args.out, exist_ok=True)
    options = {
        "convert": args.convert, "out": os.path.abspath(args.out), "to": args.to.split(","), "jobs": args.jobs,
        "ship": args.ship,
        "options": {k: v for k, v in (("size", args.size), ("style", args.style)) if v},
    }

    paths = [os.path.abspath(p) for p in articles(args.articles)]
    for same in clashes(paths):
        parser.error(f"{' and '.join(same)} would be written to the same outputs; rename one")

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("offprint").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    context = spark.sparkContext
    partitions = args.partitions or 4 * context.defaultParallelism
    results = context.parallelize(paths, max(1, min(partitions, len(paths)))).mapPartitions(lambda p: make(p, options))
    failed = [(path, message) for path, ok, message in results.collect() if not ok]
    spark.stop()
    print(f"{len(paths) - len(failed)} of {len(paths)} articles made")
    for path, message in failed:
        print(f"  {path}: {message}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
