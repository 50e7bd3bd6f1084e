import type { BrowserContext } from 'playwright';

const STATES = ['new', 'started', 'complete'] as const;

/** Where a module stands, as its line on the contents page says. */
export type LineState = (typeof STATES)[number];

/**
 * Opens a page in a new tab and answers the milliseconds from the start of the navigation until all ten lines stand there with their states, as the page's
 * own clock tells it at the very change that brings them in.
 *
 * @throws Error when the lines say anything but what is expected: a screen that shows the wrong thing quickly is not ready
 */
export async function homeReady(context: BrowserContext, url: string, expected: readonly LineState[]): Promise<number> {
  const page = await context.newPage();
  try {
    await page.addInitScript(watchLines, { names: STATES, count: expected.length });
    await page.goto(url, { waitUntil: 'commit' });
    const { at, states } = await page.evaluate(() => (window as unknown as HomeWatch).homeReady);
    if (states.join() !== expected.join()) throw new Error(`Home of ${url} shows ${states.join()} in place of ${expected.join()}.`);
    // What the app does after its first picture must not run into the next subject's time.
    await page.waitForLoadState('networkidle');
    return at;
  } finally {
    await page.close();
  }
}

interface HomeWatch {
  homeReady: Promise<{ readonly at: number; readonly states: readonly string[] }>;
}

/** Runs in the page, before its own scripts. */
function watchLines({ names, count }: { readonly names: readonly string[]; readonly count: number }): void {
  (window as unknown as HomeWatch).homeReady = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const lines = [...document.querySelectorAll('li.line')];
      const states = lines.map((line) => names.find((name) => line.classList.contains(name)) ?? '');
      if (lines.length < count || states.includes('') || lines.some((line) => line.textContent === '')) return;
      observer.disconnect();
      resolve({ at: performance.now(), states });
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  });
}
