import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { readSeries } from '../../src/authoring/reading/read-series';
import { loadSeriesFiles } from '../../src/authoring/reading/series-files';
import { translationOf } from '../../src/authoring/translating/read-translation';
import { chromiumOptions, findHeadlessChromium } from '../../tests/support/find-chromium';
import { startBrowserHostProcess } from '../../tests/support/hosts/browser-host-process';
import { COURSE, REPOSITORY } from './desk-texts';
import { PICTURES } from './desk-pictures';

/** Screens of the app by the names of their pictures; those of modules follow the course. */
const SCREENS: readonly (readonly [string, string])[] = [
  ['home', '/'],
  ['reporting', '/report-a-concern'],
  ['help', '/help'],
  ['facilitator', '/facilitators'],
  ['group', '/facilitators/group'],
  ['review', '/review'],
  ['study', '/study'],
  ['notes', '/notes'],
  ['look-up', '/look-up'],
  ['glossary', '/glossary'],
  ['articles', '/articles'],
  ['sources', '/sources'],
  ['certificates', '/certificates'],
  ['verify', '/verify'],
  ['records', '/records'],
  ['progress-report', '/progress-report'],
  ['settings', '/settings'],
  ['pin', '/settings/pin'],
  ['remove-learner', '/settings/remove-learner'],
];

/** Papers in Khmer that the tests compare by eye. */
const PAPERS: readonly (readonly [string, string])[] = [
  ['certificate', 'tests/fixtures/certificates/sequence-in-khmer.png'],
  ['record-of-learning', 'tests/fixtures/records-of-learning/partial-in-khmer.png'],
];

/**
 * Walks the screens of the built app in Khmer as a new learner, and keeps a picture of each beside the desk's pages:
 * `exportDesk` puts them in. The protocol is agreed to on the way, as the module behind it is shown too.
 */
export async function takePictures(folder: string): Promise<readonly string[]> {
  const pictures = join(folder, PICTURES);
  await mkdir(pictures, { recursive: true });
  const host = await startBrowserHostProcess();
  const browser = await chromium.launch(chromiumOptions({ path: findHeadlessChromium() }));
  const taken: string[] = [];
  try {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 720 },
      locale: 'km-KH',
      reducedMotion: 'reduce',
    });
    await host.letIn(context);
    const page = await context.newPage();
    const take = async (name: string): Promise<void> => {
      await settled(page);
      await page.screenshot({ path: join(pictures, `${name}.jpg`), type: 'jpeg', quality: 55 });
      taken.push(name);
    };
    const show = async (name: string, path: string): Promise<void> => {
      await page.goto(`${host.url}#${path}`);
      await take(name);
    };
    await page.goto(host.url);
    await page.locator('input').first().waitFor();
    await take('first-run');
    await page.locator('input').first().fill('Sok Dara');
    await page.locator('button[type=submit]').first().click();
    await page.locator('header').first().waitFor();
    for (const [name, path] of SCREENS) await show(name, path);
    for (const { id, hasProtocol, sections } of await translatedModules()) {
      if (hasProtocol) {
        await show('agreement', `/modules/${id}/agreement`);
        await show(`${id}-agreement`, `/modules/${id}/agreement`);
        await agree(page);
      }
      await show(id, `/modules/${id}`);
      await show(`${id}-quiz`, `/modules/${id}/quiz`);
      await show(`${id}-job-aid`, `/modules/${id}/job-aid`);
      for (const section of sections) await show(`${id}-${section}`, `/modules/${id}/sections/${section}`);
    }
  } finally {
    await browser.close();
    await host.remove();
  }
  for (const [name, file] of PAPERS) await copyFile(join(REPOSITORY, file), join(pictures, `${name}.png`));
  return [...taken, ...PAPERS.map(([name]) => name)];
}

async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => document.fonts.ready);
}

/** Answers each situation with whatever it takes as right, and signs. */
async function agree(page: Page): Promise<void> {
  for (const check of await page.locator('main fieldset').all())
    for (const option of await check.locator('input').all()) {
      await option.check();
      if ((await check.locator('.wrong').count()) === 0) break;
    }
  await page.locator('main .tick input').check();
  await page.locator('#agreement-name').fill('Sok Dara');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => !url.hash.endsWith('/agreement'));
}

interface ShownModule {
  readonly id: string;
  readonly hasProtocol: boolean;
  readonly sections: readonly string[];
}

/** The modules whose text is in Khmer. */
async function translatedModules(): Promise<readonly ShownModule[]> {
  const { files } = await loadSeriesFiles(join(REPOSITORY, COURSE));
  const { value } = readSeries(files);
  return (value?.modules ?? [])
    .filter(({ sections }) => sections.every(({ file }) => files.has(translationOf(file) ?? '')))
    .map(({ card, agreement, sections }) => ({
      id: card.value.id,
      hasProtocol: agreement !== undefined,
      sections: sections.map(({ head }) => head.value.id),
    }));
}
