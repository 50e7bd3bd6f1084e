import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumOptions } from '../../support/find-chromium';
import { backendSwitches, type Backend } from './backends';

/** A Chromium with a profile on the disk, whose process can be ended as a power cut would. */
export interface BrowserProcess {
  readonly context: BrowserContext;
  readonly page: Page;
  /**
   * Ends the browser's main process by a signal; resolves when every process of the profile is gone, with how long that
   * took in milliseconds.
   */
  readonly end: (signal: NodeJS.Signals) => Promise<number>;
  /** Closes it as a person does; resolves when every process of the profile is gone. */
  readonly close: () => Promise<void>;
}

/** Starts Chromium on a profile folder. */
export async function startBrowser(profile: string, backend: Backend): Promise<BrowserProcess> {
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions({ flags: backendSwitches(backend) }),
    viewport: { width: 1280, height: 800 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    async end(signal) {
      const began = Date.now();
      const running = processesOf(profile);
      // A browser without children means that they are no longer recognised, and nothing would wait for them.
      const main = running.filter(({ isMain }) => isMain);
      if (main.length > 0 && main.length === running.length)
        throw new Error(`Of the browser on ${profile} no process but the main one was found.`);
      for (const { id } of main) process.kill(id, signal);
      await gone(profile, running);
      // Playwright notices by the closed pipe; what it still had to say to the browser is moot.
      await context.close().catch(() => undefined);
      return Date.now() - began;
    },
    async close() {
      const running = processesOf(profile);
      await context.close();
      await gone(profile, running);
    },
  };
}

/** Resolves when no process works on the profile any more. @param known those that were found to do so */
async function gone(profile: string, known: readonly RunningProcess[]): Promise<void> {
  while (processesOf(profile).length > 0 || known.some(({ id }) => hasThreads(id)))
    await new Promise((passed) => setTimeout(passed, 50));
}

/**
 * Whether a process has a thread that still ends. One that was killed has no words any more, while a thread of it that
 * waits for the disk holds its files, and with them the lock of the database, half a second and longer.
 */
function hasThreads(id: number): boolean {
  try {
    const states = readdirSync(`/proc/${id}/task`).map((thread) =>
      // The name before it, in brackets, may hold brackets too (proc_pid_stat(5)).
      readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8')
        .replace(/^.*\) /su, '')
        .charAt(0),
    );
    return states.some((state) => state !== 'Z' && state !== 'X');
  } catch {
    // It, or a thread that was just listed, ended meanwhile: asked again where it is still there.
    return existsSync(`/proc/${id}/task`);
  }
}

interface RunningProcess {
  readonly id: number;
  /** Whether it is the browser itself, not one of those that it started for pages, network and storage. */
  readonly isMain: boolean;
}

/**
 * The processes that work on this profile, from Linux's /proc: Playwright doesn't tell the id of a browser with a
 * profile of its own.
 */
function processesOf(profile: string): RunningProcess[] {
  if (!existsSync('/proc/self/cmdline'))
    throw new Error('These tests end browsers by their process ids, which they read from /proc.');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => ({ id: Number(name), words: wordsOf(name) }))
    .filter(({ words }) => words.includes(`--user-data-dir=${profile}`))
    .map(({ id, words }) => ({ id, isMain: !words.some((word) => word.startsWith('--type=')) }));
}

/**
 * Empty for one that ended meanwhile. Chromium's own children write theirs anew with spaces in between, where others
 * have zeros.
 */
function wordsOf(id: string): string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split(/[\0 ]/u);
  } catch {
    return [];
  }
}
