"""One shape for every error, as a page and as JSON: `{"error": {"code", "message", "hint"}}` and a status."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from marsad.errors import MarsadError
from marsad.resolve.ontology import Language
from marsad.web.language import DEFAULT, LANGUAGES
from marsad.web.rendering import Address, page

_STATUS = {
    "store.no_article": HTTPStatus.NOT_FOUND,
    "store.bad_date": HTTPStatus.BAD_REQUEST,
    "store.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "query.invalid": HTTPStatus.BAD_REQUEST,
}


def handle_problems(app: FastAPI) -> None:
    """Answer every error of the application in the one shape."""
    app.add_exception_handler(MarsadError, _expected)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, status: int, problem: MarsadError) -> Response:
    """A problem as JSON for a `.json` address or a client that asks for JSON, as a page otherwise."""
    if request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", ""):
        error = {"code": problem.code, "message": problem.message, "hint": problem.hint}
        return JSONResponse({"error": error}, status_code=status)
    wanted = request.query_params.get("lang")
    language: Language = next((each for each in LANGUAGES if each == wanted), DEFAULT)
    return page("error.html", Address(request.url.path), language, status=status, twin=False, problem=problem, here="")


def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, MarsadError)
    return answer(request, _STATUS.get(error.code, HTTPStatus.INTERNAL_SERVER_ERROR), error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = "page.missing" if error.status_code == HTTPStatus.NOT_FOUND else "page.refused"
    return answer(request, error.status_code, MarsadError(code, f"{error.detail}: {request.url.path}"))


def _unexpected(request: Request, error: Exception) -> Response:
    problem = MarsadError("internal", "Marsad failed while making this page.", hint="The server's log says more.")
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, problem)
