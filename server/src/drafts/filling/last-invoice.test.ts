import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/contract.ts';
import { type DraftFixture, openDraftFixture } from '../../testing/draft-fixture.ts';
import type { drafts } from '../contract.ts';

type Last = Output<typeof drafts.lastInvoice>['invoice'];

let fixture: DraftFixture;
let form: Awaited<ReturnType<DraftFixture['form']>>;
let customerId = '';

const ask = async (differs: object = {}): Promise<Last> => {
  const input = { dealId: form.dealId, customerId, currency: 'USD', ...differs };
  const { body } = await fixture.call(fixture.company.owner, 'drafts/lastInvoice', input);
  return (body as { invoice: Last }).invoice;
};

const billAgain = async (description: string) => {
  const next = await fixture.form();
  const [line] = next.content.lines;
  const choice = {
    kind: 'existing' as const,
    id: customerId,
    name: 'Measured',
    currency: form.content.details.currency,
  };
  const created = await fixture.create({
    ...next,
    content: {
      ...next.content,
      customer: { ...next.content.customer, choice },
      lines: [{ ...line, description, quantity: '3', unitPrice: '12.50' }],
    },
  });
  return created.body.invoice;
};

beforeAll(async () => {
  fixture = await openDraftFixture();
  form = await fixture.form();
  const { body } = await fixture.create(form);
  expect(body.state).toBe('created');
  const { invoices } = await fixture.realmContents();
  customerId = invoices.at(-1)?.CustomerRef.value ?? '';
});

describe('the last invoice of a customer', () => {
  it('is the newest one, with its lines as they are typed', async () => {
    const made = await billAgain('Oak desk, oiled');
    expect(await ask()).toMatchObject({
      number: made?.number,
      issueDate: made?.issueDate,
      lines: [
        {
          item: { id: '6', name: 'Standing desk' },
          description: 'Oak desk, oiled',
          quantity: '3',
          unitPrice: '12.5',
          productId: null,
        },
      ],
      left: 0,
    });
  });

  it('is an earlier one after the newest was voided', async () => {
    const made = await billAgain('Voided');
    const target = { context: { of: 'deal', id: form.dealId }, invoiceId: made?.id };
    await fixture.call(fixture.company.owner, 'invoices/void', target);
    expect((await ask())?.lines[0]?.description).toBe('Oak desk, oiled');
  });

  it('is missing in another currency and for another customer', async () => {
    expect(await ask({ currency: 'EUR' })).toBeNull();
    expect(await ask({ customerId: '999999' })).toBeNull();
  });
});
