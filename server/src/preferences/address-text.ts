import * as z from 'zod';

const part = z.string().nullish().catch(null);

/** An address as Pipedrive sends it; its parts come from geocoding and may all be missing. */
const pipedriveAddress = z.object({
  value: part,
  formatted_address: part,
  street_number: part,
  route: part,
  subpremise: part,
  locality: part,
  postal_code: part,
  admin_area_level_1: part,
  country: part,
});

/**
 * An address in lines, as it stands on an envelope. Pipedrive's one-line text keeps the country's own order
 * and spelling, so it is cut rather than put together anew; that it was geocoded tells that the last
 * piece is the country and what stands between it and the street is the town. Pure.
 */
export const addressText = (value: unknown): string => {
  if (typeof value === 'string') return split(value).join('\n');
  const parsed = pipedriveAddress.safeParse(value);
  if (!parsed.success) return '';
  const address = parsed.data;
  const pieces = split(address.formatted_address || address.value || '');
  if (pieces.length === 0) return fromParts(address);
  const geocoded = Boolean(address.country && address.locality);
  if (!geocoded || pieces.length < 4) return pieces.join('\n');
  const town = pieces.slice(0, -1).findLastIndex((piece) => piece.includes(address.locality ?? ''));
  if (town < 1) return pieces.join('\n');
  return [...pieces.slice(0, town), pieces.slice(town, -1).join(', '), pieces.at(-1)].join('\n');
};

const split = (text: string): string[] =>
  text
    .split(/\n/.test(text) ? '\n' : ',')
    .map((piece) => piece.trim())
    .filter(Boolean);

const fromParts = (address: z.infer<typeof pipedriveAddress>): string =>
  [
    [address.street_number, address.route].filter(Boolean).join(' '),
    address.subpremise,
    [address.locality, [address.admin_area_level_1, address.postal_code].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    address.country,
  ]
    .filter(Boolean)
    .join('\n');
