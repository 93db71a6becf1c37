/** Money status, as Pipedrive's own integration flags it. */
export const moneyStatuses = [
  'open',
  'partially_paid',
  'overdue',
  'paid',
  'voided',
  'deleted',
] as const;
export type MoneyStatus = (typeof moneyStatuses)[number];

/** Delivery, beside the money: to be sent, sent, viewed when QuickBooks says so. */
export const deliveryStatuses = ['not_sent', 'queued', 'sent', 'viewed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];
