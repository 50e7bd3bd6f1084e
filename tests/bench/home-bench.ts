import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { startBrowserHostProcess } from '../support/browser-host-process';
import { CHROMIUM_FLAGS, findChromium } from '../support/find-chromium';
import { compiledSeries } from '../support/compiled-series';
import { serveBarePage } from './bare-server';
import { studyHistory } from './study-history';

/** Rounds that count, after those that are dropped. */
const ROUNDS = 15;
const DROPPED = 3;

/** One start, in milliseconds: from asking the browser for a new window, and from the navigation's own start, to the ten lines with their states. */
export interface Start {
  readonly fromWindow: number;
  readonly fromNavigation: number;
}

/** What the home screen costs; sizes in bytes after gzip. */
export interface HomeFigures {
  readonly full: readonly Start[];
  readonly fresh: readonly Start[];
  readonly bare: readonly Start[];
  readonly firstLoadBytes: number;
  readonly bareBytes: number;
  readonly fontBytes: number;
  readonly moduleChunks: readonly string[];
}

/** Measures home with 10,000 statements and 2,000 notes beside a new learner's and a bare page, in turn. */
export async function benchHome(): Promise<HomeFigures> {
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_FLAGS] });
  const hosts = [await startBrowserHostProcess(), await startBrowserHostProcess()] as const;
  const bare = await serveBarePage();
  try {
    const [fullContext, freshContext, bareContext] = [await browser.newContext(), await browser.newContext(), await browser.newContext()];
    await seed(fullContext, hosts[0].url);
    await beginFresh(freshContext, hosts[1].url);
    const size = await firstLoad(fullContext, hosts[0].url);
    const times = { full: [] as Start[], fresh: [] as Start[], bare: [] as Start[] };
    for (let round = 0; round < ROUNDS + DROPPED; round += 1) {
      const measured = {
        full: await readyAfter(fullContext, hosts[0].url, 10),
        fresh: await readyAfter(freshContext, hosts[1].url, 10),
        bare: await readyAfter(bareContext, bare.url, 10),
      };
      if (round < DROPPED) continue;
      times.full.push(measured.full);
      times.fresh.push(measured.fresh);
      times.bare.push(measured.bare);
    }
    return { ...times, ...size, bareBytes: bare.gzipFiles.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) };
  } finally {
    await browser.close();
    bare.close();
    for (const host of hosts) await host.remove();
  }
}

/** Writes the history into the host's journal and lets the app restore its database from there, as after a lost database. */
async function seed(context: BrowserContext, url: string): Promise<void> {
  const { learnerId, changes } = studyHistory(await compiledSeries(), 10_000, 2_000);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Your name' }).waitFor();
  for (let from = 0; from < changes.length; from += 500) {
    await page.evaluate(
      async (input) => {
        const response = await fetch('/operations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'journal.append', input }) });
        const result = (await response.json()) as { ok: boolean };
        if (!result.ok) throw new Error(JSON.stringify(result));
      },
      { learnerId, changes: changes.slice(from, from + 500).map((change) => ({ ...change })) },
    );
  }
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByText('Your record was restored').waitFor({ timeout: 120_000 });
  await page.close();
}

async function beginFresh(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Name in Latin script').fill('Sokha Chan');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Contents' }).waitFor();
  await page.close();
}

/** How long until the page shows its lines, told by the page itself. */
async function readyAfter(context: BrowserContext, url: string, lines: number): Promise<Start> {
  const asked = Date.now();
  const page = await context.newPage();
  await page.addInitScript((count) => {
    const marks = window as unknown as { readyAt?: number };
    new MutationObserver(() => {
      if (marks.readyAt === undefined && document.querySelectorAll('li.line').length >= count) marks.readyAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
  }, lines);
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as { readyAt?: number }).readyAt !== undefined);
  const { readyAt, origin } = await page.evaluate(() => ({ readyAt: (window as unknown as { readyAt: number }).readyAt, origin: performance.timeOrigin }));
  await page.close();
  return { fromWindow: origin + readyAt - asked, fromNavigation: readyAt };
}

async function firstLoad(context: BrowserContext, url: string): Promise<Pick<HomeFigures, 'firstLoadBytes' | 'fontBytes' | 'moduleChunks'>> {
  const page: Page = await context.newPage();
  const bodies: Promise<readonly [string, Buffer]>[] = [];
  page.on('response', (response) => {
    if (/\.(js|css|woff2)$/u.test(response.url())) bodies.push(response.body().then((body) => [response.url(), body] as const));
  });
  await page.goto(url);
  await page.getByRole('heading', { name: 'Contents' }).waitFor();
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all(bodies);
  await page.close();
  const moduleIds = [...(await compiledSeries()).modules.keys()];
  const code = loaded.filter(([address]) => !address.endsWith('.woff2'));
  return {
    firstLoadBytes: code.reduce((sum, [, body]) => sum + gzipSync(body, { level: 9 }).length, 0),
    fontBytes: loaded.filter(([address]) => address.endsWith('.woff2')).reduce((sum, [, body]) => sum + body.length, 0),
    moduleChunks: code.map(([address]) => address).filter((address) => moduleIds.some((id) => new RegExp(`/${id}-[\\w-]+\\.js$`, 'u').test(address))),
  };
}
