// The demo shop Kopa: 21 things from the Baltic coast, so that a new installation has a shop to look at.

export type SeedKind = 'ceramics' | 'linen' | 'coffee' | 'paper' | 'home';
export type SeedPicture = { name: string; alt: string };
export type SeedVariant = { sku: string; name: string | null; priceMinor: bigint; stock: number };
export type SeedProduct = {
  slug: string;
  title: string;
  kind: SeedKind;
  summary: string;
  description: string;
  details: string[];
  pictures: SeedPicture[];
  variants: SeedVariant[];
};

/** Prices are euro cents with VAT. The order here is the order on the first page. */
export const catalogue: SeedProduct[] = [
  {
    slug: 'dune-cup',
    title: 'Dune cup',
    kind: 'ceramics',
    summary: 'A stoneware cup with a bare clay foot and a milky glaze that stops just short of it.',
    description:
      'The foot is left as the clay came from the kiln, so it grips the table and feels like dry sand in the hand. Above the line the glaze is soft and white with a little green in it. The handle takes three fingers.',
    details: [
      'Stoneware, thrown by hand in Nida',
      '250 ml: 8.5 cm wide, 8 cm high. 350 ml: 9.5 cm wide, 9 cm high',
      'Dishwasher and microwave safe',
      'The glaze line is drawn by eye, so no two are level',
    ],
    pictures: [{ name: 'dune-cup', alt: 'White glazed cup with a bare sand-coloured clay foot and a round handle' }],
    variants: [
      { sku: 'KOP-CUP-DUNE-250', name: '250 ml', priceMinor: 1840n, stock: 64 },
      { sku: 'KOP-CUP-DUNE-350', name: '350 ml', priceMinor: 2200n, stock: 41 },
    ],
  },
  {
    slug: 'fog-tea-towel',
    title: 'Fog tea towel',
    kind: 'linen',
    summary: 'Washed linen in fog grey with one slate stripe. Dries glasses without lint.',
    description:
      'We weave it a little looser than a tablecloth, so it drinks water fast and is dry again by the next meal. It arrives washed and soft, and gets better for about ten years.',
    details: ['100% linen, 210 g/m²', '48 × 70 cm, with a loop for hanging', 'Wash at 60 °C, no softener', 'Woven and sewn in Panevėžys'],
    pictures: [{ name: 'fog-tea-towel', alt: 'Folded grey linen tea towel with one slate stripe near its edge' }],
    variants: [{ sku: 'KOP-LIN-FOG', name: null, priceMinor: 1600n, stock: 120 }],
  },
  {
    slug: 'lagoon-jug',
    title: 'Lagoon jug',
    kind: 'ceramics',
    summary: 'A water jug in the green of the lagoon in March, with a spout that does not drip.',
    description:
      'Full, it holds a litre and still pours with one hand, because the handle sits where the weight is. The lip is cut sharp underneath, so the last drop goes back into the jug and not onto the cloth.',
    details: [
      'Stoneware, sea green glaze',
      '1.1 litres, 21 cm high, 13 cm at its widest',
      'Dishwasher safe, not for the stove',
      'Thrown in Nida in batches of twelve',
    ],
    pictures: [{ name: 'lagoon-jug', alt: 'Tall sea green glazed jug with a pulled spout and a long handle' }],
    variants: [{ sku: 'KOP-JUG-LAGOON', name: null, priceMinor: 5800n, stock: 18 }],
  },
  {
    slug: 'harbour-coffee',
    title: 'Harbour coffee',
    kind: 'coffee',
    summary: 'Our everyday roast: cocoa, roasted hazelnut, a little dried plum. Whole beans.',
    description:
      'Two washed coffees, one from Huila in Colombia and one from Sidama in Ethiopia, roasted on Tuesdays to a medium brown. It is made for a filter or a moka pot and is forgiving in both. Milk does not hide it.',
    details: [
      'Whole beans, roasted in Klaipėda',
      '250 g makes about 15 large cups, 1 kg about 60',
      'Best from day 5 to day 60 after roasting; the date is on the bag',
      'Keep closed, cool and out of the light',
    ],
    pictures: [{ name: 'harbour-coffee', alt: 'Brown paper coffee bag with a slate blue label: an anchor and the word Kopa' }],
    variants: [
      { sku: 'KOP-COF-HARBOUR-250', name: '250 g', priceMinor: 980n, stock: 220 },
      { sku: 'KOP-COF-HARBOUR-1000', name: '1 kg', priceMinor: 3400n, stock: 60 },
    ],
  },
  {
    slug: 'tide-bowl',
    title: 'Tide bowl',
    kind: 'ceramics',
    summary: 'A wide bowl, slate blue inside and bare clay outside, with a sharp line where they meet.',
    description:
      'The glaze is poured in, swung round and poured out again. It stops at the rim, as water does at sand. The small one holds porridge for one, the large one salad for four.',
    details: [
      'Stoneware, glazed inside, burnished clay outside',
      'Small: 14 cm wide, 6 cm high. Large: 22 cm wide, 9 cm high',
      'Dishwasher and microwave safe',
      'Thrown in Nida',
    ],
    pictures: [
      { name: 'tide-bowl', alt: 'Wide clay bowl with a slate blue glaze inside and bare sand-coloured clay outside' },
      { name: 'tide-bowl-2', alt: 'The bowl from above, its slate blue glaze with the window’s light in it' },
    ],
    variants: [
      { sku: 'KOP-BWL-TIDE-14', name: '14 cm', priceMinor: 2400n, stock: 52 },
      { sku: 'KOP-BWL-TIDE-22', name: '22 cm', priceMinor: 4600n, stock: 24 },
    ],
  },
  {
    slug: 'lighthouse-print',
    title: 'Lighthouse print',
    kind: 'paper',
    summary: 'A lighthouse above the dunes at first light. Four colours, framed in oak.',
    description:
      'Drawn from the path south of the lighthouse, a little before six in the morning. Printed with pigment ink on heavy cotton paper, in an oak frame with real glass, ready to hang.',
    details: [
      '30 × 40 cm, frame 33 × 43 cm',
      'Pigment ink on 300 g/m² cotton paper',
      'Oiled oak from Žemaitija, glass front, brass hook',
      'Edition of 200, numbered on the back',
    ],
    pictures: [{ name: 'lighthouse-print', alt: 'Oak-framed print of a lighthouse on sand dunes under a pale sun' }],
    variants: [{ sku: 'KOP-PRT-LIGHTHOUSE', name: null, priceMinor: 8500n, stock: 37 }],
  },
  {
    slug: 'reed-vase',
    title: 'Reed vase',
    kind: 'ceramics',
    summary: 'A tall narrow vase in bone white, heavy at the foot. Made for three stems.',
    description:
      'Most of its weight is at the foot, so it stands in a draught with a whole branch in it. The neck holds stems upright without wire. The outside is matt like the inside of a shell; it is glazed within and holds water.',
    details: [
      'Stoneware, matt bone glaze, glossy inside',
      '30 cm high, 11 cm at its widest, opening 4 cm',
      'Wash by hand with a bottle brush',
      'Thrown in Nida',
    ],
    pictures: [{ name: 'reed-vase', alt: 'Tall slender bone white vase holding three dry reed stems' }],
    variants: [{ sku: 'KOP-VAS-REED', name: null, priceMinor: 7800n, stock: 14 }],
  },
  {
    slug: 'dune-napkins',
    title: 'Dune napkins, set of four',
    kind: 'linen',
    summary: 'Four linen napkins in sand, bone, clay and rose clay. Hemmed by hand at the corners.',
    description:
      'Four colours taken from one dune in one afternoon, so that everyone knows which is theirs. They need no ironing: pull them flat while damp and fold.',
    details: [
      '100% linen, 185 g/m²',
      'Four napkins, 45 × 45 cm',
      'Wash at 40 °C with like colours',
      'Woven in Panevėžys, sewn in Klaipėda',
    ],
    pictures: [{ name: 'dune-napkins', alt: 'Stack of four folded linen napkins in sand, bone, clay and rose' }],
    variants: [{ sku: 'KOP-LIN-NAPKINS', name: null, priceMinor: 3800n, stock: 46 }],
  },
  {
    slug: 'shoal-plate',
    title: 'Shoal plate',
    kind: 'ceramics',
    summary: 'A flat dinner plate with a raised edge, pale green with the iron of the clay coming through.',
    description:
      'Flat enough to cut on, with an edge just high enough for sauce. Small dark grains of iron come through the glaze, as pebbles do in shallow water.',
    details: [
      'Stoneware',
      '26 cm wide, 2.5 cm high',
      'Dishwasher and microwave safe',
      'Stacks: eight plates stand 16 cm high',
      'Thrown in Nida',
    ],
    pictures: [{ name: 'shoal-plate', alt: 'Pale sea green plates, two stacked and one standing behind them' }],
    variants: [{ sku: 'KOP-PLT-SHOAL', name: null, priceMinor: 2800n, stock: 72 }],
  },
  {
    slug: 'salt-throw',
    title: 'Salt throw',
    kind: 'linen',
    summary: 'A heavy throw in linen and wool, salt white on sea green, with a long fringe.',
    description:
      'Linen for the coolness, wool for the weight. It is long enough for two people on one sofa and for one person on a windy pier. The fringe is cut by hand.',
    details: ['60% linen, 40% Lithuanian wool', '130 × 200 cm, 1.2 kg', 'Wool wash at 30 °C, dry flat', 'Woven in Panevėžys'],
    pictures: [{ name: 'salt-throw', alt: 'Folded sea green throw with a salt white stripe and a fringe' }],
    variants: [{ sku: 'KOP-LIN-THROW', name: null, priceMinor: 14000n, stock: 16 }],
  },
  {
    slug: 'beeswax-candles',
    title: 'Beeswax candles, a pair',
    kind: 'home',
    summary: 'Two dipped candles of pure beeswax. They smell of honey and do not drip in a still room.',
    description:
      'Each candle is dipped about thirty times, which takes a day. The wax is filtered but not bleached, so the yellow changes with the summer the bees had.',
    details: [
      'Pure beeswax, cotton wick',
      '22 cm long, 2.2 cm thick: fits our Pine candlestick',
      'Burns for about 8 hours',
      'Made by a beekeeper near Dzūkija’s pine woods',
    ],
    pictures: [{ name: 'beeswax-candles', alt: 'Two honey yellow dipped candles joined by their wick' }],
    variants: [{ sku: 'KOP-HOM-CANDLES', name: null, priceMinor: 1100n, stock: 150 }],
  },
  {
    slug: 'storm-jar',
    title: 'Storm jar',
    kind: 'ceramics',
    summary: 'A moon jar 38 cm high in charcoal ash glaze. There is one.',
    description:
      'Two bowls thrown apart and joined at the waist, then glazed with the ash of driftwood gathered after the storm in October. In the kiln the ash ran and froze where it was, dark blue above and pale where it thinned. It was fired once and will not be made again.',
    details: [
      'Stoneware, driftwood ash glaze, one firing at 1,280 °C',
      '38 cm high, 37 cm wide, 6.2 kg',
      'Signed and dated under the foot',
      'Comes in a wooden crate; we call you before it leaves',
    ],
    pictures: [{ name: 'storm-jar', alt: 'Large round charcoal jar with pale ash glaze running down from its shoulder' }],
    variants: [{ sku: 'KOP-JAR-STORM', name: null, priceMinor: 145000n, stock: 1 }],
  },
  {
    slug: 'dune-notebook',
    title: 'Dune notebook',
    kind: 'paper',
    summary: 'A thread-sewn notebook in sand cloth that lies flat on any page. 160 pages, dotted.',
    description:
      'The paper is smooth enough for a fountain pen and does not shine through. Sewn in ten sections, so it opens flat and stays open. The band is there to keep loose things in.',
    details: ['A5, 160 pages, 5 mm dots', '90 g/m² uncoated paper, cream', 'Linen cloth cover, elastic band, ribbon', 'Bound in Kaunas'],
    pictures: [{ name: 'dune-notebook', alt: 'Sand-coloured cloth notebook with a slate elastic band, on a dark one' }],
    variants: [{ sku: 'KOP-PAP-NOTEBOOK', name: null, priceMinor: 1200n, stock: 180 }],
  },
  {
    slug: 'pebble-cup',
    title: 'Pebble cup',
    kind: 'ceramics',
    summary: 'A small cup without a handle, speckled like a beach stone. For espresso, or for salt.',
    description:
      'It is rounded below, so it sits in the palm like something picked up on a walk. The speckles are iron in the clay that burns through the glaze. The wall is thick enough to hold hot coffee without a handle.',
    details: ['Speckled stoneware, matt glaze', '110 ml: 7 cm wide, 6 cm high', 'Dishwasher and microwave safe', 'Thrown in Nida'],
    pictures: [{ name: 'pebble-cup', alt: 'Two small rounded cups without handles in speckled grey and bone' }],
    variants: [{ sku: 'KOP-CUP-PEBBLE', name: null, priceMinor: 1450n, stock: 96 }],
  },
  {
    slug: 'sand-tablecloth',
    title: 'Sand tablecloth',
    kind: 'linen',
    summary: 'Heavy washed linen the colour of wet sand, with a deep hem and square corners.',
    description:
      'It falls straight because of its weight and looks better unironed. The short one is for a table of four, the long one for a table of eight with the leaf in.',
    details: [
      '100% linen, 245 g/m²',
      '140 × 200 cm or 140 × 280 cm, hem 5 cm',
      'Wash at 40 °C; red wine comes out with salt and cold water',
      'Woven in Panevėžys, sewn in Klaipėda',
    ],
    pictures: [{ name: 'sand-tablecloth', alt: 'Sand-coloured linen tablecloth falling in soft folds over the edge of a table' }],
    variants: [
      { sku: 'KOP-LIN-TABLE-200', name: '140 × 200 cm', priceMinor: 9600n, stock: 22 },
      { sku: 'KOP-LIN-TABLE-280', name: '140 × 280 cm', priceMinor: 12400n, stock: 12 },
    ],
  },
  {
    slug: 'pine-soap',
    title: 'Pine soap',
    kind: 'home',
    summary: 'Cold-process soap with pine tar and needle oil. Smells of a sauna wall.',
    description:
      'Olive and rapeseed oil, a little pine tar, ground needles for the colour. It cures on the shelf for six weeks and lasts about as long beside a basin.',
    details: [
      '100 g, 8 × 5.5 × 2.5 cm',
      'Olive oil, rapeseed oil, pine tar, pine needle oil',
      'No palm oil, no colouring',
      'Made in Nida, wrapped in paper',
    ],
    pictures: [{ name: 'pine-soap', alt: 'Green soap bar in front of its box, with a pine and the word Kopa on the label' }],
    variants: [{ sku: 'KOP-HOM-SOAP', name: null, priceMinor: 750n, stock: 240 }],
  },
  {
    slug: 'three-pines-print',
    title: 'Three pines print',
    kind: 'paper',
    summary: 'Three pines bent by the same wind. Three colours, framed in oak.',
    description:
      'They stand where the forest ends and the sand begins, and have leaned east for eighty years. Printed with pigment ink on heavy cotton paper, in an oak frame with real glass.',
    details: [
      '30 × 40 cm, frame 33 × 43 cm',
      'Pigment ink on 300 g/m² cotton paper',
      'Oiled oak from Žemaitija, glass front, brass hook',
      'Edition of 200, numbered on the back',
    ],
    pictures: [{ name: 'three-pines-print', alt: 'Oak-framed print of three wind-bent pines on a dune' }],
    variants: [{ sku: 'KOP-PRT-PINES', name: null, priceMinor: 8500n, stock: 0 }],
  },
  {
    slug: 'pine-candlestick',
    title: 'Pine candlestick',
    kind: 'ceramics',
    summary: 'A candlestick in deep pine green, thrown from one piece of clay.',
    description:
      'A waist to hold it by, a wide saucer below for the wax, and a cup that holds a 2.2 cm candle upright without foil or paper.',
    details: [
      'Stoneware, pine green glaze',
      '16 cm high, saucer 12 cm wide',
      'Fits candles 2.2 cm thick',
      'Thrown in Nida; candle not included',
    ],
    pictures: [{ name: 'pine-candlestick', alt: 'Dark green ceramic candlestick with a beeswax candle' }],
    variants: [{ sku: 'KOP-CND-PINE', name: null, priceMinor: 3200n, stock: 33 }],
  },
  {
    slug: 'night-boat-decaf',
    title: 'Night boat decaf',
    kind: 'coffee',
    summary: 'Decaffeinated with water and nothing else: caramel, malt, orange peel. 250 g of whole beans.',
    description:
      'For the last cup of the evening. The caffeine is washed out with water in the country of origin, Mexico, then the beans are roasted by us a shade darker than Harbour.',
    details: [
      'Whole beans, 250 g, less than 0.1% caffeine',
      'Chiapas, Mexico; water process',
      'Roasted in Klaipėda on Tuesdays',
      'Keep closed, cool and out of the light',
    ],
    pictures: [{ name: 'night-boat-decaf', alt: 'Charcoal coffee bag with a cream label: a sailing boat and the word Kopa' }],
    variants: [{ sku: 'KOP-COF-DECAF-250', name: null, priceMinor: 1040n, stock: 88 }],
  },
  {
    slug: 'coffee-filters',
    title: 'Coffee filters',
    kind: 'coffee',
    summary: 'Forty unbleached paper filters for a cone dripper, size 02.',
    description:
      'Thick paper with a fine crepe: the water passes slowly and the oils stay behind. Rinse once with hot water before the coffee goes in.',
    details: ['40 filters, size 02, for 2 to 4 cups', 'Unbleached paper, no glue', 'Compost them with the grounds'],
    pictures: [{ name: 'coffee-filters', alt: 'Unbleached paper coffee filters standing in their box' }],
    variants: [{ sku: 'KOP-COF-FILTERS', name: null, priceMinor: 420n, stock: 400 }],
  },
  {
    slug: 'gift-tag',
    title: 'Gift tag',
    kind: 'paper',
    summary: 'A card tag on a linen string. We write the name on it if you tell us which.',
    description: 'Cut from the offcuts of our print paper and punched by hand. Put one in the cart with anything else and we tie it on.',
    details: ['300 g/m² cotton paper, linen string', '4.5 × 9 cm', 'Cut and strung in Klaipėda'],
    pictures: [{ name: 'gift-tag', alt: 'Cream paper gift tag printed with a small dune, on a looped linen string' }],
    variants: [{ sku: 'KOP-PAP-TAG', name: null, priceMinor: 30n, stock: 400 }],
  },
];
