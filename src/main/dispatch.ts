import * as v from 'valibot';
import {
  isOperationName,
  MAXIMUM_REQUEST_BYTES,
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../contract/operations';
import { failure, OperationFailure, success, type Result } from '../contract/result';
import { refuseInput } from './plain-json';
import type { Logger } from './ports';

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
      const refusal = refuseInput(input, MAXIMUM_REQUEST_BYTES);
      if (refusal) return failure('invalid-input', refusal);
      return await carryOut(handlers, name, input, { signal, logger });
    } catch (error) {
      if (error instanceof OperationFailure) {
        // Codes that point to a fault of the machine are logged with their cause; a refusal is ordinary.
        if (error.cause !== undefined) logger.error(`${name}: ${error.code}: ${error.message}`, error.cause);
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
