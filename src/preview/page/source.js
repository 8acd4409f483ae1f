// From an element to its source and back: Alt+click or the menu's pick jumps to the line that draws what is under the
// pointer; the editor's cursor lights up what its line draws.

/**
 * @typedef {import("./element.js").Place} Place
 * @typedef {import("./tree.js").Tree} Tree
 */

const SHOWN = 2000;

/**
 * @param {(element: HTMLElement) => Place | null} placeOf   where what is drawn at an element stands
 * @param {(place: Place) => void} open
 * @returns {() => void} begins a pick
 */
export function watchPicks(placeOf, open) {
  let picking = false;
  const end = () => {
    picking = false;
    document.documentElement.removeAttribute("data-picking");
  };
  addEventListener(
    "click",
    (event) => {
      if (!picking && !event.altKey) return;
      end();
      // What is inside a component's shadow root belongs to the component.
      const target = event
        .composedPath()
        .find((each) => each instanceof HTMLElement && document.contains(each));
      const place = target instanceof HTMLElement ? placeOf(target) : null;
      if (place === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open(place);
    },
    { capture: true },
  );
  addEventListener("keydown", (event) => {
    if (picking && event.key === "Escape") end();
  });
  return () => {
    picking = true;
    document.documentElement.setAttribute("data-picking", "");
  };
}

/** @param {string} element   its id */
export function highlight(element) {
  const found = document.querySelector(`[data-element="${CSS.escape(element)}"]`);
  if (!(found instanceof HTMLElement)) return;
  found.scrollIntoView({ block: "nearest", behavior: "smooth" });
  found.setAttribute("data-highlight", "");
  setTimeout(() => found.removeAttribute("data-highlight"), SHOWN);
}
