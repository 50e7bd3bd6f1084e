import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_FILE_BYTES, type LearnerFileError } from '../../../../src/domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../../src/domain/learner-file/reading';
import { MAXIMUM_NOTE_LENGTH } from '../../../../src/domain/notes/note';
import { reflectionNoteId } from '../../../../src/domain/notes/reflection';
import { learnerFile, readInPieces, resealed, unsealed } from '../../../support/learner-files/learner-files';
import { markedContents, sampleContents } from '../../../support/learner-files/learner-file-samples';
import { identifier, note, statements } from '../../../support/builders/statement-builders';
import { anyStatements } from '../support/statement-arbitraries';

describe('a learner file', () => {
  it('gives back exactly what was written, in whatever pieces it comes', () => {
    const contents = sampleContents();
    const file = learnerFile(contents);
    for (const size of [1, 7, 100, 65_536]) expect(readInPieces(file, size)).toEqual(contents);
  });

  it('gives back any record', () => {
    fc.assert(
      fc.property(anyStatements, fc.array(fc.string({ unit: 'binary', maxLength: 40 })), (facts, texts) => {
        const notes = texts.map((text, index) => note({ id: identifier(5_000 + index), text }));
        const contents = { ...sampleContents(), statements: facts, notes, position: null };
        expect(readInPieces(learnerFile(contents))).toEqual(contents);
      }),
      { numRuns: 100 },
    );
  });

  it('of version 1 is read for ever, and written the same way', () => {
    const file = readFileSync(resolve(import.meta.dirname, '../../../fixtures/learner-files/v1.jsonl'), 'utf8');
    expect(readInPieces(file)).toEqual(markedContents());
    expect(learnerFile(markedContents())).toBe(file);
  });

  it('takes a note with a byte order mark in its words, which a paste can bring in', () => {
    const contents = { ...sampleContents(), notes: [note({ text: '\uFEFFpasted \uFEFFwords' })] };
    expect(readInPieces(learnerFile(contents))).toEqual(contents);
  });

  it('takes the longest note, every character of it escaped', () => {
    const contents = { ...sampleContents(), notes: [note({ text: '\u0001'.repeat(MAXIMUM_NOTE_LENGTH), quote: 'q' })] };
    expect(readInPieces(learnerFile(contents))).toEqual(contents);
  });

  it.each([{ letterKeys: false }, { autoLockMinutes: 30 }, { ofANewerVersion: 'kept' }])(
    'gives back a choice of the learner that older files lack: %o',
    (choice) => {
      const contents = sampleContents();
      const learner = { ...contents.learner, preferences: { ...contents.learner.preferences, ...choice } };
      expect(readInPieces(learnerFile({ ...contents, learner })).learner).toEqual(learner);
    },
  );

  it('gives back the note of a reflection, and the quiz that asked it', () => {
    const reflection = { attemptId: identifier(70), questionId: 'a/q3' };
    const contents = {
      ...sampleContents(),
      statements: statements({
        verb: 'initialized',
        attemptId: reflection.attemptId,
        moduleId: 'a',
        mode: 'practice',
        seed: 1,
        questionIds: ['a/q1'],
        reflectionId: reflection.questionId,
      }),
      notes: [
        note({
          noteId: reflectionNoteId(reflection),
          quote: 'What would you ask?',
          text: 'Who was there.',
          reflection,
        }),
      ],
    };
    expect(readInPieces(learnerFile(contents))).toEqual(contents);
  });

  it('may lack a statement that others point to, if it says so: a journal can have a hole', () => {
    const contents = { ...sampleContents(), statements: statements({ verb: 'terminated', attemptId: identifier(51) }) };
    expect(readInPieces(learnerFile(contents))).toEqual(contents);
  });

  it('keeps verbs and fields of a newer version of the app', () => {
    const [known] = statements({ verb: 'terminated', attemptId: identifier(51) });
    const newer = [
      { ...known, verb: 'reflected', mood: 'calm' } as never,
      { ...known, id: identifier(77), verb: 'completed', kind: 'module', objectId: 'a', via: 'exam' } as never,
    ];
    expect(readInPieces(learnerFile({ ...sampleContents(), statements: newer })).statements).toEqual(newer);
  });

  it('keeps what a note goes on from', () => {
    const [first] = markedContents().notes;
    const notes = [{ ...first, basedOn: [identifier(2), identifier(3)] } as never];
    expect(readInPieces(learnerFile({ ...sampleContents(), notes })).notes).toEqual(notes);
  });

  it('keeps a colour and fields of an anchor that only a newer version of the app knows', () => {
    const [anchored] = markedContents().notes.filter(({ anchor }) => anchor);
    const notes = [{ ...anchored, colour: 'terracotta', anchor: { ...anchored?.anchor, page: 3 } } as never];
    expect(readInPieces(learnerFile({ ...sampleContents(), notes })).notes).toEqual(notes);
  });

  it('loses keys that reach into prototypes, at every level, and changes no prototype', () => {
    const before = Reflect.ownKeys(Object.prototype);
    const lines = unsealed(learnerFile(sampleContents())).map((line, index) =>
      index === 0
        ? line
        : line.replace(
            '"body":{',
            '"__proto__":{"polluted":1},"body":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"\\u005f_proto__":{"polluted":1},',
          ),
    );
    const contents = readInPieces(resealed(lines));
    expect(contents).toEqual(sampleContents());
    expect(JSON.stringify(contents)).not.toContain('polluted');
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('has half surrogate pairs replaced', () => {
    const lines = unsealed(learnerFile({ ...sampleContents(), notes: [note({ text: 'half \ud83d' })] }));
    expect(readInPieces(resealed(lines)).notes[0]?.text).toBe('half \ufffd');
  });

  it('is refused by its size as soon as too much has come', () => {
    const reader = new LearnerFileReader();
    reader.push(new TextEncoder().encode(`${unsealed(learnerFile(sampleContents()))[0] ?? ''}\n`));
    const flood = new Uint8Array(MAXIMUM_FILE_BYTES);
    expect(() => {
      reader.push(flood);
    }).toThrow(expect.objectContaining({ problem: 'too-large' }) as LearnerFileError);
  });
});
