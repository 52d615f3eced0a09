import { expect, test } from 'vitest';
import { readTextFile } from './read-text-file.ts';

test('a UTF-8 file is read as it is, without its byte order mark', async () => {
  expect(await readTextFile(new Blob(['\uFEFFИмя;Телефон']))).toBe('Имя;Телефон');
});

test('a file saved by a Russian spreadsheet is no gibberish', async () => {
  const imya = new Uint8Array([0xc8, 0xec, 0xff]); // «Имя» in Windows-1251
  expect(await readTextFile(new Blob([imya]))).toBe('Имя');
});
