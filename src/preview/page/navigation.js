// The pages of an app: links in the sidebar or the header, the browser's address and its history.

import { make, showText } from "./element.js";

/**
 * @typedef {object} PageLink
 * @property {string} hash
 * @property {any} title
 * @property {any} [icon]
 * @property {string} url_path
 * @property {string} [section]
 * @property {boolean} [default]
 * @property {boolean} [hidden]
 */

/**
 * @typedef {object} Wish
 * @property {string | null} page
 * @property {string} query
 * @property {boolean} queryChanged
 */

export class Navigation {
  /** @type {PageLink[]} */ #pages = [];
  #frame;
  #go;
  /** @type {string | null} */ current = null;

  /**
   * @param {import("./frame.js").Frame} frame
   * @param {(wish: Wish) => void} go   asks for the page
   */
  constructor(frame, go) {
    this.#frame = frame;
    this.#go = go;
    addEventListener("popstate", () => {
      const page = this.#pageOfAddress();
      this.#ask(page?.hash ?? this.current);
    });
  }

  /**
   * The worker names the pages and the one that runs.
   * @param {{pages?: PageLink[], current?: string | null, position?: string}} props
   */
  show({ pages = [], current = null, position = "sidebar" }) {
    const isFirst = this.current === null;
    this.#pages = pages;
    const wanted = isFirst ? this.#pageOfAddress() : undefined;
    if (isFirst && wanted !== undefined && wanted.hash !== current && segment() !== "") {
      this.current = wanted.hash;
      this.#ask(wanted.hash);
    } else {
      const moved = current !== this.current;
      this.current = current;
      const page = pages.find(({ hash }) => hash === current);
      if (moved && typeof page?.title === "string") document.title = page.title;
      if (moved && page !== undefined && segment() !== segmentOf(page)) {
        history[isFirst ? "replaceState" : "pushState"](
          null,
          "",
          addressOf(page, isFirst ? location.search : ""),
        );
      }
    }
    this.#draw(position);
  }

  /**
   * @param {string} hash
   * @param {string} [query]
   */
  visit(hash, query = "") {
    const page = this.#pages.find((each) => each.hash === hash);
    if (page !== undefined) history.pushState(null, "", addressOf(page, query === "" ? "" : `?${query}`));
    this.current = hash;
    this.#ask(hash);
  }

  /**
   * The script changed the query.
   * @param {string} query
   */
  showQuery(query) {
    const address = new URL(location.href);
    address.search = query;
    if (address.href !== location.href) history.pushState(null, "", address);
  }

  /** @param {string | null} page */
  #ask(page) {
    this.current = page;
    this.#go({ page, query: location.search.slice(1), queryChanged: true });
  }

  #pageOfAddress() {
    return this.#pages.find((page) => segmentOf(page) === segment());
  }

  /** @param {string} position */
  #draw(position) {
    const { navigation, topNavigation } = this.#frame;
    const shown = this.#pages.filter(({ hidden }) => !hidden);
    const none = position === "hidden" || shown.length < 2;
    const place = position === "top" ? topNavigation : navigation;
    for (const each of [navigation, topNavigation]) {
      each.hidden = none || each !== place;
      each.replaceChildren();
    }
    /** @type {string | undefined} */
    let section;
    for (const page of shown) {
      if (page.section && page.section !== section) {
        place.append(make("div", { class: "st-nav-section", testid: "stNavSectionHeader" }, page.section));
      }
      section = page.section;
      place.append(this.#link(page));
    }
  }

  /** @param {PageLink} page */
  #link(page) {
    const label = make("span", {}, "");
    showText(label, page.title);
    const link = make(
      "a",
      {
        class: "st-nav-link",
        testid: "stSidebarNavLink",
        href: addressOf(page, ""),
        "aria-current": page.hash === this.current ? "page" : null,
      },
      ...iconOf(page.icon),
      label,
    );
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.visit(page.hash);
    });
    return link;
  }
}

/**
 * A page's icon: an emoji. Those of Streamlit's icon font are left out.
 * @param {any} icon
 */
function iconOf(icon) {
  if (!icon || (typeof icon === "string" && icon.startsWith(":material/"))) return [];
  const drawn = make("span", { class: "st-nav-icon" });
  showText(drawn, icon);
  return [drawn];
}

function segment() {
  return decodeURIComponent(location.pathname.split("/").at(-1) ?? "");
}

/** @param {PageLink} page */
function segmentOf(page) {
  return page.default ? "" : page.url_path;
}

/**
 * @param {PageLink} page
 * @param {string} search
 */
function addressOf(page, search) {
  const address = new URL(`./${encodeURIComponent(segmentOf(page))}`, document.baseURI);
  address.search = search;
  return address.href;
}
