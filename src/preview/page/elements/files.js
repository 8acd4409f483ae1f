// File uploader; camera and microphone take a file, too.

import { defineElement, make } from "../element.js";
import { makeField, markdownLabel } from "./field.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").Definition} Definition
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {{id: string, name: string, type: string, size: number}} Sent   and its content
 */

/** Files travel with every rerun, so the preview takes none that are larger. */
const LARGEST = 20 * 1024 * 1024;

defineElement("file_uploader", uploader("stFileUploader", "upload", "Upload", ""));
defineElement(
  "camera_input",
  uploader("stCameraInput", "camera", "Choose a picture", "The preview uses no camera."),
);
defineElement(
  "audio_input",
  uploader("stAudioInput", "mic", "Choose a recording", "The preview records nothing."),
);

/**
 * @param {string} testid
 * @param {import("./icons.js").IconName} sign
 * @param {string} call
 * @param {string} remark
 * @returns {Definition}
 */
function uploader(testid, sign, call, remark) {
  return {
    create(node, ctx) {
      const input = make("input", {
        type: "file",
        testid: "stFileUploaderDropzoneInput",
        "aria-label": "file upload",
        tabindex: -1,
      });
      const button = make("button", {
        class: "st-button",
        type: "button",
        testid: "stBaseButton-secondary",
        "data-type": "secondary",
      });
      button.append(icon(sign), markdownLabel(call));
      const instructions = make("span");
      const drop = make(
        "section",
        { class: "st-dropzone", testid: "stFileUploaderDropzone", role: "presentation" },
        input,
        button,
        make(
          "div",
          { class: "st-dropzone-text", testid: "stFileUploaderDropzoneInstructions" },
          instructions,
        ),
      );
      const rows = make("div", { class: "st-files" });
      const complaint = make("div", { class: "st-hint", role: "alert" });
      const field = makeField(testid, ctx, drop, rows, complaint);
      /** @type {Sent[]} */
      let files = ctx.value(node.props.default) ?? [];

      /** @param {File[]} given */
      async function take(given) {
        const { multiple, accept = [] } = ctx.node.props;
        const good = given.filter((file) => isAccepted(file, accept) && file.size <= limit(ctx.node.props));
        const refused = given.filter((file) => !good.includes(file));
        complaint.textContent = refused
          .map(({ name }) => `${name} is too large or of another type.`)
          .join(" ");
        if (good.length === 0) return;
        const sent = await ctx.upload(multiple ? good : good.slice(-1));
        set(multiple ? [...files, ...sent] : sent);
      }
      /** @param {Sent[]} next */
      function set(next) {
        files = next;
        show();
        ctx.setValue(files);
      }
      function show() {
        rows.replaceChildren(
          ...files.map((file) => {
            const remove = make(
              "button",
              {
                class: "st-icon-button",
                type: "button",
                testid: "stFileUploaderDeleteBtn",
                "aria-label": `Remove ${file.name}`,
              },
              icon("close"),
            );
            remove.addEventListener("click", () => set(files.filter((each) => each !== file)));
            const name = make(
              "span",
              { class: "st-file-name", testid: "stFileUploaderFileName", title: file.name },
              file.name,
            );
            return make(
              "div",
              { class: "st-file", testid: "stFileUploaderFile" },
              icon("file"),
              name,
              make("small", {}, sized(file.size)),
              remove,
            );
          }),
        );
      }
      button.addEventListener("click", () => input.click(), { signal: ctx.gone });
      input.addEventListener(
        "change",
        async () => {
          await take([...(input.files ?? [])]);
          input.value = "";
        },
        { signal: ctx.gone },
      );
      for (const [name, over] of /** @type {const} */ ([
        ["dragover", true],
        ["dragleave", false],
        ["drop", false],
      ])) {
        drop.addEventListener(
          name,
          (event) => {
            event.preventDefault();
            drop.toggleAttribute("data-over", over && !input.disabled);
            if (name === "drop" && !input.disabled) take([...(event.dataTransfer?.files ?? [])]);
          },
          { signal: ctx.gone },
        );
      }
      ctx.onValue((value) => {
        files = value ?? [];
        show();
      });
      /** @param {ElementNode} next */
      function update({ props }) {
        drop.setAttribute("aria-label", field.show(props));
        input.multiple = Boolean(props.multiple);
        input.accept = (props.accept ?? []).join(",");
        input.disabled = button.disabled = Boolean(props.disabled);
        input.toggleAttribute("webkitdirectory", Boolean(props.directory));
        drop.setAttribute("aria-disabled", String(input.disabled));
        const types = (props.accept ?? [])
          .map((/** @type {string} */ each) => each.replace(/^\./, "").toUpperCase())
          .join(", ");
        instructions.textContent = remark || `${sized(limit(props))} per file${types ? ` • ${types}` : ""}`;
      }
      update(node);
      show();
      return { root: field.root, update };
    },
  };
}

/** @param {Record<string, any>} props */
function limit({ max_upload_size: megabytes }) {
  return Math.min(LARGEST, (megabytes ?? Infinity) * 1024 * 1024);
}

/**
 * @param {File} file
 * @param {string[]} accept
 */
function isAccepted(file, accept) {
  const name = file.name.toLowerCase();
  return (
    accept.length === 0 ||
    accept.some((each) =>
      each.endsWith("/*")
        ? file.type.startsWith(each.slice(0, -1))
        : each === file.type || name.endsWith(each.toLowerCase()),
    )
  );
}

/** @param {number} bytes */
function sized(bytes) {
  if (bytes < 1024) return `${bytes}B`;
  return bytes < 1024 * 1024
    ? `${(bytes / 1024).toFixed(1)}KB`
    : `${Math.round((bytes / 1024 / 1024) * 10) / 10}MB`;
}
