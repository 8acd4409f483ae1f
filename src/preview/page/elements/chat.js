// Chat messages and the chat input.

import { defineElement, make, showText } from "../element.js";
import { icon } from "./icons.js";
import { verticalBlock } from "./layout.js";

/** @typedef {import("../element.js").ElementNode} ElementNode */

defineElement("chat_message", {
  create(node) {
    const avatar = make("div", { class: "st-avatar" });
    const body = verticalBlock();
    const content = make(
      "div",
      { class: "st-chat-content", testid: "stChatMessageContent", role: "group" },
      body,
    );
    const root = make("div", { class: "st-chat-message", testid: "stChatMessage" }, avatar, content);
    /** @param {ElementNode} next */
    function update({ props }) {
      content.setAttribute("aria-label", `Chat message from ${props.name}`);
      root.dataset.from = props.avatar ?? "custom";
      showAvatar(avatar, props);
    }
    update(node);
    return { root, body, update };
  },
});

/**
 * @param {HTMLElement} avatar
 * @param {Record<string, any>} props
 */
function showAvatar(avatar, { avatar: preset, icon: sign, image, name }) {
  avatar.dataset.testid =
    preset === "user"
      ? "stChatMessageAvatarUser"
      : preset === "assistant"
        ? "stChatMessageAvatarAssistant"
        : "stChatMessageAvatarCustom";
  if (preset === "user") avatar.replaceChildren(icon("person"));
  else if (preset === "assistant") avatar.replaceChildren(icon("robot"));
  else if (image?.$url) avatar.replaceChildren(make("img", { src: image.$url, alt: `${name} avatar` }));
  else showText(avatar, sign ?? String(name).slice(0, 1).toUpperCase());
}

defineElement("chat_input", {
  create(node, ctx) {
    const area = make("textarea", { class: "st-input", rows: 1, testid: "stChatInputTextArea" });
    const send = make(
      "button",
      { class: "st-send", type: "button", testid: "stChatInputSubmitButton", "aria-label": "Send message" },
      icon("send"),
    );
    const input = make("input", { type: "file", hidden: true, "aria-label": "file upload" });
    const attach = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Upload a file" },
      icon("plus"),
    );
    const names = make("div", { class: "st-files" });
    const control = make("div", { class: "st-chat-control" }, attach, input, area, send);
    const root = make("div", { class: "st-chat-input", testid: "stChatInput" }, names, control);
    /** @type {any[]} */
    let files = [];

    const isEmpty = () => area.value.trim() === "" && files.length === 0;
    function show() {
      send.disabled = area.disabled || isEmpty();
      area.style.height = "auto";
      if (area.isConnected) area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
      names.replaceChildren(
        ...files.map(({ name }) => make("span", { class: "st-file" }, icon("file"), name)),
      );
    }
    function submit() {
      if (area.disabled || isEmpty()) return;
      ctx.trigger(ctx.node.props.accept_file ? { text: area.value, files } : area.value);
      area.value = "";
      files = [];
      show();
    }
    area.addEventListener("input", show, { signal: ctx.gone });
    area.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        submit();
      },
      { signal: ctx.gone },
    );
    send.addEventListener("click", submit, { signal: ctx.gone });
    attach.addEventListener("click", () => input.click(), { signal: ctx.gone });
    input.addEventListener(
      "change",
      async () => {
        const sent = await ctx.upload([...(input.files ?? [])]);
        files = ctx.node.props.accept_file === true ? sent.slice(-1) : [...files, ...sent];
        input.value = "";
        show();
      },
      { signal: ctx.gone },
    );
    ctx.onValue((value) => {
      area.value = typeof value === "string" ? value : (value?.text ?? "");
      show();
    });

    /** @param {ElementNode} next */
    function update({ props }) {
      area.placeholder = props.placeholder ?? "";
      area.setAttribute("aria-label", props.placeholder || "Your message");
      area.disabled = Boolean(props.disabled);
      if (typeof props.max_chars === "number") area.maxLength = props.max_chars;
      attach.hidden = !props.accept_file;
      input.multiple = props.accept_file === "multiple";
      input.accept = (props.accept ?? []).join(",");
      show();
    }
    update(node);
    return { root, update };
  },
});
