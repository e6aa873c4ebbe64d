/// The script that the pages of plugins load, which talks with the page around them.
enum PageSDK {
    static let script = """
        // A stand-in for LangBot's SDK of plugin pages: window.langbot, with the same members.
        (() => {
          const state = { theme: "light", language: "en-US", ready: false, texts: {} };
          const listeners = { ready: [], theme: [], language: [] };
          const waiting = new Map();
          const attributes = ["placeholder", "title", "alt", "aria-label", "aria-description"];
          let number = 0;

          const call = (kind, value) => {
            for (const listener of listeners[kind]) {
              try { listener(value); } catch (error) { console.error(error); }
            }
          };
          const file = (language) => fetch(`./i18n/${language.replace(/-/g, "_")}.json`);
          const translate = () => {
            for (const element of document.querySelectorAll("[data-i18n]")) {
              const text = state.texts[element.getAttribute("data-i18n")];
              const attribute = element.getAttribute("data-i18n-attr");
              if (text == null) continue;
              if (attributes.includes(attribute)) element.setAttribute(attribute, text);
              else element.textContent = text;
            }
          };
          const load = async () => {
            try {
              let answer = await file(state.language);
              if (!answer.ok) answer = await file("en_US");
              state.texts = answer.ok ? await answer.json() : {};
            } catch { state.texts = {}; }
            translate();
          };
          const show = (theme) => {
            const changed = theme !== state.theme;
            state.theme = theme;
            const root = document.documentElement;
            root.classList.remove("light", "dark");
            root.classList.add(theme);
            root.setAttribute("data-theme", theme);
            if (changed) call("theme", theme);
          };

          window.addEventListener("message", async ({ data }) => {
            if (data?.type === "langbot:context") {
              const before = state.language;
              state.language = data.language || before;
              show(data.theme || "light");
              if (state.ready && before === state.language) return;
              await load();
              if (state.ready) return call("language", state.language);
              state.ready = true;
              call("ready", { theme: state.theme, language: state.language });
            } else if (data?.type === "langbot:api:response" && waiting.has(data.requestId)) {
              const { resolve, reject } = waiting.get(data.requestId);
              waiting.delete(data.requestId);
              if (data.error) reject(new Error(data.error));
              else resolve(data.data);
            }
          });

          window.langbot = {
            get theme() { return state.theme; },
            get language() { return state.language; },
            get ready() { return state.ready; },
            onReady(listener) {
              if (state.ready) listener({ theme: state.theme, language: state.language });
              else listeners.ready.push(listener);
            },
            onThemeChange(listener) { listeners.theme.push(listener); },
            onLanguageChange(listener) { listeners.language.push(listener); },
            t(key, fallback) { return state.texts[key] ?? (fallback || key); },
            applyI18n: translate,
            api(endpoint, body, method) {
              return new Promise((resolve, reject) => {
                const requestId = `req_${++number}_${Date.now()}`;
                waiting.set(requestId, { resolve, reject });
                const message = { type: "langbot:api", requestId, endpoint, method: method || "POST", body };
                window.parent.postMessage(message, "*");
                setTimeout(() => {
                  if (waiting.delete(requestId)) reject(new Error("Request timeout"));
                }, 30000);
              });
            },
          };
        })();

        """
}
