import type { BrowserContext } from 'playwright';

const STATES = ['new', 'started', 'complete'] as const;

/** Where a module stands, as its line on the contents page says. */
export type LineState = (typeof STATES)[number];

/** One start, in milliseconds until the lines stand there with their states. */
export interface Start {
  /** From asking the browser for a window: what a member waits for. */
  readonly fromWindow: number;
  /** From the start of the navigation: leaves the window's process out, and so weighs the page's own scripts more. */
  readonly fromNavigation: number;
}

/**
 * Opens a page in a new window and answers how long it took until all ten lines stood there with their states, as the
 * page's own clock tells it at the very change that brings them in.
 *
 * @throws Error when the lines say anything but what is expected: a screen that shows the wrong thing quickly is not
 * ready
 */
export async function homeReady(context: BrowserContext, url: string, expected: readonly LineState[]): Promise<Start> {
  const asked = Date.now();
  const page = await context.newPage();
  try {
    await page.addInitScript(watchLines, { names: STATES, count: expected.length });
    await page.goto(url, { waitUntil: 'commit' });
    const { at, origin, states } = await page.evaluate(() => (window as unknown as HomeWatch).homeReady);
    if (states.join() !== expected.join())
      throw new Error(`Home of ${url} shows ${states.join()} in place of ${expected.join()}.`);
    // What the app does after its first picture must not run into the next subject's time.
    await page.waitForLoadState('networkidle');
    return { fromWindow: origin + at - asked, fromNavigation: at };
  } finally {
    await page.close();
  }
}

interface HomeWatch {
  homeReady: Promise<{ readonly at: number; readonly origin: number; readonly states: readonly string[] }>;
}

/** Runs in the page, before its own scripts. */
function watchLines({ names, count }: { readonly names: readonly string[]; readonly count: number }): void {
  (window as unknown as HomeWatch).homeReady = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const lines = [...document.querySelectorAll('li.line')];
      const states = lines.map((line) => names.find((name) => line.classList.contains(name)) ?? '');
      if (lines.length < count || states.includes('') || lines.some((line) => line.textContent === '')) return;
      observer.disconnect();
      resolve({ at: performance.now(), origin: performance.timeOrigin, states });
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  });
}
