"""A command as a process of its own: how long it took and what it needed."""
import datetime
import os
import subprocess
import sys
import tempfile
import threading
import time


def measured(command, limit, **extra):
    """Runs a command: seconds, CPU seconds, peak MB, and whether it ended before `limit` seconds."""
    with tempfile.TemporaryFile() as complaints:
        start = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stderr=complaints, **extra)
        killer = threading.Timer(limit, child.kill)
        killer.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        killer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, -9):
            complaints.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{complaints.read().decode()}")
    return {
        "seconds": round(seconds, 3),
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        # Linux counts in KB, macOS in bytes.
        "peak_mb": round(usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)),
        "done": child.returncode == 0,
    }


def machine():
    """Date, cores, memory and the load there was: what a result needs to be read."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {memory} GB",
        "load": round(os.getloadavg()[0], 1),
    }
