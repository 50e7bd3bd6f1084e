import { expect, test } from '@playwright/test';
import type { OperationInput, OperationName, OperationOutput } from '../../src/contract/operations';
import type { Result } from '../../src/contract/result';
import { enterHost } from '../support/hosts/built-browser-host';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import { rawRequest } from '../support/hosts/raw-request';
import { makeFolderSync, removeFolderSync } from '../support/remove-folder';
import { moduleCertificate } from '../unit/main/certificate/certificate-samples';
import { openAndAppend, type Invoke } from './support/journal-append';
import { JOURNAL_LEARNER } from './support/written-versions';

// F17, the host's side: the built host with a clock of its own (a module that is loaded before it moves `Date`),
// started again and again on the same data.
const NOW = Date.UTC(2026, 10, 25, 3);
const CLOCKS: readonly (readonly [name: string, instant: string])[] = [
  ['right', '2026-11-25T03:00:00Z'],
  ['set back an hour', '2026-11-25T02:00:00Z'],
  ['set back a day', '2026-11-24T03:00:00Z'],
  ['set back five years', '2021-11-25T03:00:00Z'],
  ['of an empty battery', '1970-01-01T00:00:10Z'],
  ['after 2038', '2038-01-19T03:14:08Z'],
  ['on a leap day', '2028-02-29T03:00:00Z'],
  ['right again', '2026-11-25T03:10:00Z'],
];

/** Moves the clock of a process, and lets it go on from there. */
function clockModule(instant: string): string {
  const code = `const shift=${Date.parse(instant)}-Date.now();const Real=Date;globalThis.Date=class extends Real{constructor(...given){given.length===0?super(Real.now()+shift):super(...given)}static now(){return Real.now()+shift}};`;
  return `--import data:text/javascript,${encodeURIComponent(code)}`;
}

interface OpenHost {
  readonly host: BrowserHostProcess;
  readonly invoke: Invoke;
  readonly download: (path: string) => Promise<{ readonly status: number; readonly body: string }>;
}

async function open(dataFolder: string, instant: string): Promise<OpenHost> {
  const host = await startBrowserHostProcess({ NODE_OPTIONS: clockModule(instant) }, dataFolder);
  const port = Number(new URL(host.url).port);
  const Authorization = await enterHost(await host.newAddress());
  const headers = { Origin: host.url.slice(0, -1), Authorization, 'Content-Type': 'application/json' };
  return {
    host,
    invoke: async <Name extends OperationName>(name: Name, input: OperationInput<Name>) => {
      const { body } = await rawRequest({
        port,
        path: '/operations',
        method: 'POST',
        headers,
        body: JSON.stringify({ name, input }),
      });
      return JSON.parse(body) as Result<OperationOutput<Name>>;
    },
    download: (path) => rawRequest({ port, path }),
  };
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

test(`F17: a host whose clock is set ${CLOCKS.length - 1} times keeps the journal in order, signs and hands files over the same, and never thins out the newest snapshot`, async () => {
  const dataFolder = makeFolderSync('host-clock');
  const document = moduleCertificate();
  const evidence = { sectionsRead: 5, questionsAnswered: 10, attempts: 1 };
  const credentials = new Set<string>();
  const written: string[] = [];
  const taken: string[] = [];
  try {
    for (const [name, instant] of CLOCKS) {
      const { host, invoke, download } = await open(dataFolder, instant);
      for (let index = 0; index < 3; index += 1) {
        const id = `change-${name}-${index}`.replaceAll(' ', '-');
        const state = valueOf(await openAndAppend(invoke, [{ id, kind: 'note', body: '{}' }]));
        written.push(id);
        expect([name, state]).toMatchObject([
          name,
          { count: written.length, lastSequence: written.length, damagedLines: [] },
        ]);
      }
      // By sequence, not by the clock.
      const { entries } = valueOf(
        await invoke('journal.read', { learnerId: JOURNAL_LEARNER, afterSequence: 0, limit: 100 }),
      );
      expect(entries.map(({ change }) => change.id)).toEqual(written);

      const snapshot = valueOf(await invoke('snapshot.take', { learnerId: JOURNAL_LEARNER, reason: 'manual' }));
      taken.push(snapshot.snapshot?.snapshotId ?? '');
      const { snapshots } = valueOf(await invoke('snapshot.list', {}));
      const newest = snapshots.toSorted((a, b) => b.number - a.number)[0];
      expect(newest?.snapshotId).toBe(taken.at(-1));
      expect(newest?.content?.state.count).toBe(written.length);

      const { credential } = valueOf(await invoke('certificate.issue', { document, evidence }));
      credentials.add(credential);
      const delivery = valueOf(await invoke('certificate.export', { credential }));
      const file = await download(delivery.outcome === 'download' ? delivery.path : '');
      expect([name, file.status, file.body.slice(0, 5)]).toEqual([name, 200, '%PDF-']);
      await host.stop();
    }
    // What is signed is dated by the certificate, never by the host's clock: the same certificate, the same text.
    expect(credentials.size).toBe(1);
    // No clock that ran ahead or behind pushed a day out: the last snapshot of each is there.
    const { host, invoke } = await open(dataFolder, new Date(NOW).toISOString());
    const { snapshots } = valueOf(await invoke('snapshot.list', {}));
    const lastOfDays = new Map(taken.map((id) => [id.slice(7, 17), id]));
    expect(lastOfDays.size).toBe(6);
    expect([...lastOfDays.values()].filter((id) => !snapshots.some(({ snapshotId }) => snapshotId === id))).toEqual([]);
    await host.stop();
  } finally {
    removeFolderSync(dataFolder);
  }
});
