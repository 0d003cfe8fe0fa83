"""Who stands at the door: everything the pages need to know people and to let them in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from redis import Redis

from github_app.desk import Desk
from github_app.gateway.app import GitHubApp
from github_app.gateway.visitors.access import Access, OpenRepository
from github_app.gateway.visitors.addresses import web_address
from github_app.gateway.visitors.credential import NewToken, VisitorToken
from github_app.gateway.visitors.grant import Grant
from github_app.gateway.visitors.overview import Overview, read_overview
from github_app.gateway.visitors.sessions import Session, Sessions
from github_app.gateway.visitors.sign_in import SignIn
from github_app.web.pages.cookies import Cookies


@dataclass(frozen=True, slots=True)
class Reception:
    """Built once per process. `url` is the address under which people reach us."""

    url: str
    redis: Redis
    github: GitHubApp
    sign_in: SignIn
    sessions: Sessions
    access: Access
    cookies: Cookies

    @classmethod
    def of(cls, desk: Desk) -> Reception:
        """For settings that let people in."""
        settings, redis, github = desk.settings, desk.redis, desk.github
        url = settings.public_url
        sign_in = SignIn(
            settings.client_id,
            settings.client_secret.get_secret_value(),
            web_address(settings.api_url),
            settings.callback_url,
        )
        sessions = Sessions(redis, github.key)
        access = Access(redis, github)
        cookies = Cookies(github.key, is_secure=url.startswith("https://"))
        return cls(url, redis, github, sign_in, sessions, access, cookies)

    def visitor(self) -> Session | None:
        """Who sent the request at hand."""
        return self.sessions.find(self.cookies.session_id(request))

    def open(self, session: Session, owner: str, name: str) -> OpenRepository | None:
        """The repository, if this person may see it; see `Access.open`."""
        return self.access.open(session, self._token(session), owner, name)

    def overview(self, session: Session) -> Overview:
        return read_overview(self.github.for_page(self._token(session)))

    def login_of(self, grant: Grant) -> str:
        """Whose token this is; one request."""
        return str(self.github.for_page(NewToken(grant)).rest("GET", "/user").data["login"])

    def _token(self, session: Session) -> VisitorToken:
        return VisitorToken(self.redis, self.sessions, self.sign_in, session)
