"""Files that come in over the web: refused by the length that the browser announces, else written once while hashed.

Django reads the whole body before a view runs, because its protection against forged requests looks for its token in
it. So the view that takes files is exempt there and protected here, behind the question how much is coming
(Django's own way: docs, "Modifying upload handlers on the fly").
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from nscl.records.evidence_files.limits import MAX_FILES, MAX_REQUEST_BYTES, MEGA
from nscl.records.evidence_files.refusals import FileRefused, StoreFull
from nscl.records.evidence_files.storage import Incoming, Received, evidence_store

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# What is too large is still read, into nothing, up to here: browsers show an answer only once they have sent all.
# Beyond, the connection is closed on them.
_READ_INTO_NOTHING: Final = 500 * MEGA
_PIECE: Final = 1 << 16
_HANDLER: Final = "nscl_evidence_uploads"


if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile


class ReceivedFile(_UploadedFile):
    """A file of the form that was written to the store's waiting room, or why it was not."""

    def __init__(self, name: str, size: int, received: Received | None, refusal: str) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.received = received
        self.refusal = refusal


class EvidenceUploads(FileUploadHandler):
    """Writes each file of a request to the waiting room, hashing it; keeps none beyond the bounds."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received: list[Received] = []
        self._count = 0
        self._incoming: Incoming | None = None
        self._refusal = ""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Open a file, unless there are too many or the disk is full."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self._incoming, self._refusal = None, ""
        self._count += 1
        if self._count > MAX_FILES:
            self._refusal = _("Mỗi lần gửi nhiều nhất %(limit)s tệp; tệp này chưa được nhận.") % {"limit": MAX_FILES}
        else:
            self._open()
        raise StopFutureHandlers

    def _open(self) -> None:
        try:
            self._incoming = evidence_store().begin(at=timezone.now())
        except StoreFull:
            self._refusal = _("Máy chủ sắp hết chỗ nên chưa nhận tệp. Hãy báo quản trị hệ thống.")
        except OSError:
            self._refusal = _cannot_write()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece; nothing more once the file is refused."""
        if self._incoming is None:
            return
        try:
            self._incoming.write(raw_data)
        except FileRefused as refused:
            self._incoming, self._refusal = None, str(refused)
        except OSError:
            self._incoming.drop()
            self._incoming, self._refusal = None, _cannot_write()

    def file_complete(self, file_size: int) -> ReceivedFile:
        """The file as the form sees it."""
        name = self.file_name or ""
        if self._incoming is None:
            return ReceivedFile(name, file_size, None, self._refusal)
        received = self._incoming.close()
        self._incoming = None
        self.received.append(received)
        return ReceivedFile(name, file_size, received, "")

    def upload_interrupted(self) -> None:
        """The connection broke off in the middle of a file."""
        if self._incoming is not None:
            self._incoming.drop()
        self.drop()

    def drop(self) -> None:
        """Remove what nobody made evidence."""
        for received in self.received:
            received.drop()


def takes_files(too_large: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[[View[P]], View[P]]:
    """For a view that takes files: too much is answered by `too_large` before it is stored; leftovers are removed."""

    def decorate(view: View[P]) -> View[P]:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if announced_length(request) > MAX_REQUEST_BYTES:
                _read_into_nothing(request)
                return too_large(request, *args, **kwargs)
            handler = EvidenceUploads(request)
            request.upload_handlers = [handler]
            try:
                return protected(request, *args, **kwargs)
            finally:
                handler.drop()

        return guarded

    return decorate


def announced_length(request: HttpRequest) -> int:
    """How many bytes the browser says it sends. 0 where it does not say: then nothing is read at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _read_into_nothing(request: HttpRequest) -> None:
    """Let the browser finish, where that takes bearably long, so that it shows the answer."""
    if announced_length(request) <= _READ_INTO_NOTHING:
        while request.read(_PIECE):
            pass


def _cannot_write() -> str:
    return _("Máy chủ không ghi được tệp: hết chỗ hoặc không có quyền ghi. Hãy báo quản trị hệ thống.")
