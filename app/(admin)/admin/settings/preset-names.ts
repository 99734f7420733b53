// The names of the three offers' fields, as the settings name what is wrong with them.
export const presetPlaces = [0, 1, 2] as const;
export const presetName = (place: number, part: 'weekly' | 'days' | 'ceiling') => `presets.${place}.${part}`;
