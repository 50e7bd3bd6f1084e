import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import type { Sent } from '../../src/contract/learning-record-store';
import { statementId, type GroupStatement } from '../../src/domain/exports/group-statements';
import { sendInBatches, type SendingCounts } from '../../src/renderer/src/stores/group/sending-loop';
import { startBrowserHostProcess, type HangingHostProcess } from '../support/hosts/browser-host-process';
import { requireBuiltApp } from '../support/hosts/built-app';
import { enterHost } from '../support/hosts/built-browser-host';
import { groupStatement } from '../support/hosts/fake-store';
import { startLearningLocker, type LearningLocker } from '../support/hosts/learning-locker';
import { rawRequest } from '../support/hosts/raw-request';

/** How many statements are sent; `docs/benchmarks.md` has the figures of 20,000. */
const COUNT = Number(process.env['CJS_STATEMENTS'] ?? 1_000);
/** Facts of one person. */
const FACTS = 10;

requireBuiltApp();
let locker: LearningLocker | undefined;
let missing = '';
let host: HangingHostProcess | undefined;
let authorization = '';
beforeAll(async () => {
  const started = await startLearningLocker();
  if ('missing' in started) {
    missing = started.missing;
    return;
  }
  locker = started;
  host = await startBrowserHostProcess();
  authorization = await enterHost(await host.newAddress());
});
afterAll(async () => {
  await host?.remove();
  await locker?.stop();
});

/** The store and the host; skips the test, with the reason, where there is no store. */
function scene({ skip }: TestContext): { readonly locker: LearningLocker; readonly host: HangingHostProcess } {
  if (!locker || !host) return skip(`No Learning Locker: ${missing}.`);
  return { locker, host };
}

/** Has the built host send statements, as the page does. */
async function send(url: string, address: string, statements: readonly GroupStatement[]): Promise<Sent> {
  const answer = await rawRequest({
    port: Number(new URL(url).port),
    path: '/operations',
    method: 'POST',
    headers: { Origin: new URL(url).origin, Authorization: authorization, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'learning-record-store.send',
      input: { sendingId: randomUUID(), address, username: 'key', password: 'secret', statements },
    }),
  });
  const { value } = JSON.parse(answer.body) as { value?: Sent };
  if (!value) throw new Error(answer.body);
  return value;
}

/** Each fact of as many people as make `COUNT` of them; those whose name was corrected have another one. */
function statements(corrected: boolean): readonly GroupStatement[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const person = Math.floor(index / FACTS);
    const isCorrected = corrected && person % 20 === 0;
    return groupStatement(person, index % FACTS, `Sok Dara ${person}${isCorrected ? ' (corrected)' : ''}`);
  });
}

/** Before the store: takes no more than 40 KB at once, asks to wait now and then, and loses answers. */
async function startWeatheredWay(target: string): Promise<{ readonly server: Server; readonly address: string }> {
  let posts = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
      const body = Buffer.concat(pieces);
      if (request.method === 'POST') {
        posts += 1;
        if (body.length > 40_000) return response.writeHead(413).end();
        if (posts % 9 === 0) return response.writeHead(429, { 'retry-after': '1' }).end();
      }
      const { port } = new URL(target);
      const { host: _, ...headers } = request.headers as Record<string, string>;
      const method = request.method ?? 'GET';
      const answer = await rawRequest({ port: Number(port), path: request.url ?? '', method, headers, body });
      // Taken by the store, and never heard of.
      if (request.method === 'POST' && posts % 13 === 0) return response.destroy();
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/xAPI` };
}

it('a real store has every fact once: sent twice, killed midway, a name corrected between', async (context) => {
  const { locker: store, host: own } = scene(context);
  const way = await startWeatheredWay(store.address);
  let batches = 0;
  let last: SendingCounts | undefined;
  const sendAll = (all: readonly GroupStatement[], killAfter = Infinity): Promise<string | null> =>
    sendInBatches(all, {
      send: async (batch) => {
        batches += 1;
        const answer = send(own.url, way.address, batch);
        if (batches <= killAfter) return answer;
        const [, outcome] = await Promise.allSettled([own.stop('SIGKILL'), answer]);
        if (outcome.status === 'rejected') throw outcome.reason;
        return outcome.value;
      },
      wait: async () => undefined,
      onProgress: (counts) => {
        last = counts;
      },
    });
  const began = performance.now();
  await expect(sendAll(statements(false), COUNT / 200)).rejects.toThrow();
  await own.start();
  const cut = await store.ids();
  expect(cut.length).toBeGreaterThan(0);
  expect(cut.length).toBeLessThan(COUNT);
  expect(await sendAll(statements(false))).toBeNull();
  expect(last).toMatchObject({ accepted: COUNT, present: 0, refused: 0 });
  const first = performance.now();
  expect(await sendAll(statements(true))).toBeNull();
  expect(last).toMatchObject({ refused: 0 });
  expect((last?.accepted ?? 0) + (last?.present ?? 0)).toBe(COUNT);
  expect(last?.present).toBeGreaterThan(0);
  const ended = performance.now();
  const ids = await store.ids();
  expect([...ids].sort()).toEqual(
    statements(false)
      .map(({ id }) => id)
      .sort(),
  );
  way.server.close();
  const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
  console.log(`${COUNT} statements: ${seconds(first - began)} s, once more ${seconds(ended - first)} s`);
});

it('a real store’s refusal of 500 for one bad statement is narrowed down to that one', async (context) => {
  const { locker: store, host: own } = scene(context);
  const before = (await store.ids()).length;
  const batch = Array.from({ length: 500 }, (_, index) => groupStatement(100_000 + index));
  const { id: _, ...good } = groupStatement(100_321);
  const bad = { ...good, timestamp: '2026-99-99T12:00:00.000Z' };
  batch[321] = { id: statementId(bad), ...bad };
  const { outcomes, halt } = await send(own.url, store.address, batch);
  expect(halt).toBeNull();
  expect(outcomes.filter((each) => each?.outcome === 'accepted')).toHaveLength(499);
  expect(outcomes[321]).toMatchObject({ outcome: 'refused', words: expect.stringContaining('timestamp') });
  expect(await store.ids()).toHaveLength(before + 499);
});
