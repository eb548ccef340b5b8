"""One shape for every HTTP error: JSON for programs, the same words on a page for browsers, never a trace."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from zjtx_server.negotiation import prefers_html

log = logging.getLogger(__name__)


class Told(NamedTuple):
    """What an error is called on a page, and what can be done."""

    title: Any
    remedy: Any = ""


LATER = _("请稍等片刻再试。")
TOLD = {
    400: Told(_("请求有误"), _("地址或表单里有不认识的内容；请按下面的提示改正。")),
    403: Told(_("不允许"), _("这里只能读取，不能修改数据，也不能借道访问别的服务。")),
    404: Told(_("没有这一页"), _("地址可能写错了，或者这一项不在当前版本中；可以从搜索或栏目找。")),
    405: Told(_("方法不对"), _("这个地址只能读取。")),
    406: Told(_("没有这种格式"), _("这个地址没有所要的格式；可用的格式见下。")),
    408: Told(_("请求太慢"), LATER),
    410: Told(_("已撤下"), _("这份文件曾在这里，已经撤下；时间和原因见下。")),
    413: Told(_("内容太大"), _("请求或答案超过上限；请缩小范围，或下载整库。")),
    414: Told(_("地址太长"), _("请用 POST 发送长的查询。")),
    429: Told(_("请求太多"), LATER),
    500: Told(_("出错了"), _("服务内部出错，已经记录；换一个页面，或稍后再试。")),
    503: Told(_("正忙"), _("同时的查询太多，或这个查询需要的内存太大；请稍后再试，或缩小查询。")),
    504: Told(_("超时"), _("查询用的时间超过上限；请缩小查询，或下载整库。")),
}


def _told(status: int, title: str) -> Told:
    """The words for a status; the title of HTTP where there are none."""
    return TOLD.get(status, Told(title))


def error_page(status: int, title: str, message: str, **_rest: object) -> str:
    """The page for an error, in the language of the request; the message may be in another."""
    return render_template("error.html", status=status, message=message, told=_told(status, title))


def register_errors(app: Flask) -> None:
    """Makes the app answer errors in this shape, and addresses of a second form by one."""
    app.before_request(_refuse_more_slashes)
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(Exception, _unexpected)


def show(error: HTTPException) -> Response:
    """The response for an HTTP error, with the headers that belong to it (Allow of a 405)."""
    original = error.get_response()
    if error.code is None or original.status_code < 400:  # a redirect
        return Response(original.get_data(), original.status_code, original.headers)
    body: dict[str, Any] = {"status": error.code, "title": error.name, "message": str(error.description or "")}
    response = Response(error_page(**body)) if prefers_html(request.accept_mimetypes) else jsonify(body)
    response.status_code = error.code
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"  # it may be there tomorrow
    if "Allow" in original.headers:
        response.headers["Allow"] = original.headers["Allow"]
    return response


def _refuse_more_slashes() -> None:
    """Raises NotFound where the path begins with several `/`, which routing would take for one."""
    if request.environ["PATH_INFO"].startswith("//"):
        raise NotFound("This address begins with more than one slash.")


def _unexpected(error: Exception) -> Response:
    log.exception("while answering %s", request.path, exc_info=error)
    return show(InternalServerError("Something went wrong here; it has been written to the server's log."))
