import { chromium, expect, test } from '@playwright/test';
import { startBrowserHostProcess } from '../support/hosts/browser-host-process';
import { compiledQuestions } from '../support/builders/compiled-series';
import { chromiumOptions } from '../support/find-chromium';
import { learnerFile } from '../support/learner-files/learner-files';
import { sampleContents } from '../support/learner-files/learner-file-samples';
import { certificate, identifier, note, statement } from '../support/builders/statement-builders';
import { beginWithBackup } from '../e2e/pages/learner-pages';

// F15, further on: a valid file whose ids the course doesn't have (of a later course, or made by hand), and whose
// values are the largest and strangest that are let in. Every screen stands.
const MODULE = 'diversion';
const strange = [
  '__proto__',
  'constructor',
  'toString',
  '../../etc',
  'a b/c?d#e',
  '\u202e',
  'ស្ត្រី',
  'x'.repeat(200),
  `${MODULE}/__proto__`,
  `${MODULE}/`,
  '/',
  '#',
  '%2f',
  '"><svg onload=1>',
];

test('F15: a record of strange ids and extreme values leaves every screen standing', async () => {
  test.setTimeout(240_000);
  const contents = sampleContents();
  const attempts = strange.map((moduleId, index) => ({
    moduleId,
    attemptId: index === 0 ? '__proto__' : identifier(700 + index),
  }));
  let number = 100;
  const add = (deed: Parameters<typeof statement>[0]): ReturnType<typeof statement> => statement(deed, (number += 1));
  const running = identifier(790);
  // It is asked, and stands among the questions that count too, which no version of the app writes.
  const reflectionId = (await compiledQuestions(MODULE)).find(({ type }) => type === 'reflection')?.id ?? '';
  const statements = [
    ...contents.statements,
    ...strange.flatMap((id) => [
      add({ verb: 'experienced', sectionId: id, seconds: 366 * 86_400 }),
      add({ verb: 'completed', kind: 'module', objectId: id }),
      add({ verb: 'completed', kind: 'sequence', objectId: id }),
    ]),
    ...attempts.flatMap(({ moduleId, attemptId }) => [
      add({
        verb: 'initialized',
        attemptId,
        moduleId,
        mode: 'attempt',
        seed: 0,
        questionIds: strange,
        reflectionId: '__proto__',
      }),
      add({
        verb: 'answered',
        attemptId,
        questionId: '__proto__',
        answer: { kind: 'choice', optionIds: strange },
        confidence: 'sure',
        seconds: 1,
      }),
      add({
        verb: 'passed',
        attemptId,
        moduleId,
        score: 1,
        passMark: 0,
        points: { constructor: 1, toString: 0 } as Record<string, number>,
      }),
    ]),
    add({
      verb: 'initialized',
      attemptId: running,
      moduleId: MODULE,
      mode: 'attempt',
      seed: 4_294_967_295,
      questionIds: [...strange, `${MODULE}/gone`, reflectionId],
      reflectionId,
    }),
    add({
      verb: 'answered',
      attemptId: running,
      questionId: `${MODULE}/gone`,
      answer: { kind: 'case', parts: { toString: { kind: 'text', text: 'x' } } as never },
      confidence: 'unsaid',
      seconds: 0,
    }),
    add({
      verb: 'earned',
      objectId: '__proto__',
      certificate: certificate({ certificateId: identifier(901), title: '\u202e'.repeat(400), modules: [] }),
      credential: '{}',
    }),
    add({
      verb: 'earned',
      objectId: MODULE,
      certificate: certificate({
        certificateId: identifier(902),
        revision: 999,
        score: 0,
        studyMinutes: 100_000,
        modules: [],
      }),
      credential: '{',
    }),
    add({
      verb: 'agreed',
      agreement: {
        protocolId: 'safeguarding',
        version: '__proto__',
        language: 'km',
        name: '',
        agreedAt: '0001-01-01T00:00:00.000Z',
        checkIds: [],
      },
    }),
  ];
  // Some are marked, in places and colours that there aren't, beside sections that the course has and hasn't.
  const notes = strange.map((id, index) =>
    note({
      id: identifier(2_000 + index),
      noteId: identifier(3_000 + index),
      moduleId: id,
      sectionId: id,
      blockId: id,
      text: index % 3 === 0 ? '' : `${id} `.repeat(50),
      quote: id.repeat(index),
      ...(index % 3 === 1 ? { reflection: { attemptId: '__proto__', questionId: id } } : {}),
      ...(index % 2 === 0
        ? {
            anchor: { prefix: id.slice(0, 32), suffix: '\ud83d', start: 10_000_000 },
            colour: index % 4 === 0 ? ('terracotta' as never) : 'green',
          }
        : {}),
      createdAt: '9999-12-31T23:59:59.999Z',
      editedAt: '9999-12-31T23:59:59.999Z',
    }),
  );
  const learner = { ...contents.learner, preferences: { ...contents.learner.preferences, textSize: 50 } };
  const file = learnerFile({
    createdAt: '0001-01-01T00:00:00.000Z',
    learner,
    position: {
      moduleId: '__proto__',
      sectionId: '__proto__',
      blockId: '',
      sentence: '',
      at: '9999-12-31T23:59:59.999Z',
    },
    statements,
    notes,
  });

  const host = await startBrowserHostProcess();
  const browser = await chromium.launch(chromiumOptions());
  const errors: string[] = [];
  try {
    const page = await (
      await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })
    ).newPage();
    await host.letIn(page.context());
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(host.url);
    await beginWithBackup(page, file);
    const addresses = [
      '#/',
      '#/notes',
      '#/certificates',
      `#/certificates/module/${MODULE}`,
      '#/certificates/module/__proto__',
      `#/modules/${MODULE}`,
      '#/modules/__proto__',
      `#/modules/${MODULE}/quiz`,
      `#/modules/${MODULE}/quiz/${running}`,
      `#/modules/${MODULE}/quiz/${running}/result`,
      `#/modules/${MODULE}/sections/__proto__`,
      `#/modules/${MODULE}/sections/why-not-court?block=__proto__`,
      `#/modules/${MODULE}/handout`,
      '#/articles',
      '#/glossary',
      '#/records',
      '#/facilitators',
      '#/progress-report',
      '#/settings',
      '#/verify',
    ];
    for (const address of addresses) {
      // Anew each time: an address that differs behind the # alone would show the last screen for a while.
      await page.goto('about:blank');
      await page.goto(host.url + address);
      await expect(page.getByRole('banner')).toContainText('Sok Dara');
      await expect(page.getByRole('main').getByRole('heading').first(), address).toBeVisible();
    }
    // What was let in comes out again: the owner is never locked into this computer.
    await page.goto(`${host.url}#/records`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make a backup' }).click();
    await downloading;
    await page.goto(`${host.url}#/facilitators`);
    for (const name of ['Save the steps', 'Save the table']) {
      const other = page.waitForEvent('download');
      await page.getByRole('button', { name }).first().click();
      await other;
    }
    // And work goes on.
    await page.goto(`${host.url}#/modules/${MODULE}/sections/why-not-court`);
    await page.getByRole('button', { name: 'Add a note' }).first().click();
    await page.getByLabel('Text of the note').fill('Still at work.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await host.remove();
  }
});
