// Tables, data frames, metrics.

import { defineElement, make, showText } from "../element.js";
import { helpButton, markdownBox, markdownLabel, onDifference, paragraph, plainText } from "./field.js";
import { icon } from "./icons.js";
import { size } from "./layout.js";

/**
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {string | number | boolean | null} Cell
 */

/** Rows are drawn in portions as one scrolls. */
const PORTION = 100;

defineElement("table", {
  create(node) {
    const head = make("thead");
    const body = make("tbody");
    const table = make("table", { testid: "stTableStyledTable" }, head, body);
    const root = make("div", { class: "st-table", testid: "stTable" }, table);
    const draw = onDifference((/** @type {Record<string, any>} */ props) => {
      const { columns, index, rows, markdown, hide_index: bare, hide_header: headless, border } = props;
      root.dataset.border = String(border);
      const corner = index === null || bare ? [] : [make("th")];
      head.replaceChildren(
        make(
          "tr",
          {},
          ...corner,
          ...columns.map((/** @type {string} */ name) => make("th", {}, markdownLabel(name))),
        ),
      );
      head.hidden = Boolean(headless);
      body.replaceChildren(
        ...rows.map((/** @type {Cell[]} */ row, /** @type {number} */ at) => {
          const first =
            index === null || bare ? [] : [make("th", { scope: "row" }, markdownLabel(told(index[at])))];
          const cells = row.map((cell, column) =>
            make("td", {}, markdownLabel(markdown?.[at]?.[column] ?? told(cell))),
          );
          return make("tr", {}, ...first, ...cells);
        }),
      );
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      draw(props);
      size(root, { height: props.height });
    }
    update(node);
    return { root, update };
  },
});

/**
 * @param {Cell} cell
 * @param {string} [nothing]
 */
function told(cell, nothing = "None") {
  if (cell === null) return nothing;
  return typeof cell === "number" && !Number.isInteger(cell)
    ? String(Math.round(cell * 1e4) / 1e4)
    : String(cell);
}

defineElement("dataframe", {
  create(node, ctx) {
    const head = make("thead");
    const body = make("tbody");
    const table = make("table", { role: "grid" }, head, body);
    const scroller = make(
      "div",
      { class: "st-frame-scroller", testid: "stDataFrameResizable", tabindex: 0 },
      table,
    );
    const save = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Download as CSV" },
      icon("download"),
    );
    const toolbar = make("div", { class: "st-frame-toolbar", testid: "stElementToolbar" }, save);
    const root = make("div", { class: "st-frame", testid: "stDataFrame" }, toolbar, scroller);
    /** @type {{column: number, down: boolean} | null} */
    let sorted = null;
    let drawn = 0;
    /** @type {number[]} */
    let order = [];
    /** @type {{rows: number[], columns: string[], cells: unknown[]}} */
    let selection =
      node.id === undefined ? nothing() : (ctx.value(node.props.default)?.selection ?? nothing());

    const modes = () => /** @type {string[]} */ (ctx.node.props.selection_mode ?? []);
    const selectsRows = () => modes().some((mode) => mode.includes("row"));
    const hasIndex = () => ctx.node.props.index !== null && !ctx.node.props.hide_index;

    function drawHead() {
      const { columns } = ctx.node.props;
      const cells = columns.map((/** @type {string} */ name, /** @type {number} */ column) => {
        const isSorted = sorted?.column === column;
        const cell = make("th", {
          scope: "col",
          tabindex: 0,
          "aria-sort": isSorted ? (sorted?.down ? "descending" : "ascending") : "none",
        });
        cell.append(name, ...(isSorted ? [icon(sorted?.down ? "down_arrow" : "up_arrow")] : []));
        cell.addEventListener("click", () => sort(column));
        cell.addEventListener("keydown", (event) => event.key === "Enter" && sort(column));
        return cell;
      });
      const first = [...(selectsRows() ? [make("th")] : []), ...(hasIndex() ? [make("th")] : [])];
      head.replaceChildren(make("tr", {}, ...first, ...cells));
    }

    /** @param {number} column */
    function sort(column) {
      if (sorted?.column !== column) sorted = { column, down: false };
      else sorted = sorted.down ? null : { column, down: true };
      draw();
      const cell = head.querySelectorAll("th[scope=col]")[column];
      if (cell instanceof HTMLElement) cell.focus();
    }

    function draw() {
      const { rows, left_out: more } = ctx.node.props;
      order = inOrder(rows, sorted);
      drawHead();
      body.replaceChildren();
      drawn = 0;
      drawMore();
      table.setAttribute("aria-rowcount", String(rows.length + (more ?? 0) + 1));
    }

    function drawMore() {
      const { rows, index, placeholder } = ctx.node.props;
      for (const at of order.slice(drawn, drawn + PORTION)) {
        const line = make("tr", {
          "aria-selected": selectsRows() ? String(selection.rows.includes(at)) : null,
        });
        if (selectsRows()) line.append(make("td", {}, picker(at)));
        if (hasIndex()) line.append(make("th", { scope: "row" }, told(index[at], placeholder)));
        for (const cell of rows[at]) {
          line.append(
            make(
              "td",
              {
                class: typeof cell === "number" ? "st-number-cell" : cell === null ? "st-none" : null,
                title: told(cell, ""),
              },
              told(cell, placeholder),
            ),
          );
        }
        body.append(line);
      }
      drawn += PORTION;
    }

    /** @param {number} at */
    function picker(at) {
      const input = make("input", { type: "checkbox", "aria-label": `Select row ${at + 1}` });
      input.checked = selection.rows.includes(at);
      input.addEventListener("change", () => {
        const others = modes().includes("multi-row") ? selection.rows.filter((row) => row !== at) : [];
        selection = { ...selection, rows: input.checked ? [...others, at].sort((a, b) => a - b) : others };
        draw();
        ctx.setValue(selection);
      });
      return input;
    }

    scroller.addEventListener(
      "scroll",
      () => {
        if (drawn < order.length && scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 200)
          drawMore();
      },
      { passive: true, signal: ctx.gone },
    );
    save.addEventListener("click", () => download(asCsv(ctx.node.props)), { signal: ctx.gone });
    if (node.id !== undefined) {
      ctx.onValue((value) => {
        selection = value?.selection ?? value ?? nothing();
        draw();
      });
    }
    const drawNew = onDifference(draw);
    /** @param {ElementNode} next */
    function update({ props }) {
      const { columns, rows, index, hide_index, height, width } = props;
      drawNew(/** @type {any} */ ([columns, rows, index, hide_index]));
      scroller.style.maxHeight = typeof height === "number" ? `${height}px` : "402px";
      root.dataset.width = typeof width === "number" ? "fixed" : (width ?? "stretch");
    }
    update(node);
    return { root, update };
  },
});

function nothing() {
  return { rows: [], columns: [], cells: [] };
}

/**
 * The rows' positions, sorted by a column.
 * @param {Cell[][]} rows
 * @param {{column: number, down: boolean} | null} sorted
 */
function inOrder(rows, sorted) {
  const positions = rows.map((_, index) => index);
  if (sorted === null) return positions;
  const { column, down } = sorted;
  const cell = (/** @type {number} */ at) => rows[at]?.[column] ?? null;
  return positions.sort((one, other) => compare(cell(one), cell(other)) * (down ? -1 : 1));
}

/**
 * @param {Cell} one
 * @param {Cell} other
 */
function compare(one, other) {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}

/** @param {Record<string, any>} props */
function asCsv({ columns, index, rows }) {
  const quoted = (/** @type {unknown} */ value) =>
    /[",\n]/.test(String(value ?? "")) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? "");
  const first = (/** @type {unknown} */ cell) => (index === null ? [] : [cell]);
  const lines = rows.map((/** @type {Cell[]} */ row, /** @type {number} */ at) => [
    ...first(index?.[at]),
    ...row,
  ]);
  return [[...first(""), ...columns], ...lines].map((line) => line.map(quoted).join(",")).join("\n");
}

/** @param {string} text */
function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  make("a", { href: address, download: "data.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

defineElement("metric", {
  create(node, ctx) {
    const labelText = markdownBox("st-label-text");
    const mark = make("span");
    const help = helpButton(ctx);
    const label = make(
      "label",
      { class: "st-metric-label", testid: "stMetricLabel" },
      mark,
      labelText,
      help.root,
    );
    const valueText = markdownBox();
    const value = make("div", { class: "st-metric-value", testid: "stMetricValue" }, valueText);
    const arrow = make("span", { class: "st-metric-arrow" });
    const deltaText = markdownBox();
    const remark = make("span", { class: "st-caption" });
    const delta = make(
      "div",
      { class: "st-metric-delta", testid: "stMetricDelta" },
      arrow,
      deltaText,
      remark,
    );
    const chart = make("div", { class: "st-metric-chart", testid: "stMetricChart" });
    const root = make("div", { class: "st-metric", testid: "stMetric" }, label, value, delta, chart);
    /** @param {ElementNode} next */
    function update({ props }) {
      const name = plainText(props.label);
      showText(paragraph(labelText), props.label);
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      label.dataset.visibility = props.label_visibility;
      help.show(props.help, name);
      showText(paragraph(valueText), props.value);
      showText(paragraph(deltaText), props.delta);
      delta.hidden = props.delta === null;
      showDirection(delta, arrow, props);
      remark.textContent = props.delta_description ?? "";
      root.classList.toggle("st-bordered", Boolean(props.border));
      size(root, { height: props.height });
      chart.replaceChildren(...sparkline(props.chart ?? [], props.chart_type));
    }
    update(node);
    return { root, update };
  },
});

/**
 * @param {HTMLElement} delta
 * @param {HTMLElement} arrow
 * @param {Record<string, any>} props
 */
function showDirection(delta, arrow, { falls, delta_color: color, delta_arrow: direction }) {
  const usual = falls ? "red" : "green";
  const opposite = falls ? "green" : "red";
  delta.dataset.color =
    color === "normal" ? usual : color === "inverse" ? opposite : color === "off" ? "gray" : color;
  const points = direction === "auto" ? (falls ? "down" : "up") : direction;
  arrow.hidden = points === "off";
  arrow.replaceChildren(
    icon(
      points === "down" ? "down_arrow" : "up_arrow",
      points === "down" ? "stMetricDeltaIcon-Down" : "stMetricDeltaIcon-Up",
    ),
  );
}

/**
 * @param {number[]} numbers
 * @param {string} type
 * @returns {Element[]}
 */
function sparkline(numbers, type) {
  if (numbers.length < 2) return [];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (/** @type {number} */ index) => (index / (numbers.length - 1)) * 100;
  const y = (/** @type {number} */ value) => (high === low ? 15 : 29 - ((value - low) / (high - low)) * 28);
  const points = numbers.map((value, index) => `${x(index).toFixed(2)},${y(value).toFixed(2)}`).join(" ");
  const width = 90 / numbers.length;
  const shapes =
    type === "bar"
      ? numbers
          .map(
            (value, index) =>
              `<rect x="${(index / numbers.length) * 100}" y="${y(value)}" width="${width}" height="${31 - y(value)}" fill="currentColor"/>`,
          )
          .join("")
      : (type === "area"
          ? `<polygon points="0,30 ${points} 100,30" fill="currentColor" opacity="0.2"/>`
          : "") +
        `<polyline points="${points}" fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke"/>`;
  const holder = document.createElement("div");
  holder.innerHTML = `<svg viewBox="0 0 100 30" preserveAspectRatio="none" width="100%" height="48" aria-hidden="true">${shapes}</svg>`;
  return [...holder.children];
}
