import type { OperationInput, OperationName, OperationOutput } from '../../../contract/operations';
import { failure, type Result } from '../../../contract/result';

/** Carries an operation's name and input to the host, and its answer back. */
export type HostTransport = (name: OperationName, input: unknown) => Promise<unknown>;

/** The host as stores use it: one typed call that never rejects. */
export interface HostClient {
  readonly invoke: <Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
  ) => Promise<Result<OperationOutput<Name>>>;
}

/** Wraps a transport: any failure on the way becomes the error `unreachable`. */
export function createHostClient(transport: HostTransport): HostClient {
  return {
    async invoke<Name extends OperationName>(
      name: Name,
      input: OperationInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      try {
        const answer = await transport(name, input);
        if (isResult(answer)) return answer as Result<OperationOutput<Name>>;
        return failure('unreachable', `The host answered ${name} with something that is no result.`);
      } catch (error) {
        return failure('unreachable', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function isResult(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true ? 'value' in answer : answer.ok === false && 'error' in answer;
}
