import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { Attempt } from '../../../../src/domain/quiz/attempt';
import { reflectionNoteId } from '../../../../src/domain/notes/reflection';
import { useReflectionNote, type ReflectionNote } from '../../../../src/renderer/src/features/quiz/use-reflection-note';
import { reflection } from '../../../support/builders/series-builders';
import { note } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';

const QUESTION = reflection('a/r1');

it('a reflection that is read slowly never stands where another quiz is shown by then', async () => {
  const window = openWindow();
  await window.create();
  const session = window.session.current;
  if (!session) throw new Error('No record is open.');
  const waiting = new Map<string, (found: NoteRevision | null) => void>();
  session.notes.find = (noteId) => new Promise((resolve) => waiting.set(noteId, resolve));
  const answer = (attemptId: string, text: string): void => {
    waiting.get(reflectionNoteId({ attemptId, questionId: QUESTION.id }))?.(note({ text }));
  };

  const attempt = shallowRef({ id: 'first' } as Attempt);
  const made: ReflectionNote[] = [];
  const Shown = defineComponent({
    setup() {
      made.push(
        useReflectionNote(
          () => attempt.value,
          () => QUESTION,
        ),
      );
      return () => h('p');
    },
  });
  await render(Shown, { global: window.mounting });
  await expect.poll(() => waiting.size).toBe(1);
  attempt.value = { id: 'second' } as Attempt;
  await expect.poll(() => waiting.size).toBe(2);
  answer('second', 'Of the second.');
  await expect.poll(() => made[0]?.note.value?.text).toBe('Of the second.');
  answer('first', 'Of the first.');
  await nextTick();
  expect(made[0]?.note.value?.text).toBe('Of the second.');
  expect(made[0]?.state.value).toBe('read');
});
