// Without JavaScript the button stays hidden, and the browser's own menu prints the page.
document.querySelectorAll("[data-sop-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
