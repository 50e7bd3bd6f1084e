import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtApp } from '../support/built-app';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/built-browser-host';
import { startBuilt } from '../support/built-process';
import { crowding } from '../support/crowding';
import { freePort } from '../support/free-port';
import { rawExchange, rawRequest } from '../support/raw-request';

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

let host: BuiltBrowserHost;
let port: number;
let dataFolder: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, dataFolder } = host);
});

afterAll(() => host.stop());

describe('the built browser host, started twice', () => {
  it('points at the one that runs, and ends well', async () => {
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain('runs already');
    expect(second.output()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/$`, 'm'));
  });

  it.each([
    ['another program', '{"app":"another"}', 200],
    ['a program that answers no JSON', 'hello', 200],
    ['a program that redirects', '', 302],
  ])('names the port that %s holds', async (_, body, status) => {
    const other = createServer((_request, response) => {
      response.writeHead(status, { Location: `${host.origin}/healthz` });
      response.end(body);
    });
    const taken = await freePort();
    await new Promise<void>((done) => other.listen(taken, '127.0.0.1', done));
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(taken), CJS_DATA: dataFolder });
    expect(await second.ended).toBe(1);
    other.close();
    other.closeAllConnections();
    expect(second.output()).toContain(`Port ${taken} is used by another program`);
    expect(second.output()).toContain('CJS_PORT');
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  it('says before anybody types that the data folder is a file', async () => {
    const file = join(dataFolder, 'a-file');
    await writeFile(file, '');
    const started = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(await freePort()), CJS_DATA: file });
    await started.waitFor(/127\.0\.0\.1/u);
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
    'ends on SIGTERM within five seconds, with all that it acknowledged on disk',
    async () => {
      const ownPort = await freePort();
      const folder = join(dataFolder, 'ending');
      const ending = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(ownPort), CJS_DATA: folder });
      await ending.waitFor(/127\.0\.0\.1/);
      const Cookie = (await rawRequest({ port: ownPort })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      const headers = { Origin: `http://127.0.0.1:${ownPort}`, Cookie, 'Content-Type': 'application/json' };
      const append = async (number: number): Promise<string | null> => {
        const change = { id: `change-${number}`, kind: 'note', body: 'x'.repeat(100_000) };
        const body = JSON.stringify({ name: 'journal.append', input: { learnerId: LEARNER, changes: [change] } });
        const answer = await rawRequest({ port: ownPort, path: '/operations', method: 'POST', headers, body }).catch(
          () => null,
        );
        return answer?.status === 200 && (JSON.parse(answer.body) as { ok: boolean }).ok ? change.id : null;
      };
      const crowd = crowding();
      const first = append(0);
      const others = Array.from({ length: 30 }, (_, index) => append(index + 1));
      // A browser keeps a connection open; it must not keep the host alive.
      const idle = rawExchange(
        ownPort,
        `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${ownPort}\r\nConnection: keep-alive\r\n\r\n`,
      );
      await first;
      const started = Date.now();
      ending.child.kill('SIGTERM');
      expect(await ending.ended).toBe(0);
      expect(Date.now() - started).toBeLessThan(5_000 * crowd);
      await idle;
      const acknowledged = (await Promise.all([first, ...others])).filter((id) => id !== null);
      expect(acknowledged).toContain('change-0');
      const journal = await readFile(join(folder, 'journals', `${LEARNER}.jsonl`), 'utf8');
      for (const id of acknowledged) expect(journal).toContain(`"${id}"`);
      expect(journal.endsWith('\n')).toBe(true);
    },
  );
});
