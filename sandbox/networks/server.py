"""One server for all of them: /x, /graph, /mastodon, the page of what arrived, and a door to cause trouble by."""

import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from . import accounts, feed, trouble
from .calls import Answer, Call, picture_type
from .faults import Faults
from .graph import Graph
from .mastodon import Mastodon
from .state import State
from .x import X


class Networks:
    """All networks on one port. ``with Networks() as networks`` starts and stops them."""

    def __init__(self, port=0, host="127.0.0.1", path=":memory:"):
        self.state, self.faults = State(path), Faults()
        self.x, self.graph, self.mastodon = (
            network(self.state, self.faults) for network in (X, Graph, Mastodon)
        )
        self.stopping = threading.Event()
        self.server = Server((host, port), Handler)
        self.server.networks = self
        self.url = f"http://{host}:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *problem):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()
        self.state.close()

    def serve_forever(self):
        self.server.serve_forever()

    def base_url(self, network) -> str:
        return self.url + accounts.PATHS[network]

    def posts(self, network, deleted=False):
        return self.state.all(network, "post", deleted)

    def fault(self, network, call, kind, times=1, **options):
        """``network``: x, graph or mastodon."""
        self.faults.add(network, call, kind, times, **options)

    def serve_picture(self, content) -> str:
        """An address at which anyone can fetch it, for a network that fetches pictures itself."""
        return f"{self.url}/pictures/{self.state.add('web', 'picture', content).id}"

    def answer(self, call) -> Answer:
        for network in (self.x, self.graph, self.mastodon):
            if call.path.startswith(f"/{network.prefix}/"):
                time.sleep(self.faults.latency)
                call.path = call.path.removeprefix(f"/{network.prefix}")
                return network.answer(call)
        return self.own_pages(call)

    def own_pages(self, call) -> Answer:
        if call.path == "/":
            return Answer(
                feed.page(self.state, call.query.get("jaringan", ""), trouble.section(self.faults)),
                content_type="text/html; charset=utf-8",
            )
        if (call.method, call.path) == ("POST", "/gangguan"):
            return trouble.cause(self.faults, call.form.get("gangguan"))
        if call.path.startswith("/pictures/"):
            return self.picture(call.path.removeprefix("/pictures/"))
        if call.path.startswith("/control/"):
            return self.control(call)
        if post := self.post_at(call.path):
            return Answer(feed.page_of(post), content_type="text/html; charset=utf-8")
        return Answer("Tidak ada.", 404, content_type="text/plain; charset=utf-8")

    def post_at(self, path):
        """The post whose number ends the path, as the addresses of all networks do."""
        number = re.search(r"(\d+)/?$", path)
        return (
            next(iter(self.state.find("id = ? AND kind = 'post'", int(number[1]))), None) if number else None
        )

    def picture(self, id):
        found = self.state.find("id = ? AND content IS NOT NULL", int(id) if id.isdigit() else -1)
        if not found:
            return Answer("Tidak ada.", 404, content_type="text/plain; charset=utf-8")
        return Answer(
            found[0].content, content_type=picture_type(found[0].content) or "application/octet-stream"
        )

    def control(self, call):
        """POST faults {network, call, kind, times, …}, POST latency {seconds}, POST clear; GET posts."""
        what = call.path.removeprefix("/control/")
        if (call.method, what) == ("GET", "posts"):
            return Answer([as_data(post) for name in feed.NETWORKS for post in self.state.all(name)])
        if (call.method, what) == ("POST", "faults"):
            return self.add_fault(call.json)
        if (call.method, what) == ("POST", "latency"):
            self.faults.latency = float(call.json["seconds"])
        elif (call.method, what) == ("POST", "clear"):
            self.faults.clear()
            self.state.clear()
        else:
            return Answer({"error": "There is no such control."}, 404)
        return Answer({"ok": True})

    def add_fault(self, wanted):
        try:
            self.faults.add(**wanted)
        except (TypeError, ValueError) as error:
            return Answer({"error": str(error)}, 400)
        return Answer({"ok": True})


def as_data(post):
    return {
        "id": post.id,
        "network": post.network,
        "created_at": post.created_at,
        "deleted_at": post.deleted_at,
        **post.data,
    }


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    # Callers hang up in the middle on purpose, and a test ends without waiting for a silent answer.
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Small answers would wait for the other side's acknowledgement.
    disable_nagle_algorithm = True
    timeout = 60

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        networks = self.server.networks
        call = Call(self.command, address.path, address.query, self.headers, body, networks.url)
        try:
            answer = networks.answer(call)
        except Exception as error:
            # Loud and plain: an error of these networks must not look like one of the real ones.
            answer = Answer(f"Bug in sandbox.networks: {error!r}", 599, content_type="text/plain")
            raise
        finally:
            self.reply(answer)

    do_GET = do_POST = do_DELETE = do_HEAD = answer

    def reply(self, answer):
        if answer.silent:
            self.server.networks.stopping.wait(answer.silent)
            self.close_connection = True
            return
        content = answer.content
        # Not send_response: an answer may bring a Date of its own, from a clock that is wrong.
        self.send_response_only(answer.status)
        headers = {
            "Date": self.date_time_string(),
            "Content-Type": answer.content_type,
            "Content-Length": str(len(content)),
            **answer.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.write_body(content, answer.cut)

    def write_body(self, content, cut):
        if cut:
            content = content[: len(content) // 2]
            self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *args):
        pass
