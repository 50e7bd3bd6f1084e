import { chromium, type BrowserContext } from 'playwright';
import { chromiumOptions } from '../support/find-chromium';
import { makeFolderSync, removeFolder } from '../support/remove-folder';

/**
 * A Chromium with a profile on the disk: Playwright's usual contexts are private windows, whose IndexedDB is in memory
 * and commits to nothing.
 */
export async function withBrowser<Value>(work: (context: BrowserContext) => Promise<Value>): Promise<Value> {
  const profile = makeFolderSync('bench-profile');
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions(),
    viewport: { width: 1280, height: 800 },
  });
  try {
    // The transpiler that runs these files names functions through this; in a page it doesn't exist.
    await context.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
    return await work(context);
  } finally {
    await context.close();
    await removeFolder(profile);
  }
}
