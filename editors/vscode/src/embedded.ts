// JavaScript intelligence inside `js="""…"""`: the script becomes a file of its own, with the renderer's argument
// typed from the contract, and the built-in JavaScript service is asked about that.

import { createHash } from "node:crypto";

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

import type { Server } from "./server";

/** The server's answer to `crosswire/embedded` with a position. */
interface EmbeddedAnswer {
  texts: EmbeddedText[];
  at?: { text: number; position: Place } | null;
}

/** A script, sheet or page that stands in a document's string. */
interface EmbeddedText {
  language: "javascript" | "html" | "css";
  text: string;
  /** The type of the renderer's argument in the language of TypeScript, made from the contract. */
  argument?: string | null;
}

interface Place {
  line: number;
  character: number;
}

/** Files of older texts that are kept: an answer under way may still need one. */
const MOST_FILES = 8;

/** How often, and after which pauses, a service that is just starting is asked. */
const FIRST_TRIES = 8;
const TRY_AGAIN_MS = 500;

export class Embedded implements vscode.Disposable {
  private readonly files: vscode.Uri[] = [];
  private answered = false;

  constructor(
    private readonly storage: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  /** Adds the built-in service's answers to the server's. */
  middleware(server: Server): Middleware {
    return {
      provideCompletionItem: async (document, position, context, token, next) => {
        const own = await next(document, position, context, token);
        const items = Array.isArray(own) ? own : (own?.items ?? []);
        // Where crosswire knows the answer (keys, fields), a list of every name in scope would bury it.
        if (items.length > 0 || token.isCancellationRequested) return own;
        const other = await this.completions(server, document, position, context.triggerCharacter, token);
        return other ? new vscode.CompletionList(other.items, true) : own;
      },
      provideHover: async (document, position, token, next) =>
        (await next(document, position, token)) ?? (await this.hover(server, document, position)),
    };
  }

  dispose(): void {
    for (const file of this.files) void this.remove(file);
  }

  private async completions(
    server: Server,
    document: vscode.TextDocument,
    position: vscode.Position,
    trigger: string | undefined,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const place = await this.place(server, document, position);
    if (!place) return undefined;
    const list = await this.ask(place, trigger, token);
    for (const item of list.items) {
      const range = moved(item.range, place.position, position);
      item.range = range ?? document.getWordRangeAtPosition(position) ?? new vscode.Range(position, position);
      // Edits elsewhere, such as imports, would be made in the other file.
      item.additionalTextEdits = undefined;
      item.command = undefined;
    }
    list.items = list.items.filter((item) => item.kind !== vscode.CompletionItemKind.Text);
    return list;
  }

  /** Asks the service. It answers with nothing while it starts, so the first questions are asked again. */
  private async ask(
    place: { file: vscode.Uri; position: vscode.Position },
    trigger: string | undefined,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList> {
    for (let tries = 1; ; tries++) {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        place.file,
        place.position,
        trigger,
      );
      this.answered ||= list.items.length > 0;
      if (this.answered || tries === FIRST_TRIES || token.isCancellationRequested) return list;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }

  private async hover(
    server: Server,
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const place = await this.place(server, document, position);
    if (!place) return undefined;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      place.file,
      place.position,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.length > 0 ? new vscode.Hover(contents) : undefined;
  }

  /** The file and the position to ask about; nothing outside embedded JavaScript. */
  private async place(
    server: Server,
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ file: vscode.Uri; position: vscode.Position } | undefined> {
    if (document.languageId !== "python" || !enabled()) return undefined;
    const found = await server.request<EmbeddedAnswer | null>("crosswire/embedded", {
      textDocument: { uri: document.uri.toString() },
      position: { line: position.line, character: position.character },
    });
    const at = found?.at;
    const embedded = at ? found.texts[at.text] : undefined;
    if (!at || embedded?.language !== "javascript") return undefined;
    const typed = withTypedArgument(embedded, at.position);
    return { file: await this.write(typed.text), position: new vscode.Position(typed.line, typed.character) };
  }

  /** A file for a text. Its name is made of the text, so that the service never answers from an older one. */
  private async write(text: string): Promise<vscode.Uri> {
    const name = `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.js`;
    const file = vscode.Uri.joinPath(this.storage, "embedded", name);
    if (!this.files.some((known) => known.path === file.path)) {
      await vscode.workspace.fs.writeFile(file, Buffer.from(text));
      this.files.push(file);
      while (this.files.length > MOST_FILES) {
        const old = this.files.shift();
        if (old) await this.remove(old);
      }
    }
    await vscode.workspace.openTextDocument(file);
    return file;
  }

  private async remove(file: vscode.Uri): Promise<void> {
    try {
      await vscode.workspace.fs.delete(file);
    } catch (problem) {
      this.output.debug(`${file.fsPath} could not be removed: ${String(problem)}`);
    }
  }
}

/** Says above the renderer what its argument is; places below move down by that line. */
function withTypedArgument({ text, argument }: EmbeddedText, place: Place): Place & { text: string } {
  const lines = text.split("\n");
  const renderer = lines.findIndex((line) => /^\s*export\s+default\b/.test(line));
  if (!argument || renderer < 0) return { text, ...place };
  lines.splice(renderer, 0, `/** @param {${argument.replace(/\s*\n\s*/g, " ")}} component */`);
  return {
    text: lines.join("\n"),
    character: place.character,
    line: place.line + (place.line >= renderer ? 1 : 0),
  };
}

type ItemRange = vscode.CompletionItem["range"];

/** A range on the line of `from` in the one file, as that on the line of `to` in the other. */
function moved(range: ItemRange, from: vscode.Position, to: vscode.Position): ItemRange {
  if (!range) return undefined;
  if (!(range instanceof vscode.Range)) {
    const [inserting, replacing] = [moved(range.inserting, from, to), moved(range.replacing, from, to)];
    const both = inserting instanceof vscode.Range && replacing instanceof vscode.Range;
    return both ? { inserting, replacing } : undefined;
  }
  if (!range.isSingleLine || range.start.line !== from.line) return undefined;
  const by = to.character - from.character;
  if (range.start.character + by < 0) return undefined;
  return new vscode.Range(to.line, range.start.character + by, to.line, range.end.character + by);
}

function enabled(): boolean {
  return vscode.workspace.getConfiguration("crosswire").get<boolean>("embedded.javascript", true);
}
