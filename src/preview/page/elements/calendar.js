// A month to choose days from: arrows move by days and weeks, Page Up and Down by months.

import { make } from "../element.js";
import { icon } from "./icons.js";

const DAY = 86_400_000;
const WEEKDAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];

/**
 * @typedef {object} Calendar
 * @property {HTMLElement} root
 * @property {(day: string | null) => void} show   the month of a day; the day gets the focus once `focus` is called
 * @property {() => void} focus
 */

/**
 * @param {object} parts
 * @param {() => {min: string, max: string, chosen: string[]}} parts.bounds   ISO days
 * @param {(day: string) => void} parts.choose
 * @returns {Calendar}
 */
export function makeCalendar({ bounds, choose }) {
  const title = make("span", { class: "st-calendar-title", "aria-live": "polite" });
  const back = make(
    "button",
    { class: "st-icon-button", type: "button", "aria-label": "Previous month" },
    icon("left"),
  );
  const forth = make(
    "button",
    { class: "st-icon-button", type: "button", "aria-label": "Next month" },
    icon("right"),
  );
  const days = make("div", { class: "st-calendar-days", role: "grid" });
  const root = make(
    "div",
    { class: "st-calendar", testid: "stDateInputCalendar" },
    make("div", { class: "st-calendar-head" }, back, title, forth),
    make(
      "div",
      { class: "st-calendar-week", "aria-hidden": "true" },
      ...WEEKDAYS.map((name) => make("span", {}, name)),
    ),
    days,
  );
  let present = today();

  /** @param {number} count */
  const moveMonth = (count) => {
    const moved = new Date(present);
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + count);
    const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
    moved.setUTCDate(Math.min(present.getUTCDate(), last));
    present = moved;
    draw();
  };

  function draw() {
    const { min, max, chosen } = bounds();
    const [month, year] = [present.getUTCMonth(), present.getUTCFullYear()];
    title.textContent = present.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
    const first = new Date(Date.UTC(year, month, 1));
    const shown = Array.from(
      { length: 42 },
      (_, index) => new Date(first.getTime() + (index - first.getUTCDay()) * DAY),
    );
    const rows = shown.at(35)?.getUTCMonth() === month ? 6 : 5;
    days.replaceChildren(
      ...shown.slice(0, rows * 7).map((day) => {
        const iso = isoDay(day);
        const button = make(
          "button",
          { class: "st-day", type: "button", role: "gridcell", "data-day": iso },
          String(day.getUTCDate()),
        );
        button.disabled = iso < min || iso > max;
        button.toggleAttribute("data-outside", day.getUTCMonth() !== month);
        button.toggleAttribute("data-today", iso === isoDay(today()));
        button.toggleAttribute("data-chosen", chosen.includes(iso));
        button.toggleAttribute(
          "data-between",
          chosen.length === 2 && iso > (chosen[0] ?? "") && iso < (chosen[1] ?? ""),
        );
        button.setAttribute("aria-selected", String(chosen.includes(iso)));
        button.setAttribute(
          "aria-label",
          day.toLocaleDateString("en", { dateStyle: "full", timeZone: "UTC" }),
        );
        button.tabIndex = iso === isoDay(present) ? 0 : -1;
        return button;
      }),
    );
  }

  function focus() {
    const day = days.querySelector(`[data-day="${isoDay(present)}"]`);
    if (day instanceof HTMLElement) day.focus();
  }

  back.addEventListener("click", () => moveMonth(-1));
  forth.addEventListener("click", () => moveMonth(1));
  days.addEventListener("click", (event) => {
    const day = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
    if (day !== undefined) choose(day);
  });
  days.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    const months = { PageDown: 1, PageUp: -1 }[event.key];
    if (step === undefined && months === undefined) return;
    event.preventDefault();
    if (months !== undefined) moveMonth(months);
    else present = new Date(present.getTime() + (step ?? 0) * DAY);
    draw();
    focus();
  });

  return {
    root,
    show(day) {
      present = day === null ? today() : new Date(`${day}T00:00:00Z`);
      draw();
    },
    focus,
  };
}

/** The person's day, at midnight UTC. */
function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/** @param {Date} day */
export function isoDay(day) {
  return day.toISOString().slice(0, 10);
}
