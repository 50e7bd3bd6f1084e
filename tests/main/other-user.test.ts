import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startBuiltBrowserHost } from '../support/hosts/built-browser-host';
import { PATIENCE } from '../support/patience';
import { rawRequest } from '../support/hosts/raw-request';

const run = promisify(execFile);

/** `nobody`, on every Linux. */
const OTHER_USER = '65534';

/** What a program of another user gets from an address: status, then headers and body. */
async function askAsOther(url: string): Promise<string> {
  const script = `fetch(process.argv[1]).then(async (answer) => console.log(answer.status, JSON.stringify([...answer.headers]), await answer.text()))`;
  const user = ['--reuid', OTHER_USER, '--regid', OTHER_USER, '--clear-groups'];
  return (await run('setpriv', [...user, process.execPath, '-e', script, url], { cwd: '/' })).stdout;
}

/** Only root may run a program as another user. */
const canChangeUser = process.platform === 'linux' && process.getuid?.() === 0;
if (!canChangeUser) console.log('Skipped: only root on Linux can connect as another user.');

describe.skipIf(!canChangeUser)('the built browser host, asked by another user of the computer', () => {
  it('gives neither the page nor a cookie nor its health, and answers its own user meanwhile', async () => {
    const host = await startBuiltBrowserHost();
    for (const path of ['/', '/index.html', '/healthz']) {
      const answer = await askAsOther(`${host.origin}${path}`);
      expect(answer).toMatch(/^403 /u);
      expect(answer).toContain('Another user of this computer');
      expect(answer).toContain("default-src 'none'");
      expect(answer.toLowerCase()).not.toContain('set-cookie');
    }
    expect((await rawRequest({ port: host.port })).headers['set-cookie']).toBeDefined();
    await host.stop();
  });
});

describe('the built browser host with a code', () => {
  it('gives the cookie for the code that the terminal shows, once, and for nothing else', async () => {
    const host = await startBuiltBrowserHost({ CJS_CODE: '1' });
    const { port, origin, output } = host;
    const codes = (): string[] => [...output().matchAll(/first page: (\S+)/gu)].map(([, code]) => code ?? '');
    const send = (code: string, headers: Readonly<Record<string, string>> = { Origin: origin }) =>
      rawRequest({
        port,
        path: '/code',
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: `code=${encodeURIComponent(code)}`,
      });
    expect(host.cookie).toBe('');
    const asked = await host.get('/');
    expect(asked.body).toContain('shows a code');
    expect(asked.headers['content-security-policy']).toContain("form-action 'self'");
    const [code = ''] = codes();
    expect((await send('AAAA-AAAA')).headers['set-cookie']).toBeUndefined();
    expect((await send(code, { Origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await send('A'.repeat(2_000))).status).toBe(413);

    const entered = await send(code.toLowerCase());
    expect([entered.status, entered.headers['location']]).toEqual([303, '/']);
    const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await host.get('/', { Cookie: cookie })).body).toContain('<div id="app">');
    expect((await send(code)).status).toBe(403);
    await expect.poll(() => codes().length, PATIENCE).toBe(2);

    for (let wrong = 0; wrong < 10; wrong += 1) await send('AAAA-AAAA');
    const late = await send(codes()[1] ?? '');
    expect([late.status, late.headers['set-cookie']]).toEqual([403, undefined]);
    expect((await host.invoke('app.describe', {}, { Cookie: cookie })).status).toBe(200);
    await host.stop();
  });
});
