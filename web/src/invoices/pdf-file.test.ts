import { expect, it, vi } from 'vitest';
import { fileName } from './pdf-file.ts';

vi.mock('../lib/request.ts', () => ({ request: vi.fn() }));

it('names the file after the invoice', () => {
  expect(fileName('1042')).toBe('Invoice 1042.pdf');
});

it('removes characters that file systems reject', () => {
  expect(fileName('2026/11:7')).toBe('Invoice 2026-11-7.pdf');
  expect(fileName('')).toBe('Invoice.pdf');
});
