import { describe, expect, it, vi } from 'vitest';
import type { Attempt } from '../../../../src/domain/quiz/attempt';
import { reflectionNoteId } from '../../../../src/domain/notes/reflection';
import { LearnerFileReader } from '../../../../src/domain/learner-file/reading';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import { learnerFilePieces } from '../../../../src/renderer/src/storage/transfer/learner-file-export';
import { withLearnerDatabase } from '../../../../src/renderer/src/storage/database/generations';
import { mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { bankOf, reflection, revised, singleChoice } from '../../../support/builders/series-builders';
import { identifier } from '../../../support/builders/statement-builders';
import { noteTexts, openWindow, type AppWindow } from '../../support/app-scene';
import { CANARY, reseal, everythingOf, protect } from '../../support/protected-scene';
import { contents, deleteLearnerDatabase, historyOf } from '../../support/storage-scene';

const ASKED = [reflection('a/r1'), reflection('a/r2')] as const;
const QUESTIONS = Array.from({ length: 8 }, (_, index) => revised(singleChoice(`a/q${index}`)));
const CONTENT = bankOf(...QUESTIONS, ...ASKED);
const BANK = new Map(CONTENT.questions.map((question) => [question.id, question]));

/** A quiz that asks its reflection, begun in a window. */
async function begun(window: AppWindow, mode: 'attempt' | 'practice' = 'attempt') {
  await window.quiz.begin(CONTENT, mode);
  const attempt = opened(window);
  const question = ASKED.find(({ id }) => id === attempt.reflectionId);
  if (!question) throw new Error('No reflection is asked.');
  return { attempt, question };
}

function opened(window: AppWindow): Attempt {
  if (!window.quiz.attempt) throw new Error('No quiz is open.');
  return window.quiz.attempt;
}

function sessionOf(window: AppWindow): LearnerSession {
  if (!window.session.current) throw new Error('No record is open.');
  return window.session.current;
}

const answer = (window: AppWindow, id: string): Promise<void> =>
  window.quiz.answer(id, { kind: 'choice', optionIds: ['a'] }, 'sure', 3);

describe('a quiz that is begun', () => {
  it.each(['attempt', 'practice'] as const)(
    'as %s asks one reflection beside its graded questions, and another one the next time',
    async (mode) => {
      const window = openWindow();
      await window.create();
      const first = await begun(window, mode);
      expect(first.attempt.questionIds).toHaveLength(4);
      expect(first.attempt.questionIds.every((id) => QUESTIONS.some((question) => question.id === id))).toBe(true);
      const second = await begun(window, mode);
      expect(second.question.id).not.toBe(first.question.id);
      expect((await begun(window, mode)).question.id).toBe(first.question.id);
    },
  );

  it('asks the other one also after a practice of what was missed, which asks none', async () => {
    const window = openWindow();
    await window.create();
    const { question } = await begun(window);
    await window.quiz.submit(BANK);
    await window.quiz.practiseMissed(opened(window), opened(window).questionIds);
    expect(opened(window).questionIds).toHaveLength(4);
    expect(opened(window)).not.toHaveProperty('reflectionId');
    expect((await begun(window)).question.id).not.toBe(question.id);
  });

  it('asks none where the bank has none', async () => {
    const window = openWindow();
    await window.create();
    await window.quiz.begin({ ...CONTENT, questions: QUESTIONS }, 'attempt');
    expect(opened(window)).not.toHaveProperty('reflectionId');
  });
});

describe('what is written to a reflection', () => {
  it('is one note of its section, that the quiz finds again when the app is opened anew', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await window.create();
    const { attempt, question } = await begun(window);
    await window.reflections.write(attempt, question, 'Half a');
    await window.reflections.write(attempt, question, 'Half a thought.');
    await window.sent();
    window.close();

    const again = openWindow(host);
    await again.begin();
    await again.notes.loadAll();
    expect(again.notes.all).toMatchObject([
      {
        noteId: reflectionNoteId({ attemptId: attempt.id, questionId: question.id }),
        moduleId: 'a',
        sectionId: 'a/first',
        blockId: null,
        quote: question.stem,
        text: 'Half a thought.',
        reflection: { attemptId: attempt.id, questionId: question.id },
      },
    ]);
    expect(await again.reflections.find(attempt, question)).toEqual(again.notes.all[0]);
    // The note is the only place: no statement holds a word of it.
    expect(JSON.stringify((await contents(id))['statements'])).not.toContain('Half a');
  });

  it('leaves the score, the record and the open quiz as they are, before the end and after it', async () => {
    const window = openWindow();
    await window.create();
    const { attempt, question } = await begun(window);
    for (const each of attempt.questionIds) await answer(window, each);
    const note = await window.reflections.write(attempt, question, 'As I saw it.');
    await window.quiz.submit(BANK);
    const submitted = opened(window);
    expect(submitted.outcome).toMatchObject({ score: 1, passed: true });
    expect(Object.keys(submitted.outcome?.points ?? {}).sort()).toEqual([...attempt.questionIds].sort());
    const { record } = window.record;

    if (!note) throw new Error('There is no note.');
    await window.notes.edit(note, 'As I see it now.');
    expect(await window.quiz.openAttempt(attempt.id)).toEqual(submitted);
    expect(window.record.record).toEqual(record);
    expect((await window.reflections.find(attempt, question))?.text).toBe('As I see it now.');
  });

  it('may stay empty, may be emptied, and may be written again: never an empty note, never two', async () => {
    const window = openWindow();
    await window.create();
    const { attempt, question } = await begun(window);
    expect(await window.reflections.write(attempt, question, ' \n')).toBeNull();
    await window.reflections.write(attempt, question, 'Something.');
    await window.reflections.write(attempt, question, '');
    expect(await window.reflections.find(attempt, question)).toBeNull();
    await window.reflections.write(attempt, question, '');
    await window.notes.loadAll();
    expect(window.notes.all).toEqual([]);
    await window.reflections.write(attempt, question, 'Once more.');
    await window.notes.loadAll();
    expect(window.notes.all.map(({ text }) => text)).toEqual(['Once more.']);
  });

  it('is read only when what is being written is kept', async () => {
    const window = openWindow();
    await window.create();
    const { attempt, question } = await begun(window);
    const writing = window.reflections.write(attempt, question, 'Just typed.');
    expect((await window.reflections.find(attempt, question))?.text).toBe('Just typed.');
    await writing;
  });

  it('is read only when what is being written is kept, also where another was left empty since', async () => {
    const window = openWindow();
    await window.create();
    const { attempt, question } = await begun(window);
    const other = await begun(window);
    const { drafts, notes } = sessionOf(window);
    const put = drafts.put.bind(drafts);
    const { promise: turn, resolve: release } = Promise.withResolvers<null>();
    vi.spyOn(drafts, 'put').mockImplementationOnce(async (draft) => {
      await turn;
      return put(draft);
    });
    const writing = window.reflections.write(attempt, question, 'Kept slowly.');
    const emptied = window.reflections.write(other.attempt, other.question, '');
    const find = vi.spyOn(notes, 'find');
    const finding = window.reflections.find(attempt, question);
    // A read that waits for nothing has begun by then.
    await new Promise((passed) => setTimeout(passed));
    expect(find).not.toHaveBeenCalled();
    release(null);
    await Promise.all([writing, emptied]);
    expect((await finding)?.text).toBe('Kept slowly.');
  });

  it('is told apart from an empty one where it can’t be read', async () => {
    const window = openWindow();
    await window.create();
    const { attempt, question } = await begun(window);
    await window.sent();
    vi.spyOn(sessionOf(window).notes, 'find').mockRejectedValueOnce(new DOMException('No.', 'UnknownError'));
    await expect(window.reflections.find(attempt, question)).rejects.toMatchObject({ name: 'StorageError' });
    expect([window.save.state, window.notices()]).toEqual(['saved', ['recordUnread']]);
  });
});

describe('the note of a reflection', () => {
  it('comes back from the journal alone', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await window.create();
    const { attempt, question } = await begun(window);
    const written = await window.reflections.write(attempt, question, 'Only the journal has it.');
    await window.sent();
    window.close();
    await deleteLearnerDatabase(id);

    const again = openWindow(host);
    await again.begin();
    expect(await again.reflections.find(attempt, question)).toEqual(written);
    expect(await again.quiz.openAttempt(attempt.id)).toEqual(attempt);
  });

  it('is one note when two computers’ records are merged, whichever comes first', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await window.create();
    const { attempt, question } = await begun(window);
    const before = await fileOf(id);
    const note = await window.reflections.write(attempt, question, 'Written last.');
    const mine = await fileOf(id);
    // The other computer had the quiz before anything was written to it.
    const revision = identifier(900);
    const older = {
      ...before,
      notes: mine.notes.map((each) => ({
        ...each,
        id: revision,
        basedOn: [],
        text: 'Written first.',
        editedAt: '2026-11-20T00:00:00.000Z',
      })),
    };
    await mergeIntoRecord(id, older);
    expect((await window.reflections.find(attempt, question))?.text).toBe('Written last.');
    expect((await historyOf(sessionOf(window), note?.noteId ?? '')).map(({ text }) => text)).toEqual([
      'Written first.',
      'Written last.',
      'Written last.',
    ]);
    // The other text is a conflict copy.
    expect(await noteTexts(window)).toEqual(['Written first.', 'Written last.']);
    const first = await contents(id);

    const other = openWindow(new InMemoryHost());
    const otherId = await other.create();
    for (const file of [older, mine]) await mergeIntoRecord(otherId, file);
    const second = await contents(otherId);
    for (const table of ['statements', 'projections', 'attempts', 'noteRevisions', 'latestNotes'])
      expect(second[table]).toEqual(first[table]);
  });

  it('is sealed by a PIN, question and all, wherever it is kept, and is the same again without it', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host, { pageId: THIS_PAGE });
    const id = await window.create();
    const { attempt, question } = await begun(window);
    const plain = await window.reflections.write(attempt, question, CANARY);
    await window.sent();
    await host.invoke('snapshot.take', { learnerId: id, reason: 'automatic' });
    expect(await everythingOf(id, host)).toContain(CANARY);
    const session = sessionOf(window);
    await protect(session);
    await reseal(session, host);
    for (const word of [CANARY, question.stem]) expect(await everythingOf(id, host)).not.toContain(word);
    expect(await window.reflections.find(attempt, question)).toEqual(plain);

    const later = await window.reflections.write(attempt, question, `${CANARY}, and more`);
    await session.sync.flush();
    for (const word of [CANARY, question.stem]) expect(await everythingOf(id, host)).not.toContain(word);
    const cipher = session.cipher()?.currentKey;
    if (!cipher) throw new Error('There is no key.');
    session.useCipher(new RecordCipher(id, null, [cipher]));
    await reseal(session, host);
    expect(await window.reflections.find(attempt, question)).toEqual(later);
    expect(later).not.toHaveProperty('sealed');
  });
});

async function fileOf(learnerId: string) {
  return withLearnerDatabase(learnerId, async (database) => {
    const reader = new LearnerFileReader();
    for await (const { text } of learnerFilePieces(database, '2026-11-21T01:00:00.000Z'))
      reader.push(new TextEncoder().encode(text));
    return reader.finish();
  });
}
