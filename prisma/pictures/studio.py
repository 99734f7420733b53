# The studio all pictures are taken in: one window at the left, one warm paper that curves up behind, one camera height.
import math

import bpy
from mathutils import Vector

scene = None


def open_studio(ground=(0.80, 0.735, 0.645), look_at=(0.0, 0.0, 0.42), distance=4.15, height=1.5, lens=70):
    global scene
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    backdrop(material("paper", ground, rough=0.95, grain=0.012, grain_scale=260))
    window((-2.6, -1.1, 2.7), size=1.9, energy=185, color=(1.0, 0.955, 0.89))
    window((3.2, -2.2, 2.0), size=3.2, energy=24, color=(0.95, 0.95, 0.96))
    world = bpy.data.worlds.new("room")
    scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.90, 0.885, 0.86, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.42
    camera(look_at, distance, height, lens)


def camera(look_at, distance, height, lens):
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    data.sensor_fit = "VERTICAL"
    data.sensor_height = 32
    eye = bpy.data.objects.new("camera", data)
    scene.collection.objects.link(eye)
    eye.location = (0.12, -distance, height)
    eye.rotation_euler = (Vector(look_at) - Vector(eye.location)).to_track_quat("-Z", "Y").to_euler()
    data.dof.use_dof = True
    data.dof.focus_distance = (Vector(look_at) - Vector(eye.location)).length - 0.15
    data.dof.aperture_fstop = 4.0
    scene.camera = eye


def window(place, size, energy, color):
    data = bpy.data.lights.new("window", "AREA")
    data.energy, data.size, data.color = energy, size, color
    lamp = bpy.data.objects.new("window", data)
    scene.collection.objects.link(lamp)
    lamp.location = place
    lamp.rotation_euler = (Vector((0, 0, 0.35)) - Vector(place)).to_track_quat("-Z", "Y").to_euler()


def backdrop(paper):
    # A floor that bends into a wall with a wide radius: no horizon.
    radius, floor, wall = 2.6, 2.4, 6.0
    line = [(-7.0, 0.0), (floor - radius + 0.6, 0.0)]
    for step in range(1, 25):
        a = math.pi / 2 * step / 24
        line.append((floor - radius + 0.6 + radius * math.sin(a), radius - radius * math.cos(a)))
    line.append((floor + 0.6, wall))
    vertices = [(x, y, z) for y, z in line for x in (-9, 9)]
    faces = [(i, i + 1, i + 3, i + 2) for i in range(0, len(vertices) - 2, 2)]
    mesh("backdrop", vertices, faces, paper)


# --- materials -----------------------------------------------------------------------------------------------------
def material(name, color, rough=0.55, grain=0.0, grain_scale=180, bump=0.06, metal=0.0, coat=0.0):
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    nodes, links = m.node_tree.nodes, m.node_tree.links
    surface = nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = (*color, 1)
    surface.inputs["Roughness"].default_value = rough
    surface.inputs["Metallic"].default_value = metal
    surface.inputs["Clearcoat"].default_value = coat
    if grain:
        noise = nodes.new("ShaderNodeTexNoise")
        noise.inputs["Scale"].default_value = grain_scale
        noise.inputs["Detail"].default_value = 6
        coordinates = nodes.new("ShaderNodeTexCoord")
        links.new(coordinates.outputs["Object"], noise.inputs["Vector"])
        ramp = nodes.new("ShaderNodeValToRGB")
        low, high = ramp.color_ramp.elements
        low.position, high.position = 0.38, 0.64
        low.color = (*[c * (1 - grain) for c in color], 1)
        high.color = (*[min(1, c * (1 + grain)) for c in color], 1)
        links.new(noise.outputs["Fac"], ramp.inputs["Fac"])
        links.new(ramp.outputs["Color"], surface.inputs["Base Color"])
        if bump:
            bumps = nodes.new("ShaderNodeBump")
            bumps.inputs["Strength"].default_value = bump
            links.new(noise.outputs["Fac"], bumps.inputs["Height"])
            links.new(bumps.outputs["Normal"], surface.inputs["Normal"])
    return m


def speckled(name, color, spots, rough=0.3, scale=70, share=0.29):
    # Small dark grains that come through a pale glaze.
    m = material(name, color, rough, coat=0.3)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    cells = nodes.new("ShaderNodeTexVoronoi")
    cells.inputs["Scale"].default_value = scale
    coordinates = nodes.new("ShaderNodeTexCoord")
    links.new(coordinates.outputs["Object"], cells.inputs["Vector"])
    noise = nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = scale * 0.4
    links.new(coordinates.outputs["Object"], noise.inputs["Vector"])
    add = nodes.new("ShaderNodeMath")
    add.operation = "ADD"
    links.new(cells.outputs["Distance"], add.inputs[0])
    half = nodes.new("ShaderNodeMath")
    half.operation = "MULTIPLY"
    half.inputs[1].default_value = 0.45
    links.new(noise.outputs["Fac"], half.inputs[0])
    links.new(half.outputs[0], add.inputs[1])
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = share, share + 0.05
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*spots, 1), (*color, 1)
    links.new(add.outputs[0], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], m.node_tree.nodes["Principled BSDF"].inputs["Base Color"])
    return m


def poured(name, top, bottom, start, end, rough=0.25, wobble=0.12, scale=3.2):
    # One glaze running over another between two heights.
    m = material(name, top, rough, coat=0.25)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    coordinates = nodes.new("ShaderNodeTexCoord")
    split = nodes.new("ShaderNodeSeparateXYZ")
    links.new(coordinates.outputs["Object"], split.inputs[0])
    noise = nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = scale
    noise.inputs["Detail"].default_value = 8
    links.new(coordinates.outputs["Object"], noise.inputs["Vector"])
    shift = nodes.new("ShaderNodeMath")
    shift.operation = "MULTIPLY_ADD"
    shift.inputs[1].default_value = wobble * 2
    links.new(noise.outputs["Fac"], shift.inputs[0])
    links.new(split.outputs["Z"], shift.inputs[2])
    reach = nodes.new("ShaderNodeMapRange")
    reach.inputs["From Min"].default_value = start + wobble
    reach.inputs["From Max"].default_value = end + wobble
    links.new(shift.outputs[0], reach.inputs["Value"])
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*bottom, 1), (*top, 1)
    links.new(reach.outputs[0], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return m


def linen(name, color, scale=150.0, strength=0.35, stripe=None):
    # Warp and weft as two crossing waves, with threads of slightly different thickness.
    m = material(name, color, rough=0.9)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    coordinates = nodes.new("ShaderNodeTexCoord")
    waves = []
    for direction in ("X", "Y"):
        wave = nodes.new("ShaderNodeTexWave")
        wave.bands_direction = direction
        wave.inputs["Scale"].default_value = scale / 6.283
        wave.inputs["Distortion"].default_value = 1.1
        wave.inputs["Detail"].default_value = 2
        links.new(coordinates.outputs["UV"], wave.inputs["Vector"])
        waves.append(wave)
    weave = nodes.new("ShaderNodeMath")
    weave.operation = "ADD"
    links.new(waves[0].outputs["Fac"], weave.inputs[0])
    links.new(waves[1].outputs["Fac"], weave.inputs[1])
    noise = nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = 9
    noise.inputs["Detail"].default_value = 9
    links.new(coordinates.outputs["UV"], noise.inputs["Vector"])
    tone = nodes.new("ShaderNodeMath")
    tone.operation = "MULTIPLY_ADD"
    tone.inputs[1].default_value = 0.5
    links.new(weave.outputs[0], tone.inputs[0])
    links.new(noise.outputs["Fac"], tone.inputs[2])
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.4, 1.3
    ramp.color_ramp.elements[0].color = (*[c * 0.74 for c in color], 1)
    ramp.color_ramp.elements[1].color = (*[min(1, c * 1.14) for c in color], 1)
    links.new(tone.outputs[0], ramp.inputs["Fac"])
    surface = nodes["Principled BSDF"]
    links.new(ramp.outputs["Color"], surface.inputs["Base Color"])
    if stripe:
        striped(nodes, links, coordinates, ramp, surface, stripe)
    surface.inputs["Sheen"].default_value = 0.35
    bumps = nodes.new("ShaderNodeBump")
    bumps.inputs["Strength"].default_value = strength
    bumps.inputs["Distance"].default_value = 0.004
    links.new(weave.outputs[0], bumps.inputs["Height"])
    links.new(bumps.outputs["Normal"], surface.inputs["Normal"])
    return m


def striped(nodes, links, coordinates, ground, surface, stripe):
    # Threads of another colour along the cloth, between two places across it.
    color, start, end = stripe
    split = nodes.new("ShaderNodeSeparateXYZ")
    links.new(coordinates.outputs["UV"], split.inputs[0])
    inside = nodes.new("ShaderNodeMath")
    inside.operation = "COMPARE"
    inside.inputs[1].default_value, inside.inputs[2].default_value = (start + end) / 2, (end - start) / 2
    links.new(split.outputs["X"], inside.inputs[0])
    mix = nodes.new("ShaderNodeMixRGB")
    mix.inputs[2].default_value = (*color, 1)
    links.new(inside.outputs[0], mix.inputs[0])
    links.new(ground.outputs["Color"], mix.inputs[1])
    links.new(mix.outputs[0], surface.inputs["Base Color"])


def wood(name, light, dark, scale=4.0, axis="Z", rough=0.5):
    m = material(name, light, rough)
    nodes, links = m.node_tree.nodes, m.node_tree.links
    coordinates = nodes.new("ShaderNodeTexCoord")
    stretch = nodes.new("ShaderNodeMapping")
    stretch.inputs["Scale"].default_value = [0.12 if a == axis else 1.0 for a in "XYZ"]
    links.new(coordinates.outputs["Object"], stretch.inputs["Vector"])
    rings = nodes.new("ShaderNodeTexNoise")
    rings.inputs["Scale"].default_value = scale * 5
    rings.inputs["Detail"].default_value = 7
    rings.inputs["Distortion"].default_value = 0.6
    links.new(stretch.outputs[0], rings.inputs["Vector"])
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.36, 0.66
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*dark, 1), (*light, 1)
    links.new(rings.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return m


def picture(name, file, rough=0.8):
    m = material(name, (1, 1, 1), rough)
    image = m.node_tree.nodes.new("ShaderNodeTexImage")
    image.image = bpy.data.images.load(file)
    m.node_tree.links.new(image.outputs["Color"], m.node_tree.nodes["Principled BSDF"].inputs["Base Color"])
    return m


# --- forms ---------------------------------------------------------------------------------------------------------
def mesh(name, vertices, faces, m, smooth=True, uvs=None):
    data = bpy.data.meshes.new(name)
    data.from_pydata(vertices, [], faces)
    data.update()
    if uvs:
        layer = data.uv_layers.new()
        for loop in data.loops:
            layer.data[loop.index].uv = uvs[loop.vertex_index]
    thing = bpy.data.objects.new(name, data)
    scene.collection.objects.link(thing)
    thing.data.materials.append(m)
    for polygon in data.polygons:
        polygon.use_smooth = smooth
    return thing


def lathe(profile, m, segments=112, subdivide=2):
    vertices, faces = [], []
    for r, z in profile:
        for k in range(segments):
            a = 2 * math.pi * k / segments
            vertices.append((r * math.cos(a), r * math.sin(a), z))
    for i in range(len(profile) - 1):
        for k in range(segments):
            a, b = i * segments + k, i * segments + (k + 1) % segments
            faces.append((a, b, b + segments, a + segments))
    thing = mesh("turned", vertices, faces, m)
    if subdivide:
        softer = thing.modifiers.new("softer", "SUBSURF")
        softer.levels = softer.render_levels = subdivide
    return thing


def box(size, place, m, bevel=0.02, turn=0.0, segments=4):
    x, y, z = (s / 2 for s in size)
    corners = [(-x, -y, -z), (x, -y, -z), (x, y, -z), (-x, y, -z), (-x, -y, z), (x, -y, z), (x, y, z), (-x, y, z)]
    faces = [(0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    thing = mesh("box", corners, faces, m, smooth=True)
    thing.location = place
    thing.rotation_euler = (0, 0, math.radians(turn))
    if bevel:
        round_off = thing.modifiers.new("bevel", "BEVEL")
        round_off.width, round_off.segments = bevel, segments
    thing.data.use_auto_smooth = True
    return thing


def sheet(width, height, m, place, rotation=(90, 0, 0)):
    x, y = width / 2, height / 2
    corners = [(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)]
    thing = mesh("sheet", corners, [(0, 1, 2, 3)], m, smooth=False, uvs=[(0, 0), (1, 0), (1, 1), (0, 1)])
    thing.location = place
    thing.rotation_euler = [math.radians(a) for a in rotation]
    return thing


def wire(points, thickness, m, cyclic=False):
    curve = bpy.data.curves.new("wire", "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = thickness
    curve.bevel_resolution = 6
    curve.use_fill_caps = True
    spline = curve.splines.new("BEZIER")
    spline.bezier_points.add(len(points) - 1)
    for knot, place in zip(spline.bezier_points, points):
        knot.co = place
        knot.handle_left_type = knot.handle_right_type = "AUTO"
    spline.use_cyclic_u = cyclic
    thing = bpy.data.objects.new("wire", curve)
    curve.materials.append(m)
    scene.collection.objects.link(thing)
    return thing


def cloth(surface, columns, rows, m, thickness, wrinkle=0.012, seed=0):
    # `surface(u, v)` gives a point; u runs along the hem, v along the cloth.
    vertices, uvs, faces = [], [], []
    for row in range(rows + 1):
        for column in range(columns + 1):
            u, v = column / columns, row / rows
            vertices.append(surface(u, v))
            uvs.append((u * 1.6, v * 4.0))
    for row in range(rows):
        for column in range(columns):
            a = row * (columns + 1) + column
            faces.append((a, a + 1, a + columns + 2, a + columns + 1))
    thing = mesh("cloth", vertices, faces, m, uvs=uvs)
    thick = thing.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = thickness, 0
    softer = thing.modifiers.new("softer", "SUBSURF")
    softer.levels = softer.render_levels = 1
    if wrinkle:
        clouds = bpy.data.textures.new("wrinkles", "CLOUDS")
        clouds.noise_scale, clouds.noise_depth = 0.22, 3
        crease = thing.modifiers.new("crease", "DISPLACE")
        crease.texture, crease.strength, crease.mid_level = clouds, wrinkle, 0.5
        crease.texture_coords = "OBJECT"
        origin = bpy.data.objects.new("origin", None)
        scene.collection.objects.link(origin)
        origin.location = (seed * 1.7, seed * 0.9, seed * 0.4)
        crease.texture_coords_object = origin
    return thing


def folded(width, depth, layers, gap, m, place=(0, 0, 0), turn=0.0, seed=0, slack=0.02):
    # A cloth laid to and fro: the folds show at the front as round edges.
    line = []
    for layer in range(layers):
        z = gap / 2 + layer * gap
        there = layer % 2 == 0
        inset = slack * math.sin(layer * 2.1 + seed)
        start, end = (-depth / 2 + inset, depth / 2 - inset)
        along = [start + (end - start) * s / 22 for s in range(23)]
        for y in along if there else reversed(along):
            line.append((y, z + 0.006 * math.sin(y * 7 + layer + seed)))
        if layer < layers - 1:
            edge = end if there else start
            for step in range(1, 8):
                a = math.pi * step / 8
                line.append((edge + (1 if there else -1) * gap * 0.75 * math.sin(a), z + gap / 2 - gap / 2 * math.cos(a)))
    rows = len(line) - 1

    def surface(u, v):
        y, z = line[round(v * rows)]
        x = (u - 0.5) * width * (1 + 0.012 * math.sin(y * 5 + seed))
        return (x, y, z)

    thing = cloth(surface, 40, rows, m, gap * 0.62, wrinkle=0.016, seed=seed)
    thing.location = place
    thing.rotation_euler = (0, 0, math.radians(turn))
    return thing


def take(samples, folder, width):
    # Colour, and for the darkroom (develop.py) what the surfaces are: their own colour and where they face.
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.use_denoising = "CPU", samples, False
    cycles.use_adaptive_sampling, cycles.adaptive_threshold, cycles.adaptive_min_samples = True, 0.02, 8
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 4, 3, 2
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 3
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.render.resolution_x, scene.render.resolution_y = width, width * 5 // 4
    scene.view_layers[0].cycles.denoising_store_passes = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    out = tree.nodes.new("CompositorNodeOutputFile")
    out.base_path = folder
    out.format.file_format, out.format.color_depth = "OPEN_EXR", "32"
    out.file_slots.clear()
    for name, output in (("colour", "Image"), ("albedo", "Denoising Albedo"), ("normal", "Denoising Normal")):
        out.file_slots.new(name + "-")
        tree.links.new(source.outputs[output], out.inputs[-1])
    scene.frame_set(1)
    bpy.ops.render.render()
