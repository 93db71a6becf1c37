import type { EstimateTrouble } from '@dealbill/server/shared/checks/check-estimate';
import type { Term } from '@dealbill/server/shared/contract/company-profile';
import {
  type Bundle,
  type Conversion,
  type CustomerChoice,
  type Discount,
  existingCustomer,
  type SaleLocation,
  type Shipping,
  type ShipTo,
} from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type {
  ListEntry,
  ListFieldName,
  TextFieldName,
} from '@dealbill/server/shared/contract/invoice-fields';
import { type KnownRecords, nothingKnown } from '@dealbill/server/shared/contract/known-records';
import type { CustomerRow, ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import type { Recipients } from '@dealbill/server/shared/contract/recipients';
import { dueByTerm, dueFollows } from '@dealbill/server/shared/dates/due-by-term';
import {
  amountsCurrency,
  beforeConversion,
  changeCurrency,
  convertAmounts,
  keepAmounts,
} from '@dealbill/server/shared/money/conversion';
import { rateOfInvoice } from '@dealbill/server/shared/money/exchange-rate';
import { cleanName } from '@dealbill/server/shared/text/clean-text';
import { fillRecipients } from '@dealbill/server/shared/text/fill-recipients';
import {
  copyOf,
  type DocumentLine,
  type EditorCompany,
  type InvoiceDocument,
  isEmptyLine,
  kindOf,
} from './document.ts';
import { billEstimate, type EstimateToBill, takeBackEstimate, unlinkEstimate } from './estimate.ts';
import { withFees } from './fee-lines.ts';
import { lineWithCode, linkedLine, unlinkedLine, withParts } from './line-editor/line-changes.ts';
import { type RefusedField, refusedFields } from './refused-fields.ts';

type Details = InvoiceDocument['details'];

/** Fields that hold text as typed, by their path. */
export type TextPath =
  | `customer.${'to' | 'address' | 'email' | 'cc' | 'bcc' | 'taxId'}`
  | `details.${'issueDate' | 'dueDate' | 'number' | 'message' | 'memo'}`
  | `fields.${TextFieldName}`
  | `lines.${number}.${'description' | 'serviceDate' | 'quantity' | 'unitPrice'}`;

/** Fields that hold a class or location, by their path. */
export type EntryPath = `fields.${ListFieldName}` | `lines.${number}.class`;

/** State of the request for QuickBooks' exchange rate; `idle` while none is needed. */
export type RateState = 'idle' | 'reading' | 'missing' | 'failed';

/** Everything that the user changes in an open document, and what depends on it. */
export type EditorState = {
  document: InvoiceDocument;
  company: EditorCompany;
  /** False while the invoice has payments. */
  linesCanChange: boolean;
  /** False for an existing invoice, whose discounts change in QuickBooks only. */
  discountsCanChange: boolean;
  /** False for an existing invoice, whose lines keep their classes. */
  canChooseClasses: boolean;
  /** True until the user types a due date that differs from the term's. */
  dueFollows: boolean;
  /** True while all candidates are shown, false while only the selected customer is. */
  choosingCustomer: boolean;
  rate: RateState;
  /** What the mirror of QuickBooks knows about the records that the document names. */
  known: KnownRecords;
  /** Id of a customer that was made active here. */
  reactivatedCustomer: string | null;
  /** The line whose item is being created at once, and the proposed name. */
  itemCreation: { index: number; name: string } | null;
  /** Why QuickBooks would not link an estimate, once it was read. */
  estimateTrouble: { estimateId: string; trouble: EstimateTrouble } | null;
  /** The estimate chosen in this window, to find out whether its copied lines were edited. */
  copiedEstimate?: EstimateToBill;
  /** The deal's e-mail address and the company's copies; null for an existing invoice. */
  usualRecipients: Recipients | null;
  /** Fields that the user has left: their problems are shown. */
  visited: ReadonlySet<string>;
  /** True after *Create* or *Review* was tried: all problems are shown. */
  showsAll: boolean;
  /** Problems that the server or QuickBooks reported, until their field changes. */
  refused: RefusedField[];
};

export type EditorAction =
  | { type: 'text_typed'; path: TextPath; text: string }
  | { type: 'entry_chosen'; path: EntryPath; entry: ListEntry | null }
  | { type: 'term_chosen'; term: Details['term'] }
  | { type: 'term_created'; term: Term }
  | { type: 'due_by_term' }
  | { type: 'tax_mode_chosen'; taxMode: Details['taxMode'] }
  | { type: 'sales_tax_chosen'; id: string | null }
  | { type: 'currency_chosen'; currency: string }
  /** Converts the amounts, or converts them again from what they were before. */
  | { type: 'amounts_converted'; rate: string; source?: Conversion['source'] }
  | { type: 'amounts_kept' }
  | { type: 'rate_typed'; rate: string }
  /** QuickBooks' rate of that currency and date. */
  | { type: 'rate_read'; of: { currency: string; date: string }; rate: string }
  | { type: 'rate_dropped' }
  | { type: 'rate_state'; state: RateState }
  | { type: 'records_known'; known: KnownRecords }
  | { type: 'customer_chosen'; row: CustomerRow }
  | { type: 'new_customer_named'; name: string }
  /** Remembered for a customer that was chosen; null when nothing is. */
  | { type: 'recipients_read'; customerId: string; recipients: Recipients | null }
  | { type: 'deal_email_used' }
  | { type: 'choosing_customer'; choosing: boolean }
  | { type: 'ship_to_chosen'; shipTo: ShipTo }
  /** Undefined: as the customer's address says. */
  | { type: 'sale_location_chosen'; location: SaleLocation | undefined }
  | { type: 'line_added'; line: DocumentLine }
  /** Complete lines; they take the place of lines without any input. */
  | { type: 'lines_added'; lines: DocumentLine[] }
  /** Starts the document from an estimate of its customer. */
  | { type: 'estimate_chosen'; estimate: EstimateToBill }
  /** Restores what the estimate took the place of. */
  | { type: 'estimate_taken_back' }
  /** Keeps the lines, without the link to the estimate. */
  | { type: 'estimate_unlinked' }
  | { type: 'estimate_known'; estimateId: string; trouble: EstimateTrouble | null }
  | { type: 'line_copied'; index: number; key: string }
  | { type: 'line_removed'; index: number }
  | { type: 'line_moved'; from: number; to: number }
  | { type: 'item_chosen'; index: number; item: ItemRow | null }
  /** Names the item that is created with the invoice. */
  | { type: 'new_item_named'; index: number; name: string }
  /** Opens the dialog that creates the item of a line at once. */
  | { type: 'item_creation_opened'; index: number; name: string }
  | { type: 'item_creation_closed' }
  /** QuickBooks has made the inactive customer active; `before` is the choice at the press. */
  | { type: 'customer_reactivated'; row: CustomerRow; before: CustomerChoice }
  /**
   * QuickBooks has made an item active, by then perhaps under another name than `name`, which lines
   * want to create.
   */
  | { type: 'item_reactivated'; name: string; row: ItemRow }
  /** QuickBooks has created the item of a line. */
  | { type: 'item_available'; index: number; row: ItemRow }
  /** `index` null: of all lines. */
  | { type: 'tax_code_chosen'; index: number | null; id: string | null }
  /** `index` null: of the whole document. */
  | { type: 'discount_typed'; index: number | null; discount: Discount }
  /** Price or tax code of an item of a bundle. */
  | {
      type: 'part_changed';
      index: number;
      part: number;
      change: Partial<Pick<Bundle['parts'][number], 'unitPrice' | 'taxCodeId'>>;
    }
  | { type: 'fee_typed'; index: number; percent: string }
  /** Undefined for none. */
  | { type: 'shipping_entered'; shipping: Shipping | undefined }
  /** Another state of the same invoice: merged with QuickBooks' newer one, or taken back. */
  | {
      type: 'document_replaced';
      document: InvoiceDocument;
      company: EditorCompany;
      linesCanChange: boolean;
    }
  | { type: 'lines_restored'; lines: DocumentLine[] }
  | { type: 'field_left'; path: string }
  | { type: 'all_shown' }
  | { type: 'refused'; errors: FieldError[] };

/** The state when a document is opened. */
export const openedState = (
  opened: Pick<EditorState, 'document' | 'company'> & Partial<EditorState>,
): EditorState => ({
  linesCanChange: true,
  discountsCanChange: true,
  canChooseClasses: true,
  dueFollows: dueFollows(opened.document.details, opened.company.terms),
  choosingCustomer: opened.document.customer.choice.kind !== 'existing',
  rate: 'idle',
  known: nothingKnown,
  reactivatedCustomer: null,
  itemCreation: null,
  estimateTrouble: null,
  usualRecipients: null,
  visited: new Set(),
  showsAll: false,
  refused: [],
  ...opened,
});

/** The state after an action, with everything that follows from it. */
export const reduce = (before: EditorState, action: EditorAction): EditorState => {
  const state = applied(before, action);
  const { lines } = state.document;
  return lines === before.document.lines ? state : withLines(state, withFees(lines));
};

const applied = (state: EditorState, action: EditorAction): EditorState => {
  const { document, company } = state;
  switch (action.type) {
    case 'text_typed':
      return withTyped(state, action.path, action.text);
    case 'entry_chosen':
      return withEntry(state, action.path, action.entry ?? undefined);
    case 'term_chosen':
      return withDue(withDetails(state, { term: action.term }));
    case 'term_created':
      return { ...state, company: withTerm(company, action.term) };
    case 'due_by_term':
      return withDue({ ...state, dueFollows: true });
    case 'tax_mode_chosen':
      return withDetails(state, { taxMode: action.taxMode });
    case 'sales_tax_chosen':
      return withDetails(state, { salesTaxCodeId: action.id });
    case 'currency_chosen':
      return { ...state, document: changeCurrency(document, action.currency) };
    case 'amounts_converted': {
      const before = beforeConversion(document) ?? document;
      return { ...state, document: convertAmounts(before, action.rate, action.source) };
    }
    case 'amounts_kept':
      return { ...state, document: keepAmounts(document) };
    case 'rate_typed':
      return withDetails(state, { exchangeRate: typedRate(document.details, action.rate) });
    case 'rate_read':
      return withDetails(state, { exchangeRate: readRate(document.details, action) });
    case 'rate_dropped':
      return withDetails(state, { exchangeRate: undefined });
    case 'rate_state':
      return { ...state, rate: action.state };
    case 'records_known':
      return { ...state, known: action.known };
    case 'customer_chosen':
      return withRecipients(
        withCustomer(state, customerAfter(document.customer, action.row)),
        idOf(document) === action.row.id ? undefined : null,
      );
    case 'new_customer_named':
      return withRecipients(
        withCustomer(state, {
          choice: { kind: 'new', name: action.name },
          ...(document.customer.choice.kind === 'existing' && { saleLocation: undefined }),
        }),
        idOf(document) === null ? undefined : null,
      );
    case 'recipients_read':
      return idOf(document) === action.customerId
        ? withRecipients(state, action.recipients)
        : state;
    case 'deal_email_used':
      return withCustomer(state, { email: state.usualRecipients?.to ?? '', emailFrom: 'deal' });
    case 'choosing_customer':
      return { ...state, choosingCustomer: action.choosing };
    case 'ship_to_chosen':
      return withCustomer(state, { shipTo: action.shipTo });
    case 'sale_location_chosen':
      return withCustomer(state, { saleLocation: action.location });
    case 'line_added':
      return withLines(state, [...document.lines, action.line]);
    case 'lines_added':
      return withLines(state, [
        ...document.lines.filter((line) => !isEmptyLine(line)),
        ...action.lines,
      ]);
    case 'estimate_chosen':
      return {
        ...state,
        document: billEstimate(document, action.estimate),
        copiedEstimate: action.estimate,
      };
    case 'estimate_taken_back':
      return { ...state, document: takeBackEstimate(document) };
    case 'estimate_unlinked':
      return { ...state, document: unlinkEstimate(document) };
    case 'estimate_known': {
      const { estimateId, trouble } = action;
      return { ...state, estimateTrouble: trouble && { estimateId, trouble } };
    }
    case 'line_copied':
      return withLines(
        state,
        document.lines.flatMap((line, at) =>
          at === action.index ? [line, copyOf(line, action.key)] : [line],
        ),
      );
    case 'line_removed':
      return withLines(state, document.lines.toSpliced(action.index, 1));
    case 'line_moved':
      return withLines(state, moved(document.lines, action.from, action.to));
    case 'item_chosen':
      return withLine(state, action.index, (line) =>
        action.item
          ? linkedLine(line, action.item, company, amountsCurrency(document.details))
          : unlinkedLine(line, company),
      );
    case 'new_item_named':
      return withLine(state, action.index, (line) =>
        line.item?.id === null ? { ...line, item: { ...line.item, name: action.name } } : line,
      );
    case 'item_creation_opened':
      return { ...state, itemCreation: { index: action.index, name: action.name } };
    case 'item_creation_closed':
      return { ...state, itemCreation: null };
    case 'customer_reactivated': {
      const reactivated = { ...state, reactivatedCustomer: action.row.id };
      const { choice } = document.customer;
      const stays = idOf(document) === action.row.id || isSameChoice(choice, action.before);
      if (!stays) return reactivated;
      const known = { ...state.known, customer: null };
      return reduce({ ...reactivated, known }, { type: 'customer_chosen', row: action.row });
    }
    case 'item_reactivated':
      return withAvailableItem(state, action.row, (line) => wantsItem(line, action.name));
    case 'item_available':
      return withAvailableItem(state, action.row, (_, at) => at === action.index);
    case 'tax_code_chosen':
      return withLine(state, action.index, (line) => {
        if (line.bundle) return withParts(line, () => ({ taxCodeId: action.id }));
        return kindOf(line) === 'item' ? lineWithCode(line, action.id) : line;
      });
    case 'part_changed':
      return withLine(state, action.index, (line) =>
        withParts(line, (at) => (at === action.part ? action.change : {})),
      );
    case 'discount_typed':
      return action.index === null
        ? { ...state, document: { ...document, discount: action.discount } }
        : withLine(state, action.index, (line) => ({ ...line, discount: action.discount }));
    case 'fee_typed':
      return withLine(state, action.index, (line) => ({
        ...line,
        fee: { percent: action.percent },
      }));
    case 'shipping_entered':
      return { ...state, document: { ...document, shipping: action.shipping } };
    case 'document_replaced': {
      const { type: _, ...opened } = action;
      return { ...openedState({ ...state, ...opened }), dueFollows: followsAt(opened) };
    }
    case 'lines_restored':
      return withLines(state, action.lines);
    case 'field_left':
      return state.visited.has(action.path)
        ? state
        : { ...state, visited: new Set(state.visited).add(action.path) };
    case 'all_shown':
      return { ...state, showsAll: true };
    case 'refused':
      return { ...state, refused: refusedFields(action.errors, document) };
  }
};

const followsAt = ({ document, company }: Pick<EditorState, 'document' | 'company'>): boolean =>
  dueFollows(document.details, company.terms);

const withDetails = (state: EditorState, change: Partial<Details>): EditorState => ({
  ...state,
  document: { ...state.document, details: { ...state.document.details, ...change } },
});

const withCustomer = (
  state: EditorState,
  change: Partial<InvoiceDocument['customer']>,
): EditorState => ({
  ...state,
  document: { ...state.document, customer: { ...state.document.customer, ...change } },
});

const idOf = ({ customer: { choice } }: InvoiceDocument): string | null =>
  choice.kind === 'existing' ? choice.id : null;

const isSameChoice = (one: CustomerChoice, other: CustomerChoice): boolean => {
  if (one.kind === 'existing') return other.kind === 'existing' && one.id === other.id;
  if (one.kind === 'new') return other.kind === 'new' && one.name === other.name;
  return other.kind === 'none';
};

/**
 * Recipients after another customer was chosen, so that none of the former customer stay; nothing
 * changes with undefined, and nothing that was typed.
 */
const withRecipients = (
  state: EditorState,
  remembered: Recipients | null | undefined,
): EditorState =>
  remembered === undefined || !state.usualRecipients
    ? state
    : withCustomer(
        state,
        fillRecipients(state.document.customer, state.usualRecipients, remembered),
      );

const withLines = (state: EditorState, lines: DocumentLine[]): EditorState =>
  lines === state.document.lines ? state : { ...state, document: { ...state.document, lines } };

/** Changes one line, or all with `index` null. */
const withLine = (
  state: EditorState,
  index: number | null,
  change: (line: DocumentLine) => DocumentLine,
): EditorState =>
  withLines(
    state,
    state.document.lines.map((line, at) => (index === null || index === at ? change(line) : line)),
  );

/** Whether the line would create an item of this name. */
const wantsItem = ({ item }: DocumentLine, name: string): boolean =>
  item?.id === null && cleanName(item.name).toLowerCase() === name.toLowerCase();

/** Links the item to the lines that it is for, and to all that have it or want to create it. */
const withAvailableItem = (
  state: EditorState,
  row: ItemRow,
  isFor: (line: DocumentLine, at: number) => boolean,
): EditorState => {
  const items = state.known.items.filter(({ id }) => id !== row.id);
  const takenItemNames = state.known.takenItemNames.filter(({ takenBy }) => takenBy.id !== row.id);
  const known = { ...state.known, items, takenItemNames };
  const { company, document } = state;
  const lines = document.lines.map((line, at) =>
    isFor(line, at) || line.item?.id === row.id || wantsItem(line, row.name)
      ? linkedLine(line, row, company, amountsCurrency(document.details))
      : line,
  );
  return withLines({ ...state, known }, lines);
};

/** The due date of the term, while the due date follows it. */
const withDue = (state: EditorState): EditorState => {
  const due = state.dueFollows ? dueByTerm(state.document.details, state.company.terms) : null;
  return due === null ? state : withDetails(state, { dueDate: due });
};

const withTyped = (state: EditorState, path: TextPath, text: string): EditorState => {
  const [section, second, third = ''] = path.split('.');
  if (section === 'lines') {
    const isFigure = third === 'quantity' || third === 'unitPrice';
    return withLine(state, Number(second), (line) => ({
      ...line,
      [third]: text,
      ...(isFigure && line.fee && { fee: undefined }),
    }));
  }
  if (section === 'customer')
    return withCustomer(state, { [String(second)]: text, ...typedBy(path, state) });
  if (section === 'fields') return withFields(state, { [String(second)]: text });
  const typed = withDetails(state, { [String(second)]: text });
  if (path === 'details.issueDate') return withDue(typed);
  return path === 'details.dueDate' ? { ...typed, dueFollows: followsAt(typed) } : typed;
};

const withFields = (state: EditorState, change: InvoiceDocument['fields']): EditorState => ({
  ...state,
  document: { ...state.document, fields: { ...state.document.fields, ...change } },
});

const withEntry = (
  state: EditorState,
  path: EntryPath,
  entry: ListEntry | undefined,
): EditorState => {
  const [section, second] = path.split('.');
  return section === 'lines'
    ? withLine(state, Number(second), (line) => ({ ...line, class: entry }))
    : withFields(state, { [String(second)]: entry });
};

/** Typed recipients stay when another customer is chosen. */
const typedBy = (path: TextPath, { usualRecipients }: EditorState) => {
  if (!usualRecipients) return {};
  if (path === 'customer.email') return { emailFrom: 'user' as const };
  const isCopy = path === 'customer.cc' || path === 'customer.bcc';
  return isCopy ? { copiesFrom: 'user' as const } : {};
};

const withTerm = (company: EditorCompany, term: Term): EditorCompany =>
  company.terms.some(({ id }) => id === term.id)
    ? company
    : { ...company, terms: [...company.terms, term] };

/**
 * Another customer, or one chosen over the typed address, decides the address for sales tax. A
 * customer that replaces another or a new one also decides where the sale goes.
 */
const customerAfter = ({ choice, shipTo }: InvoiceDocument['customer'], row: CustomerRow) => {
  const another = choice.kind === 'existing' && choice.id !== row.id;
  const reset = shipTo?.kind === 'billing' || another;
  return {
    choice: existingCustomer(row),
    ...(reset && { shipTo: { kind: 'auto' as const } }),
    ...((another || choice.kind === 'new') && { saleLocation: undefined }),
  };
};

/** A typed rate remembers QuickBooks' rate, to compare with it. */
const typedRate = (details: Details, rate: string): Details['exchangeRate'] => {
  const { currency, issueDate: date } = details;
  const known = rateOfInvoice(details);
  const quickbooks = known?.from === 'quickbooks' ? known.rate : known?.quickbooks;
  return { currency, date, rate, from: 'typed', ...(quickbooks && { quickbooks }) };
};

/** QuickBooks' rate replaces none, and is remembered beside a typed one. */
const readRate = (
  details: Details,
  { of, rate }: Extract<EditorAction, { type: 'rate_read' }>,
): Details['exchangeRate'] => {
  const known = rateOfInvoice(details);
  return known?.from === 'typed'
    ? { ...known, quickbooks: rate }
    : { ...of, rate, from: 'quickbooks' };
};

const moved = <T>(list: T[], from: number, to: number): T[] => {
  const item = list[from];
  return item === undefined ? list : list.toSpliced(from, 1).toSpliced(to, 0, item);
};
