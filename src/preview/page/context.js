// What an element may ask of the page, put together for one view.

/**
 * @typedef {import("./element.js").Context} Context
 * @typedef {import("./element.js").ElementNode} ElementNode
 * @typedef {import("./element.js").Place} Place
 * @typedef {import("./forms.js").Forms} Forms
 * @typedef {import("./theme.js").Themes} Themes
 * @typedef {import("./values.js").Values} Values
 */

/**
 * @typedef {object} Page
 * @property {Values} values
 * @property {Forms} forms
 * @property {Themes} themes
 * @property {(place: Place) => void} open
 * @property {(page: string, query?: string) => void} navigate
 */

/**
 * @typedef {object} LivingContext
 * @property {Context} ctx
 * @property {(node: ElementNode) => void} renew   the node came again
 * @property {() => void} end                      the view is destroyed
 */

/**
 * @param {ElementNode} node
 * @param {Page} page
 * @returns {LivingContext}
 */
export function contextFor(node, { values, forms, themes, open, navigate }) {
  const ending = new AbortController();
  const gone = ending.signal;
  /** @type {string} the key of a widget's values */
  const id = node.id ?? "";
  const form = () => /** @type {string | null} */ (ctx.node.props.form ?? null);
  const sender = () => ({
    cause: { kind: "widget", element: id, what: labelOf(ctx.node) },
    form: form(),
    fragment: ctx.node.fragment ?? null,
  });

  /** @type {Context} */
  const ctx = {
    node,
    value(initial) {
      if (!values.has(id, form())) values.keep(id, initial);
      return /** @type {any} */ (values.get(id, form()));
    },
    setValue(value) {
      const quiet = ctx.node.props.rerun === false && form() === null;
      if (quiet) values.keep(id, value);
      else values.set(id, value, sender());
    },
    trigger(value) {
      const inForm = form();
      if (ctx.node.kind !== "form_submit_button" || inForm === null) {
        values.trigger(id, value, sender());
        return;
      }
      values.submit(inForm, id, sender());
      if (ctx.node.props.clear_on_submit) forms.clear(inForm);
    },
    onValue(listener) {
      const end = values.listen(id, listener);
      gone.addEventListener("abort", end);
    },
    get form() {
      const inForm = form();
      if (inForm === null) return null;
      return {
        id: inForm,
        enterSubmits: ctx.node.props.enter_to_submit !== false,
        submit: () => forms.pressFirst(inForm),
      };
    },
    get fragment() {
      return ctx.node.fragment ?? null;
    },
    theme: () => themes.current,
    onTheme(listener) {
      const end = themes.listen(listener);
      gone.addEventListener("abort", end);
    },
    open(place = ctx.node.place) {
      if (place !== undefined) open(place);
    },
    navigate,
    upload: (files) => Promise.all([...files].map(uploaded)),
    rerun: () => values.rerun(sender()),
    gone,
  };

  const joined = form();
  if (joined !== null && id !== "") join(joined);

  /** @param {string} inForm */
  function join(inForm) {
    if (ctx.node.kind === "form_submit_button") {
      const isEnabled = () => !ctx.node.props.disabled;
      forms.addButton(inForm, { id, isEnabled, press: () => ctx.trigger(true) }, gone);
    } else if (ctx.node.kind !== "component") {
      const reset = () => {
        values.set(id, ctx.node.props.default, sender());
        values.announce(id, ctx.node.props.default);
      };
      forms.addMember(inForm, id, reset, gone);
    }
  }

  return {
    ctx,
    renew: (next) => void (ctx.node = next),
    end: () => ending.abort(),
  };
}

/**
 * A file as a file uploader's value holds it.
 * @param {File} file
 */
async function uploaded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return { id: crypto.randomUUID(), name: file.name, type: file.type, size: file.size, base64: btoa(text) };
}

/**
 * What a person calls a widget.
 * @param {ElementNode} node
 * @returns {string}
 */
function labelOf({ props, kind }) {
  const { label, key } = props;
  if (typeof label === "string" && label !== "") return label;
  if (typeof label?.$html === "string") {
    const text = new DOMParser().parseFromString(label.$html, "text/html").body.textContent?.trim();
    if (text) return text;
  }
  return typeof key === "string" ? key : kind;
}
