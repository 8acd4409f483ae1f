// What an edit does to a page that is open: each kind of change in its own way, and session state always stays.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { by, closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

/** @typedef {import("playwright-core").Page} Page */

const APP = `
import streamlit as st
from pathlib import Path

here = Path(__file__).parent
counter = st.components.v2.component(
    "counter",
    html=(here / "counter.html").read_text(),
    css=(here / "counter.css").read_text(),
    js=(here / "counter.js").read_text(),
)
result = counter(key="c", default={"n": 0}, on_n_change=lambda: None)
st.text(f"n {result.n}")
`;

const COUNTER = {
  "app.py": APP,
  "counter.html": "<button id='more'>more</button>",
  "counter.css": "#more { color: rgb(1, 1, 1) }",
  "counter.js": `
export default function ({ parentElement, setStateValue }) {
  window.calls = (window.calls ?? 0) + 1;
  let n = 0;
  parentElement.querySelector("#more").onclick = () => setStateValue("n", ++n);
  return () => { window.cleanups = (window.cleanups ?? 0) + 1; };
}
`,
};

/** @param {Page} page */
function more(page) {
  return page.locator("#more");
}

/**
 * A counter that has been clicked twice, with a mark on its button that a new mount would not have.
 * @param {import("node:test").TestContext} t
 */
async function clickedTwice(t) {
  const { open, save } = await preview(t, COUNTER);
  const { page } = await open();
  await shows(page, "n 0");
  await more(page).click();
  await more(page).click();
  await shows(page, "n 2");
  await more(page).evaluate((button) => button.setAttribute("data-marked", ""));
  return { page, save };
}

/** @param {Page} page */
async function calls(page) {
  return page.evaluate(() => {
    const { calls = 0, cleanups = 0 } = /** @type {any} */ (window);
    return { calls, cleanups };
  });
}

test("css is swapped in place: the renderer is not called, and what it built stays", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("counter.css", "#more { color: rgb(2, 2, 2) }");
  await until(
    async () => (await more(page).evaluate((button) => getComputedStyle(button).color)) === "rgb(2, 2, 2)",
  );
  assert.deepEqual(await calls(page), { calls: 1, cleanups: 0 });
  assert.equal(await more(page).getAttribute("data-marked"), "");
  await more(page).click();
  await shows(page, "n 3");
});

test("js mounts the component anew, and its state in Python stays", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("counter.js", COUNTER["counter.js"].replace("++n", "(n += 10)"));
  await until(async () => (await calls(page)).cleanups === 1);
  await shows(page, "n 2");
  assert.equal(await more(page).getAttribute("data-marked"), null);
  await more(page).click();
  await shows(page, "n 10");
});

test("html mounts the component anew", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("counter.html", "<b>title</b><button id='more'>even more</button>");
  await page.getByText("even more").waitFor();
  assert.deepEqual(await calls(page), { calls: 2, cleanups: 1 });
  await shows(page, "n 2");
});

test("python runs again, and the component stays as it is", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("app.py", APP.replace('f"n {', 'f"now n {'));
  await shows(page, "now n 2");
  assert.deepEqual(await calls(page), { calls: 1, cleanups: 0 });
});

test("an edited module is imported again", async (t) => {
  const { open, save } = await preview(t, {
    "app.py": "import streamlit as st\nimport words\nst.text(words.GREETING)\n",
    "words.py": "GREETING = 'hello'\n",
  });
  const { page } = await open();
  await shows(page, "hello");
  await save("words.py", "GREETING = 'good day'\n");
  await shows(page, "good day");
});

test("a syntax error leaves the last picture and says so, until it is mended", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("app.py", `${APP}\nst.text(`);
  await page.getByText("SyntaxError").first().waitFor();
  assert.deepEqual(await calls(page), { calls: 1, cleanups: 0 });
  assert.ok(await more(page).isVisible());

  await save("app.py", `${APP}\nst.text("mended")\n`);
  await shows(page, "mended");
  await shows(page, "n 2");
  assert.equal(await page.getByText("SyntaxError").count(), 0);
});

test("an exception shows in its place, and goes when it is mended", async (t) => {
  const { page, save } = await clickedTwice(t);
  await save("app.py", `${APP}\nraise ValueError("too much")\n`);
  await by(page, "stException").getByText("too much").first().waitFor();
  await shows(page, "n 2");
  await save("app.py", APP);
  await by(page, "stException").waitFor({ state: "detached" });
  await shows(page, "n 2");
});

/**
 * Waits until something holds.
 * @param {() => Promise<boolean>} holds
 */
async function until(holds) {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not so after 10 s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
