import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/contract/result';
import { startBuiltBrowserHost } from '../support/hosts/built-browser-host';
import { loadBuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { startDesktopHostProcess } from '../support/hosts/desktop-host-process';
import { exhaustingPdf } from '../support/hostile/exhausting-pdf';
import { handMadePdf } from '../support/hostile/hand-made-pdf';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { PATIENCE } from '../support/patience';
import { makeFolder, removeFolder } from '../support/remove-folder';

/** A built host in a process of its own, which a hostile file may end. */
interface Host {
  readonly invoke: (name: string, input: unknown) => Promise<Result<unknown>>;
  /** Exports a certificate and reads the file. */
  readonly exported: (input: unknown) => Promise<Buffer>;
}

const exhausting = exhaustingPdf(2_200_000).toString('base64');
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function valueOf<Value>(host: Pick<Host, 'invoke'>, name: string, input: unknown): Promise<Value> {
  const result = await host.invoke(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
  return result.value as Value;
}

async function browserHost(): Promise<Host> {
  const built = await startBuiltBrowserHost();
  ends.push(built.stop);
  const invoke: Host['invoke'] = async (name, input) =>
    JSON.parse((await built.invoke(name, input)).body) as Result<unknown>;
  return {
    invoke,
    async exported(input) {
      const { path } = await valueOf<{ path: string }>({ invoke }, 'certificate.export', input);
      const answer = await fetch(`${built.origin}${path}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

async function desktopHost(): Promise<Host> {
  const built = await startDesktopHostProcess();
  ends.push(built.remove);
  return {
    invoke: built.invoke,
    async exported(input) {
      const path = join(built.dataFolder, 'certificate.pdf');
      await built.answerSaveDialogs(path);
      await valueOf(built, 'certificate.export', input);
      return readFile(path);
    },
  };
}

/** A signed certificate's file as the host makes it, in base64. */
async function genuine(host: Host): Promise<string> {
  const { credential } = await valueOf<{ credential: string }>(host, 'certificate.issue', {
    document: certificateDocument,
    evidence: { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
  });
  return (await host.exported({ credential })).toString('base64');
}

describe.each([
  ['browser', browserHost],
  ['desktop', desktopHost],
])('the built %s host', (_, start) => {
  it('goes on where a PDF ends the process that reads it, and verifies the next genuine one', async () => {
    const host = await start();
    const base64 = await genuine(host);
    expect(await valueOf(host, 'credential.verify', { base64: exhausting })).toEqual({
      outcome: 'unreadable',
      problem: 'heavy-pdf',
    });
    expect(await valueOf(host, 'credential.verify', { base64 })).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
      maker: 'this-computer',
      page: 'genuine',
    });
  });
});

describe('the built desktop host', () => {
  it('starts a process for each reading of a PDF, shows it nothing of the person, and ends it with the answer', async () => {
    const folder = await makeFolder('hostile-pdf');
    ends.push(() => removeFolder(folder));
    const desktop = await loadBuiltDesktopHost({ appDataFolder: folder });
    expect(desktop.utilityProcesses).toEqual([]);
    const base64 = handMadePdf({}).toString('base64');
    expect(await desktop.invoke('credential.verify', { base64 })).toMatchObject({
      value: { problem: 'no-attachment' },
    });
    // Its attachments are read, and then, as there are none, the code on its page is looked for.
    expect(desktop.utilityProcesses.map(({ options }) => options.serviceName)).toEqual([
      'pdf-reading-process',
      'picture-reading-process',
    ]);
    for (const process of desktop.utilityProcesses) {
      expect(Object.keys(process.options.env ?? {})).not.toContain('HOME');
      expect(JSON.stringify(process.options)).not.toContain(folder);
      await vi.waitFor(() => {
        expect(process.pid).toBeUndefined();
      }, PATIENCE);
    }
  });
});
