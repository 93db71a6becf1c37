/**
 * Where *Open in QuickBooks* leads, realm told along: the page opens in the company that the browser is
 * signed in to. `webUrl` is where QuickBooks' pages live, up to `/app`.
 */
export const invoiceLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  invoiceId: string,
): string => `${webUrl}/invoice?txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}`;

/** The list of all invoices; the id marks a link about an invoice that is no longer there. */
export const invoicesLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  invoiceId: string,
): string => `${webUrl}/invoices?txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}`;

/** The page of a payment, which is also what applies a credit. */
export const paymentLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  paymentId: string,
): string => `${webUrl}/recvpayment?txnId=${encodeURIComponent(paymentId)}&companyId=${realmId}`;

export const customerPage = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  customerId: string,
): string =>
  `${webUrl}/customerdetail?nameId=${encodeURIComponent(customerId)}&companyId=${realmId}`;
