/** Prefixes the private note of a voided transaction. Intuit: Invoice, void. */
export function voidedNote(note: string | undefined): string {
  return note ? `Voided - ${note}` : 'Voided';
}

export function isVoidedNote(note: string | undefined): boolean {
  return (note ?? '').startsWith('Voided');
}
