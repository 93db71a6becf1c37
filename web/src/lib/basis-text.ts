import type { DealBasis } from '@dealbill/server/shared/money/deal-value-basis';
import { m } from '../messages/compiled/messages.js';

const sentences = {
  with_tax: {
    products: m.common_basis_with_tax_products,
    setting: m.common_basis_with_tax_setting,
  },
  without_tax: {
    products: m.common_basis_without_tax_products,
    setting: m.common_basis_without_tax_setting,
  },
};

/** Says whether amounts left to invoice are counted with tax, and why. */
export const basisText = ({ basis, derived }: DealBasis): string =>
  sentences[basis][derived ? 'products' : 'setting']();
