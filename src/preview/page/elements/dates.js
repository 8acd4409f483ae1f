// Date, time and moment inputs: typed in the script's format, or chosen from a calendar and a list of times.

import { defineElement, make } from "../element.js";
import { makeCalendar } from "./calendar.js";
import { makeField } from "./field.js";
import { closePanel, openBeside } from "./floating.js";
import { formatMoment } from "./format.js";
import { icon } from "./icons.js";
import { makeOptionList } from "./list.js";

/**
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../element.js").ElementNode} ElementNode
 */

/** @param {string} iso @param {string} format */
function shownDay(iso, format) {
  return formatMoment(new Date(`${iso}T00:00:00Z`), format);
}

/**
 * A typed day as ISO, or null if it is none.
 * @param {string} text
 * @param {string} format
 */
function readDay(text, format) {
  const numbers = text.match(/\d+/g) ?? [];
  const order = format.match(/YYYY|MM|DD/g) ?? [];
  if (numbers.length !== 3 || order.length !== 3) return null;
  const [year, month, day] = ["YYYY", "MM", "DD"].map((part) => Number(numbers[order.indexOf(part)]));
  const read = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day));
  return read.getUTCMonth() + 1 === month && read.getUTCDate() === day
    ? read.toISOString().slice(0, 10)
    : null;
}

/**
 * A control with a text and a calendar.
 * @param {Context} ctx
 * @param {object} parts
 * @param {string} parts.testid
 * @param {string} parts.label   of the calendar's button
 * @param {() => {min: string, max: string, chosen: string[]}} parts.bounds
 * @param {(day: string) => boolean} parts.choose   whether the calendar closes
 */
function makeDayControl(ctx, { testid, label, bounds, choose }) {
  const input = make("input", { class: "st-input", type: "text", autocomplete: "off" });
  const button = make(
    "button",
    {
      class: "st-icon-button",
      type: "button",
      testid: `${testid}CalendarButton`,
      "aria-label": label,
      "aria-haspopup": "dialog",
    },
    icon("calendar"),
  );
  const control = make("div", { class: "st-control", testid: `${testid}Field` }, input, button);
  const calendar = makeCalendar({
    bounds,
    choose: (day) => {
      if (choose(day)) {
        closePanel(panel);
        input.focus();
      } else {
        calendar.show(day);
        calendar.focus();
      }
    },
  });
  const panel = make(
    "div",
    { class: "st-popover-body st-calendar-panel", popover: "auto", role: "dialog" },
    calendar.root,
  );
  panel.setAttribute("aria-label", "Calendar");
  const open = () => {
    calendar.show(bounds().chosen[0] ?? null);
    openBeside(panel, control);
    calendar.focus();
  };
  button.addEventListener("click", open, { signal: ctx.gone });
  input.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      open();
    },
    { signal: ctx.gone },
  );
  return { input, button, control, panel };
}

defineElement("date_input", {
  create(node, ctx) {
    /** @type {string[]} */
    let chosen = ctx.value(node.props.default) ?? [];
    const isRange = () => Boolean(ctx.node.props.range);
    const { input, button, control, panel } = makeDayControl(ctx, {
      testid: "stDateInput",
      label: node.props.range ? "Choose date range" : "Choose date",
      bounds: () => ({ min: ctx.node.props.min, max: ctx.node.props.max, chosen }),
      choose(day) {
        const isSecond = isRange() && chosen.length === 1 && day >= (chosen[0] ?? "");
        set(isSecond ? [...chosen, day] : [day]);
        return !isRange() || isSecond;
      },
    });
    const field = makeField("stDateInput", ctx, control);
    field.root.append(panel);

    /** @param {string[]} days */
    function set(days) {
      const isNew = days.join() !== chosen.join();
      chosen = days;
      show();
      if (isNew) ctx.setValue(chosen);
    }
    function show() {
      control.removeAttribute("data-invalid");
      input.value = chosen.map((day) => shownDay(day, ctx.node.props.format)).join(" – ");
    }
    function commit() {
      const { format, min, max, clearable } = ctx.node.props;
      const parts = isRange() ? input.value.split("–") : [input.value];
      if (input.value.trim() === "" && (clearable || isRange())) return set([]);
      const days = parts.map((part) => readDay(part, format));
      const good =
        days.every((day) => day !== null && day >= min && day <= max) &&
        (days.length < 2 || String(days[0]) <= String(days[1]));
      control.toggleAttribute("data-invalid", !good);
      if (good) set(days.map(String));
    }
    input.addEventListener("blur", commit, { signal: ctx.gone });
    input.addEventListener("keydown", (event) => event.key === "Enter" && enter(), { signal: ctx.gone });
    function enter() {
      commit();
      if (ctx.form?.enterSubmits) ctx.form.submit();
    }
    ctx.onValue((value) => {
      chosen = value ?? [];
      show();
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      input.setAttribute("aria-label", field.show(props));
      input.placeholder = isRange() ? `${props.format} – ${props.format}` : props.format;
      input.disabled = button.disabled = Boolean(props.disabled);
      control.toggleAttribute("data-disabled", input.disabled);
      if (document.activeElement !== input) show();
    }
    update(node);
    return { root: field.root, update };
  },
});

/** @param {string} text @returns {string | null} `HH:MM:SS` */
function readTime(text) {
  const [, hour, minute = "0", second = "0", half] =
    /^\s*(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}))?\s*([ap]m)?\s*$/i.exec(text) ?? [];
  if (hour === undefined) return null;
  const shift =
    half === undefined ? 0 : half.toLowerCase() === "pm" ? (hour === "12" ? 0 : 12) : hour === "12" ? -12 : 0;
  const parts = [Number(hour) + shift, Number(minute), Number(second)];
  const [h = 0, m = 0, s = 0] = parts;
  if (h < 0 || h > 23 || m > 59 || s > 59) return null;
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * A time as it is shown: seconds only where there are some.
 * @param {string | null} time
 * @param {string} [format]
 */
function shownTime(time, format = "24h") {
  if (time === null) return "";
  const text = time.endsWith(":00") ? time.slice(0, 5) : time.slice(0, 8);
  if (format === "24h") return text;
  const moment = new Date(`2000-01-01T${time.slice(0, 8)}Z`);
  return moment.toLocaleTimeString(format === "12h" ? "en-US" : undefined, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
    ...(format === "12h" ? { hour12: true } : {}),
  });
}

/**
 * A control with a text and a list of times.
 * @param {Context} ctx
 * @param {object} parts
 * @param {string} parts.testid
 * @param {() => string | null} parts.present
 * @param {(time: string | null) => void} parts.set
 */
function makeTimeControl(ctx, { testid, present, set }) {
  const input = make("input", { class: "st-input", type: "text" });
  const control = make(
    "div",
    { class: "st-control", testid },
    input,
    make("span", { class: "st-input-icon" }, icon("clock")),
  );
  const format = () => ctx.node.props.format ?? "24h";
  const times = () => {
    const step = Math.max(ctx.node.props.step ?? 900, 60);
    return Array.from({ length: Math.ceil(86_400 / step) }, (_, index) => {
      const seconds = index * step;
      return readTime(`${Math.floor(seconds / 3600)}:${Math.floor((seconds % 3600) / 60)}`) ?? "";
    });
  };
  const list = makeOptionList({
    input,
    anchor: control,
    signal: ctx.gone,
    options: () => times().map((time) => shownTime(time, format())),
    query: () => "",
    isChosen: (option) => option === shownTime(present(), format()),
    choose: (option) => {
      set(readTime(option));
      list.close();
    },
  });
  control.addEventListener("click", () => (list.isOpen() ? list.close() : list.open()), { signal: ctx.gone });
  input.addEventListener("input", list.close, { signal: ctx.gone });
  const commit = () => {
    const time = input.value.trim() === "" ? null : readTime(input.value);
    const refused = input.value.trim() === "" ? !ctx.node.props.clearable : time === null;
    control.toggleAttribute("data-invalid", refused);
    if (!refused) set(time);
  };
  input.addEventListener("blur", commit, { signal: ctx.gone });
  input.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || list.isOpen()) return;
      commit();
      if (ctx.form?.enterSubmits) ctx.form.submit();
    },
    { signal: ctx.gone },
  );
  return { input, control, list, show: () => (input.value = shownTime(present(), format())) };
}

defineElement("time_input", {
  create(node, ctx) {
    /** @type {string | null} */
    let chosen = ctx.value(node.props.default);
    const time = makeTimeControl(ctx, {
      testid: "stTimeInputTimeDisplay",
      present: () => chosen,
      set(next) {
        const isNew = shownTime(next) !== shownTime(chosen);
        if (isNew) chosen = next;
        time.show();
        if (isNew) ctx.setValue(chosen);
      },
    });
    const field = makeField("stTimeInput", ctx, time.control);
    field.root.append(time.list.panel);
    ctx.onValue((value) => {
      chosen = value;
      time.show();
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      time.input.setAttribute("aria-label", field.show(props));
      time.input.placeholder = "HH:mm";
      time.input.disabled = Boolean(props.disabled);
      time.control.toggleAttribute("data-disabled", time.input.disabled);
      if (document.activeElement !== time.input) time.show();
    }
    update(node);
    return { root: field.root, update };
  },
});

defineElement("datetime_input", {
  create(node, ctx) {
    /** @type {string | null} */
    let chosen = ctx.value(node.props.default);
    const dayOf = () => chosen?.slice(0, 10) ?? null;
    const timeOf = () => chosen?.slice(11) ?? null;

    /** @param {string | null} moment */
    function set(moment) {
      const { min, max } = ctx.node.props;
      const refused = moment !== null && (moment < min || moment > max);
      day.control.toggleAttribute("data-invalid", refused);
      if (refused) return;
      const isNew = moment !== chosen;
      chosen = moment;
      show();
      if (isNew) ctx.setValue(chosen);
    }
    function show() {
      const iso = dayOf();
      day.input.value = iso === null ? "" : shownDay(iso, ctx.node.props.format);
      time.input.value = shownTime(timeOf());
    }
    const day = makeDayControl(ctx, {
      testid: "stDateTimeInput",
      label: "Choose date and time",
      bounds: () => ({
        min: ctx.node.props.min.slice(0, 10),
        max: ctx.node.props.max.slice(0, 10),
        chosen: [dayOf() ?? ""].filter(Boolean),
      }),
      choose(picked) {
        set(`${picked}T${timeOf() ?? "00:00:00"}`);
        return true;
      },
    });
    const time = makeTimeControl(ctx, {
      testid: "stDateTimeInputTime",
      present: timeOf,
      set(next) {
        const iso = dayOf();
        if (iso !== null && next !== null) set(`${iso}T${next}`);
      },
    });
    const both = make("div", { class: "st-control-pair" }, day.control, time.control);
    const field = makeField("stDateTimeInput", ctx, both);
    field.root.append(day.panel, time.list.panel);
    const commitDay = () => {
      if (day.input.value.trim() === "" && ctx.node.props.clearable) return set(null);
      const iso = readDay(day.input.value, ctx.node.props.format);
      day.control.toggleAttribute("data-invalid", iso === null);
      if (iso !== null) set(`${iso}T${timeOf() ?? "00:00:00"}`);
    };
    day.input.addEventListener("blur", commitDay, { signal: ctx.gone });
    day.input.addEventListener("keydown", (event) => event.key === "Enter" && commitDay(), {
      signal: ctx.gone,
    });
    ctx.onValue((value) => {
      chosen = value;
      show();
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      const name = field.show(props);
      day.input.setAttribute("aria-label", name);
      time.input.setAttribute("aria-label", `time, ${name}`);
      day.input.placeholder = props.format;
      time.input.placeholder = "HH:mm";
      day.input.disabled = day.button.disabled = time.input.disabled = Boolean(props.disabled);
      if (!both.contains(document.activeElement)) show();
    }
    update(node);
    return { root: field.root, update };
  },
});
