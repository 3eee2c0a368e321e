// Minor units as they are used: a rial or a dinar of Iraq has no smaller coin. Source: ISO 4217 and CLDR.
const WHOLE = new Set("AFN BIF CLP DJF GNF IQD IRR ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const THOUSANDTHS = new Set("BHD JOD KWD LYD OMR TND".split(" "));

/** How many decimals amounts of a currency (ISO 4217) have. */
export function minorDigits(currency: string): number {
  if (WHOLE.has(currency)) return 0;
  return THOUSANDTHS.has(currency) ? 3 : 2;
}

/** An amount as people say it, in the smallest units of its currency; null when it has more decimals than those. */
export function toMinorUnits(amount: number, currency: string): number | null {
  const scale = 10 ** minorDigits(currency);
  const units = Math.round(amount * scale);
  return Number.isSafeInteger(units) && Math.abs(units / scale - amount) < 1e-9 * Math.max(1, Math.abs(amount))
    ? units
    : null;
}

export function fromMinorUnits(units: number, currency: string): number {
  return units / 10 ** minorDigits(currency);
}
