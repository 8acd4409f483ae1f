// VS Code, the real workbench: what a person sees and presses.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";

import { PATIENCE, Workbench } from "./workbench.mjs";

const editors = needed("CROSSWIRE_EDITORS", "the folder that tests/editors/install prints");
const extension = needed("CROSSWIRE_VSIX", "the packaged extension");
const workspace = fileURLToPath(new URL("fixture", import.meta.url));

/** @param {string} variable @param {string} meaning */
function needed(variable, meaning) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} must name ${meaning}; tests/editors/run sets it`);
  return value;
}

/** The page inside the preview panel: webview, its inner frame, our frame, the app's frame. @param {Workbench} bench */
async function previewFrame(bench) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    for (const frame of bench.page.frames()) {
      const found = await frame
        .locator("[data-testid=stApp]")
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await bench.page.waitForTimeout(100);
  }
  throw new Error(
    `no frame shows the app: ${bench.page
      .frames()
      .map((frame) => frame.url())
      .join(", ")}`,
  );
}

/** @param {() => Promise<boolean>} condition @param {string} what */
async function until(condition, what) {
  const end = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe("a trusted workspace", () => {
  /** @type {Workbench} */
  let bench;
  before(async () => {
    bench = await Workbench.start({ editors, extension, workspace, trusted: true });
  });
  after(() => bench.stop());

  test("a missing callback squiggles inline", async () => {
    await bench.open("app.py");
    await bench.page.locator(".squiggly-error").first().waitFor({ timeout: PATIENCE });
    await bench.shot("squiggle");
  });

  test("embedded JavaScript is coloured", async () => {
    const word = bench.page.locator(".view-line span span", { hasText: /^const$/ }).first();
    const name = bench.page.locator(".view-line span span", { hasText: /^button$/ }).first();
    const classes = [await word.getAttribute("class"), await name.getAttribute("class")];
    assert.notEqual(classes[0], classes[1], "a keyword of the script has a colour of its own");
  });

  test("its quick fix is applied by keyboard", async () => {
    await bench.goTo("pressed");
    await bench.page.keyboard.press("Control+.");
    await bench.page.locator(".action-widget").waitFor({ timeout: PATIENCE });
    await bench.shot("quick-fix");
    await bench.page.keyboard.press("Enter");
    await until(
      async () => (await bench.visibleText()).includes("on_pressed_change=lambda: None"),
      "the fix",
    );
    await bench.page.locator(".squiggly-error").first().waitFor({ state: "detached", timeout: PATIENCE });
  });

  test("completion offers the registered keys", async () => {
    await bench.goTo('setTriggerValue("');
    await bench.page.keyboard.press("Home");
    await bench.page.keyboard.press("Enter");
    await bench.page.keyboard.press("ArrowUp");
    await bench.page.keyboard.type('setStateValue("');
    await bench.page.keyboard.press("Control+Space");
    const row = bench.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "count" });
    await row.first().waitFor({ timeout: PATIENCE });
    await bench.shot("completion");
    await bench.deleteLine();
  });

  test("JavaScript's own completion works inside the string, typed from the contract", async () => {
    await bench.goTo("button.onclick");
    await bench.page.keyboard.press("Home");
    await bench.page.keyboard.press("Enter");
    await bench.page.keyboard.press("ArrowUp");
    await bench.page.keyboard.type("button.");
    await bench.page.keyboard.press("Control+Space");
    const row = bench.page.locator(".suggest-widget.visible .monaco-list-row", {
      hasText: "addEventListener",
    });
    await row.first().waitFor({ timeout: PATIENCE });
    await bench.shot("javascript");
    await bench.deleteLine();
  });

  test("a rename crosses from JavaScript to Python", async () => {
    await bench.goTo('count", (');
    await bench.page.keyboard.press("F2");
    const input = bench.page.locator(".rename-box input");
    await input.waitFor({ timeout: PATIENCE });
    await input.fill("total");
    await bench.page.keyboard.press("Enter");
    for (const text of ['setStateValue("total"', "on_total_change", "result.total"]) {
      await until(async () => (await bench.visibleText()).includes(text), text);
    }
    await bench.shot("rename");
  });

  test("the panel shows the component, hears a click, and follows an unsaved keystroke", async () => {
    await bench.command("Crosswire: Open Preview");
    const app = await previewFrame(bench);
    const button = app.locator("#go");
    await button.waitFor({ timeout: PATIENCE });
    await button.click();
    await app.locator("[data-testid=stMarkdown]", { hasText: "2" }).first().waitFor({ timeout: PATIENCE });
    await bench.goTo(">Go<");
    await bench.page.keyboard.press("ArrowRight");
    await bench.page.keyboard.type("Click and ");
    await app.locator("#go", { hasText: "Click and Go" }).waitFor({ timeout: PATIENCE });
    await bench.shot("panel");
  });

  test("an element in the panel jumps to its line", async () => {
    await bench.page.keyboard.press("Control+Home");
    const app = await previewFrame(bench);
    await app.locator("#go").click({ modifiers: ["Alt"] });
    await until(async () => {
      const status = await bench.page.locator("#status\\.editor\\.selection").innerText();
      return !status.startsWith("Ln 1,");
    }, "the jump");
  });
});

describe("a workspace that is not trusted", () => {
  /** @type {Workbench} */
  let bench;
  before(async () => {
    bench = await Workbench.start({ editors, extension, workspace, trusted: false });
  });
  after(() => bench.stop());

  test("shows findings, and says why there is no preview", async () => {
    await bench.open("app.py");
    await bench.page.locator(".squiggly-error").first().waitFor({ timeout: PATIENCE });
    await bench.command("Crosswire: Open Preview");
    const message = bench.page.locator(".notification-toast", { hasText: "needs a trusted workspace" });
    await message.waitFor({ timeout: PATIENCE });
    await bench.shot("untrusted");
  });
});
