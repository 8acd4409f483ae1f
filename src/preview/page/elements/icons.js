// The page's own icons, drawn with strokes so that they take the text's colour.

const PATHS = {
  help: "M12 17h.01M9.5 9.2a2.6 2.6 0 1 1 3.6 2.6c-.8.4-1.1.9-1.1 1.7M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  down: "m6 9 6 6 6-6",
  right: "m9 6 6 6-6 6",
  left: "m15 6-6 6 6 6",
  close: "M6 6l12 12M18 6 6 18",
  check: "m5 12.5 4.5 4.5L19 7.5",
  alert: "M12 8v5M12 16.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  minus: "M6 12h12",
  plus: "M12 6v12M6 12h12",
  up_arrow: "M12 19V5M6 11l6-6 6 6",
  down_arrow: "M12 5v14M6 13l6 6 6-6",
  upload: "M12 16V5M7.5 9.5 12 5l4.5 4.5M5 19h14",
  file: "M7 3h7l4 4v14H7ZM14 3v4h4",
  copy: "M9 9h11v11H9ZM5 15H4V4h11v1",
  search: "m20 20-4.5-4.5M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
  download: "M12 4v11M7.5 11.5 12 16l4.5-4.5M5 20h14",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  eye_off:
    "m4 4 16 16M9.5 5.8c.8-.2 1.6-.3 2.5-.3 6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.6M6 7.5A16 16 0 0 0 2.5 12S6 18.5 12 18.5c1.3 0 2.4-.3 3.5-.7",
  calendar: "M4 6h16v14H4ZM4 10h16M8 3.5V7M16 3.5V7",
  clock: "M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  send: "M12 19V5M6 11l6-6 6 6",
  star: "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z",
  thumb_up: "M7 10.5 11 3c1.5 0 2.5 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1 7A2 2 0 0 1 17.5 20H7ZM7 10.5H3.5V20H7",
  thumb_down:
    "M7 13.5 11 21c1.5 0 2.5-1 2.5-2.5V15h5a2 2 0 0 0 2-2.3l-1-7A2 2 0 0 0 17.5 4H7ZM7 13.5H3.5V4H7",
  face_1:
    "M8 16.5c.9-1.6 2.3-2.4 4-2.4s3.1.8 4 2.4M9 9.5h.01M15 9.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  face_2:
    "M8.5 16c1-.9 2.1-1.3 3.5-1.3s2.5.4 3.5 1.3M9 9.5h.01M15 9.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  face_3: "M8.5 15h7M9 9.5h.01M15 9.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  face_4:
    "M8.5 14.5c1 .9 2.1 1.3 3.5 1.3s2.5-.4 3.5-1.3M9 9.5h.01M15 9.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  face_5:
    "M8 13.8c.9 1.8 2.3 2.7 4 2.7s3.1-.9 4-2.7ZM9 9.5h.01M15 9.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c1-4 3.8-6 7.5-6s6.5 2 7.5 6",
  robot: "M5 9h14v10H5ZM12 9V5M12 5h.01M9 13.5h.01M15 13.5h.01M9.5 16.5h5",
  chart: "M4 4v16h16M8 15l4-5 3 3 5-7",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4ZM12 16.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  mic: "M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
};

/** @typedef {keyof typeof PATHS} IconName */

/**
 * @param {IconName} name
 * @param {string} [testid]
 * @returns {HTMLElement}
 */
export function icon(name, testid = "stIconMaterial") {
  const holder = document.createElement("span");
  holder.className = "st-icon";
  holder.dataset.testid = testid;
  holder.setAttribute("aria-hidden", "true");
  holder.innerHTML =
    `<svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="1.8" ` +
    `stroke-linecap="round" stroke-linejoin="round"><path d="${PATHS[name]}"/></svg>`;
  return holder;
}
