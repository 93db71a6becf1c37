import { describe, expect, it } from 'vitest';
import { sampleContent, sampleProfile } from '../testing/sample-draft.ts';
import { emptyLine, type InvoiceDocument } from './document.ts';
import { type EditorAction, type EditorState, openedState, reduce } from './document-reducer.ts';

const opened = (differs: Partial<InvoiceDocument> = {}): EditorState =>
  openedState({ document: { ...sampleContent, ...differs }, company: sampleProfile });

const after = (state: EditorState, ...actions: EditorAction[]): EditorState =>
  actions.reduce(reduce, state);

const chosen = (id: string) =>
  ({
    type: 'customer_chosen',
    row: { id, name: 'Cedar & Finch', email: null, address: null, currency: 'GBP' },
  }) as const;

describe('the due date', () => {
  it('follows issue date and term', () => {
    const moved = after(opened(), {
      type: 'text_typed',
      path: 'details.issueDate',
      text: '2026-03-20',
    });
    expect(moved.document.details.dueDate).toBe('2026-03-27');
    const term = { kind: 'quickbooks', id: '3' } as const;
    expect(after(moved, { type: 'term_chosen', term }).document.details.dueDate).toBe('2026-04-19');
  });

  it('stays once the user typed another one, until the user takes the term’s date', () => {
    const typed = after(
      opened(),
      { type: 'text_typed', path: 'details.dueDate', text: '2026-05-01' },
      { type: 'text_typed', path: 'details.issueDate', text: '2026-03-20' },
    );
    expect(typed.document.details.dueDate).toBe('2026-05-01');
    const followed = after(typed, { type: 'due_by_term' });
    expect(followed.document.details.dueDate).toBe('2026-03-27');
    expect(followed.dueFollows).toBe(true);
  });

  it('follows again after the term’s own date was typed', () => {
    const typed = after(
      opened(),
      { type: 'text_typed', path: 'details.dueDate', text: '2026-05-01' },
      { type: 'text_typed', path: 'details.dueDate', text: '2026-03-20' },
    );
    expect(typed.dueFollows).toBe(true);
  });
});

describe('lines', () => {
  const lines = ['Desk', 'Chair', 'Lamp'].map((description) => ({
    ...emptyLine(description),
    description,
  }));
  const keysOf = ({ document }: EditorState) => document.lines.map(({ key }) => key);

  it('are added at the end, removed and moved', () => {
    const state = opened({ lines });
    expect(keysOf(after(state, { type: 'line_added', line: emptyLine('new') }))).toEqual([
      'Desk',
      'Chair',
      'Lamp',
      'new',
    ]);
    expect(keysOf(after(state, { type: 'line_removed', index: 1 }))).toEqual(['Desk', 'Lamp']);
    expect(keysOf(after(state, { type: 'line_moved', from: 0, to: 2 }))).toEqual([
      'Chair',
      'Lamp',
      'Desk',
    ]);
  });

  it('stay the same objects when another line is typed into', () => {
    const typed = after(opened({ lines }), {
      type: 'text_typed',
      path: 'lines.1.quantity',
      text: '3',
    });
    expect(typed.document.lines[1]?.quantity).toBe('3');
    expect(typed.document.lines[0]).toBe(lines[0]);
    expect(typed.document.lines[2]).toBe(lines[2]);
  });

  it('get one tax code together, except lines that have none', () => {
    const existing = { id: '4', kind: 'text', amount: '0.00', taxCodeId: null } as const;
    const [desk, words] = [emptyLine('desk'), { ...emptyLine('words'), existing }];
    const { document } = after(opened({ lines: [desk, words] }), {
      type: 'tax_code_chosen',
      index: null,
      id: '20',
    });
    expect(document.lines).toMatchObject([
      { taxCodeId: '20', taxCodeFrom: 'user' },
      { taxCodeId: null },
    ]);
  });
});

describe('the address for sales tax', () => {
  it('is reset by another customer, and by a customer chosen over the typed address', () => {
    const other = { kind: 'other', address: 'Portland, OR 97209' } as const;
    const state = after(opened(), chosen('7'), { type: 'ship_to_chosen', shipTo: other });
    expect(after(state, chosen('7')).document.customer.shipTo).toEqual(other);
    expect(after(state, chosen('8')).document.customer.shipTo).toEqual({ kind: 'auto' });
    const billing = after(state, { type: 'ship_to_chosen', shipTo: { kind: 'billing' } });
    expect(after(billing, chosen('7')).document.customer.shipTo).toEqual({ kind: 'auto' });
  });
});

describe('the place of sale', () => {
  it('is the chosen one until another customer is chosen', () => {
    const location = 'other_eu' as const;
    const state = after(opened(), chosen('7'), { type: 'sale_location_chosen', location });
    expect(after(state, chosen('7')).document.customer.saleLocation).toBe(location);
    expect(after(state, chosen('8')).document.customer.saleLocation).toBeUndefined();
  });

  it('is not kept when a new customer replaces an existing one, or the other way round', () => {
    const location = 'other_eu' as const;
    const named = { type: 'new_customer_named', name: 'Acme' } as const;
    const choose = { type: 'sale_location_chosen', location } as const;
    const locationOf = (...actions: EditorAction[]) =>
      after(opened(), ...actions).document.customer.saleLocation;
    expect(locationOf(chosen('7'), choose, named)).toBeUndefined();
    expect(locationOf(named, choose, { ...named, name: 'Acme Ltd' })).toBe(location);
    expect(locationOf(named, choose, chosen('7'))).toBeUndefined();
  });
});

describe('the exchange rate', () => {
  const of = { currency: 'EUR', date: '2026-03-13' };
  const inEuro = after(opened(), { type: 'currency_chosen', currency: 'EUR' });

  it('is QuickBooks’ rate, or a typed one that remembers QuickBooks’ rate', () => {
    const read = after(inEuro, { type: 'rate_read', of, rate: '0.86' });
    expect(read.document.details.exchangeRate).toEqual({ ...of, rate: '0.86', from: 'quickbooks' });
    const typed = after(read, { type: 'rate_typed', rate: '0.9' });
    expect(typed.document.details.exchangeRate).toEqual({
      ...of,
      rate: '0.9',
      from: 'typed',
      quickbooks: '0.86',
    });
    expect(after(typed, { type: 'rate_dropped' }).document.details.exchangeRate).toBeUndefined();
  });

  it('does not replace a rate that was typed while QuickBooks’ was read', () => {
    const typed = after(
      inEuro,
      { type: 'rate_typed', rate: '0.9' },
      { type: 'rate_read', of, rate: '0.86' },
    );
    expect(typed.document.details.exchangeRate).toMatchObject({ rate: '0.9', quickbooks: '0.86' });
  });
});

describe('a newer version of the document', () => {
  it('replaces the document and keeps which problems are shown', () => {
    const state = after(opened(), { type: 'field_left', path: 'customer.email' });
    const document = { ...sampleContent, lines: [] };
    const replaced = after(state, {
      type: 'document_replaced',
      document,
      company: sampleProfile,
      linesCanChange: false,
    });
    expect(replaced).toMatchObject({ document, linesCanChange: false });
    expect(replaced.visited.has('customer.email')).toBe(true);
  });
});

describe('recipients', () => {
  const usualRecipients = { to: 'deal@larch.example', cc: 'copies@larch.example', bcc: '' };
  const remembered = { to: 'accounts@larch.example', cc: '', bcc: 'archive@larch.example' };
  const filled = () =>
    openedState({
      document: {
        ...sampleContent,
        customer: {
          ...sampleContent.customer,
          email: 'deal@larch.example',
          emailFrom: 'deal',
          cc: 'copies@larch.example',
          bcc: '',
          copiesFrom: 'company',
        },
      },
      company: sampleProfile,
      usualRecipients,
    });
  const read = (customerId: string) =>
    ({ type: 'recipients_read', customerId, recipients: remembered }) as const;
  const sentTo = ({ document: { customer } }: EditorState) => {
    const { email, cc, bcc } = customer;
    return { email, cc, bcc };
  };
  const usual = { email: 'deal@larch.example', cc: 'copies@larch.example', bcc: '' };
  const known = { email: 'accounts@larch.example', cc: '', bcc: 'archive@larch.example' };

  it('are those remembered for the chosen customer, and of no other', () => {
    const one = after(filled(), chosen('58'), read('58'));
    expect(sentTo(one)).toEqual(known);
    expect(sentTo(after(one, chosen('58')))).toEqual(known);
    expect(sentTo(after(one, chosen('59')))).toEqual(usual);
    expect(sentTo(after(one, chosen('59'), read('58')))).toEqual(usual);
    expect(sentTo(after(one, { type: 'new_customer_named', name: 'Larch' }))).toEqual(usual);
  });

  it('stay when they were typed', () => {
    const typed = after(
      filled(),
      { type: 'text_typed', path: 'customer.email', text: 'me@larch.example' },
      { type: 'text_typed', path: 'customer.bcc', text: '' },
      chosen('58'),
      read('58'),
    );
    expect(sentTo(typed)).toEqual({ ...usual, email: 'me@larch.example' });
  });

  it('can be the deal’s address again', () => {
    const state = after(filled(), chosen('58'), read('58'), { type: 'deal_email_used' });
    expect(state.document.customer).toMatchObject({
      email: 'deal@larch.example',
      emailFrom: 'deal',
      bcc: 'archive@larch.example',
    });
  });

  it('of a draft from before they were remembered stay', () => {
    const old = openedState({
      document: {
        ...sampleContent,
        customer: { ...sampleContent.customer, email: 'old@larch.example' },
      },
      company: sampleProfile,
      usualRecipients,
    });
    const { customer } = after(old, chosen('58'), read('58')).document;
    expect(customer).toMatchObject({ email: 'old@larch.example' });
    expect(customer.cc).toBeUndefined();
  });
});

describe('a late answer to Reactivate', () => {
  const item = { id: '7', name: 'Site survey', taxable: true };
  const row = { ...item, sku: null, description: null, unitPrice: null, taxCodeId: null };
  const other = { ...emptyLine('other'), item: { id: '8', name: 'Desk', taxable: true } };
  const answer: EditorAction = { type: 'item_reactivated', name: 'Survey', row };

  it('links the lines that have or want the item, wherever they are now', () => {
    const wanting = { ...emptyLine('b'), item: { id: null, name: 'survey', taxable: null } };
    const lines = [other, { ...emptyLine('a'), item }, wanting];
    const linked = after(opened({ lines }), answer).document.lines;
    expect(linked.map((line) => line.item?.id)).toEqual(['8', '7', '7']);
  });

  it('leaves a line that got another item meanwhile', () => {
    expect(after(opened({ lines: [other] }), answer).document.lines).toEqual([other]);
  });

  it('leaves another customer that was chosen meanwhile', () => {
    const before = { kind: 'existing', id: '1', name: 'Cedar', currency: 'GBP' } as const;
    const late: EditorAction = { ...chosen('1'), type: 'customer_reactivated', before };
    const idAfter = (...actions: EditorAction[]) => {
      const { choice } = after(opened(), ...actions).document.customer;
      return choice.kind === 'existing' ? choice.id : null;
    };
    expect(idAfter(chosen('1'), chosen('2'), late)).toBe('2');
    expect(idAfter(chosen('1'), late)).toBe('1');
    expect(idAfter({ ...late, before: { kind: 'none' } })).toBe('1');
  });
});
