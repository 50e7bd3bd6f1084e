import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLazyCredentials, type Credentials } from '../../../../src/main/services/credential/lazy-credentials';
import type { HostPorts } from '../../../../src/main/services/ports';
import { handMadePdf } from '../../../support/hostile/hand-made-pdf';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, named, typesetting } from '../certificate/certificate-samples';

const never = new AbortController().signal;
const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
const contents = { attachments: [], sharedNames: false, title: '', keywords: '' };
let folder: string;

beforeEach(async () => {
  folder = await makeFolder('lazy-credentials');
});

afterEach(() => removeFolder(folder));

/** Credentials whose readers answer when the test says so. */
function credentialsOf() {
  const waiting: (() => void)[] = [];
  const running = { now: 0, most: 0, started: 0 };
  const startProcess: HostPorts['startProcess'] = ({ onMessage }) => ({
    post: () => {
      running.now += 1;
      running.started += 1;
      running.most = Math.max(running.most, running.now);
      onMessage({ begun: true });
      waiting.push(() => {
        running.now -= 1;
        onMessage({ answer: contents });
      });
    },
    kill: () => undefined,
  });
  const { startProcess: _real, ...readerFiles } = pdfReaderParts();
  const host = { startProcess, protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
  const made: Credentials = createLazyCredentials({
    dataFolder: folder,
    host,
    typesetting: typesetting(),
    readerFiles,
  });
  /** Lets the reading that runs now answer, once there is one. */
  async function answer(): Promise<void> {
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.shift()?.();
  }
  return { made, running, answer };
}

describe('checks', () => {
  it('wait for each other, in the order in which they were asked for', async () => {
    const { made, running, answer } = credentialsOf();
    const done: string[] = [];
    const checks = ['first', 'second', 'third'].map(async (name) => {
      await made.readPdf(handMadePdf({}), never);
      done.push(name);
    });
    for (const _ of checks) await answer();
    await Promise.all(checks);
    expect(done).toEqual(['first', 'second', 'third']);
    expect(running).toEqual({ now: 0, most: 1, started: 3 });
  });

  it('go on after one that nobody waits for any longer, which is not begun', async () => {
    const { made, running, answer } = credentialsOf();
    const gone = new AbortController();
    const first = made.readPdf(handMadePdf({}), never);
    const second = made.readPdf(handMadePdf({}), gone.signal);
    const third = made.readPdf(handMadePdf({}), never);
    gone.abort(new Error('The window is gone.'));
    await answer();
    await expect(second).rejects.toThrow('The window is gone.');
    await answer();
    expect(await Promise.all([first, third])).toEqual([contents, contents]);
    expect(running.started).toBe(2);
  });

  it('of a countersignature wait for a file’s as well', async () => {
    const { made, answer } = credentialsOf();
    const credential = await made.sign(moduleCertificate(), evidence);
    const done: string[] = [];
    const moment = {
      endorsementId: '018f3c1e-7b2a-7c3d-8e4f-0000000000e1',
      name: 'A',
      signedAt: '2026-12-01T02:00:00.000Z',
    };
    // Its code is loaded now.
    await made.countersign(credential, moment);
    const reading = made.readPdf(handMadePdf({}), never).then(() => done.push('read'));
    const signing = made.countersign(credential, moment).then((signed) => done.push(signed.outcome));
    // Ten times the work of a countersignature, which waits for nobody: it would be done by now.
    for (let revision = 1; revision <= 10; revision += 1) await made.sign(moduleCertificate({ revision }), evidence);
    expect(done).toEqual([]);
    await answer();
    await Promise.all([reading, signing]);
    expect(done).toEqual(['read', 'refused']);
  });
});

describe('signing', () => {
  it('is of what can be read again, and refused for a name that no page can show', async () => {
    const { made } = credentialsOf();
    const credential = await made.sign(moduleCertificate(), evidence);
    expect(await made.documentOf(credential)).toEqual(moduleCertificate());
    expect(await made.namedInCountersignatures(credential)).toEqual({
      id: `urn:uuid:${moduleCertificate().certificateId}#revision-1`,
      digest: expect.stringMatching(/^sha384-[\w+/]{64}$/u),
    });
    await expect(made.sign(moduleCertificate(named('李')), evidence)).rejects.toMatchObject({
      code: 'name-unprintable',
    });
    await expect(made.documentOf('{"name":"x"}')).rejects.toMatchObject({ code: 'typesetting-failed' });
  });
});
