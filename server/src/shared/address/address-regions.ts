/** States, provinces and counties that can appear in an address, by country. */

const us =
  'AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware ' +
  'DC:District_of_Columbia FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa ' +
  'KS:Kansas KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota ' +
  'MS:Mississippi MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey ' +
  'NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon ' +
  'PA:Pennsylvania RI:Rhode_Island SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah ' +
  'VT:Vermont VA:Virginia WA:Washington WV:West_Virginia WI:Wisconsin WY:Wyoming PR:Puerto_Rico GU:Guam';

const canada =
  'AB:Alberta BC:British_Columbia MB:Manitoba NB:New_Brunswick NL:Newfoundland_and_Labrador ' +
  'NS:Nova_Scotia NT:Northwest_Territories NU:Nunavut ON:Ontario PE:Prince_Edward_Island QC:Quebec ' +
  'QC:Québec SK:Saskatchewan YT:Yukon';

const australia =
  'NSW:New_South_Wales VIC:Victoria QLD:Queensland SA:South_Australia WA:Western_Australia ' +
  'TAS:Tasmania ACT:Australian_Capital_Territory NT:Northern_Territory';

const unitedKingdom =
  'Bedfordshire Berkshire Buckinghamshire Cambridgeshire Cheshire Cornwall Cumbria Derbyshire Devon ' +
  'Dorset County_Durham Co_Durham East_Sussex Essex Gloucestershire Greater_London Greater_Manchester ' +
  'Hampshire Herefordshire Hertfordshire Huntingdonshire Kent Lancashire Leicestershire Lincolnshire ' +
  'Merseyside Middlesex Norfolk North_Yorkshire Northamptonshire Northumberland Nottinghamshire ' +
  'Oxfordshire Rutland Shropshire Somerset South_Yorkshire Staffordshire Suffolk Surrey Tyne_and_Wear ' +
  'Warwickshire West_Midlands West_Sussex West_Yorkshire Wiltshire Worcestershire Aberdeenshire Angus ' +
  'Argyll Ayrshire Fife Lanarkshire Midlothian Perthshire Gwynedd Powys Dyfed Gwent Clwyd ' +
  'County_Antrim County_Armagh County_Down County_Fermanagh County_Londonderry County_Tyrone ' +
  'Co_Antrim Co_Armagh Co_Down Co_Fermanagh Co_Londonderry Co_Tyrone';

const irish =
  'Carlow Cavan Clare Cork Donegal Dublin Galway Kerry Kildare Kilkenny Laois Leitrim Limerick ' +
  'Longford Louth Mayo Meath Monaghan Offaly Roscommon Sligo Tipperary Waterford Westmeath Wexford Wicklow';

const italy =
  'AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE ' +
  'FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG ' +
  'PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD ' +
  'VA VB VC VE VI VR VT VV';

const namesIn = (names: string): string[] =>
  names.split(' ').map((name) => name.replace(/_/g, ' '));

const folded = (text: string): string =>
  text.toLowerCase().replace(/[.()]/g, '').replace(/\s+/g, ' ').trim();

/** Maps each spelling of a region, folded, to its code in QuickBooks. */
const coded = (table: string): Map<string, string> => {
  const writings = new Map<string, string>();
  for (const [code = '', name = ''] of namesIn(table).map((pair) => pair.split(':'))) {
    writings.set(folded(code), code);
    writings.set(folded(name), code);
  }
  return writings;
};

/** Maps each folded name to the name itself, for regions without a code. */
const named = (names: string[]): Map<string, string> =>
  new Map(names.map((name) => [folded(name), name]));

const regions: Record<string, Map<string, string>> = {
  US: coded(us),
  CA: coded(canada),
  AU: coded(australia),
  GB: named(namesIn(unitedKingdom)),
  IE: named(namesIn(irish).flatMap((name) => [`Co ${name}`, `County ${name}`])),
  IT: named(namesIn(italy)),
};

/** Countries whose regions have codes that QuickBooks uses to calculate sales tax. */
const withCodes = ['US', 'CA', 'AU'];

export const isRegion = (country: string, text: string): boolean =>
  regions[country]?.has(folded(text)) ?? false;

/** `OR` for `Oregon`. Returns unknown regions and those without a code unchanged. */
export const regionCode = (country: string, region: string): string =>
  withCodes.includes(country) ? (regions[country]?.get(folded(region)) ?? region) : region;
