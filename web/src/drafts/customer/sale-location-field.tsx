import { type SaleLocation, saleLocations } from '@dealbill/server/shared/contract/draft-content';
import { saleLocationByAddress, saleLocationOf } from '@dealbill/server/shared/tax/sale-location';
import { taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useDraft } from '../draft-session.ts';

const names: Record<SaleLocation, () => string> = {
  within_france: m.drafts_sale_location_within_france,
  france_overseas: m.drafts_sale_location_france_overseas,
  other_eu: m.drafts_sale_location_other_eu,
  outside_eu: m.drafts_sale_location_outside_eu,
};

/** Where a French company sells to; renders nothing elsewhere. */
export function SaleLocationField() {
  const { profile } = useDraft().opened;
  return taxRulesOf(profile).hasSaleLocation ? <LocationSelect /> : null;
}

/** Follows the address until the user chooses another location. */
function LocationSelect() {
  const { dispatch } = useEditor();
  const customer = useEdited(({ document }) => document.customer);
  const fromAddress = saleLocationByAddress(customer);
  const location = saleLocationOf(customer);
  const help =
    customer.saleLocation === undefined
      ? m.drafts_sale_location_from_address()
      : m.drafts_sale_location_chosen({ location: names[fromAddress]() });
  return (
    <Field label={m.editor_sale_location()} help={help}>
      {(control) => (
        <Select
          {...control}
          data-path="customer.saleLocation"
          value={location}
          onChange={({ target }) => {
            const chosen = saleLocations.find((one) => one === target.value);
            dispatch({
              type: 'sale_location_chosen',
              location: chosen === fromAddress ? undefined : chosen,
            });
          }}
        >
          {saleLocations.map((one) => (
            <option key={one} value={one}>
              {names[one]()}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
