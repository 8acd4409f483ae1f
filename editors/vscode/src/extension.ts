// Starts the extension: the server, the status item, the preview panel, the commands.

import * as vscode from "vscode";

import { createExample } from "./example";
import { Embedded } from "./embedded";
import { PreviewPanels } from "./preview";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("crosswire", { log: true });
  const status = new Status();
  const embedded = new Embedded(context.globalStorageUri, output);
  server = new Server(context, output, status, embedded);
  const previews = new PreviewPanels(context, server, status);

  context.subscriptions.push(
    output,
    status,
    embedded,
    previews,
    vscode.commands.registerCommand("crosswire.restart", () => server?.restart()),
    vscode.commands.registerCommand("crosswire.showOutput", () => {
      output.show();
    }),
    vscode.commands.registerCommand("crosswire.newExample", () => createExample(context)),
    vscode.commands.registerCommand("crosswire.openPreview", (uri?: vscode.Uri) => previews.open(uri)),
    // The code lens of the server names it so.
    vscode.commands.registerCommand("crosswire.preview", (uri: string) =>
      previews.open(vscode.Uri.parse(uri)),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("crosswire.path")) void server?.restart();
      if (change.affectsConfiguration("crosswire.preview.theme")) previews.applyTheme();
    }),
    vscode.window.onDidChangeActiveColorTheme(() => {
      previews.applyTheme();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server?.restart()),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
