// The example beside a template, while it is written. Without this it is drawn when the form is saved.
(() => {
    "use strict";

    const PAUSE = 300;

    function show(box, example) {
        const part = (name) => box.querySelector(`[data-sop-example-${name}]`);
        part("problem").textContent = example.problem;
        part("problem").hidden = !example.problem;
        part("count").hidden = Boolean(example.problem);
        if (example.problem) return;
        part("text").textContent = example.text;
        part("length").textContent = example.length;
        part("limit").textContent = example.limit;
    }

    function follow(box) {
        const form = box.closest("form");
        let timer;
        let latest = 0;

        async function ask() {
            const asked = ++latest;
            const query = new URLSearchParams({
                network: box.dataset.network,
                template: form.elements.template.value,
                text_limit: form.elements.text_limit.value,
            });
            const response = await fetch(`${box.dataset.sopExample}?${query}`, { credentials: "same-origin" });
            if (response.ok && asked === latest) show(box, await response.json());
        }

        form.addEventListener("input", (event) => {
            if (!["template", "text_limit"].includes(event.target.name)) return;
            clearTimeout(timer);
            timer = setTimeout(() => ask().catch(() => {}), PAUSE);
        });
    }

    // Wagtail loads scripts before the page is there.
    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-sop-example]").forEach(follow);
    });
})();
