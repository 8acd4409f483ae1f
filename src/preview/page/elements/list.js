// A list of options below an input: opened, filtered and walked through by keyboard, as a combobox has it.

import { make } from "../element.js";
import { freshId } from "./field.js";
import { closePanel, openBeside, placeBeside } from "./floating.js";
import { icon } from "./icons.js";

/** More options than this are found by typing only. */
const MOST = 200;

/**
 * @typedef {object} OptionList
 * @property {HTMLElement} panel        to be put beside the input
 * @property {() => void} open
 * @property {() => void} close
 * @property {() => boolean} isOpen
 * @property {() => void} filter        the typed text or the options have changed
 */

/**
 * @param {object} parts
 * @param {HTMLInputElement} parts.input
 * @param {HTMLElement} parts.anchor
 * @param {AbortSignal} parts.signal
 * @param {() => string[]} parts.options      those that can be chosen now
 * @param {() => string} parts.query          what the person typed, "" for all
 * @param {(option: string) => boolean} parts.isChosen
 * @param {(option: string) => void} parts.choose
 * @param {(query: string) => string | null} [parts.offer]   what may be added that is no option, as its label
 * @param {(query: string) => void} [parts.add]
 * @param {() => string} [parts.mode]         `fuzzy`, `contains`, `prefix`
 * @returns {OptionList}
 */
export function makeOptionList({
  input,
  anchor,
  signal,
  options,
  query,
  isChosen,
  choose,
  offer,
  add,
  mode,
}) {
  const id = freshId("options");
  const panel = make("div", {
    class: "st-list",
    role: "listbox",
    id,
    popover: "manual",
    testid: "stSelectboxVirtualDropdown",
  });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", id);
  input.autocomplete = "off";
  let active = 0;
  const isOpen = () => panel.matches(":popover-open");
  const rows = () => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("[role=option]")]);

  function draw() {
    const typed = query();
    const found = matching(options(), typed, mode?.() ?? "fuzzy");
    const added = typed === "" ? null : (offer?.(typed) ?? null);
    const drawn = found.slice(0, MOST).map((option) => row(option, isChosen(option), () => choose(option)));
    if (added !== null) drawn.push(row(added, false, () => add?.(typed)));
    panel.replaceChildren(...drawn);
    if (drawn.length === 0) panel.append(make("div", { class: "st-no-option" }, "No results"));
    if (found.length > MOST)
      panel.append(make("div", { class: "st-no-option" }, `${found.length - MOST} more: type to find`));
    activate(Math.max(0, found.findIndex(isChosen)));
    if (isOpen()) placeBeside(panel, anchor, { asWide: true });
  }

  /**
   * @param {string} text
   * @param {boolean} chosen
   * @param {() => void} act
   */
  function row(text, chosen, act) {
    const made = make("div", {
      class: "st-option",
      role: "option",
      id: freshId("option"),
      "aria-selected": String(chosen),
    });
    made.append(make("span", {}, text));
    if (chosen) made.append(icon("check"));
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", act);
    return made;
  }

  /** @param {number} index */
  function activate(index) {
    const all = rows();
    active = all.length === 0 ? 0 : (index + all.length) % all.length;
    all.forEach((each, position) => each.toggleAttribute("data-active", position === active));
    const present = all[active];
    if (present === undefined) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", present.id);
    if (isOpen()) present?.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (isOpen() || input.disabled) return;
    draw();
    openBeside(panel, anchor, { asWide: true });
    input.setAttribute("aria-expanded", "true");
    activate(active);
  }

  function close() {
    closePanel(panel);
    input.setAttribute("aria-expanded", "false");
  }

  input.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen()) open();
        else activate(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && isOpen()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        rows()[active]?.click();
      } else if (event.key === "Escape" && isOpen()) {
        event.stopPropagation();
        close();
      } else if (event.key === "Tab") {
        close();
      }
    },
    { signal },
  );
  input.addEventListener("blur", close, { signal });
  return { panel, open, close, isOpen, filter: draw };
}

/**
 * @param {string[]} options
 * @param {string} typed
 * @param {string} mode
 * @returns {string[]}
 */
function matching(options, typed, mode) {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return options;
  const scored = options
    .map((option) => ({ option, score: score(option.toLowerCase(), wanted, mode) }))
    .filter(({ score: found }) => found !== null);
  return scored.sort((one, other) => Number(one.score) - Number(other.score)).map(({ option }) => option);
}

/**
 * How well a text matches, the less the better; null if it does not.
 * @param {string} text
 * @param {string} wanted
 * @param {string} mode
 */
function score(text, wanted, mode) {
  const at = text.indexOf(wanted);
  if (mode === "prefix") return at === 0 ? 0 : null;
  if (at >= 0) return at;
  if (mode !== "fuzzy") return null;
  let from = 0;
  for (const letter of wanted) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return null;
  }
  return text.length + from;
}
