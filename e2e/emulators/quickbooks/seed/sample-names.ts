import { between, pick } from './random.ts';

type Words = readonly [string, ...string[]];

const openings: Words = [
  'Amber',
  'Ash',
  'Barrow',
  'Beacon',
  'Birch',
  'Bracken',
  'Bram',
  'Brook',
  'Calder',
  'Clover',
  'Copper',
  'Corn',
  'Dale',
  'Elder',
  'Ember',
  'Fern',
  'Flint',
  'Gorse',
  'Granite',
  'Hazel',
  'Heather',
  'Holm',
  'Iron',
  'Juniper',
  'Kestrel',
  'Lark',
  'Linden',
  'Maple',
  'Marsh',
  'Mill',
  'Moss',
  'Nettle',
  'Orchard',
  'Pebble',
  'Quarry',
  'Reed',
  'Rowan',
  'Sorrel',
  'Thistle',
  'Willow',
];
const endings: Words = [
  'bank',
  'beck',
  'bourne',
  'brow',
  'combe',
  'croft',
  'den',
  'fell',
  'field',
  'ford',
  'gate',
  'grove',
  'ham',
  'haven',
  'hurst',
  'mere',
  'mouth',
  'ridge',
  'shaw',
  'stead',
  'thorpe',
  'vale',
  'wick',
  'worth',
];
const trades: Words = [
  'Joinery',
  'Dental Care',
  'Logistics',
  'Print Works',
  'Architects',
  'Bakery',
  'Primary School',
  'Brewing',
  'Veterinary Clinic',
  'Engineering',
  'Law Office',
  'Media',
  'Hotel',
  'Foods',
  'Textiles',
  'Garden Centre',
  'Software',
  'Consulting',
  'Community Trust',
  'Fitness',
  'Opticians',
  'Estates',
  'Ceramics',
  'Travel',
  'Pharmacy',
  'Music School',
  'Freight',
  'Coffee Roasters',
  'Research',
  'Insurance Services',
  'Nursery',
  'Studios',
];
const streets: Words = [
  'Foundry Lane',
  'Mill Street',
  'Assembly Square',
  'Quay Street',
  'Orchard Road',
  'Station Approach',
  'Market Row',
  'Chapel Hill',
  'Canal Walk',
  'Tannery Yard',
  'Weaver Street',
  'Lock Lane',
  'Granary Court',
  'Signal Road',
];

const materials: Words = [
  'Oak',
  'Walnut',
  'Ash',
  'Birch',
  'Steel',
  'Glass',
  'Felt',
  'Linen',
  'Cork',
  'Bamboo',
  'Recycled',
  'Matt black',
  'White',
  'Grey',
];
const pieces: Words = [
  'desk',
  'meeting table',
  'shelf',
  'cabinet',
  'task chair',
  'bench',
  'screen',
  'lamp',
  'whiteboard',
  'locker',
  'sofa',
  'stool',
  'coat stand',
  'planter',
  'side table',
  'cable tray',
  'monitor arm',
  'notice board',
  'pedestal',
  'phone booth',
];
const sizes: Words = [
  'S',
  'M',
  'L',
  '80',
  '120',
  '140',
  '160',
  '180',
  '200',
  'set of 2',
  'set of 4',
  'corner',
  'wide',
  'tall',
];

/** An invented company name: an invented place and a trade. */
export function firmName(random: () => number, suffix: string): string {
  return `${pick(random, openings)}${pick(random, endings)} ${pick(random, trades)}${suffix}`;
}

export function streetLine(random: () => number): string {
  return `${between(random, 1, 240)} ${pick(random, streets)}`;
}

export function furnitureName(random: () => number): string {
  return `${pick(random, materials)} ${pick(random, pieces)} ${pick(random, sizes)}`;
}

/** An `accounts@` address under the reserved domain .example. */
export function mailboxOf(name: string): string {
  const domain = name
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase();
  return `accounts@${domain}.example`;
}

/** Draws names until one is unused and adds it to `used`. */
export function unusedName(used: Set<string>, draw: () => string): string {
  for (;;) {
    const name = draw();
    if (used.has(name.toLowerCase())) continue;
    used.add(name.toLowerCase());
    return name;
  }
}
