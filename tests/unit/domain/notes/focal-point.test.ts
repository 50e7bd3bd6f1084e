import { describe, expect, it } from 'vitest';
import { stableNoteId } from '../../../../src/domain/notes/note-id';
import { FOCAL_POINT_NOTE_ID, focalPointText, readFocalPoint } from '../../../../src/domain/notes/focal-point';

const written = {
  name: 'Sok Dara · សុខ ដារ៉ា',
  telephone: '012 345 678',
  deputy: 'Chan Thida, 011 222 333',
  more: 'At night: 012 000 111\n\nClinic: 023 111',
};

describe('the note that holds the focal point', () => {
  it('has an id that never changes, since records hold it', () => {
    expect(FOCAL_POINT_NOTE_ID).toBe(stableNoteId('focal point'));
  });

  it('reads as a list of lines, and gives every field back', () => {
    expect(focalPointText(written).split('\n').slice(0, 3)).toEqual([written.name, written.telephone, written.deputy]);
    expect(readFocalPoint(focalPointText(written))).toEqual(written);
  });

  it('keeps its fields apart where one is empty, and is without words where all are', () => {
    const onlyNumber = { name: '', telephone: '1280', deputy: '', more: '' };
    expect(readFocalPoint(focalPointText(onlyNumber))).toEqual(onlyNumber);
    expect(focalPointText({ name: ' ', telephone: '', deputy: '\n', more: '\n ' })).toBe('');
  });

  it('takes a line break inside a field as a space, so that the next field stays what it is', () => {
    expect(readFocalPoint(focalPointText({ ...written, name: 'Sok\nDara' })).name).toBe('Sok Dara');
    expect(readFocalPoint(focalPointText({ ...written, name: 'Sok\nDara' })).telephone).toBe(written.telephone);
  });

  it('loses no line that was written to it as a plain note', () => {
    const { name, telephone, deputy, more } = readFocalPoint('Dara\r\n012\r\nThida\r\nnight\r\nclinic');
    expect([name, telephone, deputy, more]).toEqual(['Dara', '012', 'Thida', 'night\nclinic']);
  });
});
