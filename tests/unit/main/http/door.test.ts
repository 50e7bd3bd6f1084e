import type { IncomingMessage } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDoor, newChallenge, openSecret, provenAddress, readSecret } from '../../../../src/main/http/door';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const SECRET = 'S'.repeat(43);
const bringing = (token: string): IncomingMessage =>
  ({ headers: { authorization: `Bearer ${token}` } }) as IncomingMessage;
const codeIn = (address: string): IncomingMessage => bringing(new URL(address).hash.slice(1));

describe('the door of the browser host', () => {
  it('is open for a minute to whoever has an address, once', () => {
    let now = 0;
    const door = createDoor({ port: 47_810, secret: SECRET }, () => now);
    const [first, second] = [door.newAddress(), door.newAddress()];
    expect(first).toMatch(/^http:\/\/127\.0\.0\.1:47810\/enter\.html#[\w-]{43}$/u);
    now = 59_999;
    expect([door.exchange(codeIn(first)), door.exchange(codeIn(first))]).toEqual([SECRET, null]);
    now = 60_000;
    expect(door.exchange(codeIn(second))).toBeNull();
    expect(door.exchange({ headers: {} } as IncomingMessage)).toBeNull();
  });

  it('tells a second start an address that no stranger can pass on for another one', () => {
    const door = createDoor({ port: 47_810, secret: SECRET });
    const challenge = newChallenge();
    const answer = door.answer(challenge);
    const address = provenAddress(answer, challenge, SECRET) ?? '';
    expect(door.exchange(codeIn(address))).toBe(SECRET);
    expect(provenAddress(answer, newChallenge(), SECRET)).toBeNull();
    expect(provenAddress(answer, challenge, 'T'.repeat(43))).toBeNull();
    expect(provenAddress(answer, challenge, null)).toBeNull();
    expect(provenAddress(answer.replace('47810', '47811'), challenge, SECRET)).toBeNull();
    for (const other of [null, '', 'http://127.0.0.1:1/']) expect(provenAddress(other, challenge, SECRET)).toBeNull();
  });
});

describe('the secret of a data folder', () => {
  it('is made once, anew only where its file holds none, and is of the launch where no file can be', async () => {
    const folder = await makeFolder('door');
    const data = join(folder, 'data');
    expect(await readSecret(data)).toBeNull();
    const made = await openSecret(data);
    expect(made).toMatch(/^[\w-]{43}$/u);
    expect([await openSecret(data), await readSecret(data)]).toEqual([made, made]);
    await writeFile(join(data, 'browser-secret'), 'cut');
    expect(await openSecret(data)).not.toBe(made);
    await writeFile(join(folder, 'file'), '');
    expect(await openSecret(join(folder, 'file'))).toMatch(/^[\w-]{43}$/u);
    await removeFolder(folder);
  });
});
