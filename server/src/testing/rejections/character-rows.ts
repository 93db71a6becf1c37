import { group, type Row } from './row.ts';
import { sources } from './sources.ts';
import { boston, named, shippedTo } from './typed.ts';

/** Emoji: QuickBooks answers with a system failure that gives no reason. */
const emojiRows = group(
  {
    company: 'usLatin',
    source: sources.basics,
    quickbooks: { rejects: '10000' },
    resolution: { fix: 0 },
  },
  [
    {
      when: 'the name of the new customer has an emoji',
      typed: named('Sunny 🌞 Garden'),
      finding: { path: 'customer.choice.name', problem: 'emoji' },
    },
    {
      when: 'the tax id of the new customer has an emoji',
      typed: { ...named('Sunny Side Diner'), 'customer.taxId': '12-3456789 🌞' },
      finding: { path: 'customer.taxId', problem: 'emoji' },
    },
    {
      when: 'the address of the new customer has an emoji',
      typed: { ...named('Sunny Hill Farm'), 'customer.address': `Farm 🌞\n${boston}` },
      finding: { path: 'customer.address', problem: 'emoji' },
    },
    {
      when: 'the recipient has an emoji',
      typed: { 'customer.to': 'Northgate 📚' },
      finding: { path: 'customer.to', problem: 'emoji' },
    },
    {
      when: 'the address has an emoji',
      typed: { 'customer.address': `🏠 Home\n${boston}` },
      finding: { path: 'customer.address', problem: 'emoji' },
    },
    {
      when: 'the shipping address has an emoji',
      typed: shippedTo(`Dock 🚚\n${boston}`),
      finding: { path: 'customer.shipTo.address', problem: 'emoji' },
    },
    {
      when: 'the message has an emoji',
      typed: { 'details.message': 'Thank you 🙏' },
      finding: { path: 'details.message', problem: 'emoji' },
    },
    {
      when: 'the message has a flag',
      typed: { 'details.message': 'Made in 🇩🇪.' },
      finding: { path: 'details.message', problem: 'emoji' },
    },
    {
      when: 'the message has half an emoji',
      typed: { 'details.message': 'Thank you \ud83d' },
      finding: { path: 'details.message', problem: 'emoji' },
    },
    {
      when: 'the memo has a joined emoji',
      typed: { 'details.memo': 'For 👩‍💻 only' },
      finding: { path: 'details.memo', problem: 'emoji' },
    },
    {
      when: 'the description has an emoji',
      typed: { 'lines.0.description': 'Desk 🎉 with lamp' },
      finding: { path: 'lines.0.description', problem: 'emoji' },
    },
    {
      when: 'the description has a mathematical letter',
      typed: { 'lines.0.description': 'Size 𝐗 desk' },
      finding: { path: 'lines.0.description', problem: 'emoji' },
    },
    {
      when: 'the number has an emoji',
      company: 'customNumbers',
      typed: { 'details.number': 'A-1 🧾' },
      finding: { path: 'details.number', problem: 'emoji' },
    },
  ],
);

/** ISO-8859-1 in American companies: other letters are stored as question marks. */
const letterRows = group({ company: 'usLatin', source: sources.basics, resolution: { fix: 0 } }, [
  {
    when: 'the name of the new customer has a Polish letter',
    typed: named('Złotnicki Studio'),
    quickbooks: { alters: 'DisplayName', stored: 'Z?otnicki Studio', of: 'Customer' },
    finding: {
      path: 'customer.choice.name',
      problem: 'letters_at_risk',
      limit: 'Zlotnicki Studio',
    },
  },
  {
    when: 'the name of the new customer has a dash',
    typed: named('Elm Row – Offices'),
    quickbooks: { alters: 'DisplayName', stored: 'Elm Row ? Offices', of: 'Customer' },
    finding: {
      path: 'customer.choice.name',
      problem: 'letters_at_risk',
      limit: 'Elm Row - Offices',
    },
  },
  {
    when: 'the name of the new customer is Greek',
    typed: named('Θάλασσα'),
    quickbooks: { alters: 'DisplayName', stored: '???????', of: 'Customer' },
    finding: { path: 'customer.choice.name', problem: 'letters_at_risk' },
    resolution: { enter: named('Thalassa') },
  },
  {
    when: 'the tax id of the new customer has a dash',
    typed: { ...named('Foundry Lane Archive'), 'customer.taxId': '12–3456789' },
    quickbooks: { alters: 'ResaleNum', stored: '12?3456789', of: 'Customer' },
    finding: { path: 'customer.taxId', problem: 'letters_at_risk', limit: '12-3456789' },
    resolution: { fix: 0, enter: named('Foundry Lane Museum') },
  },
  {
    when: 'the number has a dash',
    company: 'customNumbers',
    typed: { 'details.number': '2026–17' },
    quickbooks: { alters: 'DocNumber', stored: '2026?17' },
    finding: { path: 'details.number', problem: 'letters_at_risk', limit: '2026-17' },
  },
  {
    when: 'the recipient has a Czech letter',
    typed: { 'customer.to': 'Dvořák' },
    quickbooks: { alters: 'BillAddr.Line1', stored: 'Dvo?ák' },
    finding: { path: 'customer.to', problem: 'letters_at_risk', limit: 'Dvorák' },
  },
  {
    when: 'the address has a Turkish letter',
    typed: { 'customer.to': '', 'customer.address': `12 Ağa Sokak\n${boston}` },
    quickbooks: { alters: 'BillAddr.Line1', stored: '12 A?a Sokak' },
    finding: {
      path: 'customer.address',
      problem: 'letters_at_risk',
      limit: `12 Aga Sokak\n${boston}`,
    },
  },
  {
    when: 'the shipping address has a Hungarian letter',
    typed: shippedTo(`9 Fő utca\n${boston}`),
    quickbooks: { alters: 'ShipAddr.Line1', stored: '9 F? utca' },
    finding: {
      path: 'customer.shipTo.address',
      problem: 'letters_at_risk',
      limit: `9 Fo utca\n${boston}`,
    },
  },
  {
    when: 'the message has a Romanian letter',
    typed: { 'details.message': 'Mulțumim' },
    quickbooks: { alters: 'CustomerMemo.value', stored: 'Mul?umim' },
    finding: { path: 'details.message', problem: 'letters_at_risk', limit: 'Multumim' },
  },
  {
    when: 'the memo is Cyrillic',
    typed: { 'details.memo': 'Склад' },
    quickbooks: { alters: 'PrivateNote', stored: '?????' },
    finding: { path: 'details.memo', problem: 'letters_at_risk' },
    resolution: { enter: { 'details.memo': 'Sklad' } },
  },
  {
    when: 'the description has a Polish letter',
    typed: { 'lines.0.description': 'Usługa montażu' },
    quickbooks: { alters: 'Line.0.Description', stored: 'Us?uga monta?u' },
    finding: { path: 'lines.0.description', problem: 'letters_at_risk', limit: 'Usluga montazu' },
  },
  {
    when: 'the description is Japanese',
    typed: { 'lines.0.description': '机' },
    quickbooks: { alters: 'Line.0.Description', stored: '?' },
    finding: { path: 'lines.0.description', problem: 'letters_at_risk' },
    resolution: { enter: { 'lines.0.description': 'Desk' } },
  },
]);

/** Characters that QuickBooks cannot store. */
export const characterRows: Row[] = [...emojiRows, ...letterRows];
