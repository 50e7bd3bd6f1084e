import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterHost, startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { rawRequest } from '../support/hosts/raw-request';

let host: BuiltBrowserHost;
let port: number;
let origin: string;
let authorization: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, origin, authorization } = host);
});

afterAll(() => host.stop());

const invoke: BuiltBrowserHost['invoke'] = (...inputs) => host.invoke(...inputs);
const get: BuiltBrowserHost['get'] = (...inputs) => host.get(...inputs);

describe('the built browser host’s door', () => {
  it('gives the same secret for each code, once, to its own page alone', async () => {
    const enter = (address: string, Origin = origin) =>
      rawRequest({
        port,
        path: '/enter',
        method: 'POST',
        headers: { Origin, Authorization: `Bearer ${new URL(address).hash.slice(1)}` },
      });
    const address = await host.newAddress();
    expect((await enter(address, 'http://127.0.0.1:1')).status).toBe(403);
    expect(await enterHost(address)).toBe(authorization);
    const again = await enter(address);
    expect([again.status, again.body]).toEqual([403, expect.not.stringContaining('secret')]);
    expect((await enter(`${origin}/#AAAA`)).status).toBe(403);
    expect(await enterHost(await host.newAddress())).toBe(authorization);
  });

  it.skipIf(process.platform === 'win32')('keeps the secret from others', async () => {
    expect((await stat(join(host.dataFolder, 'browser-secret'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['no secret', ''],
    ['another one', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['one that only starts right', '{own}x'],
    ['one of another kind', 'Basic eDp5'],
  ])('refuses operations with %s', async (_, template) => {
    const answer = await invoke('app.describe', {}, { Authorization: template.replace('{own}', authorization) });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('sets no cookie, and gives the page to whoever comes by a link, who gets nothing by it', async () => {
    for (const site of ['none', 'same-origin', 'same-site', 'cross-site']) {
      const answer = await get('/', {
        'Sec-Fetch-Site': site,
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Dest': 'document',
      });
      expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
    }
  });

  it('refuses files to the scripts, pictures and frames of other sites and other ports', async () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const destination of ['script', 'image', 'iframe', 'empty', 'style']) {
        const answer = await get('/', {
          'Sec-Fetch-Site': site,
          'Sec-Fetch-Mode': destination === 'iframe' ? 'navigate' : 'no-cors',
          'Sec-Fetch-Dest': destination,
        });
        expect(answer.status).toBe(403);
      }
    }
  });
});
