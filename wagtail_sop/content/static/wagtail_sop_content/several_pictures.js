/** Adds a block to a StreamField for each of several pictures. The server says of each file whether it can be taken. */
class SeveralPictures extends window.StimulusModule.Controller {
  connect() {
    this.texts = this.element.dataset;
    this.files = this.element.querySelector("input[type=file]");
    this.undo = this.element.querySelector("[data-undo]");
    this.added = [];
    this.on("[data-upload]", () => this.files.click());
    this.on("[data-choose]", () => this.choose());
    this.on("[data-undo]", () => this.takeOut());
    this.files?.addEventListener("change", () => this.upload([...this.files.files]));
  }

  on(selector, act) {
    const button = this.element.querySelector(selector);
    button?.addEventListener("click", () => this.isBusy || act());
  }

  /** Wagtail keeps the StreamField's own object at its element. */
  get stream() {
    return document.getElementById(`${this.texts.stream}-root`).rootBlock;
  }

  async upload(files) {
    // Chosen a second time, the same file is sent again.
    this.files.value = "";
    const pictures = [];
    const refused = [];
    this.busy(true);
    // One after the other, so that they stand in the order in which they were chosen.
    for (const [index, file] of files.entries()) {
      this.say(this.texts.sending, { number: index + 1, count: files.length });
      const { picture, why } = await this.send(file);
      if (picture) pictures.push(picture);
      else refused.push(`${file.name}: ${why}`);
    }
    this.busy(false);
    this.add(pictures, refused);
  }

  async send(file) {
    const body = new FormData();
    body.append("file", file);
    const collection = this.element.querySelector("[data-collection]");
    if (collection) body.append("collection", collection.value);
    const token = this.element.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "X-CSRFToken": token, Accept: "application/json" };
    try {
      const response = await fetch(this.texts.addUrl, { method: "POST", body, headers });
      return await response.json();
    } catch {
      return { why: this.texts.lost };
    }
  }

  choose() {
    const modal = new window.ImageChooserModal(this.texts.chooseUrl);
    modal.open({ multiple: true }, (pictures) => this.add([pictures].flat()));
  }

  add(pictures, refused = []) {
    const blocks = pictures.map((picture) => this.insert(picture));
    if (blocks.length) this.added = blocks;
    this.undo.hidden = !this.added.length;
    this.say(this.texts.done, { added: pictures.length, refused: refused.length });
    const items = refused.map((words) => Object.assign(document.createElement("li"), { textContent: words }));
    this.element.querySelector("[data-refused]").replaceChildren(...items);
  }

  insert(picture) {
    // The title is often the name of a file; only a description describes.
    const described = picture.default_alt_text !== picture.title;
    const value = {
      image: picture,
      alt_text: described ? (picture.default_alt_text ?? "") : "",
      caption: "",
    };
    const block = { type: this.texts.block, value, id: null };
    return this.stream.insert(block, this.stream.children.length, { animate: false, focus: false });
  }

  takeOut() {
    const { stream } = this;
    const still = this.added.map((block) => stream.children.indexOf(block)).filter((index) => index >= 0);
    still.reverse().forEach((index) => stream.deleteBlock(index, { animate: false }));
    this.added = [];
    this.undo.hidden = true;
    this.say(this.texts.out, {});
    this.element.querySelector("[data-refused]").replaceChildren();
    this.element.querySelector("button:not([hidden])").focus();
  }

  busy(isBusy) {
    // Disabled buttons would lose the focus.
    this.element.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", isBusy));
    this.isBusy = isBusy;
  }

  say(text, values) {
    this.element.querySelector("[data-state]").textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
}

window.wagtail.app.register("sop-pictures", SeveralPictures);
