/** Every picture is rendered once, 960 pixels wide and 4:5, and kept in these widths as AVIF and WebP. */
export const pictureWidths = [320, 640, 960] as const;

export const pictureAspect = { width: 4, height: 5 } as const;
