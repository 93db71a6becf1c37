import { parseDecimal } from '@dealbill/server/shared/money/money';
import type { DocumentLine } from '../../editor/document.ts';

/**
 * Compares texts ignoring line endings and outer spaces: text fields change the former, QuickBooks
 * may trim the latter.
 */
export const sameText = (one: string, other: string): boolean => {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
};

/** Compares numbers by value, `2` equals `2.0`; compares other text literally. */
export const sameNumber = (one: string, other: string): boolean => {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  return a && b ? a.eq(b) : one.trim() === other.trim();
};

/** Returns true when both lines sell the same. */
export const sameLine = (one: DocumentLine, other: DocumentLine): boolean =>
  one.item?.id === other.item?.id &&
  one.taxCodeId === other.taxCodeId &&
  sameText(one.description, other.description) &&
  (one.serviceDate ?? '') === (other.serviceDate ?? '') &&
  sameNumber(one.quantity, other.quantity) &&
  sameNumber(one.unitPrice, other.unitPrice);

/** Returns true when both have equal lines in the same order. */
export const sameLines = (one: DocumentLine[], other: DocumentLine[]): boolean =>
  one.length === other.length &&
  one.every((line, index) => {
    const twin = other[index];
    return twin !== undefined && line.existing?.id === twin.existing?.id && sameLine(line, twin);
  });
