import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright';
import { readSeries } from '../../src/authoring/reading/read-series';
import { loadSeriesFiles } from '../../src/authoring/reading/series-files';
import { translationOf } from '../../src/authoring/translating/read-translation';
import { chromiumOptions, findHeadlessChromium } from '../../tests/support/find-chromium';
import { startBrowserHostProcess } from '../../tests/support/hosts/browser-host-process';
import { COURSE, REPOSITORY } from './desk-texts';
import { PICTURES } from './desk-pictures';

/** Screens of the app by the names of their pictures; those of modules follow the course. */
const SCREENS: readonly (readonly [string, string])[] = [
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
    const take = async (name: string, seen: Page | Locator = page): Promise<void> => {
      await settled(page);
      await seen.screenshot({ path: join(pictures, `${name}.jpg`), type: 'jpeg', quality: 55 });
      taken.push(name);
    };
    const show = async (name: string, path: string): Promise<void> => {
      await untilAnother(page, async () => page.goto(`${host.url}#${path}`));
      await take(name);
    };
    await page.goto(host.url);
    await page.locator('input').first().waitFor();
    await take('first-run');
    await page.locator('input').first().fill('Sok Dara');
    await untilAnother(page, async () => page.locator('button[type=submit]').first().click());
    await take('home');
    for (const [name, path] of SCREENS) await show(name, path);
    for (const { id, hasProtocol, sections } of await shownModules()) {
      await show(id, `/modules/${id}`);
      if (hasProtocol) {
        await show('agreement', `/modules/${id}/agreement`);
        await take(`${id}-agreement`);
        await untilAnother(page, async () => agree(page));
      }
      if (sections.length === 0) continue;
      await show(`${id}-quiz`, `/modules/${id}/quiz`);
      await show(`${id}-job-aid`, `/modules/${id}/job-aid`);
      for (const section of sections) {
        await show(`${id}-${section}`, `/modules/${id}/sections/${section}`);
        for (const figure of await page.locator('main [data-figure]').all())
          await take(`${id}-figure-${(await figure.getAttribute('data-figure')) ?? ''}`, figure);
      }
    }
  } finally {
    await browser.close();
    await host.remove();
  }
  for (const [name, file] of PAPERS) await copyFile(join(REPOSITORY, file), join(pictures, `${name}.png`));
  return [...taken, ...PAPERS.map(([name]) => name)];
}

/** Goes to a screen and waits until its heading stands there in the place of the last one's. */
async function untilAnother(page: Page, go: () => Promise<unknown>): Promise<void> {
  const before = await page.locator('h1').first().textContent();
  await go();
  const hasChanged = page.waitForFunction((last) => document.querySelector('h1')?.textContent !== last, before, {
    timeout: 3_000,
  });
  // Two screens may have one heading, as what is looked up has.
  await hasChanged.catch(() => undefined);
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
}

interface ShownModule {
  readonly id: string;
  readonly hasProtocol: boolean;
  /** Those with Khmer. */
  readonly sections: readonly string[];
}

async function shownModules(): Promise<readonly ShownModule[]> {
  const { files } = await loadSeriesFiles(join(REPOSITORY, COURSE));
  const { value } = readSeries(files);
  return (value?.modules ?? []).map(({ card, agreement, sections }) => ({
    id: card.value.id,
    hasProtocol: agreement !== undefined,
    sections: sections.filter(({ file }) => files.has(translationOf(file) ?? '')).map(({ head }) => head.value.id),
  }));
}
