// The item in the status bar: how the server fares, its version, and the preview's engine.

import * as vscode from "vscode";

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("crosswire", vscode.StatusBarAlignment.Left, -10);
  private server = "";
  private engine = "";

  constructor() {
    this.item.name = "crosswire";
    this.starting();
    this.item.show();
  }

  starting(): void {
    this.set("$(sync~spin) crosswire", "starting", "crosswire.showOutput");
  }

  running(version: string | undefined, program: string): void {
    this.set("$(plug) crosswire", `${version ?? "unknown version"}, ${program}`, "crosswire.showOutput");
  }

  failed(why: string): void {
    this.set("$(debug-disconnect) crosswire", `${why}; click to restart`, "crosswire.restart");
    this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
  }

  /** Says which engine runs the preview; nothing once none runs. */
  previewing(engine: string | undefined): void {
    this.engine = engine ? `preview: engine ${engine}` : "preview: not open";
    this.tell();
  }

  dispose(): void {
    this.item.dispose();
  }

  private set(text: string, server: string, command: string): void {
    this.item.text = text;
    this.item.command = command;
    this.item.backgroundColor = undefined;
    this.server = server;
    this.tell();
  }

  private tell(): void {
    this.item.tooltip = ["crosswire", this.server, this.engine || "preview: not open"].join("\n");
  }
}
