"""What is to be known of a request before anything is done: from where, over https or not, and from our own pages."""

from starlette.requests import Request

UNKNOWN = "unknown"
OWN_SITES = ("same-origin", "none")
"""What a browser says of a request from our own page, or from its address bar."""


def address_of(request: Request, proxies: int) -> str:
    """Who sends, as the outermost proxy of ours saw it."""
    told = [each.strip() for each in ",".join(request.headers.getlist("x-forwarded-for")).split(",") if each.strip()]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return request.client.host if request.client else UNKNOWN


def is_secure(request: Request) -> bool:
    """Whether the browser came over https, to a proxy in front of us."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").split(",")[0].strip())


def is_from_here(request: Request) -> bool:
    """False for what a browser sends on behalf of another site."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        return site in OWN_SITES
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
