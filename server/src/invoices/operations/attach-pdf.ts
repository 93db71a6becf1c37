import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import type { Kind } from '../../operations/kinds.ts';
import { run } from '../../operations/run.ts';
import { begin } from '../../operations/store.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { invoices } from '../contract.ts';
import { invoiceOf } from '../mirror/invoice-row-queries.ts';
import { dealIdsOf, visibleContext } from '../visible-context.ts';

type AttachData = { invoiceId: string; fileName: string };

/** Largest file that is uploaded; QuickBooks' PDFs have some 100 kB. */
const mostBytes = 10 * 1024 * 1024;

/**
 * Uploads an invoice's PDF to a deal. After a lost response the file is looked up by its name. It
 * is not sent again in the background: the user sees that it is missing, and may repeat it.
 */
export const attachPdfKind: Kind<AttachData, null> = {
  name: 'attach_pdf',
  again: 'never',
  asks: false,

  async send(work, call) {
    const { companyId, userId, dealId, data } = work.operation;
    const bytes = await work.quickbooks.invoicePdf(work.realm, data.invoiceId);
    if (bytes.byteLength > mostBytes) throw new AppError('not_possible');
    const file = { name: data.fileName, bytes, mediaType: 'application/pdf' };
    return call(async () => {
      const response = await work.pipedrive.addFile({ companyId, userId }, dealId ?? 0, file);
      return response.kind === 'done'
        ? { kind: 'done', value: null, tid: null }
        : { kind: 'unclear', tid: null };
    });
  },

  async recognise({ pipedrive, operation }) {
    const { companyId, userId, dealId, data } = operation;
    const names = await pipedrive.fileNames({ companyId, userId }, dealId ?? 0);
    return names.includes(data.fileName) ? { kind: 'found', value: null } : { kind: 'not_found' };
  },

  async apply(tx, { operation, clock }) {
    const { companyId, realmId, userId, dealId, data } = operation;
    const at = clock.now();
    const entry = { companyId, userId, at, realmId, dealId, subject: data.invoiceId };
    await writeAudit(tx, { ...entry, action: 'pdf_attached', details: { file: data.fileName } });
    return null;
  },
};

/** Names the version in QuickBooks, so that each version is attached once. */
const fileNameOf = ({ id, number, syncToken }: QuickbooksInvoice): string => {
  const safe = number.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-').trim();
  const version = Number(syncToken) + 1;
  return `${safe ? `Invoice ${safe}` : 'Invoice'} (QuickBooks ${id}, version ${version}).pdf`;
};

/**
 * Attaches the PDF of an invoice to the deal of the context, unless the deal has a file of this
 * version.
 */
export const attachPdf = async (
  ctx: Ctx,
  { context, invoiceId }: Input<(typeof invoices)['attach']>,
): Promise<Output<(typeof invoices)['attach']>> => {
  const connection = await activeConnection(ctx);
  const dealIds = dealIdsOf(await visibleContext(ctx, context));
  const { companyId, userId } = ctx;
  const { realmId } = connection;
  const known = await invoiceOf(ctx.db, { companyId, realmId }, dealIds, invoiceId);
  if (!known || known.deleted || context.of !== 'deal') throw new AppError('not_found');
  const realm = realmOf(connection);
  const invoice = await ctx.quickbooks.invoiceNow(realm, invoiceId);
  if (!invoice) throw new AppError('not_found');
  const fileName = fileNameOf(invoice);
  const attached = await ctx.pipedrive.fileNames(ctx, context.id);
  if (attached.includes(fileName)) return { state: 'exists', fileName };
  const id = randomUUID();
  const operation = await transact(ctx.db, (tx) =>
    begin<AttachData>(tx, ctx, {
      companyId,
      realmId,
      id,
      kind: 'attach_pdf',
      subject: 'deal_pdf',
      subjectId: `${context.id} ${invoiceId}`,
      dealId: context.id,
      userId,
      requestId: id,
      body: null,
      data: { invoiceId, fileName },
    }),
  );
  if (!operation) return { state: 'checking', fileName };
  const { kind } = await run(ctx, attachPdfKind, realm, operation);
  return { state: kind === 'done' ? 'attached' : 'checking', fileName };
};
