import { expect, type Page } from '@playwright/test';
import type { NoteRevision } from '../../../src/domain/notes/note';
import { beginAs } from '../../e2e/pages/app-pages';
import { crowding } from '../../support/crowding';
import type { Acknowledgement, Oracle } from './oracle';

/**
 * The app's stores as a page's script finds them: what a click does, without the click, so that many saves fall into a
 * second.
 */
export interface AppStores {
  readonly record: {
    readonly append: (drafts: readonly object[]) => Promise<readonly string[]>;
  };
  readonly 'save-state': { readonly state: string };
  readonly notes: {
    readonly add: (place: object, text: string) => Promise<NoteRevision>;
    readonly edit: (note: NoteRevision, text: string) => Promise<NoteRevision>;
  };
  readonly session: {
    readonly learner: { readonly id: string; readonly preferences: object } | null;
    readonly update: (change: object) => Promise<boolean>;
    /** The flush is over when the journal has everything. A note's save is over before that. */
    readonly current: { readonly sync: { readonly flush: () => Promise<void> } } | null;
  };
}

declare global {
  interface Window {
    /** Only in pages of these tests. */
    storesOfApp: () => AppStores;
    acknowledge: (acknowledgement: Acknowledgement) => Promise<void>;
  }
}

/** Gives every later page of the browser a way to the app's stores, and one to tell the oracle. */
export async function letPagesAcknowledge(page: Page, oracle: Oracle): Promise<void> {
  await page.context().exposeFunction('acknowledge', (acknowledgement: Acknowledgement) => {
    oracle.add(acknowledgement);
  });
  await letPagesReachStores(page);
}

/** Gives every later page of the browser a way to the app's stores. */
export async function letPagesReachStores(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    window.storesOfApp = () => {
      const mounted = document.querySelector('#app') as unknown as {
        __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, unknown> } } } };
      };
      return Object.fromEntries(mounted.__vue_app__.config.globalProperties.$pinia._s) as unknown as AppStores;
    };
  });
}

/** Opens the first section of a module, whose page needs the record and the notes. */
export async function openFirstSection(page: Page, url: string, moduleId: string): Promise<void> {
  await page.goto(`${url}#/modules/${moduleId}`);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Add a note' }).first()).toBeVisible();
}

/** First run, through the screen. */
export async function begin(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await beginAs(page, { latin: 'Sokha Chan' });
}

/**
 * Milliseconds in which home must stand after a fault, on a machine that does nothing else; more fails, and what passes
 * 3 s is told.
 */
const HOME = { wished: 3_000, limit: 15_000 };

/** Opens the app and waits for home with its lines; answers how long it took. */
export async function openHome(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  const timeout = HOME.limit * crowding();
  const began = Date.now();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible({ timeout });
  const took = Date.now() - began;
  if (took > HOME.wished) console.log(`Home stood after ${took} ms.`);
  return took;
}
