import { describe, test } from 'vitest';
import { type Case, check, customer, named } from '../../testing/check-cases.ts';
import { makeDraft, makeLine, usProfile } from '../../testing/make-draft.ts';

describe('the customer of a draft', () => {
  test.each<Case>([
    [
      'no customer chosen',
      customer({ choice: { kind: 'none' } }),
      {},
      [{ path: 'customer.choice', problem: 'choose_customer' }],
    ],
    [
      'a new customer without a name',
      named('  '),
      {},
      [{ path: 'customer.choice.name', problem: 'required' }],
    ],
    ['a name of 500 characters', named('n'.repeat(500)), {}, []],
    [
      'a name of 501 characters',
      named('n'.repeat(501)),
      {},
      [{ path: 'customer.choice.name', problem: 'too_long', limit: 500 }],
    ],
    ...[':', '\t', '\n'].map(
      (sign): Case => [
        `a name with ${JSON.stringify(sign)}`,
        named(`ACME${sign}North`),
        {},
        [{ path: 'customer.choice.name', problem: 'forbidden_characters' }],
      ],
    ),
    ['a name with an apostrophe and an ampersand', named("O'Neill & Sons"), {}, []],
    [
      'a To line of 501 characters',
      customer({ to: 't'.repeat(501) }),
      {},
      [{ path: 'customer.to', problem: 'too_long', limit: 500 }],
    ],
    [
      'an address line of 501 characters',
      customer({ address: `1 Quay Street\n${'a'.repeat(501)}` }),
      {},
      [{ path: 'customer.address', problem: 'too_long', limit: 500 }],
    ],
    [
      'lines that are too long when joined into the fifth',
      customer({ to: 't', address: `a\nb\nc\n${'d'.repeat(300)}\n${'e'.repeat(300)}` }),
      {},
      [{ path: 'customer.address', problem: 'too_long', limit: 500 }],
    ],
    [
      'five lines of 400 characters',
      customer({ to: '', address: Array(5).fill('a'.repeat(400)).join('\n') }),
      {},
      [],
    ],
    [
      'five lines of 401 characters',
      customer({ to: '', address: Array(5).fill('a'.repeat(401)).join('\n') }),
      {},
      [{ path: 'customer.address', problem: 'too_long', limit: 2000 }],
    ],
    ['no address at all', customer({ to: '', address: '' }), {}, []],
    ['no e-mail', customer({ email: '' }), {}, []],
    ['two e-mails', customer({ email: 'a@acme.example, b@acme.example' }), {}, []],
    ['two e-mails with semicolons', customer({ email: 'a@acme.example;b@acme.example; ' }), {}, []],
    ...[
      'acme',
      'a@b',
      'a b@acme.example',
      'a@acme.example b@acme.example',
      'a@@acme.example',
      'a..b@acme.example',
      '.a@acme.example',
      'a.@acme.example',
      'a@acme..example',
      'a@acme.example.',
      'josé@acme.example',
      ';',
    ].map(
      (email): Case => [
        `e-mail ${email}`,
        customer({ email }),
        {},
        [{ path: 'customer.email', problem: 'not_an_email' }],
      ],
    ),
    [
      'an e-mail of 101 characters',
      customer({ email: `${'e'.repeat(88)}@acme.example` }),
      {},
      [{ path: 'customer.email', problem: 'too_long', limit: 100 }],
    ],
    [
      'copies of 201 characters',
      customer({ cc: `${'c'.repeat(188)}@acme.example`, bcc: `${'b'.repeat(188)}@acme.example` }),
      {},
      [
        { path: 'customer.cc', problem: 'too_long', limit: 200 },
        { path: 'customer.bcc', problem: 'too_long', limit: 200 },
      ],
    ],
    [
      'copies that are no addresses',
      customer({ cc: 'acme', bcc: 'a@acme.example, b' }),
      {},
      [
        { path: 'customer.cc', problem: 'not_an_email' },
        { path: 'customer.bcc', problem: 'not_an_email' },
      ],
    ],
    [
      'a US tax id of 17 characters on a new customer',
      makeDraft({
        customer: { choice: { kind: 'new', name: 'ACME' }, taxId: '1'.repeat(17) },
        details: { currency: 'USD' },
        lines: [makeLine({ taxCodeId: null })],
      }),
      usProfile('us_automatic'),
      [{ path: 'customer.taxId', problem: 'too_long', limit: 16 }],
    ],
    [
      'a tax id on an existing customer, where it is not sent',
      customer({ taxId: '1'.repeat(17) }),
      {},
      [],
    ],
  ])('is checked: %s', check);
});
