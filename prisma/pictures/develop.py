# python3 develop.py FOLDER OUT.png   Denoises a render with the help of its albedo and normals, then prints it like a photograph.
import os
import sys

os.environ['OPENCV_IO_ENABLE_OPENEXR'] = '1'
import cv2
import numpy as np

folder, out = sys.argv[1:3]
colour, albedo, normal = (
    cv2.imread(os.path.join(folder, name + '-0001.exr'), cv2.IMREAD_UNCHANGED)[:, :, :3].astype(np.float32) for name in ('colour', 'albedo', 'normal')
)

# Only the light is noisy: divide the surface's own colour out, so that print and weave keep their edges.
skin = np.maximum(albedo, 0.02)
light = np.log(np.maximum(colour, 1e-4) / skin)
rough = light - cv2.blur(light, (3, 3))
noise = np.sqrt(cv2.blur((rough**2).mean(axis=2), (9, 9))) + 0.004
smooth_normal = cv2.GaussianBlur(normal, (3, 3), 0)
smooth_skin = cv2.GaussianBlur(skin, (3, 3), 0)


def moved(image, dx, dy):
    return cv2.warpAffine(image, np.float32([[1, 0, dx], [0, 1, dy]]), image.shape[1::-1], borderMode=cv2.BORDER_REFLECT)


# Means of pixels whose neighbourhoods look alike and whose surfaces face and colour alike.
reach = 5
total, weight_sum = np.zeros_like(light), np.zeros(light.shape[:2], np.float32)
for dy in range(-reach, reach + 1):
    for dx in range(-reach, reach + 1):
        other = moved(light, dx, dy)
        patch = cv2.blur(((light - other) ** 2).mean(axis=2), (5, 5)) / (2 * noise**2)
        facing = ((smooth_normal - moved(smooth_normal, dx, dy)) ** 2).sum(axis=2) / 0.02
        kind = ((smooth_skin - moved(smooth_skin, dx, dy)) ** 2).sum(axis=2) / 0.01
        weight = np.exp(-np.maximum(0, patch - 1.0) * 1.2 - facing - kind)
        total += other * weight[:, :, None]
        weight_sum += weight
clean = np.exp(total / weight_sum[:, :, None]) * skin

# Exposed for the paper in the lower left corner, so that all pictures stand on the same ground.
h, w = clean.shape[:2]
paper = np.median(clean[int(h * 0.84) :, : int(w * 0.3)].reshape(-1, 3), axis=0)
clean *= 0.70 / paper.mean()
knee = 0.55
shoulder = 1 - (1 - knee) * np.exp(-(clean - knee) / (1 - knee))
printed = np.where(clean > knee, shoulder, clean)
printed = np.where(printed <= 0.0031308, printed * 12.92, 1.055 * np.maximum(printed, 0.0031308) ** (1 / 2.4) - 0.055)
printed += np.random.default_rng(7).normal(0, 0.006, (h, w, 1)).astype(np.float32)
cv2.imwrite(out, (np.clip(printed, 0, 1) * 255 + 0.5).astype(np.uint8))
