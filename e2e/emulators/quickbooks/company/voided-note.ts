/**
 * Prefixes the private note of a voided transaction.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function voidedNote(note: string | undefined): string {
  return note ? `Voided - ${note}` : 'Voided';
}

export function isVoidedNote(note: string | undefined): boolean {
  return (note ?? '').startsWith('Voided');
}
