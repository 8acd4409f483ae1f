// Rows of buttons of which some are chosen: pills, segmented control, feedback, pagination.

import { defineElement, make } from "../element.js";
import { makeField, markdownLabel, onDifference } from "./field.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").Definition} Definition
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {import("./icons.js").IconName} IconName
 */

defineElement("pills", buttonGroup("pills"));
defineElement("segmented_control", buttonGroup("segmented_control"));

/**
 * @param {string} kind
 * @returns {Definition}
 */
function buttonGroup(kind) {
  return {
    create(node, ctx) {
      const row = make("div", { class: `st-button-group st-${kind}` });
      const field = makeField("stButtonGroup", ctx, row);
      /** @type {string[]} */
      let chosen = ctx.value(node.props.default) ?? [];
      const single = () => ctx.node.props.selection_mode !== "multi";
      const mark = () => {
        for (const button of row.querySelectorAll("button")) {
          const isChosen = chosen.includes(button.dataset.option ?? "");
          button.setAttribute(single() ? "aria-checked" : "aria-pressed", String(isChosen));
          button.toggleAttribute("data-chosen", isChosen);
          button.setAttribute("kind", `${kind}${isChosen ? "Active" : ""}`);
          button.dataset.testid = `stBaseButton-${kind}${isChosen ? "Active" : ""}`;
        }
      };
      /** @param {string} option */
      const press = (option) => {
        const isChosen = chosen.includes(option);
        if (single() && isChosen && ctx.node.props.required) return;
        if (single()) chosen = isChosen ? [] : [option];
        else chosen = inOrder(isChosen ? chosen.filter((each) => each !== option) : [...chosen, option]);
        mark();
        ctx.setValue(chosen);
      };
      /** @param {string[]} options */
      const inOrder = (options) =>
        ctx.node.props.options.filter((/** @type {string} */ each) => options.includes(each));
      ctx.onValue((value) => {
        chosen = value ?? [];
        mark();
      });
      moveByArrows(row, ctx.gone);
      const draw = onDifference(([options, labels]) => {
        row.replaceChildren(
          ...options.map((/** @type {string} */ option, /** @type {number} */ index) => {
            const button = make("button", { class: "st-choice", type: "button", "data-option": option });
            button.append(markdownLabel(labels[index], "st-label-text"));
            button.addEventListener("click", () => press(option));
            return button;
          }),
        );
      });
      /** @param {ElementNode} next */
      function update({ props }) {
        row.setAttribute("aria-label", field.show(props));
        row.setAttribute("role", single() ? "radiogroup" : "toolbar");
        draw([props.options, props.labels]);
        for (const button of row.querySelectorAll("button")) {
          if (single()) button.setAttribute("role", "radio");
          button.disabled = Boolean(props.disabled);
        }
        mark();
      }
      update(node);
      return { root: field.root, update };
    },
  };
}

/**
 * Arrow keys move the focus along a row of buttons.
 * @param {HTMLElement} row
 * @param {AbortSignal} signal
 */
function moveByArrows(row, signal) {
  row.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step === undefined) return;
      const buttons = [...row.querySelectorAll("button")].filter((button) => !button.disabled);
      const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      event.preventDefault();
      buttons[(here + step + buttons.length) % buttons.length]?.focus();
    },
    { signal },
  );
}

/** @type {Record<string, {signs: IconName[], names: string[]}>} */
const FEEDBACK = {
  thumbs: { signs: ["thumb_up", "thumb_down"], names: ["Thumbs up", "Thumbs down"] },
  stars: {
    signs: ["star", "star", "star", "star", "star"],
    names: [1, 2, 3, 4, 5].map((count) => `${count} out of 5 stars`),
  },
  faces: {
    signs: ["face_1", "face_2", "face_3", "face_4", "face_5"],
    names: ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
  },
};

/** Python counts thumbs the other way round: down is 0, up is 1. */
const THUMBS = [1, 0];

defineElement("feedback", {
  create(node, ctx) {
    const row = make("div", {
      class: "st-feedback-row",
      role: "radiogroup",
      "aria-label": "Feedback rating",
    });
    const root = make("div", { class: "st-field stFeedback", testid: "stFeedback" }, row);
    /** @type {number | null} */
    let chosen = ctx.value(node.props.default);
    const isThumbs = () => ctx.node.props.options === "thumbs";
    const mark = () =>
      [...row.children].forEach((button, index) => {
        const value = isThumbs() ? THUMBS[index] : index;
        const filled =
          chosen !== null && (ctx.node.props.options === "stars" ? index <= chosen : value === chosen);
        button.setAttribute("aria-checked", String(value === chosen));
        button.toggleAttribute("data-chosen", filled);
      });
    ctx.onValue((value) => {
      chosen = value;
      mark();
    });
    moveByArrows(row, ctx.gone);
    const draw = onDifference((/** @type {string} */ options) => {
      const { signs, names } = FEEDBACK[options] ?? { signs: [], names: [] };
      row.replaceChildren(
        ...signs.map((sign, index) => {
          const button = make(
            "button",
            {
              class: "st-feedback",
              type: "button",
              role: "radio",
              testid: "stFeedbackButton",
              "aria-label": names[index],
            },
            icon(sign),
          );
          button.addEventListener("click", () => {
            const value = isThumbs() ? (THUMBS[index] ?? 0) : index;
            chosen = value === chosen ? null : value;
            mark();
            ctx.setValue(chosen);
          });
          return button;
        }),
      );
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      draw(props.options);
      for (const button of row.querySelectorAll("button")) button.disabled = Boolean(props.disabled);
      mark();
    }
    update(node);
    return { root, update };
  },
});

defineElement("pagination", {
  create(node, ctx) {
    const row = make("div", { class: "st-pagination", role: "navigation", "aria-label": "Pagination" });
    const root = make("div", { class: "st-field stPagination", testid: "stPagination" }, row);
    /** @type {number} */
    let page = ctx.value(node.props.default);
    /** @param {number} next */
    const go = (next) => {
      page = next;
      draw();
      ctx.setValue(page);
    };
    function draw() {
      const { pages, visible, disabled } = ctx.node.props;
      row.replaceChildren(
        step("Previous page", "stPaginationPrev", "left", page <= 1 || disabled, () => go(page - 1)),
        ...shownPages(page, pages, visible ?? pages).map((each) => {
          if (each === 0) return make("span", { class: "st-pagination-gap" }, "…");
          const testid = each === page ? "stPaginationPageActive" : "stPaginationPage";
          const attributes = {
            class: "st-page-number",
            type: "button",
            testid,
            "aria-label": `Page ${each}`,
          };
          const button = make(
            "button",
            { ...attributes, "aria-current": each === page ? "page" : null },
            String(each),
          );
          button.disabled = Boolean(disabled);
          button.addEventListener("click", () => go(each));
          return button;
        }),
        step("Next page", "stPaginationNext", "right", page >= pages || disabled, () => go(page + 1)),
      );
    }
    ctx.onValue((value) => {
      page = value;
      draw();
    });
    draw();
    return { root, update: draw };
  },
});

/**
 * @param {string} label
 * @param {string} testid
 * @param {IconName} sign
 * @param {boolean} disabled
 * @param {() => void} act
 */
function step(label, testid, sign, disabled, act) {
  const button = make(
    "button",
    { class: "st-page-number", type: "button", testid, "aria-label": label },
    icon(sign),
  );
  button.disabled = Boolean(disabled);
  button.addEventListener("click", act);
  return button;
}

/**
 * The pages to show around the present one; 0 where some are left out.
 * @param {number} page
 * @param {number} count
 * @param {number} visible
 * @returns {number[]}
 */
function shownPages(page, count, visible) {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  if (count <= visible) return all;
  const around = Math.max(1, visible - 4);
  const first = Math.min(Math.max(2, page - Math.floor(around / 2)), count - around);
  const middle = all.slice(first - 1, first - 1 + around).filter((each) => each > 1 && each < count);
  return [1, ...(first > 2 ? [0] : []), ...middle, ...(first + around < count ? [0] : []), count];
}
