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
    // The server's code lenses name these two.
    vscode.commands.registerCommand("crosswire.preview", ({ uri }: { uri: string }) =>
      previews.open(vscode.Uri.parse(uri)),
    ),
    vscode.commands.registerCommand("crosswire.showReferences", showReferences),
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

/** Shows places as the editor shows references; the server's positions become the editor's. */
async function showReferences(uri: string, at: PlainPosition, locations: PlainLocation[]): Promise<void> {
  const position = ({ line, character }: PlainPosition): vscode.Position =>
    new vscode.Position(line, character);
  const places = locations.map(
    ({ uri, range }) =>
      new vscode.Location(
        vscode.Uri.parse(uri),
        new vscode.Range(position(range.start), position(range.end)),
      ),
  );
  await vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    position(at),
    places,
  );
}

interface PlainPosition {
  line: number;
  character: number;
}

interface PlainLocation {
  uri: string;
  range: { start: PlainPosition; end: PlainPosition };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
