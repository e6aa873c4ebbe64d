// The chat of langbot-mock on a web page: a button and a box, over the same requests as LangBot's own.
(() => {
    const page = window.langBotPage;
    if (!page || window.langBotOpened) return;
    window.langBotOpened = true;
    const root = `${page.base}/api/v1/embed/${page.bot}`;
    const visitor = (() => {
        const key = `langbot-visitor-${page.bot}`;
        const known = localStorage.getItem(key);
        if (known) return known;
        const made = crypto.randomUUID();
        localStorage.setItem(key, made);
        return made;
    })();

    const make = (tag, style, parent) => {
        const element = document.createElement(tag);
        element.style.cssText = style;
        parent.append(element);
        return element;
    };
    const corner = make("div", "position:fixed;right:16px;bottom:16px;font:14px sans-serif;z-index:9999", document.body);
    const box = make("div", "display:none;width:280px;border:1px solid #888;background:#fff;color:#111", corner);
    make("strong", "display:block;padding:8px;background:#eee", box).textContent = page.title;
    const log = make("div", "height:240px;overflow:auto;padding:8px", box);
    const form = make("form", "display:flex;margin:0", box);
    const input = make("input", "flex:1;padding:8px;border:0;border-top:1px solid #888", form);
    make("button", "padding:8px", form).textContent = "↩";
    const button = make("button", "padding:8px 12px;float:right", corner);
    button.type = "button";
    button.textContent = page.title;

    const lines = new Map();
    const show = ({ id, role, content }) => {
        const line = lines.get(id) ?? make("p", "margin:4px 0;white-space:pre-wrap", log);
        lines.set(id, line);
        line.textContent = `${role === "user" ? "› " : ""}${content}`;
        log.scrollTop = log.scrollHeight;
    };

    let socket;
    const open = async () => {
        const options = {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: "page" }),
        };
        const { data } = await (await fetch(`${root}/turnstile/verify`, options)).json();
        const address = `${root.replace(/^http/, "ws")}/ws/connect?session_type=person&session_id=${visitor}`;
        socket = new WebSocket(address);
        socket.onopen = () => socket.send(JSON.stringify({ type: "authenticate", token: data.token }));
        socket.onmessage = (event) => {
            const frame = JSON.parse(event.data);
            if (frame.data) show(frame.data);
        };
    };
    button.onclick = () => {
        box.style.display = box.style.display === "none" ? "block" : "none";
        if (!socket) open();
    };
    form.onsubmit = (event) => {
        event.preventDefault();
        if (!input.value || socket?.readyState !== WebSocket.OPEN) return;
        const message = [{ type: "Plain", text: input.value }];
        socket.send(JSON.stringify({ type: "message", message, stream: true }));
        input.value = "";
    };
})();
