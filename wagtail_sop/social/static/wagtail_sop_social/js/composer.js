// The composer while somebody writes: counts at once, and has the server draw the cards again after a pause.
// Without this script the same cards and counters appear after saving.

import { count, links } from "./counting.js";

const PAUSE = 400;
const GIST = 90;
const FACTS = [
  "title", "slug", "lead", "search_description", "dateline_place", "dateline_date", "main_picture", "main_picture_alt",
];

class Composer {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.accounts = [...root.querySelectorAll("[data-sop-account]")].map((element) => new Account(element, this));
    this.form.addEventListener("input", (event) => this.heard(event));
    this.form.addEventListener("change", (event) => this.heard(event));
  }

  heard(event) {
    if (FACTS.includes(event.target.name) || this.root.contains(event.target)) this.refreshSoon();
  }

  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  /** Only the answer to the last question counts. */
  async refresh() {
    this.asked?.abort();
    this.asked = new AbortController();
    const sent = this.said();
    try {
      const response = await fetch(this.root.dataset.cardsUrl, {
        method: "POST",
        body: sent,
        signal: this.asked.signal,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!response.ok) return;
      const { cards } = await response.json();
      this.accounts.forEach((account) => account.draw(cards[account.pk]));
    } catch {
      // Offline, or asked again: the card stays as it is, and saving shows the truth.
    }
  }

  said() {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const isOurs = name.startsWith(`${this.root.dataset.prefix}-`);
      if (isOurs || FACTS.includes(name) || name === "csrfmiddlewaretoken") said.append(name, value);
    }
    return said;
  }
}

class Account {
  constructor(element, composer) {
    this.element = element;
    this.composer = composer;
    this.pk = element.dataset.pk;
    this.text = this.find("[data-sop-text]");
    this.card = this.find("[data-sop-card]");
    this.pictures = this.find("[data-sop-pictures]");
    this.element.querySelectorAll("[data-sop-plain]").forEach((plain) => plain.remove());
    this.text.addEventListener("input", () => this.show());
    this.on("[data-sop-edit-usual]", () => this.write(this.text.placeholder));
    this.on("[data-sop-use-usual]", () => this.write(""));
    this.on("[data-sop-add]", () => this.choose());
    this.on("[data-sop-source][value=own]", () => this.beginWithMain());
    this.pictures?.querySelectorAll("[data-sop-picture]").forEach((row) => this.equip(row));
    this.offer();
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  on(selector, act) {
    this.find(selector)?.addEventListener("click", act);
  }

  write(text) {
    this.text.value = text;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.text.focus();
  }

  /** What is posted as the text stands now. */
  posted() {
    const { link, tagged } = this.element.dataset;
    const text = this.text.value.trim() || this.text.placeholder;
    return this.withLink(this.replaceLink(text, link, tagged), tagged);
  }

  /** Text and counter at once; the rest of the card is drawn by the server. */
  show() {
    const { link, tagged } = this.element.dataset;
    const posted = this.posted();
    const read = tagged ? posted.replace(tagged, () => link) : posted;
    const shown = this.find("[data-sop-shown]");
    // Drawn by the server, the same text also has its links marked.
    if (shown.textContent !== read) shown.textContent = read;
    this.find("[data-sop-gist]").textContent = read.slice(0, GIST);
    this.count(posted);
    this.offer();
  }

  count(posted) {
    const length = count(posted, this.element.dataset.rule);
    const over = length - Number(this.element.dataset.limit);
    this.find("[data-sop-length]").textContent = length;
    this.find("[data-sop-over-number]").textContent = Math.max(over, 0);
    this.find("[data-sop-over]").hidden = over <= 0;
    this.find("[data-sop-count]").classList.toggle("sop-count--over", over > 0);
  }

  replaceLink(text, link, tagged) {
    if (!link) return text;
    const bare = link.replace(/\/+$/, "");
    if (links(link).length) return this.replaceFound(text, bare, tagged);
    // An address that no network takes for one, like that of a site under construction.
    const plain = bare.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return text.replace(new RegExp(`(?<![\\w/])${plain}/?(?![\\w/?#&=%-]|\\.\\w)`, "g"), () => tagged);
  }

  replaceFound(text, bare, tagged) {
    let [written, at] = ["", 0];
    for (const found of links(text)) {
      const start = text.indexOf(found, at);
      written += text.slice(at, start) + (found.replace(/\/+$/, "") === bare ? tagged : found);
      at = start + found.length;
    }
    return written + text.slice(at);
  }

  withLink(text, tagged) {
    if (!tagged || text.includes(tagged) || !("followsLinks" in this.element.dataset)) return text;
    return `${text}\n\n${tagged}`.trim();
  }

  offer() {
    const isOwn = Boolean(this.text.value.trim());
    this.find("[data-sop-edit-usual]").hidden = isOwn;
    this.find("[data-sop-use-usual]").hidden = !isOwn;
    const add = this.find("[data-sop-add]");
    if (add) add.hidden = this.pictures.children.length >= Number(this.element.dataset.most);
  }

  draw(card) {
    if (!card) return;
    Object.assign(this.element.dataset, { link: card.link, tagged: card.tagged });
    this.text.placeholder = card.usual;
    this.card.innerHTML = card.html;
    // Somebody may have typed on while the server drew.
    this.show();
  }

  // Pictures

  /** Who wants other pictures mostly wants them besides the main one. */
  beginWithMain() {
    const shot = this.find(".sop-shot");
    if (!shot || this.pictures.children.length) return;
    const image = shot.querySelector("img");
    const { pk, title } = shot.dataset;
    this.add({ id: pk, title, preview: { url: image.src }, default_alt_text: image.alt }, false);
  }

  choose() {
    const modal = new window.ImageChooserModal(this.composer.root.dataset.chooserUrl);
    modal.open({}, (image) => this.add(image));
  }

  add(image, isFocused = true) {
    const row = this.find("[data-sop-pattern]").content.firstElementChild.cloneNode(true);
    row.querySelector("img").src = image.preview.url;
    row.querySelector("[data-sop-title]").textContent = image.title;
    row.querySelector("[name$='-image']").value = image.id;
    // The title is often the name of a file; only a description describes.
    const described = image.default_alt_text !== image.title;
    row.querySelector("[name$='-alt']").value = described ? (image.default_alt_text ?? "") : "";
    row.querySelector("[data-sop-plain]")?.remove();
    this.pictures.append(row);
    this.equip(row);
    this.changed(isFocused && row.querySelector("[name$='-alt']"));
  }

  equip(row) {
    const remove = row.querySelector("[data-sop-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => {
      row.remove();
      this.changed(this.find("[data-sop-add]"));
    });
  }

  changed(focused) {
    this.offer();
    this.text.dispatchEvent(new Event("change", { bubbles: true }));
    if (focused) focused.focus();
  }
}

document.querySelectorAll("[data-sop-composer]").forEach((root) => new Composer(root));
