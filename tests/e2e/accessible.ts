import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules of axe whose outcome a theme can change: it sets colours and nothing else (`styles/tokens.css`). */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Rules that axe leaves out unless they are asked for: WCAG 2.2, 2.5.8, 24 px or as much room around. */
const RULES_ASKED_FOR = { 'target-size': { enabled: true } };

/**
 * No violation that axe knows, in the light theme by every rule and in the dark one by those of colour. Leaves the
 * light theme; for a learner whose theme is the system's.
 */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect(root).toHaveAttribute('data-theme', 'light');
  // The header stays where the page begins: what is half under it, as the page happens to be scrolled, isn't too small.
  const position = (value: string): Promise<void> =>
    page.evaluate(
      (set) => document.querySelector<HTMLElement>('header.header')?.style.setProperty('position', set),
      value,
    );
  await position('static');
  expect(await violations(page, { rules: RULES_ASKED_FOR }), name).toEqual([]);
  await position('');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(root).toHaveAttribute('data-theme', 'dark');
  expect(await violations(page, { runOnly: RULES_OF_COLOUR }), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function violations(page: Page, options: axe.RunOptions): Promise<string[]> {
  // Once for each document, as it's half a megabyte of code.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (set) => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run(set);
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
    },
    { ...options, resultTypes: ['violations' as const] },
  );
}
