import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { makeFolderSync, removeFolderSync } from '../../support/remove-folder';
import { expect, expectQuiet, inBothLanguages, test, watch } from '../app-test';
import { completedModule, openCertificate } from '../certificates/certificate-scenes';
import { beginAs, beginNote, navigate } from '../pages/app-pages';
import type { PageTexts } from '../pages/page-texts';

test('screens that the host cannot give any more are told, from home and where the app is opened at one, and open once it can', async ({
  app: page,
  expectedErrors,
}) => {
  expectedErrors.push(
    'Failed to fetch dynamically imported module',
    'Failed to load resource',
    'Unable to preload CSS',
  );
  await beginAs(page, { latin: 'Sokha Chan' });
  const gone = /assets\/(?:screens|GlossaryPage|LearnerMenu)-[\w-]+\.(?:js|css)/u;
  const told = page.getByRole('alert').getByText('Part of the app could not be loaded');
  await page.route(gone, (route) => route.abort());
  await page.getByRole('banner').getByRole('link', { name: 'Reference' }).click();
  await expect(told).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Sokha Chan' }).click();
  await expect(told).toBeVisible();
  await page.goto(`${page.url().split('#')[0] ?? ''}#/glossary`);
  await page.reload();
  await expect(told).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.unroute(gone);
  await page.getByRole('banner').getByRole('link', { name: 'Reference' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  // With its look: a style sheet that failed is asked for again, too.
  expect(
    await page.evaluate(() => [...document.styleSheets].map(({ href }) => href?.replace(/^.*\/|-[\w-]+\.css$/gu, ''))),
  ).toContain('GlossaryPage');
});

test('a browser that gives the app no data, as Firefox does where site data is blocked, is told so', async ({
  openBrowser,
}) => {
  const page = await openBrowser({
    prepare: async (opened) => {
      await opened.addInitScript(() => {
        const refuse = (): never => {
          throw new DOMException('The operation is insecure', 'SecurityError');
        };
        Object.defineProperty(globalThis, 'BroadcastChannel', { configurable: true, value: refuse });
        indexedDB.open = refuse;
        indexedDB.databases = async () => refuse();
      });
    },
  });
  await expect(page.getByRole('heading', { name: 'No database is available' })).toBeVisible();
});

test.describe('in a browser without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page, and the one that a start opens, say in both languages that the app needs it', async ({
    page,
    host,
  }) => {
    for (const address of ['', 'enter.html']) {
      await page.goto(`${host.url}${address}`);
      await expect(page.locator('noscript p').first()).toHaveText(/^This app needs JavaScript\./u);
      await expect(page.locator('noscript p[lang="km"]')).toBeVisible();
    }
  });
});

test.describe('for a name with characters that no font has', () => {
  test.use({ record: { make: () => completedModule({ latinName: 'Sokha \u{1F9FF}\u{12000} Chan' }) } });

  test('a certificate is shown with a stand-in, which is said, and isn’t issued', async ({ app: page, host }) => {
    await openCertificate(page, host.url);
    await expect(page.getByText('No font of this app can print')).toContainText('U+12000');
    await page.getByRole('button', { name: 'Save as PDF' }).click();
    await expect(page.getByRole('alert')).toContainText('U+12000');
    await expect(page.getByRole('alert')).toContainText('was not made');
    await page.getByRole('alert').getByRole('link', { name: 'Change the name' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  });
});

/** A note in its editor, whose text is larger than the room that the browser has until `makeRoom`. */
async function typeWithoutRoom(
  page: Page,
  host: Pick<BrowserHostProcess, 'url' | 'letIn'>,
  texts: PageTexts,
): Promise<{ readonly field: Locator; readonly text: string; readonly makeRoom: () => Promise<void> }> {
  await host.letIn(page.context());
  // Before the first write: Chromium keeps for a while how much room it found.
  const session = await page.context().newCDPSession(page);
  const origin = host.url.slice(0, -1);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 160_000 });
  await page.goto(host.url);
  await beginAs(page, { latin: 'Sokha Chan' }, texts);
  const field = await beginNote(page, texts);
  const text = `What must be kept. ${'x'.repeat(55_000)}`;
  await field.fill(text);
  await expect(page.getByText(texts.t('notes.state.failed'))).toBeVisible();
  const makeRoom = async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  };
  return { field, text, makeRoom };
}

inBothLanguages(() => {
  test('a damaged content file is told, and one that is whole again is read once the window is loaded anew', async ({
    app: page,
    host,
    texts,
    expectedErrors,
  }) => {
    const { t, course } = texts;
    expectedErrors.push(
      'JSON',
      'Failed to fetch dynamically imported module',
      'Failed to load resource',
      'SyntaxError',
    );
    await beginAs(page, { latin: 'Sokha Chan' }, texts);
    const files = /assets\/diversion-[\w-]+\.js/u;
    await page.route(files, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'export default JSON.parse("{ damaged")' }),
    );
    await page.goto(`${host.url}#/modules/diversion`);
    await expect(page.getByText(t('contentFailure.title'))).toBeVisible();
    await expect(page.getByText(t('contentFailure.text'))).toBeVisible();
    await page.unroute(files);
    await page.getByRole('button', { name: t('startFailures.reload') }).click();
    const title = (await course()).outline('diversion').sections[0]?.title ?? '';
    await expect(page.getByRole('link', { name: title })).toBeVisible();
    await expect(page.getByText(t('contentFailure.title'))).toBeHidden();
  });

  test('a full disk is told, the text stays in the editor, and it is saved once there is room', async ({
    page,
    host,
    texts,
    expectedErrors,
  }) => {
    const { t } = texts;
    const seen = watch(page, host.url, expectedErrors);
    const { field, text, makeRoom } = await typeWithoutRoom(page, host, texts);
    await expect(page.getByText(t('notices.storage.full.text'))).toBeVisible();
    await expect(field).toHaveValue(text);
    await makeRoom();
    await page.getByRole('button', { name: t('notes.done') }).click();
    await expect(page.getByText('What must be kept.')).toBeVisible();
    await expect(field).toBeHidden();
    await page.reload();
    await expect(page.getByText('What must be kept.')).toBeVisible();
    expectQuiet(seen);
  });

  test('a text that can’t be saved holds its screen, and a window that is loaded anew asks; with room it is saved by leaving', async ({
    page,
    host,
    texts,
    expectedErrors,
  }) => {
    const { t } = texts;
    const seen = watch(page, host.url, expectedErrors);
    const { field, text, makeRoom } = await typeWithoutRoom(page, host, texts);
    await expect(page.getByRole('banner').getByRole('status')).toHaveText(t('saveState.failed'));

    await navigate(page, 'Contents', texts);
    await expect(page.getByText(t('notices.screenKept.title'))).toBeVisible();
    await expect(field).toHaveValue(text);
    await page.goBack();
    await expect(field).toHaveValue(text);
    await expectAsked(page);
    await expect(field).toHaveValue(text);

    await makeRoom();
    await navigate(page, 'Contents', texts);
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await expect(page.getByText(t('notices.screenKept.title'))).toBeHidden();
    await navigate(page, 'Notes', texts);
    await expect(page.getByText('What must be kept.')).toBeVisible();
    expectQuiet(seen);
  });

  test('a window that is loaded anew in the midst of a word asks first', async ({ app: page, texts }) => {
    const { t } = texts;
    await beginAs(page, { latin: 'Sokha Chan' }, texts);
    const field = await beginNote(page, texts);
    const status = page.getByRole('banner').getByRole('status');
    await expect(status).toHaveText('');
    // No pause in typing comes while the clock stands.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await field.pressSequentially('Half a thou');
    await expect(status).toHaveText(t('saveState.saving'));
    await expectAsked(page);
    await page.clock.resume();
    await expect(page.locator('.editor').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByText('Half a thou')).toBeVisible();
  });
});

/** The window asks before it is loaded anew, and stays where the answer is no. */
async function expectAsked(page: Page): Promise<void> {
  const asked = page.waitForEvent('dialog');
  // Nobody waits for the evaluation: the question holds the page up.
  void page
    .evaluate(() => {
      window.location.reload();
    })
    .catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
}

test('a data folder that is a file is told on the first screen, before anybody types', async ({
  startHost,
  openBrowser,
}) => {
  const folder = makeFolderSync('in-place');
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const page = await openBrowser({ host: await startHost({}, file) });
  await expect(page.getByText('The data folder is a file')).toBeVisible();
  removeFolderSync(folder);
});
