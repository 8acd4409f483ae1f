// The app's frame: header, sidebar, main column, bottom and the places of the roots, with the test ids that people's own
// browser tests look for. What stands in the header is `chrome`'s.

import { make, showText } from "./element.js";

/**
 * @typedef {object} Frame
 * @property {HTMLElement} app
 * @property {HTMLElement} header
 * @property {HTMLElement} banners        between header and content: what the person must know
 * @property {HTMLElement} navigation     in the sidebar
 * @property {HTMLElement} topNavigation  in the header
 * @property {HTMLElement} logo
 * @property {HTMLElement[]} roots        main, sidebar, event, bottom
 * @property {(props: Record<string, any>) => void} configure   `st.set_page_config`
 * @property {(props: Record<string, any>) => void} showLogo    `st.logo`
 * @property {() => void} settle          after drawing: shows the sidebar and the bottom if something is in them
 */

const NARROW = "(max-width: 768px)";

/** @returns {Frame} */
export function makeFrame() {
  const root = () => make("div", { class: "st-vertical", testid: "stVerticalBlock" });
  const [main, sidebarBody, event, bottomBody] = [root(), root(), root(), root()];
  event.className = "st-event";

  const logo = make("div", { class: "st-logo", testid: "stLogoSpacer" });
  const navigation = make("nav", {
    class: "st-nav",
    testid: "stSidebarNav",
    "aria-label": "Pages",
    hidden: true,
  });
  const topNavigation = make("nav", { class: "st-top-nav", "aria-label": "Pages", hidden: true });
  const collapse = toggle("stSidebarCollapseButton", "Close the sidebar", "m14 7-5 5 5 5");
  const expand = toggle("stExpandSidebarButton", "Open the sidebar", "m10 7 5 5-5 5");
  const sidebar = make(
    "section",
    { class: "st-sidebar", testid: "stSidebar", "aria-label": "Sidebar", hidden: true },
    make(
      "div",
      { class: "st-sidebar-content", testid: "stSidebarContent" },
      make("div", { class: "st-sidebar-header", testid: "stSidebarHeader" }, logo, collapse),
      navigation,
      make("div", { class: "st-sidebar-user", testid: "stSidebarUserContent" }, sidebarBody),
    ),
  );
  const header = make("header", { class: "st-header", testid: "stHeader" }, expand, topNavigation);
  const banners = make("div", { class: "st-banners", role: "status" });
  const container = make("div", { class: "st-main-container", testid: "stMainBlockContainer" }, main);
  const bottom = make(
    "div",
    { class: "st-bottom", testid: "stBottom", hidden: true },
    make("div", { class: "st-main-container", testid: "stBottomBlockContainer" }, bottomBody),
  );
  const app = make(
    "div",
    { class: "st-app", testid: "stApp", "data-test-script-state": "initial", "data-layout": "centered" },
    header,
    make(
      "div",
      { class: "st-view", testid: "stAppViewContainer" },
      sidebar,
      make("main", { class: "st-main", testid: "stMain" }, banners, container, bottom),
    ),
    event,
  );

  let initial = "auto";
  /** @type {boolean | null} whether the person opened or closed the sidebar */
  let chosen = null;
  const narrow = matchMedia(NARROW);
  const isOpen = () => chosen ?? (initial === "expanded" || (initial !== "collapsed" && !narrow.matches));
  const settle = () => {
    const used = sidebarBody.childElementCount > 0 || !navigation.hidden;
    const open = used && isOpen();
    sidebar.hidden = !used;
    sidebar.toggleAttribute("inert", !open);
    sidebar.setAttribute("aria-expanded", String(open));
    app.dataset.sidebar = used ? (open ? "open" : "closed") : "none";
    expand.hidden = !used || open;
    bottom.hidden = bottomBody.childElementCount === 0;
  };
  /** @param {boolean} open */
  const choose = (open) => {
    chosen = open;
    settle();
    (open ? collapse : expand).focus();
  };
  collapse.addEventListener("click", () => choose(false));
  expand.addEventListener("click", () => choose(true));
  narrow.addEventListener("change", settle);
  settle();

  return {
    app,
    header,
    banners,
    navigation,
    topNavigation,
    logo,
    roots: [main, sidebarBody, event, bottomBody],
    settle,
    configure({ page_title, page_icon, layout, initial_sidebar_state }) {
      if (typeof page_title === "string") document.title = page_title;
      if (page_icon !== undefined) showIcon(page_icon);
      if (layout === "wide" || layout === "centered") app.dataset.layout = layout;
      if (typeof initial_sidebar_state === "string") initial = initial_sidebar_state;
      settle();
    },
    showLogo({ image, link, size = "medium" }) {
      const source = typeof image === "string" ? image : image?.$url;
      if (typeof source !== "string") return;
      const picture = make("img", { src: source, alt: "Logo", testid: "stLogo", "data-size": size });
      logo.replaceChildren(
        link ? make("a", { href: link, target: "_blank", rel: "noopener" }, picture) : picture,
      );
    },
  };
}

/**
 * @param {string} testid
 * @param {string} label
 * @param {string} path   of the icon
 */
function toggle(testid, label, path) {
  const button = make("button", {
    class: "st-icon-button",
    type: "button",
    testid,
    "aria-label": label,
    title: label,
  });
  button.innerHTML = icon(path);
  return button;
}

/** @param {string} path   as in an svg, 24 by 24 */
export function icon(path) {
  return (
    `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8" ` +
    `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`
  );
}

/** @param {unknown} given   an emoji, an address or a file */
function showIcon(given) {
  const link = document.querySelector('link[rel="icon"]');
  const address = typeof given === "object" && given !== null && "$url" in given ? given.$url : given;
  if (link === null || typeof address !== "string") return;
  const isAddress = /^(https?:|data:|assets\/|bytes\/)/.test(address);
  const drawn = make("div");
  showText(drawn, address);
  const letter = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text y=".9em" font-size="90">${drawn.innerHTML}</text></svg>`;
  link.setAttribute("href", isAddress ? address : `data:image/svg+xml,${encodeURIComponent(letter)}`);
}
