import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** One key of the key ring. The first one, the newest, encrypts; all of them decrypt. */
export type Key = { id: string; key: Buffer };

/**
 * Encrypts the secrets of database rows with AES-256-GCM: `keyId.iv.tag.ciphertext`, the last three
 * in base64url. `rowName` is authenticated too: a secret copied to another row cannot be decrypted.
 */
export type Vault = {
  encrypt(secret: string, rowName: string): string;
  /** Returns null when the key was removed, the text was changed, or it belongs to another row. */
  decrypt(encrypted: string, rowName: string): string | null;
};

/** Returns the id of the key that encrypted a secret. */
export const keyIdOf = (encrypted: string): string => encrypted.split('.')[0] ?? '';

const cipherName = 'aes-256-gcm';
const tagBytes = { authTagLength: 16 };

export const makeVault = (keys: Key[]): Vault => {
  const newest = keys[0];
  if (!newest) throw new Error('No encryption key');
  return {
    encrypt(secret, rowName) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(cipherName, newest.key, iv, tagBytes);
      cipher.setAAD(Buffer.from(rowName));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'));
      return [newest.id, ...parts].join('.');
    },
    decrypt(encrypted, rowName) {
      const [id, ...parts] = encrypted.split('.');
      const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      const key = keys.find((candidate) => candidate.id === id)?.key;
      if (!key || !iv || !tag || !text) return null;
      try {
        const decipher = createDecipheriv(cipherName, key, iv, tagBytes);
        decipher.setAAD(Buffer.from(rowName));
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
};
