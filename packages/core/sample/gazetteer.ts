import type { City, Firm, Place, Trait } from "./world.ts";

/** The cells of a table written as text: one row a line, cells between bars. */
function rows(table: string): string[][] {
  const lines = table.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => line.split("|").map((cell) => cell.trim()));
}

const listed = (cell: string): string[] => cell.split(/[;؛]/).map((item) => item.trim());

/** name | hotel; hotel | what is true of it | nights | price for one | seasons | what one tells of it */
export function readPlaces(table: string): Place[] {
  return rows(table).map(([name = "", hotels = "", about = "", nights = "", price = "", seasons = "", sight = ""]) => {
    const [shortest = 1, longest = shortest] = nights.split("-").map(Number);
    const [first = "", second = "", ...others] = listed(hotels);
    return {
      name,
      hotels: [first, second, ...others],
      about,
      nights: [shortest, longest],
      price: Number(price),
      seasons,
      sight,
    };
  });
}

/** name | region | weight | beginnings of mobile numbers | street; street */
export function readCities(table: string): City[] {
  return rows(table).map(([name = "", region = "", weight = "1", mobile = "", streets = ""]) => ({
    name,
    region,
    weight: Number(weight),
    mobile: mobile.split(" "),
    streets: listed(streets),
  }));
}

/** as we note it | as they say it | as the hotel hears it */
export function readTraits(table: string): Trait[] {
  return rows(table).map(([wish = "", ask = "", request = ""]) => ({ wish, ask, request }));
}

/** name | slug | [city] | [place; place] | [language] */
export function readFirms(table: string): Firm[] {
  return rows(table).map(([name = "", slug = "", city = "", places = "", language = ""]) => ({
    name,
    slug,
    ...(city ? { city } : {}),
    places: places ? listed(places) : [],
    ...(language === "en" ? { language } : {}),
  }));
}
