import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';
import { newItem } from './typed.ts';

const name = 'lines.0.item.name';

/** Items that are created with the invoice. */
export const newItemRows: Row[] = group({ company: 'usLines', source: sources.item }, [
  {
    when: 'the new product has no name',
    typed: newItem('  '),
    quickbooks: { rejects: '2020', element: 'Name' },
    finding: { path: name, problem: 'required' },
    resolution: { enter: newItem('Site survey') },
  },
  {
    when: 'the new product has a colon in its name',
    typed: newItem('Desk: oak'),
    quickbooks: { rejects: '2040', element: 'Name' },
    finding: { path: name, problem: 'forbidden_characters' },
    resolution: { fix: 0 },
  },
  {
    when: 'the new product has a tab in its name',
    typed: newItem('Desk\tash'),
    quickbooks: { rejects: '2040', element: 'Name' },
    finding: { path: name, problem: 'forbidden_characters' },
    resolution: { fix: 0 },
  },
  {
    when: 'the new product has a line break in its name',
    typed: newItem('Desk\nbeech'),
    quickbooks: { rejects: '2040', element: 'Name' },
    finding: { path: name, problem: 'forbidden_characters' },
    resolution: { fix: 0 },
  },
  {
    when: 'the new product is named with 101 characters',
    typed: newItem(long(101)),
    quickbooks: { rejects: '2050', element: 'Name' },
    finding: { path: name, problem: 'too_long', limit: 100 },
    resolution: { fix: 0 },
  },
  {
    when: 'another product has the name of the new one',
    source: sources.errorCodes,
    typed: newItem('Hours'),
    quickbooks: { rejects: '6240' },
    finding: { path: name, problem: 'item_name_taken', limit: 'Hours 2' },
    resolution: { fix: 0 },
  },
  {
    when: 'another product has the name of the new one in other letter case',
    source: sources.errorCodes,
    typed: newItem('HOURS'),
    quickbooks: { rejects: '6240' },
    finding: { path: name, problem: 'item_name_taken', limit: 'HOURS 2' },
    resolution: { fix: 1 },
  },
  {
    when: 'an inactive product had the name of the new one',
    source: sources.errorCodes,
    typed: newItem('Reading lamp'),
    quickbooks: { rejects: '6240' },
    finding: { path: name, problem: 'item_name_inactive', limit: 'Reading lamp 2' },
    resolution: { fix: 0 },
  },
]);
