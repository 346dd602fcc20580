"""Install what only the tests need, from Debian, where it is missing and may be installed:
Chromium for the browser tests, and PostgreSQL for those of the store.

Standard library only. Exit code 0 also without them: pytest counts those tests as not run, and
fails when CI is set.
"""

import glob
import os
import shutil
import subprocess

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SERVERS = "/usr/lib/postgresql/*/bin/initdb"
CLUSTERS = "/etc/postgresql-common/createcluster.conf"


def has_browser():
    """Whether a browser that the tests can drive is here."""
    return any(shutil.which(name) for name in BROWSERS)


def has_postgresql():
    """Whether a PostgreSQL that the tests can start is here."""
    return bool(shutil.which("initdb") or glob.glob(SERVERS))


def missing_programs():
    """Install what is missing; returns a sentence for each kind of tests that will not run."""
    notes = []
    if not has_browser():
        print("Installing Chromium for the browser tests", flush=True)
        if not install(["chromium", "fonts-liberation"], has_browser):
            notes.append("Chromium is missing and could not be installed: THE BROWSER TESTS")
    if not has_postgresql():
        print("Installing PostgreSQL for the tests of the store", flush=True)
        # The tests start a server of their own; Debian would start one for the whole machine.
        if not os.path.exists(CLUSTERS):
            run("mkdir -p /etc/postgresql-common")
            run("echo 'create_main_cluster = false' > " + CLUSTERS)
        if not install(["postgresql"], has_postgresql):
            notes.append("PostgreSQL is missing and could not be installed: ITS TESTS")
    return [note + " WILL NOT RUN." for note in notes]


def install(packages, is_there):
    """Install Debian packages, with new lists where the old ones fail; whether they are there."""
    get = "env DEBIAN_FRONTEND=noninteractive apt-get -qq "
    take = get + "-o Dpkg::Options::=--force-confold install -y --no-install-recommends "
    for command in (take + " ".join(packages), get + "update", take + " ".join(packages)):
        if shutil.which("apt-get"):
            run(command)
        if is_there():
            return True
    return False


def run(command):
    """Run a shell command as the administrator, without a word or a question."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not sudo or shutil.which("sudo"):
        quiet = subprocess.DEVNULL
        words = [*sudo, "sh", "-c", command]
        subprocess.run(words, stdin=quiet, stdout=quiet, stderr=quiet, check=False)


if __name__ == "__main__":
    for note in missing_programs():
        print("Upmentor: " + note, flush=True)
