/**
 * Lines of strace (`connect`, `sendto`, `sendmmsg`) that name an address of a network. In a network with nothing in it
 * this computer counts too: the app has no server and asks none.
 */
export function foreignInTrace(trace: string): string[] {
  return trace.split('\n').filter((line) => /sa_family=AF_INET6?\b/u.test(line));
}

/** Sockets that lead elsewhere, of what `lsof -i -Fn` prints: a letter and a value a line, `n` for the addresses. */
export function foreignInLsof(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('n'))
    .map((line) => line.slice(1))
    .filter((addresses) => {
      const remote = addresses.split('->')[1];
      return remote !== undefined && !/^(?:127\.0\.0\.1|\[::1\]):/u.test(remote);
    });
}

/** Remote addresses, one a line, that aren't this computer's. */
export function foreignAddresses(output: string): string[] {
  return output
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((address) => address !== '' && address !== '127.0.0.1' && address !== '::1');
}
