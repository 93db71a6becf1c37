import { parseDecimal } from '@dealbill/server/shared/money/money';
import type { EditLine } from './edit-values.ts';

/** A text field writes line ends in its own way, and QuickBooks may trim what it is given. */
export const sameText = (one: string, other: string): boolean => {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
};

/** `2`, `2.0` and `2,00` are one; what makes no number is compared as it stands. */
export const sameNumber = (one: string, other: string): boolean => {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  return a && b ? a.eq(b) : one.trim() === other.trim();
};

/** True when both say the same of what is sold. */
export const sameLine = (one: EditLine, other: EditLine): boolean =>
  one.item?.id === other.item?.id &&
  one.taxCodeId === other.taxCodeId &&
  sameText(one.description, other.description) &&
  sameNumber(one.quantity, other.quantity) &&
  sameNumber(one.unitPrice, other.unitPrice);

/** True when both have the same lines in the same order. */
export const sameLines = (one: EditLine[], other: EditLine[]): boolean =>
  one.length === other.length &&
  one.every((line, index) => {
    const twin = other[index];
    return twin !== undefined && line.id === twin.id && sameLine(line, twin);
  });
