import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { certificate, identifier, learner, note, statements } from '../builders/statement-builders';

const attemptId = identifier(50);

/** A record that holds every verb, notes with a history, and a position. */
export function sampleContents(): LearnerFileContents {
  const [first] = statements({ verb: 'experienced', sectionId: 'a/first', seconds: 90 });
  return {
    createdAt: '2026-11-21T01:00:00.000Z',
    learner: learner(),
    position: {
      moduleId: 'a',
      sectionId: 'a/first',
      blockId: 'a/first#b2',
      sentence: 'A child is “every human being”.',
      at: '2026-11-20T02:00:00.000Z',
    },
    statements: statements(
      { verb: 'experienced', sectionId: 'a/first', seconds: 90 },
      { verb: 'voided', statementId: first.id },
      {
        verb: 'initialized',
        attemptId,
        moduleId: 'a',
        mode: 'attempt',
        seed: 4_294_967_295,
        questionIds: ['a/q1', 'a/q2'],
      },
      {
        verb: 'answered',
        attemptId,
        questionId: 'a/q1',
        answer: { kind: 'choice', optionIds: ['b'] },
        confidence: 'sure',
        seconds: 12,
      },
      {
        verb: 'answered',
        attemptId,
        questionId: 'a/q2',
        answer: {
          kind: 'case',
          parts: {
            'a/q2/1': { kind: 'matches', matches: { x: 'y' } },
            'a/q2/2': { kind: 'order', itemIds: ['1', '2'] },
          },
        },
        confidence: 'unsaid',
        seconds: 40,
      },
      {
        verb: 'answered',
        attemptId,
        questionId: 'a/q3',
        answer: { kind: 'text', text: 'My own practice.' },
        confidence: 'unsure',
        seconds: 0,
      },
      { verb: 'passed', attemptId, moduleId: 'a', score: 0.9, passMark: 0.8, points: { 'a/q1': 1, 'a/q2': 0.8 } },
      { verb: 'failed', attemptId, moduleId: 'a', score: 0.2, passMark: 0.8, points: {} },
      { verb: 'terminated', attemptId },
      { verb: 'completed', kind: 'module', objectId: 'a' },
      {
        verb: 'agreed',
        agreement: {
          protocolId: 'safeguarding',
          version: 'f00d',
          language: 'en',
          name: 'Sok Dara',
          agreedAt: '2026-11-20T01:00:00.000Z',
          checkIds: ['c1'],
        },
      },
      { verb: 'earned', objectId: 'a', certificate: certificate(), credential: '{}' },
    ),
    notes: [
      note({ text: 'ចំណាំ និង note' }),
      note({
        id: identifier(3),
        text: 'Changed later.',
        editedAt: '2026-11-20T03:00:00.000Z',
        basedOn: [identifier(1)],
      }),
    ],
  };
}

/**
 * The same with what was marked: a highlight without words, one with them that lost its colour later, and a note with a
 * quote that is older than anchors.
 */
export function markedContents(): LearnerFileContents {
  const contents = sampleContents();
  const anchor = { prefix: 'detentionshallbeusedonlyasa', suffix: 'andfortheshortesttime.', start: 1_204 };
  const marked = note({
    id: identifier(4),
    noteId: identifier(5),
    blockId: 'a/first#b2',
    quote: 'measure of last resort',
    text: 'Cited by the defence.',
    anchor,
    colour: 'green',
  });
  const { colour: _, ...unmarked } = marked;
  return {
    ...contents,
    notes: [
      ...contents.notes,
      note({
        id: identifier(6),
        noteId: identifier(7),
        blockId: 'a/first#opening',
        quote: 'ការឃុំខ្លួន\u200Bអនីតិជន',
        text: '',
        anchor: { prefix: '', suffix: '👧🏽', start: 0 },
        colour: 'violet',
      }),
      marked,
      { ...unmarked, id: identifier(8), editedAt: '2026-11-20T04:00:00.000Z', basedOn: [identifier(4)] },
      note({
        id: identifier(9),
        noteId: identifier(10),
        blockId: 'a/first#b2',
        quote: 'every human being',
        text: 'Article 1.',
      }),
    ],
  };
}
