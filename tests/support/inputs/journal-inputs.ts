const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

const PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';

const cursor = { epoch: '', lastSequence: 1, chain: '0123456789abcdef' };

const change = { id: 'change-1', kind: 'statement', body: '{}' };

/** Inputs of the journals and removals: one valid each, and those that must be refused. */
export const journalInputs = {
  'journal.open': {
    valid: { learnerId: LEARNER, page: PAGE, format: 1, cursor: null, turn: 'take' },
    invalid: [
      ...[
        { format: '1' },
        { cursor: {} },
        { cursor: { ...cursor, chain: '/' } },
        { cursor: { ...cursor, lastSequence: -1 } },
        { cursor: { ...cursor, path: '/' } },
        { turn: 'steal' },
        { turn: 0 },
        { turn: 1.5 },
      ].map((bad) => ({ learnerId: LEARNER, page: PAGE, format: 1, cursor, turn: 1, ...bad })),
    ],
  },
  'journal.append': {
    valid: { learnerId: LEARNER, page: PAGE, cursor, changes: [change] },
    invalid: [
      ...[
        { cursor: null },
        { changes: [] },
        { changes: Array.from({ length: 501 }, () => change) },
        { changes: [{ ...change, kind: 'command' }] },
        { changes: [{ ...change, kind: 'epoch' }] },
        { changes: [{ ...change, id: 'short' }] },
        { changes: [{ ...change, body: {} }] },
        { changes: [{ ...change, body: 'x'.repeat(262_145) }] },
        { changes: [{ ...change, sequence: 9 }] },
        { changes: { length: 1, 0: change } },
      ].map((bad) => ({ learnerId: LEARNER, page: PAGE, cursor, changes: [change], ...bad })),
    ],
  },
  'journal.renew': {
    valid: { learnerId: LEARNER, page: PAGE, reason: 'rebuilt', above: '' },
    invalid: [
      ...[{ reason: 'restored' }, { above: 'x'.repeat(81) }].map((bad) => ({
        learnerId: LEARNER,
        page: PAGE,
        reason: 'pin',
        above: '',
        ...bad,
      })),
    ],
  },
  'learner-removal.find': {
    valid: { learnerIds: [LEARNER] },
    invalid: [
      { learnerIds: LEARNER },
      { learnerIds: ['../x'] },
      { learnerIds: [null] },
      { learnerIds: Array.from({ length: 1_001 }, () => LEARNER) },
    ],
  },
  'journal.rewrite': {
    valid: { learnerId: LEARNER, page: PAGE, bodies: [{ id: 'change-1', body: '{}' }] },
    invalid: [
      ...[
        { bodies: [] },
        { bodies: Array.from({ length: 501 }, () => ({ id: 'change-1', body: '{}' })) },
        { bodies: [{ id: 'short', body: '{}' }] },
        { bodies: [{ id: 'change-1', body: 'x'.repeat(262_145) }] },
        { bodies: [{ id: 'change-1', kind: 'note', body: '{}' }] },
        { bodies: { 'change-1': '{}' } },
      ].map((bad) => ({ learnerId: LEARNER, page: PAGE, ...bad })),
    ],
  },
};
