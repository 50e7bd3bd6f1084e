import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { unbrokenKhmer } from '../../../scripts/unbroken-khmer';
import { LANGUAGE_NAMES, type Language } from '../../../src/domain/text/language';
import type screens from '../../../src/renderer/src/i18n/locales/km/screens.json';
import type start from '../../../src/renderer/src/i18n/locales/km/start.json';

/** The Khmer texts of the interface, as they are built. */
export const khmerScreens = texts<typeof screens>('screens');
export const khmerStart = texts<typeof start>('start');

function texts<Texts>(name: string): Texts {
  const folder = resolve(import.meta.dirname, '../../../src/renderer/src/i18n/locales/km');
  return JSON.parse(unbrokenKhmer(readFileSync(resolve(folder, `${name}.json`), 'utf8'))) as Texts;
}

/** Words in Latin letters that a Khmer text keeps: names, and what is printed on keys and files. */
const LATIN_IN_KHMER =
  /Child Justice (Series|Network)|CJN|PIN|PDF|GIFT|JSON|Markdown|Ctrl|Shift|Alt|Tab|Enter|Esc|Space|Home|End|Delete|CRC|UNICEF|Node\.js|CJS_\w+|https?:\S+/gu;

/**
 * Everything on the page, shown or read out, that isn't in the language that it is marked as (WCAG 2.2, 3.1.2): Latin
 * words in what counts as Khmer, Khmer in what counts as English. Names of learners aside.
 *
 * @param names what the test itself typed
 */
export async function wronglyMarkedTexts(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate(
    ({ kept, typed }) => {
      const found = new Set<string>();
      const look = (text: string, element: Element): void => {
        if (element.closest('[translate=no]')) return;
        const language = element.closest('[lang]')?.getAttribute('lang');
        const rest = typed.reduce((left, name) => left.replaceAll(name, ''), text).replace(new RegExp(kept, 'gu'), '');
        const isKhmer = /\p{Script=Khmer}/u.test(rest);
        const wrong = language === 'km' ? !isKhmer && /\p{Script=Latin}{3}/u.test(rest) : isKhmer;
        if (wrong)
          found.add(
            `${element.tagName.toLowerCase()}.${element.className} [${language ?? ''}] ${text.trim().slice(0, 90)}`,
          );
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.parentElement?.checkVisibility()) look(node.nodeValue ?? '', node.parentElement);
      for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          if (element.checkVisibility()) look(element.getAttribute(name) ?? '', element);
      return [...found];
    },
    { kept: LATIN_IN_KHMER.source, typed: names },
  );
}

/** First run, which is shown: the page in a language. */
export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  const html = page.locator('html');
  await expect(page.locator('form')).toBeVisible();
  if ((await html.getAttribute('lang')) !== language)
    await page.getByRole('button', { name: LANGUAGE_NAMES[language] }).click();
  await expect(html).toHaveAttribute('lang', language);
}

/** Changes the language at the learner's name, as it can be done on any screen. */
export async function changeTo(page: Page, language: Language): Promise<void> {
  await page.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: LANGUAGE_NAMES[language] }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** First run on a page that is in Khmer already: the names, Latin and Khmer, and in. */
export async function beginInKhmer(page: Page, [latin, khmer]: readonly [string, string]): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'km');
  await page.locator('#latin-name').fill(latin);
  await page.locator('#khmer-name').fill(khmer);
  await page.locator('form').getByRole('button').first().click();
  await expect(page.locator('#contents-heading')).toBeVisible();
}
