import { describe, expect, it } from 'vitest';
import { foreignEvents } from '../../support/traces/net-log';

/** As Chromium 156 writes it; the log of a process that still runs ends after some comma. */
const BEGINNING = [
  '{"constants":{"logEventTypes":{"DNS_CONFIG_CHANGED":7,"REQUEST_ALIVE":2,"UDP_CONNECT":66,"URL_REQUEST_START_JOB":136}},',
  '"events": [',
  '{"phase":0,"source":{"id":1,"type":9},"time":"10","type":7},',
];
const CONTROL = [
  '{"params":{"url":"http://control.invalid/"},"phase":1,"source":{"id":9,"type":1},"time":"30","type":2},',
  '{"params":{"address":"[2001:4860:4860::8888]:443"},"phase":1,"source":{"id":10,"type":8},"time":"31","type":66},',
];
const DICTIONARY =
  '{"params":{"url":"https://dictionaries.example/en.bdic"},"phase":1,"source":{"id":4,"type":1},"time":"12","type":136},';
const control = 'http://control.invalid/';

describe('Chromium’s log of the network', () => {
  it('shows no request before the one that was made on purpose', async () => {
    expect(await foreignEvents([...BEGINNING, ...CONTROL], control)).toEqual([]);
  });

  it('shows what was asked for at the start', async () => {
    expect(await foreignEvents([...BEGINNING, DICTIONARY, ...CONTROL], control)).toEqual([
      'URL_REQUEST_START_JOB {"url":"https://dictionaries.example/en.bdic"}',
    ]);
  });

  it('says nothing where the one on purpose isn’t in it', async () => {
    const finished = [...BEGINNING, DICTIONARY.replace(/,$/u, '],'), '"polledData": {}}'];
    await expect(foreignEvents(finished, control)).rejects.toThrow('it says nothing');
  });
});
