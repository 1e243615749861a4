// A button that copies a text; without this script the text is selected by hand.
(() => {
    "use strict";

    async function copy(source) {
        source.select();
        try {
            await navigator.clipboard.writeText(source.value);
        } catch {
            // Without HTTPS there is no clipboard; the older way needs only the selection.
            document.execCommand("copy");
        }
    }

    function offer(button) {
        const said = button.parentElement.querySelector("[data-sop-copied]");
        button.hidden = false;
        button.addEventListener("click", async () => {
            await copy(document.getElementById(button.dataset.sopCopy));
            said.hidden = false;
        });
    }

    // Wagtail loads scripts before the page is there.
    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-sop-copy]").forEach(offer);
    });
})();
