const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

/** Valid and invalid inputs of the operations on recordings: none takes a path. */
export const recordingInputs = {
  'recording.choose': {
    valid: { learnerId: LEARNER, kind: 'recording' },
    invalid: [
      {},
      { learnerId: '../x', kind: 'recording' },
      { learnerId: LEARNER, kind: 'any' },
      { learnerId: LEARNER, kind: 'captions', path: '/etc/passwd' },
    ],
  },
  'recording.check': {
    valid: { learnerId: LEARNER, fileId: LEARNER },
    invalid: [
      {},
      { learnerId: LEARNER, fileId: '/etc/passwd' },
      { learnerId: LEARNER, fileId: '../../etc/passwd' },
      { learnerId: LEARNER, fileId: LEARNER, path: '/etc/passwd' },
    ],
  },
  'recording.forget': {
    valid: { learnerId: LEARNER, fileId: LEARNER },
    invalid: [{}, { learnerId: LEARNER, fileId: null }, { learnerId: LEARNER, fileId: LEARNER, path: '/' }],
  },
} as const;
