// The panel beside the editor: frames the server's preview page, and moves between code and picture.

import * as vscode from "vscode";

import type { PreviewState, Server } from "./server";
import type { Status } from "./status";

/** What the server says of a preview that it started. */
interface Started {
  id: string;
  url: string;
  inspectorUrl: string;
  engine: string;
}

/** How long the cursor rests before the panel follows it. */
const REVEAL_AFTER_MS = 150;

export class PreviewPanels implements vscode.Disposable {
  private readonly panels = new Map<string, { panel: vscode.WebviewPanel; started: Started }>();
  private readonly subscriptions: vscode.Disposable[];
  private reveal: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly status: Status,
  ) {
    this.subscriptions = [
      server.onPreview((state) => {
        this.heard(state);
      }),
      vscode.window.onDidChangeTextEditorSelection((change) => {
        this.follow(change.textEditor);
      }),
    ];
  }

  /** Opens the preview of a file, by default of the active editor's. */
  async open(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (!uri) {
      void vscode.window.showInformationMessage("crosswire: open an app or a component first.");
      return;
    }
    if (!vscode.workspace.isTrusted) {
      await this.explainTrust();
      return;
    }
    const shown = this.panels.get(uri.toString());
    if (shown) {
      shown.panel.reveal(undefined, true);
      return;
    }
    try {
      const started = await this.server.command<Started>("crosswire.preview.start", { uri: uri.toString() });
      await this.show(uri, started);
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem);
      void vscode.window.showErrorMessage(`crosswire: ${why}`);
    }
  }

  /** Gives the previews the theme that the settings ask for. */
  applyTheme(): void {
    for (const { started } of this.panels.values()) {
      void this.server.command("crosswire.preview.theme", { id: started.id, theme: wantedTheme() });
    }
  }

  dispose(): void {
    clearTimeout(this.reveal);
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const { panel } of this.panels.values()) panel.dispose();
  }

  private async explainTrust(): Promise<void> {
    const manage = "Manage Workspace Trust";
    const choice = await vscode.window.showWarningMessage(
      "crosswire: the preview runs this workspace's scripts, so it needs a trusted workspace.",
      manage,
    );
    if (choice === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  }

  private async show(uri: vscode.Uri, started: Started): Promise<void> {
    const name = vscode.workspace.asRelativePath(uri);
    const panel = vscode.window.createWebviewPanel(
      "crosswire.preview",
      `Preview: ${name}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true },
    );
    this.panels.set(uri.toString(), { panel, started });
    panel.onDidDispose(
      () => {
        this.panels.delete(uri.toString());
        this.status.previewing(undefined);
        void this.server.command("crosswire.preview.stop", { id: started.id });
      },
      undefined,
      this.context.subscriptions,
    );
    // In a remote window the browser reaches the server's ports by other addresses, which it must know.
    const [app, inspector] = await Promise.all([external(started.url), external(started.inspectorUrl)]);
    await this.server.command("crosswire.preview.allow", {
      id: started.id,
      appUrl: app.toString(true),
      inspectorUrl: inspector.toString(true),
    });
    await this.server.command("crosswire.preview.theme", { id: started.id, theme: wantedTheme() });
    panel.webview.html = frame(name, inspector);
    this.status.previewing(started.engine);
  }

  private heard(state: PreviewState): void {
    for (const [uri, { panel, started }] of this.panels) {
      if (started.id !== state.id) continue;
      if (state.engine) this.status.previewing(state.engine);
      if (state.state === "stopped") {
        panel.dispose();
        this.panels.delete(uri);
      } else if (state.state === "failed" && state.message) {
        void vscode.window.showWarningMessage(`crosswire preview: ${state.message}`);
      }
    }
  }

  private follow(editor: vscode.TextEditor): void {
    clearTimeout(this.reveal);
    if (this.panels.size === 0) return;
    this.reveal = setTimeout(() => {
      const { line, character } = editor.selection.active;
      const uri = editor.document.uri.toString();
      // A place without a component shows nothing; that is no failure of the person's.
      this.server
        .command("crosswire.preview.reveal", { uri, position: { line, character } })
        .catch(() => undefined);
    }, REVEAL_AFTER_MS);
  }
}

/** An address as the browser reaches it. Not every proxy keeps a path that it is asked about, so it is put back. */
async function external(url: string): Promise<vscode.Uri> {
  const own = vscode.Uri.parse(url, true);
  const port = await vscode.env.asExternalUri(own.with({ path: "/" }));
  return port.with({ path: port.path.replace(/\/$/, "") + own.path });
}

function origin(uri: vscode.Uri): string {
  return `${uri.scheme}://${uri.authority}`;
}

function wantedTheme(): string {
  const setting = vscode.workspace.getConfiguration("crosswire").get<string>("preview.theme", "editor");
  if (setting !== "editor") return setting;
  const { kind } = vscode.window.activeColorTheme;
  const dark = kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
  return dark ? "dark" : "light";
}

function frame(title: string, page: vscode.Uri): string {
  const escape = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${origin(page)}; style-src 'unsafe-inline'" />
    <title>${escape(title)}</title>
    <style>html, body, iframe { margin: 0; padding: 0; border: 0; width: 100%; height: 100vh; display: block }</style>
  </head>
  <body><iframe title="${escape(title)}" src="${escape(page.toString(true))}" allow="clipboard-read; clipboard-write; fullscreen"></iframe></body>
</html>`;
}
