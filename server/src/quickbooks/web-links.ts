/**
 * URL for *Open in QuickBooks*, with the realm. The page opens in the company that the browser is
 * signed in to. `webUrl` is the base of QuickBooks' pages, including `/app`.
 */
export const invoiceLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  invoiceId: string,
): string => `${webUrl}/invoice?txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}`;

/**
 * URL of the list of invoices, for an invoice that no longer exists; the id only identifies the
 * link.
 */
export const invoicesLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  invoiceId: string,
): string => `${webUrl}/invoices?txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}`;

/** URL of a payment, including payments that only apply a credit. */
export const paymentLink = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  paymentId: string,
): string => `${webUrl}/recvpayment?txnId=${encodeURIComponent(paymentId)}&companyId=${realmId}`;

export const customerPage = (
  { webUrl, realmId }: { webUrl: string; realmId: string },
  customerId: string,
): string =>
  `${webUrl}/customerdetail?nameId=${encodeURIComponent(customerId)}&companyId=${realmId}`;
