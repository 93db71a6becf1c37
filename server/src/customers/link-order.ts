import type { customerLinks } from './tables.ts';

type Ordered = Pick<typeof customerLinks.$inferSelect, 'party' | 'currency'>;

/** Whether a link applies to deals in a currency: the one for the currency, or the main one. */
export const appliesTo = (link: Ordered, currency: string | undefined): boolean =>
  link.currency === '' || link.currency === currency;

/**
 * Sorts the links of an organization and a person for a deal in a currency: those of the
 * organization first, of each the one for the currency before the main one. Links for other
 * currencies, which do not apply to the deal, come last. The joins of `invoices/beside-rows.ts`
 * have the same order.
 */
export const inLinkOrder = <Link extends Ordered>(
  links: Link[],
  currency: string | undefined,
): Link[] => {
  const applies = (link: Link): number => (appliesTo(link, currency) ? 0 : 1);
  const isMain = (link: Link): number => (link.currency === '' ? 1 : 0);
  return links.toSorted(
    (a, b) => applies(a) - applies(b) || a.party.localeCompare(b.party) || isMain(a) - isMain(b),
  );
};
