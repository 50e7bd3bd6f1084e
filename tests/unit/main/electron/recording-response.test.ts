import { stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SECURITY_HEADERS } from '../../../../src/main/hosts/content-security-policy';
import { handleAppRequest } from '../../../../src/main/electron/app-scheme';
import { parseRange } from '../../../../src/main/electron/recording-response';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';

const ID = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const logger = { error: vi.fn() };
let folder: string;

beforeAll(async () => {
  folder = await makeFolder('recording-response');
  await writeFile(join(folder, 'a.mp4'), '0123456789');
});
afterAll(() => removeFolder(folder));

function ask(
  range: string | null,
  { method = 'GET', url = `app://bundle/recordings/${ID}`, name = 'a.mp4' } = {},
): Promise<Response> {
  const headers = new Headers(range === null ? {} : { range });
  const recordingPath = (id: string): string | null => (id === ID ? join(folder, name) : null);
  return handleAppRequest({ method, url, headers }, { files: new Map(), recordingPath }, logger);
}

describe('a recording under the app’s scheme', () => {
  it('is answered whole without a range, with the security headers and its type', async () => {
    const response = await ask(null);
    expect([response.status, await response.text()]).toEqual([200, '0123456789']);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-length')).toBe('10');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['bytes=0-', '0123456789', 'bytes 0-9/10'],
    ['bytes=3-5', '345', 'bytes 3-5/10'],
    ['bytes=7-99', '789', 'bytes 7-9/10'],
    ['bytes=-4', '6789', 'bytes 6-9/10'],
  ])('is answered in the part of %s', async (range, text, contentRange) => {
    const response = await ask(range);
    expect([response.status, await response.text()]).toEqual([206, text]);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(response.headers.get('content-length')).toBe(String(text.length));
  });

  it('has no part beyond its end', async () => {
    const response = await ask('bytes=10-');
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      416,
      '',
      'bytes */10',
    ]);
  });

  it('answers HEAD without a body', async () => {
    const response = await ask(null, { method: 'HEAD' });
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([200, '', '10']);
  });

  it('is nothing under an unknown id, a path, another origin or another method, and none where the file has gone', async () => {
    for (const path of ['018f3c1e-7b2a-7c3d-8e4f-000000000000', `${ID}/`, '..%2f..%2fetc%2fpasswd', ''])
      expect((await ask(null, { url: `app://bundle/recordings/${path}` })).status).toBe(404);
    expect((await ask(null, { url: `app://evil/recordings/${ID}` })).status).toBe(403);
    expect((await ask(null, { method: 'POST' })).status).toBe(405);
    expect((await ask(null, { name: 'gone.mp4' })).status).toBe(404);
  });

  it('leaves no file open where it can’t be read any more once it was opened', async () => {
    const kind = await stat(join(folder, 'a.mp4'));
    // Asked first what kind of file it is, then for its size.
    const stats = vi
      .spyOn(await fileHandlePrototype(), 'stat')
      .mockResolvedValueOnce(kind)
      .mockRejectedValueOnce(systemError('ESTALE'));
    try {
      expect((await ask(null)).status).toBe(404);
      expect((stats.mock.contexts[1] as unknown as FileHandle).fd).toBe(-1);
    } finally {
      vi.restoreAllMocks();
    }
  });
});

it('a range that isn’t understood, or several at once, ask for the whole', () => {
  for (const header of [null, '', 'bytes=-', 'bytes=5-3', 'bytes=0-1,4-5', 'items=0-1', 'bytes=1e3-'])
    expect(parseRange(header, 10)).toBeNull();
  expect(parseRange('bytes=-0', 10)).toBe('unsatisfiable');
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
});
