import type { Page } from '@playwright/test';
import type { Backend } from './backends';
import { begin, letPagesAcknowledge, openFirstSection } from './app-in-page';
import { Oracle } from './oracle';
import { assertBackend, setUpPlace, type SavedPlace, type StudyPlace } from './study-place';
import { studyByStores } from './study-session';
import { expectWhole } from './whole-record';

/**
 * A place at which somebody has studied, with what the app acknowledged; it can be put back to this state again and
 * again.
 */
export interface StudiedPlace {
  readonly place: StudyPlace;
  readonly oracle: Oracle;
  readonly saved: SavedPlace;
}

/** How somebody studied, and how it ended. */
export interface StudyOptions {
  readonly seed: number;
  /** Deeds of `studyByStores`. */
  readonly operations: number;
  /** Notes of 20,000 characters on top: more than LevelDB keeps in its log. */
  readonly longNotes?: number;
  readonly end: 'closed' | 'killed';
}

/** Sets up a place, studies, comes to rest, and ends the browser. */
export async function setUpStudiedPlace(backend: Backend, options: StudyOptions): Promise<StudiedPlace> {
  const place = await setUpPlace(backend);
  const oracle = new Oracle();
  const browser = await place.openBrowser();
  const { page } = browser;
  await letPagesAcknowledge(page, oracle);
  await begin(page, place.host.url);
  await openFirstSection(page, place.host.url, 'social-norms');
  await writeLongNotes(page, options.longNotes ?? 0);
  await studyByStores(page, { seed: options.seed, moduleId: 'social-norms', operations: options.operations });
  await expectWhole(page, place.host, oracle);
  if (options.end === 'closed') await browser.close();
  else await browser.end('SIGKILL');
  assertBackend(place);
  return { place, oracle, saved: place.keepCopy() };
}

async function writeLongNotes(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { notes, session, 'save-state': saving } = window.storesOfApp();
    for (let index = 0; index < wanted; index += 1) {
      // Text that doesn't shrink: LevelDB compresses what it writes.
      const text = Array.from(crypto.getRandomValues(new Uint32Array(2_000)), (number) =>
        number.toString(36).padStart(10, '0').slice(-10),
      ).join('');
      const note = await notes.add(
        { moduleId: 'social-norms', sectionId: 'social-norms/section-1', blockId: null, quote: '' },
        text,
      );
      await session.current?.sync.flush().catch(() => undefined);
      await window.acknowledge({
        statementIds: [],
        notes: [{ id: note.id, noteId: note.noteId, text: note.text }],
        saveState: saving.state,
      });
    }
  }, count);
}
