import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ERROR_CODES, OperationFailure } from '../../../../src/contract/result';
import {
  isOperationName,
  MAXIMUM_REQUEST_BYTES,
  operations,
  type OperationName,
} from '../../../../src/contract/operations';
import { MAXIMUM_REASON_LENGTH } from '../../../../src/domain/certificate/certificate-revision';
import { MAXIMUM_LISTED_ISSUES } from '../../../../src/domain/certificate/record-of-learning';
import { MAXIMUM_NAME_LENGTH } from '../../../../src/domain/learner/learner';
import { FOCAL_POINT_FIELDS } from '../../../../src/domain/notes/focal-point';
import { MAXIMUM_QUOTE_LENGTH } from '../../../../src/domain/notes/highlight';
import { MAXIMUM_NOTE_LENGTH } from '../../../../src/domain/notes/note';
import { MAXIMUM_KEPT_TAGS, MAXIMUM_TAG_LENGTH } from '../../../../src/domain/notes/tags';
import { createDispatch, type OperationHandlers } from '../../../../src/main/hosts/dispatch';
import { inputsOf, labelled } from '../../../support/inputs/operation-inputs';

const silent = { error: vi.fn() };

const description = {
  host: 'browser' as const,
  version: '1.0.0',
  runtime: [],
  dataFolder: '/data',
  dataFolderProblem: null,
  keyProtection: 'file' as const,
};

/** Handlers that fail the test when they are reached, but for those given. */
function handlers(given: Partial<OperationHandlers> = {}): OperationHandlers {
  const unreached = (): Promise<never> => Promise.reject(new Error('The handler was reached.'));
  const all = Object.fromEntries(
    Object.keys(operations).map((name) => [name, unreached]),
  ) as unknown as OperationHandlers;
  return { ...all, ...given };
}

/** The valid document of an operation with other parts. */
function withParts(name: OperationName, parts: object): object {
  const valid = inputsOf(name).valid as { readonly document: object };
  return { ...valid, document: { ...valid.document, ...parts } };
}

describe('dispatch', () => {
  it.each([
    'app.describe ',
    'APP.DESCRIBE',
    'constructor',
    '__proto__',
    'toString',
    '',
    undefined,
    null,
    7,
    ['app.describe'],
    { toString: () => 'app.describe' },
  ])('knows no operation %j', async (name) => {
    const dispatch = createDispatch(handlers(), silent);
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'unknown-operation' } });
  });

  it('answers what the handler answers', async () => {
    const dispatch = createDispatch(handlers({ 'app.describe': async () => description }), silent);
    expect(await dispatch('app.describe', {})).toEqual({ ok: true, value: description });
  });

  it('tells the handler when the page that asked is gone; a caller that says nothing always waits', async () => {
    const signals: AbortSignal[] = [];
    const dispatch = createDispatch(
      handlers({
        'app.describe': async (_, signal) => {
          signals.push(signal);
          return description;
        },
      }),
      silent,
    );
    const page = new AbortController();
    await dispatch('app.describe', {}, page.signal);
    await dispatch('app.describe', {});
    page.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('passes a foreseen failure on with its code and facts', async () => {
    const failing = async (): Promise<never> => {
      throw new OperationFailure('disk-full', 'The disk is full.', { fileName: 'a.pdf' });
    };
    const dispatch = createDispatch(handlers({ 'app.describe': failing }), silent);
    expect(await dispatch('app.describe', {})).toEqual({
      ok: false,
      error: { code: 'disk-full', message: 'The disk is full.', details: { fileName: 'a.pdf' } },
    });
  });

  it.each([new Error('secret at /home/member/x.ts:3'), 'a string', undefined, null, Object.create(null)])(
    'turns an unforeseen failure into `internal`, with the stack in the log alone (%#)',
    async (thrown) => {
      const error = vi.fn();
      const dispatch = createDispatch(handlers({ 'app.describe': () => Promise.reject(thrown as Error) }), { error });
      const result = await dispatch('app.describe', {});
      expect(result).toEqual({
        ok: false,
        error: { code: 'internal', message: 'The operation failed; the log says why.' },
      });
      expect(error).toHaveBeenCalledWith('app.describe failed unexpectedly', thrown);
    },
  );

  it('lets nothing out that the output schema does not allow', async () => {
    const error = vi.fn();
    const leaking = async (): Promise<typeof description> => ({ ...description, secret: 'x' }) as typeof description;
    const dispatch = createDispatch(handlers({ 'app.describe': leaking }), { error });
    expect(await dispatch('app.describe', {})).toMatchObject({ ok: false, error: { code: 'invalid-output' } });
    expect(error).toHaveBeenCalledOnce();
  });

  it.each([
    ['a Map', new Map()],
    ['a big integer', { value: 1n }],
    ['undefined', undefined],
    ['a function', () => undefined],
    ['a cycle', cycle()],
    ['an array', []],
    ['null', null],
    ['a string', '{}'],
    ['an unknown key', { extra: 1 }],
    ['an own prototype key', JSON.parse('{"__proto__":{"a":1}}')],
    ['3,000 levels', JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`)],
    ['a small value that unfolds to 10^15 parts', unfolding()],
    ['four billion holes', { text: Object.assign([], { length: 2 ** 32 - 1 }) }],
    ['a number that JSON has not', { value: Number.POSITIVE_INFINITY }],
    ['an instance of a class', new Date(0)],
    ['more bytes than allowed', { text: 'x'.repeat(MAXIMUM_REQUEST_BYTES) }],
  ])('refuses %s as input', async (_, input) => {
    const dispatch = createDispatch(handlers(), silent);
    const result = await dispatch('app.describe', input);
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('names the place of a wrong value and never the value', async () => {
    const dispatch = createDispatch(handlers(), silent);
    const result = await dispatch('link.open', { url: 'x', note: 'a private note' });
    expect(JSON.stringify(result)).toContain('note');
    expect(JSON.stringify(result)).not.toContain('private');
    const long = await dispatch('link.open', { url: 'private'.repeat(1_000) });
    expect(JSON.stringify(long)).not.toContain('private');
  });

  const learnerId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
  const page = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';
  const cursor = { epoch: '', lastSequence: 0, chain: '' };
  const change = { id: 'c'.repeat(80), kind: 'key', body: '{}' };
  const many = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

  it.each<[OperationName, string, unknown]>([
    ['journal.append', '500 changes', { learnerId, page, cursor, changes: many(500, change) }],
    [
      'journal.append',
      'the longest body',
      { learnerId, page, cursor, changes: [{ ...change, body: 'x'.repeat(262_144) }] },
    ],
    ['journal.rewrite', '500 bodies', { learnerId, page, bodies: many(500, { id: change.id, body: '{}' }) }],
    ['journal.read', 'the largest page', { learnerId, afterSequence: 0, limit: 2_000 }],
    ['learner-removal.find', '1,000 learners', { learnerIds: many(1_000, learnerId) }],
    ['learner-removal.find', 'no learner', { learnerIds: [] }],
    ['export.begin', 'the longest label', { kind: 'notebook', label: 'x'.repeat(400) }],
    ['export.append', 'the longest piece, all escaped', { exportId: learnerId, text: '\0'.repeat(1_000_000) }],
    ['link.open', 'the longest address', { url: 'x'.repeat(2_048) }],
    [
      'certificate.preview',
      'names, titles, reason and revision',
      withParts('certificate.preview', {
        revision: 999,
        learner: { latinName: 'x'.repeat(MAXIMUM_NAME_LENGTH), khmerName: 'x'.repeat(MAXIMUM_NAME_LENGTH) },
        title: 'x'.repeat(400),
        modules: many(40, { number: 99, title: 'x'.repeat(400), score: 1 }),
        supersedes: { revision: 998, issuedAt: new Date(0).toISOString(), reason: 'x'.repeat(MAXIMUM_REASON_LENGTH) },
      }),
    ],
    [
      'record-of-learning.export',
      'certificates',
      withParts('record-of-learning.export', {
        certificates: many(MAXIMUM_LISTED_ISSUES, {
          certificateId: learnerId,
          revision: 999,
          kind: 'module',
          title: 'x'.repeat(100),
          issuedOn: '2026-11-25',
          replaced: true,
        }),
      }),
    ],
    [
      'job-aid.export',
      'the focal point',
      withParts('job-aid.export', {
        focalPoint: { heading: '', lines: FOCAL_POINT_FIELDS.map((label) => ({ label, value: 'x'.repeat(8_000) })) },
      }),
    ],
    [
      'notebook.export',
      'a note',
      withParts('notebook.export', {
        sections: many(100, {
          title: '',
          notes: [{ quote: 'x'.repeat(MAXIMUM_QUOTE_LENGTH), text: '', tags: ['x'] }],
        }).with(0, {
          title: '',
          notes: [
            {
              quote: '',
              text: 'x'.repeat(MAXIMUM_NOTE_LENGTH),
              tags: many(MAXIMUM_KEPT_TAGS, 'x'.repeat(MAXIMUM_TAG_LENGTH)),
            },
          ],
        }),
      }),
    ],
  ])('takes the most that a page sends: %s of %s', async (name, _, input) => {
    const reached = vi.fn(() => Promise.reject(new OperationFailure('not-found', 'reached')));
    await createDispatch({ ...handlers(), [name]: reached }, silent)(name, input);
    expect(reached).toHaveBeenCalledExactlyOnceWith(input, expect.any(AbortSignal));
  });

  describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
    const { valid, invalid } = inputsOf(name);

    it('lets a valid input reach its handler', async () => {
      const reached = vi.fn(() => Promise.reject(new OperationFailure('not-found', 'reached')));
      const dispatch = createDispatch({ ...handlers(), [name]: reached }, silent);
      await dispatch(name, valid);
      expect(reached).toHaveBeenCalledExactlyOnceWith(valid, expect.any(AbortSignal));
    });

    it.each(labelled(invalid))('refuses %s', async (_, input) => {
      const reached = vi.fn(() => Promise.reject(new Error('reached')));
      const dispatch = createDispatch({ ...handlers(), [name]: reached }, silent);
      expect(await dispatch(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
      expect(reached).not.toHaveBeenCalled();
    });

    it('survives any payload', async () => {
      const dispatch = createDispatch(handlers(), silent);
      await fc.assert(
        fc.asyncProperty(
          fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true, withNullPrototype: true }),
          async (input) => {
            const result = await dispatch(name, input);
            if (!result.ok) expect(ERROR_CODES).toContain(result.error.code);
          },
        ),
        { numRuns: 500, seed: 2_026 },
      );
    });
  });
});

function cycle(): unknown {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

function unfolding(): unknown {
  let part: unknown = 'x';
  for (let level = 0; level < 14; level += 1) part = Array.from({ length: 10 }, () => part);
  return { part };
}
