// Finds the crosswire program: the setting, the one in this package, the PATH.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import * as vscode from "vscode";

/** A program, and why it is this one. */
export interface Program {
  path: string;
  from: "setting" | "extension" | "PATH";
}

/** The program to run, or nothing where there is none. */
export function findProgram(context: vscode.ExtensionContext): Program | undefined {
  const name = process.platform === "win32" ? "crosswire.exe" : "crosswire";
  const setting = vscode.workspace.getConfiguration("crosswire").get<string>("path")?.trim();
  if (setting) return { path: setting, from: "setting" };
  const own = join(context.extensionPath, "bin", name);
  if (existsSync(own)) return { path: own, from: "extension" };
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (folder && existsSync(path)) return { path, from: "PATH" };
  }
  return undefined;
}
