/** The widths in pixels in which every picture exists, as AVIF and as WebP, four parts wide and five high. */
export const pictureWidths = [320, 640, 960] as const;
