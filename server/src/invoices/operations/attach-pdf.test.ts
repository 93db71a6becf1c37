import { describe, expect, it } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import type { PipedriveUser } from '../../pipedrive/gateway.ts';
import { control } from '../../testing/control.ts';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { problemsOf } from '../../testing/problems-fixture.ts';
import { runDue } from '../../testing/run-due.ts';

const open = async () => {
  const fixture = await openInvoiceFixture();
  const { company, dependencies, context, invoiceId, dealId } = fixture;
  const { owner, companyId } = company;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  return {
    ...fixture,
    attach: (differs: object = {}, user: PipedriveUser = owner) =>
      fixture.call(user, 'invoices/attach', { context, invoiceId, ...differs }),
    files: () => dependencies.pipedrive.fileNames(owner, dealId),
    uploadFault: (fault: object) =>
      control(pipedrive, 'POST', 'faults', {
        match: { method: 'POST', path: '/api/v1/files', company: companyId },
        times: 1,
        ...fault,
      }),
    /** Runs the lookup of the upload once every request must have ended. */
    async lookUp() {
      fixture.clock.advance(150_000);
      await runDue(dependencies, ['pipedrive']);
    },
  };
};

describe.concurrent('attaching the PDF to the deal', () => {
  it('uploads each version of the invoice once', async () => {
    const fixture = await open();
    const number = (await fixture.row())?.number;
    expect((await fixture.attach()).body).toMatchObject({ state: 'attached' });
    expect((await fixture.attach()).body).toMatchObject({ state: 'exists' });
    const [name] = await fixture.files();
    expect(name).toMatch(
      new RegExp(`^Invoice ${number} \\(QuickBooks \\d+, version \\d+\\)\\.pdf$`),
    );
    expect(await fixture.files()).toHaveLength(1);
    await fixture.pay(40);
    expect((await fixture.attach()).body).toMatchObject({ state: 'attached' });
    expect(new Set(await fixture.files()).size).toBe(2);
    const entries = await fixture.dependencies.db.select().from(auditEntries);
    expect(entries.filter(({ action }) => action === 'pdf_attached')).toHaveLength(2);
  });

  it('finds the file after a lost response, and uploads no second one', async () => {
    const fixture = await open();
    await fixture.uploadFault({ fault: 'reset-after' });
    expect((await fixture.attach()).body).toMatchObject({ state: 'checking' });
    await fixture.lookUp();
    expect(await fixture.files()).toHaveLength(1);
    expect((await fixture.attach()).body).toMatchObject({ state: 'exists' });
  });

  it('reports an upload that did not arrive, which can then be repeated', async () => {
    const fixture = await open();
    await fixture.uploadFault({ fault: 'status', status: 500 });
    expect((await fixture.attach()).body).toMatchObject({ state: 'checking' });
    expect((await fixture.attach()).body).toMatchObject({ state: 'checking' });
    await fixture.lookUp();
    const problems = problemsOf(fixture, fixture.company.owner);
    expect(await problems.ofKind('operation')).toMatchObject([
      { subject: 'attach_pdf', state: 'not_done', canRetry: false },
    ]);
    expect((await fixture.attach()).body).toMatchObject({ state: 'attached' });
    expect(await problems.ofKind('operation')).toEqual([]);
    expect(await fixture.files()).toHaveLength(1);
  });

  it.each([402, 403])(
    'says what Pipedrive said when it refuses the file with %s',
    async (status) => {
      const fixture = await open();
      await fixture.uploadFault({
        fault: 'status',
        status,
        body: { success: false, error: 'Storage limit reached' },
      });
      expect(await fixture.attach()).toMatchObject({
        status: 403,
        body: {
          error: { code: 'pipedrive_forbidden', details: { said: 'Storage limit reached' } },
        },
      });
      expect(await fixture.files()).toEqual([]);
    },
  );

  it('is refused for a colleague, another company and another context', async () => {
    const fixture = await open();
    expect(await fixture.attach({}, fixture.company.colleague)).toMatchObject({
      status: 403,
      body: { error: { code: 'not_owner' } },
    });
    expect((await fixture.attach({ context: { of: 'company' } })).status).toBe(404);
    const other = await open();
    expect((await other.attach({ invoiceId: 'not-there' })).status).toBe(404);
    expect(await fixture.files()).toEqual([]);
  });
});
