"""LangBot's web interface, used as a person would use it, in a Chromium without a window."""
import time

from mock import ACCOUNT, KEY, PATIENCE, Failure, asked, expect, started
from playwright.sync_api import sync_playwright

BOT, PIPELINE = "Bot in the list", "Pipeline in the list"
# The pages of a release, and what each must show, since release 4.N.
PAGES = [
    ("/home", 10, None), ("/home/monitoring", 0, None), ("/home/bots", 0, BOT), ("/home/agents", 11, PIPELINE),
    ("/home/pipelines", 0, PIPELINE), ("/home/knowledge", 0, None), ("/home/mcp", 0, None),
    ("/home/extensions", 10, None), ("/home/skills", 10, None), ("/home/plugin-pages", 10, None),
]  # fmt: skip
# Before anybody has signed in, the form asks whether somebody has.
EXPECTED = {("GET", "/api/v1/user/check-token", 401)}
# Nothing but the mock can be reached, whatever a page asks for.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip


class Person:
    """A page, and whatever went wrong in it."""

    def __init__(self, browser, base):
        self.base, self.pending, self.complaints = base, set(), []
        self.page = browser.new_context(locale="en-US", viewport={"width": 1360, "height": 850}).new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.add_init_script("localStorage.setItem('langbot_language', 'en-US')")
        self.page.on("request", self.asks)
        self.page.on("response", self.is_answered)
        self.page.on("requestfinished", lambda request: self.pending.discard(request))
        self.page.on("requestfailed", self.fails)
        self.page.on("pageerror", lambda error: self.complaints.append(f"an error of a script: {error}"))
        self.page.on("console", self.says)

    def is_own(self, url):
        return url.startswith(self.base)

    def asks(self, request):
        if self.is_own(request.url) and not request.url.endswith("/stream"):
            self.pending.add(request)

    def is_answered(self, response):
        row = (response.request.method, response.url.removeprefix(self.base), response.status)
        if self.is_own(response.url) and response.status >= 400 and row not in EXPECTED:
            self.complaints.append("{} {} is answered {}".format(*row))

    def fails(self, request):
        self.pending.discard(request)
        # A page that goes on aborts what it asked for.
        if self.is_own(request.url) and "ERR_ABORTED" not in str(request.failure):
            self.complaints.append(f"{request.method} {request.url.removeprefix(self.base)} fails: {request.failure}")

    def says(self, message):
        url = message.location.get("url", "")
        row = ("GET", url.removeprefix(self.base), 401)
        # An own request that fails is known by itself; elsewhere, all do.
        is_known = row in EXPECTED or "Network Error" in message.text
        if message.type == "error" and (not url or self.is_own(url)) and not is_known:
            self.complaints.append(f"the console says: {message.text}")

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise Failure(f"{what} is not seen at {self.page.url}; {'; '.join(self.complaints)}")
            self.page.wait_for_timeout(50)

    def settle(self):
        """Waits until everything that the page asked for has come, and it asks for nothing more."""
        calm = 0
        while calm < 5:
            self.wait(lambda: not self.pending, f"an answer to {[request.url for request in self.pending]}")
            self.page.wait_for_timeout(50)
            calm = 0 if self.pending else calm + 1

    def open(self, path):
        self.page.goto(self.base + path, wait_until="domcontentloaded")
        self.settle()

    def is_at(self, path):
        return self.page.url.removeprefix(self.base).startswith(path)

    def reads(self, text):
        """Whether a text is on the page, or without one, more than a frame around nothing."""
        shown = self.page.inner_text("body")
        return text in shown if text else len(shown) > 60

    def sign_in(self):
        self.open("/login")
        self.page.locator("input[type=email], input[placeholder*=mail]").first.fill(ACCOUNT["user"])
        self.page.locator("input[type=password]").first.fill(ACCOUNT["password"])
        self.page.keyboard.press("Enter")
        self.wait(lambda: not self.is_at("/login"), "a page behind the form")
        self.settle()

    def leave_wizard(self):
        self.open("/home")
        if self.is_at("/wizard"):
            self.page.get_by_role("button", name="Skip", exact=True).first.click()
            self.page.get_by_role("button", name="OK", exact=True).last.click()
        self.wait(lambda: self.is_at("/home"), "the first page")
        self.settle()

    def clean(self, what):
        expect(not self.complaints, what, "; ".join(dict.fromkeys(self.complaints)))


def use(binaries, release, interface, chromium, pictures):
    minor = int(release.split(".")[1])
    with started(binaries, release, "--web-ui", interface) as base, sync_playwright() as driver:
        bot = {"name": BOT, "description": "", "adapter": "telegram", "adapter_config": {"token": "1:a"}}
        asked(base, "POST", "/api/v1/platform/bots", bot, KEY)
        asked(base, "POST", "/api/v1/pipelines", {"name": PIPELINE, "description": ""}, KEY)
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=PATIENCE * 1000)
        person = Person(browser, base)
        person.sign_in()
        person.leave_wizard()
        person.clean(f"{release}: a person signs in and leaves the wizard")
        for path, since, text in PAGES:
            if minor < since:
                continue
            person.open(path)
            person.wait(lambda: person.reads(text), text or "anything")
            # Without skills or pages, the interface goes on to where some can be had.
            expect(person.is_at("/home"), f"{release}: {path}", person.page.url)
            person.clean(f"{release}: {path} asks for nothing that fails")
            if pictures:
                person.page.screenshot(path=pictures / f"{release}{path.replace('/', '-')}.png")
        browser.close()
