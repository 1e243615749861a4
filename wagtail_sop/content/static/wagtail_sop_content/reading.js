/*
    Remembers the reading aids, reads a page aloud and copies its address. Everything can be read without it: the aids
    themselves are CSS. It stands right after the aids, so that a page is never shown before they are set.
*/
(() => {
    const KEY = "sop-reading";
    const aids = document.querySelector(".sop-aids");

    const remembered = () => {
        try {
            return JSON.parse(localStorage.getItem(KEY)) || {};
        } catch {
            return {};
        }
    };

    const remember = () => {
        const chosen = {};
        aids.querySelectorAll("input:checked").forEach((input) => (chosen[input.name] = input.value));
        try {
            localStorage.setItem(KEY, JSON.stringify(chosen));
        } catch {
            // Without storage the choice holds for this page.
        }
    };

    if (aids) {
        const chosen = remembered();
        aids.querySelectorAll("input").forEach((input) => {
            if (chosen[input.name] === input.value) input.checked = true;
        });
        aids.addEventListener("change", remember);
        aids.addEventListener("reset", () => setTimeout(remember));
    }

    const offerToCopy = (button) => {
        if (!navigator.clipboard) return;
        button.hidden = false;
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(button.dataset.copy);
            button.textContent = button.dataset.done;
        });
    };

    // The words of the page in its own language, and only where the machine has a voice for it.
    const offerToRead = (button) => {
        const speech = window.speechSynthesis;
        const language = document.documentElement.lang;
        const text = document.querySelector(button.dataset.read);
        const show = () => (button.hidden = !speech.getVoices().some((voice) => voice.lang.startsWith(language)));
        if (!speech || !text) return;
        const say = button.textContent;
        const ended = () => (button.textContent = say);
        show();
        speech.addEventListener("voiceschanged", show);
        window.addEventListener("pagehide", () => speech.cancel());
        button.addEventListener("click", () => {
            if (speech.speaking) return speech.cancel();
            const words = new SpeechSynthesisUtterance(text.innerText);
            words.lang = language;
            words.onend = words.onerror = ended;
            button.textContent = button.dataset.stop;
            speech.speak(words);
        });
    };

    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-copy]").forEach(offerToCopy);
        document.querySelectorAll("[data-read]").forEach(offerToRead);
    });
})();
