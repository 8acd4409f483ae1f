// Pictures, sound, film, documents, frames.

import { defineElement, make, showText } from "../element.js";
import { onDifference, paragraph, plainText } from "./field.js";

/**
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {{source: {$url?: string} | null, caption: import("../element.js").Text, what: string}} Picture
 */

defineElement("image", {
  create(node) {
    const root = make("div", { class: "st-images", testid: "stImage" });
    const draw = onDifference((/** @type {Record<string, any>} */ { images, alt, link, width }) => {
      root.replaceChildren(...images.map((/** @type {Picture} */ image) => picture(image, alt, link, width)));
    });
    /** @param {ElementNode} next */
    const update = ({ props }) => draw(props);
    update(node);
    return { root, update };
  },
});

/**
 * @param {Picture} image
 * @param {string | null} alt
 * @param {string | null} link
 * @param {number | string} width
 */
function picture({ source, caption, what }, alt, link, width) {
  const address = source?.$url;
  const name = alt ?? plainText(caption);
  const shown =
    address === undefined
      ? make("div", { class: "st-placeholder" }, `A picture (${what}) that the preview cannot show`)
      : make("img", { src: address, alt: name });
  if (typeof width === "number") shown.style.width = `${width}px`;
  else if (width === "stretch") shown.style.width = "100%";
  const container = make("div", { class: "st-image", testid: "stImageContainer" });
  container.append(
    link ? make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, shown) : shown,
  );
  if (caption !== null && caption !== undefined) {
    const text = make("div", { class: "st-caption", testid: "stCaptionContainer" }, make("p"));
    showText(paragraph(text), caption);
    container.append(make("div", { testid: "stImageCaption" }, text));
  }
  return container;
}

for (const kind of /** @type {const} */ (["audio", "video"])) {
  defineElement(kind, {
    create(node) {
      const player = make(kind, {
        class: `st-${kind}`,
        testid: kind === "audio" ? "stAudio" : "stVideo",
        controls: true,
      });
      const draw = onDifference((/** @type {Record<string, any>} */ props) => {
        const { source, start_time: start, end_time: end, loop, autoplay, muted, alt } = props;
        const part = start || end ? `#t=${start ?? 0}${end ? `,${end}` : ""}` : "";
        player.src = `${source?.$url ?? ""}${part}`;
        player.loop = Boolean(loop);
        player.autoplay = Boolean(autoplay);
        player.muted = Boolean(muted);
        if (alt) player.setAttribute("aria-label", alt);
      });
      /** @param {ElementNode} next */
      const update = ({ props }) => draw(props);
      update(node);
      return { root: player, update };
    },
  });
}

defineElement("pdf", {
  create(node) {
    const frame = make("iframe", { class: "st-iframe", testid: "stPdf", title: "PDF" });
    /** @param {ElementNode} next */
    function update({ props: { source, height } }) {
      const address = source?.$url ?? "about:blank";
      if (frame.getAttribute("src") !== address) frame.src = address;
      frame.style.height = typeof height === "number" ? `${height}px` : "500px";
    }
    update(node);
    return { root: frame, update };
  },
});

defineElement("iframe", {
  create(node) {
    const frame = make("iframe", { class: "st-iframe", testid: "stIFrame", title: "st.iframe" });
    const draw = onDifference(
      (/** @type {Record<string, any>} */ { src, srcdoc, width, height, tab_index: tab, alt }) => {
        if (srcdoc !== undefined) frame.srcdoc = srcdoc;
        else frame.src = src?.$url ?? src ?? "about:blank";
        frame.style.width = typeof width === "number" ? `${width}px` : "100%";
        frame.style.height = typeof height === "number" ? `${height}px` : "";
        if (typeof tab === "number") frame.tabIndex = tab;
        if (alt) frame.title = alt;
      },
    );
    /** @param {ElementNode} next */
    const update = ({ props }) => draw(props);
    update(node);
    return { root: frame, update };
  },
});
