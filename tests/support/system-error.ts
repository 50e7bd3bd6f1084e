/** An error as Node.js throws it where the system refuses. */
export function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(`${code}: made for the test`), { code }, syscall === undefined ? {} : { syscall });
}
