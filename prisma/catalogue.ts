// The demo shop Kopa: what it sells, in its own words. Prices are euro cents.
import type { Kind } from '#lib/catalog/catalog-store.ts';

export type SeedVariant = { sku: string; name: string | null; priceMinor: bigint; stock: number };
export type SeedProduct = {
  slug: string;
  title: string;
  kind: Kind;
  summary: string;
  description: string;
  details: string[];
  pictures: { name: string; alt: string }[];
  variants: SeedVariant[];
};

const one = (sku: string, priceMinor: bigint, stock: number): SeedVariant[] => [{ sku, name: null, priceMinor, stock }];

export const catalogue: SeedProduct[] = [
  {
    slug: 'dune-cup',
    title: 'Dune cup',
    kind: 'ceramics',
    summary: 'A stoneware cup with bare clay at the foot and sea-pale glaze above it.',
    description:
      'Thrown on the wheel and dipped by hand, so the line where glaze meets clay sits a little differently on each one. The handle takes two fingers, or three in the larger size.\n\nThe inside is glazed all the way down and does not stain.',
    details: ['Stoneware, glazed inside', 'Dishwasher and microwave safe', 'Made in Nida'],
    pictures: [{ name: 'dune-cup', alt: 'Stoneware cup, pale glaze above a band of bare brown clay' }],
    variants: [
      { sku: 'DUN-250', name: '250 ml', priceMinor: 1840n, stock: 120 },
      { sku: 'DUN-350', name: '350 ml', priceMinor: 2200n, stock: 80 },
    ],
  },
  {
    slug: 'harbour-coffee',
    title: 'Harbour coffee',
    kind: 'coffee',
    summary: 'The coffee we drink ourselves: chocolate, hazelnut, a little orange.',
    description:
      'Two washed Colombian lots and a natural from Brazil, roasted on Tuesdays in Klaipėda and sent the same week. Good as filter, forgiving as espresso.\n\nThe date on the bag is the day it was roasted. It is best between one week and two months after that.',
    details: ['Whole beans', 'Medium roast', 'Roasted in Klaipėda'],
    pictures: [{ name: 'harbour-coffee', alt: 'Paper coffee bag with a slate-blue Kopa label' }],
    variants: [
      { sku: 'HAR-250', name: '250 g', priceMinor: 980n, stock: 400 },
      { sku: 'HAR-1000', name: '1 kg', priceMinor: 3400n, stock: 150 },
    ],
  },
  {
    slug: 'fog-tea-towel',
    title: 'Fog tea towel',
    kind: 'linen',
    summary: 'Grey linen that dries glasses without leaving lint.',
    description:
      'Woven close and washed once before it reaches you, so it drinks water from the first day. It gets softer for years; the stripe stays.',
    details: ['100 % linen', '50 × 70 cm', 'Wash at 60 °C', 'Woven in Panevėžys'],
    pictures: [{ name: 'fog-tea-towel', alt: 'Folded grey linen towel with one dark stripe' }],
    variants: one('FOG-1', 1600n, 200),
  },
  {
    slug: 'tide-bowl',
    title: 'Tide bowl',
    kind: 'ceramics',
    summary: 'A wide bowl, sea green inside, sand outside.',
    description:
      'The green comes from copper in the glaze and pools a shade darker at the bottom. The small size is for breakfast, the large one holds a salad for four.',
    details: ['Stoneware', 'Dishwasher safe', 'Made in Nida'],
    pictures: [{ name: 'tide-bowl', alt: 'Wide bowl with sea-green glaze inside and sand-coloured clay outside' }],
    variants: [
      { sku: 'TID-14', name: '14 cm', priceMinor: 2400n, stock: 60 },
      { sku: 'TID-22', name: '22 cm', priceMinor: 4600n, stock: 34 },
    ],
  },
  {
    slug: 'lighthouse-print',
    title: 'Lighthouse, framed',
    kind: 'paper',
    summary: 'The lighthouse above the dunes, printed in three colours.',
    description:
      'A screen print on cotton paper, in an oak frame with real glass. Numbered and signed on the back, in an edition of two hundred.',
    details: ['Frame 30 × 40 cm', 'Oak and glass', 'Ready to hang'],
    pictures: [{ name: 'lighthouse-print', alt: 'Framed print of a lighthouse standing over sand dunes' }],
    variants: one('LIG-1', 8500n, 18),
  },
  {
    slug: 'lagoon-jug',
    title: 'Lagoon jug',
    kind: 'ceramics',
    summary: 'One litre, pours without dripping, stands without wobbling.',
    description:
      'A slate-blue glaze that breaks to brown along the rim. We cut the lip thin so that the last drop goes back into the jug instead of down its side.',
    details: ['Stoneware', '1 l', 'Dishwasher safe', 'Made in Nida'],
    pictures: [{ name: 'lagoon-jug', alt: 'Slate-blue jug with a handle and a short lip' }],
    variants: one('LAG-1', 5800n, 40),
  },
  {
    slug: 'sand-tablecloth',
    title: 'Sand tablecloth',
    kind: 'linen',
    summary: 'Heavy linen the colour of a dry beach.',
    description:
      'Stonewashed, so it needs no iron: pull it straight while damp and leave it. The hem is wide and its corners are mitred by hand.',
    details: ['100 % linen, 260 g/m²', 'Wash at 40 °C', 'Sewn in Klaipėda'],
    pictures: [{ name: 'sand-tablecloth', alt: 'Sand-coloured linen tablecloth, folded over an edge' }],
    variants: [
      { sku: 'SAN-200', name: '140 × 200 cm', priceMinor: 9600n, stock: 24 },
      { sku: 'SAN-280', name: '140 × 280 cm', priceMinor: 12400n, stock: 16 },
    ],
  },
  {
    slug: 'pebble-cup',
    title: 'Pebble cup',
    kind: 'ceramics',
    summary: 'A small cup without a handle, for espresso or an egg.',
    description: 'Round like a stone from the shore and just as good to hold. Charcoal clay, matt outside, glossy within.',
    details: ['Stoneware, 90 ml', 'Dishwasher safe', 'Made in Nida'],
    pictures: [{ name: 'pebble-cup', alt: 'Small round charcoal cup without a handle' }],
    variants: one('PEB-1', 1450n, 140),
  },
  {
    slug: 'dune-notebook',
    title: 'Dune notebook',
    kind: 'paper',
    summary: 'Ninety-six pages that lie flat.',
    description:
      'Thread-sewn, so it opens fully on any page. The paper is cream, blank, and takes ink without showing it on the other side.',
    details: ['A5, 96 pages', '120 g/m² paper', 'Bound in Kaunas'],
    pictures: [{ name: 'dune-notebook', alt: 'Cloth-bound notebook with a pale label on its cover' }],
    variants: one('NOT-1', 1200n, 90),
  },
  {
    slug: 'storm-jar',
    title: 'Storm jar',
    kind: 'ceramics',
    summary: 'A moon jar as tall as a chair seat. There is one.',
    description:
      'Built from two thrown halves and fired once for three days in a wood kiln. Ash and flame made its surface; nobody could make the same one again.\n\nYou collect it in the shop. We wrap it and help you carry it to the car.',
    details: ['Stoneware, wood-fired', '44 × 42 cm', 'Signed, one of a kind'],
    pictures: [{ name: 'storm-jar', alt: 'Large round jar, dark ash glaze running over pale clay' }],
    variants: one('STO-1', 145000n, 1),
  },
  {
    slug: 'night-boat-decaf',
    title: 'Night boat decaf',
    kind: 'coffee',
    summary: 'For the cup after dinner: caramel and dried fig, no caffeine.',
    description: 'Decaffeinated with water alone, then roasted a shade darker than our day coffee.',
    details: ['Whole beans, 250 g', 'Dark roast', 'Roasted in Klaipėda'],
    pictures: [{ name: 'night-boat-decaf', alt: 'Dark paper coffee bag with a bone-coloured label' }],
    variants: one('NIG-250', 1040n, 160),
  },
  {
    slug: 'shoal-plate',
    title: 'Shoal plate',
    kind: 'ceramics',
    summary: 'A dinner plate with a raised rim and a quiet speckle.',
    description: 'Iron in the clay comes through the glaze as small dark grains. The rim is high enough for soup and low enough to stack.',
    details: ['Stoneware, 26 cm', 'Dishwasher and microwave safe', 'Made in Nida'],
    pictures: [{ name: 'shoal-plate', alt: 'Bone-white plate with fine dark speckles' }],
    variants: one('SHO-1', 2800n, 96),
  },
  {
    slug: 'dune-napkins',
    title: 'Dune napkins, set of four',
    kind: 'linen',
    summary: 'Four napkins in clay, sand, bone and slate.',
    description: 'Dyed after sewing, so hem and cloth have the same tone. They crease, and that is how they are meant to look.',
    details: ['100 % linen', '42 × 42 cm each', 'Wash at 40 °C', 'Sewn in Klaipėda'],
    pictures: [{ name: 'dune-napkins', alt: 'Stack of four folded linen napkins in four earth tones' }],
    variants: one('NAP-4', 3800n, 70),
  },
  {
    slug: 'pine-candlestick',
    title: 'Pine candlestick',
    kind: 'home',
    summary: 'Turned from one piece of pine that fell in a winter storm.',
    description: 'Oiled, not varnished. A brass cup inside keeps the flame from the wood and takes any candle of 22 millimetres.',
    details: ['Pine and brass', '18 cm tall', 'Turned in Juodkrantė'],
    pictures: [{ name: 'pine-candlestick', alt: 'Turned wooden candlestick holding a cream candle' }],
    variants: one('PIN-1', 3200n, 45),
  },
  {
    slug: 'reed-vase',
    title: 'Reed vase',
    kind: 'ceramics',
    summary: 'A tall neck for one branch or three stems.',
    description: 'Heavy at the foot so that it stands in a draught. The outside is left as raw clay and feels like fine sandpaper.',
    details: ['Stoneware, 30 cm tall', 'Watertight', 'Made in Nida'],
    pictures: [{ name: 'reed-vase', alt: 'Tall slender vase in raw sand-coloured clay' }],
    variants: one('REE-1', 7800n, 22),
  },
  {
    slug: 'salt-throw',
    title: 'Salt throw',
    kind: 'linen',
    summary: 'Linen and wool for the evenings that turn cold.',
    description: 'A loose basket weave with a fringe at both ends. Light enough for a bag, warm enough for the terrace.',
    details: ['70 % linen, 30 % wool', '130 × 180 cm', 'Hand wash', 'Woven in Panevėžys'],
    pictures: [{ name: 'salt-throw', alt: 'Off-white throw with a fringe, folded' }],
    variants: one('SAL-1', 14000n, 20),
  },
  {
    slug: 'beeswax-candles',
    title: 'Beeswax candles, a pair',
    kind: 'home',
    summary: 'Two dipped candles that burn six hours each.',
    description:
      'Wax from hives behind the dunes, wick of cotton, nothing else. They smell faintly of honey and do not drip out of the wind.',
    details: ['Beeswax', '22 mm × 20 cm', 'Dipped in Preila'],
    pictures: [{ name: 'beeswax-candles', alt: 'Two honey-coloured beeswax candles joined by their wick' }],
    variants: one('BEE-2', 1100n, 180),
  },
  {
    slug: 'three-pines-print',
    title: 'Three pines, framed',
    kind: 'paper',
    summary: 'Three wind-bent pines, printed in two colours.',
    description: 'A screen print on cotton paper, in an oak frame with real glass. The first edition is sold; the second is being printed.',
    details: ['Frame 30 × 40 cm', 'Oak and glass', 'Ready to hang'],
    pictures: [{ name: 'three-pines-print', alt: 'Framed print of three pines bent by the wind' }],
    variants: one('PIN-3', 8500n, 0),
  },
  {
    slug: 'pine-soap',
    title: 'Pine soap',
    kind: 'home',
    summary: 'A hard bar that smells of resin and lasts two months.',
    description: 'Boiled from rapeseed oil, scented with pine needle oil, dried for six weeks.',
    details: ['120 g', 'No palm oil', 'Made in Preila'],
    pictures: [{ name: 'pine-soap', alt: 'Soap in a pale box with a sea-green Kopa label' }],
    variants: one('SOA-1', 750n, 220),
  },
  {
    slug: 'coffee-filters',
    title: 'Coffee filters, 100',
    kind: 'coffee',
    summary: 'Unbleached cones for one to four cups.',
    description: 'Thick enough to hold back the fines, open enough to finish in three minutes.',
    details: ['100 filters, size 4', 'Unbleached paper', 'Compostable'],
    pictures: [{ name: 'coffee-filters', alt: 'Box of brown paper coffee filters' }],
    variants: one('FIL-100', 420n, 300),
  },
  {
    slug: 'gift-tag',
    title: 'Gift tag',
    kind: 'paper',
    summary: 'One letterpress tag with a linen string.',
    description: 'Cut from the edges of our print paper. Room for a name and a short wish.',
    details: ['5 × 9 cm', 'Cotton paper'],
    pictures: [{ name: 'gift-tag', alt: 'Cream paper tag with a dune line pressed into it, on a string' }],
    variants: one('TAG-1', 30n, 400),
  },
];
