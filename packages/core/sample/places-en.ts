import { readCities, readFirms, readPlaces, readTraits } from "./gazetteer.ts";
import type { World } from "./world.ts";

/** Where people live, where they go and with whom we work. Prices in pounds, of 2025. */
export const PLACES_EN: Pick<
  World,
  "cities" | "places" | "traits" | "childTrait" | "companies" | "trade" | "jobs" | "routes" | "errands"
> = {
  cities: readCities(`
Bristol | Bristol | 46 | 7700900 | Caledon Row, Clifton; Northgate Terrace, Bedminster; Elmgrove Walk, Redland; Harbour Parade, Southville; Orchard Crescent, Henleaze; Hillview Street, Totterdown; Larkspur Road, Bishopston
Bath | Somerset | 14 | 7700900 | Mill Rise, Widcombe; Beech Terrace, Larkhall
London | Greater London | 8 | 7700900 | Linden Avenue, Walthamstow; Kestrel Road, Ealing
Cardiff | South Glamorgan | 8 | 7700900 | Heol y Coed, Pontcanna; Lakeview Road, Roath
Gloucester | Gloucestershire | 6 | 7700900 | Cherry Close, Hucclecote
Cheltenham | Gloucestershire | 6 | 7700900 | Chapel Lane, Leckhampton; Rowan Place, Montpellier
Swindon | Wiltshire | 5 | 7700900 | Wharf Road, Old Town
Exeter | Devon | 4 | 7700900 | Quay Hill, St Leonard's
Taunton | Somerset | 3 | 7700900 | Meadow View, Staplegrove
Weston-super-Mare | Somerset | 4 | 7700900 | Sandpiper Road, Uphill
Stroud | Gloucestershire | 3 | 7700900 | Woolsack Lane, Uplands
`),
  places: readPlaces(`
Istanbul | Hotel Pera Lamp; Amber Bosphorus Hotel | abroad air culture | 4-5 | 690 | easter autumn spring anniversary | the Bosphorus cruise
the Algarve | Casa da Ria; Hotel Praia Dourada | abroad air sea | 7-7 | 780 | easter spring summer autumn | the boat trip to the caves
Crete | Villa Asteria; Hotel Kalypso Bay | abroad air sea | 7-10 | 860 | spring summer autumn | the gorge walk
Lisbon | Hotel Miradouro; Pensão Alecrim | abroad air culture | 4-4 | 540 | easter spring autumn anniversary | the tram up through Alfama
Amalfi | Hotel Limoneto; Albergo Santa Chiara | abroad air sea culture | 7-7 | 1290 | spring summer autumn anniversary | the drive along the coast
Tuscany | Villa Ginestra; Podere Tre Cipressi | abroad air culture | 7-7 | 1080 | spring summer autumn | the evening in Siena
Lanzarote | Hotel Volcán Azul; Apartamentos Brisa | abroad air sea | 7-7 | 720 | february christmas easter | the volcano tour
Tenerife | Hotel Drago Park; Hotel Mirador Sur | abroad air sea | 7-7 | 750 | february christmas easter autumn | the cable car up Teide
Reykjavik | Hotel Northern Lantern; Guesthouse Hraun | abroad air nature | 4-4 | 980 | february autumn | the night the lights came out
Marrakech | Riad Saffron; Riad Dar Zitoun | abroad air culture | 4-5 | 640 | february easter autumn anniversary | the morning in the souk
New York | The Hudson Lantern; Hotel Fifth & Elm | abroad air culture | 5-5 | 1480 | christmas autumn spring | the view from the top at dusk
Vienna | Hotel Kaiserlinde; Pension Mozartgasse | abroad air culture | 3-4 | 560 | christmas spring anniversary | the concert in the old hall
Rovaniemi | Snowlight Cabins; Hotel Aurora | abroad air nature | 3-4 | 1390 | christmas | the husky sleigh
Madeira | Quinta das Flores; Hotel Levada | abroad air sea nature | 7-7 | 830 | february spring autumn easter | the levada walk
Santiago de Compostela | Hostal do Camiño; Hotel Praza Vella | abroad air pilgrimage | 8-8 | 990 | spring summer autumn | the last mile into the square
Kerala | Backwater House; Hotel Malabar Court | abroad air visa culture | 12-12 | 2150 | february christmas | the houseboat
Vietnam | Hotel Lotus Pond; Old Quarter House | abroad air visa culture | 12-14 | 2380 | february easter | Ha Long Bay at sunrise
Kenya | Acacia Camp; Mara River Lodge | abroad air visa nature | 9-9 | 3150 | february summer christmas | the balloon over the Mara
Rajasthan | Haveli Rang; Palace View Jaipur | abroad air visa culture | 11-11 | 2290 | february | the fort at sunrise
Bruges | Hotel Kantwerk; Huis aan de Rei | abroad road culture | 3-3 | 390 | christmas spring autumn | the canal by lamplight
the Lake District | Fellside House; The Bracken Inn | home road nature | 4-4 | 520 | spring summer autumn | the steamer on the lake
Cornwall | The Lugger's Rest; Gull Cove Hotel | home road sea | 4-5 | 560 | easter spring summer | the open-air theatre
Edinburgh | The Thistle & Lamp; Royal Wynd Hotel | home air culture | 3-3 | 460 | christmas summer anniversary | the ghost walk
the Scottish Highlands | Glen Rowan Lodge; The Stag's Rest | home road nature | 6-6 | 790 | spring summer autumn | the steam train over the viaduct
`),
  traits: readTraits(`
no early flights | No early flights please | Late arrival, please hold the room.
likes to be in the middle of things | Somewhere central would be great | Quiet side of the building please.
non-smoking room, high floor | High floor if possible | High floor, non-smoking.
vegetarian | One of us is vegetarian | Vegetarian guest.
bad back, needs an aisle seat | Aisle seat please, bad back | Firm mattress please.
would rather have a view than a discount | A room with a view if you can | Best view you have, please.
shops around on price | On a bit of a budget | Simplest room is fine.
can't abide big groups | Not a big group please | Away from the lift please.
keen photographer, wants free time | Some free time would be nice | Outward-facing room please.
wants a free day for the shops | A day for the shops, please | Late check-out on the last day.
diabetic, meals on time | Diabetic, so regular meals matter | Diabetic guest.
light sleeper | Quiet room please, light sleeper | Quiet room please.
never met a museum they didn't like | Plenty of museums please | Early breakfast please.
walks with a stick, no stairs | Ground floor or a lift please | Ground floor or near the lift.
`),
  childTrait: {
    wish: "indoor pool for the children",
    ask: "A pool for the kids would be ideal",
    request: "Extra bed for the children.",
  },
  companies: readFirms(`
Severnside Turbines | severnside-turbines
Avon Vale Pharma | avonvale-pharma
Gridlark Software | gridlark
Harbour & Stone Architects | harbourstone
Honeycombe Foods | honeycombe-foods
Tidewater Shipping | tidewater-shipping
St Oswin's Girls' School | st-oswins
Pennick & Rowe Solicitors | pennick-rowe | Bath
Brightsmile Dental Group | brightsmile | Cheltenham
Kilnhouse Ceramics | kilnhouse | Stroud
`),
  trade: {
    hotel: readFirms(`
Casa da Ria, Algarve | casadaria |  | the Algarve
Hotel Pera Lamp, Istanbul | peralamp |  | Istanbul
Villa Asteria, Crete | villaasteria |  | Crete
Hotel Kaiserlinde, Vienna | kaiserlinde |  | Vienna
Hotel Volcán Azul, Lanzarote | volcanazul |  | Lanzarote
`),
    airline: readFirms(`
Northwing Airways | northwing
Albion Skies | albionskies
`),
    visa: readFirms(`
Stamp & Seal Visa Services | stampandseal
`),
    operator: readFirms(`
Iberian Days, Portugal and Spain | iberiandays |  | the Algarve; Lisbon; Lanzarote; Tenerife; Madeira
Levant Roads, Istanbul | levantroads |  | Istanbul
Ostro Travel, Italy and Greece | ostrotravel |  | Crete; Amalfi; Tuscany
`),
    insurer: readFirms(`
Fairweather Travel Insurance | fairweather
`),
    coach: readFirms(`
Brunswick Coaches | brunswick-coaches
`),
    agent: readFirms(`
Teasel Travel, Taunton | teasel | Taunton
The Holiday Nook, Cardiff | holidaynook | Cardiff
Compass Corner, Exeter | compasscorner | Exeter
`),
    distributor: readFirms(`
Seatfinder Online | seatfinder
`),
    partner: readFirms(`
Ivory & Ash Weddings | ivoryandash
Lingua Lane Language School | lingualane
`),
    rival: readFirms(`
Sunhop Holidays | sunhop
Gannet Travel | gannettravel
`),
  },
  jobs: {
    contact: [
      "Office manager",
      "PA to the managing director",
      "HR manager",
      "Procurement officer",
      "Operations manager",
    ],
    employee: [
      "Sales executive",
      "Accountant",
      "Site engineer",
      "Project manager",
      "Lab technician",
      "Designer",
      "Commercial manager",
    ],
    guide: "Tour guide",
    guideNotes: [
      "Italian and Spanish; read history of art.",
      "Mountain leader, first aid up to date.",
      "French and German; patient with older groups.",
      "Portuguese and Spanish; takes good photographs.",
    ],
  },
  routes: [
    "Bristol–Edinburgh",
    "Bristol–Amsterdam",
    "Bristol–Dublin",
    "Bristol–Belfast",
    "London–Frankfurt",
    "London–Milan",
    "Bristol–Glasgow",
    "London–Geneva",
    "Bristol–Paris",
    "London–Oslo",
  ],
  errands: ["Edinburgh", "Dublin", "Newcastle", "Belfast", "Glasgow", "Amsterdam", "Inverness", "Jersey"],
};
