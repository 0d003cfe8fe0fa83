"""Sends requests from a file, one after another, and prints the seconds it took."""

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
    begun = time.perf_counter()
    for request in requests:
        line.request(request["verb"], request["path"], request["body"] or None, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{request['verb']} {request['path']}: {answer.status}")
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
