"""The floor under the front door: the same server, doing nothing but checking the signature."""

from __future__ import annotations

import hashlib
import hmac
import os

from flask import Flask, Response, request

_SECRET = os.environ.get("GITHUB_WEBHOOK_SECRET", "").encode()

app = Flask(__name__)


@app.get("/alive")
def alive() -> str:
    return "yes"


@app.post("/webhook")
def receive() -> Response:
    expected = "sha256=" + hmac.new(_SECRET, request.get_data(), hashlib.sha256).hexdigest()
    given = request.headers.get("X-Hub-Signature-256", "")
    return Response(status=202 if hmac.compare_digest(expected, given) else 401)
