"""Sends requests from a file, one after another, and prints the seconds it took, those of the
processor second.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit


def main(url: str, token: str, file: str) -> None:
    requests = json.loads(Path(file).read_text())
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {
        "Authorization": f"token {token}",
        "Content-Type": "application/json",
        "User-Agent": "bare",
    }
    begun, busy = time.perf_counter(), time.process_time()
    for request in requests:
        line.request(request["verb"], request["path"], request["body"] or None, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{request['verb']} {request['path']}: {answer.status}")
    print(json.dumps([time.perf_counter() - begun, time.process_time() - busy]))


if __name__ == "__main__":
    main(*sys.argv[1:])
