# blender -b -noaudio -P render.py -- SLUG SAMPLES FOLDER [WIDTH]
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import scenes
import studio

slug, samples, folder, *rest = sys.argv[sys.argv.index("--") + 1 :]
width = int(rest[0]) if rest else 800
scenes.FOLDER = folder
scenes.scenes[slug]()
studio.take(int(samples), os.path.join(folder, slug + ".png"), width, width * 5 // 4)
