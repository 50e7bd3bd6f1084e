import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, request, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/contract/result';
import { openAndAppend } from '../support/hosts/opened-record';
import { builtApp } from '../support/hosts/built-app';
import { enterHost, startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { startDesktopHostProcess } from '../support/hosts/desktop-host-process';
import { startBuilt, type BuiltProcess } from '../support/hosts/built-process';
import { crowding } from '../support/crowding';
import { PATIENCE } from '../support/patience';
import { freePort } from '../support/hosts/free-port';
import { rawExchange, rawRequest } from '../support/hosts/raw-request';

/** The line with an address that lets a browser in. */
const PRINTED = /^http:.*\/enter\.html#.*$/mu;

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

let host: BuiltBrowserHost;
let port: number;
let dataFolder: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, dataFolder } = host);
});

afterAll(() => host.stop());

/** A program that isn't this app, on a port of its own. */
async function listenAsStranger(answer: RequestListener): Promise<{ readonly port: number; stop(): void }> {
  const server = createServer(answer);
  const taken = await freePort();
  await new Promise<void>((done) => server.listen(taken, '127.0.0.1', done));
  return {
    port: taken,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Starts the app on a port, and waits until it has ended. */
async function startOn(taken: number, folder = dataFolder): Promise<BuiltProcess> {
  const started = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(taken), CJS_DATA: folder });
  await started.ended;
  return started;
}

function expectRefusal({ child, output }: BuiltProcess, taken: number): void {
  expect(child.exitCode).toBe(1);
  expect(output()).toContain(`Port ${taken} is used by another program`);
  expect(output()).toContain('opened no browser');
  expect(output()).toContain('CJS_PORT');
  expect(output()).not.toContain('runs already');
  expect(output()).not.toMatch(/\n\s+at /);
}

describe('the built browser host, started twice', () => {
  it('points at the one that runs, and ends well', async () => {
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain('runs already');
    const [address = ''] = PRINTED.exec(second.output()) ?? [];
    expect(new URL(address).origin).toBe(host.origin);
    expect(await enterHost(address)).toBe(host.authorization);
  });

  it('points at it by another port too, and at the port that it has', async () => {
    const second = await startOn(await freePort());
    expect(second.child.exitCode).toBe(0);
    expect(second.output()).toContain(`${host.origin}/enter.html#`);
  });

  it('says that the desktop host has the data folder, which shows its window', async () => {
    const desktop = await startDesktopHostProcess();
    const second = await startOn(await freePort(), desktop.dataFolder);
    expect(second.child.exitCode).toBe(0);
    expect(second.output()).toBe('Child Justice Series is open already, in a window of its own.\n');
    await desktop.remove();
  });

  it.skipIf(process.platform === 'win32')(
    'says in one line that one which hangs has the data folder',
    async () => {
      const folder = join(dataFolder, 'hanging');
      const environment = { CJS_PORT: String(await freePort()), CJS_DATA: folder };
      const hanging = startBuilt(builtApp.browserHostEntry, environment);
      await hanging.waitFor(PRINTED);
      hanging.child.kill('SIGSTOP');
      const second = await startOn(await freePort(), folder);
      expect(second.child.exitCode).toBe(1);
      expect(second.output()).toContain(`another process has the data folder ${folder}`);
      hanging.child.kill('SIGKILL');
      await hanging.ended;
      // The power cut leaves nothing that keeps the next one out.
      const next = startBuilt(builtApp.browserHostEntry, environment);
      await next.waitFor(PRINTED);
      next.child.kill('SIGTERM');
      expect(await next.ended).toBe(0);
    },
    30_000,
  );

  it('names the port that another program holds, though it passes for this app', async () => {
    const stranger = await listenAsStranger((_request, response) => {
      response.end('{"app":"child-justice-series","version":"1.0.0"}');
    });
    expectRefusal(await startOn(stranger.port, join(dataFolder, 'another')), stranger.port);
    stranger.stop();
  });

  it('says that the one that runs may have another data folder', async () => {
    const second = await startOn(port, join(dataFolder, 'another'));
    expectRefusal(second, port);
    expect(second.output()).toContain('CJS_DATA');
  });

  it('says before anybody types that the data folder is a file', async () => {
    const file = join(dataFolder, 'a-file');
    await writeFile(file, '');
    const started = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(await freePort()), CJS_DATA: file });
    await started.waitFor(/127\.0\.0\.1/u);
    // It comes by the other stream.
    await started.waitFor(/is a file/u);
    expect(started.output()).toContain(`The data folder ${file} is a file`);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  it('names a port that is none', async () => {
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: 'many', CJS_DATA: dataFolder });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('"many"');
  });

  it.skipIf(process.platform === 'win32')(
    'lets what is under way end at a second Ctrl+C as at the first: npm sends on what the terminal has sent already',
    async () => {
      const ownPort = await freePort();
      const ending = startBuilt(builtApp.browserHostEntry, {
        CJS_PORT: String(ownPort),
        CJS_DATA: join(dataFolder, 'twice'),
      });
      const [address] = await ending.waitFor(PRINTED);
      const Authorization = await enterHost(address);
      // A request that is begun and never whole holds the end up for half a second.
      const held = request({
        port: ownPort,
        path: '/operations',
        method: 'POST',
        headers: { Origin: `http://127.0.0.1:${ownPort}`, Authorization, 'Content-Length': 9, Expect: '100-continue' },
      });
      held.on('error', () => undefined);
      held.flushHeaders();
      await once(held, 'continue');
      ending.child.kill('SIGINT');
      await vi.waitFor(async () => {
        await expect(rawRequest({ port: ownPort })).rejects.toThrow();
      }, PATIENCE);
      // One that is started meanwhile waits for its end.
      const next = startBuilt(builtApp.browserHostEntry, {
        CJS_PORT: String(ownPort),
        CJS_DATA: join(dataFolder, 'twice'),
      });
      ending.child.kill('SIGINT');
      expect(await ending.ended).toBe(0);
      await next.waitFor(PRINTED);
      next.child.kill('SIGTERM');
      expect(await next.ended).toBe(0);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'ends on SIGTERM within five seconds, with all that it acknowledged on disk',
    async () => {
      const ownPort = await freePort();
      const folder = join(dataFolder, 'ending');
      const ending = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(ownPort), CJS_DATA: folder });
      const [address] = await ending.waitFor(PRINTED);
      const Authorization = await enterHost(address);
      const headers = { Origin: `http://127.0.0.1:${ownPort}`, Authorization, 'Content-Type': 'application/json' };
      const learnerOf = (number: number): string => LEARNER.slice(0, -2) + String(number).padStart(2, '0');
      const append = async (number: number): Promise<string | null> => {
        const invoke = async (name: string, input: object) => {
          const body = JSON.stringify({ name, input });
          const answer = await rawRequest({ port: ownPort, path: '/operations', method: 'POST', headers, body });
          if (answer.status !== 200) throw new Error(answer.body);
          return JSON.parse(answer.body) as Result<unknown>;
        };
        const change = { id: `change-${number}`, kind: 'note' as const, body: 'x'.repeat(100_000) };
        const answer = await openAndAppend(invoke, learnerOf(number), [change]).catch(() => null);
        return answer?.ok ? change.id : null;
      };
      const crowd = crowding();
      const first = append(0);
      const others = Array.from({ length: 30 }, (_, index) => append(index + 1));
      // A browser keeps a connection open; it must not keep the host alive.
      const idle = rawExchange(
        ownPort,
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${ownPort}\r\nConnection: keep-alive\r\n\r\n`,
      );
      await first;
      const started = Date.now();
      ending.child.kill('SIGTERM');
      expect(await ending.ended).toBe(0);
      expect(Date.now() - started).toBeLessThan(5_000 * crowd);
      await idle;
      const acknowledged = (await Promise.all([first, ...others])).filter((id) => id !== null);
      expect(acknowledged).toContain('change-0');
      for (const id of acknowledged) {
        const learnerId = learnerOf(Number(id.slice('change-'.length)));
        const journal = await readFile(join(folder, 'journals', `${learnerId}.jsonl`), 'utf8');
        expect(journal).toContain(`"${id}"`);
        expect(journal.endsWith('\n')).toBe(true);
      }
    },
  );
});
