// The estimate's grid by the keyboard: a spreadsheet over a plain table (WAI-ARIA grid). Without it the table is read
// and every line has a form of its own.
const PAGE_ROWS = 15;

class Grid {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.table = section.querySelector("table");
    this.sheet = new Sheet(this.table, Number(section.dataset.unit));
    this.position = section.querySelector("[data-position]");
    this.message = section.querySelector("[data-message]");
    this.mayWrite = "save" in section.dataset;
    this.saver = this.mayWrite ? new Saver(this) : null;
    this.at = { r: 0, c: 0 };
    this.from = { r: 0, c: 0 };
    this.marked = [];
    this.input = null;
    this.copied = null;
    this.prepare();
    this.listen();
  }

  prepare() {
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-multiselectable", "true");
    this.table.setAttribute("aria-readonly", String(!this.mayWrite));
    for (const link of this.table.querySelectorAll("tbody a, tfoot a")) link.tabIndex = -1;
    for (const button of this.section.querySelectorAll("[data-script]")) button.hidden = false;
    const line = this.sheet.rows.findIndex((row) => `#${row.element.id}` === location.hash);
    this.at = this.from = { r: Math.max(line, 0), c: this.sheet.columns.findIndex((column) => this.holds(column)) };
    if (this.rowCount) this.cellAt(this.at).tabIndex = 0;
  }

  get rowCount() {
    return this.sheet.rows.length;
  }

  holds(column) {
    return column.kind in EDITED;
  }

  cellAt({ r, c }) {
    return this.sheet.rows[r].element.cells[c];
  }

  placeOf(cell) {
    const row = cell?.closest("tbody tr");
    return row && this.table.contains(row) ? { r: row.sectionRowIndex, c: cell.cellIndex } : null;
  }

  // The row and column to write to; null where the cell is computed, printed, or not the person's to write.
  editable({ r, c }) {
    const row = this.sheet.rows[r], column = this.sheet.columns[c];
    if (!this.mayWrite || row.heading || !this.holds(column)) return null;
    if ("locked" in this.cellAt({ r, c }).dataset) return null;
    return [row, column];
  }

  // --- where one is

  go(at, extend = false) {
    const to = { r: clamp(at.r, this.rowCount - 1), c: clamp(at.c, this.sheet.columns.length - 1) };
    this.cellAt(this.at).tabIndex = -1;
    this.at = to;
    if (!extend) this.from = to;
    const cell = this.cellAt(to);
    const door = cell.cellIndex === 0 ? cell.querySelector("a") : null;
    cell.tabIndex = door ? -1 : 0;
    (door ?? cell).focus({ preventScroll: true });
    this.reveal(cell);
    this.mark();
  }

  // In sight, beside the frozen column and below the frozen head.
  reveal(cell) {
    const pane = this.table.parentElement;
    const box = cell.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    const first = cell.parentElement.cells[0];
    const left = frame.left + (cell === first ? 0 : first.offsetWidth);
    const top = frame.top + this.table.tHead.offsetHeight, foot = this.table.tFoot.offsetHeight;
    if (box.left < left) pane.scrollLeft -= left - box.left;
    else if (box.right > frame.right && cell !== first) pane.scrollLeft += box.right - frame.right + 20;
    if (box.top < top) pane.scrollTop -= top - box.top;
    else if (box.bottom > frame.bottom - foot - 16) pane.scrollTop += box.bottom - frame.bottom + foot + 16;
    const low = cell.getBoundingClientRect();
    if (low.bottom > window.innerHeight || low.top < 0) cell.scrollIntoView({ block: "center", inline: "nearest" });
  }

  get range() {
    const { at, from } = this;
    return { top: Math.min(at.r, from.r), bottom: Math.max(at.r, from.r), left: Math.min(at.c, from.c), right: Math.max(at.c, from.c) };
  }

  *cells() {
    const { top, bottom, left, right } = this.range;
    for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) yield { r, c };
  }

  mark() {
    for (const cell of this.marked) {
      cell.classList.remove("chosen");
      cell.removeAttribute("aria-selected");
    }
    this.marked = [];
    const { top, bottom, left, right } = this.range;
    const several = top !== bottom || left !== right;
    if (several) {
      for (const place of this.cells()) {
        const cell = this.cellAt(place);
        cell.classList.add("chosen");
        cell.setAttribute("aria-selected", "true");
        this.marked.push(cell);
      }
    }
    this.tell(several);
  }

  // The strip above the table: where one is, what was proposed, what the chosen cells add up to.
  tell(several) {
    const row = this.sheet.rows[this.at.r], column = this.sheet.columns[this.at.c];
    const cell = this.cellAt(this.at);
    const parts = [row.element.dataset.name, column.name];
    if (cell.dataset.proposed) {
      parts.push(this.words.proposed.replace("{n}", this.sheet.figures.write(Number(cell.dataset.proposed))));
    }
    if (several) {
      const chosen = [...this.cells()].map(({ r, c }) => [this.sheet.rows[r], this.sheet.columns[c]]);
      const { sum, filled } = this.sheet.sumOf(chosen.filter(([, one]) => EDITED[one.kind] !== "words" && one.kind !== "quantity"));
      parts.push(this.words.chosen.replace("{n}", String(filled)).replace("{sum}", this.sheet.figures.write(sum) || "0"));
    }
    this.position.textContent = parts.filter(Boolean).join(" · ");
    this.message.textContent = cell.dataset.wrong ?? "";
  }

  say(text) {
    this.message.textContent = text;
  }

  // --- writing in a cell

  edit(text = null) {
    if (this.input) return;
    const place = this.editable(this.at);
    if (!place) {
      if (this.mayWrite) this.say(this.holds(this.sheet.columns[this.at.c]) ? this.words.computed : this.words.readonly);
      return;
    }
    const [row, column] = place;
    const cell = this.cellAt(this.at);
    const before = row.values[column.place];
    const input = document.createElement("input");
    input.value = text ?? cell.dataset.typed ?? cell.textContent;
    input.autocomplete = "off";
    input.setAttribute("aria-label", `${row.element.dataset.name}, ${column.name}`);
    if (EDITED[column.kind] !== "words") input.inputMode = "decimal";
    cell.classList.add("editing");
    cell.replaceChildren(input);
    this.input = { input, row, column, before, cell, began: cell.dataset.typed ?? this.sheet.text(row, column) };
    input.addEventListener("input", () => this.preview());
    input.addEventListener("blur", () => this.finish(true));
    input.focus();
    if (text !== null) this.preview();
  }

  // Sums follow every key; what cannot be read yet leaves them as they were.
  preview() {
    const { input, row, column, before } = this.input;
    if (EDITED[column.kind] === "words") return;
    const value = this.sheet.parse(column, input.value);
    this.sheet.set(row, column, value === null && input.value.trim() ? before : value, true);
  }

  finish(keep) {
    if (!this.input) return;
    const { input, row, column, before, cell, began } = this.input;
    this.input = null;
    const typed = input.value;
    cell.classList.remove("editing");
    this.sheet.set(row, column, before, true);
    cell.replaceChildren();
    this.sheet.show(row, column);
    if (cell.dataset.typed) cell.textContent = cell.dataset.typed;
    if (keep && typed.trim() !== began.trim()) this.saver.type([{ row, column, text: typed }]);
    else if (!keep && cell.dataset.typed) this.clear(row, column);
  }

  // Take away the mark of what could not be stored.
  clear(row, column) {
    const cell = this.sheet.cell(row, column);
    delete cell.dataset.typed;
    delete cell.dataset.wrong;
    cell.classList.remove("wrong");
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("title");
    cell.textContent = this.sheet.text(row, column);
  }

  // What cannot be stored stays in its cell as it was typed, with the reason.
  refuse(row, column, text, reason) {
    const cell = this.sheet.cell(row, column);
    cell.dataset.typed = text;
    cell.dataset.wrong = reason;
    cell.classList.add("wrong");
    cell.setAttribute("aria-invalid", "true");
    cell.title = reason;
    cell.textContent = text;
    this.say(reason);
  }

  empty() {
    const changes = [];
    for (const place of this.cells()) {
      const found = this.editable(place);
      if (!found) continue;
      const [row, column] = found;
      if (this.cellAt(place).textContent !== "") changes.push({ row, column, text: "" });
    }
    if (changes.length) this.saver.paste(changes, 0);
    else if (this.mayWrite) this.say(this.words.computed);
  }

  // --- clipboard

  copy(event) {
    const { top, bottom, left, right } = this.range;
    const lines = [];
    for (let r = top; r <= bottom; r += 1) {
      const texts = [];
      for (let c = left; c <= right; c += 1) {
        const cell = this.cellAt({ r, c });
        texts.push(c === 0 ? this.sheet.rows[r].element.dataset.name : cell.textContent);
      }
      lines.push(texts.join("\t"));
    }
    const text = lines.join("\n");
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    this.copied = text;
    return true;
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    if (!text || !this.mayWrite) return;
    const own = text.replaceAll("\r\n", "\n") === this.copied;
    const block = cellsOf(text);
    const { top, bottom, left, right } = this.range;
    const single = block.length === 1 && block[0].length === 1;
    const height = single ? bottom - top + 1 : block.length;
    const changes = [];
    let outside = 0, computed = 0;
    for (let y = 0; y < height; y += 1) {
      const texts = single ? Array(right - left + 1).fill(block[0][0]) : block[y];
      texts.forEach((one, x) => {
        const place = { r: top + y, c: left + x };
        if (place.r >= this.rowCount || place.c >= this.sheet.columns.length) {
          if (one.trim()) outside += 1;
          return;
        }
        const found = this.editable(place);
        if (found) changes.push(this.pasted(found, one, own));
        else if (one.trim()) computed += 1;
      });
    }
    if (!single) this.go({ r: top, c: left });
    const notes = [];
    if (computed) notes.push(this.words.skipped.replace("{n}", String(computed)));
    if (outside) notes.push(this.words.outside.replace("{n}", String(outside)));
    if (notes.length) this.say(notes.join(" "));
    if (changes.length) this.saver.paste(changes, notes);
  }

  // What was copied here is known to the đồng: it is not asked about again.
  pasted([row, column], text, own) {
    const change = { row, column, text: text.trim() };
    if (own && EDITED[column.kind] === "money") {
      const vnd = this.sheet.figures.read(text);
      if (vnd !== null || !text.trim()) change.vnd = vnd;
    }
    return change;
  }

  // --- keys and mouse

  listen() {
    this.table.addEventListener("keydown", (event) => (this.input ? this.keyInside(event) : this.key(event)));
    this.table.addEventListener("focusin", (event) => {
      const place = this.placeOf(event.target.closest("td, th"));
      if (!place || this.input || (place.r === this.at.r && place.c === this.at.c)) return;
      this.cellAt(this.at).tabIndex = -1;
      this.at = this.from = place;
      this.mark();
    });
    this.table.addEventListener("mousedown", (event) => this.press(event));
    this.table.addEventListener("mouseover", (event) => this.drag(event));
    this.table.addEventListener("dblclick", () => this.edit());
    for (const name of ["copy", "cut", "paste"]) document.addEventListener(name, (event) => this.clip(name, event));
  }

  clip(name, event) {
    if (this.input || !this.table.contains(document.activeElement)) return;
    if (name === "paste") this.paste(event);
    else if (this.copy(event) && name === "cut" && this.mayWrite) this.empty();
  }

  press(event) {
    const place = this.placeOf(event.target.closest("td, th"));
    if (!place || event.button !== 0 || event.target.closest("a, input")) return;
    event.preventDefault();
    this.finish(true);
    this.dragging = true;
    document.addEventListener("mouseup", () => { this.dragging = false; }, { once: true });
    this.go(place, event.shiftKey);
  }

  drag(event) {
    const place = this.dragging && this.placeOf(event.target.closest("td, th"));
    if (place && (place.r !== this.at.r || place.c !== this.at.c)) this.go(place, true);
  }

  keyInside(event) {
    const moves = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1] };
    if (event.key in moves && !event.isComposing) {
      event.preventDefault();
      this.finish(true);
      this.step(...moves[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.finish(false);
      this.go(this.at);
    }
  }

  step(down, right, extend = false) {
    this.go({ r: this.at.r + down, c: this.at.c + right }, extend);
  }

  key(event) {
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || event.isComposing) return;
    const act = command ? this.command(event) : this.plainKey(event);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  command(event) {
    const last = this.sheet.columns.length - 1;
    const extend = event.shiftKey;
    switch (event.key) {
      case "z": case "Z": return this.saver && (() => (extend ? this.saver.redo() : this.saver.undo()));
      case "y": return this.saver && (() => this.saver.redo());
      case "a": return () => { this.from = { r: 0, c: 1 }; this.go({ r: this.rowCount - 1, c: last }, true); };
      case "Home": return () => this.go({ r: 0, c: 1 }, extend);
      case "End": return () => this.go({ r: this.rowCount - 1, c: last }, extend);
      case "ArrowUp": return () => this.go({ r: 0, c: this.at.c }, extend);
      case "ArrowDown": return () => this.go({ r: this.rowCount - 1, c: this.at.c }, extend);
      case "ArrowLeft": return () => this.go({ r: this.at.r, c: 1 }, extend);
      case "ArrowRight": return () => this.go({ r: this.at.r, c: last }, extend);
      default: return null;
    }
  }

  plainKey(event) {
    const steps = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      PageUp: [-PAGE_ROWS, 0], PageDown: [PAGE_ROWS, 0],
    };
    if (event.key in steps) return () => this.step(...steps[event.key], event.shiftKey);
    switch (event.key) {
      case "Home": return () => this.go({ r: this.at.r, c: 0 }, event.shiftKey);
      case "End": return () => this.go({ r: this.at.r, c: this.sheet.columns.length - 1 }, event.shiftKey);
      case "Tab": return this.tab(event.shiftKey ? -1 : 1);
      case "Escape": return () => this.leave();
      case "F2": return () => this.edit();
      case "Enter": return event.target.closest("a") ? null : () => this.edit();
      case "Delete": case "Backspace": return () => this.empty();
      default: return event.key.length === 1 && event.key !== " " ? () => this.edit(event.key) : null;
    }
  }

  // Tab goes on through the table; from its corners it leaves, as Escape does from anywhere.
  tab(way) {
    const last = this.sheet.columns.length - 1;
    const c = this.at.c + way;
    if (c >= 0 && c <= last) return () => this.go({ r: this.at.r, c });
    const r = this.at.r + way;
    if (r < 0 || r >= this.rowCount) return null;
    return () => this.go({ r, c: way > 0 ? 0 : last });
  }

  leave() {
    this.section.querySelector("[data-leave]").focus();
  }
}

for (const section of document.querySelectorAll("[data-estimate]")) new Grid(section);
