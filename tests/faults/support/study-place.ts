import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startBrowserHostProcess, type BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { makeFolderSync, removeFolder, removeFolderSync } from '../../support/remove-folder';
import { backendsFound, type Backend } from './backends';
import { startBrowser, type BrowserProcess } from './browser-process';

/**
 * A computer on which somebody studies: a host with its data, and a browser profile, both of which outlive their
 * processes.
 */
export interface StudyPlace {
  readonly backend: Backend;
  readonly host: BrowserHostProcess;
  readonly profile: string;
  /** Starts the browser, or another one, with a profile of its own; each one at a time. */
  readonly openBrowser: (which?: 'other') => Promise<BrowserProcess>;
  /**
   * Keeps copies of the profile and the host's data, to begin from the same state again and again. Both must be stopped
   * or idle.
   */
  readonly keepCopy: () => SavedPlace;
  /** Ends what runs and removes everything. */
  readonly remove: () => Promise<void>;
}

/** A state of a study place, laid aside. */
export interface SavedPlace {
  /** Puts profile and data back as they were; the browser must be closed. The host is started anew. */
  readonly putBack: () => Promise<void>;
}

/** Sets up a place; `profile` and `dataFolder` name folders to use (e.g. on a small disk) in place of its own. */
export async function setUpPlace(
  backend: Backend,
  options: { readonly profile?: string; readonly dataFolder?: string } = {},
): Promise<StudyPlace> {
  const folder = makeFolderSync('fault');
  const profile = options.profile ?? join(folder, 'profile');
  const host = await startBrowserHostProcess({}, options.dataFolder);
  const browsers: BrowserProcess[] = [];
  let copies = 0;
  return {
    backend,
    host,
    profile,
    async openBrowser(which) {
      const browser = await startBrowser(which ? join(folder, which) : profile, backend);
      browsers.push(browser);
      await host.letIn(browser.context);
      return browser;
    },
    keepCopy() {
      copies += 1;
      const copy = join(folder, `copy-${copies}`);
      // Chromium's lock is a link that names a process; Node would copy it as a path.
      cpSync(profile, join(copy, 'profile'), {
        recursive: true,
        filter: (path) => !basename(path).startsWith('Singleton'),
      });
      cpSync(host.dataFolder, join(copy, 'data'), { recursive: true });
      return {
        async putBack() {
          await host.stop('SIGKILL');
          await removeFolder(profile);
          removeFolderSync(host.dataFolder);
          cpSync(join(copy, 'profile'), profile, { recursive: true });
          cpSync(join(copy, 'data'), host.dataFolder, { recursive: true });
          await host.start();
        },
      };
    },
    async remove() {
      for (const browser of browsers) await browser.end('SIGKILL').catch(() => undefined);
      await host.remove();
      await removeFolder(folder);
    },
  };
}

/** Fails where the profile isn't of the backend that was asked for. */
export function assertBackend({ profile, host, backend }: StudyPlace): void {
  const found = backendsFound(profile, host.url);
  if (found.join() !== backend)
    throw new Error(`The profile's database is ${found.join(' and ') || 'absent'}, not ${backend}.`);
}
