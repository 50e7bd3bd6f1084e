import { describe, expect, it, vi } from 'vitest';
import { createConsoleLogger } from '../../../../src/main/hosts/console-logger';

describe('the log', () => {
  it('has the time, the message and the stack of what went wrong', () => {
    const write = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const logger = createConsoleLogger(() => new Date(0));
    logger.error('It failed', new Error('why'));
    logger.error('It failed', 'text');
    logger.error('It failed');
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(lines[0]).toMatch(/^1970-01-01T00:00:00\.000Z It failed\nError: why\n\s+at /);
    expect(lines.slice(1)).toEqual(['1970-01-01T00:00:00.000Z It failed\ntext', '1970-01-01T00:00:00.000Z It failed']);
  });
});
