import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startBrowser } from '../../faults/support/browser-process';
import { makeFolderSync, removeFolder } from '../../support/remove-folder';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA } from '../begun-test';
import { beginNote } from '../pages/app-pages';
import { expectLocked, setPin } from '../pages/protection-pages';
import { toReflection } from '../pages/quiz-pages';

const PIN = 'seven quiet herons';
const MODULE = 'diversion';

/** Screens with fields that take text, one of them each by the key of its label. */
const SCREENS = [
  ['#/notes', 'notes.search'],
  ['#/glossary', 'glossary.search'],
  ['#/articles', 'articleIndex.search'],
  ['#/settings', 'names.latin'],
  ['#/settings/remove-learner', 'removal.confirm.label'],
  ['#/modules/participation-and-safeguarding/agreement', 'agreement.sign.name'],
] as const;

/**
 * Names of the files below a folder that hold one of the words, in either of the encodings in which Chromium keeps
 * text.
 */
function filesHolding(folder: string, words: readonly string[]): readonly string[] {
  const wanted = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return wanted.some((word) => bytes.includes(word));
    })
    .map((path) => path.slice(folder.length));
}

/**
 * Types a word into every field of the screen that takes text, and looks that no field or form lets the browser keep
 * what is in it.
 */
async function typeEverywhere(page: Page, word: string): Promise<number> {
  const open = page.locator('input, textarea, select, form').and(page.locator(':not([autocomplete="off"])'));
  expect(await open.evaluateAll((fields) => fields.map((field) => field.outerHTML))).toEqual([]);
  const fields = page.locator(
    'textarea, input:not([type=radio], [type=checkbox], [type=file], [readonly], [disabled])',
  );
  const sent = await fields.evaluateAll((all) =>
    (all as (HTMLInputElement & { readonly writingSuggestions?: string })[])
      .filter((field) => field.spellcheck || field.writingSuggestions !== 'false')
      .map((field) => field.outerHTML),
  );
  expect(sent, 'fields that let the browser send words away for their spelling or the next words').toEqual([]);
  await expect(fields.first()).toBeVisible();
  const count = await fields.count();
  for (let index = 0; index < count; index += 1) {
    await fields.nth(index).fill(word);
    await expect(fields.nth(index)).toHaveValue(word);
  }
  return count;
}

inBothLanguages(() => {
  test.use({ record: { learner: SOKHA } });

  test('with a PIN no word that is typed into any field stands in the browser’s profile', async ({ host, texts }) => {
    test.skip(!existsSync('/proc/self/cmdline'), 'The end of the browser is read from /proc.');
    const { t, like } = texts;
    const profile = makeFolderSync('typed');
    const browser = await startBrowser(profile, 'leveldb');
    try {
      const { page } = browser;
      await host.letIn(browser.context);
      await page.goto(host.url);
      await setPin(page, PIN, texts);
      const words: string[] = [];
      const word = (): string => {
        words.push(`typedcanary${words.length}otter`);
        return words.at(-1) ?? '';
      };

      await beginNote(page, texts);
      expect(await typeEverywhere(page, word())).toBe(1);
      await expect(page.locator('.editor').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
      await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
      await page.getByRole('button', { name: t('quiz.beginPractice') }).click();
      await toReflection(page, texts);
      expect(await typeEverywhere(page, word())).toBe(1);
      await expect(page.getByRole('main').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
      let fields = 0;
      for (const [screen, label] of SCREENS) {
        await page.goto(`${host.url}${screen}`);
        await expect(page.getByRole('main').getByLabel(like(label)).first()).toBeVisible();
        fields += await typeEverywhere(page, word());
      }
      expect(fields).toBe(9);
      await page.goto(`${host.url}#/settings/pin`);
      await page.getByRole('button', { name: t('protection.change.pin.begin') }).click();
      expect(await typeEverywhere(page, word())).toBe(3);
      await page.keyboard.press('Control+Shift+L');
      await expectLocked(page, texts);
      expect(await typeEverywhere(page, word())).toBe(1);
      await page.getByRole('button', { name: t('lock.useCode') }).click();
      expect(await typeEverywhere(page, word())).toBe(3);

      // What the browser would keep it does keep: a field like the app's, but for the one attribute.
      const known = 'keptcanaryheron';
      await page.evaluate(() => {
        const field = document.createElement('textarea');
        field.id = 'without-rule';
        document.body.append(field);
      });
      await page.locator('#without-rule').fill(known);
      await expect(() => {
        expect(filesHolding(join(profile, 'Default', 'Sessions'), [known])).not.toEqual([]);
      }).toPass({ timeout: 60_000 });

      await browser.close();
      expect(filesHolding(profile, [...words, PIN])).toEqual([]);
    } finally {
      await browser.end('SIGKILL').catch(() => undefined);
      await removeFolder(profile);
    }
  });
});
