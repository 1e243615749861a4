// A button that copies a text; without this script the text is selected by hand.
(() => {
    "use strict";

    document.querySelectorAll("[data-sop-copy]").forEach((button) => {
        const source = document.getElementById(button.dataset.sopCopy);
        button.hidden = false;
        button.addEventListener("click", async () => {
            source.select();
            try {
                await navigator.clipboard.writeText(source.value);
            } catch {
                // Without HTTPS there is no clipboard; the older way needs only the selection.
                document.execCommand("copy");
            }
            button.parentElement.querySelector("[data-sop-copied]").hidden = false;
        });
    });
})();
