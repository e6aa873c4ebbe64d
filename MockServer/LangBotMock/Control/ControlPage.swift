import HTTPCore

/// The page at `/__mock/`: profile, resources, faults, and the journal as it grows.
enum ControlPage {
    static let response = HTTPResponse(
        status: 200,
        fields: [
            "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
            "Content-Security-Policy":
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
        ],
        body: Array(html.utf8)
    )

    private static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>langbot-mock</title>
        <style>\(style)</style>
        </head>
        <body>
        <header>
        <h1>langbot-mock <span id="profile"></span></h1>
        <p id="state" role="status">connecting …</p>
        <form id="login" hidden>
        <label>Token of --admin-token <input id="token" type="password" autocomplete="off"></label>
        <button>Use it</button>
        </form>
        </header>
        <main>
        <section aria-labelledby="resources-title">
        <h2 id="resources-title">Resources</h2>
        <dl id="resources"></dl>
        <button id="reset" type="button">Reset everything</button>
        </section>
        <section aria-labelledby="faults-title">
        <h2 id="faults-title">Faults</h2>
        <ul id="faults"></ul>
        <form id="add-fault">
        <label>Operation <input id="fault-operation" placeholder="all of them" autocomplete="off" size="18"></label>
        <label>Effect
        <select id="fault-effect">
        <option>status</option><option>latency</option><option>reset</option><option>empty</option>
        <option>truncated</option><option>slow</option><option>garbage</option>
        </select></label>
        <label>Times <input id="fault-times" type="number" min="1" value="1"></label>
        <button>Set</button>
        </form>
        <p id="fault-error" role="alert"></p>
        </section>
        <section class="wide" aria-labelledby="journal-title">
        <h2 id="journal-title">Journal</h2>
        <p class="tools">
        <label>Show <input id="filter" placeholder="operation, path or status" autocomplete="off"></label>
        <label><input id="follow" type="checkbox" checked> follow</label>
        </p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="journal-title">
        <table>
        <thead><tr><th>#</th><th>Time</th><th>Request</th><th>Status</th><th>Operation</th><th>ms</th></tr></thead>
        <tbody id="journal"></tbody>
        </table>
        </div>
        <pre id="detail" tabindex="0" aria-label="The chosen exchange" hidden></pre>
        </section>
        </main>
        <script>\(script)</script>
        </body>
        </html>

        """

    private static let style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8882; --bad: #b3261e; --ok: #1a7f37; --warn: #9a6700; }
        @media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --ok: #7ee787; --warn: #e3b341; } }
        * { box-sizing: border-box; } [hidden] { display: none !important; }
        body { margin: 0; font: 15px/1.45 system-ui, sans-serif; }
        header, main { max-width: 75rem; margin: 0 auto; padding: 0 1rem; }
        h1 { font-size: 1.3rem; margin: 1rem 0 0; } h1 span { font-weight: 400; opacity: .75; }
        h2 { font-size: 1rem; margin: 0 0 .5rem; }
        #state { margin: .2rem 0 1rem; opacity: .8; }
        main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: 1rem; padding-bottom: 2rem; }
        section { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; min-width: 0; }
        .wide { grid-column: 1 / -1; }
        dl { display: grid; grid-template-columns: 1fr auto; gap: .1rem .8rem; margin: 0 0 .8rem; }
        dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; }
        ul { margin: 0 0 .8rem; padding-left: 1.1rem; }
        form, .tools { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; margin: 0 0 .6rem; }
        input, select, button { font: inherit; padding: .2rem .5rem; max-width: 100%; }
        input[type=number] { width: 5rem; }
        [role=alert] { color: var(--bad); margin: 0; }
        .scroll { overflow: auto; max-height: 55vh; border-top: 1px solid var(--line); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .2rem .5rem; white-space: nowrap; border-bottom: 1px solid var(--soft); }
        td:nth-child(3) { white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
        tbody tr { cursor: pointer; } tbody tr:hover, tbody tr:focus, tr[aria-selected=true] { background: var(--soft); }
        .s2 { color: var(--ok); } .s4 { color: var(--warn); } .s5 { color: var(--bad); }
        pre { overflow: auto; max-height: 50vh; background: var(--soft); padding: .7rem; border-radius: .4rem; }
        @media (max-width: 46rem) { main { grid-template-columns: minmax(0, 1fr); } th:nth-child(2), td:nth-child(2),
        th:nth-child(6), td:nth-child(6) { display: none; } td:nth-child(3) { min-width: 7rem; }
        td:nth-child(5) { white-space: normal; overflow-wrap: anywhere; } }
        """

    private static let script = """
        'use strict';
        const by = id => document.getElementById(id);
        let token = '', last = 0, entries = [], chosen = null;
        async function call(method, name, body) {
          const headers = {};
          if (token) headers.Authorization = 'Bearer ' + token;
          if (method !== 'GET' && method !== 'DELETE') headers['Content-Type'] = 'application/json';
          const response = await fetch('/__mock/' + name, {method, headers,
            body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'});
          if (response.status === 401) { by('login').hidden = false; throw new Error('the token is needed'); }
          const answer = await response.json();
          if (!response.ok) throw new Error(answer.error);
          by('login').hidden = true;
          return answer;
        }
        function element(name, text, properties) {
          const made = document.createElement(name);
          if (text !== undefined) made.textContent = text;
          return Object.assign(made, properties);
        }
        function faultText(fault) {
          const where = fault.operation || fault.path || 'every request';
          const {id, seen, done, operation, path, effect, ...values} = fault;
          const rest = Object.entries(values).map(([key, value]) => key + ' ' + value).join(', ');
          return where + ': ' + effect + (rest ? ' (' + rest + ')' : '') + ', ' + done + ' of ' + seen + ' ';
        }
        function showStatus(status) {
          by('profile').textContent = status.profile;
          const count = status.requests === 1 ? '1 request' : status.requests + ' requests';
          by('state').textContent = status.operations + ' operations, ' + count;
          by('resources').replaceChildren(...Object.entries(status.resources).flatMap(([name, count]) =>
            [element('dt', name), element('dd', count)]));
          const rows = status.faults.map(fault => {
            const row = element('li', faultText(fault));
            const button = element('button', 'Remove', {type: 'button'});
            button.setAttribute('aria-label', 'Remove ' + fault.id);
            button.onclick = () => act(() => call('DELETE', 'faults?id=' + encodeURIComponent(fault.id)));
            row.append(button);
            return row;
          });
          by('faults').replaceChildren(...(rows.length ? rows : [element('li', 'none')]));
        }
        function row(entry) {
          const made = element('tr', undefined, {tabIndex: 0});
          made.setAttribute('aria-selected', String(chosen === entry.number));
          const status = element('td', entry.status + (entry.fault ? ' ⚡' : ''));
          status.className = 's' + String(entry.status)[0];
          made.append(element('td', entry.number), element('td', entry.time.slice(11, 23)),
            element('td', entry.method + ' ' + entry.target), status,
            element('td', entry.operation || 'none'), element('td', (entry.microseconds / 1000).toFixed(1)));
          made.onclick = () => choose(entry);
          made.onkeydown = event => {
            if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(entry); }
          };
          return made;
        }
        function choose(entry) {
          chosen = entry.number;
          by('detail').hidden = false;
          by('detail').textContent = JSON.stringify(entry, null, 2);
          showJournal();
        }
        function showJournal() {
          const wanted = by('filter').value.trim().toLowerCase();
          const shown = entries.filter(entry => !wanted ||
            [entry.operation, entry.target, entry.method, entry.status].join(' ').toLowerCase().includes(wanted));
          const focused = document.activeElement && document.activeElement.closest
            ? Array.from(by('journal').children).indexOf(document.activeElement.closest('tr')) : -1;
          by('journal').replaceChildren(...shown.slice(-300).reverse().map(row));
          if (focused >= 0 && by('journal').children[focused]) by('journal').children[focused].focus();
        }
        async function refresh() {
          try {
            showStatus(await call('GET', 'status'));
            if (by('follow').checked) {
              const journal = await call('GET', 'journal?since=' + last);
              if (journal.count < last) { entries = []; last = 0; }
              if (journal.entries.length) {
                entries = entries.concat(journal.entries).slice(-1000);
                last = entries[entries.length - 1].number;
              }
              if (journal.entries.length || !journal.count) showJournal();
            }
          } catch (error) { by('state').textContent = error.message; }
        }
        async function act(action) {
          by('fault-error').textContent = '';
          try { await action(); } catch (error) { by('fault-error').textContent = error.message; }
          refresh();
        }
        by('login').onsubmit = event => { event.preventDefault(); token = by('token').value; refresh(); };
        by('reset').onclick = () => act(async () => { await call('POST', 'reset'); entries = []; last = 0; chosen = null;
          by('detail').hidden = true; showJournal(); });
        by('add-fault').onsubmit = event => {
          event.preventDefault();
          const fault = {effect: by('fault-effect').value};
          if (by('fault-operation').value) fault.operation = by('fault-operation').value;
          if (by('fault-times').value) fault.times = Number(by('fault-times').value);
          act(() => call('POST', 'faults', fault));
        };
        by('filter').oninput = showJournal;
        setInterval(() => { if (!document.hidden) refresh(); }, 1000);
        refresh();
        """
}
