import { describe, expect, it } from 'vitest';
import { drawPdf } from './certificate-reading';
import { names } from './certificate-samples';
import { emptyRecord, fullRecord, longestTitles, partialRecord, recordTypesetting } from './record-samples';
import { differentPixels, expectStoredPicture, TOLERATED_PIXELS } from './stored-pictures';

const press = recordTypesetting();
const WIDTH = 800;

describe('the pages of a record of learning look as they did when they were last looked at', () => {
  it.each([
    ['empty', emptyRecord(), 1],
    ['partial', partialRecord(), 1],
    ['full', fullRecord(), 1],
    ['full-second-page', fullRecord(), 2],
    ['partial-in-khmer', partialRecord({ language: 'km' }), 1],
    ['full-in-khmer-second-page', fullRecord({ language: 'km' }), 2],
    ['right-to-left', partialRecord({ learner: { latinName: names.rightToLeft, khmerName: '' } }), 1],
    ['long-titles', longestTitles, 2],
  ] as const)('%s', async (name, document, number) => {
    await expectStoredPicture('records-of-learning', name, await drawPdf(await press.typeset(document), WIDTH, number));
  });

  it('and a single changed letter is noticed', async () => {
    const [one, other] = await Promise.all(
      ['Sok Dara', 'Sok Dana'].map(async (latinName) =>
        drawPdf(await press.typeset(partialRecord({ learner: { latinName, khmerName: '' } })), WIDTH),
      ),
    );
    expect(one && other && differentPixels(one, other)).toBeGreaterThan(TOLERATED_PIXELS);
  });
});
