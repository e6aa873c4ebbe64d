"use strict";
(() => {
    const journalLimit = 1000;
    const rowLimit = 300;
    const by = (id) => document.getElementById(id);
    let token = "";
    let status = null;
    let entries = [];
    let last = 0;
    let isListening = false;
    let world = null;
    let operations = null;
    let lastSearch = by("journal-search");

    // Making elements: texts of the server go into text nodes and attributes, never into markup.

    function element(name, properties = {}, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    function option(value, text) { return element("option", { value, textContent: text }); }

    function setText(id, text) {
        if (by(id).textContent !== text) by(id).textContent = text;
    }

    function plural(count, noun) { return count + " " + noun + (count === 1 ? "" : "s"); }

    let toastTimer = 0;
    function toast(text) {
        const shown = by("toast");
        // What lies outside of an open dialog is not read out.
        const home = [...document.querySelectorAll("dialog[open]")].pop() || document.body;
        if (shown.parentNode !== home) home.append(shown);
        shown.textContent = "";
        clearTimeout(toastTimer);
        setTimeout(() => { shown.textContent = text; }, 50);
        toastTimer = setTimeout(() => { shown.textContent = ""; }, 4000);
    }

    /// Reads JSON whose numbers are shown: they stay as they were written, where the browser can do that.
    function parse(text) {
        return JSON.parse(text, (name, value, context) => {
            const isChanged = typeof value === "number" && context?.source !== undefined && String(value) !== context.source;
            return isChanged && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
        });
    }

    function pretty(value) { return typeof value === "string" ? value : JSON.stringify(value, null, 2); }

    // The control interface.

    class Unauthorized extends Error {}

    async function call(method, path, body) {
        const headers = {};
        if (token) headers.Authorization = "Bearer " + token;
        if (body !== undefined || method === "POST") headers["Content-Type"] = "application/json";
        let response;
        try {
            response = await fetch("/__mock/" + path, { method, headers, body, cache: "no-store" });
        } catch {
            throw new Error("The mock does not answer. Trying again …");
        }
        if (response.status === 401) throw new Unauthorized("The mock does not accept this token.");
        let answer;
        try {
            const text = await response.text();
            answer = /^(journal|resources)/.test(path) ? parse(text) : JSON.parse(text);
        } catch {
            throw new Error("The mock's response (" + response.status + ") is not JSON.");
        }
        if (!response.ok) throw new Error(answer.error);
        return answer;
    }

    /// Does something that may fail, and says so at the place for it.
    async function attempt(place, action) {
        by(place).textContent = "";
        try {
            await action();
            return true;
        } catch (error) {
            if (error instanceof Unauthorized) showLogin(error); else by(place).textContent = error.message;
            return false;
        }
    }

    function showLogin(error) {
        const isFirst = by("login").hidden;
        by("login").hidden = false;
        for (const id of ["content", "keys"]) by(id).hidden = true;
        document.querySelector("nav").hidden = true;
        for (const open of document.querySelectorAll("dialog[open]")) open.close();
        by("login-error").textContent = token ? error.message : "";
        setText("state", "This mock was started with --admin-token.");
        if (isFirst) by("token").focus();
    }

    function showContent() {
        by("login").hidden = true;
        for (const id of ["content", "keys"]) by(id).hidden = false;
        document.querySelector("nav").hidden = false;
    }

    /// Asks; resolves to whether the answer was yes.
    function confirmed(text, yes) {
        by("question-text").textContent = text;
        by("question-yes").textContent = yes;
        const dialog = by("question");
        dialog.returnValue = "";
        dialog.showModal();
        by("question-no").focus();
        return new Promise((resolve) => {
            dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
        });
    }

    async function copy(text, what) {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            // Without a secure context there is no clipboard but that of a selection.
            const area = element("textarea", { value: text });
            const home = document.querySelector("dialog[open]") || document.body;
            const focused = document.activeElement;
            home.append(area);
            area.select();
            const isCopied = document.execCommand("copy");
            area.remove();
            focused?.focus();
            if (!isCopied) return toast("The browser does not allow copying.");
        }
        toast(what + " copied.");
    }

    // Lists: one stop of the tab key, arrows within.

    function roving(list, selector) {
        const items = () => [...list.querySelectorAll(selector)];
        list.addEventListener("keydown", (event) => {
            const all = items();
            const at = all.indexOf(document.activeElement);
            const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
            const next = all[steps[event.key]];
            if (at < 0 || !next) return;
            event.preventDefault();
            next.focus();
        });
        list.addEventListener("focusin", (event) => {
            for (const item of items()) item.tabIndex = item === event.target ? 0 : -1;
        });
        return () => {
            const all = items();
            if (all.length && !all.some((item) => item.tabIndex === 0)) all[0].tabIndex = 0;
        };
    }

    // Journal.

    const texts = new WeakMap();
    const keepJournalStop = roving(by("journal"), "button");
    let unannounced = 0;
    let announcedAt = 0;

    function textOf(entry) {
        if (!texts.has(entry)) {
            const parts = [entry.method, entry.target, entry.status, entry.operation, entry.fault];
            texts.set(entry, (parts.join(" ") + " " + JSON.stringify([entry.request, entry.response])).toLowerCase());
        }
        return texts.get(entry);
    }

    function fitting() {
        const words = by("journal-search").value.toLowerCase().split(/\s+/).filter(Boolean);
        const method = by("journal-method").value;
        const filter = by("journal-filter").value;
        return (entry) => (!method || entry.method === method)
            && (!filter || (filter === "unmatched" ? !entry.operation
                : filter === "fault" ? entry.fault : String(entry.status)[0] === filter))
            && words.every((word) => textOf(entry).includes(word));
    }

    function statusMark(entry) {
        return element("span", { className: "status s" + String(entry.status)[0], textContent: entry.status });
    }

    function journalRow(entry, isNew) {
        const open = element("button", { type: "button", tabIndex: -1 }, element("b", { textContent: entry.method }),
            " " + entry.target);
        const operation = () => breakable(entry.operation || "unmatched");
        const what = element("td", { className: "what" }, open, element("div", { className: "under" }, ...operation()));
        const mark = element("td", {}, statusMark(entry));
        if (entry.fault) mark.append(element("span", { title: entry.fault, textContent: " ⚡" }),
            element("span", { className: "unseen", textContent: entry.fault }));
        open.addEventListener("click", () => openExchange(entry));
        const row = element("tr", { className: isNew ? "new" : "" },
            element("td", { textContent: entry.number }), element("td", { textContent: entry.time.slice(11, 23) }), what, mark,
            element("td", { className: "operation" }, ...operation()),
            element("td", { className: "number", textContent: (entry.microseconds / 1000).toFixed(1) }));
        row.addEventListener("animationend", () => { row.className = ""; });
        return row;
    }

    /// A dotted name that may go on in the next line after each dot.
    function breakable(name) {
        return name.split(/(?<=\.)/).flatMap((part, index) => (index ? [element("wbr"), part] : [part]));
    }

    function showJournal() {
        const shown = entries.filter(fitting());
        by("journal").replaceChildren(...shown.slice(-rowLimit).reverse().map((entry) => journalRow(entry, false)));
        countJournal(shown.length);
    }

    function addToJournal(added, isNew) {
        const methods = new Set([...by("journal-method").options].map((each) => each.value));
        for (const entry of added) {
            if (!methods.has(entry.method)) by("journal-method").append(option(entry.method, entry.method));
            methods.add(entry.method);
        }
        const fits = fitting();
        const rows = added.filter(fits).slice(-rowLimit).reverse().map((entry) => journalRow(entry, isNew));
        const body = by("journal");
        body.prepend(...rows);
        while (body.children.length > rowLimit) {
            // Rows do not leave from under the keyboard.
            if (body.lastElementChild.contains(document.activeElement)) break;
            body.lastElementChild.remove();
        }
        countJournal(entries.filter(fits).length);
    }

    function countJournal(count) {
        const shown = Math.min(count, rowLimit);
        const total = status ? Number(status.requests) : entries.length;
        const matching = count === entries.length ? plural(count, "request")
            : count + " of " + plural(entries.length, "request");
        setText("journal-count", entries.length === 0 ? "" : [matching, shown < count ? "the newest " + shown + " are shown" : "",
            total > entries.length ? total + " since the start" : ""].filter(Boolean).join(" · "));
        by("journal-empty").hidden = count > 0;
        setText("journal-empty", entries.length ? "No request matches." : "No requests yet. They appear here as they come.");
        keepJournalStop();
    }

    function announce(added) {
        unannounced += added.length;
        // A busy mock must not talk without end.
        if (!unannounced || Date.now() - announcedAt < 5000) return;
        const newest = entries[entries.length - 1];
        by("announcer").textContent = plural(unannounced, "new request") + ", last: " + newest.method + " " + newest.target
            + ", status " + newest.status;
        unannounced = 0;
        announcedAt = Date.now();
    }

    async function refreshJournal() {
        if (by("pause").getAttribute("aria-pressed") === "true") return;
        let journal = await call("GET", "journal?since=" + last);
        if (journal.count < last) {
            forgetJournal();
            journal = await call("GET", "journal");
        }
        const isNew = isListening;
        isListening = true;
        if (!journal.entries.length) return entries.length ? undefined : countJournal(0);
        entries = entries.concat(journal.entries).slice(-journalLimit);
        last = entries[entries.length - 1].number;
        addToJournal(journal.entries, isNew);
        if (isNew) announce(journal.entries);
    }

    function forgetJournal() {
        entries = [];
        last = 0;
        by("journal").replaceChildren();
        countJournal(0);
    }

    // One exchange.

    let opened = null;

    /// What a fault did to the response that the journal shows; it knows the fault's name alone.
    function strikeText(id) {
        const fault = status?.faults.find((each) => each.id === id);
        const isReceived = fault && ["status", "success", "latency", "slow"].includes(fault.effect);
        if (isReceived) return ": " + faultText(fault) + ".";
        const other = "the client received something other than this response.";
        return fault ? ": " + faultText(fault) + "; " + other : ". Unless it set the response or delayed it, " + other;
    }

    function openExchange(entry) {
        opened = entry;
        by("exchange-title").textContent = entry.method + " " + entry.target;
        by("exchange-facts").replaceChildren(statusMark(entry), " " + ["#" + entry.number, entry.operation || "unmatched",
            entry.time.replace("T", " ").slice(0, 23) + " UTC", (entry.microseconds / 1000).toFixed(1) + " ms"].join(" · "));
        by("exchange-note").hidden = !entry.fault;
        by("exchange-note").textContent = "Struck by " + entry.fault + strikeText(entry.fault);
        by("misses-part").hidden = !entry.near_misses?.length;
        by("misses").replaceChildren(...(entry.near_misses || []).map((miss) => element("li", {},
            element("code", { textContent: miss.method + " " + miss.path }), " (" + miss.operation + "): " + miss.reason)));
        by("request-head").textContent = entry.method + " " + entry.target + "\n" + headerLines(entry.fields);
        by("request-body").textContent = entry.request === null ? "" : pretty(entry.request);
        by("answer-head").textContent = entry.status + "\n" + headerLines(entry.response_fields || {});
        by("answer-body").textContent = entry.response === null ? "" : pretty(entry.response);
        by("snippet-part").hidden = true;
        by("exchange").showModal();
        by("exchange-body").scrollTop = 0;
        by("copy-curl").focus();
    }

    function headerLines(fields) {
        return Object.entries(fields).map(([name, value]) => name + ": " + value).join("\n");
    }

    function showSnippet(text, what) {
        by("snippet-title").textContent = what;
        by("snippet").textContent = text;
        by("snippet-part").hidden = false;
        by("exchange-body").scrollTop = 0;
        copy(text, what);
    }

    /// What stands in the place of a secret: `<redacted>`, and the shape of a value in configuration.
    const masks = /<redacted>|… \((?:\d+ characters?|number)\)/;

    /// The body of a request as text, and whether that is what was sent but for masked secrets.
    function bodyOf(entry) {
        const length = Number(entry.fields["content-length"] ?? NaN);
        const size = (text) => new TextEncoder().encode(text).length;
        if (entry.request === null) return { text: null, isWhole: true };
        if (typeof entry.request !== "string") return { text: JSON.stringify(entry.request), isWhole: true };
        const written = JSON.stringify(entry.request);
        // JSON that is nothing but a string looks like any other text here.
        if (size(entry.request) !== length && size(written) === length) return { text: written, isWhole: true };
        const isMasked = masks.test(entry.request);
        const isCut = isMasked || Number.isNaN(length) ? size(entry.request) >= 65536 : size(entry.request) < length;
        return { text: entry.request, isWhole: !isCut && !entry.request.includes("\ufffd") };
    }

    /// What a header field with a hidden credential is to hold: the scheme, and the variable that has the credential.
    function credentialOf(name, value) {
        if (name === "x-api-key") return { scheme: "", variable: "LANGBOT_API_KEY" };
        if (name !== "authorization" || !value.startsWith("Bearer ")) return null;
        return { scheme: "Bearer ", variable: value.includes("eyJ") ? "LANGBOT_USER_TOKEN" : "LANGBOT_API_KEY" };
    }

    const ownFields = new Set(["host", "content-length", "connection", "keep-alive", "transfer-encoding", "te", "trailer",
        "expect", "accept-encoding", "user-agent", "upgrade-insecure-requests", "content-type"]);

    /// The header fields that a copy of a request needs beside its credential and type.
    function furtherFields(entry) {
        return Object.entries(entry.fields).filter(([name, value]) => !ownFields.has(name) && !name.startsWith("sec-")
            && !(name === "accept" && value === "*/*") && !credentialOf(name, value));
    }

    function cautions(entry, body) {
        const notes = [];
        const shown = entry.target + (body.text || "") + furtherFields(entry).map(([, value]) => value).join();
        if (masks.test(shown)) notes.push("<redacted> and “… (N characters)” stand for secrets that the journal hides.");
        if (!body.isWhole) notes.push("The journal has no exact copy of this body: it was truncated, or it is not text.");
        return notes;
    }

    function shellWord(text) {
        return /^[A-Za-z0-9_./:@,+-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
    }

    function curl(entry) {
        const body = bodyOf(entry);
        const flags = [];
        if (/[[\]{}]/.test(entry.target)) flags.push("--globoff");
        if (/\/\.\.?(\/|$|\?)/.test(entry.target)) flags.push("--path-as-is");
        const method = entry.method === "HEAD" ? "--head" : "--request " + shellWord(entry.method);
        const isPath = entry.target.startsWith("/");
        const words = [["curl", ...flags, method].join(" "), shellWord(location.origin + (isPath ? entry.target : "/"))];
        if (!isPath) words.push("--request-target " + shellWord(entry.target));
        for (const [name, value] of Object.entries(entry.fields)) {
            const credential = credentialOf(name, value);
            if (credential) words.push('--header "' + name + ": " + credential.scheme + "$" + credential.variable + '"');
        }
        const type = entry.fields["content-type"];
        if (type !== undefined) words.push("--header " + shellWord("content-type: " + type));
        else if (body.text !== null) words.push("--header 'content-type:'");
        for (const [name, value] of furtherFields(entry)) {
            words.push("--header " + shellWord(value === "" ? name + ";" : name + ": " + value));
        }
        if (body.text !== null) words.push("--data-raw " + shellWord(body.text));
        return cautions(entry, body).map((note) => "# " + note + "\n").join("") + words.join(" \\\n  ");
    }

    function swiftText(text) {
        const named = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
        return '"' + text.replace(/[\\"]|[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => named[character]
            || "\\u{" + character.codePointAt(0).toString(16) + "}") + '"';
    }

    function swiftNumber(text) {
        if (/^-?\d+$/.test(text)) {
            const isInteger = text !== "-0" && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
            return isInteger ? text : ".number(" + swiftText(text) + ")";
        }
        const isExact = text.replace(/[eE].*$/, "").replace(/\D/g, "").length <= 15 && Number.isFinite(Number(text));
        return isExact ? text : ".number(" + swiftText(text) + ")";
    }

    /// JSON as a literal of `JSONValue`.
    function swiftLiteral(value, indent) {
        if (value === null) return "nil";
        if (typeof value === "string") return swiftText(value);
        if (typeof value === "number") return swiftNumber(String(value));
        if (typeof value === "boolean") return String(value);
        if (JSON.isRawJSON?.(value)) return swiftNumber(value.rawJSON);
        const inner = indent + "    ";
        const parts = Array.isArray(value) ? value.map((each) => swiftLiteral(each, inner))
            : Object.entries(value).map(([name, each]) => swiftText(name) + ": " + swiftLiteral(each, inner));
        if (!parts.length) return Array.isArray(value) ? "[]" : "[:]";
        const line = "[" + parts.join(", ") + "]";
        if (line.length + indent.length <= 90 && !line.includes("\n")) return line;
        return "[\n" + parts.map((part) => inner + part + ",\n").join("") + indent + "]";
    }

    function decoded(text) {
        try {
            return decodeURIComponent(text);
        } catch {
            return text;
        }
    }

    const swiftMethods = { GET: ".get", HEAD: ".head", POST: ".post", PUT: ".put", DELETE: ".delete" };

    function swiftCredential(entry) {
        const bearer = credentialOf("authorization", entry.fields.authorization || "");
        const environment = (name) => 'ProcessInfo.processInfo.environment["' + name + '"] ?? ""';
        if ("x-api-key" in entry.fields) return '.environment("LANGBOT_API_KEY")';
        if (!bearer) return ".none";
        return bearer.variable === "LANGBOT_API_KEY" ? ".apiKeyAsBearer(APIKey(" + environment(bearer.variable) + "))"
            : ".userToken(UserToken(" + environment(bearer.variable) + "))";
    }

    function swift(entry) {
        const body = bodyOf(entry);
        const [path, ...queries] = entry.target.split("?");
        const type = entry.fields["content-type"] ?? "";
        const segments = path.replace(/^\//, "").split("/").map((segment) => swiftText(decoded(segment)));
        const query = queries.join("?").split("&").filter(Boolean).map((pair) => {
            const [name, ...value] = pair.replaceAll("+", " ").split("=");
            return ".init(" + swiftText(decoded(name)) + ", " + swiftText(decoded(value.join("="))) + ")";
        });
        const method = swiftMethods[entry.method] || "HTTPMethod(rawValue: " + swiftText(entry.method) + ")";
        const parts = [swiftText(entry.operation || "custom"), method, "path: [" + segments.join(", ") + "]"];
        if (query.length) parts.push("query: [" + query.join(", ") + "]");
        if (body.text !== null) {
            const isJSON = /\bjson\b/.test(type) && (typeof entry.request !== "string" || body.text !== entry.request);
            parts.push("body: " + (isJSON ? ".json(" + swiftLiteral(entry.request, "        ") + ")"
                : ".data(Data(" + swiftText(body.text) + ".utf8), contentType: " + swiftText(type || "application/octet-stream") + ")"));
        }
        const fields = furtherFields(entry).filter(([name]) => name !== "accept");
        if (fields.length) {
            parts.push("headers: [" + fields.map(([name, value]) => swiftText(name) + ": " + swiftText(value)).join(", ") + "]");
        }
        return cautions(entry, body).map((note) => "// " + note + "\n").join("") + [
            "import Foundation", "import LangBot", "",
            "let client = try LangBotClient(",
            "    baseURL: URL(string: " + swiftText(location.origin) + ")!,",
            "    credential: " + swiftCredential(entry),
            ")",
            "let data = try await client.perform(",
            "    APIOperation(",
            parts.map((part) => "        " + part).join(",\n"),
            "    )",
            ")",
            "print(data)", "",
        ].join("\n");
    }

    by("copy-curl").addEventListener("click", () => showSnippet(curl(opened), "curl command"));
    by("copy-swift").addEventListener("click", () => showSnippet(swift(opened), "Swift code"));
    by("exchange-fault").addEventListener("click", () => {
        by("exchange").close();
        by("fault-target").value = opened.operation ? "operation" : "path";
        by("fault-operation").value = opened.operation || "";
        by("fault-path").value = opened.target.split("?")[0];
        showFaultForm();
        by("fault-effect").focus();
        by("faults").scrollIntoView({ block: "nearest" });
    });

    // Resources.

    const keepResourceStop = roving(by("resource-list"), "button");
    let resourceTimer = 0;
    let listed = "";
    let asked = 0;

    function worldQuery() { return world === null ? "" : "&world=" + world; }

    async function refreshResources() {
        const number = ++asked;
        const query = "resources?limit=100&search=" + encodeURIComponent(by("resource-search").value.trim())
            + (by("resource-kind").value ? "&kind=" + encodeURIComponent(by("resource-kind").value) : "") + worldQuery();
        const start = Date.now();
        nextResources = Infinity;
        const answer = await call("GET", query).finally(() => { nextResources = Date.now() + 5 * (Date.now() - start); });
        // An answer that was overtaken is out of date.
        if (number !== asked) return;
        by("resource-error").textContent = "";
        showKinds(answer.kinds);
        const shown = answer.resources.length;
        const isNarrowed = by("resource-search").value.trim() || by("resource-kind").value;
        setText("resource-count", answer.count === 0 ? (isNarrowed ? "No resource matches." : "There are no resources.")
            : (shown < answer.count ? "The first " + shown + " of " : "") + plural(answer.count, "resource"));
        const text = JSON.stringify(answer.resources.map(({ kind, id, record }) => [kind, id, record.name]));
        if (text === listed) return;
        listed = text;
        const list = by("resource-list");
        const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
        list.replaceChildren(...answer.resources.map(resourceItem));
        const buttons = list.querySelectorAll("button");
        if (focused >= 0) (buttons[Math.min(focused, buttons.length - 1)] || by("resource-search")).focus();
        keepResourceStop();
    }

    function showKinds(kinds) {
        const list = by("resource-kind");
        const chosen = list.value;
        const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
        const options = [["", "All (" + total + ")"], ...Object.entries(kinds).map(([kind, count]) => [kind, kind + " (" + count + ")"])];
        if (chosen && !(chosen in kinds)) options.push([chosen, chosen + " (0)"]);
        if (JSON.stringify(options) === JSON.stringify([...list.options].map((each) => [each.value, each.text]))) return;
        list.replaceChildren(...options.map(([value, text]) => option(value, text)));
        list.value = chosen;
    }

    function nameOf({ record, id }) { return typeof record.name === "string" && record.name ? record.name : id; }

    function resourceItem(resource) {
        const open = element("button", { type: "button", tabIndex: -1 }, element("b", { textContent: nameOf(resource) }),
            element("small", { textContent: resource.kind }), element("small", { className: "id", textContent: resource.id }));
        open.addEventListener("click", () => attempt("resource-error", () => openResource(resource)));
        return element("li", {}, open);
    }

    let edited = null;

    function addressOf({ kind, id }) {
        return "resources?kind=" + encodeURIComponent(kind) + "&id=" + encodeURIComponent(id) + worldQuery();
    }

    async function openResource(resource) {
        const [found] = (await call("GET", addressOf(resource))).resources;
        if (!found) throw new Error("'" + nameOf(resource) + "' is gone.");
        edited = { resource: found, text: JSON.stringify(found.record, null, 2) };
        by("editor-title").textContent = nameOf(found);
        by("editor-facts").textContent = found.kind + " · " + found.id;
        by("record").value = edited.text;
        by("record-error").textContent = "";
        by("record-note").hidden = !masks.test(edited.text);
        by("editor").showModal();
        by("record").focus();
        by("record").setSelectionRange(0, 0);
        by("record").scrollTop = 0;
    }

    function checkRecord() {
        try {
            JSON.parse(by("record").value);
            by("record-error").textContent = "";
            by("record").removeAttribute("aria-invalid");
            return true;
        } catch (error) {
            by("record-error").textContent = "Not JSON: " + error.message;
            by("record").setAttribute("aria-invalid", "true");
            return false;
        }
    }

    async function saveRecord() {
        if (!checkRecord()) return by("record").focus();
        const isSaved = await attempt("record-error", () => call("PUT", addressOf(edited.resource), by("record").value));
        if (!isSaved) return;
        by("editor").close();
        toast("Saved.");
        refresh(true);
    }

    async function deleteRecord() {
        const { resource } = edited;
        if (!await confirmed("Delete " + resource.kind + " “" + nameOf(resource) + "”?", "Delete")) return;
        if (!await attempt("record-error", () => call("DELETE", addressOf(resource)))) return;
        by("editor").close();
        toast("Deleted.");
        refresh(true);
    }

    async function closeEditor() {
        const isChanged = by("record").value !== edited.text;
        if (isChanged && !await confirmed("Discard your changes?", "Discard")) return;
        by("editor").close();
    }

    by("record").addEventListener("input", () => {
        if (by("record").getAttribute("aria-invalid")) checkRecord(); else by("record-error").textContent = "";
    });
    by("record").addEventListener("change", checkRecord);
    by("record-save").addEventListener("click", saveRecord);
    by("record-copy").addEventListener("click", () => copy(by("record").value, "Record"));
    by("record-delete").addEventListener("click", deleteRecord);
    by("editor-close").addEventListener("click", closeEditor);
    by("editor").addEventListener("cancel", (event) => {
        if (event.target !== by("editor") || by("record").value === edited.text) return;
        event.preventDefault();
        closeEditor();
    });
    by("editor").addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) saveRecord();
    });

    // Faults.

    function faultText(fault) {
        const { effect, status: code, message, minimum, maximum, milliseconds, type } = fault;
        switch (effect) {
        case "status": return "status " + code + ", code " + fault.code + ", “" + message + "”";
        case "success": return "success with the data " + JSON.stringify(fault.data);
        case "latency": return "latency of " + (minimum === maximum ? minimum : minimum + " to " + maximum) + " ms";
        case "slow": return "slow content, " + milliseconds + " ms between pieces";
        case "truncated": return "truncated content";
        case "content-type": return "content type “" + type + "”";
        case "reset": return "connection reset";
        case "empty": return "connection closed without a response";
        case "garbage": return "a response that is not HTTP";
        default: return effect;
        }
    }

    function scheduleText({ times, every, share, seed }) {
        if (times) return times === 1 ? "the first request" : "the first " + times + " requests";
        if (every) return every === 1 ? "every request" : "one request in " + every;
        return share === undefined ? "always" : Number((share * 100).toPrecision(6)) + " % at random, seed " + seed;
    }

    let shownFaults = "";
    function showFaults(faults) {
        by("remove-faults").hidden = faults.length < 2;
        const text = JSON.stringify(faults);
        if (text === shownFaults) return;
        shownFaults = text;
        const list = by("fault-list");
        const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
        const rows = faults.map((fault) => {
            const remove = element("button", { type: "button", textContent: "Remove" });
            remove.dataset.id = fault.id;
            remove.setAttribute("aria-label", "Remove " + fault.id);
            remove.addEventListener("click", () => removeFault(fault.id));
            const target = fault.operation || fault.path;
            const counts = fault.id + " · " + scheduleText(fault) + " · struck " + fault.done + " of " + plural(fault.seen, "request");
            return element("li", {}, element("div", {},
                target ? element("code", { textContent: target + (fault.path ? "…" : "") }) : "All requests",
                ": " + faultText(fault), element("small", { textContent: counts })), remove);
        });
        list.replaceChildren(...(rows.length ? rows
            : [element("li", { className: "empty", textContent: "No faults: every request gets its normal response." })]));
        if (focused === undefined) return;
        const buttons = [...list.querySelectorAll("button")];
        (buttons.find((button) => button.dataset.id === focused) || buttons[0] || by("fault-target")).focus();
    }

    async function removeFault(id) {
        await attempt("fault-error", () => call("DELETE", "faults" + (id ? "?id=" + encodeURIComponent(id) : "")));
        toast(id ? id + " removed." : "All faults removed.");
        refresh(false);
    }

    /// The JSON in a field, undefined if it is empty; the field says so where it is none.
    function dataOf(field) {
        field.setCustomValidity("");
        if (field.value.trim() === "") return undefined;
        try {
            return parse(field.value);
        } catch {
            field.setCustomValidity('Write JSON, such as {"bots": []}, or nothing.');
            return field.value;
        }
    }

    /// The fault as the form says it.
    function formFault() {
        const fault = {};
        const text = (name, id) => { if (by(id).value !== "") fault[name] = by(id).value; };
        const number = (name, id) => { if (by(id).value !== "") fault[name] = Number(by(id).value); };
        const target = by("fault-target").value;
        // An empty target is sent as such, and refused: without it the fault would apply to everything.
        if (target !== "all") fault[target] = by("fault-" + target).value;
        fault.effect = by("fault-effect").value;
        switch (fault.effect) {
        case "status":
            number("status", "fault-status");
            if (/^-?\d+$/.test(by("fault-code").value)) number("code", "fault-code"); else text("code", "fault-code");
            text("message", "fault-message");
            break;
        case "success":
            fault.data = dataOf(by("fault-data"));
            break;
        case "latency":
            number(by("fault-maximum").value === "" ? "milliseconds" : "minimum", "fault-milliseconds");
            number("maximum", "fault-maximum");
            break;
        case "slow": number("milliseconds", "fault-pause"); break;
        case "content-type": text("type", "fault-type"); break;
        default: break;
        }
        const schedule = by("fault-schedule").value;
        if (schedule !== "always") number(schedule, "fault-" + schedule);
        if (schedule === "share") number("seed", "fault-seed");
        return fault;
    }

    function showFaultForm() {
        for (const part of ["target", "effect", "schedule"]) {
            const chosen = by("fault-" + part).value;
            for (const label of by("fault-form").querySelectorAll("[data-" + part + "]")) {
                label.hidden = label.dataset[part] !== chosen;
                // What is hidden is neither checked nor sent.
                label.querySelector("input").disabled = label.hidden;
            }
        }
        setText("fault-preview", JSON.stringify(formFault(), null, 2));
    }

    by("fault-form").addEventListener("input", showFaultForm);
    by("fault-form").addEventListener("submit", async (event) => {
        event.preventDefault();
        let ids = [];
        const isSet = await attempt("fault-error", async () => {
            ({ ids } = await call("POST", "faults", JSON.stringify(formFault())));
        });
        if (isSet) toast(ids.join(", ") + " set.");
        refresh(false);
    });
    by("fault-curl").addEventListener("click", () => {
        const admin = token ? ' \\\n  --header "authorization: Bearer $LANGBOT_MOCK_ADMIN_TOKEN"' : "";
        copy("curl --request POST " + location.origin + "/__mock/faults" + admin
            + " \\\n  --header 'content-type: application/json' \\\n  --data-raw " + shellWord(JSON.stringify(formFault())), "curl command");
    });
    by("remove-faults").addEventListener("click", () => removeFault());

    // Worlds.

    let shownWorlds = "";
    async function refreshWorlds() {
        const { per_key: isPerKey, worlds } = await call("GET", "worlds");
        for (const id of ["worlds", "worlds-link", "resources-world"]) by(id).hidden = !isPerKey;
        if (!isPerKey) return;
        const text = JSON.stringify(worlds);
        if (text === shownWorlds) return;
        const isFirst = shownWorlds === "";
        shownWorlds = text;
        if (isFirst && worlds.length) world = worlds[0].id;
        if (world !== null && !worlds.some(({ id }) => id === world)) world = null;
        const rows = [...worlds.map(({ id, name, is_used: isUsed }) => [id, name, isUsed ? "" : "not used yet"]),
            [null, "No key", "what signed-in users see"]];
        by("world-list").replaceChildren(by("world-list").querySelector("legend"), ...rows.map(([id, name, note]) => {
            const choice = element("input", { type: "radio", name: "world", checked: id === world });
            choice.addEventListener("change", () => {
                world = id;
                setText("resources-world", name);
                attempt("resource-error", refreshResources);
            });
            if (choice.checked) setText("resources-world", name);
            return element("label", {}, choice, element("span", {}, name + " ", element("small", { textContent: note })));
        }));
    }

    by("make-world").addEventListener("click", async () => {
        await attempt("world-error", async () => {
            const made = await call("POST", "worlds");
            by("new-world").hidden = false;
            by("new-world-name").textContent = made.name;
            by("new-world-key").textContent = made.api_key;
        });
        refresh(true);
    });
    by("copy-key").addEventListener("click", () => copy(by("new-world-key").textContent, "Key"));

    // The whole.

    let ticks = 0;
    let seen = "";
    // Resources that take long to find are asked for less often.
    let nextResources = 0;
    let running = null;
    let waiting = 0;

    function showStatus() {
        showContent();
        by("profile").hidden = false;
        setText("profile", status.profile);
        document.title = "langbot-mock " + status.profile;
        setText("state", status.version + " · " + plural(status.operations, "operation") + " · " + plural(status.requests, "request"));
        by("state").classList.remove("bad");
        showFaults(status.faults);
    }

    /// Shows what is there now; resources are asked for where they may have changed.
    async function refresh(isEverything) {
        // Two at once would take the same entries from the journal.
        const before = running;
        let done;
        running = new Promise((resolve) => { done = resolve; });
        waiting += 1;
        await before;
        try {
            status = await call("GET", "status");
            showStatus();
            await refreshJournal();
            const state = JSON.stringify([status.requests, status.resources]);
            if (isEverything || ((state !== seen || ticks % 30 === 0) && Date.now() >= nextResources)) {
                seen = state;
                attempt("resource-error", async () => {
                    await refreshWorlds();
                    await refreshResources();
                });
            }
            if (!operations) {
                ({ operations } = await call("GET", "operations"));
                by("operations").replaceChildren(...operations.map((each) => option(each.operation, each.method + " " + each.path)));
            }
        } catch (error) {
            if (error instanceof Unauthorized) return showLogin(error);
            setText("state", error.message);
            by("state").classList.add("bad");
        } finally {
            waiting -= 1;
            done();
        }
    }

    by("login-form").addEventListener("submit", async (event) => {
        event.preventDefault();
        token = by("token").value;
        await refresh(true);
        if (by("login").hidden) by("requests").focus();
    });
    by("journal-search").addEventListener("input", showJournal);
    by("journal-method").addEventListener("input", showJournal);
    by("journal-filter").addEventListener("input", showJournal);
    by("resource-search").addEventListener("input", () => {
        clearTimeout(resourceTimer);
        resourceTimer = setTimeout(() => attempt("resource-error", refreshResources), 150);
    });
    by("resource-kind").addEventListener("input", () => attempt("resource-error", refreshResources));
    by("pause").addEventListener("click", () => {
        const isPaused = by("pause").getAttribute("aria-pressed") !== "true";
        by("pause").setAttribute("aria-pressed", String(isPaused));
        if (!isPaused) refresh(false);
    });
    by("clear").addEventListener("click", async () => {
        await call("DELETE", "journal").catch((error) => toast(error.message));
        forgetJournal();
        refresh(false);
    });
    by("reset").addEventListener("click", async () => {
        const text = "Reset everything? Resources and keys return to their initial state; faults and the journal are cleared.";
        if (!await confirmed(text, "Reset")) return;
        try {
            await call("POST", "reset");
            forgetJournal();
            by("new-world").hidden = true;
            toast("Everything is as it was at the start.");
        } catch (error) {
            toast(error.message);
        }
        refresh(true);
    });
    by("question-no").addEventListener("click", () => by("question").close(""));
    by("question-yes").addEventListener("click", () => by("question").close("yes"));
    by("exchange-close").addEventListener("click", () => by("exchange").close());
    for (const search of [by("journal-search"), by("resource-search")]) {
        search.addEventListener("focus", () => { lastSearch = search; });
    }
    by("resources").addEventListener("focusin", () => { lastSearch = by("resource-search"); });
    by("requests").addEventListener("focusin", () => { lastSearch = by("journal-search"); });
    document.addEventListener("keydown", (event) => {
        const isTyping = event.target.closest?.("input, select, textarea");
        if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey
            || document.querySelector("dialog[open]") || by("content").hidden) return;
        event.preventDefault();
        lastSearch.focus();
        lastSearch.select();
    });
    // A click beside a dialog closes it as Esc does.
    by("exchange").addEventListener("click", (event) => { if (event.target === by("exchange")) by("exchange").close(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(false); });

    showFaultForm();
    refresh(true);
    setInterval(() => {
        ticks += 1;
        if (!document.hidden && by("login").hidden && !waiting) refresh(false);
    }, 1000);
})();
