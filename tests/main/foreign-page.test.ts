import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowserHostProcess } from '../support/hosts/browser-host-process';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { CHROMIUM_FLAGS, findHeadlessChromium } from '../support/find-chromium';
import { credentialText } from '../support/inputs/certificate-inputs';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { PATIENCE } from '../support/patience';

const executablePath = findHeadlessChromium();

/** Answers every page of the address itself. */
const THIEF = `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('fetch', (event) => {
    if (event.request.mode === 'navigate')
      event.respondWith(new Response('<title>stolen</title>', { headers: { 'Content-Type': 'text/html' } }));
  });
`;

let host: BuiltBrowserHost;
let browser: Browser;
let context: BrowserContext;
let foreign: Server;
let foreignPort: number;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    // Another site by name, as a page on the web is: `127.0.0.1` with another port is only another origin.
    args: [...CHROMIUM_FLAGS, '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  });
  foreign = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
    // Forty cookies of 4 KB; a browser takes a quarter of a megabyte at once.
    const part = /^\/cookies\/(\w)$/u.exec(request.url ?? '')?.[1];
    const cookies = Array.from({ length: part ? 40 : 0 }, (_, index) => `${part}${index}=${'x'.repeat(4_000)}; Path=/`);
    response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': cookies });
    response.end('<!doctype html><title>foreign</title><a id="link">link</a>');
  });
  await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
  foreignPort = (foreign.address() as AddressInfo).port;
});

afterAll(async () => {
  await browser.close();
  foreign.close();
  foreign.closeAllConnections();
  await host.stop();
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

/** A window of the app, opened as a start opens it. */
async function openApp(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(await host.newAddress());
  await page.waitForURL((url) => url.pathname === '/');
  await page.waitForFunction(() => localStorage.getItem('child-justice-secret') !== null);
  return page;
}

/** Calls an operation from whatever page is given, and answers what that page gets to see. */
async function callFrom(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([address, body]) => {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'omit',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${localStorage.getItem('child-justice-secret') ?? ''}`,
        },
        body,
      });
      return (await response.json()) as unknown;
    },
    [`${host.origin}/operations`, JSON.stringify({ name, input })] as const,
  );
}

describe('the browser host in a real browser', () => {
  it('goes on, in the open window too, beside all the cookies that programs on other ports have set', async () => {
    const page = await openApp();
    const neighbour = await context.newPage();
    for (const part of ['a', 'b', 'c', 'd'])
      await neighbour.goto(`http://127.0.0.1:${foreignPort}/cookies/${part}`, PATIENCE);
    const cookies = await context.cookies(host.origin);
    expect(cookies.length).toBeGreaterThan(150);
    expect(await callFrom(page, 'journal.list', {})).toMatchObject({ ok: true });
    await page.reload();
    expect(await callFrom(page, 'journal.list', {})).toMatchObject({ ok: true });
  });

  it('answers its own page, and hands a certificate over as a download with its name', async () => {
    const page = await openApp();
    expect(await callFrom(page, 'app.describe', {})).toMatchObject({ ok: true, value: { host: 'browser' } });
    const exported = (await callFrom(page, 'certificate.export', {
      credential: credentialText(certificateDocument),
    })) as {
      value: { path: string; fileName: string };
    };
    const waiting = page.waitForEvent('download');
    await page.evaluate((path) => {
      const link = document.createElement('a');
      link.href = path;
      link.download = '';
      link.click();
    }, exported.value.path);
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(exported.value.fileName);
    expect(await download.failure()).toBeNull();
  });

  it('takes a member who typed `localhost`, or comes back by a bookmark, to the same page', async () => {
    const page = await openApp();
    await page.goto(`http://localhost:${host.port}/#/home`);
    expect(new URL(page.url()).origin).toBe(host.origin);
    expect(await callFrom(page, 'app.describe', {})).toMatchObject({ ok: true });
    await page.goto(`${host.origin}/`);
    await page.reload();
    expect(await callFrom(page, 'app.describe', {})).toMatchObject({ ok: true });
  });

  it.each([
    ['another site', (): string => `http://evil.example:${foreignPort}/`],
    ['another port', (): string => `http://127.0.0.1:${foreignPort}/`],
    ['localhost', (): string => `http://localhost:${foreignPort}/`],
  ])('gives a page of %s nothing, though the member has the app open beside it', async (_, address) => {
    const own = await openApp();
    const page = await context.newPage();
    await page.goto(address());
    await expect(callFrom(page, 'journal.list', {})).rejects.toThrow(/Failed to fetch/);
    const seen = await page.evaluate(async (origin) => {
      const attempt = async (work: () => Promise<string>): Promise<string> => work().catch(() => 'blocked');
      const load = (tag: 'script' | 'img' | 'iframe', path: string): Promise<string> =>
        new Promise((done) => {
          const element = document.createElement(tag);
          element.addEventListener('load', () => {
            // A frame fires `load` for its error page too; what counts is whether its content can be seen.
            done(element instanceof HTMLIFrameElement ? (element.contentDocument ? 'readable' : 'blocked') : 'loaded');
          });
          element.addEventListener('error', () => done('blocked'));
          element.src = origin + path;
          document.body.append(element);
        });
      return {
        read: await attempt(async () => (await fetch(`${origin}/`, { credentials: 'include' })).text()),
        entry: await attempt(async () => (await fetch(`${origin}/enter`, { method: 'POST' })).text()),
        form: await attempt(
          async () =>
            (
              await fetch(`${origin}/operations`, {
                method: 'POST',
                credentials: 'include',
                mode: 'no-cors',
                body: '{"name":"journal.list","input":{}}',
              })
            ).type,
        ),
        script: await load('script', '/index.html'),
        image: await load('img', '/icon.png'),
        frame: await load('iframe', '/'),
      };
    }, host.origin);
    expect(seen).toEqual({
      read: 'blocked',
      entry: 'blocked',
      form: expect.stringMatching(/^(opaque|blocked)$/),
      script: 'blocked',
      image: 'blocked',
      frame: 'blocked',
    });
    // The app itself goes on as before.
    expect(await callFrom(own, 'app.describe', {})).toMatchObject({ ok: true });
  });

  it('refuses a foreign name that resolves to this machine', async () => {
    const page = await context.newPage();
    const response = await page.goto(`http://evil.example:${host.port}/`);
    expect(response?.status()).toBe(421);
    expect(await context.cookies()).toEqual([]);
  });

  it('is opened by a link on another site, which learns nothing by it', async () => {
    const page = await openApp();
    await page.goto(`http://evil.example:${foreignPort}/`);
    await page.evaluate((origin) => {
      const link = document.querySelector('a');
      if (link) link.href = `${origin}/`;
    }, host.origin);
    await page.getByText('link').click();
    // The app alone has this field.
    await page.getByLabel('Name in Latin letters').waitFor();
  });

  it('says how it is opened in a browser that was not let in, in both languages, and lets it in by one start', async () => {
    const page = await context.newPage();
    await page.goto(`${host.origin}/#/notes`);
    await page.getByText('Start the app to open it').waitFor();
    await page.locator('p:lang(km)').waitFor();
    const address = await host.newAddress();
    await page.goto(address);
    await page.getByLabel('Name in Latin letters').waitFor();
    expect(await callFrom(page, 'app.describe', {})).toMatchObject({ ok: true });

    const other = await (await browser.newContext()).newPage();
    await other.goto(address);
    await other.getByText('Start the app to open it').waitFor();
    expect(other.url()).toBe(`${host.origin}/enter.html`);
    await other.context().close();
    // Who was let in already goes on, also by an address that is spent.
    await page.goto(address);
    await page.getByLabel('Name in Latin letters').waitFor();
  });

  it('keeps its secret from addresses, cookies and the page’s text', async () => {
    const page = await openApp();
    await page.getByLabel('Name in Latin letters').waitFor();
    const secret = host.authorization.split(' ')[1] ?? '';
    expect(await context.cookies()).toEqual([]);
    expect(page.url()).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  });

  it('goes on in an open window over a restart, and asks for a start where the folder is another one', async () => {
    const own = await startBrowserHostProcess();
    const page = await context.newPage();
    await page.goto(await own.newAddress());
    await page.getByLabel('Name in Latin letters').waitFor();
    await own.stop('SIGKILL');
    await own.start();
    await page.reload();
    await page.getByLabel('Name in Latin letters').waitFor();
    await own.stop();
    await rm(join(own.dataFolder, 'browser-secret'));
    await own.start();
    await page.reload();
    await expect.poll(() => page.evaluate(() => localStorage.getItem('child-justice-secret')), PATIENCE).toBeNull();
    await page.reload();
    await page.getByText('Start the app to open it').waitFor();
    await own.remove();
  });
});

describe('a service worker that another program left at the app’s address', () => {
  it('ends at the next visit, at whatever path its script was', async () => {
    const script = '/deep/worker.js';
    const own = await startBrowserHostProcess();
    await own.stop();
    const thief = createServer((request, response) => {
      const isScript = request.url === script;
      response.writeHead(200, {
        'Content-Type': isScript ? 'text/javascript' : 'text/html',
        'Service-Worker-Allowed': '/',
      });
      response.end(isScript ? THIEF : '<!doctype html><title>thief</title>');
    });
    await new Promise<void>((done) => thief.listen(Number(new URL(own.url).port), '127.0.0.1', done));
    const page = await context.newPage();
    await page.goto(own.url);
    await page.evaluate(async (path) => {
      await navigator.serviceWorker.register(path, { scope: '/' });
      await navigator.serviceWorker.ready;
    }, script);
    thief.close();
    thief.closeAllConnections();
    await own.start();

    // It is told by what answers the visit: soon after that the browser asks for the worker's script anew by itself.
    const stolen = await page.goto(own.url, { waitUntil: 'commit' });
    expect(stolen?.fromServiceWorker()).toBe(true);
    await expect.poll(() => page.title().catch(() => ''), PATIENCE).toContain('Child Justice Series');
    // The worker's end loads the page anew by itself, which cancels what is under way.
    const left = async () => {
      await page.reload();
      return page.evaluate(async () => [
        navigator.serviceWorker.controller,
        (await navigator.serviceWorker.getRegistrations()).length,
      ]);
    };
    await expect.poll(() => left().catch(() => null), PATIENCE).toEqual([null, 0]);
    await own.remove();
  });
});
