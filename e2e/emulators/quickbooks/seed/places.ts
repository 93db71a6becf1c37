import type { Address } from '../company/entities.ts';
import { pick } from './random.ts';
import { streetLine } from './sample-names.ts';

type Place = Pick<Address, 'City' | 'CountrySubDivisionCode' | 'PostalCode' | 'Country'>;

type Places = readonly [Place, ...Place[]];

const inUnitedStates: Places = [
  { City: 'Oakland', CountrySubDivisionCode: 'CA', PostalCode: '94607', Country: 'USA' },
  { City: 'San Francisco', CountrySubDivisionCode: 'CA', PostalCode: '94105', Country: 'USA' },
  { City: 'Portland', CountrySubDivisionCode: 'OR', PostalCode: '97209', Country: 'USA' },
  { City: 'Seattle', CountrySubDivisionCode: 'WA', PostalCode: '98104', Country: 'USA' },
  { City: 'Boston', CountrySubDivisionCode: 'MA', PostalCode: '02129', Country: 'USA' },
  { City: 'Albany', CountrySubDivisionCode: 'NY', PostalCode: '12207', Country: 'USA' },
];

const places: Record<string, Places> = {
  GB: [
    { City: 'Bristol', PostalCode: 'BS1 5TY', Country: 'United Kingdom' },
    { City: 'Leeds', PostalCode: 'LS1 4AP', Country: 'United Kingdom' },
    { City: 'Cardiff', PostalCode: 'CF10 1EP', Country: 'United Kingdom' },
    { City: 'Glasgow', PostalCode: 'G2 1AL', Country: 'United Kingdom' },
  ],
  CA: [
    { City: 'Toronto', CountrySubDivisionCode: 'ON', PostalCode: 'M5J 2N8', Country: 'Canada' },
    { City: 'Vancouver', CountrySubDivisionCode: 'BC', PostalCode: 'V6B 1A1', Country: 'Canada' },
    { City: 'Calgary', CountrySubDivisionCode: 'AB', PostalCode: 'T2P 1J9', Country: 'Canada' },
    { City: 'Montreal', CountrySubDivisionCode: 'QC', PostalCode: 'H2Y 1C6', Country: 'Canada' },
  ],
  AU: [
    { City: 'Perth', CountrySubDivisionCode: 'WA', PostalCode: '6000', Country: 'Australia' },
    { City: 'Hobart', CountrySubDivisionCode: 'TAS', PostalCode: '7000', Country: 'Australia' },
    { City: 'Brisbane', CountrySubDivisionCode: 'QLD', PostalCode: '4000', Country: 'Australia' },
  ],
  IE: [
    { City: 'Cork', PostalCode: 'T12 W7CV', Country: 'Ireland' },
    { City: 'Galway', PostalCode: 'H91 E2PT', Country: 'Ireland' },
  ],
  FR: [
    { City: 'Nantes', PostalCode: '44000', Country: 'France' },
    { City: 'Lyon', PostalCode: '69002', Country: 'France' },
  ],
};

/** An invented street in a real city. */
export function inventedAddress(random: () => number, country: string): Address {
  return { Line1: streetLine(random), ...pick(random, places[country] ?? inUnitedStates) };
}

/** Parses the story's one-line address into address fields. */
export function addressFromText(text: string): Address {
  const [street = text, ...rest] = text.split(', ');
  const country = rest.at(-1);
  const region = /^([A-Z]{2}) (\d{5})$/.exec(rest.at(-2) ?? '');
  if (region)
    return {
      Line1: street,
      City: rest.at(-3),
      CountrySubDivisionCode: region[1],
      PostalCode: region[2],
      Country: country,
    };
  const city = /^(\d+) (.+)$/.exec(rest.at(-2) ?? '');
  if (city) return { Line1: street, City: city[2], PostalCode: city[1], Country: country };
  return { Line1: street, Line2: rest.at(-2), Country: country };
}
