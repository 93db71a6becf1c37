import * as z from 'zod';
import { billingFrequencies } from '../shared/contract/draft-content.ts';
import { isPlainDate } from '../shared/dates/due-date.ts';
import { decimalText } from './decimal-text.ts';
import type { Deal, DealDiscount, DealProduct, DealWithFields, Installment } from './gateway.ts';
import { recordFields } from './translate-party.ts';

const id = z.number().int().nullish().catch(null);
const text = z.string().nullish().catch(null);
const decimal = z.unknown().transform(decimalText);

/** `0` when absent; an unreadable number fails the whole response. */
const figure = z.unknown().transform((value, context) => {
  if (value === null || value === undefined) return '0';
  const text = decimalText(value);
  if (text === null) context.addIssue('not a number');
  return text ?? '0';
});

const wireDeal = z.object({
  id: z.number().int(),
  title: text,
  currency: text,
  value: decimal,
  org_id: id,
  person_id: id,
  status: text,
  is_deleted: z.boolean().nullish().catch(null),
  is_archived: z.boolean().nullish().catch(null),
  update_time: text,
  notes_count: z.number().int().nonnegative().nullish().catch(null),
});

const knownStatus = z.enum(['open', 'won', 'lost']).nullable().catch(null);

/** Translates a deal; null for a deleted one (`is_deleted`). */
export const dealOf = (data: unknown): DealWithFields | null => {
  const deal = wireDeal.parse(data);
  if (deal.is_deleted || deal.status === 'deleted') return null;
  return {
    id: deal.id,
    title: deal.title ?? '',
    currency: deal.currency ?? '',
    value: deal.value,
    status: knownStatus.parse(deal.status),
    organizationId: deal.org_id ?? null,
    personId: deal.person_id ?? null,
    archived: deal.is_archived === true,
    ...(deal.update_time && { updatedAt: deal.update_time }),
    ...(typeof deal.notes_count === 'number' && { notes: deal.notes_count }),
    fields: recordFields(data),
  };
};

/** Drops the fields, so that the cache holds only what is used later. */
export const dealFacts = ({
  id,
  title,
  currency,
  value,
  status,
  organizationId,
  personId,
  archived,
  updatedAt,
  notes,
}: Deal): Deal => ({
  id,
  title,
  currency,
  value,
  status,
  organizationId,
  personId,
  archived,
  ...(updatedAt && { updatedAt }),
  ...(notes !== undefined && { notes }),
});

/** Pipedrive's default is `percentage` (POST /v2/deals/{id}/products). */
const discountKind = z
  .enum(['percentage', 'amount'])
  .nullish()
  .transform((type) => (type === 'amount' ? ('amount' as const) : ('percent' as const)));

const wireProduct = z.object({
  product_id: z.number().int(),
  name: text,
  quantity: decimal,
  item_price: decimal,
  currency: text,
  discount: figure,
  discount_type: discountKind,
  tax: figure,
  tax_method: z.enum(['inclusive', 'exclusive', 'none']).nullish().catch(null),
  comments: text,
  is_enabled: z.boolean().nullish().catch(null),
  billing_frequency: z.enum(billingFrequencies).nullish().catch(null),
  billing_frequency_cycles: id,
  billing_start_date: z.iso.date().nullish().catch(null),
  product_variation_id: id,
});

/** Returns an array with the translated row, empty when the row is disabled. */
export const productRowsOf = (data: unknown): DealProduct[] => {
  const row = wireProduct.parse(data);
  if (row.is_enabled === false) return [];
  return [
    {
      productId: row.product_id,
      name: row.name ?? '',
      quantity: row.quantity ?? '',
      price: row.item_price ?? '',
      currency: row.currency ?? '',
      discount: { kind: row.discount_type, value: row.discount },
      tax: row.tax,
      taxMethod: row.tax_method ?? (row.tax === '0' ? 'none' : 'exclusive'),
      comments: row.comments ?? '',
      ...(row.billing_frequency && {
        billing: {
          frequency: row.billing_frequency,
          cycles: row.billing_frequency_cycles ?? null,
          ...(row.billing_start_date && { startDate: row.billing_start_date }),
        },
      }),
      ...(row.product_variation_id && { variation: { id: row.product_variation_id } }),
    },
  ];
};

const wireDiscount = z.object({ type: discountKind, amount: figure, description: text });

/** A discount on the whole deal. */
export const dealDiscountOf = (data: unknown): DealDiscount => {
  const discount = wireDiscount.parse(data);
  return {
    kind: discount.type,
    value: discount.amount,
    description: discount.description ?? '',
  };
};

const wireInstallment = z.object({
  id: z.number().int(),
  amount: figure,
  billing_date: z.string().refine(isPlainDate),
  description: text,
});

/**
 * A planned instalment of a deal.
 * https://developers.pipedrive.com/docs/api/v1/DealInstallments
 */
export const installmentOf = (data: unknown): Installment => {
  const { id, amount, billing_date, description } = wireInstallment.parse(data);
  return { id, amount, billingDate: billing_date, description: description ?? '' };
};
