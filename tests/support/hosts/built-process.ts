import { spawn, type ChildProcess } from 'node:child_process';

/** A built entry running in a child process. */
export interface BuiltProcess {
  readonly child: ChildProcess;
  /** All lines so far, standard output and error together. */
  readonly output: () => string;
  /** Resolves at the first match of the output; rejects, with what it said, where it ends before or takes 60 s. */
  readonly waitFor: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Resolves with the exit code (null after a signal that it did not handle). */
  readonly ended: Promise<number | null>;
}

/** Environment of the tests' children: no display, no proxy, nothing of this app from outside. */
export function quietEnvironment(changes: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, SystemRoot, APPDATA, TEMP } = process.env;
  const kept = Object.entries({ PATH, HOME, SystemRoot, APPDATA, TEMP }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(kept), ...changes };
}

/**
 * Starts `node entry` with the environment given and nothing else of this process's; `detached`, in a group of its own,
 * as a terminal does.
 */
export function startBuilt(
  entry: string,
  environment: Readonly<Record<string, string>>,
  { detached = false } = {},
): BuiltProcess {
  const child = spawn(process.execPath, [entry], {
    env: quietEnvironment(environment),
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return {
    child,
    output: () => text,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text);
          if (!match) return;
          listeners.delete(look);
          clearTimeout(limit);
          resolve(match);
        };
        const limit = setTimeout(() => {
          reject(new Error(`The process said nothing like ${pattern} in 60 s: ${text}`));
        }, 60_000);
        listeners.add(look);
        look();
        void ended.then((code) => {
          clearTimeout(limit);
          reject(new Error(`The process ended with ${code} before ${pattern}: ${text}`));
        });
      }),
  };
}
