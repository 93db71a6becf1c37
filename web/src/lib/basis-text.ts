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

/**
 * States whether the amounts left to invoice include tax, and which setting or products decide it.
 */
export const basisText = ({ basis, derived }: DealBasis): string =>
  sentences[basis][derived ? 'products' : 'setting']();
