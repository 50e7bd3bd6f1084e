import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { OPERATION_CHANNEL } from '../../../src/contract/operations';
import type { Result } from '../../../src/contract/result';
import { makeFolderSync, removeFolderSync } from '../remove-folder';
import { builtApp, requireBuiltApp } from './built-app';
import { quietEnvironment } from './built-process';

/** What the test asks of the host's process (`stand-in-electron.ts`). */
export type ToHost =
  | {
      readonly kind: 'invoke';
      readonly channel: string;
      readonly inputs: readonly unknown[];
      readonly frameUrl: string;
    }
  | { readonly kind: 'request'; readonly url: string; readonly method: string; readonly range: string | null }
  | { readonly kind: 'loaded'; readonly url: string }
  | { readonly kind: 'prevent-unload' | 'close' | 'message-boxes' | 'open-dialogs-shown' }
  | {
      readonly kind: 'emit';
      readonly of: 'app' | 'powerMonitor';
      readonly event: string;
      readonly facts: readonly unknown[];
    }
  | { readonly kind: 'menu'; readonly label: string }
  | { readonly kind: 'context-menu'; readonly facts: Partial<Electron.ContextMenuParams>; readonly label: string }
  | { readonly kind: 'save-dialogs' | 'open-dialogs'; readonly path: string | null };

/** What the host's process tells. */
export type FromHost =
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: 'load'; readonly url: string; readonly parameters: readonly string[] }
  | { readonly kind: 'send'; readonly channel: string; readonly message: unknown }
  | { readonly kind: 'save-dialog'; readonly settings: Electron.SaveDialogOptions }
  | { readonly kind: 'closed' | 'reload' };

/** The built desktop host in a process of its own, whose window is a page of a real Chromium. */
export interface DesktopHostProcess {
  /** The page's address there, in place of `app://bundle/`. */
  readonly url: string;
  readonly dataFolder: string;
  /** As the browser host's; its own window needs no door. */
  readonly letIn: () => Promise<void>;
  /** What it has printed since its last start. */
  readonly output: () => string;
  /** Gives it a browser for its window; what that stores outlives the host. */
  readonly attach: (context: BrowserContext) => Promise<void>;
  /** The window's page, once it is there. */
  readonly window: () => Promise<Page>;
  /** Starts it again on the same data, with these arguments. */
  readonly start: (...parameters: string[]) => Promise<void>;
  /** Starts another process on the same data, in a folder, while this one runs; resolves with what came of it. */
  readonly startBeside: (folder: string, ...parameters: string[]) => Promise<EndedStart>;
  /** Invokes an operation as the app's own page does. */
  readonly invoke: (name: string, input: unknown) => Promise<Result<unknown>>;
  /** Presses the window's cross; resolves when the process has ended, with its exit code. */
  readonly close: () => Promise<number | null>;
  /** Presses the window's cross, without waiting for what follows. */
  readonly pressClose: () => Promise<void>;
  /** Ends the process, or kills it; resolves as `close`. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Emits an event of Electron's. */
  readonly emit: (of: 'app' | 'powerMonitor', event: string, ...facts: unknown[]) => Promise<void>;
  /** Chooses an entry of the menu; its role, where that does the work. */
  readonly chooseFromMenu: (label: string) => Promise<string | null>;
  /** Presses the right mouse button on selected words, and chooses an entry of the menu there. */
  readonly chooseOnWords: (words: string, label: string) => Promise<void>;
  /** Has every save dialog answered with this path; null cancels. */
  readonly answerSaveDialogs: (path: string | null) => Promise<void>;
  /** Has every open dialog answered with this path; null cancels. */
  readonly answerOpenDialogs: (path: string | null) => Promise<void>;
  /** How many open dialogs were shown. */
  readonly openDialogs: () => Promise<number>;
  /** What save dialogs were opened with. */
  readonly saveDialogs: readonly Electron.SaveDialogOptions[];
  /** The boxes of the system that were shown; Escape is pressed in each. */
  readonly messageBoxes: () => Promise<readonly Electron.MessageBoxOptions[]>;
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>;
}

/** A process that ended by itself. */
export interface EndedStart {
  readonly code: number | null;
  readonly openedWindow: boolean;
  readonly output: string;
}

/** Stands for `app://bundle`: Chromium alone knows no scheme of ours. Reserved, so that no request can get anywhere. */
const ORIGIN = 'https://bundle.invalid';
const APP_ORIGIN = 'app://bundle';

const STAND_IN = resolve(import.meta.dirname, 'stand-in-electron.ts');
const ROOT = resolve(import.meta.dirname, '../../..');

function forkHost(
  { dataFolder, languages }: Required<DesktopHostProcessOptions>,
  parameters: readonly string[],
  folder?: string,
): ChildProcess {
  return fork(builtApp.mainEntry, parameters, {
    // In whichever folder it is started, it finds what runs TypeScript.
    execArgv: [
      '--import',
      pathToFileURL(createRequire(join(ROOT, 'package.json')).resolve('tsx')).href,
      '--import',
      STAND_IN,
    ],
    env: quietEnvironment({ CJS_DATA: dataFolder, STAND_IN_LANGUAGES: languages.join(',') }),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(folder === undefined ? {} : { cwd: folder }),
  });
}

/**
 * The preload as the sandbox runs it. What crosses the bridge is cloned, so that what Electron's refuses is refused
 * here: Vue's proxies, for one.
 */
function preloadScript(parameters: readonly string[]): string {
  return `(() => {
    const process = { argv: ['electron', ...${JSON.stringify(parameters)}] };
    const copy = (value) => (typeof value === 'function' ? value : structuredClone(value));
    const listeners = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld(key, api) {
          const bridged = Object.entries(api).map(([name, each]) => [
            name,
            typeof each === 'function' ? async (...inputs) => copy(await each(...inputs.map(copy))) : copy(each),
          ]);
          Object.defineProperty(window, key, { value: Object.freeze(Object.fromEntries(bridged)) });
        },
      },
      ipcRenderer: {
        invoke: (channel, ...inputs) => window.standInInvoke(channel, inputs),
        on: (channel, listener) => listeners.push({ channel, listener }),
      },
    };
    window.standInMessage = (channel, message) => {
      for (const each of listeners) if (each.channel === channel) each.listener({}, message);
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('The sandbox has no ' + name + '.');
      return electron;
    };
    if (window === window.top && location.origin === ${JSON.stringify(ORIGIN)})
      ((require, module, exports) => { ${readFileSync(builtApp.preload, 'utf8')} })(require, { exports: {} }, {});
  })();`;
}

/** What the process is started with. */
export interface DesktopHostProcessOptions {
  readonly dataFolder?: string;
  /** The system's languages; the page's own `navigator.languages` are the browser's, as Electron's are Electron's. */
  readonly languages?: readonly string[];
}

/** Starts the built desktop host; its window opens in the context that it is attached to. */
export async function startDesktopHostProcess({
  dataFolder = makeFolderSync('desktop'),
  languages = ['en-GB', 'km-KH'],
}: DesktopHostProcessOptions = {}): Promise<DesktopHostProcess> {
  requireBuiltApp();
  const system = { dataFolder, languages };
  let preloadParameters: readonly string[] = [];
  let child: ChildProcess;
  let ended: Promise<number | null> = Promise.resolve(null);
  let output = '';
  let context: BrowserContext | null = null;
  let page: Promise<Page> | null = null;
  /** The window's first address, until there is a browser. */
  let waiting: string | null = null;
  let lastId = 0;
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const saveDialogs: Electron.SaveDialogOptions[] = [];

  function ask(message: ToHost): Promise<unknown> {
    return new Promise((answered, reject) => {
      lastId += 1;
      asked.set(lastId, { resolve: answered, reject });
      const refuse = (): void => {
        reject(new Error(`The host has ended: ${output}`));
      };
      // It may end between the question and its sending.
      if (child.connected) child.send({ id: lastId, message }, (error) => (error ? refuse() : undefined));
      else refuse();
    });
  }

  async function load(address: string): Promise<Page> {
    if (!context) throw new Error('The host has no browser.');
    const unused = context.pages().find((each) => each.url() === 'about:blank');
    const opened = unused ?? (await context.newPage());
    opened.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') return;
      void ask({ kind: 'prevent-unload' }).then((prevented) => (prevented ? dialog.accept() : dialog.dismiss()));
    });
    await opened.goto(address.replace(APP_ORIGIN, ORIGIN));
    await ask({ kind: 'loaded', url: address });
    return opened;
  }

  async function take(message: FromHost): Promise<void> {
    switch (message.kind) {
      case 'answer': {
        const waited = asked.get(message.id);
        asked.delete(message.id);
        if (message.error === undefined) waited?.resolve(message.value);
        else waited?.reject(new Error(message.error));
        return;
      }
      case 'load':
        preloadParameters = message.parameters;
        if (context) page = load(message.url);
        else waiting = message.url;
        return;
      case 'send':
        await (
          await page
        )?.evaluate(
          ([channel, sent]) => {
            (window as unknown as { standInMessage: (...sent: unknown[]) => void }).standInMessage(channel, sent);
          },
          [message.channel, message.message] as const,
        );
        return;
      case 'reload':
        await (await page)?.reload();
        await ask({ kind: 'loaded', url: `${APP_ORIGIN}/index.html` });
        return;
      case 'save-dialog':
        saveDialogs.push(message.settings);
        return;
      case 'closed':
        await (await page)?.close({ runBeforeUnload: false });
        page = null;
    }
  }

  async function start(...parameters: string[]): Promise<void> {
    output = '';
    child = forkHost(system, parameters);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (output += text.toString()));
    const opened = new Promise<void>((resolveOpened, reject) => {
      child.on('message', (message: FromHost) => {
        if (message.kind === 'load') resolveOpened();
        // A page that is closed meanwhile can't be told anything.
        void take(message).catch(() => undefined);
      });
      child.once('exit', () => {
        reject(new Error(`The host ended before its window opened: ${output}`));
      });
    });
    ended = new Promise((resolveEnded) => {
      child.once('exit', (code) => {
        for (const { reject } of asked.values()) reject(new Error(`The host has ended: ${output}`));
        asked.clear();
        resolveEnded(code);
      });
    });
    await opened;
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    child.kill(signal);
    const code = await ended;
    await (await page?.catch(() => null))?.close().catch(() => undefined);
    page = null;
    return code;
  }

  await start();
  return {
    url: `${ORIGIN}/`,
    dataFolder,
    output: () => output,
    async attach(given) {
      await given.exposeBinding('standInInvoke', ({ frame }, channel: string, inputs: readonly unknown[]) =>
        ask({ kind: 'invoke', channel, inputs, frameUrl: frame.url().replace(ORIGIN, APP_ORIGIN) }),
      );
      await given.addInitScript({ content: preloadScript(preloadParameters) });
      await given.route(`${ORIGIN}/**`, async (route, request) => {
        const url = request.url().replace(ORIGIN, APP_ORIGIN);
        const answer = (await ask({
          kind: 'request',
          url,
          method: request.method(),
          range: request.headers()['range'] ?? null,
        }).catch(() => null)) as {
          readonly status: number;
          readonly headers: Record<string, string>;
          readonly body: Uint8Array;
        } | null;
        if (answer) await route.fulfill({ ...answer, body: Buffer.from(answer.body) });
        else await route.abort('blockedbyclient');
      });
      context = given;
      if (waiting !== null) page = load(waiting);
      waiting = null;
      await page;
    },
    async window() {
      if (!page) throw new Error('The host has no window.');
      return page;
    },
    start,
    startBeside: (folder, ...parameters) =>
      new Promise((resolveEnded) => {
        const other = forkHost(system, parameters, folder);
        let openedWindow = false;
        let printed = '';
        for (const stream of [other.stdout, other.stderr])
          stream?.on('data', (text: Buffer) => (printed += text.toString()));
        other.on('message', (message: FromHost) => {
          if (message.kind !== 'load') return;
          openedWindow = true;
          other.kill();
        });
        other.once('close', (code) => {
          resolveEnded({ code, openedWindow, output: printed });
        });
      }),
    async invoke(name, input) {
      const frameUrl = `${APP_ORIGIN}/index.html`;
      return (await ask({
        kind: 'invoke',
        channel: OPERATION_CHANNEL,
        inputs: [name, input],
        frameUrl,
      })) as Result<unknown>;
    },
    async close() {
      await ask({ kind: 'close' });
      return ended;
    },
    async pressClose() {
      await ask({ kind: 'close' });
    },
    stop,
    async emit(of, event, ...facts) {
      await ask({ kind: 'emit', of, event, facts });
    },
    chooseFromMenu: async (label) => (await ask({ kind: 'menu', label })) as string | null,
    async chooseOnWords(selectionText, label) {
      const pageURL = (await page)?.url().replace(ORIGIN, APP_ORIGIN) ?? '';
      const editFlags = { canCopy: true } as Electron.EditFlags;
      const facts = { isEditable: false, selectionText, pageURL, editFlags };
      await ask({ kind: 'context-menu', facts, label });
    },
    async answerSaveDialogs(path) {
      await ask({ kind: 'save-dialogs', path });
    },
    async answerOpenDialogs(path) {
      await ask({ kind: 'open-dialogs', path });
    },
    openDialogs: async () => (await ask({ kind: 'open-dialogs-shown' })) as number,
    saveDialogs,
    messageBoxes: async () => (await ask({ kind: 'message-boxes' })) as readonly Electron.MessageBoxOptions[],
    letIn: async () => undefined,
    async remove() {
      await stop();
      removeFolderSync(dataFolder);
    },
  };
}
