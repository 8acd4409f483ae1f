// One widget a test: change it as a person would, and see what the script gets: the value, the same in session state,
// and one call of its callback.

import { after, test } from "node:test";
import { by, closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

/**
 * @typedef {import("playwright-core").Page} Page
 * The call, what a person does, and the value's `repr` before and after.
 * @type {[string, string, (page: Page) => Promise<unknown>, string, string][]}
 */
const WIDGETS = [
  ["button", "st.button('W', key='w', on_click=changed)", click("stBaseButton-secondary"), "False", "True"],
  ["checkbox", "st.checkbox('W', key='w', on_change=changed)", click("stCheckbox", "label"), "False", "True"],
  ["toggle", "st.toggle('W', key='w', on_change=changed)", click("stCheckbox", "label"), "False", "True"],
  [
    "radio",
    "st.radio('W', ['a', 'b'], key='w', on_change=changed)",
    (page) => by(page, "stRadio").getByText("b", { exact: true }).click(),
    "'a'",
    "'b'",
  ],
  [
    "selectbox",
    "st.selectbox('W', ['a', 'b'], key='w', on_change=changed)",
    choose("stSelectbox", "b"),
    "'a'",
    "'b'",
  ],
  [
    "multiselect",
    "st.multiselect('W', ['a', 'b'], key='w', on_change=changed)",
    choose("stMultiSelect", "b"),
    "[]",
    "['b']",
  ],
  [
    "slider",
    "st.slider('W', 0, 10, 5, key='w', on_change=changed)",
    press("stSlider", "ArrowRight"),
    "5",
    "6",
  ],
  [
    "select slider",
    "st.select_slider('W', ['a', 'b', 'c'], key='w', on_change=changed)",
    press("stSlider", "ArrowRight"),
    "'a'",
    "'b'",
  ],
  [
    "number input",
    "st.number_input('W', value=3, key='w', on_change=changed)",
    enter("stNumberInput input", "42"),
    "3",
    "42",
  ],
  [
    "text input",
    "st.text_input('W', key='w', on_change=changed)",
    enter("stTextInput input", "hi"),
    "''",
    "'hi'",
  ],
  [
    "text area",
    "st.text_area('W', key='w', on_change=changed)",
    async (page) => {
      await by(page, "stTextArea").locator("textarea").fill("two\nlines");
      await page.keyboard.press("Control+Enter");
    },
    "''",
    "'two\\nlines'",
  ],
  [
    "date input",
    "st.date_input('W', value='2024-02-28', key='w', on_change=changed)",
    enter("stDateInput input", "2024/02/29"),
    "datetime.date(2024, 2, 28)",
    "datetime.date(2024, 2, 29)",
  ],
  [
    "time input",
    "st.time_input('W', value='09:00', key='w', on_change=changed)",
    choose("stTimeInput", "09:15"),
    "datetime.time(9, 0)",
    "datetime.time(9, 15)",
  ],
  [
    "colour picker",
    "st.color_picker('W', '#000000', key='w', on_change=changed)",
    (page) => by(page, "stColorPicker").locator("input").first().fill("#ff8800"),
    "'#000000'",
    "'#ff8800'",
  ],
  [
    "download button",
    "st.download_button('W', 'x', key='w', on_click=changed)",
    click("stDownloadButton", "button, a"),
    "False",
    "True",
  ],
  [
    "chat input",
    "st.chat_input('W', key='w', on_submit=changed)",
    enter("stChatInput textarea", "hello"),
    "None",
    "'hello'",
  ],
  [
    "file uploader",
    "st.file_uploader('W', key='w', on_change=changed)",
    (page) =>
      by(page, "stFileUploader")
        .locator("input[type=file]")
        .setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("hi") }),
    "None",
    "('note.txt', b'hi')",
  ],
  [
    "link button",
    "st.link_button('W', 'about:blank', key='w', on_click=changed)",
    click("stLinkButton", "a"),
    "False",
    "True",
  ],
  ["menu button", "st.menu_button('W', ['a', 'b'], key='w', on_click=changed)", menu("b"), "None", "'b'"],
  [
    "datetime input",
    "st.datetime_input('W', value='2024-02-28 09:00', key='w', on_change=changed)",
    enter("stDateTimeInput input", "2024/02/29"),
    "datetime.datetime(2024, 2, 28, 9, 0)",
    "datetime.datetime(2024, 2, 29, 9, 0)",
  ],
  [
    "pills",
    "st.pills('W', ['a', 'b'], key='w', on_change=changed)",
    (page) => page.getByText("b", { exact: true }).click(),
    "None",
    "'b'",
  ],
  [
    "segmented control",
    "st.segmented_control('W', ['a', 'b'], selection_mode='multi', key='w', on_change=changed)",
    (page) => page.getByText("b", { exact: true }).click(),
    "[]",
    "['b']",
  ],
  [
    "feedback",
    "st.feedback('thumbs', key='w', on_change=changed)",
    (page) => by(page, "stFeedbackButton").first().click(),
    "None",
    "1",
  ],
  [
    "pagination",
    "st.pagination(5, key='w', on_change=changed)",
    (page) => by(page, "stPaginationPage").getByText("3", { exact: true }).click(),
    "1",
    "3",
  ],
];

for (const [name, call, act, before, later] of WIDGETS) {
  test(`${name}: its value, session state and callback`, async (t) => {
    const { open } = await preview(t, { "app.py": app(call) });
    const { page } = await open();
    await shows(page, `value ${before}`);
    await shows(page, `state ${before}`);
    await act(page);
    await shows(page, `value ${later}`);
    await shows(page, `state ${later}`);
    await shows(page, "calls 1");
  });
}

test("a form holds values back until it is submitted", async (t) => {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
with st.form("f"):
    name = st.text_input("Name")
    st.form_submit_button("Go")
st.text(f"name {name!r}")
`,
  });
  const { page } = await open();
  await shows(page, "name ''");
  await by(page, "stTextInput").locator("input").fill("Ann");
  await page.keyboard.press("Tab");
  await shows(page, "name ''");
  await page.getByRole("button", { name: "Go" }).click();
  await shows(page, "name 'Ann'");
});

test("navigation runs the page that is chosen", async (t) => {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
st.text("shared")
st.navigation([st.Page("one.py", title="One"), st.Page("two.py", title="Two")]).run()
`,
    "one.py": `import streamlit as st\nst.text("page one")\n`,
    "two.py": `import streamlit as st\nst.text("page two")\n`,
  });
  const { page } = await open();
  await shows(page, "page one");
  await by(page, "stSidebarNavLink").getByText("Two").click();
  await shows(page, "page two");
  await shows(page, "shared");
});

test("what is not there is a labelled placeholder in its place, and the script goes on", async (t) => {
  const { open } = await preview(t, {
    "app.py": `import streamlit as st\nst.pydeck_chart(None)\nst.text("after it")\n`,
  });
  const { page } = await open();
  await shows(page, "after it");
  await page.getByText("pydeck_chart").first().waitFor();
});

/** @param {string} call */
function app(call) {
  return `
import datetime
import streamlit as st

def changed():
    st.session_state["calls"] = st.session_state.get("calls", 0) + 1

def plain(value):
    return (value.name, value.getvalue()) if hasattr(value, "getvalue") else value

value = ${call}
st.text(f"value {plain(value)!r}")
st.text(f"state {plain(st.session_state['w'])!r}")
st.text(f"calls {st.session_state.get('calls', 0)}")
`;
}

/**
 * @param {string} testid
 * @param {string} [inside]
 */
function click(testid, inside) {
  return (/** @type {Page} */ page) =>
    (inside ? by(page, testid).locator(inside) : by(page, testid)).first().click();
}

/**
 * Opens the list and takes an option.
 * @param {string} testid
 * @param {string} option
 */
function choose(testid, option) {
  return async (/** @type {Page} */ page) => {
    await by(page, testid).getByRole("combobox").click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
}

/**
 * Opens the menu and takes an option.
 * @param {string} option
 */
function menu(option) {
  return async (/** @type {Page} */ page) => {
    await page.getByRole("button", { name: "W" }).click();
    await page.getByRole("menuitem", { name: option, exact: true }).click();
  };
}

/**
 * @param {string} testid
 * @param {string} key
 */
function press(testid, key) {
  return (/** @type {Page} */ page) => by(page, testid).getByRole("slider").press(key);
}

/**
 * @param {string} place  a test id, and what to look for inside
 * @param {string} text
 */
function enter(place, text) {
  const [testid, inside] = place.split(" ");
  return async (/** @type {Page} */ page) => {
    await by(page, testid).locator(inside).first().fill(text);
    await page.keyboard.press("Enter");
  };
}
