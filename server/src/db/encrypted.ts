import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** One key of the ring: the newest stands first and seals; all of them open. */
export type Key = { id: string; key: Buffer };

/** Seals secrets for a database row, AES-256-GCM: `keyId.iv.tag.ciphertext`, base64url parts. */
export type Vault = { seal(secret: string): string; open(sealed: string): string };

export const makeVault = (keys: Key[]): Vault => {
  const newest = keys[0];
  if (!newest) throw new Error('No encryption key');
  return {
    seal(secret) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'));
      return [newest.id, ...parts].join('.');
    },
    open(sealed) {
      const [id, ...parts] = sealed.split('.');
      const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      const key = keys.find((candidate) => candidate.id === id)?.key;
      if (!key || !iv || !tag || !text)
        throw new Error('A stored secret was sealed with an unknown key');
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
};
