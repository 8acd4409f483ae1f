// Scripts that mean harm, in the page: what they did is said, the page lives, and the next rerun is fine.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { by, closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

/**
 * What the script does when the button is pressed, and what the page then says.
 * @type {[string, string, RegExp][]}
 */
const REFUSED = [
  ["starts a process", "import os; os.system('true')", /Error/],
  ["forks", "import os; os.fork()", /Error/],
  ["writes a file", "open('written.txt', 'w').write('x')", /PermissionError|OSError/],
  ["reads beside its folder", "open('/etc/passwd').read()", /PermissionError|OSError|FileNotFoundError/],
  ["opens a socket", "import socket; socket.create_connection(('127.0.0.1', 9), 1)", /Error/],
  ["recurses without end", "f = lambda: f()\n    f()", /RecursionError/],
];

for (const [name, line, error] of REFUSED) {
  test(`a script that ${name} is refused, and goes on`, async (t) => {
    const { page } = await opened(t, line);
    await page.getByRole("button", { name: "harm" }).click();
    await by(page, "stException").getByText(error).first().waitFor();
    await rerunsWell(page);
  });
}

/** @type {[string, string][]} */
const ENDED = [
  ["loops without end", "while True: pass"],
  ["takes all memory", "x = []\n    while True: x.append(bytearray(64 << 20))"],
  ["ends its process", "import os; os._exit(3)"],
];

for (const [name, line] of ENDED) {
  test(`a script that ${name} is stopped, and a fresh worker goes on`, async (t) => {
    const { page, heard } = await opened(t, line);
    await page.getByRole("button", { name: "harm" }).click();
    const deadline = Date.now() + 30_000;
    const told = () => heard.some((message) => message.type === "lost" || message.type === "exception");
    while (!told()) {
      assert.ok(Date.now() < deadline, "nothing was said of it within 30 s");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await rerunsWell(page);
  });
}

test("a component that reruns the script without end is paused until somebody lets it go on", async (t) => {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
js = """
export default function ({ data, setStateValue }) {
  if (!window.stopped) setStateValue("n", data.n + 1)
}
"""
n = st.session_state["c"].n if "c" in st.session_state else 0
st.components.v2.component("endless", js=js)(key="c", data={"n": n or 0}, on_n_change=lambda: None)
st.text("rests" if st.session_state.get("asked") else "goes on")
st.button("ask", key="asked")
`,
  });
  const { page } = await open();
  const banner = page.locator(".st-banner");
  await banner.getByText(/reran itself \d+ times/).waitFor();
  await page.evaluate(() => Object.assign(window, { stopped: true }));
  await banner.getByRole("button", { name: "Go on" }).click();
  await banner.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "ask" }).click();
  await shows(page, "rests");
});

/**
 * @param {import("node:test").TestContext} t
 * @param {string} line
 */
async function opened(t, line) {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
st.session_state.setdefault("n", 0)
if st.button("more"):
    st.session_state["n"] += 1
st.text(f"n {st.session_state['n']}")
if st.button("harm"):
    ${line}
`,
  });
  const tab = await open();
  await tab.page.getByRole("button", { name: "more" }).click();
  await shows(tab.page, "n 1");
  return tab;
}

/** @param {import("playwright-core").Page} page */
async function rerunsWell(page) {
  await page.getByRole("button", { name: "more" }).click();
  await shows(page, "n 2");
  await by(page, "stException").waitFor({ state: "detached" });
}
