# One function a picture. Lengths are in the studio's units: a cup is about 0.8 high.
import math
import os
import random

import studio
from studio import box, folded, lathe, linen, material, open_studio, picture, poured, sheet, speckled, wire, wood

LABELS = "."

SAND = (0.60, 0.47, 0.33)
BONE = (0.78, 0.74, 0.66)
CLAY = (0.34, 0.20, 0.12)
SEA = (0.13, 0.29, 0.25)
SLATE = (0.11, 0.18, 0.26)
CHARCOAL = (0.030, 0.031, 0.034)
HONEY = (0.60, 0.31, 0.06)
KRAFT = (0.42, 0.28, 0.16)


def art(name):
    return picture(name, os.path.join(LABELS, name + ".png"))


def raw_clay(color=CLAY):
    return material("clay", color, 0.85, grain=0.16, grain_scale=150, bump=0.12)


def cup(scale=1.0, glaze=(0.74, 0.77, 0.72), at=(0, 0, 0), turn=-32):
    outer = [(0.30, 0), (0.345, 0.015), (0.37, 0.10), (0.392, 0.30), (0.405, 0.52), (0.412, 0.74), (0.415, 0.80), (0.405, 0.818)]
    inner = [(0.39, 0.81), (0.38, 0.62), (0.365, 0.35), (0.33, 0.12), (0.2, 0.065), (0.0, 0.06)]
    body = poured("cup", glaze, CLAY, 0.215, 0.235, rough=0.22, wobble=0.02, scale=2.4)
    things = [lathe([(0.0, 0.0)] + outer + inner, body)]
    things.append(wire([(0.395, 0, 0.66), (0.60, 0, 0.62), (0.64, 0, 0.46), (0.55, 0, 0.31), (0.385, 0, 0.26)], 0.04, material("handle", glaze, 0.22, coat=0.2)))
    for thing in things:
        thing.scale = (scale, scale, scale)
        thing.rotation_euler = (0, 0, math.radians(turn))
        thing.location = at


def dune_cup():
    open_studio(look_at=(0.06, 0, 0.40))
    cup(1.0)


def dune_cup_2():
    open_studio(look_at=(0.02, 0, 0.36), distance=4.6)
    cup(0.92, at=(-0.36, 0.1, 0), turn=200)
    cup(1.06, at=(0.42, -0.25, 0), turn=-40)


def tide_bowl():
    open_studio(look_at=(0, 0, 0.30), height=2.3, distance=5.1)
    outside = raw_clay((0.50, 0.38, 0.26))
    inside = poured("tide", (0.055, 0.09, 0.13), (0.025, 0.045, 0.07), 0.05, 0.42, rough=0.12, wobble=0.06)
    lathe([(0, 0), (0.26, 0), (0.30, 0.02), (0.33, 0.06), (0.52, 0.20), (0.68, 0.38), (0.76, 0.52), (0.765, 0.535)], outside)
    lathe([(0.765, 0.535), (0.745, 0.537), (0.66, 0.39), (0.50, 0.22), (0.30, 0.10), (0, 0.07)], inside)


def tide_bowl_2():
    open_studio(look_at=(0, 0.1, 0.22), height=2.9, distance=3.0)
    inside = poured("tide", (0.055, 0.09, 0.13), (0.025, 0.045, 0.07), 0.05, 0.42, rough=0.12, wobble=0.06)
    lathe([(0.765, 0.535), (0.745, 0.537), (0.66, 0.39), (0.50, 0.22), (0.30, 0.10), (0, 0.07)], inside)
    lathe([(0, 0), (0.26, 0), (0.30, 0.02), (0.33, 0.06), (0.52, 0.20), (0.68, 0.38), (0.76, 0.52), (0.765, 0.535)], raw_clay((0.50, 0.38, 0.26)))


def lagoon_jug():
    open_studio(look_at=(0.05, 0, 0.62), distance=5.0)
    glaze = poured("lagoon", (0.07, 0.165, 0.135), (0.11, 0.215, 0.175), 0.2, 0.9, rough=0.2, wobble=0.2)
    profile = [(0, 0), (0.34, 0), (0.39, 0.03), (0.45, 0.16), (0.49, 0.36), (0.47, 0.58), (0.38, 0.82), (0.30, 1.0), (0.275, 1.12), (0.30, 1.24), (0.315, 1.27)]
    back = [(0.295, 1.265), (0.26, 1.12), (0.29, 0.98), (0.36, 0.80), (0.45, 0.55), (0.4, 0.12), (0, 0.08)]
    body = lathe(profile + back, glaze)
    # The lip: the rim is drawn out at one side.
    for vertex in body.data.vertices:
        x, y, z = vertex.co
        reach = max(0.0, (z - 1.02) / 0.25)
        angle = math.atan2(y, x)
        pull = math.exp(-((angle / 0.42) ** 2)) * reach
        vertex.co.x += 0.17 * pull
        vertex.co.z += 0.03 * pull
    body.rotation_euler = (0, 0, math.radians(208))
    handle = wire([(0.275, 0, 1.17), (0.48, 0, 1.20), (0.66, 0, 1.02), (0.66, 0, 0.72), (0.47, 0, 0.50)], 0.044, glaze)
    handle.rotation_euler = (0, 0, math.radians(-18))


def reed_vase():
    open_studio(look_at=(0, 0, 1.20), distance=8.2, height=2.0)
    lathe([(0, 0), (0.25, 0), (0.30, 0.02), (0.36, 0.18), (0.38, 0.36), (0.33, 0.62), (0.21, 0.88), (0.13, 1.12), (0.105, 1.36), (0.115, 1.56), (0.15, 1.68), (0.152, 1.69), (0.135, 1.69), (0.09, 1.5), (0.08, 1.2)], material("bone", (0.70, 0.65, 0.55), 0.7, grain=0.05, grain_scale=120, bump=0.08))
    straw = material("straw", (0.50, 0.36, 0.17), 0.9)
    random.seed(4)
    for lean in (-0.22, 0.05, 0.26):
        top = (lean * 1.35, -0.05 + lean * 0.3, 2.55 - abs(lean) * 0.7)
        wire([(lean * 0.08, 0, 1.2), (lean * 0.4, 0, 1.9), top], 0.008, straw)
        for step in range(44):
            t = step / 44
            x, z = top[0] - lean * 0.25 * (1 - t), top[2] - 0.34 * (1 - t)
            side = random.uniform(-1, 1)
            wire([(x, top[1], z), (x + 0.03 * side, top[1] + random.uniform(-0.03, 0.03), z + 0.05), (x + 0.055 * side * (1.25 - t), top[1], z + 0.09)], 0.006, straw)


def shoal_plate():
    open_studio(look_at=(0, 0.1, 0.56), height=1.9, distance=5.7)
    glaze = speckled("shoal", (0.47, 0.56, 0.47), (0.20, 0.17, 0.10))
    plate = [(0, 0), (0.42, 0), (0.46, 0.012), (0.62, 0.055), (0.72, 0.115), (0.735, 0.13), (0.72, 0.135), (0.60, 0.085), (0.46, 0.05), (0, 0.045)]
    lathe(plate, glaze).location = (0, -0.15, 0)
    lathe(plate, glaze).location = (0.01, -0.14, 0.115)
    standing = lathe(plate, glaze)
    standing.rotation_euler = (math.radians(76), 0, math.radians(6))
    standing.location = (0.03, 0.62, 0.74)


def pine_candlestick():
    open_studio(look_at=(0, 0, 0.78), distance=5.6)
    pine = material("pine green", (0.018, 0.058, 0.042), 0.16, coat=0.35)
    lathe([(0, 0), (0.34, 0), (0.36, 0.02), (0.36, 0.06), (0.30, 0.11), (0.14, 0.16), (0.095, 0.24), (0.13, 0.34), (0.155, 0.44), (0.12, 0.56), (0.085, 0.70), (0.10, 0.80), (0.15, 0.85), (0.15, 0.88), (0.10, 0.885)], pine)
    lathe([(0.088, 0.86), (0.085, 1.55), (0.07, 1.575), (0.02, 1.572), (0, 1.565)], material("wax", HONEY, 0.45))
    wire([(0, 0, 1.55), (0.004, 0, 1.60), (0.012, 0, 1.635)], 0.009, material("wick", (0.03, 0.025, 0.02), 0.9))


def storm_jar():
    open_studio(look_at=(0, 0, 0.72), distance=5.4)
    profile = []
    for step in range(0, 27):
        a = -1.05 + (1.18 + 1.05) * step / 26
        profile.append((0.80 * math.cos(a), 0.72 + 0.74 * math.sin(a)))
    ash = poured("ash", (0.045, 0.05, 0.052), (0.50, 0.42, 0.33), 0.30, 1.10, rough=0.3, wobble=0.62, scale=2.6)
    neck = [(0.30, 1.42), (0.285, 1.47), (0.30, 1.53), (0.285, 1.54), (0.25, 1.47), (0.26, 1.38)]
    jar = lathe([(0, 0.075)] + [(0.36, 0.075)] + profile + neck, ash)
    jar.location = (0, 0, -0.07)


def storm_jar_2():
    storm_jar()
    studio.scene.camera.data.lens = 150
    studio.scene.camera.data.dof.aperture_fstop = 2.8


def pebble_cup():
    open_studio(look_at=(0.02, 0, 0.26), distance=4.5, height=1.75)
    matt = material("charcoal", (0.055, 0.056, 0.06), 0.75, grain=0.25, grain_scale=160, bump=0.08)
    shine = material("inside", (0.50, 0.46, 0.40), 0.12, coat=0.4)
    for x, y, turn in ((-0.33, 0.22, 0), (0.36, -0.12, 40)):
        outer = lathe([(0, 0), (0.17, 0), (0.22, 0.015), (0.32, 0.10), (0.355, 0.22), (0.33, 0.36), (0.285, 0.45), (0.278, 0.462)], matt)
        inner = lathe([(0.278, 0.462), (0.262, 0.458), (0.30, 0.35), (0.32, 0.22), (0.27, 0.10), (0, 0.05)], shine)
        if x < 0:
            outer.data.materials[0] = speckled("bone", (0.62, 0.56, 0.46), (0.16, 0.10, 0.06), rough=0.7, scale=60)
        for thing in (outer, inner):
            thing.location = (x, y, 0)


def fog_tea_towel():
    open_studio(look_at=(0, 0, 0.22), height=2.1, distance=4.1)
    cloth = linen("fog", (0.40, 0.405, 0.40), scale=520, stripe=((0.055, 0.07, 0.085), 1.32, 1.42))
    folded(0.98, 1.10, 6, 0.062, cloth, turn=14, seed=1)


def dune_napkins():
    open_studio(look_at=(0, 0, 0.30), height=1.75, distance=3.9)
    for index, color in enumerate(((0.40, 0.20, 0.155), (0.66, 0.60, 0.50), (0.46, 0.33, 0.21), (0.22, 0.095, 0.052))):
        folded(0.86, 0.86, 4, 0.038, linen(f"napkin{index}", color, scale=560), place=(0.02 * (-1) ** index, 0, index * 0.158), turn=12 + 4 * (-1) ** index, seed=index)


def sand_tablecloth():
    open_studio(look_at=(0, 0, 0.60), distance=4.7, height=1.9)
    sand = linen("sand", (0.60, 0.49, 0.35), scale=620)

    def surface(u, v):
        x = (u - 0.5) * 2.05
        if v < 0.42:
            return (x, 0.75 - v / 0.42 * 1.05, 0.98)
        bend = (v - 0.42) / 0.08
        if bend < 1:
            a = math.pi / 2 * bend
            return (x, -0.30 - 0.05 * math.sin(a), 0.98 - 0.05 * (1 - math.cos(a)))
        drop = (v - 0.50) / 0.50
        wave = 0.085 * drop**0.8 * math.sin(x * 8.2 + 0.7 * math.sin(x * 3)) + 0.03 * drop * math.sin(x * 17)
        return (x * (1 + 0.02 * drop), -0.35 - 0.02 * drop + wave, 0.93 - 0.86 * drop)

    studio.cloth(surface, 150, 110, sand, 0.014, wrinkle=0.012, seed=2)
    box((2.0, 1.0, 0.95), (0, 0.19, 0.49), material("table", (0.5, 0.4, 0.3)), bevel=0.01)


def salt_throw():
    open_studio(look_at=(0, 0, 0.30), height=1.9, distance=4.7)
    wool = linen("salt", (0.10, 0.20, 0.165), scale=230, strength=0.8, stripe=((0.70, 0.67, 0.60), 0.22, 0.42))
    folded(1.15, 0.92, 6, 0.085, wool, turn=-13, seed=3)
    yarn = material("yarn", (0.10, 0.20, 0.165), 0.9)
    random.seed(2)
    turn = math.radians(-13)
    for step in range(74):
        x = -0.56 + 1.12 * step / 73
        y = -0.47
        sway = random.uniform(-0.02, 0.02)
        points = [(x, y + 0.03, 0.475), (x + sway, y - 0.045, 0.44), (x + sway * 1.5, y - 0.085 + random.uniform(-0.01, 0.01), 0.33), (x + sway * 2, y - 0.085, 0.235 + random.uniform(-0.02, 0.02))]
        wire([(px * math.cos(turn) - py * math.sin(turn), px * math.sin(turn) + py * math.cos(turn), pz) for px, py, pz in points], 0.0062, yarn)


def bag(width, height, depth, paper, label, label_size, at=(0, 0, 0), turn=-14):
    # A filled paper bag: full at the foot, flat at the top, the mouth rolled down twice.
    rows, columns = 40, 64
    vertices, faces = [], []
    for row in range(rows + 1):
        v = row / rows
        full = 1 - 0.80 * max(0.0, (v - 0.35) / 0.65) ** 1.35
        for column in range(columns):
            a = 2 * math.pi * column / columns
            c, s = math.cos(a), math.sin(a)
            x = width / 2 * math.copysign(abs(c) ** 0.30, c) * (1 - 0.02 * math.sin(v * 3.1))
            y = depth / 2 * full * math.copysign(abs(s) ** 0.42, s)
            y += 0.012 * math.sin(v * 21 + column * 0.4) * full * (0.3 + v)
            vertices.append((x, y, v * height))
    for row in range(rows):
        for column in range(columns):
            a, b = row * columns + column, row * columns + (column + 1) % columns
            faces.append((a, b, b + columns, a + columns))
    faces.append(tuple(range(columns)))
    body = studio.mesh("bag", vertices, faces, paper)
    body.location, body.rotation_euler = at, (0, 0, math.radians(turn))
    roll = box((width * 1.0, depth * 0.30, height * 0.075), (at[0], at[1], at[2] + height * 1.005), paper, bevel=0.018, turn=turn)
    roll.rotation_euler = (math.radians(4), 0, math.radians(turn))
    front = -depth / 2 * 1.005 - 0.012
    card = sheet(label_size[0], label_size[1], label, (0, 0, 0), (88, 0, turn))
    a = math.radians(turn)
    card.location = (at[0] - front * math.sin(a) * 1.0, at[1] + front * math.cos(a), at[2] + height * 0.36)


def harbour_coffee():
    open_studio(look_at=(0, 0, 0.66), distance=5.0)
    bag(0.92, 1.28, 0.52, material("kraft", KRAFT, 0.8, grain=0.06, grain_scale=90), art("harbour"), (0.60, 0.60))
    beans(0.55, -0.66, 9)


def night_boat_decaf():
    open_studio(look_at=(0, 0, 0.66), distance=5.0)
    bag(0.92, 1.28, 0.52, material("night", (0.032, 0.036, 0.044), 0.6, grain=0.1, grain_scale=90), art("night-boat"), (0.60, 0.60), turn=12)
    beans(-0.52, -0.62, 7)


def beans(x, y, count):
    random.seed(count)
    dark = material("bean", (0.055, 0.024, 0.011), 0.35)
    for index in range(count):
        a = random.uniform(0, 6.28)
        r = random.uniform(0.0, 0.20)
        bean = lathe([(0, -0.06), (0.025, -0.055), (0.042, -0.02), (0.042, 0.02), (0.025, 0.055), (0, 0.06)], dark, segments=20, subdivide=1)
        bean.scale = (1, 0.72, 1)
        bean.rotation_euler = (math.radians(90), 0, random.uniform(0, 6.28))
        bean.location = (x + r * math.cos(a), y + r * math.sin(a) * 0.7, 0.033)


def coffee_filters():
    open_studio(look_at=(0, 0, 0.52), distance=4.5)
    paper = material("filter", (0.50, 0.35, 0.21), 0.9, grain=0.05, grain_scale=240)
    box((1.0, 0.30, 0.62), (0.0, 0.1, 0.31), material("carton", (0.62, 0.56, 0.46), 0.85), bevel=0.008, turn=-12)
    a = math.radians(-12)
    sheet(0.60, 0.42, art("filters"), (0.152 * math.sin(a), 0.1 - 0.152 * math.cos(a), 0.31), (90, 0, -12))
    for index in range(9):
        cone(paper, (0.02 * index - 0.08, 0.18 - 0.026 * index, 0.42), 0.98 - index * 0.006, lean=-4 + index * 0.6, turn=-12 + index * 0.8)


def cone(paper, at, size, lean, turn):
    outline = [(-0.16, 0.0), (0.16, 0.0)]
    for step in range(13):
        t = step / 12
        outline.append((0.46 - 0.92 * t, 0.52 + 0.16 * math.sin(math.pi * t)))
    vertices = [(x * size, 0, z * size) for x, z in outline]
    thing = studio.mesh("filter", vertices, [tuple(range(len(vertices)))], paper, smooth=False)
    thick = thing.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.008
    thing.location = at
    thing.rotation_euler = (math.radians(lean), 0, math.radians(turn))


def framed(name):
    open_studio(look_at=(0, 0, 0.80), distance=5.4, height=1.35)
    oak = wood("oak", (0.52, 0.34, 0.17), (0.36, 0.21, 0.09), scale=2.2)
    lean, width, height, bar = 8, 1.20, 1.60, 0.075
    parts = [
        box((bar, 0.07, height), (-(width - bar) / 2, 0, height / 2), oak, bevel=0.004),
        box((bar, 0.07, height), ((width - bar) / 2, 0, height / 2), oak, bevel=0.004),
        box((width - 2 * bar, 0.07, bar), (0, 0, bar / 2), oak, bevel=0.004),
        box((width - 2 * bar, 0.07, bar), (0, 0, height - bar / 2), oak, bevel=0.004),
        sheet(width - 2 * bar, height - 2 * bar, art(name), (0, -0.008, height / 2)),
    ]
    for part in parts:
        pivot = math.radians(-lean)
        x, y, z = part.location
        part.location = (x, 0.35 + y * math.cos(pivot) - z * math.sin(pivot), y * math.sin(pivot) + z * math.cos(pivot) + 0.005)
        part.rotation_euler.x += pivot


def lighthouse_print():
    framed("lighthouse")


def three_pines_print():
    framed("three-pines")


def dune_notebook():
    open_studio(look_at=(0, 0, 0.30), height=2.0, distance=3.9)
    pages = material("pages", (0.80, 0.76, 0.66), 0.9)
    a = math.radians(17)
    for index, (z, turn) in enumerate(((0.0, 9), (0.135, 17))):
        box((0.80, 1.12, 0.095), (0, 0.02, z + 0.066), pages, bevel=0.004, turn=turn)
        shell = linen(f"shell{index}", (0.06, 0.085, 0.11) if index == 0 else (0.42, 0.30, 0.19), scale=700, strength=0.25)
        for level in (0.010, 0.122):
            lid = box((0.83, 1.15, 0.018), (0, 0.02, z + level), shell, bevel=0.006, turn=turn)
        spine = box((0.02, 1.15, 0.125), (-0.41 * math.cos(math.radians(turn)), 0.02 - 0.41 * math.sin(math.radians(turn)), z + 0.066), shell, bevel=0.008, turn=turn)
    sheet(0.34, 0.22, art("notebook"), (-0.20 * math.sin(a), 0.02 + 0.20 * math.cos(a), 0.2685), (0, 0, 17))
    band = material("band", (0.05, 0.07, 0.09), 0.8)
    box((0.03, 1.162, 0.148), (0.30 * math.cos(a), 0.02 + 0.30 * math.sin(a), 0.201), band, bevel=0.004, turn=17)


def gift_tag():
    open_studio(look_at=(0, 0.06, 0.06), height=2.9, distance=3.0)
    paper = material("tag", (0.80, 0.76, 0.67), 0.9, grain=0.03, grain_scale=300, bump=0.2)
    for index, (x, y, turn) in enumerate(((-0.24, 0.14, 24), (0.20, -0.08, -9))):
        z = 0.012 + index * 0.022
        box((0.56, 1.0, 0.018), (x, y, z), paper, bevel=0.004, turn=turn)
        a = math.radians(turn)
        sheet(0.50, 0.89, art("tag"), (x, y, z + 0.0098), (0, 0, turn))
        hx, hy = x - 0.40 * math.sin(a), y + 0.40 * math.cos(a)
        string = material("string", (0.50, 0.38, 0.24), 0.9)
        wire([(hx, hy, z + 0.016), (hx - 0.05, hy + 0.16, 0.05), (hx + 0.10, hy + 0.36, 0.03), (hx + 0.30, hy + 0.42, 0.025)], 0.0085, string)
        wire([(hx, hy, z + 0.016), (hx + 0.06, hy + 0.14, 0.045), (hx + 0.16, hy + 0.28, 0.03), (hx + 0.34, hy + 0.30, 0.025)], 0.0085, string)


def pine_soap():
    open_studio(look_at=(0.06, 0, 0.27), height=1.8, distance=4.5)
    carton = material("carton", (0.70, 0.66, 0.58), 0.85, grain=0.02, grain_scale=200)
    box((0.95, 0.34, 0.60), (-0.05, 0.22, 0.30), carton, bevel=0.010, turn=-10)
    a = math.radians(-10)
    sheet(0.66, 0.42, art("soap"), (-0.05 + 0.1725 * math.sin(a), 0.22 - 0.1725 * math.cos(a), 0.30), (90, 0, -10))
    bar = box((0.66, 0.42, 0.20), (0.34, -0.42, 0.105), material("soap", (0.30, 0.36, 0.26), 0.45, grain=0.05, grain_scale=30), bevel=0.05, turn=22, segments=8)
    bar.rotation_euler = (0, 0, math.radians(22))


def beeswax_candles():
    open_studio(look_at=(0, 0, 0.74), distance=5.2)
    wax = material("beeswax", HONEY, 0.42, grain=0.06, grain_scale=18, bump=0.05)
    tops = []
    for x, lean in ((-0.17, 1.5), (0.20, -2.0)):
        candle = lathe([(0, 0), (0.088, 0), (0.098, 0.03), (0.094, 0.5), (0.088, 1.0), (0.080, 1.26), (0.058, 1.33), (0.02, 1.36), (0, 1.362)], wax)
        candle.rotation_euler = (0, math.radians(lean), 0)
        candle.location = (x, 0.05 * x, 0)
        tops.append((x + math.tan(math.radians(lean)) * 1.36, 0.05 * x, 1.35))
    left, right = tops
    middle = (left[0] + right[0]) / 2
    wire([left, (left[0] - 0.01, 0, 1.45), (middle - 0.08, 0, 1.56), (middle + 0.09, 0, 1.55), (right[0] + 0.01, 0, 1.45), right], 0.010, material("wick", (0.72, 0.66, 0.52), 0.9))


scenes = {name.replace("_", "-"): thing for name, thing in list(globals().items()) if callable(thing) and name not in (
    "art", "raw_clay", "cup", "bag", "beans", "cone", "framed", "box", "folded", "lathe", "linen", "material", "open_studio", "picture", "poured", "sheet", "speckled", "wire", "wood")}
