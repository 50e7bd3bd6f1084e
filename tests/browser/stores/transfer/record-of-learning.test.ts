import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import {
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import { usePaperLanguage } from '../../../../src/renderer/src/stores/record/paper-language';
import { useRecordOfLearning } from '../../../../src/renderer/src/stores/transfer/record-of-learning';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { certificate, completed, scored, type Deed } from '../../../support/builders/statement-builders';
import { openWindow, PLACE } from '../../support/app-scene';

const DESCRIPTION: OperationOutput<'app.describe'> = {
  host: 'browser',
  version: '1.2.3',
  runtime: [],
  dataFolder: '/data',
  dataFolderProblem: null,
  keyProtection: 'file',
};

/** What no font of the host's has. */
let unprintable: OperationOutput<'paper.unprintable'>['characters'] = [];

/** A window whose host answers the export as told, with the documents that it was handed. */
function scene(answer: () => Promise<Result<Delivery>>, overrides: Partial<AppContext> = {}) {
  const memory = new InMemoryHost();
  const documents: OperationInput<'record-of-learning.export'>['document'][] = [];
  const reports: OperationInput<'record-of-learning.export'>['report'][] = [];
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      if (name === 'app.describe') return success(DESCRIPTION) as Result<OperationOutput<Name>>;
      if (name === 'paper.unprintable') return success({ characters: unprintable }) as Result<OperationOutput<Name>>;
      if (name !== 'record-of-learning.export') return memory.invoke(name, input);
      const { document, report } = v.parse(operations['record-of-learning.export'].input, structuredClone(input));
      documents.push(document);
      reports.push(report);
      return (await answer()) as Result<OperationOutput<Name>>;
    },
  };
  const window = openWindow(memory, { host, ...overrides });
  return { window, documents, reports, paper: useRecordOfLearning() };
}

const download = { outcome: 'download', fileName: 'Record.pdf', path: '/downloads/1' } as const;
/** Addresses of the downloads that began. */
let downloads: (string | null)[];
beforeEach(() => {
  downloads = [];
  unprintable = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push(this.getAttribute('href'));
  });
  return () => vi.restoreAllMocks();
});

const [first] = series().modules;
const deeds: readonly Deed[] = first ? completed(first) : [];

describe('the record of learning', () => {
  it('is summed up of what the database holds, and handed to the host as it takes it', async () => {
    const { window, documents, reports, paper } = scene(() => Promise.resolve(success(download)));
    await window.create('Sok Dara', 'សុខ ដារ៉ា');
    await window.record.append([
      scored('a', 0.4, 'earlier'),
      ...deeds,
      { verb: 'earned', objectId: 'a', certificate: certificate(), credential: '{}' },
    ]);
    await paper.save();
    expect(paper.work).toEqual({ phase: 'saved', delivery: download });
    expect(documents).toHaveLength(1);
    expect(downloads).toEqual(['/downloads/1']);
    expect(reports).toMatchObject([
      { app: '1.2.3', learner: { latinName: 'Sok Dara' }, modules: [{ id: 'a', bestScore: 0.9 }, {}, {}, {}] },
    ]);
    expect(documents[0]).toMatchObject({
      learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
      madeOn: '2026-11-20',
      modules: [
        {
          number: 1,
          sectionsRead: 2,
          firstStudiedOn: '2026-11-20',
          bestScore: 0.9,
          bestScoreOn: '2026-11-20',
          attempts: 2,
          completedOn: '2026-11-20',
        },
        { number: 2, attempts: 0 },
        { number: 3 },
        { number: 4 },
      ],
      certificates: [{ title: 'Module a', revision: 1, issuedOn: '2026-11-20' }],
      totals: { completeModules: 1, sectionsRead: 2, attempts: 2 },
    });
  });

  it.each([
    ['en', { language: 'en', seriesTitle: 'Child Justice Series' }, undefined],
    ['km', { language: 'km', seriesTitle: 'ស៊េរី' }, undefined],
    ['both', { language: 'km', seriesTitle: 'ស៊េរី' }, { language: 'en', seriesTitle: 'Child Justice Series' }],
  ] as const)('is in the language of papers: %s', async (choice, own, beside) => {
    const { window, documents, paper } = scene(() => Promise.resolve(success(download)), {
      translationIn: (each) => (each === 'km' ? { title: 'ស៊េរី', modules: {}, sequences: {} } : undefined),
      seriesIn: (each) => (each === 'km' ? { ...series(), title: 'ស៊េរី' } : series()),
    });
    await window.create();
    usePaperLanguage().choose(choice);
    await paper.save();
    expect(documents).toMatchObject([own]);
    expect(documents[0]?.beside).toEqual(beside && expect.objectContaining(beside));
  });

  it('holds no answer and no note', async () => {
    const { window, documents, paper } = scene(() => Promise.resolve(success(download)));
    await window.create();
    await window.notes.add(PLACE, 'A private thought.');
    await window.record.append([
      { verb: 'initialized', attemptId: 'x', moduleId: 'a', mode: 'practice', seed: 1, questionIds: ['q'] },
      {
        verb: 'answered',
        attemptId: 'x',
        questionId: 'q',
        answer: { kind: 'text', text: 'A private reflection.' },
        confidence: 'unsaid',
        seconds: 9,
      },
    ]);
    await paper.save();
    expect(JSON.stringify(documents)).not.toContain('private');
    expect(documents[0]?.modules[0]).toMatchObject({ firstStudiedOn: '2026-11-20', attempts: 0 });
  });

  it('names characters that no font has, once: asked for again, it is made with boxes', async () => {
    const { window, documents, paper } = scene(() => Promise.resolve(success(download)));
    unprintable = [{ character: '𐀀', codePoint: 'U+10000' }];
    await window.create('Sok Dara 𐀀');
    await paper.save();
    expect(paper.work).toEqual({ phase: 'unprintable', characters: '𐀀 (U+10000)' });
    expect(documents).toEqual([]);
    await paper.save();
    expect(paper.work).toEqual({ phase: 'saved', delivery: download });
    // Other ones are named again.
    unprintable = [{ character: '𐀁', codePoint: 'U+10001' }];
    await paper.save();
    expect(paper.work).toEqual({ phase: 'unprintable', characters: '𐀁 (U+10001)' });
  });

  it('says where the learner closed the dialog, and why the host could not write', async () => {
    let answer: Result<Delivery> = success({ outcome: 'cancelled' });
    const { window, paper } = scene(() => Promise.resolve(answer));
    await window.create();
    await paper.save();
    expect(paper.work).toEqual({ phase: 'cancelled' });
    answer = failure('disk-full', 'ENOSPC');
    await paper.save();
    expect(paper.work).toEqual({ phase: 'failed', from: 'host', code: 'disk-full', fileName: '' });
  });

  it('is made once at a time, and not told to the next person at the computer', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { window, documents, paper } = scene(async () => {
      await held;
      return success(download);
    });
    await window.create();
    const saving = paper.save();
    await paper.save();
    expect(paper.work.phase).toBe('working');
    await expect.poll(() => documents.length).toBe(1);
    await window.closing.leave();
    release();
    await saving;
    expect(paper.work).toEqual({ phase: 'idle' });
    expect(documents).toHaveLength(1);
    expect(downloads).toEqual([]);
  });
});
