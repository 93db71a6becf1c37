import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** One key of the ring: the newest stands first and seals; all of them open. */
export type Key = { id: string; key: Buffer };

/**
 * Seals secrets for a database row, AES-256-GCM: `keyId.iv.tag.ciphertext`, base64url parts. `place` names
 * the row: what was sealed for one opens in no other.
 */
export type Vault = {
  seal(secret: string, place: string): string;
  /** Null when it cannot be opened: its key is gone, it was changed, or it belongs to another row. */
  open(sealed: string, place: string): string | null;
};

/** The id of the key that sealed a secret. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[0] ?? '';

const cipherName = 'aes-256-gcm';
const tagBytes = { authTagLength: 16 };

export const makeVault = (keys: Key[]): Vault => {
  const newest = keys[0];
  if (!newest) throw new Error('No encryption key');
  return {
    seal(secret, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(cipherName, newest.key, iv, tagBytes);
      cipher.setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'));
      return [newest.id, ...parts].join('.');
    },
    open(sealed, place) {
      const [id, ...parts] = sealed.split('.');
      const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      const key = keys.find((candidate) => candidate.id === id)?.key;
      if (!key || !iv || !tag || !text) return null;
      try {
        const decipher = createDecipheriv(cipherName, key, iv, tagBytes);
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
};
