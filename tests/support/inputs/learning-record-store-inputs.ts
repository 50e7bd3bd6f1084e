import { groupStatement } from '../hosts/fake-store';

const statement = groupStatement(1);
/** Nothing listens there. */
const access = {
  sendingId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab',
  address: 'http://127.0.0.1:1/xAPI',
  username: 'key',
  password: 'secret',
};
const { actor, object } = statement;

/** Valid and invalid inputs of `learning-record-store.send`: nothing goes out but facts of reports. */
export const learningRecordStoreInputs = {
  valid: { ...access, statements: [statement] },
  invalid: [
    { ...access, statements: [] },
    { ...access, statements: [statement, statement] },
    { ...access, statements: Array.from({ length: 501 }, (_, index) => groupStatement(index)) },
    { ...access, address: '', statements: [statement] },
    { ...access, password: 'x'.repeat(301), statements: [statement] },
    ...[
      { note: 'My own practice.' },
      { id: '../x' },
      { actor: { ...actor, mbox: 'mailto:dara@example.org' } },
      { actor: { ...actor, account: { ...actor.account, name: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab' } } },
      { actor: { ...actor, account: { ...actor.account, homePage: 'http://network.example/' } } },
      { verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { en: 'answered' } } },
      { object: { ...object, id: 'https://elsewhere.example/' } },
      { object: { ...object, id: 'urn:child-justice-series:question:a/q1' } },
      { object: { ...object, definition: { ...object.definition, description: { en: 'x' } } } },
      { result: { completion: true, response: 'b' } },
      { result: { completion: true, duration: 'PT12S' } },
      { timestamp: '2026-11-20T09:41:07.000Z' },
      { context: { platform: 'x' } },
    ].map((part) => ({ ...access, statements: [{ ...statement, ...part }] })),
  ],
};
