// The figures of an estimate: read from the table once, summed up the tree, written back where they change.
// Money is whole đồng in Numbers: each amount is below 10^15 (nscl.text.numbers.typed), exact up to 9 × 10^15.
const AMOUNT = "amount";
// What a cell of each kind holds: money, a number with decimals, words; the other kinds are computed or printed.
const EDITED = { amount: "money", unit_cost: "money", quantity: "number", reason: "words" };
const PRINTED = ["printed", "proposed"];
const QUANTITY_DECIMALS = 4;
const MOST = 10 ** 15; // beyond, a Number would lose đồng in the sums

class Figures {
  constructor(unit) {
    this.unit = unit;
    this.places = Math.round(Math.log10(unit));
    this.plain = new RegExp(`^(\\d{1,3}(?:\\.\\d{3})+|\\d+)(?:,(\\d{0,${this.places}}))?$`);
  }

  // A figure as this table writes it ("525,95"), as đồng; null for a blank or for what must be asked of the server.
  read(text) {
    const found = this.plain.exec(text.trim());
    if (!found) return null;
    const below = (found[2] ?? "").padEnd(this.places, "0");
    const vnd = Number(found[1].replaceAll(".", "")) * this.unit + (below ? Number(below) : 0);
    return vnd > MOST ? null : vnd;
  }

  write(vnd) {
    if (vnd === null) return "";
    const size = Math.abs(vnd);
    const whole = Math.floor(size / this.unit);
    const below = this.places ? String(size % this.unit).padStart(this.places, "0").replace(/0+$/, "") : "";
    const grouped = String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
    return `${vnd < 0 ? "−" : ""}${grouped}${below ? `,${below}` : ""}`;
  }
}

class Sheet {
  constructor(table, unit) {
    this.table = table;
    this.figures = new Figures(unit);
    this.columns = [...table.querySelectorAll("col")].map((col, place) => this.column(col.dataset, place));
    this.amounts = this.columns.filter((column) => column.kind === AMOUNT);
    this.yearSums = new Map(this.of("sum").map((column) => [column.year, column]));
    [this.total] = this.of("total");
    [this.cut] = this.of("cut");
    [this.product] = this.of("product");
    this.rows = [...table.tBodies[0].rows].map((element, place) => this.row(element, place));
    this.root = { element: table.tFoot.rows[0], place: -1, heading: true, parent: null, values: [] };
    this.connect();
    this.addUp();
  }

  column(data, place) {
    return { place, kind: data.kind, year: data.year ?? "", source: data.source ?? "", name: data.name ?? "" };
  }

  of(kind) {
    return this.columns.filter((column) => column.kind === kind);
  }

  row(element, place) {
    const heading = "heading" in element.dataset;
    return { element, place, heading, line: Number(element.dataset.line), depth: Number(element.dataset.depth), values: [] };
  }

  // Each row's heading: the last one above it that lies less deep.
  connect() {
    const open = [this.root];
    this.root.depth = -1;
    for (const row of this.rows) {
      while (open.at(-1).depth >= row.depth) open.pop();
      row.parent = open.at(-1);
      open.push(row);
    }
  }

  addUp() {
    for (const row of [...this.rows, this.root]) {
      for (const column of this.columns) {
        const editable = EDITED[column.kind];
        row.values[column.place] = column.kind === AMOUNT && row.heading ? 0 : editable ? null : 0;
      }
    }
    for (const row of this.rows) {
      for (const kind of PRINTED) {
        for (const column of this.of(kind)) row.values[column.place] = this.figures.read(this.cell(row, column).textContent);
      }
      if (row.heading) continue;
      for (const column of this.columns) {
        if (!EDITED[column.kind]) continue;
        const text = row.element.cells[column.place].textContent.trim();
        row.values[column.place] = this.parse(column, text);
        if (column.kind === AMOUNT) this.carry(row, column, null, row.values[column.place]);
      }
      row.kept = [...row.values]; // as the server has them
    }
  }

  parse(column, text) {
    return EDITED[column.kind] === "money" ? this.figures.read(text) : text;
  }

  cell(row, column) {
    return row.element.cells[column.place];
  }

  proposed(row, column) {
    return Number(this.cell(row, column).dataset.proposed ?? 0);
  }

  // What a change of one amount adds to the sums above it and beside it.
  carry(row, column, before, after) {
    const change = (after ?? 0) - (before ?? 0);
    const year = this.yearSums.get(column.year);
    let cut = 0;
    if (this.cut) {
      const proposed = this.proposed(row, column);
      cut = (after === null ? 0 : proposed - after) - (before === null ? 0 : proposed - before);
    }
    for (let above = row; above; above = above.parent) {
      if (above !== row) above.values[column.place] += change;
      if (year) above.values[year.place] += change;
      if (this.total) above.values[this.total.place] += change;
      if (this.cut) above.values[this.cut.place] += cut;
    }
  }

  // Keep a value and show what follows from it; `quietly` leaves the cell's own text to its editor.
  set(row, column, value, quietly = false) {
    const before = row.values[column.place];
    row.values[column.place] = value;
    if (!quietly) this.show(row, column);
    if (column.kind === AMOUNT && before !== value) {
      this.carry(row, column, before, value);
      const moved = [this.yearSums.get(column.year), this.total, this.cut].filter(Boolean);
      for (const computed of moved) this.show(row, computed);
      for (let above = row.parent; above; above = above.parent) {
        for (const computed of [column, ...moved]) this.show(above, computed);
      }
    }
    if (this.product) this.compare(row);
  }

  text(row, column) {
    const value = row.values[column.place];
    if (EDITED[column.kind] && !row.heading) return EDITED[column.kind] === "money" ? this.figures.write(value) : (value ?? "");
    return value === 0 && column !== this.total ? "" : this.figures.write(value);
  }

  show(row, column) {
    const cell = this.cell(row, column);
    const text = this.text(row, column);
    if (cell.textContent !== text) cell.textContent = text;
    if (column === this.cut) cell.classList.toggle("flagged", row.values[column.place] > 0);
    else if (this.cut && column.kind === AMOUNT && !row.heading) {
      const value = row.values[column.place];
      cell.classList.toggle("cut", value !== null && value < this.proposed(row, column));
    }
  }

  // Unit cost × quantity beside the sum of the line: marked where the two differ.
  compare(row) {
    const [cost] = this.of("unit_cost");
    const [quantity] = this.of("quantity");
    if (row.heading || !cost || !quantity) return;
    const product = times(row.values[cost.place], row.values[quantity.place]);
    row.values[this.product.place] = product;
    const cell = this.cell(row, this.product);
    cell.textContent = this.figures.write(product);
    cell.classList.toggle("flagged", product !== null && product !== row.values[this.total.place]);
  }

  // The sum of the money in these cells, and how many of them hold some.
  sumOf(cells) {
    let sum = 0, filled = 0;
    for (const [row, column] of cells) {
      const value = row.values[column.place];
      if (typeof value !== "number" || (value === 0 && row.heading)) continue;
      sum += value;
      filled += 1;
    }
    return { sum, filled };
  }
}

// Whole đồng of a unit cost × a quantity ("1.234,5"), rounded half up as accountants do; null where one is missing.
function times(vnd, quantity) {
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(quantity ?? "");
  if (vnd === null || !found || (found[2] ?? "").length > QUANTITY_DECIMALS) return null;
  const scaled = BigInt(found[1].replaceAll(".", "") + (found[2] ?? "").padEnd(QUANTITY_DECIMALS, "0"));
  const scale = 10n ** BigInt(QUANTITY_DECIMALS);
  return Number((BigInt(vnd) * scaled * 2n + scale) / (scale * 2n));
}

// Rows and cells of a pasted block; Excel puts quotes around a cell that holds a line break or a tab.
function cellsOf(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i], row = rows.at(-1);
    if (quoted) {
      if (letter !== '"') row[row.length - 1] += letter === "\n" ? " " : letter;
      else if (text[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; }
      else quoted = false;
    } else if (letter === '"' && row.at(-1) === "") quoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

function clamp(value, most) {
  return Math.min(Math.max(value, 0), most);
}
