import { describe, expect, it } from 'vitest';
import { foreignAddresses, foreignInLsof, foreignInTrace } from '../../../scripts/packaging/foreign-connections';

describe('connections of the installed app to elsewhere', () => {
  it('are seen in a trace: any address of a network, of a name’s server too, and none of a local socket', () => {
    const connections = [
      '12 connect(7, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = -1 ENETUNREACH',
      '12 connect(7, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16) = 0',
      '13 sendto(9, "a", 1, 0, {sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr("224.0.0.251")}, 16) = 1',
    ];
    const local = [
      '12 connect(3, {sa_family=AF_UNIX, sun_path="/run/AF_INET"}, 110) = 0',
      '12 sendto(3, "AF_INET", 7, MSG_NOSIGNAL, NULL, 0) = 7',
    ];
    expect(foreignInTrace([...connections, ...local, ''].join('\n'))).toEqual(connections);
  });

  it('are seen in what lsof prints, beside lines of processes, of this computer and of sockets without a partner', () => {
    const output = ['p612', 'f21', 'n127.0.0.1:50001->127.0.0.1:50000', 'f22', 'n[::1]:1->[::1]:2', 'f23', 'n*:5353'];
    expect(foreignInLsof(output.join('\n'))).toEqual([]);
    const foreign = ['192.168.1.5:50002->192.0.2.1:80', '[fe80::1]:50003->[2001:db8::1]:443'];
    expect(foreignInLsof([...output, ...foreign.map((line) => `n${line}`), ''].join('\n'))).toEqual(foreign);
  });

  it('are seen in a list of addresses', () => {
    expect(foreignAddresses('127.0.0.1\r\n::1\r\n192.0.2.1\r\n\r\n2001:db8::1\r\n')).toEqual([
      '192.0.2.1',
      '2001:db8::1',
    ]);
  });
});
