// Where the packages of tests/package-lock.json are: in a cache outside the checkout, one folder for each lock file,
// installed by `npm ci` when it is not there yet. Knows nothing of browsers or tests.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TESTS = fileURLToPath(new URL("..", import.meta.url));

/**
 * The folder with `node_modules` in it; installs first where that has not happened.
 * @returns {Promise<string>}
 */
export async function installed() {
  const lock = await readFile(join(TESTS, "package-lock.json"));
  const name = `node-${createHash("sha256").update(lock).digest("hex").slice(0, 16)}`;
  const cache = process.env.CROSSWIRE_CACHE || join(homedir(), ".cache", "crosswire");
  const folder = join(cache, name);
  if (existsSync(join(folder, "node_modules"))) return folder;

  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, "installing-"));
  try {
    for (const file of ["package.json", "package-lock.json"])
      await cp(join(TESTS, file), join(scratch, file));
    console.error(`installing tests/package-lock.json into ${folder}`);
    const npm = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", npm, { cwd: scratch, stdio: ["ignore", "inherit", "inherit"] });
    // Somebody else may have been faster; what they installed is the same.
    if (!existsSync(folder)) await rename(scratch, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Loads a package from there.
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function load(name) {
  return createRequire(join(await installed(), "package.json"))(name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await installed());
