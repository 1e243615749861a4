// A click on the picture puts the other site's player in its place. Before, nothing of that site is loaded.
document.querySelectorAll("[data-player]").forEach((facade) => {
    facade.querySelector("a").addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        const player = document.createElement("iframe");
        player.src = facade.dataset.player;
        player.title = facade.dataset.title;
        player.allow = "autoplay; fullscreen; picture-in-picture";
        player.referrerPolicy = "strict-origin-when-cross-origin";
        event.currentTarget.replaceWith(player);
        player.focus();
    });
});
