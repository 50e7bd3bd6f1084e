import {
  _electron as electron,
  test as base,
  expect,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
  type Request,
  type TestInfo,
} from '@playwright/test';
import { startDesktopHostProcess, type DesktopHostProcess } from '../support/hosts/desktop-host-process';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import { electronProgram, isRoot, missingElectron } from '../support/hosts/electron-program';
import { placeRecord, type PlacedRecord } from '../support/hosts/placed-record';
import { LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../src/domain/text/language';
import { textsIn, type PageTexts } from './pages/page-texts';
import { makeFolderSync, removeFolderSync } from '../support/remove-folder';

/** What every end-to-end test gets: the promise that nothing left the machine and nothing went wrong unseen. */
interface AppFixtures {
  /**
   * The record that is in the host's data folder when the page opens, or what makes it, for `test.use`; null for a
   * first run.
   */
  readonly record: PlacedRecord | { readonly make: () => Promise<PlacedRecord> } | null;
  /** That of the learner of that record, and so of what they see; for `test.use`, or `inBothLanguages`. */
  readonly language: Language;
  /** What is read in that language. */
  readonly texts: PageTexts;
  /** The host of the test's own that the project is for: the browser host, or the desktop host on the fake. */
  readonly host: Pick<BrowserHostProcess, 'url' | 'dataFolder' | 'output' | 'start' | 'stop' | 'remove' | 'letIn'>;
  /** The same host as `host` in the project `desktop-host`. */
  readonly desktop: DesktopHostProcess;
  /** A page with the app on that host. */
  readonly app: Page;
  /** A page with the app in the desktop host: in the project `electron` a real Electron, else on the fake. */
  readonly eitherDesktop: Page;
  /** Starts another browser host, which is removed after the test: as a rule another computer's. */
  readonly startHost: typeof startBrowserHostProcess;
  /** Opens the app in another browser, whose databases are its own, and which is watched as `app` is. */
  readonly openBrowser: (where?: OtherBrowser) => Promise<Page>;
  /** Faults that a test causes on purpose: a console error that holds one of these texts is expected. */
  readonly expectedErrors: string[];
}

/** Where another browser opens the app. */
export interface OtherBrowser {
  /** The test's own where none is given. */
  readonly host?: Pick<BrowserHostProcess, 'url' | 'letIn'>;
  /** What follows the host's address, e.g. `#/notes`. */
  readonly address?: string;
  /** Runs before the app is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** What every address of the desktop host's page begins with. */
export const APP_URL = 'app://bundle/';

export const test = base.extend<AppFixtures>({
  record: [null, { option: true }],
  language: [SOURCE_LANGUAGE, { option: true }],
  texts: async ({ language }, use) => {
    await use(textsIn(language));
  },
  host: async ({ record, language }, use, testInfo) => {
    const host = isDesktop(testInfo) ? await startDesktopHostProcess() : await startBrowserHostProcess();
    if (record) {
      const placed = 'make' in record ? await record.make() : record;
      await placeRecord(host, { ...placed, learner: { ...placed.learner, language } });
    }
    await use(host);
    await host.remove();
  },
  desktop: async ({ host }, use) => {
    if (!('attach' in host)) throw new Error('This test is for the project `desktop-host`.');
    await use(host as DesktopHostProcess);
  },
  expectedErrors: async ({ browserName: _ }, use) => {
    await use([]);
  },
  app: async ({ page, host, expectedErrors }, use) => {
    await host.letIn(page.context());
    const seen = watch(page, host.url, expectedErrors);
    // The desktop host opens its own window there.
    await ('attach' in host ? (host as DesktopHostProcess).attach(page.context()) : page.goto(host.url));
    await use(page);
    expectQuiet(seen);
  },
  startHost: async ({ browserName: _ }, use) => {
    const started: BrowserHostProcess[] = [];
    await use(async (...how) => {
      const host = await startBrowserHostProcess(...how);
      started.push(host);
      return host;
    });
    for (const host of started) await host.remove();
  },
  // Its pages are closed before the hosts that they are of are removed.
  openBrowser: async ({ browser, host: own, startHost: _, expectedErrors }, use) => {
    const opened: { readonly page: Page; readonly seen: Seen }[] = [];
    await use(async ({ host = own, address = '', prepare } = {}) => {
      const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
      opened.push({ page, seen: watch(page, host.url, expectedErrors) });
      await host.letIn(page.context());
      await prepare?.(page);
      await page.goto(`${host.url}${address}`);
      return page;
    });
    for (const { page } of opened) await page.context().close();
    for (const { seen } of opened) expectQuiet(seen);
  },
  eitherDesktop: async ({ expectedErrors, browserName: _ }, use, testInfo) => {
    if (testInfo.project.name === 'electron') return inElectron(expectedErrors, use);
    // A browser of its own: one of the fixtures would be started beside a real Electron too.
    const { chromium } = await import('@playwright/test');
    const host = await startDesktopHostProcess();
    const browser = await chromium.launch(testInfo.project.use.launchOptions);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const seen = watch(page, host.url, expectedErrors);
    await host.attach(page.context());
    await use(page);
    expectQuiet(seen);
    await browser.close();
    await host.remove();
  },
});

export { expect };

/**
 * Declares tests that a member walks in English and in Khmer alike: the same test, with other texts (`texts`). Those in
 * Khmer are the project `khmer`, which the second half runs.
 */
export function inBothLanguages(declare: () => void): void {
  for (const language of LANGUAGES)
    test.describe(LANGUAGE_TITLES[language], { tag: language === SOURCE_LANGUAGE ? [] : `@${language}` }, () => {
      test.use({ language });
      declare();
    });
}

const LANGUAGE_TITLES: Readonly<Record<Language, string>> = { en: 'in English', km: 'in Khmer' };

function isDesktop({ project }: TestInfo): boolean {
  return project.name === 'desktop-host';
}

/** Runs a test in the desktop host; where Electron's binary is absent the test is skipped and says so. */
async function inElectron(expectedErrors: readonly string[], use: (page: Page) => Promise<void>): Promise<void> {
  skipWithoutElectron();
  const dataFolder = makeFolderSync('electron');
  const desktop = await launchElectron(dataFolder);
  const page = await desktop.firstWindow();
  const seen = watch(page, APP_URL, expectedErrors);
  await use(page);
  expectQuiet(seen);
  await desktop.close();
  removeDataFolder(dataFolder);
}

/** Removes a data folder whose app has just ended: Windows holds its files for a moment more. */
export function removeDataFolder(folder: string): void {
  removeFolderSync(folder);
}

/** Skips a test that needs a real Electron where there is none; where one is required, that is a failure. */
export function skipWithoutElectron(): void {
  const missing = missingElectron(electronProgram(), process.env);
  if (missing !== null) console.log(missing);
  test.skip(missing !== null, "Electron's binary is not on this machine");
}

/** A real Electron with the built app, or a packed app, on a data folder. */
export async function launchElectron(
  dataFolder: string,
  more: {
    /** A program that starts the app in its turn. */
    readonly path?: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<ElectronApplication> {
  const { path, args } = electronProgram();
  return electron.launch({
    executablePath: more.path ?? path,
    args: [...args, ...(more.args ?? [])],
    env: { ...process.env, CJS_DATA: dataFolder, ...more.env },
    // Playwright takes the sandbox away on Linux; root alone can't have it.
    chromiumSandbox: !isRoot(),
  });
}

/** What was noticed beside a test. */
export interface Seen {
  readonly foreignRequests: readonly string[];
  readonly errors: readonly string[];
}

/** Collects every request to another origin and every error of a page; policy violations are console errors. */
export function watch(page: Page, url: string, expectedErrors: readonly string[]): Seen {
  const foreignRequests: string[] = [];
  const errors: string[] = [];
  const isExpected = (text: string): boolean => expectedErrors.some((expected) => text.includes(expected));
  page.context().on('request', (request: Request) => {
    const address = request.url();
    // A file that the browser itself opened has an address below the page's own.
    const isOwn = address.startsWith(url) || address.startsWith(`blob:${url}`);
    if (!isOwn && !address.startsWith('data:')) foreignRequests.push(address);
  });
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' && !isExpected(message.text())) errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    if (!isExpected(error.message)) errors.push(error.message);
  });
  return { foreignRequests, errors };
}

/** Fails when a request left the machine or an error went unseen. */
export function expectQuiet(seen: Seen): void {
  expect(seen.foreignRequests, 'requests that left the machine').toEqual([]);
  expect(seen.errors, 'console errors, page errors and policy violations').toEqual([]);
}
