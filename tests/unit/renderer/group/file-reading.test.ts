import { afterEach, describe, expect, it, vi } from 'vitest';
import { GROUP_FILE_FORMAT } from '../../../../src/domain/group/group-file';
import { LEARNER_FILE_FORMAT } from '../../../../src/domain/learner-file/learner-file';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { readFile } from '../../../../src/renderer/src/stores/group/file-reading';
import type { OpenedFile } from '../../../../src/renderer/src/stores/group/opened-file';

/** Who asks it has read too much. */
const nobody: HostClient = { invoke: () => Promise.reject(new Error('The host was asked.')) };
const MOST_READ = 16_384;
const TWO_GIGABYTES = 2 * 1024 ** 3;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

function file(path: string, text: string, overrides: Partial<OpenedFile> = {}): OpenedFile {
  const bytes = bytesOf(text);
  return { path, size: bytes.length, read: async (maximum) => bytes.slice(0, maximum), ...overrides };
}

/** A file of two gigabytes, of which no more than the beginning may be asked. */
function huge(path: string, beginning: string): OpenedFile {
  return file(path, beginning, {
    size: TWO_GIGABYTES,
    read: async (maximum) => {
      if (maximum > MOST_READ) throw new RangeError(`${maximum} bytes were asked for.`);
      return bytesOf(beginning);
    },
  });
}

const pulledOut = { size: 100, read: () => Promise.reject(new DOMException('Gone.', 'NotReadableError')) };

afterEach(() => {
  vi.useRealTimers();
});

describe('a file of a stick, without the host', () => {
  it.each([
    ['a PDF of 2 GB', huge('a.pdf', '%PDF-1.7'), { content: 'unreadable', reason: 'too-large' }],
    ['JSON of 2 GB', huge('a.json', '{"format":"child-justice-progress-report"'), { content: 'not-ours' }],
    ['a film of 2 GB', huge('a.mp4', 'ftyp'), { content: 'not-ours' }],
    ['a backup of 2 GB', huge('a.jsonl', `{"format":"${LEARNER_FILE_FORMAT}"`), { content: 'learner-file' }],
    ['a stick that was pulled out', file('a.json', '', pulledOut), { content: 'unreadable', reason: 'unread' }],
    ['an empty report', file('a.json', ''), { content: 'unreadable', reason: 'damaged' }],
    ['an empty file of another kind', file('a.txt', ''), { content: 'not-ours' }],
    ['an archive cut short', file('a.zip', 'PK', { isDamaged: true }), { content: 'unreadable', reason: 'damaged' }],
    ['one behind a password', file('a.pdf', '%PDF', { isLocked: true }), { content: 'unreadable', reason: 'locked' }],
    ['decisions', file('a.json', `{"format":"${GROUP_FILE_FORMAT}"}`), { content: 'not-ours', isGroupFile: true }],
  ])('is told for what it is: %s', async (_what, opened, found) => {
    expect(await readFile(nobody, opened, true)).toEqual({ path: opened.path, digest: opened.path, found });
  });

  it('that gives nothing, such as a device or a pipe behind a link, is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const silent = file('report.json', '', { size: 100, read: () => new Promise(() => undefined) });
    const reading = readFile(nobody, silent, true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await reading).found).toEqual({ content: 'unreadable', reason: 'unread' });
  });
});
