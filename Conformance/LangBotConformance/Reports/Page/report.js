"use strict";
(() => {
    const find = document.getElementById("find");
    if (!find) return;
    const verdict = document.getElementById("verdict");
    const level = document.getElementById("level");
    const shown = document.getElementById("shown");
    const checks = [...document.querySelectorAll(".check")];
    const groups = [...document.querySelectorAll(".group")];
    const tiles = [...document.querySelectorAll(".tile")];
    const words = new Map(checks.map((check) => [check, check.querySelector("summary").textContent.toLowerCase()
        + " " + check.querySelector("p").textContent.toLowerCase()]));
    let cell = null;

    function apply() {
        const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
        let count = 0;
        for (const check of checks) {
            const id = check.querySelector("summary code").textContent;
            const fits = (!verdict.value || check.classList.contains(verdict.value))
                && (!level.value || check.dataset.level === level.value)
                && (!cell || (id === cell.check && check.dataset.resource === cell.resource))
                && wanted.every((word) => words.get(check).includes(word));
            check.hidden = !fits;
            if (fits) count += 1;
        }
        for (const group of groups) group.hidden = !group.querySelector(".check:not([hidden])");
        for (const tile of tiles) tile.setAttribute("aria-pressed", String(tile.dataset.verdict === verdict.value));
        shown.textContent = count + " shown" + (cell ? ": " + cell.check + " on " + cell.resource : "");
    }

    function clearCell() {
        cell = null;
        apply();
    }

    for (const control of [find, verdict, level]) control.addEventListener("input", clearCell);
    document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
    for (const tile of tiles) {
        tile.addEventListener("click", () => {
            verdict.value = verdict.value === tile.dataset.verdict ? "" : tile.dataset.verdict;
            clearCell();
            document.getElementById("checks-title").scrollIntoView({ block: "start" });
        });
    }
    for (const button of document.querySelectorAll(".matrix button")) {
        button.addEventListener("click", () => {
            find.value = verdict.value = level.value = "";
            cell = { check: button.dataset.check, resource: button.dataset.resource };
            apply();
            document.getElementById("checks-title").scrollIntoView({ block: "start" });
        });
    }
    for (const caption of document.querySelectorAll(".command figcaption")) {
        if (!navigator.clipboard) break;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "copy";
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(caption.nextElementSibling.textContent);
            button.textContent = "copied";
        });
        caption.append(button);
    }

    function open() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!target || !target.classList.contains("check")) return;
        find.value = verdict.value = level.value = "";
        clearCell();
        target.open = true;
        target.scrollIntoView({ block: "center" });
    }

    addEventListener("hashchange", open);
    // A full run has a thousand cases; those that deviate come first.
    if ([...verdict.options].some((each) => each.value === "deviates")) verdict.value = "deviates";
    apply();
    open();
})();
