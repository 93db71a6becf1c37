import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { causeOf } from '../http/run-for-user.ts';
import { openDraftFixture, untilOver } from '../testing/draft-fixture.ts';
import { currentReason, forUser, inBackground, type Reason } from '../vendor-calls/urgency.ts';

describe('the reason of the current work', () => {
  it('is a user by default', () => {
    expect(currentReason()).toEqual({ urgency: 'user', cause: 'other' });
  });

  it('is inherited by everything the work starts, next to work with another reason', async () => {
    const readLater = async () => {
      await pause(1);
      return currentReason();
    };
    const both = [inBackground('consents', readLater), forUser('invoices.list', readLater)];
    expect(await Promise.all(both)).toEqual([
      { urgency: 'background', cause: 'consents' },
      { urgency: 'user', cause: 'invoices.list' },
    ]);
  });

  it('names a request by its route', () => {
    expect(causeOf('/api/invoices/:invoiceId/pdf')).toBe('invoices.pdf');
    expect(causeOf('/oauth/quickbooks/callback')).toBe('oauth.quickbooks.callback');
  });

  it('is the contract entry during a request, and background during its resolution', async () => {
    const fixture = await openDraftFixture();
    const reasons: Reason[] = [];
    const { createInvoice, invoicesCreatedSince } = fixture.dependencies.quickbooks;
    fixture.dependencies.quickbooks.createInvoice = (...args) => {
      reasons.push(currentReason());
      return createInvoice(...args);
    };
    fixture.dependencies.quickbooks.invoicesCreatedSince = (...args) => {
      reasons.push(currentReason());
      return invoicesCreatedSince(...args);
    };
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create(await fixture.form());
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect(reasons).toEqual([
      { urgency: 'user', cause: 'drafts.create' },
      { urgency: 'background', cause: 'operations' },
    ]);
  });
});
