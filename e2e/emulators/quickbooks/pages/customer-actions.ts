import { z } from 'zod';
import { mergedForUpdate } from '../api/sparse.ts';
import { addressLines } from '../company/company-address.ts';
import { customerBody } from '../company/customer-body.ts';
import { updateCustomer } from '../company/customers.ts';
import type { Customer } from '../company/entities.ts';
import { mergeCustomers } from '../company/merge-customers.ts';
import { type Company, isUnitedStates } from '../company/realm.ts';
import { objectNotFound } from '../company/references.ts';
import { readBody } from '../wire/body-faults.ts';
import { businessRefusal } from '../wire/faults.ts';
import { type Form, type FormAction, type FormWork, pageOf } from './form-action.ts';

const editForm = z.looseObject({
  name: z.string(),
  email: z.string().default(''),
  address: z.string().default(''),
  taxNumber: z.string().default(''),
});

/** Registers the form actions of the customer page. */
export function customerActions(action: FormAction): void {
  action(
    '/app/customer/active',
    saving(({ active }) => ({ Active: active === 'true' })),
  );
  action(
    '/app/customer/edit',
    saving((sent, company, known) => {
      const { name, email, address, taxNumber } = editForm.parse(sent);
      const taxField = isUnitedStates(company) ? 'ResaleNum' : 'PrimaryTaxIdentifier';
      return {
        DisplayName: name,
        PrimaryEmailAddr: { Address: email },
        ...(linesOf(address).join() !== addressLines(known.BillAddr).join() && {
          BillAddr: addressOf(linesOf(address)),
        }),
        [taxField]: taxNumber,
      };
    }),
  );
  action('/app/customer/merge', (realm, sent, switches) => {
    const { company } = realm;
    const into = customerNamed(company, String(sent.into ?? ''));
    mergeCustomers(realm, customerOf(company, sent), into, switches);
    return { to: pageOf({ nameId: into.Id }), notice: 'Customers merged.' };
  });
}

function saving(changeOf: (sent: Form, company: Company, known: Customer) => object): FormWork {
  return (realm, sent) => {
    const customer = customerOf(realm.company, sent);
    const change = { sparse: true, ...changeOf(sent, realm.company, customer) };
    const merged = mergedForUpdate(realm.company, customer, change, customerBody);
    updateCustomer(realm, customer, readBody(customerBody, merged));
    return { to: pageOf(sent), notice: 'Customer saved.' };
  };
}

function customerOf(company: Company, sent: Form): Customer {
  const customer = company.customers[sent.nameId];
  if (!customer) throw objectNotFound();
  return customer;
}

function customerNamed(company: Company, text: string): Customer {
  const wanted = text.trim().toLowerCase();
  const found = Object.values(company.customers).find(
    (one) => one.Id === wanted || one.DisplayName.toLowerCase() === wanted,
  );
  if (!found) throw businessRefusal(`There is no customer ${text.trim()}.`);
  return found;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Converts lines to an address; more than five are joined in the last one. */
function addressOf(lines: string[]): object {
  const kept = lines.length > 5 ? [...lines.slice(0, 4), lines.slice(4).join(', ')] : lines;
  return Object.fromEntries(kept.map((line, index) => [`Line${index + 1}`, line]));
}
