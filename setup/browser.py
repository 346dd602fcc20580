"""Install Debian's Chromium for the browser tests, where it is missing and may be installed.

Standard library only. Exit code 0 also without a browser: pytest counts those tests as not run,
and fails when CI is set.
"""

import os
import shutil
import subprocess

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing_browser():
    """Install Debian's Chromium for the browser tests if it is missing and may be installed.

    Returns a sentence when the browser tests will not run, else "".
    """
    if any(shutil.which(name) for name in BROWSERS):
        return ""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not sudo or shutil.which("sudo")):
        print("Installing Chromium for the browser tests", flush=True)
        get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        packages = ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
        for command in ([*get, *packages], [*get, "update"], [*get, *packages]):
            quiet = subprocess.DEVNULL
            subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False)
            if shutil.which("chromium"):
                return ""
    return "Chromium is missing and could not be installed: THE BROWSER TESTS WILL NOT RUN."


if __name__ == "__main__":
    note = missing_browser()
    if note:
        print("Upmentor: " + note, flush=True)
