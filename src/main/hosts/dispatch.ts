import * as v from 'valibot';
import {
  isOperationName,
  MAXIMUM_REQUEST_BYTES,
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../../contract/operations';
import { failure, OperationFailure, success, type Result } from '../../contract/result';
import type { Logger } from '../services/ports';

/**
 * One handler an operation: takes parsed input, returns the operation's output or throws (`OperationFailure` for
 * expected failures). The signal is aborted when the page that asked is closed.
 */
export type OperationHandlers = {
  readonly [Name in OperationName]: (
    input: OperationInput<Name>,
    signal: AbortSignal,
  ) => Promise<OperationOutput<Name>>;
};

/**
 * Carries out one operation; never rejects. Both hosts send the renderer exactly this result. `signal` is aborted when
 * the caller stops waiting.
 */
export type Dispatch = (name: unknown, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>;

/**
 * The largest input, in levels of arrays and objects; the table of operations needs four. Parsers recurse, and only an
 * attack is deeper.
 */
const MAXIMUM_DEPTH = 16;

/** For callers that always wait. */
const NEVER = new AbortController().signal;

/**
 * Creates the only entry to the services, which checks in order: name against the table, size, input schema, handler,
 * output schema. Never throws, and an unexpected error's stack goes to the log, not to the page.
 */
export function createDispatch(handlers: OperationHandlers, logger: Logger): Dispatch {
  return async (name, input, signal = NEVER) => {
    if (!isOperationName(name)) return failure('unknown-operation', 'There is no operation of that name.');
    try {
      const refusal = refuseInput(input);
      if (refusal) return failure('invalid-input', refusal);
      return await carryOut(handlers, name, input, { signal, logger });
    } catch (error) {
      // What was asked was given up with the page: no fault of the machine.
      if (signal.aborted && error === signal.reason) return failure('internal', 'The page that asked is gone.');
      if (error instanceof OperationFailure) {
        // Codes that point to a fault of the machine are logged with their cause; a refusal is ordinary.
        // Not with their message: that names a file, and so a learner.
        if (error.cause !== undefined) logger.error(`${name}: ${error.code}`, error.cause);
        return failure(error.code, error.message, error.details);
      }
      logger.error(`${name} failed unexpectedly`, error);
      return failure('internal', 'The operation failed; the log says why.');
    }
  };
}

async function carryOut<Name extends OperationName>(
  handlers: OperationHandlers,
  name: Name,
  input: unknown,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<Result<unknown>> {
  const parsedInput = v.safeParse(operations[name].input, input);
  if (!parsedInput.success) return failure('invalid-input', describeIssue(parsedInput.issues[0]));
  const handler = handlers[name] as (input: unknown, signal: AbortSignal) => Promise<unknown>;
  const parsedOutput = v.safeParse(operations[name].output, await handler(parsedInput.output, signal));
  if (!parsedOutput.success) {
    logger.error(`${name} answered outside its schema: ${describeIssue(parsedOutput.issues[0])}`);
    return failure('invalid-output', 'The host answered outside its own schema.');
  }
  return success(parsedOutput.output);
}

/** Names the place, never the value: the message may be logged, and the value may be a note. */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? '';
  return `Invalid ${path ? `\`${path}\`` : 'input'}: expected ${issue.expected ?? 'another value'} (${issue.type}).`;
}

/**
 * Says why an operation's input is refused before any schema sees it, or null. Allowed: one plain object, plain JSON
 * all the way down, within the depth and the size. A Map, a cycle or a big integer survives Electron's structured clone
 * but not HTTP, and schemas take a Map for an object without keys: both hosts must see the same values.
 */
function refuseInput(input: unknown): string | null {
  if (!isPlainObject(input)) return 'The input is not an object.';
  // A structured clone keeps shared parts shared: fifteen nested arrays of ten times the same part are small to send
  // and 10^15 values to walk. So the walk has a budget, and only what fits it is turned into text.
  if (!fits(input, MAXIMUM_DEPTH, { characters: MAXIMUM_REQUEST_BYTES })) {
    return `The input is not plain JSON of at most ${MAXIMUM_DEPTH} levels and ${MAXIMUM_REQUEST_BYTES} bytes.`;
  }
  return Buffer.byteLength(JSON.stringify(input)) > MAXIMUM_REQUEST_BYTES
    ? `The input is larger than ${MAXIMUM_REQUEST_BYTES} bytes.`
    : null;
}

function fits(value: unknown, levels: number, budget: { characters: number }): boolean {
  budget.characters -= typeof value === 'string' ? value.length + 2 : 1;
  if (budget.characters < 0) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    // Holes cost nothing to send and as much to walk as entries.
    budget.characters -= value.length;
    if (budget.characters < 0) return false;
    return value.every((item) => fits(item, levels - 1, budget));
  }
  if (!isPlainObject(value)) return false;
  return Object.entries(value).every(([key, item]) => {
    budget.characters -= key.length + 3;
    return fits(item, levels - 1, budget);
  });
}

/** True for `{}` and its like, whichever realm made them: its prototype is null or the end of the chain. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
