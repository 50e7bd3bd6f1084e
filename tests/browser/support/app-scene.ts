import { createPinia } from 'pinia';
import { createApp } from 'vue';
import type { Learner } from '../../../src/domain/learner/learner';
import { appContextKey, type AppContext } from '../../../src/renderer/src/app-context';
import type { LearnerSession } from '../../../src/renderer/src/storage';
import { createInterfaceTexts } from '../../support/interface-texts';
import { useAnnouncements } from '../../../src/renderer/src/stores/host/announcements';
import { useSession } from '../../../src/renderer/src/stores/session/session';
import { useLearnerFile } from '../../../src/renderer/src/stores/transfer/learner-file';
import { useClosing } from '../../../src/renderer/src/stores/session/closing';
import { useLearnerDirectory } from '../../../src/renderer/src/stores/session/learner-directory';
import { useSessionMachine } from '../../../src/renderer/src/stores/session/session-machine';
import { useHeldRecord } from '../../../src/renderer/src/stores/session/held-record';
import { useOpening } from '../../../src/renderer/src/stores/session/opening';
import { useLearnerSwitch } from '../../../src/renderer/src/stores/session/learner-switch';
import { useNotes, type NotePlace } from '../../../src/renderer/src/stores/record/notes';
import { useQuiz } from '../../../src/renderer/src/stores/record/quiz';
import { useRecord } from '../../../src/renderer/src/stores/record/record';
import { useSaveState } from '../../../src/renderer/src/stores/session/save-state';
import { useFocalPoint } from '../../../src/renderer/src/stores/record/focal-point';
import { useRecording } from '../../../src/renderer/src/stores/recording/recording';
import { useReflections } from '../../../src/renderer/src/stores/record/reflections';
import { useRecordRescue } from '../../../src/renderer/src/stores/transfer/record-rescue';
import { useSnapshotRecovery } from '../../../src/renderer/src/stores/transfer/snapshot-recovery';
import { useSnapshots } from '../../../src/renderer/src/stores/transfer/snapshots';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { series } from '../../support/builders/series-builders';
import { FIRST_MINUTE } from '../../support/builders/statement-builders';
import { closeAfterTest, until, FEW_ROUNDS } from './storage-scene';

/** Where a note stands that belongs to a section as a whole. */
export const PLACE: NotePlace = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };

/** Time and chance go on from one window to the next, as on one computer. */
let ticks = 0;

/** One window of the app: its stores on this browser's databases and the host's journals. */
export function openWindow(host: InMemoryHost = new InMemoryHost(), overrides: Partial<AppContext> = {}) {
  const shown = overrides.series ?? series();
  const context: AppContext = {
    host,
    pageId: crypto.randomUUID(),
    series: shown,
    shownSeries: shown,
    translationIn: () => undefined,
    seriesIn: () => shown,
    introductionOf: () => ({ topics: [], summary: '', objectives: [] }),
    loadModule: () => Promise.reject(new Error('No study text in this test.')),
    loadGlossary: () => Promise.resolve([]),
    loadArticleIndex: () => Promise.resolve([]),
    loadSources: () => Promise.resolve([]),
    loadQuestionIndex: () => Promise.resolve({}),
    loadCourseSearch: () => Promise.resolve([]),
    loadLicences: () => Promise.resolve(''),
    now: () => FIRST_MINUTE + (ticks += 1),
    dayOf: (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10),
    random: () => {
      const random = new Uint8Array(16);
      new DataView(random.buffer).setUint32(12, (ticks += 1));
      return random;
    },
    keyRounds: FEW_ROUNDS,
    ...overrides,
  };
  const pinia = createPinia();
  createApp({ render: () => null })
    .provide(appContextKey, context)
    .use(pinia);
  const stores = {
    session: useSession(pinia),
    record: useRecord(pinia),
    notes: useNotes(pinia),
    quiz: useQuiz(pinia),
    reflections: useReflections(pinia),
    focalPoint: useFocalPoint(pinia),
    recording: useRecording(pinia),
    save: useSaveState(pinia),
    learnerFile: useLearnerFile(pinia),
    learnerSwitch: useLearnerSwitch(pinia),
    opening: useOpening(pinia),
    heldRecord: useHeldRecord(pinia),
    closing: useClosing(pinia),
    machine: useSessionMachine(pinia),
    directory: useLearnerDirectory(pinia),
    announcements: useAnnouncements(pinia),
    snapshots: useSnapshots(pinia),
    recovery: useSnapshotRecovery(pinia),
    rescue: useRecordRescue(pinia),
  };
  closeAfterTest(async () => {
    stores.session.current?.close();
    // What the start left for later must not run into the next test's databases.
    await stores.directory.maintained();
  });
  return {
    host,
    /** What components get from outside. */
    mounting: { plugins: [pinia, createInterfaceTexts()], provide: { [appContextKey as symbol]: context } },
    ...stores,
    /** Names of the notices that stand, e.g. `restored`. */
    notices: () => stores.announcements.notices.map(({ titleKey }) => titleKey.replace(/^notices\.|\.title$/gu, '')),
    /** Makes a learner as first run does, and waits until their record is there. */
    async create(latinName = 'Sok Dara', khmerName = ''): Promise<string> {
      // Where a record ended, the person goes to the screen that asks for a name.
      if (stores.machine.state.phase === 'ended') stores.machine.state = { phase: 'adding' };
      await stores.opening.create({ latinName, khmerName, language: 'en' });
      await until(() => stores.record.loaded);
      return stores.session.learner?.id ?? '';
    },
    /** Starts the app and waits until it stands somewhere. */
    async begin(): Promise<void> {
      await stores.opening.begin();
      if (stores.session.state.phase === 'open') await until(() => stores.record.loaded);
    },
    /** Resolves when the journal has every change of the window, or is known to be behind. */
    async sent(): Promise<void> {
      await until(() => stores.save.state !== 'saving');
      await stores.session.current?.sync.flush().catch(() => undefined);
    },
    /** The open record, and whose it is. @throws where none is */
    atWork(): { readonly learner: Learner; readonly current: LearnerSession } {
      const { learner, current } = stores.session;
      if (!learner || !current) throw new Error('No record is open.');
      return { learner, current };
    },
    /** Closes the window. */
    close(): void {
      stores.session.current?.close();
    },
  };
}

export type AppWindow = ReturnType<typeof openWindow>;

/** The texts of all notes, in the order of the alphabet, as the window shows them once it has read them. */
export async function noteTexts({ notes }: Pick<AppWindow, 'notes'>): Promise<readonly string[]> {
  await notes.loadAll();
  return notes.all.map(({ text }) => text).sort();
}
