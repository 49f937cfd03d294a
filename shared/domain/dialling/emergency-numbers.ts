/** Dialled from any mobile telephone of the world, and understood by most exchanges. */
const everywhere = ['112']

/** Police, fire and ambulance as they are dialled there. A country that is not listed has the number of everywhere. */
const byRegion: Record<string, readonly string[]> = {
  AU: ['000'],
  CA: ['911'],
  CN: ['110', '119', '120', '122'],
  GB: ['999'],
  HK: ['999'],
  IE: ['999'],
  IN: ['100', '101', '102', '108'],
  JP: ['110', '118', '119'],
  KR: ['119'],
  MO: ['999'],
  MX: ['911'],
  MY: ['999'],
  NZ: ['111'],
  PH: ['911'],
  SG: ['995', '999'],
  TW: ['110', '119'],
  US: ['911'],
}

/** Whether help answers this number in the country of the site. `digits` as dialled there, without spaces. */
export function isEmergencyNumber(digits: string, region: string): boolean {
  return everywhere.includes(digits) || (byRegion[region] ?? []).includes(digits)
}
