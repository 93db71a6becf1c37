import type { Fix } from '../../shared/checks/fixes.ts';
import { type DraftContent, existingCustomer } from '../../shared/contract/draft-content.ts';
import { changeCurrency } from '../../shared/money/conversion.ts';
import { changed } from './row.ts';

/** The draft after one press on a correction, as the form applies it. */
export const applyFix = (content: DraftContent, fix: Fix): DraftContent => {
  switch (fix.kind) {
    case 'text':
      return changed(content, { [fix.path]: fix.value });
    case 'no_discount':
      return changed(content, { [fix.path.replace(/\.value$/, '')]: { kind: 'none' } });
    case 'no_shipping': {
      const { shipping: _, ...others } = content;
      return others;
    }
    case 'no_service_date':
      return changed(content, { [`lines.${fix.index}.serviceDate`]: '' });
    case 'remove_line':
      return { ...content, lines: content.lines.filter((_line, index) => index !== fix.index) };
    case 'unlink_item':
      return changed(content, { [`lines.${fix.index}.item`]: null });
    case 'currency':
      return changeCurrency(content, fix.currency);
    case 'new_customer':
      return changed(content, { 'customer.choice': { kind: 'new', name: fix.name } });
    case 'unlink_estimate': {
      const { estimate: _, ...others } = content;
      return others;
    }
    case 'choose_customer':
      return changed(content, { 'customer.choice': { kind: 'none' } });
    case 'item': {
      const { id, name, taxable } = fix.row;
      return changed(content, { [`lines.${fix.index}.item`]: { id, name, taxable } });
    }
    case 'reactivate':
      return fix.of === 'item'
        ? changed(content, {
            [`lines.${fix.index}.item`]: { id: fix.id, name: fix.name, taxable: true },
          })
        : content;
    // Opens a dialog; what the user does there is the resolution of the row.
    case 'create_item':
      return content;
    case 'customer':
      return changed(content, { 'customer.choice': existingCustomer(fix.row) });
    case 'entry':
      return changed(content, { [fix.path]: fix.entry ?? undefined });
  }
};
