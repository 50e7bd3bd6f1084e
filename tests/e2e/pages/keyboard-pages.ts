import { expect, type Page } from '@playwright/test';
import type { GradedQuestion } from '../../../src/domain/series/question';
import { optionText, shownQuestion } from './quiz-pages';

/** What has the focus: the words that name it, and whether somebody who looks at the window finds it there. */
export interface Focus {
  readonly name: string;
  readonly seen: 'yes' | 'nothing has it' | 'out of sight' | 'covered' | 'no ring';
}

/** What Tab stops at. */
const STOPS = ['link', 'button', 'textbox', 'combobox', 'radio', 'checkbox', 'menuitem'] as const;

/** Says what has the focus; a covered one is under the header, say. */
export async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element.id === 'content')
      return { name: '', seen: 'nothing has it' as const };
    const isField =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement;
    const words = [...(isField ? (element.labels ?? []) : [element])].map((label) => {
      const copy = label.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden="true"], select')) hidden.remove();
      return copy.textContent;
    });
    const name = (element.getAttribute('aria-label') ?? words.join(' ')).replace(/\s+/gu, ' ').trim();
    const box = element.getClientRects()[0];
    if (!box || box.bottom < 4 || box.top > innerHeight - 4) return { name, seen: 'out of sight' as const };
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const hit = document.elementFromPoint(
      Math.min(Math.max(box.left + Math.min(box.width / 2, 24), 1), innerWidth - 1),
      (top + bottom) / 2,
    );
    if (hit && hit !== element && !element.contains(hit) && !hit.contains(element))
      return { name, seen: 'covered' as const };
    const style = getComputedStyle(element);
    // A heading has the focus for what reads it aloud; a ring would tell a reader that it can be pressed.
    const isRinged = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || /^H[1-6]$/u.test(element.tagName);
    return { name, seen: isRinged ? ('yes' as const) : ('no ring' as const) };
  });
}

/**
 * Moves the focus by Tab until it is on something with this name; on the way, whatever has it must be in sight.
 *
 * @returns how often Tab was pressed
 * @throws where a whole round of the page doesn't come to it
 */
export async function tabTo(page: Page, name: RegExp): Promise<number> {
  const stops = STOPS.map((role) => page.getByRole(role, { name }));
  await expect(stops.reduce((all, each) => all.or(each)).first()).toBeVisible();
  let rounds = 0;
  for (let pressed = 1; pressed <= 250; pressed += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    // After the last stop of a page comes the browser's own, where the page has none.
    if (focus.seen === 'nothing has it') rounds += 1;
    else expect(focus.seen, `the focus on the way to ${String(name)}: ${focus.name}`).toBe('yes');
    if (rounds > 1) break;
    if (name.test(focus.name)) return pressed;
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

/** Goes to a link or button by Tab and presses it. Returns how many keys that took. */
export async function pressOn(page: Page, name: RegExp, key = 'Enter'): Promise<number> {
  const pressed = await tabTo(page, name);
  await page.keyboard.press(key);
  return pressed + 1;
}

/** Waits for a screen's heading, which must have the focus. */
export async function expectHeading(page: Page, text: string | RegExp): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(text);
  await expect(heading).toBeFocused();
}

/** A name as Tab looks for it: these words, and nothing else. */
export function exactly(text: string): RegExp {
  return new RegExp(
    `^${text
      .replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
      .replace(/\s+/gu, ' ')
      .trim()}$`,
    'u',
  );
}

/** Answers a begun quiz from the answer key, by keyboard, up to its last page. */
export async function answerByKeyboard(page: Page, moduleId: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  for (;;) {
    await expect(heading).toBeFocused();
    const place = ((await heading.textContent()) ?? '').trim();
    if (place === 'End of the quiz') return;
    if (place !== 'Reflection') {
      const question = await shownQuestion(page, moduleId);
      for (const part of question.type === 'case' ? question.parts : [question])
        await answerPart(page, part, question.type === 'case');
      await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
    }
    await pressOn(page, /^(?:Next|To the end)$/u);
    await expect(heading).not.toHaveText(place);
  }
}

async function answerPart(page: Page, question: GradedQuestion, inCase: boolean): Promise<void> {
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      for (const option of question.options.filter(({ correct }) => correct)) {
        await choose(page, optionText(question, option), question.type === 'multiple', inCase);
      }
      return;
    case 'matching':
      for (const pair of question.pairs) {
        const letter = await page
          .getByLabel(pair.left, { exact: true })
          .locator('option')
          .evaluateAll(
            (options, right) =>
              options
                .map(({ textContent }) => textContent.trim())
                .find((text) => text.replace(/^[A-Z]\. /u, '') === right)
                ?.charAt(0),
            pair.right,
          );
        await tabTo(page, exactly(pair.left));
        await page.keyboard.press(letter ?? '');
      }
      return;
    case 'ordering':
      for (const [target, item] of question.items.entries()) await bringToPlace(page, item.text, target);
      return;
    default:
      question satisfies never;
  }
}

/** Takes an option by its letter; in a case study, whose parts share the letters, by Tab, arrows and Space. */
async function choose(page: Page, text: string, isOneOfSeveral: boolean, inCase: boolean): Promise<void> {
  const option = page.getByRole(isOneOfSeveral ? 'checkbox' : 'radio', { name: text, exact: true });
  const row = page.getByRole('main').locator('label').filter({ has: option });
  if (!inCase) await page.keyboard.press(((await row.locator('.letter').textContent()) ?? '').trim());
  else if (isOneOfSeveral) await pressOn(page, exactly(text), 'Space');
  else {
    // A radio group has one stop; arrows go through it, and take what they come to.
    const first = row.locator('xpath=ancestor::ul').locator('label').first();
    const letter = (await first.locator('.letter').textContent()) ?? '';
    await pressOn(page, exactly(((await first.textContent()) ?? '').trim().slice(letter.trim().length)), 'Space');
    while (!(await option.isChecked())) await page.keyboard.press('ArrowDown');
  }
  await expect(option).toBeChecked();
}

/** Moves an item up to its place; where nothing has to be moved the order shown is kept as the answer. */
async function bringToPlace(page: Page, text: string, target: number): Promise<void> {
  const rows = page.getByRole('main').locator('ol > li');
  const texts = await rows.evaluateAll((elements) =>
    elements.map((element) => element.querySelector('.row > span:nth-child(2)')?.textContent?.trim() ?? ''),
  );
  const position = texts.indexOf(text.trim());
  if (position > target) await tabTo(page, exactly(`Move up: ${text}`));
  for (let place = position; place > target; place -= 1) {
    await page.keyboard.press('Enter');
    await expect(rows.nth(place - 1)).toContainText(text);
  }
  if (await page.getByRole('button', { name: 'The order shown is my answer' }).isVisible())
    await pressOn(page, /^The order shown is my answer$/u);
}
