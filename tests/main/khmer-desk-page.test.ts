import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportDesk, importReadings } from '../../scripts/khmer-desk/desk';
import { appPath } from '../../scripts/khmer-desk/app-texts';
import { PICTURES } from '../../scripts/khmer-desk/desk-pictures';
import { COURSE, REPOSITORY } from '../../scripts/khmer-desk/desk-texts';
import { chromiumOptions, findHeadlessChromium } from '../support/find-chromium';
import { makeFolder, removeFolder } from '../support/remove-folder';

let folder: string;
let browser: Browser;
let root: string;
let pages: readonly string[];
const AGREEMENT = '05-participation-and-safeguarding/agreement.km.yaml';
const NEW_TITLE = 'សេចក្តីថ្លៃថ្នូរជាមុន';

beforeAll(async () => {
  folder = await makeFolder('khmer-desk');
  root = join(folder, 'repository');
  for (const path of [COURSE, ...['locales', 'host/native-texts.json', 'paper'].map(appPath)])
    await cp(join(REPOSITORY, path), join(root, path), { recursive: true });
  await mkdir(join(folder, 'desk', PICTURES), { recursive: true });
  await cp(
    join(REPOSITORY, 'tests/fixtures/certificates/sequence-in-khmer.png'),
    join(folder, 'desk', PICTURES, 'participation-and-safeguarding-agreement.png'),
  );
  pages = await exportDesk(join(folder, 'desk'), root);
  browser = await chromium.launch(chromiumOptions({ path: findHeadlessChromium() }));
});

afterAll(async () => {
  await browser.close();
  await removeFolder(folder);
});

/** Opens the protocol's page from its file. */
async function openProtocol(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage({ acceptDownloads: true });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(?:file|blob):/u.test(request.url())) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(pages[0] ?? '').href);
  return { page, complaints };
}

async function save(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const file = join(folder, name);
  await (await waiting).saveAs(file);
  return file;
}

test('what a reader types into the page and saves is imported into the texts', async () => {
  const { page, complaints } = await openProtocol();
  const title = page.locator('article', { hasText: 'clauses › dignity › title' });
  const other = page.locator('article', { hasText: 'clauses › voluntary › title' });
  await page.keyboard.press('Control+s');
  expect(await page.getByRole('status').textContent()).toContain('initials');
  await page.keyboard.type('SK');
  expect(await page.getByLabel('Your initials').inputValue()).toBe('SK');

  await title.getByText('Where it appears').click();
  const picture = title.getByRole('img', { name: 'A picture of the screen or paper' });
  expect(await picture.evaluate((element) => getComputedStyle(element).backgroundImage)).toMatch(
    /^url\("data:image\/png/u,
  );
  await title.getByLabel('Khmer').fill(NEW_TITLE);
  expect(await title.getByRole('radio', { name: 'right' }).isChecked()).toBe(true);
  await other.getByRole('textbox', { name: 'Remark' }).fill('“free” or “willing”?');
  expect(await other.getByRole('radio', { name: 'disputed' }).isChecked()).toBe(true);
  await page.getByLabel('Only texts without a mark').check();
  expect(await title.isVisible()).toBe(false);
  const first = await save(page, 'first.json');
  await page.close();

  // Another day, in a page that was opened anew.
  const { page: again, complaints: later } = await openProtocol();
  await again.getByLabel('Saved file').setInputFiles(first);
  await again.getByText('Your texts are here again.').waitFor();
  const third = again.locator('article', { hasText: 'clauses › voluntary › text' });
  await third.getByRole('radio', { name: 'right' }).focus();
  await again.keyboard.press('Space');
  const file = await save(again, 'second.json');
  await again.close();
  expect([...complaints, ...later]).toEqual([]);

  const before = await readFile(join(root, COURSE, AGREEMENT), 'utf8');
  const [imported] = await importReadings([file], root);
  expect(imported).toEqual({
    file: 'second.json',
    taken: 3,
    corrected: [`${AGREEMENT}#clauses/dignity/title`],
    refused: [],
  });
  const after = await readFile(join(root, COURSE, AGREEMENT), 'utf8');
  const old = new Set(before.split('\n'));
  expect(after.split('\n').filter((line) => !old.has(line))).toEqual([`    title: ${NEW_TITLE}`]);
  const states = await readFile(join(root, COURSE, 'translation.km.yaml'), 'utf8');
  expect(states).toContain('remark: “free” or “willing”?');

  // The same file again says nothing new of the text that it changed, and is told so.
  const [repeated] = await importReadings([file], root);
  expect(repeated?.refused.map(({ key }) => key)).toEqual([`${AGREEMENT}#clauses/dignity/title`]);
});

test('the page takes no file of another page', async () => {
  const { page } = await openProtocol();
  const reading = { format: 'child-justice-series-khmer-reading', version: 1, part: '99-other', by: 'X', texts: {} };
  await page
    .getByLabel('Saved file')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(reading)) });
  await page.getByText('belongs to another page').waitFor();
  expect(await page.getByLabel('Your initials').inputValue()).toBe('');
  await page.close();
});
