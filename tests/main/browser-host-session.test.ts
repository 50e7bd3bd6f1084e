import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../src/main/hosts/content-security-policy';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';

let host: BuiltBrowserHost;
let port: number;
let cookie: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, cookie } = host);
});

afterAll(() => host.stop());

const invoke: BuiltBrowserHost['invoke'] = (...inputs) => host.invoke(...inputs);
const get: BuiltBrowserHost['get'] = (...inputs) => host.get(...inputs);

describe('the built browser host’s session', () => {
  it('travels in a cookie that scripts and other sites never get', async () => {
    const [set] = (await get('/')).headers['set-cookie'] ?? [];
    expect(set).toMatch(new RegExp(`^child_justice_session_${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, true],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, true],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, false],
    [{ 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }, false],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }, false],
  ] as [Record<string, string>, boolean][])(
    'starts with a navigation of the member’s own only: %j',
    async (headers, starts) => {
      expect((await get('/', headers)).headers['set-cookie'] !== undefined).toBe(starts);
    },
  );

  it('meets a link on another site with a page that has one link of our own', async () => {
    const answer = await get('/', {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<a href="/">');
    expect(answer.body).not.toContain('<script');
    expect(answer.headers['content-security-policy']).toBe(SECURITY_HEADERS['Content-Security-Policy']);
  });

  it('refuses files to the scripts, pictures and frames of other sites and other ports', async () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const destination of ['script', 'image', 'iframe', 'empty', 'style']) {
        const answer = await get('/', {
          'Sec-Fetch-Site': site,
          'Sec-Fetch-Mode': 'no-cors',
          'Sec-Fetch-Dest': destination,
        });
        expect(answer.status).toBe(403);
      }
    }
  });

  it.each([
    ['no cookie', { Cookie: '' }],
    ['another value', { Cookie: 'child_justice_session_{port}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an empty value', { Cookie: 'child_justice_session_{port}=' }],
    ['another name', { Cookie: 'session=x' }],
    ['two values, neither of them right', { Cookie: 'child_justice_session_{port}=x; child_justice_session_{port}=y' }],
    ['a value that only starts right', { Cookie: '{cookie}x' }],
  ])('refuses operations with %s', async (_, { Cookie }) => {
    const answer = await invoke(
      'app.describe',
      {},
      { Cookie: Cookie.replaceAll('{port}', String(port)).replace('{cookie}', cookie) },
    );
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('takes its cookie among others', async () => {
    expect((await invoke('app.describe', {}, { Cookie: `theme=dark; ${cookie}; other=1` })).status).toBe(200);
  });
});
