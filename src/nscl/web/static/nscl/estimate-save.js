// What is typed or pasted goes to the server in acts, one after the other; it alone reads the figures
// (nscl.text.numbers.typed). What it must ask about is asked in one dialog before anything is stored.
class Saver {
  constructor(grid) {
    this.grid = grid;
    this.sheet = grid.sheet;
    this.words = grid.words;
    this.token = grid.section.querySelector("[name=csrfmiddlewaretoken]").value;
    this.state = grid.section.querySelector("[data-state]");
    this.retry = grid.section.querySelector("[data-retry]");
    this.dialog = new Questions(document.getElementById(this.words.dialog), grid);
    this.done = [];
    this.undone = [];
    this.waiting = 0;
    this.chain = Promise.resolve();
    for (const [name, act] of [["undo", () => this.undo()], ["redo", () => this.redo()]]) {
      grid.section.querySelector(`[data-${name}]`).addEventListener("click", act);
    }
    window.addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault(); });
    this.buttons();
  }

  // Cells typed one by one: each that can be read is stored, whatever the others are.
  type(changes) {
    this.add({ changes, whole: false });
  }

  // A block: nothing of it is stored while something in it must be asked about or cannot be read.
  paste(changes, notes) {
    this.add({ changes, whole: true, notes: notes || [] });
  }

  undo() {
    this.turn(this.done, this.undone);
  }

  redo() {
    this.turn(this.undone, this.done);
  }

  // Give the cells of an act back what they held before it; the inverse goes on the other pile.
  turn(from, to) {
    this.chain = this.chain.then(() => {
      const act = from.pop();
      if (!act) return null;
      const changes = act.map(({ row, column, before }) => ({ row, column, ...exact(column, before) }));
      this.show(changes);
      const [first] = changes;
      this.grid.go({ r: first.row.place, c: first.column.place });
      return this.run({ changes, whole: true, notes: [], into: to });
    });
    this.follow();
  }

  add(act) {
    this.undone.length = 0;
    this.show(act.changes);
    this.chain = this.chain.then(() => this.run({ ...act, into: this.done }));
    this.follow();
  }

  follow() {
    this.waiting += 1;
    this.tell(this.words.saving);
    this.chain = this.chain.then(() => {
      this.waiting -= 1;
      if (!this.waiting) this.tell(this.words.saved);
      this.buttons();
    });
  }

  // The figures at once, before the server has them; what only the server can read is shown as it was typed.
  show(changes) {
    for (const change of changes) {
      const { row, column } = change;
      this.grid.clear(row, column);
      const known = "vnd" in change ? change.vnd : this.sheet.parse(column, change.text);
      const cell = this.sheet.cell(row, column);
      if (known !== null || !(change.text ?? "").trim()) this.sheet.set(row, column, known);
      else cell.textContent = change.text;
      cell.classList.add("waiting");
    }
  }

  // As the server has it.
  back({ row, column }) {
    this.sheet.cell(row, column).classList.remove("waiting");
    this.sheet.set(row, column, row.kept[column.place]);
  }

  async run(act) {
    let changes = act.changes;
    while (changes.length) {
      const answer = await this.send(changes, act.whole);
      if (answer.conflict) changes = await this.settle(changes, answer, act);
      else if (answer.refused) changes = this.give(changes, answer.refused);
      else changes = await this.take(changes, answer, act);
    }
  }

  // What was stored is kept for undo; what was asked about comes back as exact amounts, to be sent again.
  async take(changes, answer, act) {
    const stored = new Set(answer.stored.map(([place]) => changes[place]));
    this.keep(answer.stored.map(([place, value]) => [changes[place], value]), act);
    this.refresh(answer);
    const wrong = answer.wrong.map(([place, reason]) => ({ change: changes[place], reason }));
    const ask = answer.ask.map(([place, readings]) => ({ change: changes[place], readings }));
    if (!ask.length && (!act.whole || !wrong.length)) return this.refuse(wrong);
    const chosen = await this.dialog.ask(ask, wrong, act.notes ?? []);
    this.refuse(wrong, act.whole && !chosen);
    const failed = new Set(wrong.map((one) => one.change));
    const left = changes.filter((change) => !stored.has(change) && !failed.has(change));
    if (!chosen) {
      for (const change of left) this.back(change);
      return [];
    }
    for (const { change, vnd } of chosen) {
      delete change.text;
      change.vnd = vnd;
      this.sheet.set(change.row, change.column, vnd);
    }
    return left;
  }

  keep(stored, act) {
    const moved = [];
    for (const [{ row, column }, value] of stored) {
      const after = EDITED[column.kind] === "money" ? value : (value ?? "");
      const before = row.kept[column.place];
      row.kept[column.place] = after;
      const cell = this.sheet.cell(row, column);
      cell.classList.remove("waiting", "theirs");
      this.sheet.set(row, column, after);
      if (after !== before) moved.push({ row, column, before });
    }
    if (moved.length) act.into.push(moved);
  }

  refuse(wrong, quietly = false) {
    for (const { change, reason } of wrong) {
      this.back(change);
      if (!quietly) this.grid.refuse(change.row, change.column, change.text, reason);
    }
    return [];
  }

  // Somebody else wrote the same cells meanwhile: both figures are shown, and one is chosen.
  async settle(changes, { conflict, stored }, act) {
    const done = new Set(stored.map(([place]) => changes[place]));
    this.keep(stored.map(([place, value]) => [changes[place], value]), act);
    const both = conflict.cells.map(([place, value]) => ({ change: changes[place], value }));
    for (const { change, value } of both) {
      change.row.kept[change.column.place] = EDITED[change.column.kind] === "money" ? value : (value ?? "");
    }
    const kept = await this.dialog.choose(both, conflict.message);
    for (const { change } of both) {
      if (kept.has(change)) continue;
      this.back(change);
      this.sheet.cell(change.row, change.column).classList.add("theirs");
    }
    return changes.filter((change) => kept.has(change) || !(done.has(change) || both.some((one) => one.change === change)));
  }

  // The estimate is closed to this person by now: what was typed stays in its cells, not stored.
  give(changes, reason) {
    const text = ({ row, column, text: typed, vnd }) => typed ?? this.sheet.figures.write(vnd ?? null);
    return this.refuse(changes.map((change) => ({ change: { ...change, text: text(change) }, reason })));
  }

  async send(changes, whole) {
    const cells = changes.map(({ row, column, text, vnd }) => ({
      line: row.line,
      field: column.kind,
      ...(column.kind === AMOUNT ? { year: Number(column.year), source: column.source } : {}),
      ...(text === undefined ? { vnd } : { text }),
      was: row.kept[column.place],
    }));
    for (;;) {
      try {
        const answer = await fetch(this.words.save, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
          body: JSON.stringify({ unit: this.sheet.figures.unit, whole, cells }),
        });
        if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
      } catch { /* no connection: told below */ }
      await this.pause();
    }
  }

  // The server does not answer, or the person is signed out: what was typed waits until they try again.
  pause() {
    this.tell(this.words.failed);
    this.retry.hidden = false;
    return new Promise((resolve) => {
      this.retry.addEventListener("click", () => {
        this.retry.hidden = true;
        this.tell(this.words.saving);
        resolve();
      }, { once: true });
    });
  }

  refresh(answer) {
    const words = document.querySelector("[data-total-words]");
    if (words) words.textContent = answer.words;
    for (const [line, flags] of Object.entries(answer.flags ?? {})) {
      const row = this.sheet.rows.find((one) => one.line === Number(line));
      const list = row?.element.cells[0].querySelector(".flags");
      list?.replaceChildren(...flags.map(flag));
    }
  }

  tell(text) {
    this.state.textContent = text;
  }

  buttons() {
    this.grid.section.querySelector("[data-undo]").disabled = !this.done.length;
    this.grid.section.querySelector("[data-redo]").disabled = !this.undone.length;
  }
}

// A value as it is sent back by undo and redo: money to the đồng, the rest as text.
function exact(column, value) {
  return EDITED[column.kind] === "money" ? { vnd: value } : { text: value ?? "" };
}

function flag({ tone, text }) {
  const span = document.createElement("span");
  span.className = `flag ${tone}`;
  span.textContent = text;
  return span;
}

// One dialog for everything that a person must decide about a block.
class Questions {
  constructor(dialog, grid) {
    this.dialog = dialog;
    this.grid = grid;
    for (const button of dialog.querySelectorAll("[data-every]")) {
      button.addEventListener("click", () => {
        for (const input of dialog.querySelectorAll(`input[value="${button.dataset.every}"]`)) input.checked = true;
      });
    }
  }

  // Ask which amount each text stands for; null where the person gives the whole block up.
  async ask(questions, wrong, notes) {
    this.fill(questions.map(({ change, readings }) => ({ change, title: `“${change.text}”`, words: readings.map((one) => one.words) })));
    this.list("[data-wrong]", wrong.map(({ change, reason }) => `${this.place(change)}: ${reason}`));
    this.list("[data-notes]", notes);
    this.part("ask", questions.length > 0);
    if (!(await this.answered())) return null;
    return questions.map(({ change, readings }, place) => ({ change, vnd: readings[this.answer(place)].vnd }));
  }

  // Two people wrote the same cells; the changes of this person that they keep.
  async choose(both, message) {
    const { theirs, mine } = this.dialog.dataset;
    const figure = (column, value) => (typeof value === "number" ? this.grid.sheet.figures.write(value) : value) || "–";
    this.fill(both.map(({ change, value }) => ({
      change,
      title: "",
      words: [theirs.replace("{n}", figure(change.column, value)), mine.replace("{n}", change.text ?? figure(change.column, change.vnd))],
    })));
    this.list("[data-wrong]", []);
    this.list("[data-notes]", [message]);
    this.part("ask", false);
    const answered = await this.answered();
    return new Set(both.filter((_one, place) => answered && this.answer(place) === 1).map((one) => one.change));
  }

  part(name, shown) {
    for (const element of this.dialog.querySelectorAll(`[data-part="${name}"]`)) element.hidden = !shown;
  }

  place({ row, column }) {
    return `${row.element.dataset.name}, ${column.name}`;
  }

  fill(questions) {
    const template = this.dialog.querySelector("template");
    const items = questions.map(({ change, title, words }, place) => {
      const item = template.content.cloneNode(true);
      item.querySelector("legend").textContent = [this.place(change), title].filter(Boolean).join(": ");
      item.querySelectorAll("label").forEach((label, choice) => {
        const input = label.querySelector("input");
        input.name = `q${place}`;
        input.value = String(choice);
        input.checked = choice === 0;
        label.querySelector("span").textContent = words[choice];
      });
      return item;
    });
    this.dialog.querySelector("[data-questions]").replaceChildren(...items);
  }

  list(selector, texts) {
    const list = this.dialog.querySelector(selector);
    list.hidden = !texts.length;
    list.querySelector("ul").replaceChildren(...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
  }

  answer(place) {
    return Number(this.dialog.querySelector(`input[name=q${place}]:checked`).value);
  }

  answered() {
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        this.grid.go(this.grid.at);
        resolve(this.dialog.returnValue === "yes");
      }, { once: true });
    });
  }
}
