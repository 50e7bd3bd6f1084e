import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forkProcess } from '../../../../src/main/http/forked-process';
import { PDF_LIMITS, readPdfContents } from '../../../../src/main/services/credential/pdf-contents';
import { createKeptReaders } from '../../../../src/main/services/credential/reading-process';
import type { HostPorts, SeparateProcess } from '../../../../src/main/services/ports';
import { handMadePdf } from '../../../support/hostile/hand-made-pdf';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';

const fileWith = (text: string): Buffer =>
  handMadePdf({ attachments: [{ name: 'credential.json', bytes: Buffer.from(text) }] });

/** Readers that are used again, and the processes that were started and ended for them. */
function keptReaders(start: HostPorts['startProcess'] = forkProcess) {
  const processes: (SeparateProcess & { readonly kill: ReturnType<typeof vi.fn> })[] = [];
  const startProcess: HostPorts['startProcess'] = (options) => {
    const started = start(options);
    const counted = { ...started, kill: vi.fn(started.kill) };
    processes.push(counted);
    return counted;
  };
  const parts = { ...pdfReaderParts(), startProcess, keptReaders: createKeptReaders() };
  return {
    processes,
    read: (bytes: Uint8Array) => readPdfContents(bytes, parts),
    end: () => {
      for (const { kill } of processes) kill();
    },
  };
}

describe('a process that reads PDFs', () => {
  let readers: ReturnType<typeof keptReaders>;
  beforeEach(() => {
    readers = keptReaders();
  });
  afterEach(() => {
    readers.end();
  });
  const holds = (text: string) => ({ attachments: [{ bytes: new Uint8Array(Buffer.from(text)) }] });

  it('reads the next file too, and what it tells of it is of that file alone', async () => {
    expect(await readers.read(fileWith('{"one":1}'))).toMatchObject(holds('{"one":1}'));
    expect(await readers.read(fileWith('{"two":2}'))).toMatchObject(holds('{"two":2}'));
    expect(await readers.read(handMadePdf({}))).toMatchObject({ attachments: [] });
    expect(readers.processes).toHaveLength(1);
    expect(readers.processes[0]?.kill).not.toHaveBeenCalled();
  });

  it('is ended over a file that it can’t read, which a new one has read once more; the next file has a new one', async () => {
    await readers.read(fileWith('{}'));
    const locked = handMadePdf({ password: 'secret', attachments: [{ name: 'a.json', bytes: Buffer.from('{}') }] });
    expect(await readers.read(locked)).toBe('protected-pdf');
    for (const { kill } of readers.processes) expect(kill).toHaveBeenCalled();
    expect(await readers.read(fileWith('{"after":1}'))).toMatchObject(holds('{"after":1}'));
    expect(readers.processes).toHaveLength(3);
  });

  it('that ended while it waited is replaced', async () => {
    await readers.read(fileWith('{}'));
    readers.processes[0]?.kill();
    expect(await readers.read(fileWith('{"again":1}'))).toMatchObject(holds('{"again":1}'));
    expect(readers.processes).toHaveLength(2);
  });
});

describe('a process that waits for another file', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const contents = { attachments: [], sharedNames: false, title: '', keywords: '' };
  /** Processes that answer at once; from the task of that number on they say nothing. */
  function answering(silentFrom = Infinity): HostPorts['startProcess'] {
    let tasks = 0;
    return ({ onMessage }) => ({
      post: () => {
        tasks += 1;
        onMessage({ begun: true });
        if (tasks < silentFrom) onMessage({ answer: contents });
      },
      kill: () => undefined,
    });
  }

  it('is ended after ten seconds, and not before', async () => {
    const { processes, read } = keptReaders(answering());
    expect(await read(handMadePdf({}))).toEqual(contents);
    vi.advanceTimersByTime(9_999);
    expect(processes[0]?.kill).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(processes[0]?.kill).toHaveBeenCalledOnce();
    await read(handMadePdf({}));
    expect(processes).toHaveLength(2);
  });

  it('has no more time for the second file than for the first', async () => {
    const { processes, read } = keptReaders(answering(2));
    await read(handMadePdf({}));
    const second = read(handMadePdf({}));
    vi.advanceTimersByTime(PDF_LIMITS.milliseconds);
    expect(processes[0]?.kill).toHaveBeenCalledOnce();
    // The new process is as silent.
    await vi.waitFor(() => {
      expect(processes).toHaveLength(2);
    });
    vi.advanceTimersByTime(PDF_LIMITS.milliseconds);
    expect(await second).toBe('heavy-pdf');
  });
});
