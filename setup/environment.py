"""Make or finish the environment in .venv; quick and silent when it is complete.

    python3 setup/environment.py           what the app needs
    python3 setup/environment.py --dev     and what the tests need

Standard library only, and syntax that Python 3.6 reads, so that an old Python is told what is
missing instead of failing on a line of code. Packages come through pip, which follows the pip
configuration of the machine: its indexes, proxies and certificates.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
UNFINISHED = "unfinished"


class SetupError(Exception):
    """The set-up cannot go on; the message is one sentence for the person at the keyboard."""


def main(arguments):
    """Run the set-up; returns the exit code (0 ready, 1 refused with one sentence, 130 stopped)."""
    dev = "--dev" in arguments
    try:
        python = suitable_python(sys.version_info, sys.executable)
        if python != sys.executable:
            os.execv(python, [python, str(Path(__file__).resolve())] + arguments)
        with one_at_a_time():
            prepare(ROOT, dev, build)
    except SetupError as error:
        print("Upmentor: {}".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nUpmentor: stopped. Run the same command again to finish.", file=sys.stderr)
        return 130
    return 0


def suitable_python(version, executable, which=shutil.which):
    """The interpreter to use: this one, or a newer one on the PATH when this one is too old."""
    if tuple(version[:2]) >= OLDEST:
        return executable
    for minor in range(14, OLDEST[1] - 1, -1):
        newer = which("python3.{}".format(minor))
        if newer:
            return newer
    raise SetupError(
        "this is Python {}.{}, and Python {}.{} or newer is needed. Install it (python.org, "
        "your package manager) and run: make PYTHON=/path/to/python3.{} run".format(
            version[0], version[1], OLDEST[0], OLDEST[1], OLDEST[1]
        )
    )


def prepare(root, dev, builder):
    """Bring ``root/.venv`` to what the locks say, calling ``builder(root, lock)`` for each lock.

    An environment whose making was interrupted, that was made in another folder or from another
    lock is made anew. One that this script did not make is never touched.
    """
    venv = root / ".venv"
    wanted = [LOCK, DEV_LOCK] if dev else [LOCK]
    try:
        stamps = {name: stamp(root, name) for name in (LOCK, DEV_LOCK)}
        missing = [name for name in wanted if not is_stamped(venv, name, stamps[name])]
        if not missing:
            return
        if LOCK in missing or (venv / UNFINISHED).exists() or DEV_LOCK in made(venv):
            start_anew(venv)
            missing = wanted
        (venv / UNFINISHED).write_text("The set-up did not finish; it starts anew next time.\n")
        for name in missing:
            builder(root, name)
            (venv / (name + ".stamp")).write_text(stamps[name])
        (venv / UNFINISHED).unlink()
    except PermissionError as error:
        raise SetupError(
            "cannot write to {}. Copy the project to a folder of your own and run it there.".format(
                error.filename or root
            )
        )
    except OSError as error:
        raise SetupError("cannot make the environment in {}: {}.".format(venv, error.strerror))


def stamp(root, lock):
    """What identifies a finished environment: the lock's content and the folder's place."""
    try:
        content = (root / lock).read_bytes()
    except FileNotFoundError:
        raise SetupError("{} is missing from {}; fetch the project again.".format(lock, root))
    return hashlib.sha256(content + str(root).encode()).hexdigest() + "\n"


def made(venv):
    """The locks that were completely installed, whatever their content was."""
    return [name for name in (LOCK, DEV_LOCK) if (venv / (name + ".stamp")).exists()]


def is_stamped(venv, lock, expected):
    """Whether this lock's content is completely installed in a working environment."""
    mark = venv / (lock + ".stamp")
    return (
        mark.exists()
        and mark.read_text() == expected
        and not (venv / UNFINISHED).exists()
        and (venv / "bin" / "python").exists()
    )


def start_anew(venv):
    """Leave an empty folder, unless what lies there was not made by this script."""
    ours = made(venv) or (venv / UNFINISHED).exists()
    if venv.exists() and not ours and any(venv.iterdir()):
        raise SetupError(
            "{} was not made by this set-up. Rename or delete it, then run again.".format(venv)
        )
    if (venv / UNFINISHED).exists():
        say("An earlier set-up did not finish; starting anew.")
    if venv.exists():
        (venv / UNFINISHED).write_text("")
        for inside in venv.iterdir():
            if inside.name != UNFINISHED:
                shutil.rmtree(str(inside)) if is_folder(inside) else inside.unlink()
    else:
        venv.mkdir()


def is_folder(path):
    """Whether this is a folder itself, not a link to one."""
    return path.is_dir() and not path.is_symlink()


def build(root, lock):
    """Create the environment if need be and install what one lock lists, hash by hash."""
    venv = root / ".venv"
    python = str(venv / "bin" / "python")
    if lock == LOCK:
        say("Setting up Upmentor in {} (once; about half a minute on a fast network)".format(venv))
        run_quietly([sys.executable, "-m", "venv", str(venv)], venv, "make the environment")
        first = venv / "pip.txt"
        first.write_text(locked_block((root / lock).read_text(), "pip"))
        install([python, *pip(), "--require-hashes", "-r", str(first)], venv, 0)
    total = len(re.findall(r"^[A-Za-z0-9].*==", (root / lock).read_text(), re.MULTILINE))
    started = time.monotonic()
    command = [python, *pip(), "--require-hashes", "--no-deps", "-r", str(root / lock)]
    install(command, venv, total)
    if lock == LOCK:
        link(root, venv)
    say("Installed {} in {:.0f} s".format(lock, time.monotonic() - started))


def link(root, venv):
    """Put the project's folder on the environment's path and the command ``upmentor`` into it."""
    for packages in (venv / "lib").glob("python*/site-packages"):
        (packages / "upmentor.pth").write_text("{}\n".format(root))
    command = venv / "bin" / "upmentor"
    python = shlex.quote(str(venv / "bin" / "python"))
    command.write_text('#!/bin/sh\nexec {} -m assistant "$@"\n'.format(python))
    command.chmod(0o755)


def pip():
    """How pip is called: no questions, and bytecode compiled at first use instead of now."""
    words = "-I -m pip install --no-input --disable-pip-version-check --no-compile"
    return [*words.split(), "--progress-bar", "off"]


def locked_block(lock, name):
    """The lines of one package in a lock: its version and hashes."""
    found = re.search(r"^{}==.*\n(?:[ \t]+.*\n)*".format(re.escape(name)), lock, re.MULTILINE)
    if not found:
        raise SetupError("{} does not list {}; fetch the project again.".format(LOCK, name))
    return found.group(0)


def install(command, venv, total):
    """Run pip, showing one counter; its whole output goes to .venv/setup.log."""
    environment = dict(os.environ, PIP_USER="0")
    log_path = venv / "setup.log"
    count, reasons = 0, []
    with open(str(log_path), "a") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            env=environment,
        )
        for line in process.stdout:
            log.write(line)
            if line.startswith(("Collecting ", "Processing ")):
                count += 1
                counter(count, total, Path(line.split()[1]).name)
            elif line.startswith("Installing collected") and total:
                counter(count, count, "unpacking")
            elif line.lower().startswith("error: "):
                reasons.append(line[len("error: ") :].strip().rstrip("."))
        code = process.wait()
    if code:
        raise SetupError(
            "pip could not install the packages: {}. Check the network and run again; pip's "
            "words are in {}".format(reasons[0] if reasons else "it was stopped", log_path)
        )


def counter(count, total, name):
    """Show how far the installation is: one line on a terminal, a few lines elsewhere."""
    if not total:
        return
    text = "  {}/{} {}".format(count, total, name)
    if sys.stdout.isatty():
        end = "\n" if name == "unpacking" else ""
        print("\r{:<60.60}".format(text), end=end, flush=True)
    elif count % 40 == 0 or name == "unpacking":
        say(text)


def run_quietly(command, venv, purpose):
    """Run a command whose output matters only when it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        check=False,
    )
    if done.returncode:
        hint = "its last words: {}".format((done.stdout.strip() or "none").splitlines()[-1])
        if "ensurepip" in done.stdout:
            hint = "on Debian and Ubuntu, install the package python3-venv"
        raise SetupError("this Python could not {} ({}).".format(purpose, hint))


class one_at_a_time:  # noqa: N801  (reads as a phrase in its with statement)
    """Holds a lock on this file, so that two set-ups of one folder never mix."""

    def __enter__(self):
        try:
            import fcntl
        except ImportError:
            self.file = None
            return
        self.file = open(__file__)
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work in this folder; waiting for it.")
            fcntl.flock(self.file, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks: the set-up works as before, only unguarded

    def __exit__(self, *_):
        if self.file:
            self.file.close()


def say(text):
    """One line of progress."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
