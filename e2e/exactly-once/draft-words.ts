/** As much of the panel's own words for a draft as a salesperson needs; see the server's contracts. */
export type Status = {
  id: string;
  version: number;
  state: 'editing' | 'sending' | 'unknown' | 'choose' | 'created';
  invoice: { id: string; total: string } | null;
  refusal: object | null;
  notCreated: boolean;
  found: { id: string }[];
};

type Line = {
  item: { id: string; name: string; taxable: boolean } | null;
  quantity: string;
  unitPrice: string;
  discount: object;
  taxCodeId: string | null;
};

export type Content = {
  customer: { choice: object };
  details: { currency: string };
  lines: Line[];
  discount: object;
};

export type Form = { status: Status; content: Content; books: { homeCurrency: string } };
