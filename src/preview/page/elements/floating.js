// What floats above the page: tooltips, lists, calendars. All use the browser's top layer, placed beside an anchor.

import { make, showText } from "../element.js";

const GAP = 4;
const MARGIN = 8;

/**
 * Places an open popover below its anchor, or above where there is no room, within the window.
 * @param {HTMLElement} panel
 * @param {HTMLElement} anchor
 * @param {{asWide?: boolean, center?: boolean}} [options]
 */
export function placeBeside(panel, anchor, { asWide = false, center = false } = {}) {
  const box = anchor.getBoundingClientRect();
  if (asWide) panel.style.width = `${box.width}px`;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const roomBelow = innerHeight - box.bottom - GAP - MARGIN;
  const above = height > roomBelow && box.top > innerHeight - box.bottom;
  const left = center ? box.left + box.width / 2 - width / 2 : box.left;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  panel.style.top = `${above ? Math.max(MARGIN, box.top - GAP - height) : box.bottom + GAP}px`;
}

/**
 * Keeps a panel beside its anchor as long as it is open, whatever scrolls.
 * @param {HTMLElement} panel    with the attribute `popover`
 * @param {HTMLElement} anchor
 * @param {{asWide?: boolean, center?: boolean}} [options]
 */
export function openBeside(panel, anchor, options) {
  if (!panel.isConnected || panel.matches(":popover-open")) return;
  panel.showPopover();
  placeBeside(panel, anchor, options);
  const closed = new AbortController();
  const follow = () => placeBeside(panel, anchor, options);
  addEventListener("scroll", follow, { capture: true, passive: true, signal: closed.signal });
  addEventListener("resize", follow, { signal: closed.signal });
  panel.addEventListener(
    "toggle",
    () => {
      if (!panel.matches(":popover-open")) closed.abort();
    },
    { signal: closed.signal },
  );
}

/** @param {HTMLElement} panel */
export function closePanel(panel) {
  if (panel.isConnected && panel.matches(":popover-open")) panel.hidePopover();
}

/**
 * A tooltip for an element: shown while the pointer rests on it or it has the focus.
 * @param {HTMLElement} target
 * @param {() => import("../element.js").Text} text
 * @param {AbortSignal} signal
 * @returns {HTMLElement} to be put into the document beside the target
 */
export function tooltip(target, text, signal) {
  const panel = make("div", {
    class: "st-tooltip",
    role: "tooltip",
    popover: "manual",
    testid: "stTooltipContent",
  });
  const show = () => {
    const present = text();
    if (present === null || present === undefined || present === "") return;
    showText(panel, present);
    openBeside(panel, target, { center: true });
  };
  const hide = () => closePanel(panel);
  target.addEventListener("pointerenter", show, { signal });
  target.addEventListener("focusin", show, { signal });
  target.addEventListener("pointerleave", hide, { signal });
  target.addEventListener("focusout", hide, { signal });
  target.addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal });
  return panel;
}
