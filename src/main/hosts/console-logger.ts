import type { Logger } from '../services/ports';

/**
 * A logger that writes to standard error, each line with its time. It never gets bodies of the learner's record, only
 * operation names, codes and stacks.
 */
export function createConsoleLogger(now: () => Date = () => new Date()): Logger {
  return {
    error(message, cause) {
      const detail = cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? '' : String(cause);
      console.error(`${now().toISOString()} ${message}${detail ? `\n${detail}` : ''}`);
    },
  };
}
