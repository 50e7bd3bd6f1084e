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

/** One handler an operation: gets parsed input, answers the operation's output or throws (`OperationFailure` for what it foresees). The signal is aborted when the page that asked is gone. */
export type OperationHandlers = {
  readonly [Name in OperationName]: (
    input: OperationInput<Name>,
    signal: AbortSignal,
  ) => Promise<OperationOutput<Name>>;
};

/** Carries out one operation; never rejects. Both hosts answer the renderer with exactly what this gives. `signal` is aborted when nobody waits for the answer any more. */
export type Dispatch = (name: unknown, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>;

/** For callers that always wait. */
const NEVER = new AbortController().signal;

/**
 * Makes the one way into the services: name against the table, size, input schema, handler, output schema.
 * Never throws, and an unforeseen error's stack goes to the log, not to the page.
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
        // The codes that blame the machine are logged with their cause; a refusal is ordinary traffic.
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
