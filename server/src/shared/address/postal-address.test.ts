import { describe, expect, test } from 'vitest';
import { parseAddress } from './postal-address.ts';

/** Lines, city, region, postal code, country. */
type Parts = [string[], string, string, string, string];

const partsOf = (text: string, home: string): Parts => {
  const { lines, city, region, postalCode, country } = parseAddress(text, home);
  return [lines, city, region, postalCode, country];
};

describe('parseAddress', () => {
  test.each<[string, string, Parts]>([
    // United States
    [
      'US',
      '18 Foundry Lane\nPortland, OR 97209\nUSA',
      [['18 Foundry Lane'], 'Portland', 'OR', '97209', 'USA'],
    ],
    [
      'US',
      '18 Foundry Lane\nPortland, OR 97209',
      [['18 Foundry Lane'], 'Portland', 'OR', '97209', ''],
    ],
    [
      'US',
      '18 Foundry Lane, Portland, OR 97209-1234, USA',
      [['18 Foundry Lane'], 'Portland', 'OR', '97209-1234', 'USA'],
    ],
    [
      'US',
      '18 Foundry Lane\nSuite 4, Dock 2\nPortland OR 97209',
      [['18 Foundry Lane', 'Suite 4, Dock 2'], 'Portland', 'OR', '97209', ''],
    ],
    [
      'US',
      '350 Fifth Avenue\nNew York, New York 10118\nUnited States',
      [['350 Fifth Avenue'], 'New York', 'New York', '10118', 'United States'],
    ],
    [
      'US',
      '1 Main St\nCharleston, West Virginia 25301',
      [['1 Main St'], 'Charleston', 'West Virginia', '25301', ''],
    ],
    ['US', '1 Main St\nAtlanta, Georgia 30303', [['1 Main St'], 'Atlanta', 'Georgia', '30303', '']],
    ['US', '1 Main St\nAtlanta, Georgia', [['1 Main St'], 'Atlanta', 'Georgia', '', '']],
    ['US', '1 Main St\nSpringfield, IL', [['1 Main St'], 'Springfield', 'IL', '', '']],
    ['US', '1 Main St\nPortland\nOR 97209', [['1 Main St'], 'Portland', 'OR', '97209', '']],
    ['US', '1 Main St, Portland, OR\n97209', [['1 Main St'], 'Portland', 'OR', '97209', '']],
    ['US', '1 Main St\nPortland, OR 97209 USA', [['1 Main St'], 'Portland', 'OR', '97209', 'USA']],
    ['US', '1 Main St\nPortland, OR 97209, US', [['1 Main St'], 'Portland', 'OR', '97209', 'US']],
    ['US', '1 Main St\nSpringfield 62701', [['1 Main St'], 'Springfield', '', '62701', '']],
    [
      'US',
      '18 Foundry Lane Portland OR 97209',
      [['18 Foundry Lane Portland'], '', 'OR', '97209', ''],
    ],
    ['US', 'Portland, OR 97209', [[], 'Portland', 'OR', '97209', '']],
    [
      'GB',
      '2 Assembly Square\nBoston, MA 02129',
      [['2 Assembly Square'], 'Boston', 'MA', '02129', 'United States'],
    ],
    ['US', 'PO Box 12345\nPortland 97209', [['PO Box 12345'], 'Portland', '', '97209', '']],
    ['US', '1 Main St\nSte Genevieve 63670', [['1 Main St'], 'Ste Genevieve', '', '63670', '']],
    ['US', '1 Main St, Suite 4, OR 97209', [['1 Main St, Suite 4'], '', 'OR', '97209', '']],
    ['AU', '5 Wharf St\nBox Hill 3128', [['5 Wharf St'], 'Box Hill', '', '3128', '']],
    ['GB', 'PO Box 12, SE1 4TT', [['PO Box 12'], '', '', 'SE1 4TT', '']],
    // Canada
    [
      'CA',
      '31 Harbour Row\nToronto, ON M5J 2N8',
      [['31 Harbour Row'], 'Toronto', 'ON', 'M5J 2N8', ''],
    ],
    [
      'CA',
      '31 Harbour Row\nToronto ON  M5J2N8\nCanada',
      [['31 Harbour Row'], 'Toronto', 'ON', 'M5J2N8', 'Canada'],
    ],
    [
      'CA',
      '1 rue Dock, Montréal (Québec) H2Y 1C6',
      [['1 rue Dock'], 'Montréal', '(Québec)', 'H2Y 1C6', ''],
    ],
    [
      'CA',
      '1 Dock Rd, Vancouver, BC, V6B 1A1, Canada',
      [['1 Dock Rd'], 'Vancouver', 'BC', 'V6B 1A1', 'Canada'],
    ],
    [
      'US',
      '31 Harbour Row\nToronto ON M5J 2N8\nCA',
      [['31 Harbour Row'], 'Toronto', 'ON', 'M5J 2N8', 'CA'],
    ],
    // Australia and New Zealand
    ['AU', '5 Wharf St\nSydney NSW 2000', [['5 Wharf St'], 'Sydney', 'NSW', '2000', '']],
    [
      'GB',
      '5 Wharf St\nPerth WA 6000\nAustralia',
      [['5 Wharf St'], 'Perth', 'WA', '6000', 'Australia'],
    ],
    [
      'AU',
      '5 Wharf St, Auckland 1010, New Zealand',
      [['5 Wharf St'], 'Auckland', '', '1010', 'New Zealand'],
    ],
    // United Kingdom and Ireland
    ['GB', '4 Harbour Row\nBristol\nBS1 5TY', [['4 Harbour Row'], 'Bristol', '', 'BS1 5TY', '']],
    [
      'GB',
      '4 Harbour Row, Bristol BS1 5TY, UK',
      [['4 Harbour Row'], 'Bristol', '', 'BS1 5TY', 'UK'],
    ],
    [
      'GB',
      '9 Market Cross, Wells, BA5 2RF, United Kingdom',
      [['9 Market Cross'], 'Wells', '', 'BA5 2RF', 'United Kingdom'],
    ],
    [
      'GB',
      '9 Market Cross\nWells\nSomerset\nBA5 2RF',
      [['9 Market Cross'], 'Wells', 'Somerset', 'BA5 2RF', ''],
    ],
    [
      'GB',
      'Unit 4, London Road\nLondon, SE1 4TT',
      [['Unit 4, London Road'], 'London', '', 'SE1 4TT', ''],
    ],
    [
      'US',
      '4 Harbour Row\nBristol BS1 5TY',
      [['4 Harbour Row'], 'Bristol', '', 'BS1 5TY', 'United Kingdom'],
    ],
    [
      'US',
      '10 Downing Street\nLondon SW1A 2AA',
      [['10 Downing Street'], 'London', '', 'SW1A 2AA', 'United Kingdom'],
    ],
    ['GB', '1 Dock Rd\nLondon SW1A 2AA', [['1 Dock Rd'], 'London', '', 'SW1A 2AA', '']],
    [
      'US',
      '1 Pier Road\nSt Helier JE2 3AB',
      [['1 Pier Road'], 'St Helier', '', 'JE2 3AB', 'Jersey'],
    ],
    [
      'US',
      '31 Harbour Row\nToronto, ON M5J 2N8',
      [['31 Harbour Row'], 'Toronto', 'ON', 'M5J 2N8', 'Canada'],
    ],
    ['US', '5 Wharf St\nSydney NSW 2000', [['5 Wharf St'], 'Sydney', 'NSW', '2000', 'Australia']],
    ['US', 'Kade 1\n1012 AB Amsterdam', [['Kade 1'], 'Amsterdam', '', '1012 AB', 'Netherlands']],
    ['NL', 'Kade 1\n1012 AB Amsterdam', [['Kade 1'], 'Amsterdam', '', '1012 AB', '']],
    ['GB', '14 High Street Bristol BS1 5TY', [['14 High Street Bristol'], '', '', 'BS1 5TY', '']],
    [
      'GB',
      '2 Main Street\nDublin 2\nD02 X285\nIreland',
      [['2 Main Street'], 'Dublin 2', '', 'D02 X285', 'Ireland'],
    ],
    [
      'IE',
      '2 Quay Street\nOranmore\nCo. Galway\nH91 X2Y4',
      [['2 Quay Street'], 'Oranmore', 'Co. Galway', 'H91 X2Y4', ''],
    ],
    // The rest of Europe
    ['DE', 'Speicherstraße 7\n20457 Hamburg', [['Speicherstraße 7'], 'Hamburg', '', '20457', '']],
    [
      'US',
      'Speicherstraße 7, 20457 Hamburg, Germany',
      [['Speicherstraße 7'], 'Hamburg', '', '20457', 'Germany'],
    ],
    [
      'US',
      'Speicherstraße 7\nD-20457 Hamburg\nDE',
      [['Speicherstraße 7'], 'Hamburg', '', 'D-20457', 'DE'],
    ],
    [
      'US',
      'Speicherstraße 7\nHamburg 20457\nDEU',
      [['Speicherstraße 7'], 'Hamburg', '', '20457', 'DEU'],
    ],
    [
      'GB',
      '12 rue du Quai\n75008 Paris CEDEX 08\nFrance',
      [['12 rue du Quai'], 'Paris CEDEX 08', '', '75008', 'France'],
    ],
    [
      'GB',
      'Via Molo 3\n20121 Milano (MI)\nItalia',
      [['Via Molo 3'], 'Milano', '(MI)', '20121', 'Italia'],
    ],
    [
      'GB',
      'Calle Muelle 1\n28013 Madrid\nEspaña',
      [['Calle Muelle 1'], 'Madrid', '', '28013', 'España'],
    ],
    [
      'GB',
      'Kade 1\n1012 AB Amsterdam\nNetherlands',
      [['Kade 1'], 'Amsterdam', '', '1012 AB', 'Netherlands'],
    ],
    [
      'GB',
      'ul. Portowa 1\n00-950 Warszawa\nPolska',
      [['ul. Portowa 1'], 'Warszawa', '', '00-950', 'Polska'],
    ],
    [
      'GB',
      'Rua do Cais 1\n1200-109 Lisboa\nPortugal',
      [['Rua do Cais 1'], 'Lisboa', '', '1200-109', 'Portugal'],
    ],
    ['GB', 'Am Markt 1\n1010 Wien\nÖsterreich', [['Am Markt 1'], 'Wien', '', '1010', 'Österreich']],
    [
      'GB',
      'Kajen 1\n111 20 Stockholm\nSverige',
      [['Kajen 1'], 'Stockholm', '', '111 20', 'Sverige'],
    ],
    ['GB', 'Krasta 1\nRīga, LV-1010\nLatvia', [['Krasta 1'], 'Rīga', '', 'LV-1010', 'Latvia']],
    // Other countries, with the postal code in its own row
    [
      'US',
      '1 Ginza\nChuo, Tokyo\n104-0061\nJapan',
      [['1 Ginza'], 'Chuo', 'Tokyo', '104-0061', 'Japan'],
    ],
  ])('splits an address in %s: %j', (home, text, parts) => {
    expect(partsOf(text, home)).toEqual(parts);
  });
});

describe('parseAddress without a recognised town', () => {
  test.each(['Unit 90210', 'Hwy 12345'])('reads no postal code from %j above a country', (row) => {
    expect(parseAddress(`Acme Inc\n${row}\nUSA`, 'US')).toMatchObject({
      lines: ['Acme Inc', row],
      city: '',
      postalCode: '',
      country: 'USA',
    });
  });

  test.each<[string, string]>([
    ['US', 'Somewhere behind the old mill'],
    ['US', 'Speicherstraße 7\n20457 Hamburg'],
    ['GB', 'Unit 4, Dock Road\nLondon E1'],
    ['US', '12 rue de Paris'],
    ['US', '1 Main St\nBoston\nMA 0212'],
    ['DE', 'Hauptstraße 12345'],
    ['DE', 'Nordlicht GmbH\nPostfach 12345'],
    ['ZA', 'Harbour Traders\n1234 Main Road'],
    ['US', '1 Main St, Suite 12345'],
    ['US', 'Harbour Traders\n1600 SE Ankeny'],
    ['US', 'Harbour Traders\nSuite 4\n1012 AB Amsterdam'],
    ['US', '2 Dock Road\n1600 NW Portland'],
    ['US', '1 Main St\n1600 MT Vernon'],
    ['US', '1 Main St\nPortland, OR, Suite 12345'],
    ['US', 'PO Box 12345'],
    ['US', 'P.O. Box 12345-6789'],
    ['US', '18 Foundry Lane\nDrawer 12345'],
    ['US', 'Foundry Inc\nHwy 12345'],
    ['US', 'Foundry Inc\nState Route 12345'],
    ['US', 'Foundry Inc\nCounty Road 12345'],
    ['US', 'Unit 90210'],
    ['US', 'Suite B 97209'],
    ['US', 'Rural Route 2 Box 55555'],
    ['US', '1 Main St 97209'],
    ['US', '97209'],
    ['AU', 'GPO Box 1234'],
    ['NZ', 'Private Bag 1234'],
    ['US', ''],
  ])('keeps all lines in %s: %j', (home, text) => {
    const lines = text.split('\n').filter(Boolean);
    expect(partsOf(text, home)).toEqual([lines, '', '', '', '']);
  });

  test('still recognises the country', () => {
    const text = '77 Quay Street\nGalway H91 X2\nIreland';
    expect(partsOf(text, 'US')).toEqual([
      ['77 Quay Street', 'Galway H91 X2'],
      '',
      '',
      '',
      'Ireland',
    ]);
  });

  test('keeps all lines when the town is too long for QuickBooks', () => {
    const city = 'x'.repeat(256);
    expect(parseAddress(`1 Main St\n${city}, OR 97209`, 'US').lines).toHaveLength(2);
  });
});
