import type { Switches } from '../switches.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Invoice } from './entities.ts';
import { stampOf } from './moment.ts';
import { bump, type Company, type Realm } from './realm.ts';

const dayMs = 86_400_000;

/** Of BillEmail, which `sendTo` becomes. */
const longestAddress = 100;

type Sending =
  | 'sendsPerDay'
  | 'sendChangesSyncToken'
  | 'sendWithoutAddress'
  | 'sendSetsEInvoiceStatus';

/**
 * E-mails an invoice to `to`, which becomes its BillEmail, else to its BillEmail, with its copies.
 * Every call sends again, up to `sendsPerDay`; Intuit's sandbox allows 40.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function sendInvoice(
  realm: Realm,
  invoice: Invoice,
  how: Pick<Switches, Sending> & {
    to: string | undefined;
  },
): Invoice {
  const address = how.to || invoice.BillEmail?.Address;
  if (!address) throw addressMissing(how.sendWithoutAddress);
  if (!address.split(',').every((one) => /^\S+@\S+\.\S+$/.test(one.trim())))
    throw refusal('2210', 'Email Address does not conform to the syntax rules of RFC 822.');
  if (address.length > longestAddress)
    throw refusal('2050', `String length exceeds ${longestAddress} : BillEmail`, 'BillEmail');
  if (how.sendsPerDay !== null && sentToday(realm) >= how.sendsPerDay)
    throw businessRefusal(
      `The limit of ${how.sendsPerDay} e-mails a day is reached. Try again tomorrow.`,
    );
  realm.company.mails.push(mailOf(realm, invoice, address));
  invoice.BillEmail = { Address: address };
  invoice.EmailStatus = 'EmailSent';
  invoice.DeliveryInfo = { DeliveryType: 'Email', DeliveryTime: stampOf(realm.now) };
  if (how.sendSetsEInvoiceStatus) invoice.EInvoiceStatus = 'Sent';
  const before = invoice.SyncToken;
  bump(realm, invoice);
  if (!how.sendChangesSyncToken) invoice.SyncToken = before;
  return invoice;
}

function mailOf({ now }: Realm, invoice: Invoice, to: string): Company['mails'][number] {
  return {
    invoiceId: invoice.Id,
    to,
    cc: invoice.BillEmailCc?.Address,
    bcc: invoice.BillEmailBcc?.Address,
    at: new Date(now).toISOString(),
  };
}

function sentToday({ company, now }: Realm): number {
  return company.mails.filter((mail) => Date.parse(mail.at) > now - dayMs).length;
}

/** Intuit does not document this fault's code; a switch selects it. */
function addressMissing(code: Switches['sendWithoutAddress']) {
  const detail = 'An email address is required to send the invoice';
  if (code === '6000') return businessRefusal(`${detail}.`);
  if (code === '2020')
    return refusal('2020', `Required parameter BillEmail is missing`, 'BillEmail');
  return refusal('6420', `Email address is required : ${detail}.`, 'BillEmail');
}
