"""The web application: every page, the style sheet and the script, behind the layer that says who may come in."""

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles

from desk.web.access import add_access
from desk.web.desk import Desk
from desk.web.faults import add_fault_pages
from desk.web.pages import routers
from desk.web.rendering import FOLDER, HOME, go_to, style


def make_app(desk: Desk) -> FastAPI:
    """Return the application of a desk."""
    app = FastAPI(title="factdesk", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.add_api_route("/", _home, include_in_schema=False)
    app.add_api_route("/health", _health)
    app.add_api_route("/static/style.css", _style)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"))
    for router in routers():
        app.include_router(router)
    add_fault_pages(app)
    add_access(app, desk.settings)
    return app


def _home() -> Response:
    return go_to(HOME)


def _health() -> PlainTextResponse:
    return PlainTextResponse("ok\n")


def _style() -> Response:
    return Response(style(), media_type="text/css")
