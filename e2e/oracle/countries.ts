/** Tax codes with their rates, percent by name. */
type Codes = Record<string, Record<string, string>>;

export type Country = {
  /** Kind of the emulator's company. */
  like: 'customNumbers' | 'uk' | 'ca' | 'au' | 'ie' | 'fr';
  /** `invoice`: one code for all taxable lines. */
  codePer: 'line' | 'invoice';
  rounding: 'line' | 'sum';
  codes: Codes;
};

/** Reverse charges have one rate of the tax and one that takes it off again. */
const reverseCharge = (name: string, percent: string) => ({
  [`${name} ${percent}%`]: percent,
  [`${name} -${percent}%`]: `-${percent}`,
});

/** Tax codes of a company in each country; ids differ per company and are not part of it. */
export const countries: Record<string, Country> = {
  'the US without automated sales tax': {
    like: 'customNumbers',
    codePer: 'invoice',
    rounding: 'sum',
    codes: {
      'City sales tax': { 'City sales tax': '8' },
      'City and county': { 'City tax': '6.1', 'County tax': '2.6' },
      'Out of state': { 'Out of state': '0' },
    },
  },
  'the United Kingdom': {
    like: 'uk',
    codePer: 'line',
    rounding: 'line',
    codes: {
      '20.0% S': { 'VAT 20%': '20' },
      '5.0% R': { 'VAT 5%': '5' },
      '0.0% Z': { 'VAT 0%': '0' },
      Exempt: { Exempt: '0' },
      'No VAT': {},
    },
  },
  Canada: {
    like: 'ca',
    codePer: 'line',
    rounding: 'line',
    codes: {
      'HST ON': { 'HST (ON)': '13' },
      GST: { GST: '5' },
      'GST/PST BC': { GST: '5', 'PST (BC)': '7' },
      'GST/QST QC - 9.975': { GST: '5', QST: '9.975' },
      'HST NS': { 'HST (NS)': '14' },
      'Zero-rated': { 'Zero-rated': '0' },
      'Out of Scope': {},
    },
  },
  Australia: {
    like: 'au',
    codePer: 'line',
    rounding: 'line',
    codes: {
      GST: { 'GST (10%)': '10' },
      'GST free': { 'GST free': '0' },
      Export: { 'Export (0%)': '0' },
      'Out of scope': {},
    },
  },
  Ireland: {
    like: 'ie',
    codePer: 'line',
    rounding: 'line',
    codes: {
      '23.0% S': { 'VAT 23%': '23' },
      '13.5% R': { 'VAT 13.5%': '13.5' },
      '9.0% R2': { 'VAT 9%': '9' },
      '0.0% Z': { 'VAT 0%': '0' },
      '23.0% ECG': reverseCharge('Goods to the EU', '23'),
      '23.0% ECS': reverseCharge('Services to the EU', '23'),
      'No VAT': {},
    },
  },
  France: {
    like: 'fr',
    codePer: 'line',
    rounding: 'line',
    codes: {
      '20,0% TVA': { 'TVA 20%': '20' },
      '10,0% TVA': { 'TVA 10%': '10' },
      '8,5% TVA DOM': { 'TVA DOM 8,5%': '8.5' },
      '5,5% TVA': { 'TVA 5,5%': '5.5' },
      '2,1% TVA': { 'TVA 2,1%': '2.1' },
      '20,0% Autoliquidation UE': reverseCharge('TVA UE', '20'),
      Exonéré: {},
    },
  },
};
