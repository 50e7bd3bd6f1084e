import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAddress } from '../../src/main/http/foreign-cache';
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

/** Calls an operation from whatever page is given, and answers what that page gets to see. */
async function callFrom(
  page: Awaited<ReturnType<BrowserContext['newPage']>>,
  name: string,
  input: unknown,
): Promise<unknown> {
  return page.evaluate(
    async ([address, body]) => {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return (await response.json()) as unknown;
    },
    [`${host.origin}/operations`, JSON.stringify({ name, input })] as const,
  );
}

describe('the browser host in a real browser', () => {
  it('goes on, in the open window too, beside all the cookies that programs on other ports have set', async () => {
    const page = await context.newPage();
    await page.goto(`${host.origin}/`);
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
    const page = await context.newPage();
    await page.goto(`${host.origin}/`);
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
    const page = await context.newPage();
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
    const own = await context.newPage();
    await own.goto(`${host.origin}/`);
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
        health: await attempt(async () => (await fetch(`${origin}/healthz`)).text()),
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
      health: 'blocked',
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

  it('meets a link on another site with its own link first, and works after that', async () => {
    const page = await context.newPage();
    await page.goto(`http://evil.example:${foreignPort}/`);
    await page.evaluate((origin) => {
      const link = document.querySelector('a');
      if (link) link.href = `${origin}/`;
    }, host.origin);
    await page.getByText('link').click();
    await page.waitForURL(`${host.origin}/`);
    expect(await context.cookies()).toEqual([]);
    await page.getByRole('link', { name: 'Open the Child Justice Series' }).click();
    // It leads to the address that the page is at already: the app alone has this field.
    await page.getByLabel('Name in Latin script').waitFor();
    expect(await callFrom(page, 'app.describe', {})).toMatchObject({ ok: true });
  });

  it('keeps its token from scripts, addresses and the history', async () => {
    const page = await context.newPage();
    await page.goto(`${host.origin}/`);
    const token = host.cookie.split('=')[1] ?? '';
    const cookies = await context.cookies();
    expect(cookies).toMatchObject([{ value: token, httpOnly: true, sameSite: 'Strict', expires: -1 }]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(page.url()).not.toContain(token);
    expect(await page.content()).not.toContain(token);
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
    await page.reload();
    expect(
      await page.evaluate(async () => [
        navigator.serviceWorker.controller,
        (await navigator.serviceWorker.getRegistrations()).length,
      ]),
    ).toEqual([null, 0]);
    await own.remove();
  });
});

describe('files that another program at the app’s address had the browser keep', () => {
  it.each([
    ['its page', 'start', true],
    ['a script of the app’s', 'bookmark', false],
  ])('are gone with the next visit (%s, by the %s)', async (_, visit, keepsPage) => {
    const own = await startBrowserHostProcess();
    const [, script = ''] = /src="\.(\/[^"]*assets\/index-[^"]*)"/u.exec(await (await fetch(own.url)).text()) ?? [];
    await own.stop();
    const thief = createServer((request, response) => {
      const isScript = request.url === script;
      response.writeHead(200, {
        'Content-Type': isScript ? 'text/javascript' : 'text/html',
        'Cache-Control': isScript || keepsPage ? 'public, max-age=31536000, immutable' : 'no-store',
      });
      response.end(
        isScript ? 'document.title = "stolen";' : `<title></title><script src="${script}" crossorigin></script>`,
      );
    });
    await new Promise<void>((done) => thief.listen(Number(new URL(own.url).port), '127.0.0.1', done));
    const page = await context.newPage();
    await page.goto(own.url);
    expect(await page.title()).toBe('stolen');
    thief.close();
    thief.closeAllConnections();
    await own.start();

    // The same window, which has the script in its memory; then a new one.
    await page.goto(visit === 'start' ? startAddress(own.url) : own.url);
    for (const window of [page, await context.newPage()]) {
      if (window !== page) await window.goto(own.url);
      await expect.poll(() => window.url(), PATIENCE).toMatch(new RegExp(`^${own.url}(#|$)`, 'u'));
      await window.getByLabel('Name in Latin script').waitFor();
      expect(await window.title()).toContain('Child Justice Series');
    }
    await own.remove();
  });
});
