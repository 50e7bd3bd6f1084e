import { expect, type Locator, type Page } from '@playwright/test';
import { chooseLanguage } from './language-pages';
import { ENGLISH, escaped, type PageTexts } from './page-texts';

/** Has the browser forget the app's databases; the page is at no app afterwards. */
export async function deleteDatabases(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', { origin: url.slice(0, -1), storageTypes: 'indexeddb' });
}

/** First run, in the language of the texts: the names, and in. */
export async function beginAs(
  page: Page,
  names: { readonly latin?: string; readonly khmer?: string },
  { t, language }: PageTexts = ENGLISH,
): Promise<void> {
  await chooseLanguage(page, language);
  await expect(page.getByRole('heading', { name: t('firstRun.heading') })).toBeVisible();
  if (names.latin) await page.getByLabel(t('names.latin')).fill(names.latin);
  if (names.khmer) await page.getByLabel(t('names.khmer')).fill(names.khmer);
  await page.getByRole('button', { name: t('firstRun.begin') }).click();
  await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
}

/** The screens that the navigation leads to, each with its key in `shell`. */
const SCREENS = {
  Contents: 'contents',
  Notes: 'notes',
  Review: 'review',
  Certificates: 'certificates',
  Glossary: 'glossary',
  Articles: 'articles',
  Sources: 'sources',
  Settings: 'settings',
} as const;

/** What is reached through "Reference". */
const LOOKED_UP: ReadonlySet<string> = new Set(['Glossary', 'Articles', 'Sources']);

/** Goes to a screen through the main navigation; to Settings through the learner's menu. */
export async function navigate(page: Page, screen: keyof typeof SCREENS, { t }: PageTexts = ENGLISH): Promise<void> {
  const name = t(`shell.${SCREENS[screen]}`);
  if (screen === 'Settings') {
    await page.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name }).click();
    return;
  }
  const main = page.getByRole('navigation', { name: t('shell.navigation') });
  if (LOOKED_UP.has(screen)) {
    // The glossary is the first that is shown.
    await main.getByRole('link', { name: t('shell.lookUp') }).click();
    if (screen !== 'Glossary')
      await page
        .getByRole('navigation', { name: t('shell.lookUp') })
        .getByRole('link', { name })
        .click();
    return;
  }
  await main.getByRole('link', { name }).click();
}

/** A module's line on the contents page. */
export function contentsLine(page: Page, number: number, { t }: PageTexts = ENGLISH): Locator {
  const name = new RegExp(`^${escaped(t('home.moduleNumber', { number }))}`, 'u');
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
}

/** What a module's line says where so many of its sections are read. */
export function readOf(read: number, { like }: PageTexts = ENGLISH): RegExp {
  return like('home.state.started', { read });
}

/** The sections on a module's page. */
export function sectionList(page: Page, { t }: PageTexts = ENGLISH): Locator {
  return page.getByRole('region', { name: t('module.sections'), exact: true });
}

/** Opens a module from the contents page. */
export async function openModule(page: Page, number: number, texts: PageTexts = ENGLISH): Promise<void> {
  await navigate(page, 'Contents', texts);
  // Its words that are seen: the number is read out alone.
  await contentsLine(page, number, texts).getByRole('heading').locator('a > span').last().click();
  await expect(page.getByRole('heading', { name: texts.t('module.sections'), exact: true })).toBeVisible();
}

/** Opens the first section of a module. */
export async function openFirstSection(page: Page, number: number, texts: PageTexts = ENGLISH): Promise<void> {
  await openModule(page, number, texts);
  await sectionList(page, texts).getByRole('link').first().click();
}

/** Opens a new note beside the first block of the second module; returns the field for its text. */
export async function beginNote(page: Page, texts: PageTexts = ENGLISH): Promise<Locator> {
  await openFirstSection(page, 2, texts);
  await page
    .getByRole('button', { name: texts.t('notes.add') })
    .first()
    .click();
  return page.getByLabel(texts.t('notes.text'));
}

/** Writes a note beside the first block of the second module. */
export async function writeNote(page: Page, text: string, texts: PageTexts = ENGLISH): Promise<void> {
  await (await beginNote(page, texts)).fill(text);
  await page.getByRole('button', { name: texts.t('notes.done') }).click();
  await expect(page.getByText(text)).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

/** Reads every section of the open module by marking it, and comes back to the module's page. */
export async function readAllSections(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  const address = page.url();
  const links = sectionList(page, texts)
    .getByRole('listitem')
    .filter({ hasNotText: t('jobAid.toTakeAlong') })
    .getByRole('link');
  const count = await links.count();
  for (let index = 0; index < count; index += 1) {
    await page.goto(address);
    await links.nth(index).click();
    await page.getByRole('button', { name: t('section.mark') }).click();
    await expect(page.getByText(t('section.isRead'))).toBeVisible();
  }
  await page.goto(address);
}
