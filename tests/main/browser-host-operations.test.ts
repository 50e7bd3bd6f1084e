import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/contract/result';
import { isOperationName, operations } from '../../src/contract/operations';
import { openAndAppend } from '../support/hosts/opened-record';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { credentialText } from '../support/inputs/certificate-inputs';
import { certificateDocument, inputsOf, labelled } from '../support/inputs/operation-inputs';
import { rawRequest } from '../support/hosts/raw-request';

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

let host: BuiltBrowserHost;
let port: number;
let origin: string;
let authorization: string;
let dataFolder: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, origin, authorization, dataFolder } = host);
});

afterAll(() => host.stop());

const invoke: BuiltBrowserHost['invoke'] = (...inputs) => host.invoke(...inputs);
const get: BuiltBrowserHost['get'] = (...inputs) => host.get(...inputs);

describe('the built browser host’s operations', () => {
  it.each([
    ['no Origin', undefined],
    ['the origin `null`', 'null'],
    ['another site', 'https://evil.example'],
    ['another port', 'http://127.0.0.1:1'],
    ['localhost', 'http://localhost:{port}'],
    ['https', 'https://127.0.0.1:{port}'],
    ['a look-alike', 'http://127.0.0.1:{port}.evil.example'],
    ['a path', 'http://127.0.0.1:{port}/'],
    ['an empty one', ''],
  ])('refuse %s', async (_, template) => {
    const headers: Record<string, string> = { Authorization: authorization, 'Content-Type': 'application/json' };
    if (template !== undefined) headers['Origin'] = template.replace('{port}', String(port));
    const answer = await rawRequest({
      port,
      path: '/operations',
      method: 'POST',
      headers,
      body: '{"name":"app.describe","input":{}}',
    });
    expect(answer.status).toBe(403);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    'application/json; charset=utf-16',
    '',
  ])('refuse the content type %j, which a form could send or nobody should', async (contentType) => {
    expect((await invoke('app.describe', {}, { 'Content-Type': contentType })).status).toBe(415);
  });

  it.each(['GET', 'HEAD', 'PUT', 'OPTIONS'])('refuse %s', async (method) => {
    const answer = await rawRequest({
      port,
      path: '/operations',
      method,
      headers: { Authorization: authorization, Origin: origin },
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  it('answer a preflight of another site with no permission', async () => {
    const answer = await rawRequest({
      port,
      path: '/operations',
      method: 'OPTIONS',
      headers: {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('answer their own page', async () => {
    const answer = await invoke('app.describe', {});
    expect(JSON.parse(answer.body)).toEqual({
      ok: true,
      value: {
        host: 'browser',
        version: '1.0.0',
        runtime: [{ name: 'Node.js', version: process.versions.node }],
        dataFolder,
        dataFolderProblem: null,
        keyProtection: 'file',
      },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('carry a record into the journal and back', async () => {
    const changes = [{ id: 'change-1', kind: 'note' as const, body: '"ចំណាំ"' }];
    const answered = async (name: string, input: unknown) =>
      JSON.parse((await invoke(name, input)).body) as Result<unknown>;
    expect(await openAndAppend(answered, LEARNER, changes)).toMatchObject({
      ok: true,
      value: { count: 1 },
    });
    const read = JSON.parse(
      (await invoke('journal.read', { learnerId: LEARNER, afterSequence: 0, limit: 10 })).body,
    ) as unknown;
    expect(read).toMatchObject({ ok: true, value: { entries: [{ sequence: 1, change: changes[0] }] } });
    expect(await readdir(join(dataFolder, 'journals'))).toEqual([`${LEARNER}.jsonl`, `${LEARNER}.turn.json`]);
  });

  it('hand a certificate over as a download, which can be fetched again', async () => {
    const exported = JSON.parse(
      (await invoke('certificate.export', { credential: credentialText(certificateDocument) })).body,
    ) as {
      value: { path: string; fileName: string };
    };
    expect(exported).toMatchObject({
      ok: true,
      value: { outcome: 'download', fileName: expect.stringMatching(/\.pdf$/) },
    });
    const answer = await get(exported.value.path, { 'Sec-Fetch-Site': 'same-origin' });
    expect(answer.status).toBe(200);
    expect(answer.body.slice(0, 5)).toBe('%PDF-');
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''`);
    expect((await get(exported.value.path)).body).toBe(answer.body);
  });

  it('draw a certificate’s preview', async () => {
    const answer = JSON.parse((await invoke('certificate.preview', { document: certificateDocument })).body) as {
      value: { svg: string };
    };
    expect(answer.value.svg).toMatch(/^<svg/);
  });

  it('never open a link without a display, nor one that is not listed', async () => {
    expect(JSON.parse((await invoke('link.open', { url: 'https://www.ohchr.org/' })).body)).toEqual({
      ok: true,
      value: { opened: false },
    });
    expect(JSON.parse((await invoke('link.open', { url: 'https://evil.example/' })).body)).toMatchObject({
      error: { code: 'link-refused' },
    });
  });

  describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
    it.each(labelled(inputsOf(name).invalid))('refuses %s', async (_, input) => {
      const answer = await invoke(name, input);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });
  });

  it('never show a stack or a path of this machine in an error', async () => {
    const answers = await Promise.all([
      invoke('nothing', {}),
      invoke('journal.read', {}),
      invoke('delivery.reveal', { revealId: 'x' }),
      get('/missing.js'),
      rawRequest({
        port,
        path: '/operations',
        method: 'POST',
        headers: { Origin: origin, Authorization: authorization, 'Content-Type': 'application/json' },
        body: '{',
      }),
    ]);
    for (const { body } of answers) expect(body).not.toMatch(/\bat .*:\d+|node:|\.js\b|\/work|\/home|\/tmp/);
  });
});
