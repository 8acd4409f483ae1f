// The language server's life: start, restart, stop, and what the extension asks of it.

import * as vscode from "vscode";
import {
  type ClientCapabilities,
  CloseAction,
  ErrorAction,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";

import type { Embedded } from "./embedded";
import { findProgram } from "./program";
import type { Status } from "./status";

const LANGUAGES = ["python", "javascript", "javascriptreact", "typescript", "typescriptreact", "html", "css"];

/** Crashes within a few minutes before the extension stops trying. */
const MOST_CRASHES = 4;
const CRASH_WINDOW_MS = 180_000;

export class Server {
  private client: LanguageClient | undefined;
  private crashes: number[] = [];
  private readonly trace = vscode.window.createOutputChannel("crosswire trace", { log: true });
  private readonly told = new vscode.EventEmitter<PreviewState>();

  /** How previews fare. */
  readonly onPreview = this.told.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
    private readonly embedded: Embedded,
  ) {
    context.subscriptions.push(this.trace, this.told);
  }

  /** Starts the server; a person hears of it only where it cannot be. */
  async start(): Promise<void> {
    const program = findProgram(this.context);
    if (!program) {
      this.status.failed("there is no crosswire program");
      const choice = await vscode.window.showErrorMessage(
        "crosswire: no program was found in the extension or on PATH. Install it, or name it in the settings.",
        "Open Settings",
      );
      if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "crosswire.path");
      return;
    }
    this.output.info(`starting ${program.path} (from ${program.from})`);
    const run = { command: program.path, args: ["lsp"] };
    const client = new LanguageClient("crosswire", "crosswire", run, this.options());
    client.registerFeature(new OwnCommands());
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.status.running(client.initializeResult?.serverInfo?.version, program.path);
      } else if (newState === State.Starting) this.status.starting();
      else this.status.failed("the server has stopped");
    });
    client.onNotification("crosswire/preview", (state: PreviewState) => {
      this.told.fire(state);
    });
    this.client = client;
    try {
      await client.start();
      await vscode.commands.executeCommand("setContext", "crosswire.canPreview", vscode.workspace.isTrusted);
    } catch (problem) {
      this.status.failed(String(problem));
      this.output.error(`${program.path} could not be started: ${String(problem)}`);
      void vscode.window.showErrorMessage(
        `crosswire: ${program.path} could not be started: ${String(problem)}`,
      );
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    this.crashes = [];
    await this.start();
  }

  /** Runs one of the server's commands. */
  async command<T>(command: string, argument: object): Promise<T> {
    if (!this.client) throw new Error("the server does not run");
    return this.client.sendRequest("workspace/executeCommand", { command, arguments: [argument] });
  }

  /** Asks one of the server's own requests. */
  async request<T>(method: string, params: object): Promise<T> {
    if (!this.client) throw new Error("the server does not run");
    return this.client.sendRequest(method, params);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      synchronize: { configurationSection: "crosswire" },
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => ({ action: this.afterCrash(), handled: true }),
      },
      middleware: this.embedded.middleware(this),
    };
  }

  private afterCrash(): CloseAction {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    if (this.crashes.length < MOST_CRASHES) return CloseAction.Restart;
    this.status.failed(`the server has stopped ${this.crashes.length} times`);
    return CloseAction.DoNotRestart;
  }
}

/** Tells the server which of its code lenses' commands this editor carries out. */
class OwnCommands implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      crosswire: { commands: ["crosswire.preview", "crosswire.showReferences"] },
    };
  }

  initialize(): void {
    // There is nothing to set up: the commands are the extension's from the start.
  }

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {
    // Nothing was set up.
  }
}

/** What the server tells of a preview. */
export interface PreviewState {
  id: string;
  uri: string;
  state: "starting" | "running" | "failed" | "stopped";
  message?: string;
  engine?: string;
}
