import { chromium, expect, test as base, type Page } from '@playwright/test';
import { createStudyMarkdown } from '../../src/authoring/markdown/study-markdown';
import type { ModuleContent } from '../../src/domain/series/module';
import type { Question, Revised } from '../../src/domain/series/question';
import { MAXIMUM_NAME_LENGTH, normaliseName } from '../../src/domain/learner/learner';
import { reflectionNoteId } from '../../src/domain/notes/reflection';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import { compiledSeries } from '../support/builders/compiled-series';
import { chromiumOptions } from '../support/find-chromium';
import { hostileMarkup } from '../support/hostile/hostile-markup';
import { learnerFile } from '../support/learner-files/learner-files';
import { identifier, learner, note, scored, statements } from '../support/builders/statement-builders';
import { beginAs, navigate } from '../e2e/pages/app-pages';
import { beginWithBackup } from '../e2e/pages/learner-pages';
import { watchForHarm, type Watch } from './support/nothing-ran';

// F16: every text in every place where a person's or a file's words come onto the screen, in the built app under its
// real policy.
const MODULE = 'diversion';

interface Scene {
  readonly page: Page;
  readonly host: BrowserHostProcess;
  readonly watch: Watch;
}

const test = base.extend<{ readonly scene: Scene }>({
  scene: async ({ browserName: _ }, use) => {
    const host = await startBrowserHostProcess();
    const browser = await chromium.launch(chromiumOptions());
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await host.letIn(page.context());
    const watch = watchForHarm(page, host.url);
    await page.goto(host.url);
    await use({ page, host, watch });
    await browser.close();
    await host.remove();
  },
});

test.setTimeout(240_000);

/** Serves a module's text in place of the built one, as a damaged or hostile build would. */
async function serveContent(page: Page, content: ModuleContent): Promise<void> {
  await page.route(new RegExp(`assets/${MODULE}-[\\w-]{8}\\.js`, 'u'), (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `export default JSON.parse(${JSON.stringify(JSON.stringify(content))})`,
    }),
  );
}

async function moduleContent(): Promise<ModuleContent> {
  const content = (await compiledSeries()).modules.get(MODULE);
  if (!content) throw new Error(`No module ${MODULE}.`);
  return content;
}

/** Whatever can be pressed or pointed at in the text is. */
async function pressEverything(page: Page, scope: string): Promise<void> {
  await page.evaluate((selector) => {
    for (const element of document.querySelectorAll<HTMLElement>(`${selector} *`)) {
      if (element instanceof HTMLAnchorElement && !element.getAttribute('href')) element.click();
      for (const type of [
        'mouseover',
        'mouseenter',
        'pointerenter',
        'focus',
        'focusin',
        'toggle',
        'animationstart',
        'animationend',
      ])
        element.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }, scope);
}

test(`F16: the study text, ${hostileMarkup.length} texts as its Markdown and again as the HTML that the pipeline never makes`, async ({
  scene: { page, host, watch },
}) => {
  expect(hostileMarkup.length).toBeGreaterThanOrEqual(120);
  const content = await moduleContent();
  const [first, ...rest] = content.sections;
  if (!first) throw new Error('No section.');
  const markdown = createStudyMarkdown();
  const blocks = hostileMarkup.flatMap((text, index) => [
    {
      id: `${first.id}#m${index}`,
      heading: text,
      html: markdown.render(text, { title: text, sources: new Map() }),
      figures: [],
    },
    { id: `${first.id}#h${index}`, heading: text, html: `<p>${text}</p>`, figures: [] },
  ]);
  await serveContent(page, { ...content, sections: [{ ...first, blocks }, ...rest] });
  await beginAs(page, { latin: 'Sokha Chan' });
  await page.goto(`${host.url}#/modules/${first.id.replace('/', '/sections/')}`);
  // Far more text than a section has: it takes longer to stand.
  await expect(page.locator('[data-block]')).toHaveCount(blocks.length, { timeout: 60_000 });
  await watch.expectNothing();
  await pressEverything(page, '.prose');
  await watch.expectNothing();
  // Headings are text: letter for letter what was given.
  expect(
    (await page.locator('[data-block] h2').allTextContents()).filter((text) => !hostileMarkup.includes(text)),
  ).toEqual([]);
  await page.goto(`${host.url}#/modules/${MODULE}/handout`);
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
  await watch.expectNothing();
});

test(`F16: quiz questions, ${hostileMarkup.length} texts as stem, options, feedback and reasons`, async ({
  scene: { page, host, watch },
}) => {
  const content = await moduleContent();
  const model = content.questions.find(({ type }) => type === 'single');
  if (model?.type !== 'single') throw new Error('No single choice question.');
  const questions: (Question & Revised)[] = hostileMarkup.map((text, index) => ({
    ...model,
    id: `${MODULE}/hostile-${index}`,
    stem: text,
    rationale: text,
    options: model.options.map((option) => ({ ...option, text, feedback: text })),
  }));
  const cased: Question & Revised = {
    ...model,
    type: 'case',
    id: `${MODULE}/hostile-case`,
    scenario: hostileMarkup.join('\n\n'),
    parts: [model],
  };
  const asked: Question & Revised = {
    ...model,
    type: 'reflection',
    id: `${MODULE}/hostile-reflection`,
    stem: hostileMarkup.join('\n'),
    rationale: hostileMarkup.join('\n'),
  };
  await serveContent(page, { ...content, questions: [...content.questions, ...questions, cased, asked] });
  const attemptId = identifier(700);
  const deeds = statements(
    {
      verb: 'initialized',
      attemptId,
      moduleId: MODULE,
      mode: 'attempt',
      seed: 7,
      questionIds: [...questions, cased].map(({ id }) => id),
      reflectionId: asked.id,
    },
    {
      verb: 'answered',
      attemptId,
      questionId: `${MODULE}/hostile-0`,
      answer: { kind: 'choice', optionIds: [model.options[0]?.id ?? ''] },
      confidence: 'unsure',
      seconds: 5,
    },
    scored(MODULE, 0.1, attemptId),
  );
  const reflection = { attemptId, questionId: asked.id };
  const written = note({
    id: identifier(900),
    noteId: reflectionNoteId(reflection),
    moduleId: MODULE,
    sectionId: model.sectionId,
    quote: asked.stem,
    text: hostileMarkup.join('\n'),
    reflection,
  });
  await beginWithBackup(
    page,
    learnerFile({
      createdAt: '2026-11-21T01:00:00.000Z',
      learner: learner(),
      position: null,
      statements: deeds,
      notes: [written],
    }),
  );
  await page.goto(`${host.url}#/modules/${MODULE}/quiz/${attemptId}/result`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('10');
  // All of it is on the page: each text as the stem, its options and their feedback.
  await expect
    .poll(() => page.getByText(hostileMarkup.at(-1) ?? '', { exact: true }).count())
    .toBeGreaterThan(model.options.length);
  const result = page.getByRole('region', { name: 'Reflection' });
  await expect(result.locator('.written')).toContainText(hostileMarkup.at(-1) ?? '');
  await watch.expectNothing();
  await pressEverything(page, 'main');
  await watch.expectNothing();
});

test(`F16: notes, quotes and the search for them, ${hostileMarkup.length} texts from a learner file`, async ({
  scene: { page, host, watch },
}) => {
  const section = (await moduleContent()).sections[0]?.id ?? '';
  const notes = hostileMarkup.map((text, index) =>
    note({
      id: identifier(1_000 + index),
      noteId: identifier(3_000 + index),
      moduleId: MODULE,
      sectionId: section,
      text,
      quote: text,
    }),
  );
  const [shown = ''] = hostileMarkup;
  await beginWithBackup(
    page,
    learnerFile({
      createdAt: '2026-11-21T01:00:00.000Z',
      learner: learner({ latinName: shown, khmerName: shown }),
      position: {
        moduleId: MODULE,
        sectionId: section,
        blockId: `${section}#opening`,
        sentence: shown,
        at: '2026-11-20T02:00:00.000Z',
      },
      statements: [],
      notes,
    }),
  );
  await watch.expectNothing();
  await navigate(page, 'Notes');
  await expect(page.locator('.note').first()).toBeVisible();
  const more = page.getByRole('button', { name: /more/iu });
  while (await more.isVisible()) await more.click();
  await expect(page.locator('.note')).toHaveCount(notes.length);
  await watch.expectNothing();
  expect((await page.locator('.note .text').allTextContents()).sort()).toEqual([...hostileMarkup].sort());
  await pressEverything(page, 'main');
  const search = page.getByLabel('Search', { exact: false });
  for (const text of hostileMarkup) {
    await search.fill(text);
    await expect(page.locator('.note').first()).toBeVisible();
  }
  await watch.expectNothing();
  // Beside the text that they are about, and where reading stopped.
  await page.goto(`${host.url}#/modules/${section.replace('/', '/sections/')}`);
  await expect(page.locator('[data-block]').first()).toBeVisible();
  await expect(page.locator('.note').first()).toBeVisible();
  await watch.expectNothing();
  await navigate(page, 'Contents');
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await watch.expectNothing();
});

test('F16: a note that is typed', async ({ scene: { page, host, watch } }) => {
  const section = (await moduleContent()).sections[0]?.id ?? '';
  await beginAs(page, { latin: 'Sokha' });
  await page.goto(`${host.url}#/modules/${section.replace('/', '/sections/')}`);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  const field = page.getByLabel('Text of the note');
  await field.fill(hostileMarkup.join('\n'));
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('.note .text')).toHaveText(hostileMarkup.join('\n'), { useInnerText: false });
  await watch.expectNothing();
});

const names = hostileMarkup.filter(
  (text) => text.length <= MAXIMUM_NAME_LENGTH && !/[\p{Cc}]/u.test(text.replace(/\s/gu, ' ')),
);

test(`F16: the learner's name, ${names.length} texts in both scripts`, async ({ scene: { page, host, watch } }) => {
  await beginAs(page, { latin: 'Sokha' });
  await page.goto(`${host.url}#/settings`);
  for (const text of names) {
    await page.getByLabel('Name in Latin letters').fill(text);
    await page.getByLabel('Name in Khmer letters').fill(text);
    await page.getByRole('button', { name: 'Save the names' }).click();
    await expect(page.getByRole('banner')).toContainText(normaliseName(text));
    await watch.expectNothing();
  }
  await navigate(page, 'Certificates');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Certificates');
  await watch.expectNothing();
});

test(`F16: a credential that is checked, ${hostileMarkup.length} texts as its fields`, async ({
  scene: { page, host, watch },
}) => {
  await beginAs(page, { latin: 'Sokha' });
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: 'urn:uuid:3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c55',
    issuer: {
      id: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      type: ['Profile'],
      name: hostileMarkup[0],
    },
    credentialSubject: {
      type: ['AchievementSubject'],
      achievement: { type: ['Achievement'], name: hostileMarkup[1], texts: hostileMarkup },
    },
  };
  await page.goto(`${host.url}#/verify`);
  await page.locator('input[type=file]').setInputFiles({
    name: `${hostileMarkup[3] ?? ''}.json`.replaceAll('/', ''),
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(credential)),
  });
  await expect(page.getByText(hostileMarkup[1] ?? '').first()).toBeVisible();
  await watch.expectNothing();
  await pressEverything(page, 'main');
  await watch.expectNothing();
});
