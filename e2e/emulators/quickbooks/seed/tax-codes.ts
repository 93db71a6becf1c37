import type { TaxCode, TaxRate } from '../company/list-entities.ts';
import type { Company } from '../company/realm.ts';
import { byId, oldEntity } from './lists.ts';

type Taxes = Pick<Company, 'taxCodes' | 'taxRates'>;

/** Tax code name and its rates in percent, by rate name. */
type Table = readonly (readonly [string, Record<string, number>])[];

/** Automated sales tax: one group per state, selected by the ship-to state. */
const states: Table = [
  ['CA', { 'California state tax': 7.25 }],
  ['WA', { 'Washington state tax': 6.5 }],
  ['MA', { 'Massachusetts state tax': 6.25 }],
  ['NY', { 'New York state tax': 4, 'Albany county tax': 4 }],
  ['OR', { 'Oregon (no sales tax)': 0 }],
];

const chosenByHand: Table = [
  ['City sales tax', { 'City sales tax': 8 }],
  ['City and county', { 'City tax': 6.1, 'County tax': 2.6 }],
  ['Out of state', { 'Out of state': 0 }],
];

const unitedKingdom: Table = [
  ['20.0% S', { 'VAT 20%': 20 }],
  ['5.0% R', { 'VAT 5%': 5 }],
  ['0.0% Z', { 'VAT 0%': 0 }],
  ['Exempt', { Exempt: 0 }],
  ['No VAT', {}],
];

const canada: Table = [
  ['HST ON', { 'HST (ON)': 13 }],
  ['GST', { GST: 5 }],
  ['GST/PST BC', { GST: 5, 'PST (BC)': 7 }],
  ['GST/QST QC - 9.975', { GST: 5, QST: 9.975 }],
  ['HST NS', { 'HST (NS)': 14 }],
  ['Zero-rated', { 'Zero-rated': 0 }],
  ['Exempt', { Exempt: 0 }],
  ['Out of Scope', {}],
];

const australia: Table = [
  ['GST', { 'GST (10%)': 10 }],
  ['GST free', { 'GST free': 0 }],
  ['Input taxed', { 'Input taxed': 0 }],
  ['Export', { 'Export (0%)': 0 }],
  ['Out of scope', {}],
];

/** A reverse charge has one rate of the tax and one that takes it off again. */
const ireland: Table = [
  ['23.0% S', { 'VAT 23%': 23 }],
  ['13.5% R', { 'VAT 13.5%': 13.5 }],
  ['9.0% R2', { 'VAT 9%': 9 }],
  ['0.0% Z', { 'VAT 0%': 0 }],
  ['23.0% ECG', { 'Goods to the EU 23%': 23, 'Goods to the EU -23%': -23 }],
  ['23.0% ECS', { 'Services to the EU 23%': 23, 'Services to the EU -23%': -23 }],
  ['Exempt', { Exempt: 0 }],
  ['No VAT', {}],
];

const france: Table = [
  ['20,0% TVA', { 'TVA 20%': 20 }],
  ['10,0% TVA', { 'TVA 10%': 10 }],
  ['8,5% TVA DOM', { 'TVA DOM 8,5%': 8.5 }],
  ['5,5% TVA', { 'TVA 5,5%': 5.5 }],
  ['2,1% TVA', { 'TVA 2,1%': 2.1 }],
  ['20,0% Autoliquidation UE', { 'TVA UE 20%': 20, 'TVA UE -20%': -20 }],
  ['Export', { 'Export 0%': 0 }],
  ['Exonéré', {}],
];

/** Tables outside the US with the first Id of codes and of rates, which differ per company. */
const outsideUs: Record<string, { table: Table; firstCode: number; firstRate: number }> = {
  GB: { table: unitedKingdom, firstCode: 2, firstRate: 3 },
  CA: { table: canada, firstCode: 2, firstRate: 3 },
  AU: { table: australia, firstCode: 9, firstRate: 21 },
  IE: { table: ireland, firstCode: 12, firstRate: 30 },
  FR: { table: france, firstCode: 5, firstRate: 41 },
};

/** Reference to the country's standard rate, which all items have; none in the US. */
export function standardCode({ country }: { country: string }): { value: string } | undefined {
  const known = outsideUs[country];
  return known && { value: String(known.firstCode) };
}

/** Tax codes and rates by country; US companies also get TAX and NON. */
export function taxesOf(country: string, automated: boolean): Taxes {
  const known = outsideUs[country];
  if (known) return fromTable(known.table, known.firstCode, known.firstRate);
  const groups = fromTable(automated ? states : chosenByHand);
  return { ...groups, taxCodes: { ...pseudoCodes(), ...groups.taxCodes } };
}

/** Builds codes and rates with consecutive Ids; codes share rates of the same name. */
function fromTable(table: Table, firstCode = 2, firstRate = 3): Taxes {
  const rates = new Map<string, TaxRate>();
  const rateFor = (name: string, percent: number): TaxRate => {
    const known = rates.get(name);
    if (known) return known;
    const rate: TaxRate = {
      ...oldEntity(String(rates.size + firstRate)),
      Name: name,
      Description: name,
      Active: true,
      RateValue: percent,
      AgencyRef: { value: '1' },
      SpecialTaxType: percent === 0 ? 'ZERO_RATE' : 'NONE',
      DisplayType: 'ReadOnly',
    };
    rates.set(name, rate);
    return rate;
  };
  const codes = table.map(
    ([name, parts], index): TaxCode => ({
      ...oldEntity(String(index + firstCode)),
      Name: name,
      Description: name,
      Active: true,
      Hidden: false,
      Taxable: Object.keys(parts).length > 0,
      TaxGroup: true,
      SalesTaxRateList: {
        TaxRateDetail: Object.entries(parts).map(([rateName, percent], order) => {
          const rate = rateFor(rateName, percent);
          return {
            TaxRateRef: { value: rate.Id, name: rate.Name },
            TaxTypeApplicable: 'TaxOnAmount',
            TaxOrder: order,
          };
        }),
      },
    }),
  );
  return { taxCodes: byId(codes), taxRates: byId([...rates.values()]) };
}

function pseudoCodes(): Record<string, TaxCode> {
  const pseudo = (id: string, taxable: boolean): TaxCode => ({
    Id: id,
    Name: id,
    Description: id,
    Active: true,
    Hidden: false,
    Taxable: taxable,
    TaxGroup: false,
  });
  return {
    TAX: pseudo('TAX', true),
    NON: pseudo('NON', false),
    CustomSalesTax: pseudo('CustomSalesTax', true),
  };
}
