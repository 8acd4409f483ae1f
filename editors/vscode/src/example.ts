// Puts a small runnable component into the workspace and opens it.

import * as vscode from "vscode";

export async function createExample(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) {
    void vscode.window.showInformationMessage(
      "crosswire: open a folder first; the example becomes a file in it.",
    );
    return;
  }
  const text = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(context.extensionUri, "walkthrough", "counter.py"),
  );
  const place = await unusedName(folder, "counter");
  await vscode.workspace.fs.writeFile(place, text);
  await vscode.window.showTextDocument(place);
}

async function unusedName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const place = vscode.Uri.joinPath(folder, number === 1 ? `${name}.py` : `${name}_${number}.py`);
    try {
      await vscode.workspace.fs.stat(place);
    } catch {
      return place;
    }
  }
}
