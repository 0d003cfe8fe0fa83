"""One request on the wire, and GitHub's answer exactly as it came.

PyGithub composes the requests. What an answer means is decided by the gateway alone, since PyGithub
would sleep and ask again for ever on 202, follow 301 without the query and to the same host only,
fail on limits that are no numbers, and guess the encoding of what does not name one. So it is told
that all went well, and the answer is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from github.Requester import HTTPSRequestsConnectionClass, RequestsResponse
from requests import RequestException, Response, Session
from requests.exceptions import ConnectionError as ConnectionBroke
from requests.exceptions import ContentDecodingError, ReadTimeout
from urllib3.exceptions import HTTPError, ReadTimeoutError

LARGEST_ANSWER = 100_000_000
"""In bytes: GitHub sends no file that is larger. What is more is not read to its end."""
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` have lower-case names; `text` is the whole body."""

    status: int
    headers: dict[str, Any]
    text: str


class Wire(HTTPSRequestsConnectionClass):
    """A kept-alive connection that PyGithub sends through, by HTTP or HTTPS.

    Every failure is a `RequestException`; what takes too long is a `Timeout`.
    """

    session: Session

    def __init__(self, scheme: str, host: str, port: int | None, timeout: int) -> None:
        super().__init__(host, port or (443 if scheme == "https" else 80), timeout=timeout)
        self.protocol = scheme
        self.reply = Reply(0, {}, "")
        self._learn_surroundings(f"{scheme}://{host}:{self.port}")

    def getresponse(self) -> RequestsResponse:
        try:
            with self._answer() as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                self.reply = Reply(answer.status_code, headers, _text(answer))
        except HTTPError as broken:
            raise ConnectionBroke(broken) from broken
        except ConnectionBroke as broken:
            if broken.args and isinstance(broken.args[0], ReadTimeoutError):
                raise ReadTimeout(broken) from broken
            raise
        return _all_went_well()

    def _learn_surroundings(self, address: str) -> None:
        """Proxies and certificates by the environment, once and not again at each request."""
        around = self.session.merge_environment_settings(address, {}, False, None, None)
        self.session.proxies, self.session.verify = around["proxies"], around["verify"]
        self.session.trust_env = False

    def _answer(self) -> Response:
        return self.session.request(
            self.verb,
            f"{self.protocol}://{self.host}:{self.port}{self.url}",
            headers=self.headers,
            data=self.input,
            timeout=self.timeout,
            allow_redirects=False,
            stream=True,
        )


def _text(answer: Response) -> str:
    body = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise RequestException("the answer is larger than anything GitHub sends")
    is_error = answer.status_code >= 300
    try:
        return body.decode("utf-8", "replace" if is_error else "strict")
    except UnicodeDecodeError:
        raise ContentDecodingError("the answer is no text") from None


def _all_went_well() -> RequestsResponse:
    empty = Response()
    empty.status_code = 200
    empty._content = b""
    return RequestsResponse(empty)
